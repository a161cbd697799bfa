using System.Text;
using UglyToad.PdfPig.Content;

namespace LopmiBot.Importing.Formats.Pdf;

/// <summary>Puts the letters of a page together to words, in the order in which the file draws them.</summary>
internal static class PdfWords
{
    /// <summary>Of the size of the letters, a gap that is a blank: the narrowest of justified lines is 0.2.</summary>
    private const double Blank = 0.17;

    /// <summary>Of the size of the line, how small what is set higher or lower is.</summary>
    private const double Small = 0.86;

    /// <summary>The words of letters that run from left to right.</summary>
    public static List<PdfWord> Of(IReadOnlyList<Letter> letters)
    {
        var words = new List<PdfWord>();
        var text = new StringBuilder();
        var drawn = new HashSet<(string, long, long)>();
        var hasBlanks = letters.Any(letter => letter.Value == " ");
        var (isBlank, shift, start) = (true, 0, (Letter?)null);
        var (right, lineBase, lineSize) = (0.0, double.NaN, 0.0);

        void End(double to)
        {
            if (start is not null && text.Length > 0)
            {
                words.Add(new PdfWord { Text = Ligatures.Apart(text.ToString()), Left = start.StartBaseLine.X, Right = to, Baseline = start.StartBaseLine.Y, Size = start.PointSize, Index = words.Count, Shift = shift, HasBlankBefore = isBlank });
                isBlank = false;
            }

            text.Clear();
            start = null;
        }

        foreach (var letter in letters)
        {
            if (string.IsNullOrEmpty(letter.Value) || letter.Value[0] == '\0' || IsDrawnTwice(letter, drawn))
            {
                continue;
            }

            // Some programs write each blank as one that does not break.
            if (letter.Value is " " or "\t" or "\r" or "\n" || (!hasBlanks && letter.Value == "\u00A0"))
            {
                End(right);
                isBlank = true;
                continue;
            }

            var (left, size, baseline) = (letter.StartBaseLine.X, letter.PointSize, letter.StartBaseLine.Y);
            var gap = left - right;
            var rise = lineSize > 0 ? (baseline - lineBase) / lineSize : 0;
            var isNear = lineSize > 0 && gap > -0.4 * lineSize && gap < 0.7 * lineSize;
            var own = isNear && size <= Small * lineSize && Math.Abs(rise) is > 0.1 and < 0.8 ? Math.Sign(rise) : 0;
            var isLevel = isNear && Math.Abs(rise) <= 0.2;
            if (start is not null && (own != shift || (own == 0 && !isLevel) || gap > Blank * size || gap < -0.4 * size))
            {
                End(right);
                isBlank = !isNear || gap > (own != shift ? 2 * Blank * lineSize : Blank * size);
            }

            if (start is null)
            {
                (start, shift) = (letter, own);
            }

            if (own == 0)
            {
                // A figure that begins a note is set higher than the line that it begins.
                if (words.Count > 0 && words[^1].Shift == 0 && words[^1].Size <= Small * size && words[^1].Right >= right - 0.01 && isNear && rise < 0 && -rise * lineSize < 0.8 * size && -rise * lineSize > 0.1 * size && text.Length == 0)
                {
                    words[^1] = words[^1] with { Shift = 1 };
                }

                (lineBase, lineSize) = (baseline, size);
            }

            text.Append(letter.Value);
            right = Math.Max(letter.EndBaseLine.X, left);
        }

        End(right);
        return words;
    }

    /// <summary>Some programs draw letters twice, a little apart, to make them bold.</summary>
    private static bool IsDrawnTwice(Letter letter, HashSet<(string, long, long)> drawn)
    {
        var (x, y) = ((long)Math.Round(2 * letter.StartBaseLine.X), (long)Math.Round(2 * letter.StartBaseLine.Y));
        for (var i = -1; i <= 1; i++)
        {
            for (var j = -1; j <= 1; j++)
            {
                if (drawn.Contains((letter.Value, x + i, y + j)))
                {
                    return true;
                }
            }
        }

        drawn.Add((letter.Value, x, y));
        return false;
    }
}
