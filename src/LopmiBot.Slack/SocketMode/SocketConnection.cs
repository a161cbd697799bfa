using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LopmiBot.Slack.Inbox;
using LopmiBot.Slack.Protocol;
using Microsoft.Extensions.Logging;

namespace LopmiBot.Slack.SocketMode;

/// <summary>Why Slack, or the network, ended a connection.</summary>
internal enum SocketEnd
{
    /// <summary>It broke, or fell silent.</summary>
    Lost,

    /// <summary>Slack asks for another: this one still brings what is under way.</summary>
    Refresh,

    /// <summary>Slack holds too many already.</summary>
    TooMany,

    /// <summary>Socket Mode was switched off.</summary>
    Off,
}

/// <summary>One Socket Mode connection, from its hello to its end. Source: docs.slack.dev, "Using Socket Mode".</summary>
internal sealed partial class SocketConnection : IAsyncDisposable
{
    private const int BufferBytes = 16 * 1024;

    /// <summary>Slack's payloads are kilobytes; whatever is larger is not one.</summary>
    private const int MaxMessageBytes = 1024 * 1024;

    /// <summary>A ping this often: a socket that is open but silent does not answer it.</summary>
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan PongWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(2);

    /// <summary>Envelopes worked on at once: one that waits for Slack's Web API must not make others late.</summary>
    private const int MostAtOnce = 32;

    private readonly ClientWebSocket _socket = new();
    private readonly SlackInbox _inbox;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TaskCompletionSource _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<SocketEnd> _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SocketConnection(SlackInbox inbox, ILogger logger)
    {
        _inbox = inbox;
        _logger = logger;
        _socket.Options.KeepAliveInterval = PingEvery;
        _socket.Options.KeepAliveTimeout = PongWithin;
    }

    /// <summary>Ends when the connection does, or when Slack asks for another.</summary>
    public Task<SocketEnd> Ending => _ending.Task;

    /// <summary>Ends when nothing more will come.</summary>
    public Task Reading { get; private set; } = Task.CompletedTask;

    /// <summary>Connects and waits for Slack's hello: before it, nothing comes.</summary>
    /// <exception cref="WebSocketException">There is no connection.</exception>
    public static async Task<SocketConnection> OpenAsync(Uri address, SlackInbox inbox, TimeSpan atMost, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var connection = new SocketConnection(inbox, logger);
        try
        {
            await connection._socket.ConnectAsync(address, cancellationToken).WaitAsync(atMost, time, cancellationToken);
            connection.Reading = connection.ReadAsync(cancellationToken);
            await connection._hello.Task.WaitAsync(atMost, time, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using (var bounded = new CancellationTokenSource(CloseWithin))
        {
            try
            {
                if (_socket.State == WebSocketState.Open)
                {
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, bounded.Token);
                    await Reading.WaitAsync(bounded.Token);
                }
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidOperationException or IOException)
            {
                // It is going anyway.
            }
        }

        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var message = new MemoryStream();
            var buffer = new byte[BufferBytes];
            var underWay = new List<Task>();
            while (true)
            {
                var frame = await _socket.ReceiveAsync(buffer, cancellationToken);
                if (frame.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                await message.WriteAsync(buffer.AsMemory(0, frame.Count), cancellationToken);
                if (message.Length > MaxMessageBytes)
                {
                    break;
                }

                if (frame.EndOfMessage)
                {
                    underWay.Add(TakeAsync(message.ToArray(), cancellationToken));
                    message.SetLength(0);
                    underWay.RemoveAll(task => task.IsCompleted);
                    if (underWay.Count >= MostAtOnce)
                    {
                        await Task.WhenAny(underWay);
                    }
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // Whoever waits for the end opens another.
        }
        finally
        {
            _hello.TrySetException(new WebSocketException("The connection ended before its hello."));
            _ = _hello.Task.Exception;
            _ending.TrySetResult(SocketEnd.Lost);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "What cannot be recorded is not acknowledged, and comes again; the connection goes on.")]
    private async Task TakeAsync(byte[] message, CancellationToken cancellationToken)
    {
        try
        {
            await AnswerAsync(message, cancellationToken);
        }
        catch (Exception e)
        {
            LogNotTaken(e);
        }
    }

    private async Task AnswerAsync(byte[] message, CancellationToken cancellationToken)
    {
        Envelope? envelope;
        try
        {
            envelope = JsonSerializer.Deserialize(message, ReceivedJson.Default.Envelope);
        }
        catch (JsonException)
        {
            return;
        }

        switch (envelope?.Type)
        {
            case "hello":
                _hello.TrySetResult();
                break;
            case "disconnect":
                _ending.TrySetResult(envelope.Reason switch
                {
                    "link_disabled" or "socket_mode_disabled" => SocketEnd.Off,
                    "too_many_websockets" => SocketEnd.TooMany,
                    _ => SocketEnd.Refresh,
                });
                break;
            case "slash_commands" or "events_api" or "interactive" when envelope.EnvelopeId is { Length: > 0 } id:
                // Recorded, then acknowledged: what could not be recorded comes again.
                var receipt = await ReceiveAsync(envelope, cancellationToken);
                var answer = new JsonObject { ["envelope_id"] = id };
                if (envelope.AcceptsResponsePayload && receipt.Body is { } body)
                {
                    answer["payload"] = body;
                }

                await SendAsync(answer, cancellationToken);
                break;
        }
    }

    private async Task<Receipt> ReceiveAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        try
        {
            switch (envelope.Type)
            {
                case "slash_commands":
                    string? Field(string name) => envelope.Payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
                    return envelope.Payload.ValueKind == JsonValueKind.Object && SlashCommand.From(Field) is { } command ? await _inbox.TakeCommandAsync(command, cancellationToken) : Receipt.Refused;
                case "events_api":
                    return envelope.Payload.Deserialize(ReceivedJson.Default.EventCallback) is { } callback ? await _inbox.TakeEventAsync(callback, cancellationToken) : Receipt.Refused;
                default:
                    return envelope.Payload.Deserialize(ReceivedJson.Default.Interaction) is { } interaction ? await _inbox.TakeInteractionAsync(interaction, cancellationToken) : Receipt.Refused;
            }
        }
        catch (JsonException)
        {
            // It will not read better the next time.
            return Receipt.Refused;
        }
    }

    private async Task SendAsync(JsonObject answer, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(answer.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Something from Slack could not be taken; Slack sends it again.")]
    private partial void LogNotTaken(Exception exception);
}
