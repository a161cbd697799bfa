using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
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
    private const int MaxBlocks = 50;
    private const int MaxSectionText = 3_000;
    private const int MaxBlockCharacters = 12_000;
    private const int MaxText = 40_000;

    private static readonly HttpRequestOptionsKey<string> Id = new("slack-command");

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
        slack._server = await LoopbackServer.StartAsync(app => app.MapPost("/commands/{id}", slack.TakeAsync));
        return slack;
    }

    /// <summary>A slash command as Slack would post it.</summary>
    /// <param name="to">The bot's endpoint.</param>
    /// <param name="text">What the person typed.</param>
    /// <param name="change">Changes the form fields.</param>
    /// <param name="sentAt">Time in the header; now when omitted.</param>
    public HttpRequestMessage Command(Uri to, string text, Action<IDictionary<string, string>>? change = null, DateTimeOffset? sentAt = null)
    {
        var number = Interlocked.Increment(ref _commands).ToString(CultureInfo.InvariantCulture);
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
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
            ["trigger_id"] = $"trigger.{number}",
            ["api_app_id"] = "A1",
        };
        change?.Invoke(form);
        var body = string.Join('&', form.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"));
        var request = SignedRequest(to, body, sentAt ?? DateTimeOffset.UtcNow);
        request.Options.Set(Id, number);
        return request;
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

    /// <summary>Why Slack would refuse a message; <see langword="null"/>: it would not.</summary>
    public static string? WhyRefused(JsonElement message)
    {
        if (!message.TryGetProperty("text", out var text) || text.GetString() is not { Length: > 0 and <= MaxText })
        {
            return "no_text";
        }

        if (!message.TryGetProperty("blocks", out var blocks))
        {
            return null;
        }

        if (blocks.GetArrayLength() > MaxBlocks)
        {
            return "invalid_blocks: more than 50";
        }

        // Characters, however the sender escapes them in JSON.
        if (Characters(blocks) > MaxBlockCharacters)
        {
            return "msg_blocks_too_long";
        }

        foreach (var block in blocks.EnumerateArray())
        {
            if (block.GetProperty("type").GetString() == "section"
                && block.GetProperty("text").GetProperty("text").GetString() is not { Length: > 0 and <= MaxSectionText })
            {
                return "invalid_blocks: section text";
            }

            if (HasEmptyText(block))
            {
                return "invalid_blocks: empty text";
            }
        }

        return null;
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
            : WhyRefused(document.RootElement);
        if (refusal is not null)
        {
            Refusals.Enqueue(refusal);
            return Results.Text(refusal, statusCode: StatusCodes.Status400BadRequest);
        }

        var message = document.RootElement.Clone();
        Answers.Add(message);
        Posted.Add((id, message));
        return Results.Text("ok");
    }

    private static int Characters(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!.Length,
        JsonValueKind.Array => element.EnumerateArray().Sum(Characters),
        JsonValueKind.Object => element.EnumerateObject().Sum(property => Characters(property.Value)),
        _ => 0,
    };

    private static bool HasEmptyText(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Any(HasEmptyText),
        JsonValueKind.Object => element.EnumerateObject().Any(property =>
            (property.Name == "text" && property.Value.ValueKind == JsonValueKind.String && property.Value.GetString()!.Length == 0)
            || HasEmptyText(property.Value)),
        _ => false,
    };
}
