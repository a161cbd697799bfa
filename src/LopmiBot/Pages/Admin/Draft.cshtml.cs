using LopmiBot.Administration;
using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Indexing;
using LopmiBot.Conversation;
using LopmiBot.Importing;
using LopmiBot.Importing.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LopmiBot.Pages.Admin;

/// <summary>A draft as the bot would quote it, to mend and to publish.</summary>
/// <param name="drafts">The drafts.</param>
/// <param name="library">Where they are published.</param>
/// <param name="curation">Does it, and notes who did.</param>
[RequestSizeLimit(DraftsModel.MaxUploadBytes)]
[RequestFormLimits(ValueLengthLimit = CorpusFolder.MaxFileBytes)]
public sealed class DraftModel(DraftFolder drafts, Library library, Curation curation) : PageModel
{
    /// <summary>Passages and changed lines that the page shows at most.</summary>
    public const int MostPlaces = 500;

    private const int MostPassages = 500;

    /// <summary>The draft; <see langword="null"/>: there is none of that name.</summary>
    public Draft? Draft { get; private set; }

    /// <summary>Its file.</summary>
    public string Markdown { get; private set; } = "";

    /// <summary>How faithful its import is, and what was changed since; <see langword="null"/>: there is no such draft.</summary>
    public DraftReport? Report { get; private set; }

    /// <summary>Its passages, each as it would be quoted.</summary>
    public IReadOnlyList<Quote> Quotes { get; private set; } = [];

    /// <summary>Names of the sets.</summary>
    public IEnumerable<string> Sets => library.Sets.Select(set => set.Name);

    /// <summary>The set that has a document of the same id, which the draft would take the place of; <see langword="null"/>: none.</summary>
    public string? Home { get; private set; }

    /// <summary>Name of a text to show; <see langword="null"/>: nothing.</summary>
    public string? Notice { get; private set; }

    /// <summary>Shows it.</summary>
    public IActionResult OnGet(string name)
    {
        Draft = drafts.Find(name);
        if (Draft is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return Page();
        }

        Markdown = drafts.Read(name) ?? "";
        Report = drafts.ReportOf(name);
        if (Draft.Document is { } document)
        {
            Quotes = [.. AnswerComposer.Preview(document, PageLanguage.Current).Take(MostPassages)];
            Home = curation.SetOf(document.Id);
        }

        return Page();
    }

    /// <summary>Changes it.</summary>
    public async Task<IActionResult> OnPostSaveAsync(string name, string content, CancellationToken cancellationToken)
    {
        Notice = await curation.SaveAsync(name, content ?? "", Roles.NameOf(User), cancellationToken) ? "Saved" : null;
        return OnGet(name);
    }

    /// <summary>Throws it away.</summary>
    public async Task<IActionResult> OnPostDiscardAsync(string name, CancellationToken cancellationToken)
    {
        await curation.DiscardAsync(name, Roles.NameOf(User), cancellationToken);
        return Redirect("/admin/drafts");
    }

    /// <summary>Publishes it, and shows how the bot takes it up.</summary>
    public async Task<IActionResult> OnPostPublishAsync(string name, string set, CancellationToken cancellationToken)
    {
        if (await curation.PublishAsync(name, set, Roles.NameOf(User), cancellationToken) is not null)
        {
            return Redirect("/admin/reindex");
        }

        Notice = "NotPublished";
        return OnGet(name);
    }
}
