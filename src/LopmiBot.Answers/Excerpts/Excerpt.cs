using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Excerpts;

/// <summary>Where an excerpt comes from, as it is shown to a person.</summary>
public sealed record Citation
{
    /// <summary>Id of the document.</summary>
    public required string DocumentId { get; init; }

    /// <summary>Title of the document.</summary>
    public required string Title { get; init; }

    /// <summary>Heading of the section; empty for the document's head.</summary>
    public required string Section { get; init; }

    /// <summary>Anchor of the section; empty for the document's head.</summary>
    public required string Anchor { get; init; }

    /// <summary>The article or decision stated.</summary>
    public string? Reference { get; init; }

    /// <summary>Address of the source that the quoted paragraph names first, else of the document's first source.</summary>
    public string? Url { get; init; }

    /// <summary>The language of the document.</summary>
    public required Language Language { get; init; }

    /// <summary>What the document is about.</summary>
    public required DocumentKind Kind { get; init; }

    /// <summary>When the quoted text is in force.</summary>
    public Validity Validity { get; init; }

    /// <summary>When a person last looked for news of the document's subject.</summary>
    public DateOnly? Reviewed { get; init; }

    /// <summary>The day of the source that the quoted text rests on first: of its publication, or of the state of the law that was read.</summary>
    public DateOnly? SourceDay { get; init; }
}

/// <summary>A verbatim slice of a document.</summary>
public sealed record Excerpt
{
    /// <summary>An excerpt is at most this long, in UTF-16 units.</summary>
    public const int MaxLength = 400;

    /// <summary>Exactly the document's text at <see cref="Span"/>.</summary>
    public required string Text { get; init; }

    /// <summary>Relative worth within one answer, 0 to 1.</summary>
    public required double Score { get; init; }

    /// <summary>What matched the question, counted from the start of <see cref="Text"/>; ordered, without overlap.</summary>
    public required IReadOnlyList<TextSpan> Highlights { get; init; }

    /// <summary>The penalty that was asked for and that it states, by the table of provisions; <see langword="null"/>: it states none.</summary>
    public PenaltyFact? Penalty { get; init; }

    /// <summary>Whether it or its citation names an article, written as <c>323-3-2</c> or <c>L871-1</c>.</summary>
    public bool Names(string article) => ArticleNumbers.NamedIn(Text).Contains(article) || (Citation.Reference is { } reference && ArticleNumbers.Covers(reference, article));

    /// <summary>Where it comes from.</summary>
    public required Citation Citation { get; init; }

    /// <summary>The document's file in the corpus.</summary>
    public required string Path { get; init; }

    /// <summary>Where it stands in <see cref="Document.Text"/>.</summary>
    public required TextSpan Span { get; init; }
}
