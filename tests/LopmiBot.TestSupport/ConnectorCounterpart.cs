using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LopmiBot.TestSupport;

/// <summary>A reply that the Connector took.</summary>
/// <param name="ConversationId">The conversation, decoded from the address.</param>
/// <param name="ActivityId">The activity replied to.</param>
/// <param name="Authorization">The header of that name.</param>
/// <param name="Body">The reply.</param>
/// <param name="Id">The id that it was given.</param>
public sealed record ConnectorReply(string ConversationId, string ActivityId, string? Authorization, JsonElement Body, string Id)
{
    /// <summary>The card.</summary>
    public JsonElement Card => Body.GetProperty("attachments")[0].GetProperty("content");
}

/// <summary>
/// Stands in for the Bot Connector service and its identity provider: serves signing keys with endorsements, issues tokens
/// and takes replies, and refuses what the service refuses. Rules from learn.microsoft.com, "Authentication with the Bot
/// Connector API" and "Format your bot messages".
/// </summary>
public sealed class ConnectorCounterpart : IAsyncDisposable
{
    /// <summary>The app id of the bot that it plays with.</summary>
    public const string AppId = "11111111-1111-4111-8111-111111111111";

    /// <summary>The tenant of that bot.</summary>
    public const string TenantId = "22222222-2222-4222-8222-222222222222";

    /// <summary>The issuer of its tokens.</summary>
    public const string Issuer = "https://api.botframework.com";

