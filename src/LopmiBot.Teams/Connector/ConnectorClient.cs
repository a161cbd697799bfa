using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Teams.Schema;

namespace LopmiBot.Teams.Connector;

/// <summary>Calls to the Bot Connector REST API.</summary>
/// <param name="http">Follows no redirects.</param>
/// <param name="credentials">Tokens.</param>
/// <param name="options">Which hosts may receive one.</param>
public sealed class ConnectorClient(HttpClient http, BotCredentials credentials, TeamsOptions options)
{
    /// <summary>Name of the client in the HTTP client factory.</summary>
    public const string HttpClientName = "teams-connector";

    /// <summary>Posts a reply in the thread of an activity.</summary>
    /// <param name="to">The activity replied to.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The reply's id, when the Connector gives one.</returns>
    /// <exception cref="DeliveryException">The service URL is not allowed, or the Connector refused or could not be reached.</exception>
    public Task<string?> ReplyAsync(Activity to, Activity reply, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(to);
        return CallAsync(HttpMethod.Post, to.ServiceUrl, $"{to.Conversation!.Id}", to.Id, reply, cancellationToken);
    }

    /// <summary>Posts a message in a conversation.</summary>
    /// <returns>The message's id, when the Connector gives one.</returns>
    /// <exception cref="DeliveryException">As of <see cref="ReplyAsync"/>.</exception>
    public Task<string?> SendAsync(ConversationReference to, Activity message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(to);
        return CallAsync(HttpMethod.Post, to.ServiceUrl, to.Conversation, activity: null, In(to, message), cancellationToken);
    }

    /// <summary>Puts a message in the place of an earlier one.</summary>
    /// <exception cref="DeliveryException">As of <see cref="ReplyAsync"/>.</exception>
    public Task UpdateAsync(ConversationReference to, string activityId, Activity message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(to);
        return CallAsync(HttpMethod.Put, to.ServiceUrl, to.Conversation, activityId, In(to, message) with { Id = activityId }, cancellationToken);
    }

    /// <summary>Takes back a message of the bot's own.</summary>
    /// <exception cref="DeliveryException">As of <see cref="ReplyAsync"/>.</exception>
    public async Task DeleteAsync(ConversationReference of, string activityId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(of);
        await CallAsync(HttpMethod.Delete, of.ServiceUrl, of.Conversation, activityId, message: null, cancellationToken);
    }

    /// <summary>Shows for a few seconds that the bot is at work.</summary>
    /// <exception cref="DeliveryException">As of <see cref="ReplyAsync"/>.</exception>
    public Task TypingAsync(ConversationReference to, CancellationToken cancellationToken) =>
        SendAsync(to, new Activity { Type = ActivityTypes.Typing }, cancellationToken);

    /// <summary>Opens a personal chat; with the same person it is the same chat again.</summary>
    /// <param name="to">A reference with a person and a tenant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The reference with its conversation.</returns>
    /// <exception cref="DeliveryException">As of <see cref="ReplyAsync"/>.</exception>
    public async Task<ConversationReference> CreateAsync(ConversationReference to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(to);
        CheckServiceUrl(to.ServiceUrl);
        var parameters = JsonContent.Create(new ConversationParameters(IsGroup: false, to.Bot, [to.Person!], to.TenantId), ActivityJson.Default.ConversationParameters);
        using var response = await SendAsync(HttpMethod.Post, new Uri($"{to.ServiceUrl.TrimEnd('/')}/v3/conversations"), parameters, renewToken: false, cancellationToken);
        return await IdAsync(response, cancellationToken) is { } id
            ? to with { Conversation = id, Person = null, TenantId = null }
            : throw new ConnectorException("The Bot Connector opened no chat with the person.");
    }

    /// <summary>Whether somebody is a member of a conversation.</summary>
    /// <param name="of">The conversation.</param>
    /// <param name="userId">The person's id in the channel, <c>29:…</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="DeliveryException">As of <see cref="ReplyAsync"/>.</exception>
    public async Task<bool> IsMemberAsync(ConversationReference of, string userId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(of);
        CheckServiceUrl(of.ServiceUrl);
        var address = new Uri($"{of.ServiceUrl.TrimEnd('/')}/v3/conversations/{Uri.EscapeDataString(of.Conversation)}/members/{Uri.EscapeDataString(userId)}");
        using var response = await SendAsync(HttpMethod.Get, address, content: null, renewToken: false, cancellationToken);
        return response.IsSuccessStatusCode;
    }

    private void CheckServiceUrl(string? serviceUrl)
    {
        if (!options.Allows(serviceUrl))
        {
            throw new ConnectorException("The activity's service URL is not one that replies may be sent to.");
        }
    }

    private static Activity In(ConversationReference to, Activity message) => message with { From = to.Bot, Conversation = new ConversationAccount { Id = to.Conversation } };

    private async Task<string?> CallAsync(HttpMethod method, string? serviceUrl, string conversation, string? activity, Activity? message, CancellationToken cancellationToken)
    {
        CheckServiceUrl(serviceUrl);

        // Conversation ids hold ':', ';' and '='.
        var address = new Uri($"{serviceUrl!.TrimEnd('/')}/v3/conversations/{Uri.EscapeDataString(conversation)}/activities{(activity is null ? "" : "/" + Uri.EscapeDataString(activity))}");
        HttpContent? Body() => message is null ? null : JsonContent.Create(message, ActivityJson.Default.Activity);
        using var first = await SendAsync(method, address, Body(), renewToken: false, cancellationToken);
        if (first.StatusCode != HttpStatusCode.Unauthorized)
        {
            return await IdAsync(first, cancellationToken);
        }

        // The token may have been revoked before its time: one new one, one more try.
        using var second = await SendAsync(method, address, Body(), renewToken: true, cancellationToken);
        return await IdAsync(second, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, HttpContent? content, bool renewToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address)
        {
            Content = content,
        };
        if (await credentials.TokenAsync(renewToken, cancellationToken) is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            // Nothing was sent: a second try cannot show the reply twice.
            throw new ConnectorException("The Bot Connector could not be reached.", e) { CanRetry = true };
        }
        catch (HttpRequestException e)
        {
            throw new ConnectorException($"The reply may or may not have reached the Bot Connector ({e.HttpRequestError}).", e) { MayHaveArrived = true };
        }
    }

    private static async Task<string?> IdAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            // 412 and 429 say that the message was not taken. A 5xx does not: a repeat might show it twice.
            throw new ConnectorException($"The Bot Connector answered {(int)response.StatusCode} to the reply.")
            {
                CanRetry = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed,
                RetryAfter = response.Headers.RetryAfter?.Delta,
                MayHaveArrived = (int)response.StatusCode >= 500,
                IsMalformed = response.StatusCode is HttpStatusCode.BadRequest,
                IsGone = response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound,
            };
        }

        if (response.StatusCode == HttpStatusCode.NoContent)
        {
            return null;
        }

        try
        {
            using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
            return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        }
        catch (JsonException)
        {
            // The message was taken all the same.
            return null;
        }
    }
}
