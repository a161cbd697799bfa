using LopmiBot.Answers.Documents;
using LopmiBot.Conversation.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LopmiBot.Pages;

/// <summary>The documents in the visitor's language, by kind; those that exist only in the other language too.</summary>
/// <param name="librarian">Knows what everybody may read.</param>
public sealed class DocumentsModel(Librarian librarian) : PageModel
{
    /// <summary>Documents that are listed at most: more are found by their names.</summary>
    public const int MostListed = 500;

    /// <summary>What is searched for in titles, references and ids.</summary>
    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Query { get; set; }

    /// <summary>Documents by kind.</summary>
    public IReadOnlyList<IGrouping<DocumentKind, DocumentEntry>> ByKind { get; private set; } = [];

    /// <summary>How many there are, listed or not.</summary>
    public int Total { get; private set; }

    /// <summary>Lists the documents.</summary>
    public void OnGet()
    {
        var found = librarian.OpenShelf.Catalogue()
            .GroupBy(document => document.TranslationGroup, StringComparer.Ordinal)
            .Select(group => group.FirstOrDefault(document => document.Language == PageLanguage.Current) ?? group.First())
            .Where(document => document.Matches(Query))
            .ToList();
        Total = found.Count;
        ByKind =
        [
            .. found
                .OrderBy(document => document.Title, StringComparer.InvariantCultureIgnoreCase)
                .Take(MostListed)
                .GroupBy(document => document.Kind)
                .OrderBy(group => group.Key),
        ];
    }
}
