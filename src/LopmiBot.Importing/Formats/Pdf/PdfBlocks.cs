using System.Text.RegularExpressions;

namespace LopmiBot.Importing.Formats.Pdf;

/// <summary>A paragraph, a heading or a table of a page.</summary>
/// <param name="Page">The page's number.</param>
/// <param name="Lines">The lines of a paragraph; empty for a table.</param>
/// <param name="Size">The size of its letters in points.</param>
/// <param name="Rows">The rows of a table; empty for a paragraph.</param>
internal sealed record PdfBlock(int Page, IReadOnlyList<string> Lines, double Size, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public bool IsTable => Rows.Count > 0;
}

/// <summary>Puts the runs of a page, in their order, together to paragraphs and tables, by how typesetters part them.</summary>
/// <param name="page">The page's number.</param>
/// <param name="ordered">The runs in the order of reading.</param>
internal sealed partial class PdfBlocks(int page, IReadOnlyList<PdfRun> ordered)
{
    /// <summary>In sizes of the letters: a gap that parts cells, and not words.</summary>
    private const double CellGap = 0.9;

    private const int MostCellLines = 12;
    private const int MostCellWords = 60;

    private readonly List<PdfRun> _runs = Level(ordered);

    /// <summary>The blocks in order.</summary>
    public List<PdfBlock> All()
    {
        var blocks = new List<PdfBlock>();
        var paragraph = new List<PdfRun>();
        var leading = Leading();
        void End()
        {
            if (paragraph.Count > 0)
            {
                blocks.Add(new PdfBlock(page, paragraph.ConvertAll(run => run.Text), paragraph.Select(run => run.Size).Order().ElementAt(paragraph.Count / 2), []));
            }

            paragraph = [];
        }

        for (var i = 0; i < _runs.Count;)
        {
            if (TableAt(i) is var (rows, next))
            {
                End();
                blocks.Add(new PdfBlock(page, [], _runs[i].Size, rows));
                i = next;
                continue;
            }

            if (paragraph.Count > 0 && Begins(paragraph, _runs[i], leading))
            {
                End();
            }

            paragraph.Add(_runs[i++]);
        }

        End();
        return blocks;
    }

    /// <summary>Runs that follow one another on a line, in one.</summary>
    private static List<PdfRun> Level(IReadOnlyList<PdfRun> runs)
    {
        var level = new List<PdfRun>();
        foreach (var run in runs)
        {
            if (level.Count > 0 && level[^1] is var last && last.IsLevelWith(run) && run.Left - last.Right is var gap && gap > -0.5 * run.Size && gap < CellGap * run.Size)
            {
                level[^1] = new PdfRun([.. last.Words, .. run.Words]);
            }
            else
            {
                level.Add(run);
            }
        }

        return level;
    }

    /// <summary>The usual distance from one line to the next; 0: there are no two lines.</summary>
    private double Leading()
    {
        var distances = _runs.Zip(_runs.Skip(1)).Where(pair => Overlap(pair.First, pair.Second) > 0).Select(pair => pair.First.Baseline - pair.Second.Baseline).Where((distance, i) => distance > 0.5 * _runs[i].Size && distance < 2.5 * _runs[i].Size).Order().ToList();
        return distances.Count == 0 ? 0 : distances[distances.Count / 2];
    }

    private bool Begins(List<PdfRun> paragraph, PdfRun run, double leading)
    {
        var last = paragraph[^1];
        var down = last.Baseline - run.Baseline;
        var ends = last.Text is [.., var end] && end is '.' or '!' or '?' or ':' or ';' or '»' or '"' or '”';
        if (Math.Abs(run.Size - last.Size) > 0.1 * last.Size)
        {
            return true;
        }

        if (down <= 0 || Overlap(last, run) <= 0)
        {
            // Another column: the paragraph may go on.
            return ends || !(Continues(run.Text) || last.Text[^1] is '-' or '\u2010' || (char.IsDigit(run.Text[0]) && !Item().IsMatch(run.Text)));
        }

        if (leading > 0 && down > Math.Max(1.4 * leading, leading + (0.35 * run.Size)))
        {
            return true;
        }

        var indent = run.Left - last.Left;
        var right = _runs.Where(other => Overlap(other, last) > 0 && Math.Abs(other.Size - last.Size) < 0.1 * last.Size).Max(other => other.Right);
        var isShort = last.Right < right - (0.25 * (right - last.Left));
        var isItem = Item().IsMatch(paragraph[0].Text);
        return (ends || isShort) && Item().IsMatch(run.Text)
            || (ends && isShort && !Continues(run.Text))
            || (ends && !isItem && indent > 0.8 * run.Size && Math.Abs(last.Left - paragraph[0].Left) < 0.8 * run.Size)
            || (ends && paragraph.Count > 1 && indent > 0.8 * run.Size)
            || (paragraph.Count > 1 && isItem && ends && indent < -0.8 * run.Size);
    }

