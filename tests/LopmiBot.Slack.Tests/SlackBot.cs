using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LopmiBot.Slack.Tests;

/// <summary>The bot as a workspace sees it, over HTTP or Socket Mode, beside a counterpart of Slack.</summary>
public sealed class SlackBot : IAsyncDisposable
{
    private readonly bool _bySocket;
    private readonly IAsyncDisposable _host;
    private readonly Uri _address;
    private readonly HttpClient _client = new();

    /// <summary>The bot beside a counterpart.</summary>
    /// <param name="slack">The counterpart.</param>
    /// <param name="host">What runs the bot.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="bySocket">Whether Slack reaches it over Socket Mode.</param>
    public SlackBot(SlackCounterpart slack, IAsyncDisposable host, Uri address, bool bySocket) => (Slack, _host, _address, _bySocket) = (slack, host, address, bySocket);

    public SlackCounterpart Slack { get; }

    /// <summary>What runs the bot, where that is this process.</summary>
    public ChannelHost Host => (ChannelHost)_host;

    /// <summary>Types <c>/lopmi</c> and a text.</summary>
    public async Task CommandAsync(string text, string user = "U1")
    {
        if (_bySocket)
        {
            var form = Slack.CommandForm(text, out _);
            form["user_id"] = user;
            await Slack.Socket.SendAsync("slash_commands", new JsonObject(form.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value))), acceptsResponse: true);
            return;
        }

        await SendAsync(Slack.Command(new Uri(_address, "slack/commands"), text, form => form["user_id"] = user));
    }

    /// <summary>Has something happen.</summary>
    public Task<JsonElement> EventAsync(JsonObject callback) =>
        _bySocket ? AcknowledgedAsync("events_api", callback) : SendAsync(SlackCounterpart.EventRequest(new Uri(_address, "slack/events"), callback));

    /// <summary>Presses, submits or types into a menu.</summary>
    /// <returns>What the bot answers at once.</returns>
    public Task<JsonElement> InteractAsync(JsonObject payload) =>
        _bySocket ? AcknowledgedAsync("interactive", payload) : SendAsync(SlackCounterpart.InteractionRequest(new Uri(_address, "slack/interactivity"), payload));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
        await Slack.DisposeAsync();
    }

    private async Task<JsonElement> AcknowledgedAsync(string type, JsonObject payload)
    {
        var acknowledgement = await Slack.Socket.SendAsync(type, payload, acceptsResponse: true);
        return acknowledgement.TryGetProperty("payload", out var body) ? body : default;
    }

    private async Task<JsonElement> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await _client.SendAsync(request);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            var body = await response.Content.ReadAsStringAsync();
            return body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body);
        }
    }
}
