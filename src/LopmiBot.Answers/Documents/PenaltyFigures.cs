using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LopmiBot.Answers.Documents;

/// <summary>The terms of imprisonment and amounts in euros that a text states, in French or English, in digits or words.</summary>
/// <param name="Terms">Every length of time, whatever it is of.</param>
/// <param name="Imprisonment">The lengths of time that are imprisonment by the words beside them; not a threshold ("at least three years' imprisonment"), nor what is raised.</param>
/// <param name="Amounts">Every amount in euros.</param>
/// <param name="SpeaksOfFine">Whether the text speaks of a fine.</param>
internal sealed partial record PenaltyFigures(
    IReadOnlySet<ImprisonmentTerm> Terms,
    IReadOnlySet<ImprisonmentTerm> Imprisonment,
    IReadOnlySet<decimal> Amounts,
    bool SpeaksOfFine)
{
    private static readonly FrozenDictionary<string, int> NumberWords = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["un"] = 1,
        ["une"] = 1,
        ["one"] = 1,
        ["a"] = 1,
        ["deux"] = 2,
        ["two"] = 2,
        ["trois"] = 3,
        ["three"] = 3,
        ["quatre"] = 4,
        ["four"] = 4,
        ["cinq"] = 5,
        ["five"] = 5,
        ["six"] = 6,
        ["sept"] = 7,
        ["seven"] = 7,
        ["huit"] = 8,
        ["eight"] = 8,
        ["neuf"] = 9,
        ["nine"] = 9,
        ["dix"] = 10,
        ["ten"] = 10,
        ["douze"] = 12,
        ["twelve"] = 12,
        ["quinze"] = 15,
        ["fifteen"] = 15,
        ["vingt"] = 20,
        ["twenty"] = 20,
        ["trente"] = 30,
        ["thirty"] = 30,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a text.</summary>
    public static PenaltyFigures Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var terms = new HashSet<ImprisonmentTerm>();
        var imprisonment = new HashSet<ImprisonmentTerm>();
        foreach (Match match in Term().Matches(text))
        {
            if (Number(match.Groups["number"].Value) is { } number)
            {
                var term = new ImprisonmentTerm(number, match.Groups["unit"].Value.ToLowerInvariant() switch
                {
                    "mois" or "month" or "months" => TermUnit.Months,
                    "jour" or "jours" or "day" or "days" => TermUnit.Days,
                    _ => TermUnit.Years,
                });
                terms.Add(term);
                if (match.Groups["prison"].Success && !match.Groups["threshold"].Success && !match.Groups["base"].Success)
                {
                    imprisonment.Add(term);
                }
            }
        }

        if (Life().IsMatch(text))
        {
            terms.Add(new ImprisonmentTerm(0, TermUnit.Life));
        }

        var amounts = Amount().Matches(text)
            .Select(match => Euros(match.Groups["amount"].Value, match.Groups["scale"].Value))
            .OfType<decimal>()
            .ToHashSet();
        return new PenaltyFigures(terms, imprisonment, amounts, Fine().IsMatch(text));
    }

    /// <summary>Whether the text states a penalty in figures.</summary>
    public bool StatesPenalty => Imprisonment.Count > 0 || (SpeaksOfFine && Amounts.Count > 0);

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) ? digits
        : NumberWords.TryGetValue(text, out var word) ? word
        : null;

    private static decimal? Euros(string amount, string scale)
    {
        var grouped = Groups().Replace(amount, "");
        return decimal.TryParse(grouped.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number * (scale.Length > 0 ? 1_000_000 : 1)
            : null;
    }

    [GeneratedRegex(@"(?<threshold>(?:au\s+moins|au\s+plus|moins\s+de|plus\s+de|at\s+least|at\s+most|less\s+than|more\s+than)\s+)?(?<![\p{L}\d])(?<number>\d{1,3}|\p{L}+)(?:[\s\u00A0-]+)(?<unit>ans?|years?|mois|months?|jours?|days?)(?!\p{L})(?:['’]s?)?(?<prison>\s+(?:d['’]emprisonnement|de\s+(?:réclusion|détention|prison)|(?:criminal\s+)?imprisonment|(?:of\s+)?(?:criminal\s+)?(?:imprisonment|detention|prison)|in\s+prison))?(?<threshold>\s+(?:au\s+moins|au\s+plus|ou\s+plus|or\s+more|at\s+least|at\s+most))?(?<base>\s+(?:deviennent|devient|becomes?))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Term();

    [GeneratedRegex(@"perpétuité|for\s+life|(?<=\b)life\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Life();

    [GeneratedRegex(@"€\s?(?<amount>\d[\d,.]*\d|\d)(?:\s(?<scale>million))?|(?<![\d,.])(?<amount>\d{1,3}(?:[\s\u00A0\u202F]\d{3})+|\d+(?:[.,]\d+)?)[\s\u00A0\u202F](?:(?<scale>millions?)\s(?:d['’]\s?euros|of\s+euros|€)|€|euros?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Amount();

    [GeneratedRegex(@"\b(?:amendes?|fines?|fined)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fine();

    [GeneratedRegex(@"(?<=\d)[\s\u00A0\u202F,.](?=\d{3}(?!\d))", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Groups();
}
