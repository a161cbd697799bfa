using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
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
    /// <exception cref="DeliveryException">The service URL is not allowed, or the Connector refused or could not be reached.</exception>
    public async Task ReplyAsync(Activity to, Activity reply, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(to);
        if (!options.Allows(to.ServiceUrl))
        {
            throw new DeliveryException("The activity's service URL is not one that replies may be sent to.");
        }

        // Conversation ids hold ':', ';' and '='.
        var address = new Uri($"{to.ServiceUrl!.TrimEnd('/')}/v3/conversations/{Uri.EscapeDataString(to.Conversation!.Id!)}/activities/{Uri.EscapeDataString(to.Id!)}");
        using var first = await PostAsync(address, reply, renewToken: false, cancellationToken);
        if (first.StatusCode != HttpStatusCode.Unauthorized)
        {
            ThrowUnlessDelivered(first);
            return;
        }

        // The token may have been revoked before its time: one new one, one more try.
        using var second = await PostAsync(address, reply, renewToken: true, cancellationToken);
        ThrowUnlessDelivered(second);
    }

    private async Task<HttpResponseMessage> PostAsync(Uri address, Activity activity, bool renewToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = JsonContent.Create(activity, ActivityJson.Default.Activity),
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
            throw new DeliveryException("The Bot Connector could not be reached.", e) { CanRetry = true };
        }
        catch (HttpRequestException e)
        {
            throw new DeliveryException($"The reply may or may not have reached the Bot Connector ({e.HttpRequestError}).", e);
        }
    }

    private static void ThrowUnlessDelivered(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        // 412 and 429 say that the message was not taken. A 5xx does not: a repeat might show it twice.
        throw new DeliveryException($"The Bot Connector answered {(int)response.StatusCode} to the reply.")
        {
            CanRetry = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed,
            RetryAfter = response.Headers.RetryAfter?.Delta,
        };
    }
}