    /// <summary>Keep a message's JSON below this, in bytes: larger ones were reported to be refused.</summary>
    private const int MaxMessageBytes = 28 * 1024;

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "trusted" };
    private readonly RsaSecurityKey _unendorsed = new(RSA.Create(2048)) { KeyId = "unendorsed" };
    private LoopbackServer? _server;
    private readonly ConcurrentDictionary<string, SendLimits> _limits = new(StringComparer.Ordinal);
    private int _activities;

    private ConnectorCounterpart()
    {
    }

    /// <summary>Replies that were taken.</summary>
    public Received<ConnectorReply> Replies { get; } = new();

    /// <summary>Messages that were taken and reply to nothing.</summary>
    public Received<ConnectorReply> Sent { get; } = new();

    /// <summary>Messages that took the place of others.</summary>
    public Received<ConnectorReply> Updates { get; } = new();

    /// <summary>Conversations in which the bot showed that it is at work.</summary>
    public Received<string> Typing { get; } = new();

    /// <summary>Who is a member of which conversation.</summary>
    public ConcurrentBag<(string Conversation, string Id)> Members { get; } = [];

    /// <summary>Why replies were refused.</summary>
    public ConcurrentQueue<string> Refusals { get; } = [];

    /// <summary>Status codes to answer with before behaving again.</summary>
    public ConcurrentQueue<int> Faults { get; } = [];

    /// <summary>Where replies go.</summary>
    public string ServiceUrl => _server!.Address + "/connector/";

    /// <summary>The OpenID document.</summary>
    public Uri OpenIdMetadata => new(_server!.Address + "/openidconfiguration");

    /// <summary>Starts it.</summary>
    public static async Task<ConnectorCounterpart> StartAsync()
    {
        var connector = new ConnectorCounterpart();
        connector._server = await LoopbackServer.StartAsync(app =>
        {
            app.MapGet("/openidconfiguration", (HttpRequest request) => Results.Json(new
            {
                issuer = Issuer,
                authorization_endpoint = "https://invalid.botframework.com",
                jwks_uri = $"{request.Scheme}://{request.Host}/keys",
                id_token_signing_alg_values_supported = (string[])["RS256"],
                token_endpoint_auth_methods_supported = (string[])["private_key_jwt"],
            }));
            app.MapGet("/keys", () => Results.Json(new { keys = (object[])[Jwk(connector._key, ["msteams"]), Jwk(connector._unendorsed, [])] }));
            app.MapPost("/connector/v3/conversations/{conversation}/activities/{activity}", (string conversation, string activity, HttpRequest request) => connector.TakeAsync(conversation, activity, request, connector.Replies));
            app.MapPost("/connector/v3/conversations/{conversation}/activities", (string conversation, HttpRequest request) => connector.TakeAsync(conversation, activity: null, request, connector.Sent));
            app.MapPost("/connector/v3/conversations", async (HttpRequest request) =>
            {
                using var document = await JsonDocument.ParseAsync(request.Body);
                var parameters = document.RootElement;
                var members = parameters.GetProperty("members");
                if (parameters.GetProperty("isGroup").GetBoolean() || members.GetArrayLength() != 1 || !parameters.TryGetProperty("tenantId", out _)
                    || members[0].GetProperty("id").GetString() is not { } member || !member.StartsWith("29:", StringComparison.Ordinal))
                {
                    connector.Refusals.Enqueue("create: BadSyntax");
                    return Results.Json(new { error = new { code = "BadSyntax" } }, statusCode: StatusCodes.Status400BadRequest);
                }

                return Results.Json(new { id = "a:with-" + member }, statusCode: StatusCodes.Status201Created);
            });
            app.MapGet("/connector/v3/conversations/{conversation}/members/{id}", (string conversation, string id) =>
                connector.Members.Contains((conversation, id)) ? Results.Json(new { id }) : Results.Json(new { error = new { code = "MemberNotFoundInConversation" } }, statusCode: StatusCodes.Status404NotFound));
            app.MapPut("/connector/v3/conversations/{conversation}/activities/{activity}", (string conversation, string activity, HttpRequest request) => connector.TakeAsync(conversation, activity, request, connector.Updates));
        });
        return connector;
    }

    /// <summary>A personal message as Teams would post it.</summary>
    public IDictionary<string, object?> Message(string text, string? serviceUrl = null) => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["type"] = "message",
        ["id"] = $"17000000{Interlocked.Increment(ref _activities):00000}",
        ["timestamp"] = "2026-11-24T10:00:00.000Z",
        ["serviceUrl"] = serviceUrl ?? ServiceUrl,
        ["channelId"] = "msteams",
        ["from"] = new { id = "29:1abc", name = "Someone", aadObjectId = "6f6e0000-0000-4000-8000-000000000001" },
        ["recipient"] = new { id = "28:" + AppId, name = "LopmiBot" },
        ["conversation"] = new { id = "a:1xyz;part=1", conversationType = "personal", tenantId = TenantId },
        ["locale"] = "fr-FR",
        ["text"] = text,
        ["textFormat"] = "plain",
        ["entities"] = (object[])[new { type = "clientInfo", locale = "fr-FR", country = "FR", platform = "Windows", timezone = "Europe/Paris" }],
        ["channelData"] = new { tenant = new { id = TenantId } },
    };

    /// <summary>A button of a card, pressed.</summary>
    /// <param name="verb">Its verb.</param>
    /// <param name="data">Its data, with what was filled in.</param>
    /// <param name="card">The message that holds the card.</param>
    public IDictionary<string, object?> Press(string verb, IReadOnlyDictionary<string, string> data, string card) =>
        Invoke("adaptiveCard/action", new { action = new { type = "Action.Execute", verb, data }, trigger = "manual" }, card);

    /// <summary>A call that waits for a result.</summary>
    public IDictionary<string, object?> Invoke(string name, object value, string? replyTo = null)
    {
        var invoke = Message("");
        invoke["type"] = "invoke";
        invoke["name"] = name;
        invoke["value"] = value;
        invoke["replyToId"] = replyTo;
        invoke.Remove("text");
        return invoke;
    }

    /// <summary>A request with an activity.</summary>
    public static HttpRequestMessage Post(Uri to, IDictionary<string, object?> activity, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, to)
        {
            Content = new StringContent(JsonSerializer.Serialize(activity), Encoding.UTF8, "application/json"),
        };
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        }

        return request;
    }

    /// <summary>A genuine token, changed by the test where it should not be genuine.</summary>
    public string Token(string serviceUrl, Action<SecurityTokenDescriptor>? change = null)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = AppId,
            IssuedAt = DateTime.UtcNow,
            NotBefore = DateTime.UtcNow.AddMinutes(-1),
            Expires = DateTime.UtcNow.AddHours(1),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["serviceurl"] = serviceUrl },
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    /// <summary>Credentials of a genuine key that is not endorsed for Teams.</summary>
    public SigningCredentials UnendorsedCredentials => new(_unendorsed, SecurityAlgorithms.RsaSha256);

    /// <summary>The public key, as an attacker may read it.</summary>
    public byte[] PublicKey => _key.Rsa.ExportSubjectPublicKeyInfo();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _key.Rsa.Dispose();
        _unendorsed.Rsa.Dispose();
    }

    private async Task<IResult> TakeAsync(string conversation, string? activity, HttpRequest request, Received<ConnectorReply> kind)
    {
        if (Faults.TryDequeue(out var fault))
        {
            return Results.StatusCode(fault);
        }

        if (kind != Updates && _limits.GetOrAdd(conversation, _ => new SendLimits()).RetryAfter() is { } wait)
        {
            request.HttpContext.Response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds)}";
            return Results.Json(new { error = new { code = "TooManyRequests" } }, statusCode: StatusCodes.Status429TooManyRequests);
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        if (body.Length > MaxMessageBytes)
        {
            Refusals.Enqueue("MessageSizeTooBig");
            return Results.Json(new { error = new { code = "MessageSizeTooBig", message = "too big" } }, statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        using var document = JsonDocument.Parse(body.ToArray());
        var reply = document.RootElement;
        if (kind == Sent && reply.GetProperty("type").GetString() == "typing")
        {
            Typing.Add(conversation);
            return Results.Accepted();
        }

        if (MalformedCitation(reply) is { } malformed)
        {
            Refusals.Enqueue(malformed);
            return Results.Json(new { error = new { code = "BadArgument", message = malformed } }, statusCode: StatusCodes.Status400BadRequest);
        }

        var isComplete = reply.GetProperty("type").GetString() == "message"
            && reply.GetProperty("conversation").GetProperty("id").GetString() == conversation
            && (kind != Replies || (reply.GetProperty("replyToId").GetString() == activity && reply.TryGetProperty("recipient", out _)))
            && (kind != Updates || reply.GetProperty("id").GetString() == activity)
            && reply.TryGetProperty("from", out _);
        if (!isComplete)
        {
            Refusals.Enqueue("BadSyntax");
            return Results.Json(new { error = new { code = "BadSyntax", message = "incomplete" } }, statusCode: StatusCodes.Status400BadRequest);
        }

        var id = $"18000000{Interlocked.Increment(ref _activities):00000}";
        kind.Add(new ConnectorReply(conversation, activity ?? "", request.Headers.Authorization, reply.Clone(), id));
        return Results.Json(new { id }, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>Source: learn.microsoft.com, "Bot messages with AI-generated content".</summary>
    private static string? MalformedCitation(JsonElement message)
    {
        if (!message.TryGetProperty("entities", out var entities))
        {
            return null;
        }

        var roots = entities.EnumerateArray().Where(entity => entity.GetProperty("type").GetString() == "https://schema.org/Message").ToList();
        if (roots.Count != 1 || roots[0].GetProperty("@type").GetString() != "Message" || roots[0].GetProperty("@context").GetString() != "https://schema.org")
        {
            return "citations: not exactly one root entity";
        }

        var claims = roots[0].GetProperty("citation").EnumerateArray().ToList();
        var isSound = claims.Count is > 0 and <= 20 && !roots[0].TryGetProperty("additionalType", out _)
            && claims.Select((claim, i) => claim.GetProperty("position").GetInt32() == i + 1 && claim.GetProperty("@type").GetString() == "Claim" && IsSound(claim.GetProperty("appearance"))).All(sound => sound);
        return isSound ? null : "citations: a claim is not as the service takes it";

        static bool IsSound(JsonElement appearance) =>
            appearance.GetProperty("@type").GetString() == "DigitalDocument"
            && appearance.GetProperty("name").GetString() is { Length: > 0 and <= 80 }
            && appearance.GetProperty("abstract").GetString() is { Length: > 0 and <= 160 }
            && (!appearance.TryGetProperty("url", out var url) || Uri.TryCreate(url.GetString(), UriKind.Absolute, out _));
    }

    /// <summary>How fast a bot may speak in one conversation. Source: learn.microsoft.com, "Optimize your bot with rate limiting in Teams".</summary>
    private sealed class SendLimits
    {
        private static readonly (int Most, TimeSpan In)[] Rules = [(7, TimeSpan.FromSeconds(1)), (8, TimeSpan.FromSeconds(2)), (60, TimeSpan.FromSeconds(30)), (1_800, TimeSpan.FromHours(1))];

        private readonly Lock _lock = new();
        private readonly List<long> _taken = [];

        /// <summary>How long to wait; <see langword="null"/> when the message may be taken, and then it counts.</summary>
        public TimeSpan? RetryAfter()
        {
            lock (_lock)
            {
                var now = System.Diagnostics.Stopwatch.GetTimestamp();
                foreach (var (most, within) in Rules)
                {
                    if (_taken.Count >= most && System.Diagnostics.Stopwatch.GetElapsedTime(_taken[^most], now) is var since && since < within)
                    {
                        return within - since;
                    }
                }

                _taken.Add(now);
                return null;
            }
        }
    }

    private static object Jwk(RsaSecurityKey key, string[] endorsements)
    {
        var parameters = key.Rsa.ExportParameters(includePrivateParameters: false);
        return new
        {
            kty = "RSA",
            use = "sig",
            kid = key.KeyId,
            n = Base64UrlEncoder.Encode(parameters.Modulus),
            e = Base64UrlEncoder.Encode(parameters.Exponent),
            endorsements,
        };
    }
}
