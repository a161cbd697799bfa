using LopmiBot.Teams.Schema;

namespace LopmiBot.Teams.Connector;

/// <summary>What it takes to speak in a conversation unasked.</summary>
/// <param name="ServiceUrl">Where to post; it came from an activity whose token was valid.</param>
/// <param name="Conversation">The conversation.</param>
/// <param name="Bot">The bot's account there.</param>
public sealed record ConversationReference(string ServiceUrl, string Conversation, ChannelAccount? Bot)
{
    /// <summary>What people call the channel or group chat; <see langword="null"/> for a personal chat.</summary>
    public string? Name { get; init; }

    /// <summary>Of an activity that was received.</summary>
    public static ConversationReference Of(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return new ConversationReference(activity.ServiceUrl!, activity.Conversation!.Id!, activity.Recipient) { Name = activity.RoomName };
    }
}
