using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Documents;

/// <summary>A document as a list of documents shows it: without its text.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Reference">What lawyers call it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Language">Its language.</param>
/// <param name="Related">Ids of documents that it refers to.</param>
/// <param name="Question">Its first heading that is a question; <see langword="null"/>: none is.</param>
public sealed record DocumentEntry(string Id, string Title, string? Reference, DocumentKind Kind, Language Language, IReadOnlyList<string> Related, string? Question)
{
    /// <summary>When it is in force.</summary>
    public Validity Validity { get; init; }

    /// <summary>The day on which a person last held it against its sources.</summary>
    public DateOnly? Reviewed { get; init; }

    /// <summary>Whether it was imported from a file.</summary>
    public bool IsImported { get; init; }

    /// <summary>What its file and those of its translations are called, without a language at the end.</summary>
    public required string Name { get; init; }

    /// <summary>What ties it to its translations.</summary>
    public required string TranslationGroup { get; init; }

    /// <summary>The anchors of its sections, one a line: the same in a translation that is made alike.</summary>
    public required string Anchors { get; init; }

    /// <summary>Whether its title, reference or id holds all of some words, in any case.</summary>
    /// <param name="words">The words, with spaces between them; none: it does.</param>
    public bool Matches(string? words) => (words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .All(word => $"{Title} {Reference} {Id}".Contains(word, StringComparison.CurrentCultureIgnoreCase));

    internal static DocumentEntry Of(Document document) => new(
        document.Id,
        document.Title,
        document.Reference,
        document.Kind,
        document.Language,
        document.Related,
        document.Sections.FirstOrDefault(section => section.Heading.EndsWith('?'))?.Heading)
    {
        Validity = document.Validity,
        Reviewed = document.Reviewed,
        IsImported = document.Provenance is not null,
        Name = document.Name,
        TranslationGroup = document.TranslationGroup,
        Anchors = string.Join('\n', document.Sections.Select(section => section.Anchor)),
    };
}
