using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LopmiBot.Answers.Text;

/// <summary>
/// The figures of a text in a form that does not depend on its language: numbers, amounts, months and article numbers.
/// "500 000 €" and "€500,000" are the same figure, "cinq ans" and "five years" too.
/// </summary>
internal static partial class Figures
{
    private static readonly FrozenDictionary<string, string> Words = Pairs("""
        deux 2 two 2 trois 3 three 3 quatre 4 four 4 cinq 5 five 5 six 6 sept 7 seven 7 huit 8 eight 8 neuf 9 nine 9 dix 10 ten 10
        douze 12 twelve 12 treize 13 thirteen 13 quatorze 14 fourteen 14 quinze 15 fifteen 15 seize 16 sixteen 16 vingt 20 twenty 20
        vingt-quatre 24 twenty-four 24 vingt-cinq 25 twenty-five 25 trente 30 thirty 30
        """);

    private static readonly FrozenDictionary<string, string> Months = Pairs("""
        janvier M1 january M1 février M2 february M2 mars M3 march M3 avril M4 april M4 mai M5 may M5 juin M6 june M6
        juillet M7 july M7 août M8 august M8 septembre M9 september M9 octobre M10 october M10 novembre M11 november M11
        décembre M12 december M12
        """);

    /// <summary>The figures of a text, sorted: two texts that say the same have the same list.</summary>
    public static List<string> Of(string text, Language language)
    {
        var figures = new List<string>();
        foreach (Match match in Number().Matches(text))
        {
            figures.Add(Normal(match.Value, language));
        }

        foreach (Match match in Counted().Matches(text))
        {
            if (Words.TryGetValue(match.Groups["number"].Value.ToLowerInvariant(), out var number))
            {
                figures.Add(number);
            }
        }

        foreach (Match match in DatedMonth().Matches(text))
        {
            if (Months.TryGetValue(match.Groups["month"].Value.ToLowerInvariant(), out var month))
            {
                figures.Add(month);
            }
        }

        figures.Sort(StringComparer.Ordinal);
        return figures;
    }

    private static string Normal(string number, Language language)
    {
        var plain = language == Language.French
            ? number.Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal).Replace("\u202F", "", StringComparison.Ordinal)
            : number.Replace(",", "", StringComparison.Ordinal);
        plain = plain.Replace(',', '.');
        // 15,0 and 15 are one figure; an article number stays as it is.
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value.ToString("0.####", CultureInfo.InvariantCulture)
            : plain;
    }

    private static FrozenDictionary<string, string> Pairs(string list)
    {
        var words = list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Chunk(2).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }

    [GeneratedRegex(@"(?<![\p{L}\d.,\-])(?:\d+(?:-\d+)+|\d{1,3}(?:[,\u0020\u00A0\u202F]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)(?=(?:er|e|th|st|nd|rd)?(?![\p{L}\d]))", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<![\p{L}\-])(?<number>[\p{L}\-]+)\s(?:ans?|years?|mois|months?|jours?|days?|heures?|hours?)(?![\p{L}])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Counted();

    [GeneratedRegex(@"\d(?:er)?\s(?<month>\p{L}+)\s\d{4}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DatedMonth();
}
