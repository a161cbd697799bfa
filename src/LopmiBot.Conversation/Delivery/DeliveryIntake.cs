namespace LopmiBot.Conversation.Delivery;

/// <summary>Accepts requests for later delivery and wakes the worker.</summary>
/// <param name="store">Where requests are recorded.</param>
public sealed class DeliveryIntake(IDeliveryStore store) : IDisposable
{
    private readonly SemaphoreSlim _accepted = new(0);

    /// <summary>Records a request; see <see cref="IDeliveryStore.AcceptAsync"/>.</summary>
    public async Task<bool> AcceptAsync(string channel, string key, string payload, string? person, CancellationToken cancellationToken)
    {
        var isNew = await store.AcceptAsync(channel, key, payload, person, cancellationToken);
        if (isNew)
        {
            _accepted.Release();
        }

        return isNew;
    }

    internal Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _accepted.WaitAsync(atMost, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _accepted.Dispose();
}
