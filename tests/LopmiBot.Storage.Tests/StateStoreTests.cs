using LopmiBot.Answers;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Experts;
using LopmiBot.Conversation.Memory;
using Microsoft.Data.Sqlite;

namespace LopmiBot.Storage.Tests;

public sealed class SqliteStateStoreTests : StateStoreTests
{
    private readonly TemporaryFolder _data = new();

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _data.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected override StateDatabase Open() => SqliteDatabase.Open(Path.Combine(_data.Path, "state.db"));
}

public sealed class PostgreSqlStateStoreTests(PostgreSqlServer server) : StateStoreTests, IClassFixture<PostgreSqlServer>
{
    private PostgreSqlDatabase? _database;

    public override async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected override StateDatabase Open() => _database ??= PostgreSqlDatabase.Open(server.CreateDatabase());
}

/// <summary>What holds for conversations and experts in every database.</summary>
public abstract class StateStoreTests : IAsyncDisposable
{
    private static readonly Person Someone = new("slack", "T1:U1");
    private static readonly Person SomeoneElse = new("teams", "T1:U1");
    private static readonly Room Room = new("C1", "thread");
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public abstract ValueTask DisposeAsync();

    protected abstract StateDatabase Open();

    private ConversationStore Conversations => field ??= new ConversationStore(Open());

    private EscalationStore Escalations => field ??= new EscalationStore(Open());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_anybody_asked_is_listed_newest_first_and_so_are_questions_for_experts()
    {
        var ids = new List<long>();
        foreach (var (text, days) in new[] { ("old", -3), ("first", -1), ("", -1), ("last", 0) })
        {
            ids.Add(await Conversations.AddAsync(Turn(text) with { AskedAt = Noon.AddDays(days) }, Stop));
            await Escalations.OpenAsync(Escalation(ids[^1]) with { Question = text }, Stop);
        }

        (await Conversations.AskedAsync(Noon.AddDays(-2), 10, Stop)).Select(turn => turn.Question).ShouldBe(["last", "first"]);
        (await Conversations.AskedAsync(Noon.AddDays(-9), 1, Stop)).Select(turn => turn.Question).ShouldBe(["last"]);
        (await Escalations.LastAsync(2, Stop)).Select(each => each.Question).ShouldBe(["last", ""]);
    }

