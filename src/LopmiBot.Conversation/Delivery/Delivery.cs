namespace LopmiBot.Conversation.Delivery;

/// <summary>A request that is to be answered later.</summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="Key">What makes the request unique within its channel.</param>
/// <param name="Payload">What the channel needs to answer it.</param>
/// <param name="Person">Who it came from, by the id of <see cref="LopmiBot.Conversation.Person"/>; <see langword="null"/>: nobody in particular.</param>
public sealed record AcceptedRequest(string Channel, string Key, string Payload, string? Person = null);

/// <summary>An accepted request whose reply is still to be delivered.</summary>
/// <param name="Id">Key in the store.</param>
/// <param name="Channel">The channel that accepted it and will deliver it.</param>
/// <param name="Payload">What that channel needs to answer, as JSON of its own.</param>
/// <param name="Attempt">1 for the first attempt.</param>
/// <param name="Interruption">What an earlier attempt was doing when its process ended.</param>
public sealed record PendingDelivery(long Id, string Channel, string Payload, int Attempt, Interruption Interruption = Interruption.None);

/// <summary>What a process was doing with a request when it ended. Whatever was being sent may have arrived.</summary>
public enum Interruption
{
    /// <summary>Nothing was being sent.</summary>
    None,

    /// <summary>The answer was being sent: it must not be sent again, the asker is told instead.</summary>
    Answering,

    /// <summary>The asker was being told: nothing more is sent.</summary>
    Telling,
}

/// <summary>A request that was put aside.</summary>
/// <param name="Channel">Its channel.</param>
/// <param name="AcceptedAt">When it came.</param>
/// <param name="Reason">Why it could not be answered.</param>
public sealed record ParkedDelivery(string Channel, DateTimeOffset AcceptedAt, string Reason);

/// <summary>
/// Requests that were accepted and not yet answered. A request is recorded before it is acknowledged, so that a restart
/// loses none; its key is kept after delivery, so that a repeated request is answered once.
/// </summary>
public interface IDeliveryStore
{
    /// <summary>Records requests, all or none. Claim and work are one transaction.</summary>
    /// <returns>For each, <see langword="false"/> when its key was recorded before.</returns>
    Task<IReadOnlyList<bool>> AcceptAsync(IReadOnlyList<AcceptedRequest> requests, CancellationToken cancellationToken);

    /// <summary>Takes the oldest request that is due and not leased; its lease keeps other workers away.</summary>
    Task<PendingDelivery?> LeaseAsync(TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Notes that something is about to be sent for a request: from now on it may have arrived.</summary>
    Task SetSendingAsync(PendingDelivery delivery, CancellationToken cancellationToken);

    /// <summary>Marks a request as answered and forgets its payload.</summary>
    Task CompleteAsync(long id, CancellationToken cancellationToken);

    /// <summary>Gives a request back, to be tried again after a delay: what was being sent did not arrive.</summary>
    Task RetryAsync(PendingDelivery delivery, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>The requests put aside, newest first.</summary>
    Task<IReadOnlyList<ParkedDelivery>> ParkedAsync(int most, CancellationToken cancellationToken);

    /// <summary>Puts a request aside for good, with its reason; its payload is forgotten.</summary>
    Task ParkAsync(long id, string reason, CancellationToken cancellationToken);
}

/// <summary>Delivers the replies of one channel.</summary>
public interface IDeliveryHandler
{
    /// <summary>The channel's name.</summary>
    string Channel { get; }

    /// <summary>Answers and delivers; after <see cref="Interruption.Answering"/>, tells the asker that the answer may have been lost.</summary>
    /// <param name="delivery">The request.</param>
    /// <param name="sending">Called right before something is sent.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <exception cref="DeliveryException">The platform refused the reply.</exception>
    Task DeliverAsync(PendingDelivery delivery, Func<CancellationToken, Task> sending, CancellationToken cancellationToken);
}

/// <summary>A platform refused a reply.</summary>
public class DeliveryException : Exception
{
    /// <summary>Creates the exception.</summary>
    public DeliveryException()
    {
    }

    /// <summary>Creates the exception with a reason.</summary>
    public DeliveryException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a reason and its cause.</summary>
    public DeliveryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether trying again may help and cannot show the reply twice.</summary>
    public bool CanRetry { get; init; }

    /// <summary>Whether the reply may have been shown all the same: it is not sent again, the asker is told instead.</summary>
    public bool MayHaveArrived { get; init; }

    /// <summary>How long the platform asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
