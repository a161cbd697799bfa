using System.Globalization;
using System.Text.RegularExpressions;

namespace LopmiBot.Importing.Formats.Pdf;

/// <summary>A footnote.</summary>
/// <param name="Mark">Its number or sign.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Page">The page's number.</param>
internal sealed record PdfNote(string Mark, IReadOnlyList<string> Lines, int Page);

/// <summary>
/// Parts footnotes from the text: what stands smaller than the text at the foot of a page, below everything else, and begins with
/// a mark. The marks that refer to them are taken out of the text, in whose sentences they would be read as figures.
/// </summary>
internal static partial class PdfNotes
{
    /// <summary>Of the size of the text, how small notes are at most.</summary>
    private const double Smaller = 0.93;

    /// <summary>The runs that are text, and the notes.</summary>
    /// <param name="page">The page's number.</param>
    /// <param name="runs">Its runs in order.</param>
    /// <param name="size">The usual size of the document's text.</param>
    public static (IReadOnlyList<PdfRun> Text, IReadOnlyList<PdfNote> Notes) Apart(int page, IReadOnlyList<PdfRun> runs, double size)
    {
        var foot = runs.OrderBy(run => run.Baseline).TakeWhile(run => run.Size <= Smaller * size).ToHashSet();
        foot = foot.Any(run => MarkOf(run) is not null) ? foot : BelowFirstMark(runs);
        if (foot.Count == 0 || foot.Count == runs.Count)
        {
            return (runs, []);
        }

        // From the first that has a mark on.
        var small = runs.Where(foot.Contains).SkipWhile(run => MarkOf(run) is null).ToList();
        var notes = new List<(string Mark, List<PdfRun> Runs)>();
        foreach (var run in small)
        {
            if (MarkOf(run) is { } mark && (notes.Count == 0 || Follows(notes[^1].Mark, mark)))
            {
                notes.Add((mark, [run]));
            }
            else
            {
                notes[^1].Runs.Add(run);
            }
        }

        if (notes.Count == 0)
        {
            return (runs, []);
        }

        var marks = notes.Select(note => note.Mark).ToHashSet(StringComparer.Ordinal);
        var text = runs.Except(small).Select(run => run.Words.Any(word => IsCall(word, marks)) && run.Words.Where(word => !IsCall(word, marks)).ToList() is { Count: > 0 } rest ? new PdfRun(rest) : run).ToList();
        return (text, [.. notes.Select(note => new PdfNote(note.Mark, [.. note.Runs.Select((run, i) => i == 0 ? WithoutMark(run) : run.Text)], page))]);
    }

    /// <summary>Notes as large as the text: from the first line on that begins with a raised mark to which the text refers, in its column.</summary>
    private static HashSet<PdfRun> BelowFirstMark(IReadOnlyList<PdfRun> runs)
    {
        var called = runs.SelectMany(run => run.Words.Skip(1)).Where(word => word.Shift > 0).Select(word => word.Text).ToHashSet(StringComparer.Ordinal);
        return runs.Where(run => run.Words is [{ Shift: > 0 } mark, _, ..] && called.Contains(mark.Text)).MaxBy(run => run.Baseline) is { } first
            ? runs.Where(run => run.Baseline <= first.Baseline + 1 && run.Left < first.Right && run.Right > first.Left).ToHashSet()
            : [];
    }

    private static bool IsCall(PdfWord word, HashSet<string> marks) => word.Shift > 0 && marks.Contains(word.Text.Trim('(', ')', '[', ']'));

    private static string? MarkOf(PdfRun run) => run.Words[0] is { Shift: > 0 } raised && Mark().IsMatch(raised.Text) ? raised.Text.Trim('(', ')', '[', ']')
        : run.Words.Count > 1 && PlainMark().Match(run.Words[0].Text) is { Success: true } plain ? plain.Groups["mark"].Value
        : null;

    private static string WithoutMark(PdfRun run) => run.Words.Count > 1 ? new PdfRun([.. run.Words.Skip(1)]).Text : "";

    /// <summary>A number in a note is no mark of the next one unless it is the next number.</summary>
    private static bool Follows(string before, string mark) => !int.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var last) || !int.TryParse(mark, NumberStyles.None, CultureInfo.InvariantCulture, out var next) || next == last + 1;

    [GeneratedRegex(@"^[(\[]?(?:[0-9]{1,3}|[*†‡§]{1,3})[)\]]?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^[(\[]?(?<mark>[0-9]{1,3}|[*†‡§]{1,3})[)\].]?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainMark();
}
