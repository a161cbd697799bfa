using LopmiBot.Answers;
using LopmiBot.Answers.Documents;
using LopmiBot.Conversation.Commands;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Conversation.Experts;
using LopmiBot.Conversation.Memory;
using LopmiBot.Conversation.Wording;

namespace LopmiBot.Conversation;

/// <summary>
/// Turns what a person says in a channel into what the bot says: commands, questions that continue earlier ones, feedback,
/// experts. Knows no channel. Safe to use from many threads.
/// </summary>
/// <param name="composer">Puts answers into words.</param>
/// <param name="conversations">What was asked and answered.</param>
/// <param name="experts">Questions that people answer.</param>
/// <param name="deliveries">Requests that could not be answered.</param>
/// <param name="options">Limits and roles.</param>
/// <param name="time">The clock.</param>
public sealed class Assistant(
    AnswerComposer composer,
    IConversationStore conversations,
    IEscalationStore experts,
    IDeliveryStore deliveries,
    ConversationOptions options,
    TimeProvider time)
{
    /// <summary>Earlier questions that a question may continue.</summary>
    private const int MostContext = 5;

    private const int Listed = 10;
    private const int MaxListedQuestion = 200;
    private const int MaxComment = 1_000;
    private const int MaxExpertAnswer = 4_000;

    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    /// <summary>Replies to what a person says or presses.</summary>
    public async Task<Reply> RespondAsync(Request request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var person = request.Person ?? throw new ArgumentException("Somebody must say it: set Person, or ask the composer.", nameof(request));
        var room = request.Room ?? new Room("");
        var preferences = await conversations.PreferencesAsync(person, cancellationToken);
        request = request with { Room = room, Language = request.Language ?? preferences.Language };
        var command = request.Press is { } press ? new Command(press.Command, press.Text) : CommandReader.Read(request.Text);
        var words = Words.In(command.Language ?? request.Language ?? AnswerComposer.Likely(request));
        var reply = command.Kind switch
        {
            CommandKind.Ask => await AskAsync(request, preferences, cancellationToken),
            CommandKind.Help => composer.Help(words.Language),
            CommandKind.Sources => composer.Sources(command.Argument, words.Language),
            CommandKind.Source => composer.Source(command.Argument, words.Language) ?? composer.Sources(command.Argument, words.Language),
            CommandKind.Language => await SetLanguageAsync(person, command, cancellationToken),
            CommandKind.NewQuestion => await StartAnewAsync(person, room, words, cancellationToken),
            CommandKind.Privacy => new Reply { Words = words, Text = words.Privacy(options.KeepDays) },
            CommandKind.ExportData => await ExportAsync(person, words, cancellationToken),
            CommandKind.EraseData => await EraseAsync(person, words, cancellationToken),
            CommandKind.ExpertQuestions or CommandKind.TakeQuestion or CommandKind.AnswerQuestion or CommandKind.CloseQuestion =>
                ConversationOptions.Lists(options.Experts, person)
                    ? await ServeExpertAsync(command, person, words, cancellationToken)
                    : await AskAsync(request, preferences, cancellationToken),
            CommandKind.Status or CommandKind.Unanswered =>
                ConversationOptions.Lists(options.Administrators, person)
                    ? await ReportAsync(command, words, cancellationToken)
                    : await AskAsync(request, preferences, cancellationToken),
            _ => await ContinueAsync(command, request, words, cancellationToken),
        };
        // What an expert answered is for the asker, not for the room.
        return reply.IsForRoom ? reply : await WithExpertAnswersAsync(reply, person, cancellationToken);
    }

    /// <summary>What to tell a person whose answer may have been lost when the process ended: showing it again might show it twice.</summary>
    public static Reply Interrupted(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var words = Words.In(request.Language ?? LanguageDetector.Detect(request.Text) ?? AnswerComposer.Likely(request));
        return new Reply { Words = words, Text = words.Interrupted(ShortText.Cut(request.Text, MaxListedQuestion)) };
    }

    /// <summary>Notes that a reply reached the person: experts' answers in it are not shown again.</summary>
    public async Task DeliveredAsync(Reply reply, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reply);
        foreach (var answer in reply.ExpertAnswers)
        {
            await experts.SetReturnedAsync(answer.Id, cancellationToken);
        }
    }

    private async Task<Reply> AskAsync(Request request, Preferences preferences, CancellationToken cancellationToken)
    {
        var (person, room, now) = (request.Person!, request.Room!, time.GetUtcNow());
        if (await WaitAsync(person, room, now, cancellationToken) is { } wait)
        {
            var words = Words.In(request.Language ?? AnswerComposer.Likely(request));
            return new Reply { Words = words, Text = words.TooMany((int)Math.Ceiling(wait.TotalSeconds)) };
        }

        var context = (await ContextAsync(person, room, cancellationToken)).Where(turn => request.Key is null || turn.RequestKey != request.Key);
        var reply = composer.Ask(request with { Context = [.. context.Select(turn => turn.Question)] });
        var answer = reply.Answer!;
        if (answer.Outcome is Outcome.SmallTalk or Outcome.NeedsDetail)
        {
            return reply;
        }

        var id = await conversations.AddAsync(TurnOf(request, answer, now), cancellationToken);
        if (answer.AsksAdvice && preferences.ToldNoAdvice != Today())
        {
            await conversations.SetToldNoAdviceAsync(person, Today(), cancellationToken);
            reply = reply with { Note = reply.Note is null ? reply.Words.NoAdvice : $"{reply.Note} {reply.Words.NoAdvice}" };
        }

        return reply with { Buttons = Buttons(reply, id) };
    }

    /// <summary>Commands about an earlier answer: the one that a button belongs to, else the last one here.</summary>
    private async Task<Reply> ContinueAsync(Command command, Request request, Words words, CancellationToken cancellationToken)
    {
        var (person, room) = (request.Person!, request.Room!);
        var context = (await ContextAsync(person, room, cancellationToken)).Where(before => request.Key is null || before.RequestKey != request.Key).ToList();
        var turn = request.Press is { } press
            ? await conversations.FindAsync(press.AnswerId, person, cancellationToken)
            : context.Count > 0 ? context[^1] : null;
        if (turn is null || turn.IsBoundary)
        {
            return new Reply { Words = words, Text = words.NothingToContinue };
        }

        var again = new Request(turn.Question)
        {
            Person = person,
            Room = room,
            Key = request.Key,
            Locale = request.Locale,
            Language = turn.Language,
            AsOf = turn.AsOf,
            Context = [.. context.TakeWhile(before => before.Id != turn.Id).Select(before => before.Question)],
        };
        words = Words.In(command.Language ?? request.Language ?? turn.Language);
        return command.Kind switch
        {
            CommandKind.AsOf => await AskAgainAsync(again with { AsOf = SpokenDate.Read(command.Argument), Language = request.Language ?? turn.Language }, cancellationToken),
            CommandKind.More => await ShowMoreAsync(turn, again, cancellationToken),
            CommandKind.Why => composer.Explain(again),
            CommandKind.Helpful or CommandKind.NotHelpful => await TakeFeedbackAsync(turn, person, command, words, cancellationToken),
            CommandKind.AskExpert => await AskExpertAsync(turn, words, cancellationToken),
            CommandKind.Share => composer.Ask(again) with { IsForRoom = true },
            _ => throw new InvalidOperationException($"There is no way to do {command.Kind}."),
        };
    }

    private async Task<Reply> AskAgainAsync(Request request, CancellationToken cancellationToken)
    {
        var reply = composer.Ask(request);
        var id = await conversations.AddAsync(TurnOf(request, reply.Answer!, time.GetUtcNow()), cancellationToken);
        return reply with { Buttons = Buttons(reply, id) };
    }

    private async Task<Reply> ShowMoreAsync(Turn turn, Request again, CancellationToken cancellationToken)
    {
        var reply = composer.Ask(again with { Excerpts = turn.Shown.Count + Question.DefaultExcerpts });
        var fresh = reply.Quotes.Where(quote => !turn.Shown.Contains(Shown(quote.Excerpt))).Take(Question.DefaultExcerpts).ToList();
        if (fresh.Count == 0)
        {
            return new Reply { Words = reply.Words, Text = reply.Words.NoMore };
        }

        await conversations.SetShownAsync(turn.Id, [.. turn.Shown, .. fresh.Select(quote => Shown(quote.Excerpt))], cancellationToken);
        return reply with { Text = reply.Words.More, Quotes = fresh, Buttons = Buttons(reply, turn.Id) };
    }

    private async Task<Reply> TakeFeedbackAsync(Turn turn, Person person, Command command, Words words, CancellationToken cancellationToken)
    {
        var isHelpful = command.Kind == CommandKind.Helpful;
        await conversations.SetFeedbackAsync(new Feedback(turn.Id, person, isHelpful, ShortText.Cut(command.Argument, MaxComment), time.GetUtcNow()), cancellationToken);
        return new Reply
        {
            Words = words,
            Text = command.Argument.Length > 0 ? words.ThanksComment : isHelpful ? words.ThanksHelpful : words.ThanksNotHelpful,
            Buttons = isHelpful || options.Experts.Count == 0 ? [] : [new ReplyButton(CommandKind.AskExpert, words.Label(CommandKind.AskExpert), turn.Id)],
        };
    }

    private async Task<Reply> AskExpertAsync(Turn turn, Words words, CancellationToken cancellationToken)
    {
        if (options.Experts.Count == 0)
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
        return new Reply { Words = words, Text = words.ExpertAsked(id) };
    }

    private async Task<Reply> ServeExpertAsync(Command command, Person expert, Words words, CancellationToken cancellationToken)
    {
        if (command.Kind == CommandKind.ExpertQuestions)
        {
            var waiting = await experts.WaitingAsync(Listed, cancellationToken);
            return new Reply
            {
                Words = words,
                Text = words.ExpertQuestions(waiting.Count),
                Suggestions = [.. waiting.Select(each => words.ExpertQuestion(each.Id, ShortText.Cut(each.Question, MaxListedQuestion), each.Expert?.Name ?? each.Expert?.Id))],
                SuggestionsTitle = waiting.Count == 0 ? null : words.HowToAnswer,
            };
        }

        var parts = command.Argument.Split([' ', ':'], 2, StringSplitOptions.TrimEntries);
        var id = long.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture);
        if (await experts.FindAsync(id, cancellationToken) is not { } escalation)
        {
            return new Reply { Words = words, Text = words.NoSuchQuestion(id) };
        }

        var (next, from, done) = command.Kind switch
        {
            CommandKind.TakeQuestion => (escalation with { State = EscalationState.Taken, Expert = expert }, (EscalationState[])[EscalationState.Open], words.QuestionTaken(id)),
            CommandKind.AnswerQuestion => (
                escalation with { State = EscalationState.Answered, Expert = expert, Answer = ShortText.Cut(parts[^1].Trim(), MaxExpertAnswer) },
                [EscalationState.Open, EscalationState.Taken],
                words.QuestionAnswered(id)),
            _ => (escalation with { State = EscalationState.Closed, Expert = expert }, [EscalationState.Open, EscalationState.Taken], words.QuestionClosed(id)),
        };
        return new Reply { Words = words, Text = await experts.MoveAsync(next, from, cancellationToken) ? done : words.QuestionMovedOn(id) };
    }

    private async Task<Reply> WithExpertAnswersAsync(Reply reply, Person person, CancellationToken cancellationToken)
    {
        var answered = await experts.AnswersForAsync(person, cancellationToken);
        return answered.Count == 0
            ? reply
            : reply with { ExpertAnswers = [.. answered.Select(each => new ExpertAnswer(each.Id, reply.Words.ExpertAnswer(each.Expert?.Name ?? each.Expert?.Id ?? "", ShortText.Cut(each.Question, MaxListedQuestion), each.Answer ?? "")))] };
    }

    private async Task<Reply> SetLanguageAsync(Person person, Command command, CancellationToken cancellationToken)
    {
        var language = LanguageCodes.Named(command.Argument) ?? Language.French;
        await conversations.SetLanguageAsync(person, language, cancellationToken);
        var words = Words.In(language);
        return new Reply { Words = words, Text = words.LanguageSet };
    }

    private async Task<Reply> StartAnewAsync(Person person, Room room, Words words, CancellationToken cancellationToken)
    {
        await conversations.AddAsync(
            new Turn { Person = person, Room = room, AskedAt = time.GetUtcNow(), Question = "", Language = words.Language, Outcome = Outcome.SmallTalk },
            cancellationToken);
        return new Reply { Words = words, Text = words.NewTopic };
    }

    private async Task<Reply> ExportAsync(Person person, Words words, CancellationToken cancellationToken)
    {
        var data = await conversations.ExportAsync(person, cancellationToken);
        var asked = data.Turns.Where(turn => !turn.IsBoundary).ToList();
        return new Reply
        {
            Words = words,
            Text = words.DataKept(asked.Count, data.Feedback.Count, data.Escalations.Count),
            SuggestionsTitle = asked.Count == 0 ? null : words.LastQuestions,
            Suggestions = [.. asked.TakeLast(Listed).Reverse().Select(turn => $"{words.Date(DateOnly.FromDateTime(turn.AskedAt.LocalDateTime))} · {ShortText.Cut(turn.Question, MaxListedQuestion)}")],
        };
    }

    private async Task<Reply> EraseAsync(Person person, Words words, CancellationToken cancellationToken)
    {
        await conversations.EraseAsync(person, cancellationToken);
        return new Reply { Words = words, Text = words.DataErased };
    }

    private async Task<Reply> ReportAsync(Command command, Words words, CancellationToken cancellationToken)
    {
        if (command.Kind == CommandKind.Status)
        {
            var waiting = await experts.WaitingAsync(Listed, cancellationToken);
            var parked = await deliveries.ParkedAsync(Listed, cancellationToken);
            return new Reply
            {
                Words = words,
                Text = words.Status(composer.Documents, waiting.Count),
                SuggestionsTitle = parked.Count == 0 ? null : words.ParkedRequests,
                Suggestions = [.. parked.Select(each => $"{each.Channel}, {words.Date(DateOnly.FromDateTime(each.AcceptedAt.LocalDateTime))}: {ShortText.Cut(each.Reason, MaxListedQuestion)}")],
            };
        }

        var turns = await conversations.UnansweredAsync(Listed, cancellationToken);
        return new Reply
        {
            Words = words,
            Text = words.UnansweredQuestions(turns.Count),
            Suggestions = [.. turns.Select(turn => ShortText.Cut(turn.Question, MaxListedQuestion))],
            SuggestionsTitle = turns.Count == 0 ? null : words.LastQuestions,
        };
    }

    /// <summary>The turns that a question may continue, oldest first.</summary>
    private async Task<IReadOnlyList<Turn>> ContextAsync(Person person, Room room, CancellationToken cancellationToken)
    {
        var recent = await conversations.RecentAsync(person, room, time.GetUtcNow() - options.FollowUpWithin, MostContext, cancellationToken);
        var boundary = recent.ToList().FindLastIndex(turn => turn.IsBoundary);
        return [.. recent.Skip(boundary + 1)];
    }

    /// <summary>How long to wait before the next question; <see langword="null"/>: not at all.</summary>
    private async Task<TimeSpan?> WaitAsync(Person person, Room room, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var most = Math.Max(options.PerPersonAndMinute, options.PerRoomAndMinute);
        var (byPerson, byRoom) = await conversations.PaceAsync(person, room, now - Pace, most, cancellationToken);
        var full = byPerson.Count >= options.PerPersonAndMinute ? byPerson[^options.PerPersonAndMinute]
            : byRoom.Count >= options.PerRoomAndMinute ? byRoom[^options.PerRoomAndMinute]
            : (DateTimeOffset?)null;
        return full is { } oldest ? oldest + Pace - now : null;
    }

    private IReadOnlyList<ReplyButton> Buttons(Reply reply, long id)
    {
        CommandKind[] kinds = reply.Quotes.Count > 0
            ? [CommandKind.More, CommandKind.Helpful, CommandKind.NotHelpful, CommandKind.Why, CommandKind.Share]
            : [];
        IEnumerable<CommandKind> all = options.Experts.Count > 0 ? kinds.Append(CommandKind.AskExpert) : kinds;
        return [.. all.Select(kind => new ReplyButton(kind, reply.Words.Label(kind), id))];
    }

    private static Turn TurnOf(Request request, Answer answer, DateTimeOffset now) => new()
    {
        Person = request.Person!,
        Room = request.Room!,
        AskedAt = now,
        RequestKey = request.Key,
        Question = ShortText.Cut(request.Text, Question.MaxLength),
        Language = answer.Language,
        AsOf = request.AsOf,
        Outcome = answer.Outcome,
        Confidence = answer.Confidence,
        Shown = [.. answer.Excerpts.Select(Shown)],
        Corpus = answer.Corpus,
        Ranking = answer.Ranking,
    };

    private static ShownExcerpt Shown(Excerpt excerpt) => new(excerpt.Citation.DocumentId, excerpt.Span.Start, excerpt.Span.End);

    private DateOnly Today() => DateOnly.FromDateTime(time.GetLocalNow().Date);
}
