using LopmiBot.Conversation.Experts;
using LopmiBot.Conversation.Wording;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LopmiBot.Pages.Admin;

/// <summary>Questions that were handed to experts.</summary>
/// <param name="escalations">Keeps them.</param>
public sealed class EscalationsModel(IEscalationStore escalations) : PageModel
{
    private const int MostShown = 1_000;

    /// <summary>The words of the page's language.</summary>
    public Words Words { get; } = Words.In(PageLanguage.Current);

    /// <summary>The questions, newest first.</summary>
    public IReadOnlyList<Escalation> All { get; private set; } = [];

    /// <summary>Lists them.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken) => All = await escalations.LastAsync(MostShown, cancellationToken);

    /// <summary>As a table to keep.</summary>
    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancellationToken)
    {
        await OnGetAsync(cancellationToken);
        return Csv.File("escalations.csv", All.Select(each => new { each.Id, Opened = each.OpenedAt.UtcDateTime, each.Question, each.State, Expert = each.Expert?.Name ?? each.Expert?.Id, each.Answer }));
    }
}
