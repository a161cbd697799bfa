using LopmiBot.Administration;
using LopmiBot.Answers.Documents;
using LopmiBot.Conversation.Administration;
using LopmiBot.Conversation.Wording;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LopmiBot.Pages.Admin;

/// <summary>Brings the index up to date, and shows how far that is.</summary>
/// <param name="reindexing">Does it.</param>
/// <param name="curation">Notes who had it done.</param>
public sealed class ReindexModel(Reindexing reindexing, Curation curation) : PageModel
{
    private const int MostProblems = 100;

    /// <summary>The run under way, else the last one.</summary>
    public ReindexRun? Run => reindexing.Last;

    /// <summary>How the last run ended.</summary>
    public string Told => Run is { } run ? AdministratorDesk.Told(run, Words.In(PageLanguage.Current)).Text : "";

    /// <summary>What it could not read.</summary>
    public IReadOnlyList<DocumentProblem> Problems => [.. (Run?.Ended?.Problems ?? []).Take(MostProblems)];

    /// <summary>Starts a run.</summary>
    public async Task<IActionResult> OnPostStartAsync(bool full, CancellationToken cancellationToken)
    {
        await curation.ReindexAsync(full, Roles.NameOf(User), cancellationToken);
        return Redirect("/admin/reindex");
    }

    /// <summary>Stops it.</summary>
    public async Task<IActionResult> OnPostCancelAsync(CancellationToken cancellationToken)
    {
        await curation.CancelReindexAsync(Roles.NameOf(User), cancellationToken);
        return Redirect("/admin/reindex");
    }
}
