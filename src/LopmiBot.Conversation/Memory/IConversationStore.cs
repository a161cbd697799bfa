using LopmiBot.Answers.Text;

namespace LopmiBot.Conversation.Memory;

/// <summary>What was asked and answered, what people prefer, and what they said of answers.</summary>
public interface IConversationStore
{
    /// <summary>Keeps a turn; once a request.</summary>
    /// <returns>Its id, new or not.</returns>
    Task<long> AddAsync(Turn turn, CancellationToken cancellationToken);

    /// <summary>One turn of a person, or of anybody in a thread that they all see; nobody finds another's elsewhere.</summary>
    /// <param name="id">The turn.</param>
    /// <param name="person">Who looks for it.</param>
    /// <param name="room">Where they are; <see langword="null"/>: only their own count.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Turn?> FindAsync(long id, Person person, Room? room, CancellationToken cancellationToken);

    /// <summary>The last turns of a person in a room, oldest first.</summary>
    Task<IReadOnlyList<Turn>> RecentAsync(Person person, Room room, DateTimeOffset since, int most, CancellationToken cancellationToken);

    /// <summary>Notes what the channel knows an answer by.</summary>
    Task SetMessageAsync(long id, string message, CancellationToken cancellationToken);

    /// <summary>The answer that a message in a room holds.</summary>
    Task<Turn?> FindByMessageAsync(string channel, Room room, string message, CancellationToken cancellationToken);

    /// <summary>Notes more excerpts as shown.</summary>
    Task SetShownAsync(long id, IReadOnlyList<ShownExcerpt> shown, DrawnReply? reply, CancellationToken cancellationToken);

    /// <summary>When the turns of a person, and of everybody in a room, were asked since some time, oldest first; no more than a number of each.</summary>
    Task<(IReadOnlyList<DateTimeOffset> Person, IReadOnlyList<DateTimeOffset> Room)> PaceAsync(Person person, Room room, DateTimeOffset since, int most, CancellationToken cancellationToken);

    /// <summary>The last questions of anybody that found no answer, newest first.</summary>
    Task<IReadOnlyList<Turn>> UnansweredAsync(int most, CancellationToken cancellationToken);

    /// <summary>What anybody asked since some time, newest first.</summary>
    Task<IReadOnlyList<Turn>> AskedAsync(DateTimeOffset since, int most, CancellationToken cancellationToken);

    /// <summary>What a person prefers.</summary>
    Task<Preferences> PreferencesAsync(Person person, CancellationToken cancellationToken);

    /// <summary>Sets the language to answer in; <see langword="null"/>: the question's.</summary>
    Task SetLanguageAsync(Person person, Language? language, CancellationToken cancellationToken);

    /// <summary>Notes the day on which a person was told that quotes are no advice.</summary>
    Task SetToldNoAdviceAsync(Person person, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Keeps what a person said of an answer, in place of what they said of it before.</summary>
    Task SetFeedbackAsync(Feedback feedback, CancellationToken cancellationToken);

    /// <summary>The answers that somebody said something of, oldest first, with what they said.</summary>
    Task<IReadOnlyList<(Turn Turn, Feedback Feedback)>> FeedbackAsync(CancellationToken cancellationToken);

    /// <summary>Everything that is kept of a person.</summary>
    Task<PersonalData> ExportAsync(Person person, CancellationToken cancellationToken);

    /// <summary>Erases everything that is kept of a person.</summary>
    Task EraseAsync(Person person, CancellationToken cancellationToken);

    /// <summary>Erases what was asked before some time, with what was said of it.</summary>
    /// <returns>How many turns.</returns>
    Task<int> EraseBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken);

    /// <summary>Keeps only a hash of what was asked before some time.</summary>
    Task HashBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken);
}
