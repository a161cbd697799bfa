using System.Globalization;
using System.Text;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Searching;

/// <summary>
/// Everyday words of one language with those of the other that most often stand in their place. Learned from translated
/// documents by LopmiBot.Learning: it reaches what no one would write into a glossary.
/// </summary>
public sealed class Lexicon
{
    private const string Shipped = "LopmiBot.Answers.Searching.lexicon.tsv";

    /// <summary>Other words tried for one word of a question.</summary>
    private const int Most = 3;

    private static readonly Lazy<Lexicon> Shared = new(() =>
    {
        using var stream = typeof(Lexicon).Assembly.GetManifestResourceStream(Shipped)
            ?? throw new InvalidOperationException($"The resource {Shipped} is missing from the build.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Read(reader);
    });

    private readonly Dictionary<Language, Dictionary<string, List<string>>> _translations;

    private Lexicon(IReadOnlyList<LexiconEntry> entries)
    {
        Entries = entries;
        _translations = LanguageCodes.All.ToDictionary(
            language => language,
            language => entries
                .Select(entry => (From: TermOf(entry.In(language.Other()), language.Other()), To: TermOf(entry.In(language), language), entry.Likelihood))
                .Where(pair => pair.From is not null && pair.To is not null)
                .GroupBy(pair => pair.From!, StringComparer.Ordinal)
                .ToDictionary(
                    group => group.Key,
                    group => group.OrderByDescending(pair => pair.Likelihood).Select(pair => pair.To!).Distinct(StringComparer.Ordinal).Take(Most).ToList(),
                    StringComparer.Ordinal));
    }

    /// <summary>The lexicon that ships with the program.</summary>
    public static Lexicon Default => Shared.Value;

    /// <summary>The pairs, in the order of the file.</summary>
    public IReadOnlyList<LexiconEntry> Entries { get; }

    /// <summary>Reads a file of pairs: French word, English word and likelihood, separated by tabs; a line with # is a comment.</summary>
    /// <exception cref="InvalidDataException">A line is no pair; the message names it.</exception>
    public static Lexicon Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var entries = new List<LexiconEntry>();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            entries.Add(line.Split('\t') is [var french, var english, var likelihood] && double.TryParse(likelihood, CultureInfo.InvariantCulture, out var value)
                ? new LexiconEntry(french, english, value)
                : throw new InvalidDataException($"line {number} of the lexicon is no pair: write a French word, an English word and a likelihood, separated by tabs."));
        }

        return new Lexicon(entries);
    }

    /// <summary>Writes pairs as a file.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="entries">The pairs.</param>
    /// <param name="obtained">How they were obtained, in words.</param>
    public static void Write(TextWriter writer, IEnumerable<LexiconEntry> entries, string obtained)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(entries);
        writer.Write($"# {obtained}\n");
        foreach (var entry in entries)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{entry.French}\t{entry.English}\t{entry.Likelihood:0.00}\n"));
        }
    }

    /// <summary>Terms of a language that may stand for a term of the other, the likeliest first.</summary>
    internal IReadOnlyList<string> Translate(string term, Language to) => _translations[to].GetValueOrDefault(term) ?? [];

    private static string? TermOf(string word, Language language) => Terms.OfContent(word, language) is [var term] ? term : null;
}

/// <summary>A pair of a lexicon.</summary>
/// <param name="French">A French word.</param>
/// <param name="English">An English word that stands for it.</param>
/// <param name="Likelihood">How often, 0 to 1.</param>
public sealed record LexiconEntry(string French, string English, double Likelihood)
{
    /// <summary>The word of a language.</summary>
    public string In(Language language) => language == Language.French ? French : English;
}
