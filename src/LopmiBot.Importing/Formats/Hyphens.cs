using System.Text;
using System.Text.RegularExpressions;

namespace LopmiBot.Importing.Formats;

/// <summary>Lines that were broken to fit a width.</summary>
internal static partial class Hyphens
{
    /// <summary>The words that a text writes with a hyphen within a line.</summary>
    public static IReadOnlySet<string> OwnHyphens(string text) => Hyphenated().Matches(text).Select(word => word.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Joins lines. A hyphen between two small letters at the end of a line was put there by the breaking, unless the text
    /// writes the word with it elsewhere: "peut-être" broken after "peut-" keeps its hyphen.
    /// </summary>
    /// <param name="lines">The lines, in order.</param>
    /// <param name="own">Words that have a hyphen of their own.</param>
    public static string Mend(IReadOnlyList<string> lines, IReadOnlySet<string> own)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            if (text.Length > 1 && text[^1] is '-' or '\u00AD' && char.IsLower(text[^2]) && line.Length > 0 && char.IsLower(line[0]))
            {
                var isOwn = text[^1] == '-' && own.Contains(LastWord(text) + FirstWord(line));
                text.Length -= isOwn ? 0 : 1;
            }
            else if (text.Length > 0)
            {
                text.Append(' ');
            }

            text.Append(line);
        }

        return text.Replace("\u00AD", "").ToString();
    }

    private static string LastWord(StringBuilder text)
    {
        var start = text.Length - 1;
        while (start > 0 && (char.IsLetter(text[start - 1]) || text[start - 1] == '-'))
        {
            start--;
        }

        return text.ToString(start, text.Length - start);
    }

    private static string FirstWord(string line) => new([.. line.TakeWhile(c => char.IsLetter(c) || c == '-')]);

    [GeneratedRegex(@"\p{L}+(?:-\p{L}+)+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Hyphenated();
}
