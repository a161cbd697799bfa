using System.Diagnostics.CodeAnalysis;
using LopmiBot.Slack.Inbox;
using LopmiBot.Slack.WebApi;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LopmiBot.Slack.SocketMode;

/// <summary>Holds Socket Mode connections, and replaces each before or after it ends.</summary>
internal sealed partial class SocketModeService(SlackOptions options, SlackWebApi api, SlackInbox inbox, SocketModeStatus status, TimeProvider time, ILogger<SocketModeService> logger) : BackgroundService
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan HelloWithin = TimeSpan.FromSeconds(15);

    /// <summary>An old connection still brings what was under way when its successor said hello.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    /// <summary>Errors that do not get better by asking again.</summary>
    private static readonly string[] Final = ["not_authed", "invalid_auth", "account_inactive", "user_removed_from_team", "team_disabled", "not_allowed_token_type", "missing_scope"];

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        options.TakesSocket ? Task.WhenAll(Enumerable.Range(0, options.SocketConnections).Select(_ => HoldAsync(stoppingToken))) : Task.CompletedTask;

    /// <summary>Holds one place: there is always a connection in it, or one on its way.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever ends a connection, another is opened.")]
    private async Task HoldAsync(CancellationToken stopping)
    {
        var failures = 0;
        SocketConnection? connection = null;
        SocketConnection? leaving = null;
        var going = new List<Task>();
        while (!stopping.IsCancellationRequested && status.Stopped is null)
        {
            try
            {
                connection = await SocketConnection.OpenAsync(await api.OpenConnectionAsync(options.AppToken!, stopping), inbox, HelloWithin, time, logger, stopping);
                failures = 0;
                going.Add(CountAsync(connection));
                LogOpened(status.Connected);
                // Its place is taken before it goes: nothing falls between the two.
                if (leaving is not null)
                {
                    going.Add(LetGoAsync(leaving, Linger, stopping));
                    leaving = null;
                }

                going.RemoveAll(task => task.IsCompleted);
                var end = await connection.Ending.WaitAsync(stopping);
                if (end == SocketEnd.Refresh)
                {
                    (leaving, connection) = (connection, null);
                    continue;
                }

                going.Add(LetGoAsync(connection, TimeSpan.Zero, stopping));
                connection = null;
                if (end == SocketEnd.Off)
                {
                    Stop("Socket Mode is switched off in the app's settings");
                }
                else if (end == SocketEnd.TooMany)
                {
                    await WaitAsync(++failures, retryAfter: null, stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (SlackApiException e) when (Final.Contains(e.Error))
            {
                Stop($"Slack refused Slack:AppToken ({e.Error}): check it at api.slack.com/apps, Basic Information");
            }
            catch (Exception e)
            {
                LogFailed(e, failures + 1);
                await WaitAsync(++failures, (e as SlackApiException)?.RetryAfter, stopping);
            }
        }

        foreach (var last in new[] { leaving, connection }.OfType<SocketConnection>())
        {
            going.Add(LetGoAsync(last, TimeSpan.Zero, stopping));
        }

        await Task.WhenAll(going);
    }

    /// <summary>Counts a connection for as long as it can bring events.</summary>
    private async Task CountAsync(SocketConnection connection)
    {
        status.Opened();
        try
        {
            await connection.Reading;
        }
        finally
        {
            status.Closed();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A connection that ends badly has ended all the same.")]
    private async Task LetGoAsync(SocketConnection connection, TimeSpan linger, CancellationToken stopping)
    {
        try
        {
            if (linger > TimeSpan.Zero)
            {
                await Task.WhenAny(connection.Reading, Task.Delay(linger, time, stopping));
            }

            await connection.DisposeAsync();
        }
        catch (Exception e)
        {
            LogFailed(e, failures: 0);
        }
    }

    private void Stop(string reason)
    {
        status.Stop(reason);
        LogStopped(reason);
    }

    /// <summary>Exponential with jitter: half of the delay is random.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "Jitter is no secret.")]
    private async Task WaitAsync(int failures, TimeSpan? retryAfter, CancellationToken stopping)
    {
        var ceiling = Math.Min(LongestDelay.TotalSeconds, FirstDelay.TotalSeconds * Math.Pow(2, Math.Min(failures, 10) - 1));
        try
        {
            await Task.Delay(retryAfter ?? TimeSpan.FromSeconds(ceiling * (0.5 + (Random.Shared.NextDouble() / 2))), time, stopping);
        }
        catch (OperationCanceledException)
        {
            // The loop ends.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A Socket Mode connection is open; {Connected} in all.")]
    private partial void LogOpened(int connected);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A Socket Mode connection failed, {Failures} in a row; another follows.")]
    private partial void LogFailed(Exception exception, int failures);

    [LoggerMessage(Level = LogLevel.Error, Message = "No more Socket Mode connections: {Reason}.")]
    private partial void LogStopped(string reason);
}
