using System.Globalization;
using LopmiBot.Answers.Questions;
using LopmiBot.Conversation.Access;
using LopmiBot.Conversation.Administration;
using LopmiBot.Conversation.Commands;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Conversation.Memory;
using LopmiBot.Conversation.Wording;

namespace LopmiBot.Conversation.Experts;

/// <summary>Where questions that documents do not answer wait for a person who knows. Safe to use from many threads.</summary>
/// <param name="experts">The questions.</param>
/// <param name="conversations">What was asked and shown.</param>
/// <param name="librarian">Knows what of that which was shown an expert may read.</param>
/// <param name="intake">Takes what is to be said to experts and askers.</param>
/// <param name="audit">Notes what experts do.</param>
/// <param name="options">Who the experts are, and where they meet.</param>
/// <param name="time">The clock.</param>
public sealed class ExpertDesk(
    IEscalationStore experts,
    IConversationStore conversations,
    Librarian librarian,
    DeliveryIntake intake,
    IAuditLog audit,
    ConversationOptions options,
    TimeProvider time)
{
    private const int Listed = 10;
    private const int MaxListedQuestion = 200;
    private const int MaxAnswer = 3_000;

    /// <summary>Whether anybody answers.</summary>
    public bool IsOpen => options.Experts.Count > 0;

    /// <summary>Whether someone is an expert.</summary>
    internal bool Knows(Person person) => ConversationOptions.Lists(options.Experts, person);

    /// <summary>How many questions wait.</summary>
    internal async Task<int> WaitingAsync(CancellationToken cancellationToken) => (await experts.WaitingAsync(Listed, cancellationToken)).Count;

    /// <summary>Hands a question over; handing it over twice does nothing more.</summary>
    internal async Task<Reply> HandOverAsync(Turn turn, Words words, CancellationToken cancellationToken)
    {
        if (!IsOpen)
        {
            return new Reply { Words = words, Text = words.NoExperts };
        }

        var id = await experts.OpenAsync(
            new Escalation
            {
                TurnId = turn.Id,
                Asker = turn.Person,
                Room = turn.Room,
                Question = turn.Question,
                Language = turn.Language,
                OpenedAt = time.GetUtcNow(),
            },
            cancellationToken);
        foreach (var place in options.ExpertRooms.Count > 0 ? options.ExpertRooms : options.Experts)
        {
            var (channel, to) = ConversationOptions.Place(place);
            await NoticeDelivery.RecordAsync(intake, new Notice(NoticeKind.QuestionWaits, id, channel, to), cancellationToken);
        }

        return new Reply { Words = words, Text = words.ExpertAsked(id) };
    }

    /// <summary>Does what an expert wants done.</summary>
    internal async Task<Reply> ServeAsync(Command command, Person expert, Room room, Words words, CancellationToken cancellationToken)
    {
        if (command.Kind == CommandKind.ExpertQuestions)
        {
            var waiting = await experts.WaitingAsync(Listed, cancellationToken);
            return new Reply
            {
                Words = words,
                Text = words.ExpertQuestions(waiting.Count),
                Suggestions = [.. waiting.Select(each => words.ExpertQuestion(each.Id, ShortText.Cut(each.Question, MaxListedQuestion), NameOf(each.Expert)))],
                SuggestionsTitle = waiting.Count == 0 ? null : words.HowToAnswer,
            };
        }

        var parts = command.Argument.Split([' ', ':'], 2, StringSplitOptions.TrimEntries);
        var id = long.Parse(parts[0], CultureInfo.InvariantCulture);
        if (await experts.FindAsync(id, cancellationToken) is not { } escalation)
        {
            return new Reply { Words = words, Text = words.NoSuchQuestion(id) };
        }

        if (command.Kind == CommandKind.AnswerQuestion && (parts.Length < 2 || parts[1].Length == 0))
        {
            return new Reply { Words = words, Text = words.HowToAnswer, Form = AnswerForm(id, words) };
        }

        var (next, from, done) = command.Kind switch
        {
            CommandKind.TakeQuestion => (escalation with { State = EscalationState.Taken, Expert = expert }, (EscalationState[])[EscalationState.Open], words.QuestionTaken(id)),
            CommandKind.AnswerQuestion => (
                escalation with { State = EscalationState.Answered, Expert = expert, Answer = ShortText.Cut(parts[1].TrimStart(' ', ':'), MaxAnswer) },
                [EscalationState.Open, EscalationState.Taken],
                words.QuestionAnswered(id)),
            _ => (escalation with { State = EscalationState.Closed, Expert = expert }, [EscalationState.Open, EscalationState.Taken], words.QuestionClosed(id)),
        };
        if (!await experts.MoveAsync(next, from, cancellationToken))
        {
            return new Reply { Words = words, Text = words.QuestionMovedOn(id) };
        }

        await audit.AppendAsync(
            new AuditEntry(time.GetUtcNow(), $"{expert.Channel}:{expert.Id}", "question", id.ToString(CultureInfo.InvariantCulture), $"{escalation.State} → {next.State}"),
            cancellationToken);
        if (next.State == EscalationState.Answered)
        {
            await NoticeDelivery.RecordAsync(intake, new Notice(NoticeKind.ExpertAnswered, id, escalation.Asker.Channel, escalation.Asker.Id), cancellationToken);
        }

        return new Reply { Words = words, Text = done, Revised = await QuestionAsync(next, librarian.For(expert.Channel, expert, room), cancellationToken) };
    }

    /// <summary>What to fill in to answer a question.</summary>
    internal static ReplyForm AnswerForm(long id, Words words) =>
        new(CommandKind.AnswerQuestion, id, words.Label(CommandKind.AnswerQuestion), words.YourAnswer(id), words.Send, MaxAnswer);

    /// <summary>Adds to a reply what experts answered to its person and could not be said yet.</summary>
    internal async Task<Reply> WithAnswersAsync(Reply reply, Person person, CancellationToken cancellationToken)
    {
        var answered = await experts.AnswersForAsync(person, cancellationToken);
        return answered.Count == 0 ? reply : reply with { ExpertAnswers = [.. answered.Select(each => Said(each, reply.Words))] };
    }

    /// <summary>Notes that experts' answers reached their asker.</summary>
    internal async Task ReturnedAsync(Reply reply, CancellationToken cancellationToken)
    {
        foreach (var answer in reply.ExpertAnswers)
        {
            await experts.SetReturnedAsync(answer.Id, cancellationToken);
        }
    }

    /// <summary>Puts a notice into words; <see langword="null"/> when there is nothing more to say.</summary>
    internal async Task<Reply?> SayAsync(Notice notice, CancellationToken cancellationToken)
    {
        if (await experts.FindAsync(notice.Question, cancellationToken) is not { } escalation)
        {
            return null;
        }

        var words = Words.In(escalation.Language);
        if (notice.Kind == NoticeKind.ExpertAnswered)
        {
            var waiting = await experts.AnswersForAsync(escalation.Asker, cancellationToken);
            return waiting.FirstOrDefault(each => each.Id == escalation.Id) is { } answered
                ? new Reply { Words = words, Text = words.ExpertHasAnswered, ExpertAnswers = [Said(answered, words)] }
                : null;
        }

        return escalation.State is EscalationState.Open or EscalationState.Taken ? await QuestionAsync(escalation, ReaderOf(notice), cancellationToken) : null;
    }

    /// <summary>A room may be spoken to without anybody having asked; a person is alone with the bot.</summary>
    private AnswerComposer ReaderOf(Notice notice) => options.Experts.Contains($"{notice.Channel}:{notice.To}", StringComparer.Ordinal)
        ? librarian.For(notice.Channel, new Person(notice.Channel, notice.To), new Room(notice.To) { IsPrivate = true })
        : librarian.For(notice.Channel, person: null, new Room(notice.To));

    /// <summary>A question with what was shown, how far it has come and what experts can do with it.</summary>
    private async Task<Reply> QuestionAsync(Escalation escalation, AnswerComposer composer, CancellationToken cancellationToken)
    {
        var words = Words.In(escalation.Language);
        var turn = await conversations.FindAsync(escalation.TurnId, escalation.Asker, room: null, cancellationToken);
        return new Reply
        {
            Words = words,
            Text = words.QuestionWaits(escalation.Id, ShortText.Cut(escalation.Question, Question.MaxLength)),
            Quotes = turn is null ? [] : composer.Quotes(turn),
            Note = escalation.State == EscalationState.Open ? words.QuotesShown(turn?.Shown.Count ?? 0) : words.QuestionState(escalation.State, NameOf(escalation.Expert) ?? ""),
            Buttons = [.. Actions(escalation.State).Select(kind => new ReplyButton(kind, words.Label(kind), escalation.Id))],
        };
    }

    private static CommandKind[] Actions(EscalationState state) => state switch
    {
        EscalationState.Open => [CommandKind.TakeQuestion, CommandKind.AnswerQuestion, CommandKind.CloseQuestion],
        EscalationState.Taken => [CommandKind.AnswerQuestion, CommandKind.CloseQuestion],
        _ => [],
    };

    private static string? NameOf(Person? person) => person?.Name ?? person?.Id;

    private static ExpertAnswer Said(Escalation escalation, Words words) =>
        new(escalation.Id, words.ExpertAnswer(NameOf(escalation.Expert) ?? "", ShortText.Cut(escalation.Question, MaxListedQuestion), escalation.Answer ?? ""));
}
