namespace LopmiBot.Importing.Reports;

/// <summary>Something of a file that its draft does not have.</summary>
/// <param name="What">What it is, such as <c>image</c> or <c>deleted text</c>; with its name or its first words where it has some.</param>
/// <param name="Place">Where it stands, such as <c>paragraph 12</c> or <c>pages 1, 2 and 3</c>.</param>
/// <param name="Words">How many words it has; 0: it has none, or none that can be read.</param>
public sealed record Omission(string What, string Place, int Words);

/// <summary>Where a passage of the draft comes from.</summary>
/// <param name="Start">Its first words, at most 80 characters.</param>
/// <param name="Place">Its page or paragraph in the file.</param>
public sealed record PassagePlace(string Start, string Place);

/// <summary>How faithfully a draft says what its file says: for the person who reviews it.</summary>
public sealed record ImportReport
{
    /// <summary>Words of the file, counted before anything is read out of it or left out.</summary>
    public required int SourceWords { get; init; }

    /// <summary>Words of the draft, its title included where that was read from the text.</summary>
    public required int DraftWords { get; init; }

    /// <summary>What was left out, in order; at most <see cref="ReportBuilder.MaxEntries"/>, the last of which tells how many more there are.</summary>
    public IReadOnlyList<Omission> Omissions { get; init; } = [];

    /// <summary>What the reviewer has to look at before the draft can be trusted.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The file's encoding, where its text was decoded.</summary>
    public string? Encoding { get; init; }

    /// <summary>Of a PDF, how far two independent ways of reading agree on the order of its words: 0 to 1.</summary>
    public double? OrderConfidence { get; init; }

    /// <summary>Where each passage comes from, in order; empty where the format has neither pages nor paragraphs.</summary>
    public IReadOnlyList<PassagePlace> Places { get; init; } = [];
}
