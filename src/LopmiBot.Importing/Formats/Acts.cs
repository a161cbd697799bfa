using System.Text.RegularExpressions;
using LopmiBot.Answers.Temporal;
using LopmiBot.Answers.Text;

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
        var no = !match.Groups["no"].Success ? "" : language == Language.French ? "n° " : "No ";
        return $"{kind}{body} {no}{match.Groups["number"].Value}";
    }

    /// <summary>The day that the title names.</summary>
    public static DateOnly? DateOf(string title) => Day().Match(title) is { Success: true } day ? TemporalExpressionParser.ParseDay(day.Value, DateOnly.MinValue) : null;

    /// <summary>An article's number as it is cited; empty when the heading is no article's.</summary>
    /// <param name="heading">Such as <c>Article premier</c>.</param>
    public static string ArticleNumberOf(string heading) => Article().Match(heading).Groups["number"].Value switch
    {
        var number when number.Equals("premier", StringComparison.OrdinalIgnoreCase) || number.Equals("unique", StringComparison.OrdinalIgnoreCase) => "1",
        var number => number,
    };

    /// <summary>An annex's number; empty for an only one.</summary>
    /// <param name="heading">Such as <c>ANNEX I</c>.</param>
    public static string AnnexNumberOf(string heading) => Annex().Match(heading).Groups["number"].Value;

    /// <summary>Whether a title is an annex's.</summary>
    public static bool IsAnnex(string title) => Annex().IsMatch(title);

    /// <summary>
    /// The number under which EUR-Lex keeps an act of the Official Journal, from its reference; <see langword="null"/> when it
    /// does not tell. After "No" the number comes before the year, else after it.
    /// </summary>
    public static string? CelexOf(string? reference)
    {
        if (reference is null || Number().Match(reference) is not { Success: true } match)
        {
            return null;
        }

        var (first, second) = (match.Groups["first"].Value, match.Groups["second"].Value);
        var (year, number) = match.Groups["no"].Success ? (second, first) : (first, second);
        year = year.Length == 2 ? "19" + year : year;
        return year.Length == 4 && year[..2] is "19" or "20" ? $"3{year}{reference[0] switch { 'R' => 'R', _ when reference.StartsWith("Directive", StringComparison.Ordinal) => 'L', _ => 'D' }}{number.PadLeft(4, '0')}" : null;
    }

    /// <summary>Where EUR-Lex shows an act; <see langword="null"/> when its number is not known.</summary>
    public static string? UrlOf(string? celex, Language language) =>
        string.IsNullOrEmpty(celex) ? null : $"https://eur-lex.europa.eu/legal-content/{language.Code().ToUpperInvariant()}/TXT/?uri=CELEX:{Uri.EscapeDataString(celex)}";

    [GeneratedRegex(@"\b(?<kind>r[èe]glement|regulation|directive|d[ée]cision)\b[^0-9(]{0,60}(?:\((?<body>UE|EU|CE|EC|CEE|EEC|Euratom)(?:,\s*Euratom)?\)\s*)?(?<no>n[°o]\s*)?(?<number>[0-9]{2,4}/[0-9]{1,4}(?:/(?:UE|EU|CE|EC|CEE|EEC|JAI|JHA))?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Act();

    [GeneratedRegex(@"\b[0-9]{1,2}(?:er)?\s+\p{L}+\s+[0-9]{4}\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Day();

    [GeneratedRegex(@"^\s*article\s+(?<number>[0-9]+(?:\s*(?:bis|ter|quater|quinquies|[a-z]))?|premier|unique)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Article();

    [GeneratedRegex(@"^\s*annexe?s?\b\s*(?<number>[IVXLC]+(?:\s*(?:bis|ter|[a-z]))?\b|[0-9]+[a-z]?\b|[A-Z]\b)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Annex();

    [GeneratedRegex(@"(?<no>No |n° )?(?<first>[0-9]{1,4})/(?<second>[0-9]{1,4})(?:/[A-Z]{2,3})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