    [Fact]
    public async Task A_turn_is_read_back_as_it_was_kept()
    {
        var turn = Turn("Que punit « 323-3-2 » ? 🙂 '; DROP TABLE turns; --") with
        {
            AsOf = new DateOnly(2024, 8, 24),
            Confidence = 0.8125,
            Shown = [new ShownExcerpt("lopmi-fr", 10, 250)],
            Corpus = "abc",
            Ranking = "def",
            Elapsed = TimeSpan.FromMicroseconds(1_234),
            RequestKey = "1",
        };

        var id = await Conversations.AddAsync(turn, Stop);

        var read = await Conversations.FindAsync(id, Someone, room: null, Stop);
        read.ShouldNotBeNull().Shown.ShouldBe(turn.Shown);
        (read with { Shown = [] }).ShouldBe(turn with { Id = id, Shown = [] });
        (await Conversations.FindAsync(id, SomeoneElse, Room, Stop)).ShouldBeNull("another channel");
        (await Conversations.FindAsync(id, Someone with { Id = "T1:U2" }, Room, Stop)).ShouldNotBeNull("they all see the thread");
        (await Conversations.FindAsync(id, Someone with { Id = "T1:U2" }, Room with { Thread = "" }, Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task A_request_is_kept_once_and_requests_without_a_key_each()
    {
        var first = await Conversations.AddAsync(Turn("a") with { RequestKey = "1" }, Stop);

        (await Conversations.AddAsync(Turn("a") with { RequestKey = "1" }, Stop)).ShouldBe(first);
        (await Conversations.AddAsync(Turn("a") with { RequestKey = "1", Person = SomeoneElse }, Stop)).ShouldNotBe(first);
        (await Conversations.AddAsync(Turn("a"), Stop)).ShouldNotBe(await Conversations.AddAsync(Turn("a"), Stop));
    }

    [Fact]
    public async Task Recent_turns_are_those_of_the_person_the_room_and_the_time()
    {
        await Conversations.AddAsync(Turn("too old") with { AskedAt = Noon.AddHours(-1) }, Stop);
        await Conversations.AddAsync(Turn("first"), Stop);
        await Conversations.AddAsync(Turn("second") with { AskedAt = Noon.AddMinutes(1) }, Stop);
        await Conversations.AddAsync(Turn("elsewhere") with { Room = new Room("C1") }, Stop);
        await Conversations.AddAsync(Turn("of another") with { Person = SomeoneElse }, Stop);

        (await Conversations.RecentAsync(Someone, Room, Noon, 5, Stop)).Select(turn => turn.Question).ShouldBe(["first", "second"]);
        (await Conversations.RecentAsync(Someone, Room, Noon, 1, Stop)).Select(turn => turn.Question).ShouldBe(["second"]);
    }

    [Fact]
    public async Task Pace_counts_a_person_everywhere_and_a_room_for_everybody()
    {
        await Conversations.AddAsync(Turn("a"), Stop);
        await Conversations.AddAsync(Turn("b") with { Room = new Room("C2"), AskedAt = Noon.AddSeconds(10) }, Stop);
        await Conversations.AddAsync(Turn("c") with { Person = new Person("slack", "T1:U9"), AskedAt = Noon.AddSeconds(20) }, Stop);
        await Conversations.AddAsync(Turn(""), Stop);

        var (person, room) = await Conversations.PaceAsync(Someone, Room, Noon.AddSeconds(-1), 10, Stop);

        person.ShouldBe([Noon, Noon.AddSeconds(10)]);
        room.ShouldBe([Noon, Noon.AddSeconds(20)]);
    }

    [Fact]
    public async Task Preferences_and_feedback_replace_those_before()
    {
        (await Conversations.PreferencesAsync(Someone, Stop)).ShouldBe(new Preferences(null, null));
        await Conversations.SetToldNoAdviceAsync(Someone, new DateOnly(2026, 11, 24), Stop);
        await Conversations.SetLanguageAsync(Someone, Language.English, Stop);
        (await Conversations.PreferencesAsync(Someone, Stop)).ShouldBe(new Preferences(Language.English, new DateOnly(2026, 11, 24)));
        (await Conversations.PreferencesAsync(SomeoneElse, Stop)).ShouldBe(new Preferences(null, null));

        var id = await Conversations.AddAsync(Turn("a"), Stop);
        await Conversations.SetFeedbackAsync(new Feedback(id, Someone, true, "", Noon), Stop);
        await Conversations.SetFeedbackAsync(new Feedback(id, Someone, false, "vague", Noon.AddMinutes(1)), Stop);
        (await Conversations.ExportAsync(Someone, Stop)).Feedback.ShouldBe([new Feedback(id, Someone, false, "vague", Noon.AddMinutes(1))]);
    }

    [Fact]
    public async Task What_is_old_enough_is_erased_with_what_was_said_of_it()
    {
        var old = await Conversations.AddAsync(Turn("old") with { AskedAt = Noon.AddDays(-91) }, Stop);
        await Conversations.SetFeedbackAsync(new Feedback(old, Someone, true, "", Noon.AddDays(-91)), Stop);
        await Conversations.AddAsync(Turn("new"), Stop);
        await Escalations.OpenAsync(Escalation(old) with { OpenedAt = Noon.AddDays(-91) }, Stop);

        (await Conversations.EraseBeforeAsync(Noon.AddDays(-90), Stop)).ShouldBe(1);

        var data = await Conversations.ExportAsync(Someone, Stop);
        data.Turns.Select(turn => turn.Question).ShouldBe(["new"]);
        data.Feedback.ShouldBeEmpty();
        data.Escalations.Count.ShouldBe(1, "nobody has answered it yet");
    }

    [Fact]
    public async Task A_character_that_an_engine_cannot_keep_loses_nothing_else()
    {
        var id = await Conversations.AddAsync(Turn("a\0b"), Stop);
        await Conversations.SetFeedbackAsync(new Feedback(id, Someone, false, "c\0d", Noon), Stop);
        var escalation = await Escalations.OpenAsync(Escalation(id) with { Question = "e\0f" }, Stop);
        await Escalations.MoveAsync((await Escalations.FindAsync(escalation, Stop))! with { State = EscalationState.Answered, Answer = "g\0h" }, [EscalationState.Open], Stop);

        var data = await Conversations.ExportAsync(Someone, Stop);
        (data.Turns[0].Question, data.Feedback[0].Comment, data.Escalations[0].Question, data.Escalations[0].Answer).ShouldBe(("a b", "c d", "e f", "g h"));
    }

    [Fact]
    public async Task What_is_hashed_cannot_be_read_and_counts_as_the_same_question()
    {
        await Conversations.AddAsync(Turn("Que punit la LOPMI ?"), Stop);
        await Conversations.AddAsync(Turn("Que punit la LOPMI ?"), Stop);
        await Conversations.AddAsync(Turn(""), Stop);
        await Conversations.AddAsync(Turn("later") with { AskedAt = Noon.AddHours(1) }, Stop);

        await Conversations.HashBeforeAsync(Noon.AddMinutes(1), Stop);

        var kept = (await Conversations.ExportAsync(Someone, Stop)).Turns.Select(turn => turn.Question).ToList();
        kept[0].ShouldMatch("^sha256:[0-9a-f]{64}$");
        kept[1].ShouldBe(kept[0]);
        kept[2..].ShouldBe(["", "later"]);
    }

    [Fact]
    public async Task Feedback_is_listed_with_what_it_is_about()
    {
        var id = await Conversations.AddAsync(Turn("a"), Stop);
        await Conversations.AddAsync(Turn("b"), Stop);
        await Conversations.SetFeedbackAsync(new Feedback(id, Someone, true, "", Noon), Stop);

        var (turn, feedback) = (await Conversations.FeedbackAsync(Stop)).ShouldHaveSingleItem();

        turn.Question.ShouldBe("a");
        feedback.ShouldBe(new Feedback(id, Someone, true, "", Noon));
    }

    [Fact]
    public async Task Erasing_a_person_leaves_the_others()
    {
        foreach (var person in (Person[])[Someone, SomeoneElse])
        {
            var id = await Conversations.AddAsync(Turn("a") with { Person = person }, Stop);
            await Conversations.SetFeedbackAsync(new Feedback(id, person, true, "", Noon), Stop);
            await Conversations.SetLanguageAsync(person, Language.English, Stop);
            await Escalations.OpenAsync(Escalation(id) with { Asker = person }, Stop);
        }

        await Conversations.EraseAsync(Someone, Stop);

        var erased = await Conversations.ExportAsync(Someone, Stop);
        (erased.Turns.Count, erased.Feedback.Count, erased.Escalations.Count, erased.Preferences).ShouldBe((0, 0, 0, new Preferences(null, null)));
        var kept = await Conversations.ExportAsync(SomeoneElse, Stop);
        (kept.Turns.Count, kept.Feedback.Count, kept.Escalations.Count, kept.Preferences.Language).ShouldBe((1, 1, 1, Language.English));
    }

    [Fact]
    public async Task An_expert_who_is_erased_leaves_the_answer_without_a_name()
    {
        var id = await Escalations.OpenAsync(Escalation(1), Stop);
        var expert = new Person("slack", "T1:EXPERT", "Expert 1");
        await Escalations.MoveAsync((await Escalations.FindAsync(id, Stop))! with { State = EscalationState.Answered, Expert = expert, Answer = "Non." }, [EscalationState.Open], Stop);

        await Conversations.EraseAsync(expert, Stop);

        var escalation = (await Escalations.FindAsync(id, Stop)).ShouldNotBeNull();
        escalation.Expert.ShouldBeNull();
        escalation.Answer.ShouldBe("Non.");
    }

    [Fact]
    public async Task A_question_goes_to_one_expert_however_many_reach_for_it()
    {
        var id = await Escalations.OpenAsync(Escalation(1), Stop);
        (await Escalations.OpenAsync(Escalation(1), Stop)).ShouldBe(id);
        var open = (await Escalations.FindAsync(id, Stop))!;

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() =>
            Escalations.MoveAsync(open with { State = EscalationState.Taken, Expert = new Person("slack", $"E{number}") }, [EscalationState.Open], Stop))));

        taken.Count(each => each).ShouldBe(1);
        (await Escalations.WaitingAsync(10, Stop)).ShouldHaveSingleItem().State.ShouldBe(EscalationState.Taken);
    }

