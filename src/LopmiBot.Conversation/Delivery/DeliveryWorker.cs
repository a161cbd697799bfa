using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LopmiBot.Conversation.Delivery;

/// <summary>Takes accepted requests from the store and has their channel answer them.</summary>
/// <param name="intake">Wakes this worker.</param>
/// <param name="store">Where requests are recorded.</param>
/// <param name="handlers">The channels.</param>
/// <param name="logger">Log.</param>
public sealed partial class DeliveryWorker(
    DeliveryIntake intake,
    IDeliveryStore store,
    IEnumerable<IDeliveryHandler> handlers,
    ILogger<DeliveryWorker> logger) : BackgroundService
{
    /// <summary>A request is tried this often, over a quarter of an hour, then parked: answers may be sent for half an hour.</summary>
    public const int MaxAttempts = 10;

    private const int Workers = 4;

    /// <summary>After a crash, what was under way is taken up again this much later.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>A delivery ends well before its lease does, so that no second worker can start on it.</summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, IDeliveryHandler> _handlers = handlers.ToDictionary(handler => handler.Channel, StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(() => WorkAsync(stoppingToken), stoppingToken)));

    [SuppressMessage("Design", "CA1031", Justification = "One failing delivery or a busy store must not end the worker.")]
    private async Task WorkAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await store.LeaseAsync(Lease, stopping) is { } delivery)
                {
                    await DeliverAsync(delivery, stopping);
                }
                else
                {
                    await intake.WaitAsync(LookAgain, stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogStoreFailed(e);
                await intake.WaitAsync(LookAgain, stopping);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A reply that cannot be made or drawn is parked, whatever the reason.")]
    private async Task DeliverAsync(PendingDelivery delivery, CancellationToken stopping)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        bounded.CancelAfter(AtMost);
        var isSending = false;
        try
        {
            if (delivery.Attempt > MaxAttempts)
            {
                throw new DeliveryException("The process ended during each attempt.");
            }

            if (!_handlers.TryGetValue(delivery.Channel, out var handler))
            {
                throw new DeliveryException($"The channel {delivery.Channel} is off.");
            }

            if (delivery.Interruption == Interruption.Telling)
            {
                LogInterruptedTwice(delivery.Channel, delivery.Id);
            }
            else
            {
                await handler.DeliverAsync(
                    delivery,
                    token =>
                    {
                        isSending = true;
                        return store.SetSendingAsync(delivery, token);
                    },
                    bounded.Token);
            }

            // What happened is noted even while the process stops: else an answer that stands would be called lost.
            await store.CompleteAsync(delivery.Id, CancellationToken.None);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The lease runs out and the next start takes the request up again.
            throw;
        }
        catch (DeliveryException e) when (e.CanRetry && delivery.Attempt < MaxAttempts)
        {
            var delay = e.RetryAfter ?? Backoff(delivery.Attempt);
            LogRetry(e, delivery.Channel, delivery.Id, delivery.Attempt, delay);
            await store.RetryAsync(delivery, delay, CancellationToken.None);
        }
        catch (Exception e) when (isSending && delivery.Interruption == Interruption.None && e is (OperationCanceledException or DeliveryException { MayHaveArrived: true }))
        {
            // As after a power cut: what may have arrived is not sent again, and the asker is not left without a word.
            LogUncertain(e, delivery.Channel, delivery.Id);
            await store.RetryAsync(delivery with { Interruption = Interruption.Answering }, Backoff(delivery.Attempt), CancellationToken.None);
        }
        catch (Exception e)
        {
            LogParked(e, delivery.Channel, delivery.Id, delivery.Attempt);
            await store.ParkAsync(delivery.Id, e.Message, CancellationToken.None);
        }
    }

    /// <summary>Exponential with jitter: half of the delay is random.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "Jitter is no secret.")]
    private static TimeSpan Backoff(int attempt)
    {
        var ceiling = Math.Min(LongestDelay.TotalSeconds, FirstDelay.TotalSeconds * Math.Pow(2, attempt - 1));
        return TimeSpan.FromSeconds(ceiling * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The delivery store failed; trying again.")]
    private partial void LogStoreFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Id} on {Channel} failed at attempt {Attempt}; trying again in {Delay}.")]
    private partial void LogRetry(Exception exception, string channel, long id, int attempt, TimeSpan delay);

    [LoggerMessage(Level = LogLevel.Error, Message = "The process ended twice while sending for delivery {Id} on {Channel}; nothing more is sent.")]
    private partial void LogInterruptedTwice(string channel, long id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answer of delivery {Id} on {Channel} may or may not have arrived; the asker is told.")]
    private partial void LogUncertain(Exception exception, string channel, long id);

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivery {Id} on {Channel} was given up at attempt {Attempt}.")]
    private partial void LogParked(Exception exception, string channel, long id, int attempt);
}
