using System.Globalization;
using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation.Wording;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LopmiBot.Pages.Admin;

/// <summary>Which documents are listed.</summary>
public enum DocumentsShown
{
    /// <summary>All.</summary>
    All,

    /// <summary>Those that nobody held against their sources for a year, or ever.</summary>
    ReviewDue,

    /// <summary>Those whose translation is missing, or not made alike.</summary>
    TranslationBroken,

    /// <summary>Those that were imported.</summary>
    Imported,
}

/// <summary>A document in the list.</summary>
/// <param name="Set">Its set.</param>
/// <param name="Document">The document, without its text.</param>
/// <param name="Remarks">What is to be said of it: names of texts.</param>
public sealed record ListedDocument(string Set, DocumentEntry Document, IReadOnlyList<string> Remarks);

/// <summary>The corpus: what there is, and what is due.</summary>
/// <param name="library">The documents.</param>
/// <param name="time">The clock.</param>
public sealed class AdminDocumentsModel(Library library, TimeProvider time) : PageModel
{
    private const int RowsOnPage = 100;

    /// <summary>The words of the page's language.</summary>
    public Words Words { get; } = Words.In(PageLanguage.Current);

    /// <summary>What is searched for in titles, references and ids.</summary>
    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Query { get; set; }

    /// <summary>The set; empty: all.</summary>
    [BindProperty(Name = "set", SupportsGet = true)]
    public string? Set { get; set; }

    /// <summary>Which documents.</summary>
    [BindProperty(Name = "show", SupportsGet = true)]
    public DocumentsShown Show { get; set; }

    /// <summary>The page, from 1.</summary>
    [BindProperty(Name = "at", SupportsGet = true)]
    public int At { get; set; } = 1;

    /// <summary>Names of the sets.</summary>
    public IEnumerable<string> Sets => library.Sets.Select(set => set.Name);

    /// <summary>How many documents were found.</summary>
    public int Total { get; private set; }

    /// <summary>How many pages that makes.</summary>
    public int Pages => Math.Max(1, (Total + RowsOnPage - 1) / RowsOnPage);

    /// <summary>The documents of this page.</summary>
    public IReadOnlyList<ListedDocument> Rows { get; private set; } = [];

    /// <summary>Lists them.</summary>
    public void OnGet()
    {
        var found = Found();
        Total = found.Count;
        At = Math.Clamp(At, 1, Pages);
        Rows = [.. found.Skip((At - 1) * RowsOnPage).Take(RowsOnPage)];
    }

    /// <summary>All that was found, as a table to keep.</summary>
    public IActionResult OnGetCsv() => Csv.File("documents.csv", Found().Select(row => new
    {
        row.Set,
        row.Document.Id,
        row.Document.Title,
        row.Document.Reference,
        Language = row.Document.Language.Code(),
        row.Document.Kind,
        ValidFrom = row.Document.Validity.From,
        ValidTo = row.Document.Validity.To,
        row.Document.Reviewed,
        Remarks = string.Join(' ', row.Remarks),
    }));

    /// <summary>The address of a page of the same list.</summary>
    public string Address(int page)
    {
        var query = new QueryBuilder { { "q", Query ?? "" }, { "set", Set ?? "" }, { "show", Show.ToString() }, { "at", page.ToString(CultureInfo.InvariantCulture) } };
        return "/admin/documents" + query.ToQueryString();
    }

    private List<ListedDocument> Found()
    {
        var due = DateOnly.FromDateTime(time.GetLocalNow().DateTime).AddDays(-CorpusFolder.DefaultReviewDays);
        return [.. library.Sets
            .Where(set => string.IsNullOrEmpty(Set) || set.Name == Set)
            .Select(set => (set.Name, set.Index, Groups: set.Index.Catalogue().ToLookup(document => document.TranslationGroup, StringComparer.Ordinal)))
            .SelectMany(set => set.Index.Catalogue().Where(document => document.Matches(Query))
                .Select(document => new ListedDocument(set.Name, document, [.. Remarks(document, set.Groups[document.TranslationGroup], due)])))
            .Where(row => Show switch
            {
                DocumentsShown.ReviewDue => row.Remarks.Contains("ReviewDue", StringComparer.Ordinal),
                DocumentsShown.TranslationBroken => row.Remarks.Contains("NoTranslation", StringComparer.Ordinal) || row.Remarks.Contains("TranslationDiffers", StringComparer.Ordinal),
                DocumentsShown.Imported => row.Document.IsImported,
                _ => true,
            })];
    }

    private static IEnumerable<string> Remarks(DocumentEntry document, IEnumerable<DocumentEntry> group, DateOnly due)
    {
        if (document.Reviewed is null || document.Reviewed < due)
        {
            yield return "ReviewDue";
        }

        if (document.IsImported)
        {
            yield return "Imported";
        }
        else if (group.FirstOrDefault(other => other.Language != document.Language) is not { } translation)
        {
            yield return "NoTranslation";
        }
        else if (translation.Anchors != document.Anchors)
        {
            yield return "TranslationDiffers";
        }
    }
}