    [Fact]
    public async Task An_answer_waits_for_its_asker_until_it_was_returned()
    {
        var id = await Escalations.OpenAsync(Escalation(1), Stop);
        (await Escalations.AnswersForAsync(Someone, Stop)).ShouldBeEmpty();
        await Escalations.MoveAsync((await Escalations.FindAsync(id, Stop))! with { State = EscalationState.Answered, Expert = SomeoneElse, Answer = "Oui." }, [EscalationState.Open], Stop);

        (await Escalations.AnswersForAsync(Someone, Stop)).ShouldHaveSingleItem().Answer.ShouldBe("Oui.");
        (await Escalations.AnswersForAsync(SomeoneElse, Stop)).ShouldBeEmpty();
        await Escalations.SetReturnedAsync(id, Stop);
        (await Escalations.AnswersForAsync(Someone, Stop)).ShouldBeEmpty();
    }

    private static Turn Turn(string question) => new()
    {
        Person = Someone,
        Room = Room,
        AskedAt = Noon,
        Question = question,
        Language = Language.French,
        Outcome = Outcome.Answered,
    };

    private static Escalation Escalation(long turn) => new()
    {
        TurnId = turn,
        Asker = Someone,
        Room = Room,
        Question = "Et en appel ?",
        Language = Language.French,
        OpenedAt = Noon,
    };
}
