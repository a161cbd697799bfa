using System.Diagnostics.CodeAnalysis;
using LopmiBot.Answers.Indexing;
using LopmiBot.Conversation.Commands;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Conversation.Experts;
using LopmiBot.Conversation.Memory;
using LopmiBot.Conversation.Wording;

namespace LopmiBot.Conversation.Administration;

/// <summary>What administrators can see and do from a chat. Safe to use from many threads.</summary>
/// <param name="composer">Knows how many documents there are.</param>
/// <param name="conversations">What was asked.</param>
/// <param name="experts">Questions that wait for a person.</param>
/// <param name="deliveries">Requests that could not be answered.</param>
/// <param name="reindexing">Brings the index up to date.</param>
/// <param name="audit">Notes what administrators do.</param>
/// <param name="options">Who they are.</param>
/// <param name="time">The clock.</param>
public sealed class AdministratorDesk(
    AnswerComposer composer,
    IConversationStore conversations,
    ExpertDesk experts,
    IDeliveryStore deliveries,
    Reindexing reindexing,
    IAuditLog audit,
    ConversationOptions options,
    TimeProvider time)
{
    private const int Listed = 10;
    private const int MaxListed = 200;

    /// <summary>A run that takes longer goes on by itself; its progress is in the status.</summary>
    private static readonly TimeSpan WaitAtMost = TimeSpan.FromSeconds(10);

    /// <summary>Whether someone is an administrator.</summary>
    internal bool Knows(Person person) => ConversationOptions.Lists(options.Administrators, person);

    /// <summary>Does what an administrator wants done.</summary>
    internal Task<Reply> ServeAsync(Command command, Person person, Words words, CancellationToken cancellationToken) => command.Kind switch
    {
        CommandKind.Status => StatusAsync(words, cancellationToken),
        CommandKind.Reindex => ReindexAsync(person, words, cancellationToken),
        _ => UnansweredAsync(words, cancellationToken),
    };

    private async Task<Reply> StatusAsync(Words words, CancellationToken cancellationToken)
    {
        var parked = await deliveries.ParkedAsync(Listed, cancellationToken);
        return new Reply
        {
            Words = words,
            Text = words.Status(composer.Documents, await experts.WaitingAsync(cancellationToken)),
            Note = reindexing.Progress is { } progress ? words.ReindexUnderWay(progress.Done, progress.Total) : null,
            SuggestionsTitle = parked.Count == 0 ? null : words.ParkedRequests,
            Suggestions = [.. parked.Select(each => $"{each.Channel}, {words.Date(DateOnly.FromDateTime(each.AcceptedAt.LocalDateTime))}: {ShortText.Cut(each.Reason, MaxListed)}")],
        };
    }

    private async Task<Reply> UnansweredAsync(Words words, CancellationToken cancellationToken)
    {
        var turns = await conversations.UnansweredAsync(Listed, cancellationToken);
        return new Reply
        {
            Words = words,
            Text = words.UnansweredQuestions(turns.Count),
            Suggestions = [.. turns.Select(turn => ShortText.Cut(turn.Question, MaxListed))],
            SuggestionsTitle = turns.Count == 0 ? null : words.LastQuestions,
        };
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever stops a run, the administrator is told, and the last index goes on answering.")]
    private async Task<Reply> ReindexAsync(Person person, Words words, CancellationToken cancellationToken)
    {
        var (run, isNew) = reindexing.Start();
        if (isNew)
        {
            await audit.AppendAsync(new AuditEntry(time.GetUtcNow(), $"{person.Channel}:{person.Id}", "reindex"), cancellationToken);
        }

        try
        {
            return Report(await run.WaitAsync(WaitAtMost, time, cancellationToken), words);
        }
        catch (TimeoutException) when (!run.IsCompleted)
        {
            var progress = reindexing.Progress ?? default;
            return new Reply { Words = words, Text = words.ReindexUnderWay(progress.Done, progress.Total) };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new Reply { Words = words, Text = words.ReindexFailed(e.Message) };
        }
    }

    private static Reply Report(IndexReport report, Words words) => new()
    {
        Words = words,
        Text = words.Reindexed(report.Added.Count, report.Changed.Count, report.Retired.Count, report.Unchanged),
        SuggestionsTitle = report.Problems.Count == 0 ? null : words.ReindexProblems,
        Suggestions = [.. report.Problems.Take(Listed).Select(problem => ShortText.Cut(problem.ToString(), MaxListed))],
    };
}
