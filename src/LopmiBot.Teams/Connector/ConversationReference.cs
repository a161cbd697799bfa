using LopmiBot.Teams.Schema;

namespace LopmiBot.Teams.Connector;

/// <summary>What it takes to speak in a conversation unasked.</summary>
/// <param name="ServiceUrl">Where to post; it came from an activity whose token was valid.</param>
/// <param name="Conversation">The conversation.</param>
/// <param name="Bot">The bot's account there.</param>
public sealed record ConversationReference(string ServiceUrl, string Conversation, ChannelAccount? Bot)
{
    /// <summary>Somebody whom the bot has met in a channel only: a chat with them is still to be opened, and <see cref="Conversation"/> is empty.</summary>
    public ChannelAccount? Person { get; init; }

    /// <summary>The tenant that they are in.</summary>
    public string? TenantId { get; init; }

    /// <summary>The team that the channel belongs to; <see langword="null"/> for none.</summary>
    public string? Team { get; init; }

    /// <summary>What people call the channel or group chat; <see langword="null"/> for a personal chat.</summary>
    public string? Name { get; init; }

    /// <summary>Of somebody who said something in a channel or group chat.</summary>
    public static ConversationReference ToPerson(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return new ConversationReference(activity.ServiceUrl!, "", activity.Recipient) { Person = new ChannelAccount { Id = activity.From!.Id }, TenantId = activity.TenantId };
    }

    /// <summary>Of an activity that was received.</summary>
    public static ConversationReference Of(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return new ConversationReference(activity.ServiceUrl!, activity.Conversation!.Id!, activity.Recipient) { Name = activity.RoomName, Team = activity.TeamId };
    }
}
