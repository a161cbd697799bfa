using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LopmiBot.Conversation.Memory;

/// <summary>Erases questions that were kept long enough, and hashes those that need not be read any more, once an hour.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="options">How long.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Log.</param>
public sealed partial class Retention(IConversationStore store, ConversationOptions options, TimeProvider time, ILogger<Retention> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Erases and hashes what is due now.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await store.EraseBeforeAsync(now - TimeSpan.FromDays(options.KeepDays), cancellationToken);
        if (options.KeepHashesOnly)
        {
            await store.HashBeforeAsync(now - options.FollowUpWithin, cancellationToken);
        }
    }

    /// <inheritdoc/>
    [SuppressMessage("Design", "CA1031", Justification = "A busy store must not end the process: the next hour tries again.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await TidyAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Old questions could not be erased; trying again in an hour.")]
    private partial void LogFailed(Exception exception);
}
