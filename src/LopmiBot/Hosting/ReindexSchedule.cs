using Cronos;
using LopmiBot.Configuration;
using LopmiBot.Conversation.Administration;

namespace LopmiBot.Hosting;

/// <summary>Brings the index up to date at set times, where the settings name some.</summary>
/// <param name="settings">The times.</param>
/// <param name="reindexing">Brings the index up to date.</param>
/// <param name="time">The clock.</param>
internal sealed class ReindexSchedule(BotSettings settings, Reindexing reindexing, TimeProvider time) : BackgroundService
{
    /// <summary>A timer takes no more than some weeks.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Reads a cron expression of five fields, or of six with seconds; <see langword="null"/> when it is none.</summary>
    public static CronExpression? Read(string schedule)
    {
        var format = schedule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard;
        return CronExpression.TryParse(schedule, format, out var cron) ? cron : null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.ReindexSchedule is not { } schedule)
        {
            return;
        }

        var cron = Read(schedule)!;
        while (cron.GetNextOccurrence(time.GetUtcNow(), time.LocalTimeZone) is { } next)
        {
            for (var wait = next - time.GetUtcNow(); wait > TimeSpan.Zero; wait = next - time.GetUtcNow())
            {
                await Task.Delay(wait < LongestWait ? wait : LongestWait, time, stoppingToken);
            }

            reindexing.Start();
        }
    }
}
