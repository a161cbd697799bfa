using System.Globalization;
using System.Text;

namespace LopmiBot.Answers.Temporal;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>Letters.</summary>
    Word,

    /// <summary>Digits, with an ordinal ending if it has one: 1er, 24th.</summary>
    Number,

    /// <summary>Any one other character but a blank.</summary>
    Symbol,
}

/// <summary>A word, a number or a sign of a text, without case and accents.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its letters, digits without their ordinal ending, or its character; dashes are "-", apostrophes "'".</param>
/// <param name="Original">The same with case and accents.</param>
/// <param name="Start">First UTF-16 unit in the text.</param>
/// <param name="End">One past the last.</param>
/// <param name="IsOrdinal">Whether a number has an ordinal ending.</param>
internal readonly record struct Token(TokenKind Kind, string Text, string Original, int Start, int End, bool IsOrdinal = false)
{
    private static readonly string[] OrdinalEndings = ["er", "eme", "nd", "rd", "st", "th", "e", "ᵉʳ"];

    public int Number => Kind == TokenKind.Number && Text.Length <= 8 ? int.Parse(Text, CultureInfo.InvariantCulture) : -1;

    public bool Is(string text) => Text == text;

    /// <summary>The tokens of a text, in order.</summary>
    public static List<Token> Of(string text)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]) || char.GetUnicodeCategory(text[i]) is UnicodeCategory.Format or UnicodeCategory.Control)
            {
                i++;
            }
            else if (char.IsAsciiDigit(text[i]))
            {
                var end = While(text, i, char.IsAsciiDigit);
                var letters = While(text, end, char.IsLetter);
                var isOrdinal = letters > end && OrdinalEndings.Contains(Fold(text[end..letters]), StringComparer.Ordinal);
                tokens.Add(new Token(TokenKind.Number, text[i..end], text[i..end], i, isOrdinal ? letters : end, isOrdinal));
                i = isOrdinal ? letters : end;
            }
            else if (char.IsLetter(text[i]))
            {
                var end = While(text, i, c => char.IsLetter(c) || char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark);
                tokens.Add(new Token(TokenKind.Word, Fold(text[i..end]), text[i..end], i, end));
                i = end;
            }
            else
            {
                tokens.Add(new Token(TokenKind.Symbol, Sign(text[i]), text[i].ToString(), i, i + 1));
                i++;
            }
        }

        return tokens;
    }

    private static string Sign(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation || c is '\u2212' ? "-"
        : c is '\u2019' or '\u02BC' or '\u2018' or '\'' ? "'"
        : c.ToString();

    private static int While(string text, int from, Func<char, bool> holds)
    {
        while (from < text.Length && holds(text[from]))
        {
            from++;
        }

        return from;
    }

    private static string Fold(string word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var c in word.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToLowerInvariant(c));
            }
        }

        return folded.ToString();
    }
}
