using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using LopmiBot.Conversation.Memory;

namespace LopmiBot.Slack.Tests;

/// <summary>The bot as a workspace sees it, over HTTP or Socket Mode, beside a counterpart of Slack.</summary>
public sealed class SlackBot : IAsyncDisposable
{
    private readonly bool _bySocket;

    private SlackBot(SlackCounterpart slack, ChannelHost host, bool bySocket) => (Slack, Host, _bySocket) = (slack, host, bySocket);

    public SlackCounterpart Slack { get; }

    public ChannelHost Host { get; }

    public static async Task<SlackBot> StartAsync(bool bySocket, ConversationOptions? conversation = null, Func<SlackOptions, SlackOptions>? change = null)
    {
        var slack = await SlackCounterpart.StartAsync();
        var options = new SlackOptions
        {
            SigningSecret = bySocket ? null : SlackCounterpart.SigningSecret,
            AppToken = bySocket ? SlackCounterpart.AppToken : null,
            BotToken = SlackCounterpart.BotToken,
            ApiUrl = slack.ApiUrl,
            AllowedResponseHosts = [slack.Host],
        };
        options = change?.Invoke(options) ?? options;
        var host = await ChannelHost.StartAsync(services => services.AddSlack(options), app => app.MapSlack(), conversation);
        if (options.TakesSocket)
        {
            for (var i = 0; i < options.SocketConnections; i++)
            {
                await slack.Socket.Greeted.NextAsync();
            }
        }

        return new SlackBot(slack, host, bySocket);
    }

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

        await SendAsync(Slack.Command(Host.Url("/slack/commands"), text, form => form["user_id"] = user));
    }

    /// <summary>Has something happen.</summary>
    public Task<JsonElement> EventAsync(JsonObject callback) =>
        _bySocket ? AcknowledgedAsync("events_api", callback) : SendAsync(SlackCounterpart.EventRequest(Host.Url("/slack/events"), callback));

    /// <summary>Presses, submits or types into a menu.</summary>
    /// <returns>What the bot answers at once.</returns>
    public Task<JsonElement> InteractAsync(JsonObject payload) =>
        _bySocket ? AcknowledgedAsync("interactive", payload) : SendAsync(SlackCounterpart.InteractionRequest(Host.Url("/slack/interactivity"), payload));

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
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
            using var response = await Host.Client.SendAsync(request);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            var body = await response.Content.ReadAsStringAsync();
            return body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body);
        }
    }
}
