namespace LopmiBot.Importing.Formats.Pdf;

/// <summary>The runs of a page in the order in which they are read, and how far that can be trusted.</summary>
/// <param name="Runs">The runs.</param>
/// <param name="Confidence">The share of words that two ways of reading have in the same order: 0 to 1.</param>
internal sealed record PageOrder(IReadOnlyList<PdfRun> Runs, double Confidence);

/// <summary>
/// Finds the order of reading in two independent ways: most programs draw a text in its order, and where columns and lines stand
/// tells it, too. What the file does is followed unless it goes against how lines are read; where the two differ, the confidence
/// falls. Source of the second: Nagy and Seth, Hierarchical representation of optically scanned documents (1984): recursive XY cut.
/// </summary>
internal static class ReadingOrder
{
    /// <summary>Of all words, how many may be drawn out of order.</summary>
    private const double MostUnnatural = 0.05;

    /// <summary>In sizes of the letters: a gap between words that may be one between columns.</summary>
    private const double Gutter = 0.9;

    /// <summary>In sizes of the letters: a gap that no two words of a line have between them unless that is stretched. Hyphens may reach into it.</summary>
    private const double Apart = 0.6;

    private const int MaxCuts = 60;
    private const int MaxDepth = 24;

    /// <summary>Orders a page.</summary>
    public static PageOrder Of(PdfPage page)
    {
        var (runs, isInterleaved) = SplitAtGutters(page.Runs());
        var cut = Cut([.. runs], 0);
        var words = runs.Sum(run => run.Words.Count);
        if (words == 0)
        {
            return new PageOrder([], 1);
        }

        var confidence = (double)LongestRise(cut.SelectMany(run => run.Words).Select(word => word.Index)) / words;
        return isInterleaved || Unnatural(runs) > MostUnnatural * words ? new PageOrder(cut, confidence) : new PageOrder(runs, confidence);
    }

    /// <summary>
    /// Lines that are drawn over several columns are cut where the same gap goes through the lines above and below. A gap of a
    /// justified line stands alone.
    /// </summary>
    /// <returns>The runs, and whether they are columns of prose that were drawn line by line.</returns>
    private static (List<PdfRun> Runs, bool IsInterleaved) SplitAtGutters(IReadOnlyList<PdfRun> runs)
    {
        var gaps = runs.Where(run => !IsJustified(run)).SelectMany(run => run.Words.Skip(1).Select((word, i) => (Run: run, At: i + 1, From: run.Words[i].Right, To: word.Left)).Where(gap => gap.To - gap.From >= Gutter * run.Size)).ToList();
        if (gaps.Count == 0)
        {
            return ([.. runs], false);
        }

        var lines = gaps.GroupBy(gap => gap.Run).OrderByDescending(line => line.Key.Baseline).ToList();
        var cuts = new Dictionary<PdfRun, SortedSet<int>>();
        var shared = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            foreach (var gap in lines[i])
            {
                var near = lines.Skip(Math.Max(0, i - 2)).Take(i + 3 - Math.Max(0, i - 2)).Where(line => line.Key != gap.Run && Math.Abs(line.Key.Baseline - gap.Run.Baseline) < 5 * gap.Run.Size);
                var (common, aligned) = (0, 0);
                foreach (var other in near)
                {
                    var match = other.FirstOrDefault(each => Math.Min(each.To, gap.To) - Math.Max(each.From, gap.From) >= 0.6 * gap.Run.Size);
                    common += match.Run is null ? 0 : 1;
                    aligned += match.Run is not null && Math.Abs(match.To - gap.To) < 1 && gap.To - gap.From > 2 * gap.Run.Size ? 1 : 0;
                }

                if (common >= 2 || aligned >= 1)
                {
                    shared++;
                    (cuts.TryGetValue(gap.Run, out var at) ? at : cuts[gap.Run] = []).Add(gap.At);
                }
            }
        }

        var result = new List<PdfRun>();
        var parts = new List<(PdfRun Left, PdfRun Right)>();
        foreach (var run in runs)
        {
            if (!cuts.TryGetValue(run, out var at))
            {
                result.Add(run);
                continue;
            }

            var from = 0;
            var pieces = new List<PdfRun>();
            foreach (var to in at.Append(run.Words.Count))
            {
                pieces.Add(new PdfRun([.. run.Words.Skip(from).Take(to - from)]));
                from = to;
            }

            result.AddRange(pieces);
            parts.AddRange(pieces.Zip(pieces.Skip(1)));
        }

