using LopmiBot.Conversation.Delivery;

namespace LopmiBot.Slack.WebApi;

/// <summary>Slack's Web API refused a call, or could not be reached.</summary>
public sealed class SlackApiException : DeliveryException
{
    internal const string RateLimited = "ratelimited";

    /// <summary>Creates the exception.</summary>
    public SlackApiException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public SlackApiException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public SlackApiException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="method">The method called, such as <c>chat.postMessage</c>.</param>
    /// <param name="error">Slack's error code, such as <c>channel_not_found</c>.</param>
    /// <param name="innerException">Its cause.</param>
    public SlackApiException(string method, string error, Exception? innerException = null)
        : base($"Slack's {method} failed: {error}.", innerException!) => Error = error;

    /// <summary>Slack's error code; empty when there is none.</summary>
    public string Error { get; } = "";
}