    /// <summary>Whether a text goes on with a sentence.</summary>
    private static bool Continues(string text) => text.Length > 0 && (char.IsLower(text[0]) || text[0] is ',' or ')' or ';');

    private static double Overlap(PdfRun one, PdfRun other) => Math.Min(one.Right, other.Right) - Math.Max(one.Left, other.Left);

    /// <summary>A table that is drawn row by row, each cell line by line: two rows at least, whose cells stand in the same columns.</summary>
    private (IReadOnlyList<IReadOnlyList<string>> Rows, int Next)? TableAt(int start)
    {
        var rows = new List<List<List<PdfRun>>>();
        var at = start;
        while (RowAt(at) is { } row && (rows.Count == 0 || AreAligned(rows[^1], row)))
        {
            rows.Add(row);
            at += row.Sum(cell => cell.Count);
        }

        if (rows.Count < 2 || rows.TrueForAll(row => row.TrueForAll(cell => cell.Count > 3)))
        {
            return null;
        }

        var columns = rows.MaxBy(row => row.Count)!.ConvertAll(cell => cell.Min(run => run.Left));
        return (rows.ConvertAll<IReadOnlyList<string>>(row => Placed(row, columns)), at);
    }

    private static List<string> Placed(List<List<PdfRun>> row, List<double> columns)
    {
        var texts = Enumerable.Repeat("", columns.Count).ToList();
        var from = 0;
        for (var i = 0; i < row.Count; i++)
        {
            // The columns that are left must be enough for the cells that are left.
            var left = row[i].Min(run => run.Left);
            var most = columns.Count - (row.Count - i);
            var column = Enumerable.Range(from, most - from + 1).MinBy(each => Math.Abs(columns[each] - left));
            texts[column] = string.Join(' ', row[i].Select(run => run.Text));
            from = column + 1;
        }

        return texts;
    }

    /// <summary>The cells of a row; <see langword="null"/> when there is no row of two or more.</summary>
    private List<List<PdfRun>>? RowAt(int start)
    {
        if (start >= _runs.Count)
        {
            return null;
        }

        var row = new List<List<PdfRun>> { new() { _runs[start] } };
        for (var i = start + 1; i < _runs.Count; i++)
        {
            var (run, cell) = (_runs[i], row[^1]);
            var last = cell[^1];
            var isBeside = run.Left > cell.Max(each => each.Right) + (CellGap * run.Size) && Math.Abs(run.Baseline - cell[0].Baseline) < 0.7 * Math.Max(run.Size, cell[0].Size);
            var down = last.Baseline - run.Baseline;
            var isBelow = down > 0.5 * run.Size && down < 1.7 * Math.Max(run.Size, last.Size) && Overlap(run, last) > 0 && (row.Count < 2 || run.Left > row[^2].Max(each => each.Right))
                && !IsNextRow(i, cell) && cell.Count < MostCellLines;
            if (isBeside)
            {
                row.Add([run]);
            }
            else if (isBelow)
            {
                cell.Add(run);
            }
            else
            {
                break;
            }
        }

        return row.Count >= 2 && row.TrueForAll(cell => cell.Count <= MostCellLines && cell.Sum(run => run.Words.Count) <= MostCellWords) ? row : null;
    }

    /// <summary>Whether a run, below the first cell of a row, has a cell beside it: then it begins the next row.</summary>
    private bool IsNextRow(int i, List<PdfRun> cell) =>
        i + 1 < _runs.Count && _runs[i + 1].IsLevelWith(_runs[i]) && _runs[i + 1].Left > Math.Max(_runs[i].Right, cell.Max(each => each.Right)) + (CellGap * _runs[i].Size);

    private static bool AreAligned(List<List<PdfRun>> one, List<List<PdfRun>> other)
    {
        var matches = other.Count(cell => one.Exists(above => Math.Abs(Left(above) - Left(cell)) < Tolerance(cell) || Math.Abs(Right(above) - Right(cell)) < Tolerance(cell) || Math.Abs(Left(above) + Right(above) - Left(cell) - Right(cell)) < 2 * Tolerance(cell)));
        return matches >= Math.Min(2, other.Count);

        static double Left(List<PdfRun> cell) => cell.Min(run => run.Left);
        static double Right(List<PdfRun> cell) => cell.Max(run => run.Right);
        static double Tolerance(List<PdfRun> cell) => 0.6 * cell[0].Size;
    }

    /// <summary>What begins an item, an article or a numbered paragraph.</summary>
    [GeneratedRegex(@"^(?:[-–—•▪◦●]\s|[0-9]{1,3}°|[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}[.)]?\s|[a-z]{1,2}\)|\([a-z0-9]{1,4}\)|[IVX]{1,5}[.)]?\s|(?:Article|Art\.|Section|Chapitre|Chapter|Titre|Title|Annexe|Annex)\s)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Item();
}
