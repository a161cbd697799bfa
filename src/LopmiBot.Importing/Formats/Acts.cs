using System.Text.RegularExpressions;
using LopmiBot.Answers;
using LopmiBot.Answers.Documents;

namespace LopmiBot.Importing.Formats;

/// <summary>How acts of the European Union are cited, read from their titles.</summary>
internal static partial class Acts
{
    /// <summary>Such as <c>Règlement (UE) 2022/2065</c>; <see langword="null"/> when the title names no act.</summary>
    public static string? ReferenceOf(string title, Language language)
    {
        var match = Act().Match(title);
        if (!match.Success)
        {
            return null;
        }

        var kind = match.Groups["kind"].Value.ToLowerInvariant() switch
        {
            "règlement" or "reglement" or "regulation" => language == Language.French ? "Règlement" : "Regulation",
            "décision" or "decision" => language == Language.French ? "Décision" : "Decision",
            _ => "Directive",
        };
        var body = match.Groups["body"] is { Success: true, Value: var found } ? $" ({found.ToUpperInvariant()})" : "";
        return $"{kind}{body} {match.Groups["number"].Value}";
    }

    /// <summary>The day that the title names.</summary>
    public static DateOnly? DateOf(string title) => Day().Match(title) is { Success: true } day ? SpokenDate.Read(day.Value) : null;

    /// <summary>The attributes of an article's heading: an anchor and a reference.</summary>
    /// <param name="heading">Such as <c>Article premier</c>.</param>
    /// <param name="act">The act's reference.</param>
    public static string AttributesOf(string heading, string? act)
    {
        var number = Article().Match(heading) is { Success: true } match ? match.Groups["number"].Value : "";
        number = number.Equals("premier", StringComparison.OrdinalIgnoreCase) || number.Equals("unique", StringComparison.OrdinalIgnoreCase) ? "1" : number;
        var anchor = Names.Id("article-" + number, Language.French)[..^3];
        return number.Length == 0 ? ""
            : act is null ? $"#{anchor}"
            : $"#{anchor} reference=\"{act}, art. {number}\"";
    }

    [GeneratedRegex(@"\b(?<kind>r[èe]glement|regulation|directive|d[ée]cision)\b[^0-9(]{0,60}(?:\((?<body>UE|EU|CE|EC|CEE|EEC|Euratom)(?:,\s*Euratom)?\)\s*)?(?:n[°o]\s*)?(?<number>[0-9]{2,4}/[0-9]{1,4}(?:/(?:UE|EU|CE|EC|CEE|EEC|JAI|JHA))?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Act();

    [GeneratedRegex(@"\b[0-9]{1,2}(?:er)?\s+\p{L}+\s+[0-9]{4}\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Day();

    [GeneratedRegex(@"^\s*article\s+(?<number>[0-9]+(?:\s*(?:bis|ter|quater|quinquies|[a-z]))?|premier|unique)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Article();
}
