using LopmiBot.Conversation.Delivery;

namespace LopmiBot.Slack.Protocol;

/// <summary>A response_url was used up, or is too old. Nothing was shown.</summary>
public sealed class ResponseUrlExpiredException : DeliveryException
{
    /// <summary>Creates the exception.</summary>
    public ResponseUrlExpiredException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public ResponseUrlExpiredException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public ResponseUrlExpiredException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
