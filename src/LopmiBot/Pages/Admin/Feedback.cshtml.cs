using LopmiBot.Conversation.Memory;
using LopmiBot.Conversation.Wording;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LopmiBot.Pages.Admin;

/// <summary>What people said of answers. Not who.</summary>
/// <param name="conversations">Keeps it.</param>
public sealed class FeedbackModel(IConversationStore conversations) : PageModel
{
    /// <summary>Opinions that are listed.</summary>
    public const int MostShown = 500;

    /// <summary>The words of the page's language.</summary>
    public Words Words { get; } = Words.In(PageLanguage.Current);

    /// <summary>All opinions, the last first.</summary>
    public IReadOnlyList<(Turn Turn, Feedback Feedback)> All { get; private set; } = [];

    /// <summary>Lists them.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken) => All = [.. (await conversations.FeedbackAsync(cancellationToken)).OrderByDescending(each => each.Feedback.GivenAt)];

    /// <summary>As a table to keep.</summary>
    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancellationToken)
    {
        await OnGetAsync(cancellationToken);
        return Csv.File("feedback.csv", All.Select(each => new { At = each.Feedback.GivenAt.UtcDateTime, each.Turn.Question, each.Feedback.IsHelpful, each.Feedback.Comment, FirstQuoted = each.Turn.Shown.Count > 0 ? each.Turn.Shown[0].Document : "" }));
    }
}
