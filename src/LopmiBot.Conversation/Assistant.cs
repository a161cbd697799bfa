using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Threading.RateLimiting;
using LopmiBot.Answers;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Temporal;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation.Access;
using LopmiBot.Conversation.Administration;
using LopmiBot.Conversation.Commands;
using LopmiBot.Conversation.Experts;
using LopmiBot.Conversation.Memory;
using LopmiBot.Conversation.Wording;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LopmiBot.Conversation;

/// <summary>
/// Turns what a person says in a channel into what the bot says: commands, questions that continue earlier ones, feedback,
/// experts. Knows no channel. Safe to use from many threads.
/// </summary>
/// <param name="librarian">Knows what each may read.</param>
/// <param name="conversations">What was asked and answered.</param>
/// <param name="experts">Where questions wait for a person who knows.</param>
/// <param name="administrators">What administrators can do.</param>
/// <param name="options">Limits and roles.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where failures are noted.</param>
public sealed partial class Assistant(
    Librarian librarian,
    IConversationStore conversations,
    ExpertDesk experts,
    AdministratorDesk administrators,
    ConversationOptions options,
    TimeProvider time,
    ILogger<Assistant>? logger = null) : IDisposable
{
    /// <summary>Earlier questions that a question may continue.</summary>
    private const int MostContext = 5;

    private const int Listed = 10;
    private const int MaxListedQuestion = 200;
    private const int MaxComment = 1_000;

    /// <summary>Hexadecimal digits that tell one failure from others.</summary>
    private const int FailureIdLength = 8;

    /// <summary>A question is often followed by "more", "why" or a thumb: everything that is said or pressed, for each question allowed.</summary>
    private const int SaidPerQuestion = 3;

    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<Person> _said = PartitionedRateLimiter.Create<Person, Person>(person => RateLimitPartition.GetFixedWindowLimiter(
        person,
        _ => new FixedWindowRateLimiterOptions { PermitLimit = SaidPerQuestion * options.PerPersonAndMinute, Window = Pace }));

    private readonly ILogger _logger = logger ?? NullLogger<Assistant>.Instance;

    /// <summary>Replies to what a person says or presses. A failure is noted under an id, and the reply is an apology that names it.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever fails, the person is told.")]
    public async Task<Reply> RespondAsync(Request request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return await ReplyAsync(request, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException and not ArgumentException { ParamName: nameof(request) })
        {
            var id = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray())[..FailureIdLength];
            LogFailed(e, id);
            var words = Words.In(request.Language ?? LanguageDetector.Detect(request.Text) ?? AnswerComposer.Likely(request));
            return new Reply { Words = words, Text = $"{words.AnswerFailed} {words.FailureId(id)}" };
        }
    }

    private async Task<Reply> ReplyAsync(Request request, CancellationToken cancellationToken)
    {
        var person = request.Person ?? throw new ArgumentException("Somebody must say it: set Person, or ask a composer.", nameof(request));
        var room = request.Room ?? new Room("");
        var preferences = await conversations.PreferencesAsync(person, cancellationToken);
        request = request with { Room = room, Language = request.Language ?? preferences.Language };
        var command = request.Press is { } press ? CommandOf(press) : CommandReader.Read(request.Text, Today());
        var words = Words.In(command.Language ?? request.Language ?? AnswerComposer.Likely(request));
        using var said = _said.AttemptAcquire(person);
        if (!said.IsAcquired)
        {
            return TooMany(words, said.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Pace);
        }

        var reply = command.Kind switch
        {
            _ when request.IsSeenByRoom && (request.Press is null || command.Kind == CommandKind.AdminPages) && IsPersonal(command.Kind, person) => new Reply { Words = words, Text = words.AskAlone },
            CommandKind.Ask => await AskAsync(request, preferences, cancellationToken),
            CommandKind.Help => librarian.For(request).Help(words.Language),
            CommandKind.Sources => librarian.For(request).Sources(command.Argument, words.Language),
            CommandKind.Source => librarian.For(request).Source(command.Argument, words.Language) ?? librarian.For(request).Sources(command.Argument, words.Language),
            CommandKind.Language => await SetLanguageAsync(person, command, cancellationToken),
            CommandKind.NewQuestion => await StartAnewAsync(person, room, words, cancellationToken),
            CommandKind.Privacy => new Reply { Words = words, Text = words.Privacy(options.KeepDays) },
            CommandKind.ExportData => await ExportAsync(person, words, cancellationToken),
            CommandKind.EraseData => await EraseAsync(person, words, cancellationToken),
            CommandKind.ExpertQuestions or CommandKind.TakeQuestion or CommandKind.AnswerQuestion or CommandKind.CloseQuestion =>
                experts.Knows(person) ? await experts.ServeAsync(command, person, room, words, cancellationToken) : await RefuseAsync(request, preferences, words, cancellationToken),
            CommandKind.Status or CommandKind.Unanswered or CommandKind.Reindex or CommandKind.CancelReindex or CommandKind.AdminPages =>
                administrators.May(person, command.Kind) ? await administrators.ServeAsync(command, person, words, cancellationToken) : await RefuseAsync(request, preferences, words, cancellationToken),
            _ => await ContinueAsync(command, request, words, cancellationToken),
        };
        // What an expert answered is for the asker, not for the room.
        return reply.IsForRoom || request.IsSeenByRoom ? reply : await experts.WithAnswersAsync(reply, person, cancellationToken);
    }

    /// <summary>What to tell a person whose answer may have been lost when the process ended: showing it again might show it twice.</summary>
    public static Reply Interrupted(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var words = Words.In(request.Language ?? LanguageDetector.Detect(request.Text) ?? AnswerComposer.Likely(request));
        return new Reply { Words = words, Text = request.Press is null ? words.Interrupted(ShortText.Cut(request.Text, MaxListedQuestion)) : words.PressInterrupted };
    }

    /// <summary>The language that a person prefers, else French.</summary>
    public async Task<Language> LanguageOfAsync(Person person, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(person);
        return (await conversations.PreferencesAsync(person, cancellationToken)).Language ?? Language.French;
    }

    /// <summary>What a person sees before asking anything: what the bot covers, what they asked last, and what they can have done.</summary>
    public async Task<Home> HomeAsync(Person person, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(person);
        var data = await conversations.ExportAsync(person, cancellationToken);
        var words = Words.In(data.Preferences.Language ?? (data.Turns.Count > 0 ? data.Turns[^1].Language : Language.French));
        return new Home(
            librarian.For(person.Channel, person, new Room(person.Id) { IsPrivate = true }).Help(words.Language),
            [.. data.Turns.Where(turn => !turn.IsBoundary).Select(turn => turn.Question).Reverse().Distinct(StringComparer.OrdinalIgnoreCase).Take(MostContext).Select(question => ShortText.Cut(question, MaxListedQuestion))],
            new Reply { Words = words, Text = words.Privacy(options.KeepDays) },
            administrators.Knows(person) ? await administrators.ServeAsync(new Command(CommandKind.Status), person, words, cancellationToken) : null);
    }

    /// <summary>Notes that a reply reached the person: experts' answers in it are not shown again.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="message">What the channel knows it by, when it says: see <see cref="ReactAsync"/>.</param>
    [SuppressMessage("Design", "CA1068", Justification = "Most channels have no message to name.")]
    public async Task DeliveredAsync(Reply reply, CancellationToken cancellationToken, string? message = null)
    {
        ArgumentNullException.ThrowIfNull(reply);
        await experts.ReturnedAsync(reply, cancellationToken);
        if (reply.TurnId is { } turn && message is not null)
        {
            await conversations.SetMessageAsync(turn, message, cancellationToken);
        }
    }

    /// <summary>The message that answered an earlier request of a person, or an edit of it, as long as it can be continued.</summary>
    /// <param name="person">Who asked.</param>
    /// <param name="room">Where.</param>
    /// <param name="key">The request's key; those of its edits start with it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<string?> FindMessageAsync(Person person, Room room, string key, CancellationToken cancellationToken) =>
        (await ContextAsync(person, room, cancellationToken)).LastOrDefault(turn => turn.RequestKey is { } asked && (asked == key || asked.StartsWith(key + '\n', StringComparison.Ordinal)))?.Message;

    /// <summary>Takes what a person says of an answer by a sign on its message; nothing happens when the message is no answer.</summary>
    public async Task ReactAsync(Person person, Room room, string message, bool isHelpful, string comment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (await conversations.FindByMessageAsync(person.Channel, room, message, cancellationToken) is { } turn)
        {
            await TakeFeedbackAsync(turn, person, new Command(isHelpful ? CommandKind.Helpful : CommandKind.NotHelpful, comment), Words.In(turn.Language), cancellationToken);
        }
    }

    /// <summary>What a person has to fill in first for a button to do something; <see langword="null"/> for most buttons. Asks no store: a channel may have to show it at once.</summary>
    public static ReplyForm? FormOf(ButtonPress press, Language language)
    {
        ArgumentNullException.ThrowIfNull(press);
        var words = Words.In(language);
        return press switch
        {
            { Text.Length: > 0 } => null,
            { Command: CommandKind.Comment } => new ReplyForm(CommandKind.NotHelpful, press.Subject, words.Label(CommandKind.Comment), words.WhatWasMissing, words.Send, MaxComment),
            { Command: CommandKind.AnswerQuestion } => ExpertDesk.AnswerForm(press.Subject, words),
            _ => null,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _said.Dispose();

    /// <summary>Whether what a command shows is for the person alone.</summary>
    private bool IsPersonal(CommandKind kind, Person person) => kind switch
    {
        CommandKind.ExportData => true,
        CommandKind.ExpertQuestions or CommandKind.AnswerQuestion => experts.Knows(person),
        CommandKind.Status or CommandKind.Unanswered or CommandKind.Reindex or CommandKind.CancelReindex or CommandKind.AdminPages => administrators.May(person, kind),
        _ => false,
    };

    /// <summary>What is typed without the role for it is a question like any other; a button is not.</summary>
    private async Task<Reply> RefuseAsync(Request request, Preferences preferences, Words words, CancellationToken cancellationToken) =>
        request.Press is null ? await AskAsync(request, preferences, cancellationToken) : new Reply { Words = words, Text = words.NotAllowed };

    private static Reply TooMany(Words words, TimeSpan wait) => new() { Words = words, Text = words.TooMany((int)Math.Ceiling(wait.TotalSeconds)) };

    private async Task<Reply> AskAsync(Request request, Preferences preferences, CancellationToken cancellationToken)
    {
        var (person, room, now) = (request.Person!, request.Room!, time.GetUtcNow());
        if (await WaitAsync(person, room, now, cancellationToken) is { } wait)
        {
            return TooMany(Words.In(request.Language ?? AnswerComposer.Likely(request)), wait);
        }

        var context = (await ContextAsync(person, room, cancellationToken)).LastOrDefault(turn => request.Key is null || turn.RequestKey != request.Key);
        var reply = librarian.For(request).Ask(request with { Previous = context?.Reading });
        if (reply.Answer is not { } answer)
        {
            return reply;
        }

        if (answer.Outcome is Outcome.SmallTalk or Outcome.NeedsDetail && answer.Conversation == context?.Reading)
        {
            return reply;
        }

        if (answer.AsksAdvice && preferences.ToldNoAdvice != Today())
        {
            await conversations.SetToldNoAdviceAsync(person, Today(), cancellationToken);
            reply = reply with { Note = reply.Note is null ? reply.Words.NoAdvice : $"{reply.Note} {reply.Words.NoAdvice}" };
        }

        var id = await conversations.AddAsync(TurnOf(request, reply, now), cancellationToken);
        return reply with { TurnId = id, Buttons = ButtonsIn(request, reply, id) };
    }

    /// <summary>An expert's button is about a question that waits, any other about an answer.</summary>
    private static Command CommandOf(ButtonPress press) => press.Command switch
    {
        CommandKind.TakeQuestion or CommandKind.AnswerQuestion or CommandKind.CloseQuestion => new Command(press.Command, string.Create(CultureInfo.InvariantCulture, $"{press.Subject} {press.Text}").Trim()),
        _ => new Command(press.Command, press.Text),
    };

    /// <summary>Commands about an earlier answer: the one that a button belongs to, else the last one here.</summary>
    private async Task<Reply> ContinueAsync(Command command, Request request, Words words, CancellationToken cancellationToken)
    {
        var (person, room) = (request.Person!, request.Room!);
        var context = (await ContextAsync(person, room, cancellationToken)).Where(before => request.Key is null || before.RequestKey != request.Key).ToList();
        var turn = request.Press is { } press
            ? await conversations.FindAsync(press.Subject, person, room, cancellationToken)
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
            ShownIn = request.ShownIn,
            IsSeenByRoom = request.IsSeenByRoom,
            Locale = request.Locale,
            Language = turn.Language,
            AsOf = turn.AsOf,
            Without = turn.Without,
            Previous = context.TakeWhile(before => before.Id != turn.Id).LastOrDefault()?.Reading,
        };
        words = Words.In(command.Language ?? request.Language ?? turn.Language);
        return command.Kind switch
        {
            CommandKind.AsOf => await AskAgainAsync(again with { AsOf = TemporalExpressionParser.ParseDay(command.Argument, Today()), Language = request.Language ?? turn.Language }, cancellationToken),
            CommandKind.WithoutConversation or CommandKind.WithoutOffender or CommandKind.WithoutCircumstances or CommandKind.WithoutDay =>
                await AskAgainAsync(again with { Without = turn.Without | PartOf(command.Kind), AsOf = command.Kind == CommandKind.WithoutDay ? null : again.AsOf }, cancellationToken),
            CommandKind.More => await ShowMoreAsync(turn, again, cancellationToken),
            CommandKind.Why => librarian.For(again).Explain(again),
            CommandKind.Helpful or CommandKind.NotHelpful => Redrawn(await TakeFeedbackAsync(turn, person, command, words, cancellationToken), turn, again),
            CommandKind.Comment => new Reply { Words = words, Text = words.WhatWasMissing, Form = FormOf(new ButtonPress(CommandKind.Comment, turn.Id), words.Language) },
            CommandKind.AskExpert => Redrawn(await experts.HandOverAsync(turn, words, cancellationToken), turn, again),
            CommandKind.Share => Again(turn, again with { ShownIn = again.ShownIn ?? room with { IsPrivate = false } }) with { IsForRoom = true, SharedBy = person },
            _ => throw new InvalidOperationException($"There is no way to do {command.Kind}."),
        };
    }

    private async Task<Reply> AskAgainAsync(Request request, CancellationToken cancellationToken)
    {
        var reply = librarian.For(request).Answer(request);
        var id = await conversations.AddAsync(TurnOf(request, reply, time.GetUtcNow()), cancellationToken);
        return reply with { TurnId = id, Buttons = ButtonsIn(request, reply, id) };
    }

    private async Task<Reply> ShowMoreAsync(Turn turn, Request again, CancellationToken cancellationToken)
    {
        var reply = librarian.For(again).Answer(again with { Excerpts = turn.Shown.Count + Question.DefaultExcerpts });
        var fresh = reply.Quotes.Where(quote => !turn.Shown.Contains(Shown(quote.Excerpt))).Take(Question.DefaultExcerpts).ToList();
        if (fresh.Count == 0)
        {
            return new Reply { Words = reply.Words, Text = reply.Words.NoMore };
        }

        var whole = Again(turn, again);
        whole = whole with { Quotes = [.. whole.Quotes, .. fresh] };
        await conversations.SetShownAsync(turn.Id, [.. turn.Shown, .. fresh.Select(quote => Shown(quote.Excerpt))], DrawnReply.Of(whole), cancellationToken);
        return reply with { Text = reply.Words.More, Understood = [], Quotes = fresh, Buttons = ButtonsIn(again, reply, turn.Id), Revised = whole with { Buttons = ButtonsIn(again, whole, turn.Id) } };
    }

    /// <summary>The answer that was pressed on, with what came of it in its last line.</summary>
    private Reply Redrawn(Reply said, Turn turn, Request again)
    {
        var answer = Again(turn, again);
        return said with { Revised = answer with { Note = said.Text, Buttons = [.. ButtonsIn(again, answer, turn.Id).UnionBy(said.Buttons, button => button.Command)] } };
    }

    /// <summary>The answer of a turn as it was drawn; where that was not kept, or may not be read here, what is found for whoever reads here.</summary>
    private Reply Again(Turn turn, Request again) => turn.Reply is { } drawn && librarian.For(again).Redraw(drawn, Words.In(turn.Language)) is { } reply
        ? reply
        : librarian.For(again).Answer(again with { Excerpts = Math.Max(turn.Shown.Count, Question.DefaultExcerpts) });

    private async Task<Reply> TakeFeedbackAsync(Turn turn, Person person, Command command, Words words, CancellationToken cancellationToken)
    {
        var isHelpful = command.Kind == CommandKind.Helpful;
        await conversations.SetFeedbackAsync(new Feedback(turn.Id, person, isHelpful, ShortText.Cut(command.Argument, MaxComment), time.GetUtcNow()), cancellationToken);
        return new Reply
        {
            Words = words,
            Text = command.Argument.Length > 0 ? words.ThanksComment : isHelpful ? words.ThanksHelpful : words.ThanksNotHelpful,
            Buttons = isHelpful ? [] : [.. Buttons(words, turn.Id, command.Argument.Length > 0 ? [] : [CommandKind.Comment], experts.IsOpen ? [CommandKind.AskExpert] : [])],
        };
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

    private IReadOnlyList<ReplyButton> ButtonsIn(Request request, Reply reply, long id) => Buttons(
        reply.Words,
        id,
        reply.Quotes.Count > 0 ? [CommandKind.More, CommandKind.Helpful, CommandKind.NotHelpful, CommandKind.Why] : [],
        [.. reply.Understood.Select(part => part.Part).Distinct().Where(part => part != ReadingParts.None).Select(CommandOf)],
        reply.Quotes.Count > 0 && !request.IsSeenByRoom ? [CommandKind.Share] : [],
        experts.IsOpen ? [CommandKind.AskExpert] : []);

    /// <summary>What leaves a part out of what was understood.</summary>
    private static CommandKind CommandOf(ReadingParts part) => part switch
    {
        ReadingParts.Conversation => CommandKind.WithoutConversation,
        ReadingParts.Offender => CommandKind.WithoutOffender,
        ReadingParts.Circumstances => CommandKind.WithoutCircumstances,
        ReadingParts.Day => CommandKind.WithoutDay,
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "One part is left out at a time."),
    };

    private static ReadingParts PartOf(CommandKind command) => command switch
    {
        CommandKind.WithoutConversation => ReadingParts.Conversation,
        CommandKind.WithoutOffender => ReadingParts.Offender,
        CommandKind.WithoutCircumstances => ReadingParts.Circumstances,
        CommandKind.WithoutDay => ReadingParts.Day,
        _ => ReadingParts.None,
    };

    private static IReadOnlyList<ReplyButton> Buttons(Words words, long id, params IEnumerable<CommandKind[]> kinds) =>
        [.. kinds.SelectMany(each => each).Select(kind => new ReplyButton(kind, words.Label(kind), id))];

    private static Turn TurnOf(Request request, Reply reply, DateTimeOffset now) => TurnOf(request, reply.Answer!, now) with { Reply = DrawnReply.Of(reply) };

    private static Turn TurnOf(Request request, Answer answer, DateTimeOffset now) => new()
    {
        Person = request.Person!,
        Room = request.Room!,
        AskedAt = now,
        RequestKey = request.Key,
        Question = ShortText.Cut(request.Text, Question.MaxLength),
        Language = answer.Language,
        AsOf = request.AsOf,
        Without = request.Without,
        Outcome = answer.Outcome,
        Reading = answer.Conversation,
        Confidence = answer.Confidence,
        Shown = [.. answer.Excerpts.Select(Shown)],
        Elapsed = answer.Elapsed,
        Corpus = answer.Corpus,
        Ranking = answer.Ranking,
    };

    private static ShownExcerpt Shown(Excerpt excerpt) => new(excerpt.Citation.DocumentId, excerpt.Span.Start, excerpt.Span.End);

    [LoggerMessage(Level = LogLevel.Error, Message = "Answering failed ({FailureId}).")]
    private partial void LogFailed(Exception exception, string failureId);

    private DateOnly Today() => DateOnly.FromDateTime(time.GetLocalNow().Date);
}
