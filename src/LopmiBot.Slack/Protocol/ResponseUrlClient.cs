using System.Net;
using System.Net.Http.Json;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Slack.Blocks;

namespace LopmiBot.Slack.Protocol;

/// <summary>Posts answers to a response_url. Source: docs.slack.dev, "Handling user interaction".</summary>
/// <param name="http">Follows no redirects.</param>
/// <param name="options">Which hosts may be posted to.</param>
public sealed class ResponseUrlClient(HttpClient http, SlackOptions options)
{
    /// <summary>Name of the client in the HTTP client factory.</summary>
    public const string HttpClientName = "slack-response-url";

    /// <summary>Posts one message.</summary>
    /// <exception cref="DeliveryException">The host is not allowed, or Slack refused the message or could not be reached.</exception>
    public async Task PostAsync(Uri responseUrl, SlackMessage message, CancellationToken cancellationToken)
    {
        if (!options.Allows(responseUrl))
        {
            throw new DeliveryException("The response_url is on a host that Slack:AllowedResponseHosts does not list.");
        }

        HttpResponseMessage response;
        try
        {
            response = await http.PostAsJsonAsync(responseUrl, message, SlackJson.Default.SlackMessage, cancellationToken);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            // Nothing was sent: a second try cannot show the answer twice.
            throw new DeliveryException("Slack could not be reached.", e) { CanRetry = true };
        }
        catch (HttpRequestException e)
        {
            throw new DeliveryException($"The answer may or may not have reached Slack ({e.HttpRequestError}).", e) { MayHaveArrived = true };
        }

        using (response)
        {
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                throw new DeliveryException("Slack asks to wait.") { CanRetry = true, RetryAfter = response.Headers.RetryAfter?.Delta };
            }

            // Used five times, or half an hour old.
            if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            {
                throw new ResponseUrlExpiredException("The response_url serves no more.");
            }

            if (!response.IsSuccessStatusCode)
            {
                throw new DeliveryException($"Slack answered {(int)response.StatusCode} to the answer.") { MayHaveArrived = (int)response.StatusCode >= 500 };
            }
        }
    }
}
