using LopmiBot.Administration;
using LopmiBot.Answers.Documents;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Access;
using LopmiBot.Conversation.Wording;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LopmiBot.Pages.Admin;

/// <summary>A document as the bot quotes it, and its versions.</summary>
/// <param name="librarian">Knows all documents.</param>
/// <param name="curation">Knows their sets.</param>
/// <param name="time">The clock.</param>
public sealed class AdminDocumentModel(Librarian librarian, Curation curation, TimeProvider time) : PageModel
{
    /// <summary>The words of the page's language.</summary>
    public Words Words { get; } = Words.In(PageLanguage.Current);

    /// <summary>The document; <see langword="null"/>: there is none of that id.</summary>
    public Document? Document { get; private set; }

    /// <summary>Its set.</summary>
    public string? Set { get; private set; }

    /// <summary>Today.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetLocalNow().DateTime);

    /// <summary>Its passages, each as it is quoted.</summary>
    public IReadOnlyList<Quote> Quotes { get; private set; } = [];

    /// <summary>Its sections that have a period of their own, or the document's where it has one.</summary>
    public IReadOnlyList<(string Name, Validity Validity)> Versions { get; private set; } = [];

    /// <summary>Shows a document.</summary>
    /// <param name="id">Its id.</param>
    public IActionResult OnGet(string id)
    {
        Document = librarian.WholeShelf.Find(id);
        if (Document is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return Page();
        }

        Set = curation.SetOf(id);
        Quotes = AnswerComposer.Preview(Document, PageLanguage.Current);
        Versions = [.. Document.Sections.Where(section => section.Validity != Validity.Always).Select(section => (section.Heading.Length > 0 ? section.Heading : Document.Title, section.Validity))];
        return Page();
    }
}
