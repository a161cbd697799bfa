using LopmiBot.Conversation.Delivery;

namespace LopmiBot.Teams.Connector;

/// <summary>The Bot Connector refused a call.</summary>
public sealed class ConnectorException : DeliveryException
{
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

    /// <summary>Whether something in the call itself was found wrong.</summary>
    public bool IsMalformed { get; init; }

    /// <summary>Whether the bot was removed from the conversation: it cannot speak there again.</summary>
    public bool IsGone { get; init; }
}
