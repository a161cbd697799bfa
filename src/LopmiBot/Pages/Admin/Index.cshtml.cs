using LopmiBot.Administration;
using LopmiBot.Answers.Indexing;
using LopmiBot.Conversation.Access;
using LopmiBot.Conversation.Administration;
using LopmiBot.Conversation.Experts;
using LopmiBot.Conversation.Memory;
using LopmiBot.Conversation.Wording;
using LopmiBot.Importing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LopmiBot.Pages.Admin;

/// <summary>How the bot is doing.</summary>
/// <param name="library">The documents.</param>
/// <param name="librarian">Knows the documents.</param>
/// <param name="drafts">What waits for review.</param>
/// <param name="reindexing">Whether the index is being brought up to date.</param>
/// <param name="conversations">What is asked.</param>
/// <param name="escalations">What waits for experts.</param>
/// <param name="time">The clock.</param>
public sealed class OverviewModel(Library library, Librarian librarian, DraftFolder drafts, Reindexing reindexing, IConversationStore conversations, IEscalationStore escalations, TimeProvider time) : PageModel
{
    private const int Days = 30;
    private const int MostWaiting = 1_000;

    /// <summary>The words of the page's language.</summary>
    public Words Words { get; } = Words.In(PageLanguage.Current);

    /// <summary>The sets and what they hold.</summary>
    public IReadOnlyList<(string Name, IndexSize Size)> Sets { get; private set; } = [];

    /// <summary>How many drafts wait.</summary>
    public int Drafts { get; private set; }

    /// <summary>How many questions wait for experts.</summary>
    public int Waiting { get; private set; }

    /// <summary>Whether the index is being brought up to date.</summary>
    public bool IsReindexing => reindexing.Current is not null;

    /// <summary>What people ask; <see langword="null"/>: not for the visitor.</summary>
    public Insights? Insights { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Sets = [.. library.Sets.Select(set => (set.Name, set.Index.Size()))];
        Drafts = drafts.Count;
        if (User.IsInRole(Roles.Administrator))
        {
            Waiting = (await escalations.WaitingAsync(MostWaiting, cancellationToken)).Count;
            Insights = await Insights.OfAsync(conversations, librarian.Whole, Days, time, cancellationToken);
        }
    }

    /// <summary>The days as a table to keep.</summary>
    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancellationToken) => User.IsInRole(Roles.Administrator)
        ? Csv.File("days.csv", (await Insights.OfAsync(conversations, librarian.Whole, Days, time, cancellationToken)).Days.Select(day => new { day.Day, day.Answered, day.Silent, MedianMilliseconds = Charts.Milliseconds(day.Median), SlowestMilliseconds = Charts.Milliseconds(day.Slowest) }))
        : Forbid();
}
