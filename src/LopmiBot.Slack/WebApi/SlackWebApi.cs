using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.RateLimiting;
using LopmiBot.Slack.Blocks;

namespace LopmiBot.Slack.WebApi;

/// <summary>Calls of Slack's Web API. Source: docs.slack.dev, "Using the Slack Web API" and "Rate limits".</summary>
/// <param name="http">Follows no redirects.</param>
/// <param name="options">Where the API is.</param>
public sealed class SlackWebApi(HttpClient http, SlackOptions options) : IDisposable
{
    /// <summary>Name of the client in the HTTP client factory.</summary>
    public const string HttpClientName = "slack-web-api";

    /// <summary>Slack takes one message a second in a channel, and short bursts.</summary>
    private static readonly TimeSpan PostEvery = TimeSpan.FromSeconds(1);

    private const int PostsAtOnce = 4;
    private const int MostWaitingPosts = 200;

    private readonly PartitionedRateLimiter<string> _pace = PartitionedRateLimiter.Create<string, string>(channel => RateLimitPartition.GetTokenBucketLimiter(
        channel,
        _ => new TokenBucketRateLimiterOptions { TokenLimit = PostsAtOnce, TokensPerPeriod = 1, ReplenishmentPeriod = PostEvery, QueueLimit = MostWaitingPosts }));

    /// <summary>Posts a message in a channel, or to a person by their id. Scope <c>chat:write</c>.</summary>
    /// <exception cref="SlackApiException">Slack refused, or could not be reached.</exception>
    public async Task PostMessageAsync(string token, SlackMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var turn = await _pace.AcquireAsync(message.Channel ?? "", permitCount: 1, cancellationToken);
        if (!turn.IsAcquired)
        {
            throw new SlackApiException("chat.postMessage", "too many messages wait for this channel") { CanRetry = true };
        }

        await CallAsync("chat.postMessage", token, message, SlackJson.Default.SlackMessage, cancellationToken);
    }

    /// <summary>Posts a message that one member of a channel sees. Scope <c>chat:write</c>.</summary>
    /// <exception cref="SlackApiException">Slack refused, or could not be reached.</exception>
    public Task PostEphemeralAsync(string token, SlackMessage message, CancellationToken cancellationToken) =>
        CallAsync("chat.postEphemeral", token, message, SlackJson.Default.SlackMessage, cancellationToken);

    /// <summary>Opens a modal; the trigger serves once, within three seconds.</summary>
    /// <exception cref="SlackApiException">Slack refused, or could not be reached.</exception>
    public Task OpenViewAsync(string token, string triggerId, View view, CancellationToken cancellationToken) =>
        CallAsync("views.open", token, new ViewCall { TriggerId = triggerId, View = view }, SlackJson.Default.ViewCall, cancellationToken);

    /// <summary>Draws a person's Home tab.</summary>
    /// <exception cref="SlackApiException">Slack refused, or could not be reached.</exception>
    public Task PublishViewAsync(string token, string userId, View view, CancellationToken cancellationToken) =>
        CallAsync("views.publish", token, new ViewCall { UserId = userId, View = view }, SlackJson.Default.ViewCall, cancellationToken);

    /// <summary>Suggests questions in an assistant's thread, at most four. Scope <c>assistant:write</c>.</summary>
    /// <exception cref="SlackApiException">Slack refused, or could not be reached.</exception>
    public Task SetSuggestedPromptsAsync(string token, SuggestedPrompts prompts, CancellationToken cancellationToken) =>
        CallAsync("assistant.threads.setSuggestedPrompts", token, prompts, SlackJson.Default.SuggestedPrompts, cancellationToken);

    /// <summary>Says in an assistant's thread what the bot is doing, until it posts. Scope <c>chat:write</c>.</summary>
    /// <exception cref="SlackApiException">Slack refused, or could not be reached.</exception>
    public Task SetStatusAsync(string token, ThreadStatus status, CancellationToken cancellationToken) =>
        CallAsync("assistant.threads.setStatus", token, status, SlackJson.Default.ThreadStatus, cancellationToken);

    /// <summary>Asks for the address of a Socket Mode connection: for one connection, to be used at once.</summary>
    /// <param name="appToken">The app-level token, scope <c>connections:write</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="SlackApiException">Slack refused, or could not be reached.</exception>
    public async Task<Uri> OpenConnectionAsync(string appToken, CancellationToken cancellationToken)
    {
        var answer = await SendAsync("apps.connections.open", new AuthenticationHeaderValue("Bearer", appToken), content: null, cancellationToken);
        return answer.TryGetProperty("url", out var url) && Uri.TryCreate(url.GetString(), UriKind.Absolute, out var address) && (address.Scheme == "wss" || (address.Scheme == "ws" && address.IsLoopback))
            ? address
            : throw new SlackApiException("apps.connections.open", "no usable address");
    }

    /// <summary>Exchanges the code of an installation, or a refresh token, for tokens.</summary>
    /// <param name="arguments">The form fields of <c>oauth.v2.access</c> beside the client's id and secret.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="SlackApiException">Slack refused, or could not be reached.</exception>
    internal Task<JsonElement> AuthorizeAsync(IEnumerable<KeyValuePair<string, string>> arguments, CancellationToken cancellationToken)
    {
        var client = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.ClientId}:{options.ClientSecret}"));
        return SendAsync("oauth.v2.access", new AuthenticationHeaderValue("Basic", client), new FormUrlEncodedContent(arguments), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _pace.Dispose();

    private Task<JsonElement> CallAsync<T>(string method, string token, T arguments, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var content = new StringContent(JsonSerializer.Serialize(arguments, type), Encoding.UTF8, "application/json");
        return SendAsync(method, new AuthenticationHeaderValue("Bearer", token), content, cancellationToken);
    }

    private async Task<JsonElement> SendAsync(string method, AuthenticationHeaderValue authorization, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.ApiUrl, method)) { Content = content };
        request.Headers.Authorization = authorization;
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                throw new SlackApiException(method, SlackApiException.RateLimited) { CanRetry = true, RetryAfter = response.Headers.RetryAfter?.Delta };
            }

            if (!response.IsSuccessStatusCode)
            {
                throw new SlackApiException(method, $"status {(int)response.StatusCode}") { MayHaveArrived = (int)response.StatusCode >= 500 };
            }

            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var answer = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            var root = answer.RootElement;
            // Slack answers 200 to what it refuses, too.
            if (!root.TryGetProperty("ok", out var ok) || ok.ValueKind != JsonValueKind.True)
            {
                var error = root.TryGetProperty("error", out var code) ? code.GetString() ?? "" : "no reason";
                throw new SlackApiException(method, error) { CanRetry = error == SlackApiException.RateLimited };
            }

            return root.Clone();
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            // Nothing was sent: a second try cannot show anything twice.
            throw new SlackApiException(method, "not reachable", e) { CanRetry = true };
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new SlackApiException(method, "no answer", e) { MayHaveArrived = true };
        }
    }
}
