using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LopmiBot.Answers.Questions;

/// <summary>Brings what people type into one form, so that what looks the same is read the same.</summary>
public static partial class QuestionText
{
    /// <summary>A text of fewer words may well be abbreviations: it keeps its capitals.</summary>
    private const int FewestShoutedWords = 4;

    /// <summary>
    /// Composed letters and plain forms of ligatures, full-width and raised signs (Unicode Standard Annex 15, form KC); one
    /// hyphen for every dash and minus, one apostrophe, single blanks; no invisible characters; no blanks around the hyphens of
    /// a number such as 323 – 3 – 2; small letters where everything is in capitals. What is no character becomes U+FFFD.
    /// </summary>
    /// <param name="text">As typed.</param>
    public static string Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Lone surrogates cannot be normalised: writing them as UTF-8 replaces them.
        var wellFormed = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        var plain = new StringBuilder(wellFormed.Length);
        foreach (var rune in wellFormed.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            plain.Append(Plain(rune));
        }

        var typed = NumberHyphen().Replace(Blanks().Replace(plain.ToString(), " "), "-").Trim();
        return IsShouted(typed) ? typed.ToLower(CultureInfo.InvariantCulture) : typed;
    }

    private static string Plain(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Format => "",
        UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => " ",
        UnicodeCategory.DashPunctuation => "-",
        _ => rune.Value switch
        {
            0x2212 or 0x2043 => "-",
            '’' or '‘' or 'ʼ' or '′' or '´' or '`' => "'",
            _ => rune.ToString(),
        },
    };

    private static bool IsShouted(string text) =>
        text.Any(char.IsUpper) && !text.Any(char.IsLower) && text.Count(c => c == ' ') + 1 >= FewestShoutedWords;

    [GeneratedRegex(" {2,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex("(?<=[0-9]) ?- ?(?=[0-9])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberHyphen();
}
