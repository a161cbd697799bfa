using System.Globalization;
using System.Text.RegularExpressions;
using UglyToad.PdfPig.Content;

namespace LopmiBot.Importing.Formats;

/// <summary>
/// What runs along the heads and feet of pages and is no text: lines at the very edge that are the same page after page, or on
/// every other page, but for the page's number. A line of the text that only looks like another one stays.
/// </summary>
/// <param name="pages">The pages.</param>
/// <param name="words">The words of each.</param>
internal sealed partial class RunningLines(IReadOnlyList<Page> pages, IReadOnlyList<List<Word>> words)
{
    /// <summary>Of a page's height, where heads and feet stand.</summary>
    private const double Margin = 0.12;

    /// <summary>In points: a page's number may be set a little higher than what is beside it.</summary>
    private const double SameLine = 3;

    /// <summary>Fewer pages in a row may begin alike by chance.</summary>
    private const int InARow = 3;

    /// <summary>From one page to the next that is laid out alike: books have left and right ones.</summary>
    private static readonly int[] Steps = [1, 2];

    private readonly Dictionary<string, HashSet<int>> _pagesOf = new(StringComparer.Ordinal);

    /// <summary>The words of each page that are text.</summary>
    public List<List<Word>> Without()
    {
        var edges = pages.Select((page, i) => new[] { Lines(page, words[i], isHead: true), Lines(page, words[i], isHead: false) }).ToList();
        for (var i = 0; i < edges.Count; i++)
        {
            foreach (var key in edges[i].SelectMany(edge => edge).SelectMany(line => Keys(line, i)).Distinct(StringComparer.Ordinal))
            {
                if (!_pagesOf.TryGetValue(key, out var found))
                {
                    _pagesOf.Add(key, found = []);
                }

                found.Add(i);
            }
        }

        return [.. words.Select((each, i) => each.Except(edges[i].SelectMany(edge => edge.TakeWhile(line => Runs(line, i))).SelectMany(line => line)).ToList())];
    }

    /// <summary>The lines at one edge, the outermost first.</summary>
    private static List<List<Word>> Lines(Page page, List<Word> words, bool isHead)
    {
        var lines = new List<List<Word>>();
        foreach (var word in words.Where(word => isHead ? word.BoundingBox.Bottom > (1 - Margin) * page.Height : word.BoundingBox.Top < Margin * page.Height).OrderBy(word => isHead ? -BaseOf(word) : BaseOf(word)))
        {
            if (lines.Count > 0 && Math.Abs(BaseOf(lines[^1][0]) - BaseOf(word)) <= SameLine)
            {
                lines[^1].Add(word);
            }
            else
            {
                lines.Add([word]);
            }
        }

        return lines.ConvertAll(line => line.OrderBy(word => word.BoundingBox.Left).ToList());
    }

    private static double BaseOf(Word word) => word.Letters[0].StartBaseLine.Y;

    /// <summary>
    /// What a line says; and that once more for each of its numbers, with how far it is from the page's place instead. Where the
    /// number stands first or last, what is beside it may change: a chapter's name.
    /// </summary>
    private static IEnumerable<string> Keys(List<Word> line, int page)
    {
        var text = string.Join(' ', line.Select(word => word.Text.Trim()).Where(word => word.Length > 0));
        yield return text;
        foreach (Match number in Number().Matches(text))
        {
            var distance = int.Parse(number.Value, CultureInfo.InvariantCulture) - page;
            var (before, after) = (text[..number.Index], text[(number.Index + number.Length)..]);
            yield return string.Create(CultureInfo.InvariantCulture, $"{before}{{{distance}}}{after}");
            if (before.Length == 0)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{{{distance}}}…");
            }

            if (after.Length == 0)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"…{{{distance}}}");
            }
        }
    }

    private bool Runs(List<Word> line, int page) => Keys(line, page).Any(key => Runs(_pagesOf[key], page));

    private bool Runs(HashSet<int> found, int page) => pages.Count < InARow
        ? pages.Count > 1 && found.Count == pages.Count
        : Steps.Any(step => Enumerable.Range(0, InARow).Any(back => Enumerable.Range(0, InARow).All(i => found.Contains(page + ((i - back) * step)))));

    [GeneratedRegex("[0-9]{1,6}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
