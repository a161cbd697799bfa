using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LopmiBot.TestSupport;

/// <summary>Socket Mode as Slack serves it: one ticket a connection, hello first, envelopes acknowledged within three seconds or sent again.</summary>
public sealed class SlackSocketServer
{
    private static readonly TimeSpan AcknowledgeWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, bool> _tickets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, Link> _links = [];
    private int _numbers;

    /// <summary>Told of each connection that was greeted, by its number.</summary>
    public Received<int> Greeted { get; } = new();

    /// <summary>Envelopes that were sent more than once.</summary>
    public ConcurrentQueue<string> SentAgain { get; } = [];

    /// <summary>Connections that are open.</summary>
    public int Open => _links.Count;

    /// <summary>How many bytes of an envelope go into one frame; everything when 0.</summary>
    public int FrameBytes { get; set; }

    internal string Ticket()
    {
        var ticket = Guid.NewGuid().ToString("n");
        _tickets[ticket] = true;
        return ticket;
    }

    /// <summary>Sends an envelope over any open connection, again when it is not acknowledged in time.</summary>
    /// <returns>The acknowledgement.</returns>
    /// <exception cref="TimeoutException">It was never acknowledged.</exception>
    public async Task<JsonElement> SendAsync(string type, JsonNode payload, bool acceptsResponse = false)
    {
        ArgumentNullException.ThrowIfNull(payload);
        var id = Guid.NewGuid().ToString("n");
        var acknowledged = _waiting[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var patience = new CancellationTokenSource(Patience);
        for (var attempt = 0; ; attempt++)
        {
            patience.Token.ThrowIfCancellationRequested();
            var envelope = new JsonObject { ["envelope_id"] = id, ["type"] = type, ["payload"] = payload.DeepClone(), ["accepts_response_payload"] = acceptsResponse };
            if (attempt > 0)
            {
                SentAgain.Enqueue(id);
                envelope["retry_attempt"] = attempt;
                envelope["retry_reason"] = "timeout";
            }

            var link = await AnyAsync(patience.Token);
            try
            {
                await link.SendAsync(envelope, FrameBytes);
                return await acknowledged.Task.WaitAsync(AcknowledgeWithin);
            }
            catch (Exception e) when (e is TimeoutException or WebSocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Over another connection, then.
            }
        }
    }

    /// <summary>Asks a connection to be replaced.</summary>
    public Task DisconnectAsync(int number, string reason) =>
        _links.TryGetValue(number, out var link) ? link.TrySendAsync(new JsonObject { ["type"] = "disconnect", ["reason"] = reason }) : Task.CompletedTask;

    /// <summary>Asks one of the connections to be replaced, if there is one.</summary>
    public Task DisconnectAnyAsync(string reason) => _links.Keys.FirstOrDefault() is > 0 and var number ? DisconnectAsync(number, reason) : Task.CompletedTask;

    /// <summary>Breaks one of the connections, if there is one.</summary>
    public void BreakAny() => Break(_links.Keys.FirstOrDefault());

    /// <summary>Leaves a connection open and lets nothing through any more, not even an answer to a ping.</summary>
    public async Task SilenceAsync(int number)
    {
        if (_links.TryRemove(number, out var link))
        {
            link.IsSilent = true;
            // Its acknowledgement is the last that is read.
            await link.SendAsync(new JsonObject { ["envelope_id"] = "last", ["type"] = "slash_commands", ["payload"] = new JsonObject() }, frameBytes: 0);
        }
    }

    /// <summary>Breaks a connection as a failing network does.</summary>
    public void Break(int number)
    {
        if (_links.TryRemove(number, out var link))
        {
            link.Abort();
        }
    }

    internal async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest || !_tickets.TryRemove(context.Request.Query["ticket"].ToString(), out _))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var number = Interlocked.Increment(ref _numbers);
        using var link = new Link(socket, context);
        await link.SendAsync(
            new JsonObject
            {
                ["type"] = "hello",
                ["num_connections"] = Open + 1,
                ["debug_info"] = new JsonObject { ["host"] = "counterpart", ["approximate_connection_time"] = 18_060 },
                ["connection_info"] = new JsonObject { ["app_id"] = "A1" },
            },
            frameBytes: 0);
        _links[number] = link;
        Greeted.Add(number);
        try
        {
            await ReadAsync(socket, link, context.RequestAborted);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The bot is gone.
        }
        finally
        {
            _links.TryRemove(number, out _);
        }
    }

    private async Task ReadAsync(WebSocket socket, Link link, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            var frame = await socket.ReceiveAsync(buffer, cancellationToken);
            if (link.IsSilent)
            {
                // Who does not read does not answer pings.
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            if (frame.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, cancellationToken);
                return;
            }

            message.Write(buffer, 0, frame.Count);
            if (!frame.EndOfMessage)
            {
                continue;
            }

            using var answer = JsonDocument.Parse(message.ToArray());
            message.SetLength(0);
            if (answer.RootElement.TryGetProperty("envelope_id", out var id) && _waiting.TryRemove(id.GetString()!, out var waiting))
            {
                waiting.TrySetResult(answer.RootElement.Clone());
            }
        }
    }

    private async Task<Link> AnyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var links = _links.Values.ToList();
            if (links.Count > 0)
            {
                return links[Random.Shared.Next(links.Count)];
            }

            // Nothing tells when one comes: Slack, too, looks again.
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
    }

    private sealed class Link(WebSocket socket, HttpContext context) : IDisposable
    {
        private readonly SemaphoreSlim _sending = new(1, 1);

        public bool IsSilent { get; set; }

        public async Task SendAsync(JsonObject message, int frameBytes)
        {
            var bytes = Encoding.UTF8.GetBytes(message.ToJsonString());
            await _sending.WaitAsync();
            try
            {
                for (var at = 0; at < bytes.Length;)
                {
                    var size = frameBytes > 0 ? Math.Min(frameBytes, bytes.Length - at) : bytes.Length;
                    await socket.SendAsync(bytes.AsMemory(at, size), WebSocketMessageType.Text, at + size == bytes.Length, CancellationToken.None);
                    at += size;
                }
            }
            finally
            {
                _sending.Release();
            }
        }

        /// <summary>Sends, unless the connection is gone already.</summary>
        public async Task TrySendAsync(JsonObject message)
        {
            try
            {
                await SendAsync(message, frameBytes: 0);
            }
            catch (Exception e) when (e is WebSocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
            {
                // There is nobody left to tell.
            }
        }

        public void Abort() => context.Abort();

        public void Dispose() => _sending.Dispose();
    }
}
