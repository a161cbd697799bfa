using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace LopmiBot.Conversation.Delivery;

/// <summary>
/// Accepts requests for later delivery and wakes the worker. Requests that come at once are recorded together, so that
/// none waits for a disk as often as there are others.
/// </summary>
/// <param name="store">Where requests are recorded.</param>
public sealed class DeliveryIntake(IDeliveryStore store) : IDisposable
{
    private const int MostAtOnce = 200;

    private readonly SemaphoreSlim _accepted = new(0);
    private readonly SemaphoreSlim _recording = new(1, 1);
    private readonly ConcurrentQueue<Waiting> _waiting = [];

    /// <summary>Records a request: once this returns, it is answered, whatever happens to the process.</summary>
    /// <returns><see langword="false"/> when its key was recorded before.</returns>
    public async Task<bool> AcceptAsync(AcceptedRequest request, CancellationToken cancellationToken)
    {
        var mine = new Waiting(request);
        _waiting.Enqueue(mine);
        await _recording.WaitAsync(cancellationToken);
        try
        {
            // Whoever came first recorded this one with their own; else it records its own with all that wait.
            while (!mine.Recorded.Task.IsCompleted)
            {
                await RecordAsync();
            }
        }
        finally
        {
            _recording.Release();
        }

        var isNew = await mine.Recorded.Task;
        if (isNew)
        {
            _accepted.Release();
        }

        return isNew;
    }

    internal Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _accepted.WaitAsync(atMost, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _accepted.Dispose();
        _recording.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "Each of those who wait is told.")]
    private async Task RecordAsync()
    {
        var batch = new List<Waiting>();
        while (batch.Count < MostAtOnce && _waiting.TryDequeue(out var waiting))
        {
            batch.Add(waiting);
        }

        try
        {
            var isNew = await store.AcceptAsync(batch.ConvertAll(waiting => waiting.Request), CancellationToken.None);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Recorded.SetResult(isNew[i]);
            }
        }
        catch (Exception e)
        {
            batch.ForEach(waiting => waiting.Recorded.SetException(e));
        }
    }

    private sealed record Waiting(AcceptedRequest Request)
    {
        public TaskCompletionSource<bool> Recorded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
