using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;
using LopmiBot.Importing.Reports;

namespace LopmiBot.Importing;

/// <summary>A document as it was read from a file, for a person to review.</summary>
public sealed record ImportedDocument
{
    /// <summary>Unique, of a-z, 0-9 and hyphens, ending with the language.</summary>
    public required string Id { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>Its language.</summary>
    public required Language Language { get; init; }

    /// <summary>What it is.</summary>
    public DocumentKind Kind { get; init; }

    /// <summary>What lawyers cite it by.</summary>
    public string? Reference { get; init; }

    /// <summary>When it is in force.</summary>
    public Validity Validity { get; init; }

    /// <summary>Its text, as Markdown.</summary>
    public required string Body { get; init; }

    /// <summary>Who published it; empty when the file does not tell.</summary>
    public string Publisher { get; init; } = "";

    /// <summary>Where it is published: an http or https address; <see langword="null"/> when the file does not tell.</summary>
    public string? Url { get; init; }

    /// <summary>The day of its publication or of the version read.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The publisher's own name for the text of which it is one version; <see langword="null"/>: of none.</summary>
    public string? VersionOf { get; init; }

    /// <summary>Texts that made it what it is: of an article, the acts that created and changed it.</summary>
    public IReadOnlyList<DocumentSource> MadeBy { get; init; } = [];

    /// <summary>
    /// How faithfully it says what the file says; <see langword="null"/> for the XML and JSON of publishers, which are read by
    /// their structure, and of which one delivery has thousands.
    /// </summary>
    public ImportReport? Report { get; init; }
}
