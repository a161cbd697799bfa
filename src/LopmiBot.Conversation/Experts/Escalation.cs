using LopmiBot.Answers.Text;

namespace LopmiBot.Conversation.Experts;

/// <summary>How far a question to an expert has come.</summary>
public enum EscalationState
{
    /// <summary>Nobody has taken it.</summary>
    Open,

    /// <summary>An expert is working on it.</summary>
    Taken,

    /// <summary>An expert answered.</summary>
    Answered,

    /// <summary>It was closed without an answer.</summary>
    Closed,
}

/// <summary>A question that was handed to a person who knows.</summary>
public sealed record Escalation
{
    /// <summary>Key in the store, and what people call it by.</summary>
    public long Id { get; init; }

    /// <summary>The turn that it came from.</summary>
    public required long TurnId { get; init; }

    /// <summary>Who asked.</summary>
    public required Person Asker { get; init; }

    /// <summary>Where.</summary>
    public required Room Room { get; init; }

    /// <summary>As typed.</summary>
    public required string Question { get; init; }

    /// <summary>The language of the question.</summary>
    public required Language Language { get; init; }

    /// <summary>How far it has come.</summary>
    public EscalationState State { get; init; }

    /// <summary>When it was handed over.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Who took it.</summary>
    public Person? Expert { get; init; }

    /// <summary>The expert's own words.</summary>
    public string? Answer { get; init; }
}

/// <summary>Questions handed to experts. A question is kept from the moment it is handed over, whoever can be reached.</summary>
public interface IEscalationStore
{
    /// <summary>Keeps a question; once a turn.</summary>
    /// <returns>Its id, new or not.</returns>
    Task<long> OpenAsync(Escalation escalation, CancellationToken cancellationToken);

    /// <summary>One question.</summary>
    Task<Escalation?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>Questions that are open or taken, oldest first.</summary>
    Task<IReadOnlyList<Escalation>> WaitingAsync(int most, CancellationToken cancellationToken);

    /// <summary>The last questions in any state, newest first.</summary>
    Task<IReadOnlyList<Escalation>> LastAsync(int most, CancellationToken cancellationToken);

    /// <summary>Questions that an expert answered, oldest first.</summary>
    Task<IReadOnlyList<Escalation>> AnsweredAsync(CancellationToken cancellationToken);

    /// <summary>Moves a question on, unless somebody did so first.</summary>
    /// <param name="escalation">The question as it is to be.</param>
    /// <param name="from">The states that it may be in.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether it was moved.</returns>
    Task<bool> MoveAsync(Escalation escalation, IReadOnlyList<EscalationState> from, CancellationToken cancellationToken);

    /// <summary>Answers that have not reached an asker, oldest first.</summary>
    Task<IReadOnlyList<Escalation>> AnswersForAsync(Person asker, CancellationToken cancellationToken);

    /// <summary>Notes that an answer reached its asker.</summary>
    Task SetReturnedAsync(long id, CancellationToken cancellationToken);
}
