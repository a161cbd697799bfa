using System.Globalization;
using System.Text.RegularExpressions;

namespace LopmiBot.Answers.Documents;

/// <summary>
/// What an author may say about a section at the end of its heading:
/// <c>## Penalties {#penalties reference="Code pénal, art. 323-3-2, I" validFrom="2025-06-15"}</c>.
/// </summary>
internal sealed partial record HeadingAttributes
{
    public static HeadingAttributes None { get; } = new();

    public string? Anchor { get; private init; }

    public string? Reference { get; private init; }

    public Validity Validity { get; private init; }

    /// <summary>What could not be understood, in words for the author.</summary>
    public IReadOnlyList<string> Problems { get; private init; } = [];

    public static (string Text, HeadingAttributes Attributes) Split(string heading)
    {
        var match = Braces().Match(heading);
        if (!match.Success)
        {
            return (heading, None);
        }

        var problems = new List<string>();
        string? reference = null;
        DateOnly? from = null;
        DateOnly? to = null;
        var isStartUnknown = false;
        foreach (Match pair in Pair().Matches(match.Groups["pairs"].Value))
        {
            var value = pair.Groups["value"].Value;
            switch (pair.Groups["key"].Value)
            {
                case "reference":
                    reference = value;
                    break;
                case "validFrom":
                    from = Date(value, "validFrom", problems);
                    break;
                case "validTo":
                    to = Date(value, "validTo", problems);
                    break;
                case "start":
                    isStartUnknown = value == Validity.UnknownStart;
                    if (!isStartUnknown)
                    {
                        problems.Add($"start '{value}' is not known: write start=\"{Validity.UnknownStart}\", or leave it out");
                    }

                    break;
                case var key:
                    problems.Add($"unknown heading attribute '{key}': use reference, validFrom, validTo or start");
                    break;
            }
        }

        if (isStartUnknown && from is null)
        {
            problems.Add($"start=\"{Validity.UnknownStart}\" needs validFrom: the first day for which a source was read");
        }

        return (heading[..match.Index].TrimEnd(), new HeadingAttributes
        {
            Anchor = match.Groups["anchor"].Value,
            Reference = reference,
            Validity = new Validity(from, to, isStartUnknown),
            Problems = problems,
        });
    }

    private static DateOnly? Date(string value, string key, List<string> problems)
    {
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        problems.Add($"{key} '{value}' is not a date: write it as 2025-06-15");
        return null;
    }

    [GeneratedRegex("""\{#(?<anchor>[A-Za-z0-9][\w-]*)(?<pairs>(?:\s+\w+="[^"]*")*)\s*\}$""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Braces();

    [GeneratedRegex("""(?<key>\w+)="(?<value>[^"]*)"\s*""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pair();
}
