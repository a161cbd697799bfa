using LopmiBot.Conversation.Access;
using LopmiBot.Conversation.Administration;
using LopmiBot.Conversation.Memory;
using LopmiBot.Conversation.Wording;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LopmiBot.Pages.Admin;

/// <summary>What people ask: what finds no answer, and what is asked most.</summary>
/// <param name="conversations">What was asked.</param>
/// <param name="librarian">Knows the documents.</param>
/// <param name="time">The clock.</param>
public sealed class QuestionsModel(IConversationStore conversations, Librarian librarian, TimeProvider time) : PageModel
{
    /// <summary>How many days are looked at.</summary>
    public const int Days = 90;

    /// <summary>Groups that are listed.</summary>
    public const int MostShown = 200;

    /// <summary>The words of the page's language.</summary>
    public Words Words { get; } = Words.In(PageLanguage.Current);

    /// <summary>What people ask.</summary>
    public Insights Insights { get; private set; } = new([], [], []);

    /// <summary>What is asked about most: title, id, times.</summary>
    public IReadOnlyList<(string Title, string Id, int Times)> Topics => [.. Insights.Topics.Select(topic => (librarian.WholeShelf.Find(topic.Document)?.Title ?? topic.Document, topic.Document, topic.Times))];

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken) => Insights = await Insights.OfAsync(conversations, librarian.Whole, Days, time, cancellationToken);

    /// <summary>What found no answer, as a table to keep.</summary>
    public async Task<IActionResult> OnGetUnansweredAsync(CancellationToken cancellationToken)
    {
        await OnGetAsync(cancellationToken);
        return Csv.File("unanswered.csv", Insights.Unanswered.Select(group => new { group.Question, Language = LopmiBot.Answers.Text.LanguageCodes.Code(group.Language), group.Times, group.People, Last = group.Last.UtcDateTime, Nearest = string.Join("; ", group.Nearest.Select(entry => entry.Title)) }));
    }

    /// <summary>What is asked about most, as a table to keep.</summary>
    public async Task<IActionResult> OnGetTopicsAsync(CancellationToken cancellationToken)
    {
        await OnGetAsync(cancellationToken);
        return Csv.File("topics.csv", Topics.Select(topic => new { Document = topic.Id, topic.Title, topic.Times }));
    }
}
