using System.Net;
using System.Net.Http.Headers;
using LopmiBot.Conversation.Delivery;
using Microsoft.Bot.Schema;

namespace LopmiBot.Teams.Connector;

/// <summary>The Bot Connector refused a call.</summary>
public sealed class ConnectorException : DeliveryException
{
    /// <summary>What the Connector says where the message is gone but not the conversation.</summary>
    private const string ActivityNotFound = "ActivityNotFoundInConversation";

    /// <summary>Creates the exception.</summary>
    public ConnectorException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public ConnectorException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public ConnectorException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the message is not one that the Connector takes: another form of it may be.</summary>
    public bool IsMalformed { get; init; }

    /// <summary>Whether the bot was removed from the conversation: it cannot speak there again.</summary>
    public bool IsGone { get; init; }

    /// <summary>What the SDK throws when the Connector answers with an error.</summary>
    internal static ConnectorException Of(ErrorResponseException exception)
    {
        var status = exception.Response.StatusCode;
        // 412 and 429 say that the message was not taken. A 5xx does not: a repeat might show it twice.
        return new ConnectorException($"The Bot Connector answered {(int)status} to the reply.")
        {
            CanRetry = status is HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed,
            RetryAfter = exception.Response.Headers.TryGetValue("Retry-After", out var after) && RetryConditionHeaderValue.TryParse(after.FirstOrDefault(), out var wait)
                ? wait.Delta
                : null,
            MayHaveArrived = (int)status >= 500,
            IsMalformed = status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge,
            IsGone = status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound && exception.Body?.Error?.Code != ActivityNotFound,
        };
    }

    /// <summary>What is thrown when there is no answer.</summary>
    internal static ConnectorException Of(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            // Nothing was sent: a second try cannot show the reply twice.
            ? new ConnectorException("The Bot Connector could not be reached.", exception) { CanRetry = true }
            : new ConnectorException($"The reply may or may not have reached the Bot Connector ({exception.HttpRequestError}).", exception) { MayHaveArrived = true };
}