        return (result, shared > 0 && AreColumns([.. parts.Select(part => part.Left)]) && AreColumns([.. parts.Select(part => part.Right)]));
    }

    /// <summary>Whether a line was stretched to a width: all its gaps are the same, which those between cells are not.</summary>
    private static bool IsJustified(PdfRun run)
    {
        var gaps = run.Words.Skip(1).Select((word, i) => (Gap: word.Left - run.Words[i].Right, word.HasBlankBefore)).Where(gap => gap.HasBlankBefore).Select(gap => gap.Gap).ToList();
        return gaps.Count >= 2 && gaps.Max() - gaps.Min() <= 0.15 * gaps.Max();
    }

    /// <summary>Whether lines are of prose in a column, and not cells of a table: several words each, most of them as long as the longest.</summary>
    private static bool AreColumns(IReadOnlyList<PdfRun> lines)
    {
        if (lines.Count < 4 || lines.Average(line => line.Words.Count) < 3)
        {
            return false;
        }

        var right = lines.Max(line => line.Right);
        var width = right - lines.Min(line => line.Left);
        return lines.Count(line => line.Right > right - (0.25 * width)) >= 0.6 * lines.Count;
    }

    /// <summary>How many words are drawn where no reader would look for the next: after something other than what stands to their left, or above what came before.</summary>
    private static int Unnatural(List<PdfRun> runs)
    {
        var words = 0;
        var order = runs.Select((run, i) => (run, i)).ToDictionary(each => each.run, each => each.i);
        foreach (var line in Lines(runs).Select(line => line.OrderBy(run => run.Left).ToList()))
        {
            words += line.Zip(line.Skip(1)).Where(pair => pair.Second.Left - pair.First.Right < Apart * pair.Second.Size && order[pair.Second] != order[pair.First] + 1).Sum(pair => pair.Second.Words.Count);
        }

        foreach (var (last, run) in runs.Zip(runs.Skip(1)))
        {
            var isAbove = run.Baseline > last.Baseline + (0.5 * run.Size) && Math.Min(run.Right, last.Right) - Math.Max(run.Left, last.Left) > 0.3 * Math.Min(run.Width, last.Width);
            words += isAbove ? run.Words.Count : 0;
        }

        return words;
    }

    private static List<PdfRun> Cut(List<PdfRun> runs, int depth)
    {
        if (runs.Count < 2)
        {
            return runs;
        }

        if (depth < MaxDepth)
        {
            if (GutterOf(runs) is { } gutter)
            {
                return [.. Cut(runs.FindAll(run => run.Right <= gutter), depth + 1), .. Cut(runs.FindAll(run => run.Right > gutter), depth + 1)];
            }

            // What stands over columns or under them is read before or after them.
            var lines = Lines(runs);
            var step = Math.Max(1, lines.Count / MaxCuts);
            for (var i = 1; i < lines.Count - 2; i += step)
            {
                var below = lines.Skip(i).SelectMany(line => line).ToList();
                if (GutterOf(below) is not null)
                {
                    return [.. Cut(lines.Take(i).SelectMany(line => line).ToList(), depth + 1), .. Cut(below, depth + 1)];
                }
            }

            for (var i = lines.Count - 1; i > 2; i -= step)
            {
                var above = lines.Take(i).SelectMany(line => line).ToList();
                if (GutterOf(above) is not null)
                {
                    return [.. Cut(above, depth + 1), .. Cut(lines.Skip(i).SelectMany(line => line).ToList(), depth + 1)];
                }
            }
        }

        return [.. Lines(runs).SelectMany(line => line.OrderBy(run => run.Left))];
    }

    private static List<List<PdfRun>> Lines(List<PdfRun> runs)
    {
        var lines = new List<List<PdfRun>>();
        foreach (var run in runs.OrderByDescending(run => run.Baseline))
        {
            if (lines.Count > 0 && lines[^1][0].IsLevelWith(run))
            {
                lines[^1].Add(run);
            }
            else
            {
                lines.Add([run]);
            }
        }

        return lines;
    }

    /// <summary>Where a strip without text parts two columns of prose, side by side; <see langword="null"/>: nowhere.</summary>
    private static double? GutterOf(List<PdfRun> runs)
    {
        var right = double.MinValue;
        double? widest = null;
        var width = 0.0;
        foreach (var run in runs.OrderBy(run => run.Left))
        {
            if (right > double.MinValue && run.Left - right > Math.Max(width, Apart * run.Size))
            {
                (widest, width) = (right, run.Left - right);
            }

            right = Math.Max(right, run.Right);
        }

        if (widest is not { } at)
        {
            return null;
        }

        var (left, other) = (runs.FindAll(run => run.Right <= at), runs.FindAll(run => run.Right > at));
        return IsProse(left) && IsProse(other) && Math.Min(left.Max(run => run.Baseline), other.Max(run => run.Baseline)) > Math.Max(left.Min(run => run.Baseline), other.Min(run => run.Baseline)) ? at : null;
    }

    private static bool IsProse(List<PdfRun> runs) => runs.Count >= 3 && runs.Average(run => run.Words.Count) >= 2.5;

    /// <summary>The length of the longest rising subsequence.</summary>
    private static int LongestRise(IEnumerable<int> numbers)
    {
        var ends = new List<int>();
        foreach (var number in numbers)
        {
            var at = ends.BinarySearch(number);
            at = at < 0 ? ~at : at;
            if (at == ends.Count)
            {
                ends.Add(number);
            }
            else
            {
                ends[at] = number;
            }
        }

        return ends.Count;
    }
}
