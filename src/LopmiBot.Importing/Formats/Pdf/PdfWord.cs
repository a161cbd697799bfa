namespace LopmiBot.Importing.Formats.Pdf;

/// <summary>A word on a page, or a part of one that is set higher or lower. Lengths are in points, from the page's lower left corner.</summary>
internal sealed record PdfWord
{
    public required string Text { get; init; }

    public required double Left { get; init; }

    public required double Right { get; init; }

    public required double Baseline { get; init; }

    public required double Size { get; init; }

    /// <summary>Its place in the order in which the file draws words.</summary>
    public required int Index { get; init; }

    /// <summary>1 when it is set higher than its line, -1 when it is set lower, else 0.</summary>
    public int Shift { get; init; }

    /// <summary>Whether a blank stands before it, if it is not the first of its line.</summary>
    public bool HasBlankBefore { get; init; }
}

/// <summary>Words that the file draws one after the other on one line.</summary>
/// <param name="words">The words; at least one.</param>
internal sealed class PdfRun(IReadOnlyList<PdfWord> words)
{
    public IReadOnlyList<PdfWord> Words { get; } = words;

    public double Left { get; } = words.Min(word => word.Left);

    public double Right { get; } = words.Max(word => word.Right);

    public double Baseline { get; } = (words.FirstOrDefault(word => word.Shift == 0) ?? words[0]).Baseline;

    public double Size { get; } = words.OrderByDescending(word => word.Text.Length).First().Size;

    public double Width => Right - Left;

    /// <summary>Its text. Figures that are set higher are written so.</summary>
    public string Text => string.Concat(Words.Select((word, i) => (i > 0 && word.HasBlankBefore ? " " : "") + (word.Shift switch { > 0 => Superscripts.Raise(word.Text), < 0 => Superscripts.Lower(word.Text), _ => word.Text })));

    /// <summary>Whether another stands on the same line.</summary>
    public bool IsLevelWith(PdfRun other) => Math.Abs(Baseline - other.Baseline) <= 0.3 * Math.Max(Size, other.Size);
}

/// <summary>The words of a page.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Height">Its height in points.</param>
/// <param name="Words">Its words, in the order in which the file draws them.</param>
internal sealed record PdfPage(int Number, double Height, IReadOnlyList<PdfWord> Words)
{
    /// <summary>Its runs, in the same order.</summary>
    public IReadOnlyList<PdfRun> Runs()
    {
        var runs = new List<PdfRun>();
        var run = new List<PdfWord>();
        foreach (var word in Words)
        {
            if (run.Count > 0 && !Continues(run, word))
            {
                runs.Add(new PdfRun(run));
                run = [];
            }

            run.Add(word);
        }

        if (run.Count > 0)
        {
            runs.Add(new PdfRun(run));
        }

        return runs;
    }

    private static bool Continues(List<PdfWord> run, PdfWord word)
    {
        var (last, line) = (run[^1], run.FindLast(each => each.Shift == 0) ?? run[^1]);
        if (word.Left < last.Right - (0.5 * word.Size))
        {
            return false;
        }

        // A mark that begins a line is set higher than what comes after it.
        return word.Shift != 0 || Math.Abs(word.Baseline - line.Baseline) <= 0.25 * Math.Max(word.Size, line.Size)
            || (run is [{ Shift: > 0 }] && word.Left - last.Right < word.Size);
    }
}
