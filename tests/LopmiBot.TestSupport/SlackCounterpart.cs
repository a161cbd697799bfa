using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LopmiBot.TestSupport;

/// <summary>
/// Stands in for Slack: signs slash commands and takes answers at response URLs, and refuses what Slack refuses.
/// Limits from docs.slack.dev, "Block Kit" and "Handling user interaction".
/// </summary>
public sealed class SlackCounterpart : IAsyncDisposable
{
    /// <summary>The signing secret of the app that it plays.</summary>
    public const string SigningSecret = "8f742231b10e8888abcd99yyyzzz85a5";

    private const int UsesOfResponseUrl = 5;

    private static int _times;

    private static readonly HttpRequestOptionsKey<string> Id = new("slack-command");

    private static readonly TimeSpan TriggerLife = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan PaceOver = TimeSpan.FromSeconds(5);

    private const int Burst = 5;

    private readonly ConcurrentDictionary<string, ConcurrentQueue<DateTimeOffset>> _posts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _triggers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _uses = new(StringComparer.Ordinal);
    private LoopbackServer? _server;
    private int _commands;

    private SlackCounterpart()
    {
    }

    /// <summary>Answers that were accepted.</summary>
    public Received<JsonElement> Answers { get; } = new();

    /// <summary>The same, with the command that each answers: see <see cref="IdOf"/>.</summary>
    public Received<(string Id, JsonElement Message)> Posted { get; } = new();

    /// <summary>The bot's token.</summary>
    public const string BotToken = "xoxb-counterpart";

    /// <summary>The app's token.</summary>
    public const string AppToken = "xapp-counterpart";

    /// <summary>The bot's own user.</summary>
    public const string Bot = "U0BOT";

    /// <summary>Calls of the Web API that were taken, with their arguments; those that open connections left out.</summary>
    public Received<(string Method, JsonElement Arguments)> Calls { get; } = new();

    /// <summary>Tokens beside <see cref="BotToken"/> that calls may bear.</summary>
    public ConcurrentDictionary<string, string> Tokens { get; } = new(StringComparer.Ordinal);

    /// <summary>What the Web API answers instead of behaving: an error code, or a status with its number.</summary>
    public ConcurrentQueue<string> ApiFaults { get; } = [];

    /// <summary>Until it ends, no modal opens.</summary>
    public Task? Hold { get; set; }

    /// <summary>What <c>oauth.v2.access</c> answers, by code or refresh token.</summary>
    public ConcurrentDictionary<string, JsonObject> Grants { get; } = new(StringComparer.Ordinal);

    /// <summary>Its Socket Mode.</summary>
    public SlackSocketServer Socket { get; } = new();

    /// <summary>Where its Web API is.</summary>
    public Uri ApiUrl => new(_server!.Address + "/api/");

    /// <summary>Why answers were refused.</summary>
    public ConcurrentQueue<string> Refusals { get; } = [];

    /// <summary>Status codes to answer with before behaving again.</summary>
    public ConcurrentQueue<int> Faults { get; } = [];

    /// <summary>Host and port of its response URLs.</summary>
    public string Host => new Uri(_server!.Address).Authority;

    /// <summary>Starts it.</summary>
    public static async Task<SlackCounterpart> StartAsync()
    {
        var slack = new SlackCounterpart();
        slack._server = await LoopbackServer.StartAsync(app =>
        {
            app.UseWebSockets();
            app.MapPost("/commands/{id}", slack.TakeAsync);
            app.MapPost("/api/{method}", slack.CallAsync);
            app.Map("/link", slack.Socket.ServeAsync);
        });
        return slack;
    }

