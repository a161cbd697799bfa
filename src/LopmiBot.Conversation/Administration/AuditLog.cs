namespace LopmiBot.Conversation.Administration;

/// <summary>What someone with a role did.</summary>
/// <param name="At">When, to the millisecond.</param>
/// <param name="Person">Who, as <c>channel:id</c>; <c>console</c> for someone at the machine.</param>
/// <param name="Act">What, in a word or two: <c>reindex</c>, <c>answer</c>.</param>
/// <param name="Subject">To what, such as the number of a question; empty for nothing in particular.</param>
/// <param name="Detail">Before, after, or how it ended; holds no question of anybody.</param>
public sealed record AuditEntry(DateTimeOffset At, string Person, string Act, string Subject = "", string Detail = "");

/// <summary>A log that is only ever added to, each entry chained to the one before by its hash.</summary>
public interface IAuditLog
{
    /// <summary>Adds an entry.</summary>
    Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>The last entries, newest first.</summary>
    Task<IReadOnlyList<AuditEntry>> LastAsync(int most, CancellationToken cancellationToken);

    /// <summary>Looks for an entry that was changed, or that was left out before another.</summary>
    /// <param name="known">The head of an earlier look; <see langword="null"/>: none is known.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<AuditVerdict> VerifyAsync(string? known, CancellationToken cancellationToken);
}

/// <summary>Whether an audit log is as it was written.</summary>
/// <param name="Sound">How many entries are, from the first on.</param>
/// <param name="All">Whether all are.</param>
/// <param name="Head">The hash of the last sound entry: whoever keeps it elsewhere can tell later that no entry up to it was taken away; empty for an empty log.</param>
/// <param name="HasKnown">Whether the log still has the entry of the head that was known; true when none was.</param>
public sealed record AuditVerdict(long Sound, bool All, string Head, bool HasKnown);
