using System.Globalization;
using System.Text.RegularExpressions;

namespace LopmiBot.Importing.Formats.Pdf;

/// <summary>
/// What runs along the heads and feet of pages and is no text: lines at the very edge that are the same page after page, or on
/// every other page, but for the page's number; and a page's number that stands alone. A line of the text that only looks like another one stays.
/// </summary>
/// <param name="pages">The pages.</param>
internal sealed partial class RunningLines(IReadOnlyList<PdfPage> pages)
{
    /// <summary>Of a page's height, where heads and feet stand.</summary>
    private const double Margin = 0.12;

    /// <summary>The same for a page's number that stands alone.</summary>
    private const double NumberMargin = 0.2;

    /// <summary>In points: a page's number may be set a little higher than what is beside it.</summary>
    private const double SameLine = 3;

    /// <summary>Fewer pages in a row may begin alike by chance.</summary>
    private const int InARow = 3;

    /// <summary>From one page to the next that is laid out alike: books have left and right ones.</summary>
    private static readonly int[] Steps = [1, 2];

    /// <summary>At the head and at the foot, on which pages something is said: a heading at the head has nothing to do with a page's number at the foot.</summary>
    private readonly Dictionary<string, HashSet<int>>[] _pagesOf = [new(StringComparer.Ordinal), new(StringComparer.Ordinal)];

    /// <summary>The pages with the words that are text, and the lines of each that are not.</summary>
    public List<(PdfPage Text, IReadOnlyList<string> Running)> Apart()
    {
        var edges = pages.Select(page => new[] { Lines(page, isHead: true), Lines(page, isHead: false) }).ToList();
        for (var i = 0; i < edges.Count; i++)
        {
            foreach (var (pagesOf, edge) in _pagesOf.Zip(edges[i]))
            {
                foreach (var key in edge.SelectMany(line => Keys(line, i)))
                {
                    if (!pagesOf.TryGetValue(key, out var found))
                    {
                        pagesOf.Add(key, found = []);
                    }

                    found.Add(i);
                }
            }
        }

        return [.. pages.Select((page, i) =>
        {
            var running = edges[i].Zip(_pagesOf).SelectMany(edge => edge.First.TakeWhile((line, at) => Runs(line, i, edge.Second, isOutermost: at == 0))).ToList();
            var words = running.SelectMany(line => line).ToHashSet();
            return (page with { Words = [.. page.Words.Where(word => !words.Contains(word))] }, (IReadOnlyList<string>)running.ConvertAll(TextOf));
        })];
    }

    /// <summary>The lines at one edge, the outermost first.</summary>
    private static List<List<PdfWord>> Lines(PdfPage page, bool isHead)
    {
        var lines = new List<List<PdfWord>>();
        foreach (var word in page.Words.Where(word => isHead ? word.Baseline > (1 - Margin) * page.Height : word.Baseline + word.Size < NumberMargin * page.Height).OrderBy(word => isHead ? -word.Baseline : word.Baseline))
        {
            if (lines.Count > 0 && Math.Abs(lines[^1][0].Baseline - word.Baseline) <= SameLine)
            {
                lines[^1].Add(word);
            }
            else
            {
                lines.Add([word]);
            }
        }

        return [.. lines.Where((line, at) => isHead || line[0].Baseline + line[0].Size < Margin * page.Height || (at == 0 && IsNumber(line, page))).Select(line => line.OrderBy(word => word.Left).ToList())];
    }

    private static string TextOf(List<PdfWord> line) => string.Join(' ', line.Select(word => word.Text));

    /// <summary>
    /// What a line says; and that once more for each of its numbers, with how far it is from the page's place instead. Where the
    /// number stands first or last, what is beside it may change: a chapter's name.
    /// </summary>
    private static IEnumerable<string> Keys(List<PdfWord> line, int page)
    {
        var text = TextOf(line);
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

    private bool Runs(List<PdfWord> line, int page, Dictionary<string, HashSet<int>> pagesOf, bool isOutermost) =>
        IsNumber(line, pages[page])
        || Keys(line, page).Any(key => (isOutermost || !IsLoose(key)) && Runs(pagesOf[key], page, IsLoose(key)));

    /// <summary>Whether a line is the page's number and nothing else. A mark of a note is none.</summary>
    private static bool IsNumber(List<PdfWord> line, PdfPage page) =>
        line.TrueForAll(word => word.Shift == 0) && TextOf(line).Trim('-', '–', '—', ' ') == page.Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether all but the number may differ: on a few pages, or further from the edge, that is true of headings, too.</summary>
    private static bool IsLoose(string key) => key.StartsWith('…') || key.EndsWith('…');

    private bool Runs(HashSet<int> found, int page, bool isLoose) => pages.Count < InARow
        ? !isLoose && pages.Count > 1 && found.Count == pages.Count
        : Steps.Any(step => Enumerable.Range(0, InARow).Any(back => Enumerable.Range(0, InARow).All(i => found.Contains(page + ((i - back) * step)))));

    [GeneratedRegex("[0-9]{1,6}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
