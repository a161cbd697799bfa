namespace LopmiBot.Conversation.Delivery;

/// <summary>An accepted request whose reply is still to be delivered.</summary>
/// <param name="Id">Key in the store.</param>
/// <param name="Channel">The channel that accepted it and will deliver it.</param>
/// <param name="Payload">What that channel needs to answer, as JSON of its own.</param>
/// <param name="Attempt">1 for the first attempt.</param>
public sealed record PendingDelivery(long Id, string Channel, string Payload, int Attempt);

/// <summary>
/// Requests that were accepted and not yet answered. A request is recorded before it is acknowledged, so that a restart
/// loses none; its key is kept after delivery, so that a repeated request is answered once.
/// </summary>
public interface IDeliveryStore
{
    /// <summary>Records a request. Claim and work are one transaction.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="key">What makes the request unique within its channel.</param>
    /// <param name="payload">What the channel needs to answer it.</param>
    /// <param name="cancellationToken">Stops waiting for the store.</param>
    /// <returns><see langword="false"/> when the key was recorded before.</returns>
    Task<bool> AcceptAsync(string channel, string key, string payload, CancellationToken cancellationToken);

    /// <summary>Takes the oldest request that is due and not leased; its lease keeps other workers away.</summary>
    Task<PendingDelivery?> LeaseAsync(TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Marks a request as answered and forgets its payload.</summary>
    Task CompleteAsync(long id, CancellationToken cancellationToken);

    /// <summary>Gives a request back, to be tried again after a delay.</summary>
    Task RetryAsync(long id, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Puts a request aside for good, with its reason; its payload is forgotten.</summary>
    Task ParkAsync(long id, string reason, CancellationToken cancellationToken);
}

/// <summary>Delivers the replies of one channel.</summary>
public interface IDeliveryHandler
{
    /// <summary>The channel's name.</summary>
    string Channel { get; }

    /// <summary>Answers and delivers.</summary>
    /// <exception cref="DeliveryException">The platform refused the reply.</exception>
    Task DeliverAsync(PendingDelivery delivery, CancellationToken cancellationToken);
}

/// <summary>A platform refused a reply.</summary>
public sealed class DeliveryException : Exception
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

    /// <summary>How long the platform asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