    /// <summary>A slash command as Slack would post it.</summary>
    /// <param name="to">The bot's endpoint.</param>
    /// <param name="text">What the person typed.</param>
    /// <param name="change">Changes the form fields.</param>
    /// <param name="sentAt">Time in the header; now when omitted.</param>
    public HttpRequestMessage Command(Uri to, string text, Action<IDictionary<string, string>>? change = null, DateTimeOffset? sentAt = null)
    {
        var form = CommandForm(text, out var number);
        change?.Invoke(form);
        var body = string.Join('&', form.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"));
        var request = SignedRequest(to, body, sentAt ?? DateTimeOffset.UtcNow);
        request.Options.Set(Id, number);
        return request;
    }

    /// <summary>The fields of a slash command.</summary>
    /// <param name="text">What the person typed.</param>
    /// <param name="number">Names it among those that answers are posted to.</param>
    public IDictionary<string, string> CommandForm(string text, out string number)
    {
        number = Interlocked.Increment(ref _commands).ToString(CultureInfo.InvariantCulture);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["token"] = "legacy",
            ["team_id"] = "T1",
            ["team_domain"] = "example",
            ["channel_id"] = "C1",
            ["channel_name"] = "legal",
            ["user_id"] = "U1",
            ["user_name"] = "someone",
            ["command"] = "/lopmi",
            ["text"] = text,
            ["response_url"] = $"{_server!.Address}/commands/{number}",
            ["trigger_id"] = Trigger(number),
            ["api_app_id"] = "A1",
        };
    }

    /// <summary>A message that somebody wrote: a mention in a channel, or a direct message.</summary>
    /// <param name="text">The text as Slack sends it.</param>
    /// <param name="isDirect">Whether it was written to the bot alone.</param>
    /// <param name="change">Changes the event.</param>
    public static JsonObject Message(string text, bool isDirect = false, Action<JsonObject>? change = null)
    {
        var happened = new JsonObject
        {
            ["type"] = isDirect ? "message" : "app_mention",
            ["user"] = "U1",
            ["text"] = text,
            ["ts"] = $"1700000000.{Interlocked.Increment(ref _times):000000}",
            ["channel"] = isDirect ? "D1" : "C1",
            ["event_ts"] = "1700000000.000100",
        };
        if (isDirect)
        {
            happened["channel_type"] = "im";
        }

        change?.Invoke(happened);
        return Callback(happened);
    }

    /// <summary>An event in its envelope.</summary>
    public static JsonObject Callback(JsonObject happened) => new()
    {
        ["type"] = "event_callback",
        ["team_id"] = "T1",
        ["api_app_id"] = "A1",
        ["event_id"] = $"Ev{Interlocked.Increment(ref _times)}",
        ["event_time"] = 1_700_000_000,
        ["authorizations"] = new JsonArray(new JsonObject { ["enterprise_id"] = null, ["team_id"] = "T1", ["user_id"] = Bot, ["is_bot"] = true, ["is_enterprise_install"] = false }),
        ["event"] = happened,
    };

    /// <summary>A button of a message, pressed.</summary>
    /// <param name="actionId">Its action id.</param>
    /// <param name="value">Its value.</param>
    /// <param name="user">Who pressed it.</param>
    /// <param name="thread">The thread that the message is in.</param>
    /// <param name="inHome">Whether it is in the Home tab: then there is no message, and no response URL.</param>
    public JsonObject Press(string actionId, string value, string user = "U1", string? thread = null, bool inHome = false)
    {
        var number = Interlocked.Increment(ref _commands).ToString(CultureInfo.InvariantCulture);
        var press = new JsonObject
        {
            ["type"] = "block_actions",
            ["team"] = new JsonObject { ["id"] = "T1", ["domain"] = "example" },
            ["user"] = new JsonObject { ["id"] = user, ["username"] = "someone", ["name"] = "someone", ["team_id"] = "T1" },
            ["api_app_id"] = "A1",
            ["trigger_id"] = Trigger(number),
            ["actions"] = new JsonArray(new JsonObject { ["type"] = "button", ["action_id"] = actionId, ["block_id"] = "b", ["value"] = value, ["action_ts"] = "1700000000.1" }),
        };
        if (inHome)
        {
            press["container"] = new JsonObject { ["type"] = "view", ["view_id"] = "V1" };
            return press;
        }

        press["container"] = new JsonObject { ["type"] = "message", ["message_ts"] = "1700000000.000200", ["channel_id"] = "C1", ["is_ephemeral"] = thread is null };
        if (thread is not null)
        {
            press["container"]!["thread_ts"] = thread;
        }

        press["channel"] = new JsonObject { ["id"] = "C1", ["name"] = "legal" };
        press["response_url"] = $"{_server!.Address}/commands/{number}";
        return press;
    }

