using LopmiBot.Answers;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation.Memory;

namespace LopmiBot.Conversation.Administration;

/// <summary>One day's questions.</summary>
/// <param name="Day">The day.</param>
/// <param name="Answered">Questions that were answered.</param>
/// <param name="Silent">Questions that were not.</param>
/// <param name="Median">How long half of the answers took at most; <see langword="null"/>: no answer.</param>
/// <param name="Slowest">How long 95 of 100 answers took at most.</param>
public sealed record DayOfQuestions(DateOnly Day, int Answered, int Silent, TimeSpan? Median, TimeSpan? Slowest);

/// <summary>Questions that ask the same.</summary>
/// <param name="Question">The last of them.</param>
/// <param name="Language">Its language.</param>
/// <param name="Times">How many there are.</param>
/// <param name="People">How many people asked.</param>
/// <param name="Last">When the last was asked.</param>
/// <param name="Nearest">The documents nearest to it.</param>
public sealed record QuestionGroup(string Question, Language Language, int Times, int People, DateTimeOffset Last, IReadOnlyList<DocumentEntry> Nearest);

/// <summary>A document that answered.</summary>
/// <param name="Document">Its id.</param>
/// <param name="Times">How often it was quoted first.</param>
public sealed record Topic(string Document, int Times);

/// <summary>What people ask and what becomes of it.</summary>
/// <param name="Days">Each day, the oldest first.</param>
/// <param name="Unanswered">What found no answer, the most asked first.</param>
/// <param name="Topics">What is asked about most.</param>
public sealed record Insights(IReadOnlyList<DayOfQuestions> Days, IReadOnlyList<QuestionGroup> Unanswered, IReadOnlyList<Topic> Topics)
{
    /// <summary>How much is looked at: grouping takes time with the square.</summary>
    private const int MostTurns = 20_000;
    private const int MostGrouped = 1_000;
    private const int MostTopics = 50;

    /// <summary>Looks at the last days.</summary>
    /// <param name="conversations">What was asked.</param>
    /// <param name="composer">Tells which questions ask the same.</param>
    /// <param name="days">How many days.</param>
    /// <param name="time">The clock; its zone says when a day begins.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<Insights> OfAsync(IConversationStore conversations, AnswerComposer composer, int days, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversations);
        ArgumentNullException.ThrowIfNull(composer);
        ArgumentNullException.ThrowIfNull(time);
        var today = DateOnly.FromDateTime(time.GetLocalNow().DateTime);
        var first = today.AddDays(1 - days);
        var turns = await conversations.AskedAsync(new DateTimeOffset(first.ToDateTime(TimeOnly.MinValue), time.LocalTimeZone.GetUtcOffset(first.ToDateTime(TimeOnly.MinValue))), MostTurns, cancellationToken);
        var byDay = turns.ToLookup(turn => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(turn.AskedAt, time.LocalTimeZone).DateTime));
        return new Insights(
            [.. Enumerable.Range(0, days).Select(first.AddDays).Select(day => Of(day, [.. byDay[day]]))],
            Groups(composer, [.. turns.Where(turn => turn.Outcome is Outcome.NotFound or Outcome.OutOfScope).Take(MostGrouped)]),
            [.. turns.Where(turn => turn.Outcome == Outcome.Answered && turn.Shown.Count > 0).CountBy(turn => turn.Shown[0].Document, StringComparer.Ordinal)
                .OrderByDescending(document => document.Value).ThenBy(document => document.Key, StringComparer.Ordinal).Take(MostTopics).Select(document => new Topic(document.Key, document.Value))]);
    }

    private static DayOfQuestions Of(DateOnly day, IReadOnlyList<Turn> turns)
    {
        var elapsed = turns.Select(turn => turn.Elapsed).OfType<TimeSpan>().Order().ToList();
        TimeSpan? At(double share) => elapsed.Count == 0 ? null : elapsed[(int)Math.Ceiling(share * elapsed.Count) - 1];
        var answered = turns.Count(turn => turn.Outcome == Outcome.Answered);
        return new DayOfQuestions(day, answered, turns.Count - answered, At(0.5), At(0.95));
    }

    private static IReadOnlyList<QuestionGroup> Groups(AnswerComposer composer, IReadOnlyList<Turn> turns) =>
        [.. composer.Gaps([.. turns.Select(turn => (turn.Question, turn.Language))]).Select(gap =>
        {
            var group = gap.Questions.Select(place => turns[place]).ToList();
            return new QuestionGroup(group[0].Question, group[0].Language, group.Count, group.DistinctBy(turn => turn.Person with { Name = null }).Count(), group.Max(turn => turn.AskedAt), gap.Nearest);
        })];
}
