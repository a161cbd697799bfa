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
    internal static DocumentEntry Of(Document document) => new(
        document.Id,
        document.Title,
        document.Reference,
        document.Kind,
        document.Language,
        document.Related,
        document.Sections.FirstOrDefault(section => section.Heading.EndsWith('?'))?.Heading);
}
