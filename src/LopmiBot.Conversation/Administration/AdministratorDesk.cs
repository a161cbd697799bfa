using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation.Access;
using LopmiBot.Conversation.Commands;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Conversation.Experts;
using LopmiBot.Conversation.Memory;
using LopmiBot.Conversation.Wording;

namespace LopmiBot.Conversation.Administration;

/// <summary>What administrators can see and do from a chat. Safe to use from many threads.</summary>
/// <param name="librarian">Knows how many documents there are.</param>
/// <param name="conversations">What was asked.</param>
/// <param name="experts">Questions that wait for a person.</param>
/// <param name="deliveries">Requests that could not be answered.</param>
/// <param name="reindexing">Brings the index up to date.</param>
/// <param name="intake">Takes what is to be told once a run has ended.</param>
/// <param name="audit">Notes what administrators do.</param>
/// <param name="door">The way to their pages.</param>
/// <param name="options">Who they are.</param>
/// <param name="time">The clock.</param>
public sealed class AdministratorDesk(
    Librarian librarian,
    IConversationStore conversations,
    ExpertDesk experts,
    IDeliveryStore deliveries,
    Reindexing reindexing,
    DeliveryIntake intake,
    IAuditLog audit,
    IAdminDoor door,
    ConversationOptions options,
    TimeProvider time)
{
    private const int Listed = 10;
    private const int MaxListed = 200;

    /// <summary>A run that takes longer goes on by itself; its progress is in the status.</summary>
    private static readonly TimeSpan WaitAtMost = TimeSpan.FromSeconds(10);

    /// <summary>Whether someone is an administrator.</summary>
    internal bool Knows(Person person) => ConversationOptions.Lists(options.Administrators, person);

    /// <summary>Whether someone may have a command done: an administrator any, a curator what is about documents.</summary>
    internal bool May(Person person, CommandKind command) =>
        Knows(person) || (command is CommandKind.Status or CommandKind.Reindex or CommandKind.CancelReindex or CommandKind.AdminPages && ConversationOptions.Lists(options.Curators, person));

    /// <summary>Does what an administrator wants done.</summary>
    internal Task<Reply> ServeAsync(Command command, Person person, Words words, CancellationToken cancellationToken) => command.Kind switch
    {
        CommandKind.Status => StatusAsync(words, cancellationToken),
        CommandKind.Reindex => ReindexAsync(person, command.Argument.Length > 0, words, cancellationToken),
        CommandKind.CancelReindex => CancelAsync(person, words, cancellationToken),
        CommandKind.AdminPages => Task.FromResult(OpenPages(person, words)),
        _ => UnansweredAsync(words, cancellationToken),
    };

    private async Task<Reply> StatusAsync(Words words, CancellationToken cancellationToken)
    {
        var parked = await deliveries.ParkedAsync(Listed, cancellationToken);
        return new Reply
        {
            Words = words,
            Text = words.Status(librarian.Whole.Documents, await experts.WaitingAsync(cancellationToken)),
            Note = reindexing.Last is { } run ? Told(run, words).Text : null,
            Buttons = reindexing.Current is null ? [] : WhileUnderWay(words),
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

    private Reply OpenPages(Person person, Words words)
    {
        var (address, validFor) = door.Open(person);
        return new Reply { Words = words, Text = words.AdminPages(validFor), Links = [new ReplyLink(words.Label(CommandKind.AdminPages), address)] };
    }

    private async Task<Reply> ReindexAsync(Person person, bool full, Words words, CancellationToken cancellationToken)
    {
        var (run, isNew) = reindexing.Start(full);
        if (isNew)
        {
            await NoteAsync(person, "reindex", full ? "full" : "", cancellationToken);
        }

        await ((Task)run.Report).WaitAsync(WaitAtMost, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (run.IsUnderWay)
        {
            _ = TellWhenDoneAsync(run, person);
        }

        return Told(run, words);
    }

    /// <summary>Has whoever waits told how a run ended. When the process ends first, so does the run; how it ended is in the status, too.</summary>
    private async Task TellWhenDoneAsync(ReindexRun run, Person person)
    {
        await ((Task)run.Report).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await NoticeDelivery.RecordAsync(intake, new Notice(NoticeKind.ReindexEnded, run.StartedAt.ToUnixTimeMilliseconds(), person.Channel, person.Id), CancellationToken.None);
    }

    /// <summary>Puts the end of a run into words; <see langword="null"/>: many have been since, or the process has begun anew.</summary>
    internal async Task<Reply?> SayAsync(Notice notice, CancellationToken cancellationToken)
    {
        if (reindexing.Find(notice.Question) is not { IsUnderWay: false } run)
        {
            return null;
        }

        var preferences = await conversations.PreferencesAsync(new Person(notice.Channel, notice.To), cancellationToken);
        return Told(run, Words.In(preferences.Language ?? Language.French));
    }

    private async Task<Reply> CancelAsync(Person person, Words words, CancellationToken cancellationToken)
    {
        if (reindexing.Current is not { } run)
        {
            return new Reply { Words = words, Text = words.NoReindex };
        }

        run.Cancel();
        await NoteAsync(person, "reindex", "cancelled", cancellationToken);
        await ((Task)run.Report).WaitAsync(WaitAtMost, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Told(run, words);
    }

    private Task NoteAsync(Person person, string act, string detail, CancellationToken cancellationToken) =>
        audit.AppendAsync(new AuditEntry(time.GetUtcNow(), $"{person.Channel}:{person.Id}", act, Detail: detail), cancellationToken);

    /// <summary>How far a run is, or how it ended.</summary>
    public static Reply Told(ReindexRun run, Words words) => run switch
    {
        { Ended: { } report } => Told(report, words),
        { Report.IsCanceled: true } => new Reply { Words = words, Text = words.ReindexCancelled },
        { Report.Exception: { } e } => new Reply { Words = words, Text = words.ReindexFailed(e.GetBaseException().Message) },
        _ => new Reply { Words = words, Text = words.ReindexUnderWay(run.Progress.Done, run.Progress.Total, run.Remaining), Buttons = WhileUnderWay(words) },
    };

    private static Reply Told(IndexReport report, Words words) => new()
    {
        Words = words,
        Text = words.Reindexed(report.Added.Count, report.Changed.Count, report.Retired.Count, report.Unchanged, report.Failed, report.Elapsed),
        SuggestionsTitle = report.Problems.Count == 0 ? null : words.ReindexProblems,
        Suggestions = [.. report.Problems.Take(Listed).Select(problem => ShortText.Cut(problem.ToString(), MaxListed))],
    };

    private static IReadOnlyList<ReplyButton> WhileUnderWay(Words words) =>
        [.. ((CommandKind[])[CommandKind.Status, CommandKind.CancelReindex]).Select(kind => new ReplyButton(kind, words.Label(kind), 0))];
}