    /// <summary>A signed request with an event.</summary>
    public static HttpRequestMessage EventRequest(Uri to, JsonObject callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var request = SignedRequest(to, callback.ToJsonString(), DateTimeOffset.UtcNow);
        request.Content!.Headers.ContentType = new("application/json");
        return request;
    }

    /// <summary>A signed request with an interaction.</summary>
    public static HttpRequestMessage InteractionRequest(Uri to, JsonObject payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return SignedRequest(to, "payload=" + Uri.EscapeDataString(payload.ToJsonString()), DateTimeOffset.UtcNow);
    }

    /// <summary>A trigger that serves once, for three seconds.</summary>
    public string Trigger(string number)
    {
        var trigger = $"trigger.{number}";
        _triggers[trigger] = DateTimeOffset.UtcNow;
        return trigger;
    }

    /// <summary>Names a command among those that answers are posted to.</summary>
    public static string IdOf(HttpRequestMessage command) => command.Options.TryGetValue(Id, out var id) ? id : throw new ArgumentException("This is no command of a counterpart.", nameof(command));

    /// <summary>A signed request with any body.</summary>
    public static HttpRequestMessage SignedRequest(Uri to, string body, DateTimeOffset sentAt, string secret = SigningSecret)
    {
        var timestamp = sentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}"));
        var request = new HttpRequestMessage(HttpMethod.Post, to)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(mac));
        return request;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Task<IResult> CallAsync(string method, HttpRequest request)
    {
        if (method == "views.open" && Hold is { } hold)
        {
            await hold;
        }

        if (ApiFaults.TryDequeue(out var fault))
        {
            if (!int.TryParse(fault, CultureInfo.InvariantCulture, out var status))
            {
                return Error(fault);
            }

            request.HttpContext.Response.Headers.RetryAfter = "0";
            return Results.StatusCode(status);
        }

        var bearer = request.Headers.Authorization.ToString();
        var arguments = await ArgumentsAsync(request);
        if (method == "oauth.v2.access")
        {
            return Grants.TryRemove(arguments.GetProperty(arguments.TryGetProperty("code", out _) ? "code" : "refresh_token").GetString()!, out var grant) && bearer.StartsWith("Basic ", StringComparison.Ordinal)
                ? Results.Text(grant.ToJsonString(), "application/json")
                : Error("invalid_code");
        }

        if (method == "apps.connections.open")
        {
            return bearer == "Bearer " + AppToken
                ? Results.Json(new { ok = true, url = $"{_server!.Address.Replace("http", "ws", StringComparison.Ordinal)}/link?ticket={Socket.Ticket()}&app_id=A1" })
                : Error("invalid_auth");
        }

        if (bearer != "Bearer " + BotToken && !Tokens.ContainsKey(bearer["Bearer ".Length..]))
        {
            return Error("invalid_auth");
        }

        var refusal = method switch
        {
            "chat.postMessage" or "chat.postEphemeral" =>
                !arguments.TryGetProperty("channel", out var channel) || channel.GetString() is not { Length: > 0 } ? "channel_not_found"
                : method == "chat.postEphemeral" && !arguments.TryGetProperty("user", out _) ? "user_not_in_channel"
                : arguments.TryGetProperty("thread_ts", out var thread) && thread.ValueKind != JsonValueKind.String ? "invalid_arguments"
                : SlackRules.WhyRefused(arguments),
            "views.open" => WhyTriggerRefused(arguments) ?? SlackRules.WhyViewRefused(arguments.GetProperty("view")),
            "views.publish" => SlackRules.WhyViewRefused(arguments.GetProperty("view")),
            "assistant.threads.setSuggestedPrompts" => arguments.GetProperty("prompts").GetArrayLength() is 0 or > 4 || arguments.GetProperty("thread_ts").ValueKind != JsonValueKind.String ? "invalid_arguments" : null,
            "assistant.threads.setStatus" => arguments.GetProperty("status").GetString() is null || arguments.GetProperty("thread_ts").ValueKind != JsonValueKind.String ? "invalid_arguments" : null,
            "auth.test" => null,
            _ => "unknown_method",
        };
        if (refusal is null && method == "chat.postMessage" && IsTooFast(arguments.GetProperty("channel").GetString()!))
        {
            Refusals.Enqueue("chat.postMessage: faster than one a second");
            request.HttpContext.Response.Headers.RetryAfter = "1";
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (refusal is not null)
        {
            Refusals.Enqueue($"{method}: {refusal}");
            return Error(refusal);
        }

        Calls.Add((method, arguments));
        return Results.Json(new { ok = true, ts = $"1700000001.{Interlocked.Increment(ref _times):000000}", channel = "C1", user_id = Bot, team_id = "T1" });
    }

    /// <summary>One message a second in a channel, and bursts of a few.</summary>
    private bool IsTooFast(string channel)
    {
        var now = DateTimeOffset.UtcNow;
        var posts = _posts.GetOrAdd(channel, _ => new ConcurrentQueue<DateTimeOffset>());
        posts.Enqueue(now);
        while (posts.TryPeek(out var first) && now - first > PaceOver)
        {
            posts.TryDequeue(out _);
        }

        return posts.Count > PaceOver.TotalSeconds + Burst;
    }

    private static IResult Error(string code) => Results.Json(new { ok = false, error = code });

    private string? WhyTriggerRefused(JsonElement arguments) =>
        !_triggers.TryRemove(arguments.GetProperty("trigger_id").GetString()!, out var since) ? "exchanged_trigger_id"
        : DateTimeOffset.UtcNow - since > TriggerLife ? "expired_trigger_id"
        : null;

    /// <summary>Arguments as JSON, or as a form with blocks as JSON text: clients send either.</summary>
    private static async Task<JsonElement> ArgumentsAsync(HttpRequest request)
    {
        if (request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true)
        {
            using var document = await JsonDocument.ParseAsync(request.Body);
            return document.RootElement.Clone();
        }

        var arguments = new JsonObject();
        if (request.HasFormContentType)
        {
            foreach (var (name, value) in await request.ReadFormAsync())
            {
                arguments[name] = name is "blocks" or "view" ? JsonNode.Parse(value.ToString()) : value.ToString();
            }
        }

        return JsonSerializer.SerializeToElement(arguments);
    }

    private async Task<IResult> TakeAsync(string id, HttpRequest request)
    {
        if (Faults.TryDequeue(out var fault))
        {
            return Results.StatusCode(fault);
        }

        using var document = await JsonDocument.ParseAsync(request.Body);
        var refusal = request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true ? "content type"
            : _uses.AddOrUpdate(id, 1, (_, uses) => uses + 1) > UsesOfResponseUrl ? "used_url"
            : SlackRules.WhyRefused(document.RootElement);
        if (refusal is not null)
        {
            Refusals.Enqueue(refusal);
            return Results.Text(refusal, statusCode: refusal == "used_url" ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest);
        }

        var message = document.RootElement.Clone();
        Answers.Add(message);
        Posted.Add((id, message));
        return Results.Text("ok");
    }
}
