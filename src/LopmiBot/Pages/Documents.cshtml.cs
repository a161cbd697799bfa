using LopmiBot.Answers.Documents;
using LopmiBot.Conversation.Reading;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LopmiBot.Pages;

/// <summary>The documents in the visitor's language, by kind; those that exist only in the other language too.</summary>
/// <param name="librarian">Knows what everybody may read.</param>
public sealed class DocumentsModel(Librarian librarian) : PageModel
{
    /// <summary>Documents by kind.</summary>
    public IReadOnlyList<IGrouping<DocumentKind, Document>> ByKind { get; private set; } = [];

    /// <summary>Lists the documents.</summary>
    public void OnGet() =>
        ByKind =
        [
            .. librarian.OpenShelf.AllDocuments()
                .GroupBy(document => document.TranslationGroup)
                .Select(group => group.FirstOrDefault(document => document.Language == PageLanguage.Current) ?? group.First())
                .OrderBy(document => document.Title, StringComparer.InvariantCultureIgnoreCase)
                .GroupBy(document => document.Kind)
                .OrderBy(group => group.Key),
        ];
}
