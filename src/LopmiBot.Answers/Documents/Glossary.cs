using System.Globalization;
using LopmiBot.Answers.Text;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace LopmiBot.Answers.Documents;

/// <summary>Words that mean the same thing.</summary>
/// <param name="French">French forms, the usual one first.</param>
/// <param name="English">English forms, the usual one first.</param>
/// <param name="Day">For an event: the first day on which it is so, such as the day on which an act comes into force.</param>
/// <param name="Enacted">For an act: the day in its title.</param>
public sealed record GlossaryEntry(IReadOnlyList<string> French, IReadOnlyList<string> English, DateOnly? Day = null, DateOnly? Enacted = null)
{
    /// <summary>The forms in a language.</summary>
    public IReadOnlyList<string> In(Language language) => language == Language.French ? French : English;
}

/// <summary>A corpus's bilingual glossary: the file <c>glossary.yaml</c> in its folder, one entry a line: <c>- { fr: […], en: […] }</c>, <c>day: 2025-06-15</c> for an event, and <c>enacted: 2025-06-13</c> for an act.</summary>
internal static class GlossaryReader
{
    public const string FileName = "glossary.yaml";

    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();

    public static (IReadOnlyList<GlossaryEntry> Entries, IReadOnlyList<DocumentProblem> Problems) Read(string content)
    {
        List<Line>? lines;
        try
        {
            YamlFile.RefuseNesting(content);
            lines = Yaml.Deserialize<List<Line>?>(content);
        }
        catch (YamlException e)
        {
            return ([], [Problem((int)e.Start.Line, $"the glossary is not valid YAML: {e.InnerException?.Message ?? e.Message} Write each entry as - {{ fr: [mot], en: [word] }}.")]);
        }

        var problems = new List<DocumentProblem>();
        var entries = new List<GlossaryEntry>();
        var seen = new Dictionary<(Language Language, string Form), int>();
        foreach (var (line, number) in (lines ?? []).Select((line, i) => (line, i + 1)))
        {
            var entry = new GlossaryEntry(line.Fr ?? [], line.En ?? [], Day(line.Day, "day", number, problems), Day(line.Enacted, "enacted", number, problems));
            if (entry.French.Count == 0 || entry.English.Count == 0)
            {
                problems.Add(Problem(0, $"entry {number} of the glossary lacks a language: give it fr and en forms"));
                continue;
            }

            foreach (var (language, form) in LanguageCodes.All.SelectMany(language => entry.In(language).Select(form => (language, form))))
            {
                if (!seen.TryAdd((language, form.ToUpperInvariant()), number))
                {
                    problems.Add(Problem(0, $"'{form}' stands in entries {seen[(language, form.ToUpperInvariant())]} and {number} of the glossary: keep it in one"));
                }
            }

            entries.Add(entry);
        }

        return (entries, problems);
    }

    private static DateOnly? Day(string? value, string key, int number, List<DocumentProblem> problems)
    {
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        if (value is null)
        {
            return null;
        }

        problems.Add(Problem(0, $"the {key} '{value}' of entry {number} of the glossary is not a date: write it as 2025-06-15"));
        return null;
    }

    private static DocumentProblem Problem(int line, string message) => new(ProblemSeverity.Error, FileName, line, message);

    private sealed class Line
    {
        public List<string>? Fr { get; set; }

        public List<string>? En { get; set; }

        public string? Day { get; set; }

        public string? Enacted { get; set; }
    }
}
