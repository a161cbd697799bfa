using LopmiBot.Conversation;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace LopmiBot.Teams.Bot;

/// <summary>What an activity says, in the terms of a conversation. The client sends it: nothing in it is trusted.</summary>
internal static class ActivityExtensions
{
    /// <summary>How the ids of bots start, in Teams. Those of people start with <c>29:</c>.</summary>
    private const string BotPrefix = "28:";

    /// <summary>Who said or pressed something; the object id is the same wherever they do.</summary>
    public static Person GetPerson(this Activity activity) =>
        new(TeamsDelivery.ChannelName, activity.From is { AadObjectId: { Length: > 0 } person } ? person : activity.From.Id, activity.From.Name);

    /// <summary>Where. In a channel the id names the thread too; in a group chat there is one thread that all see.</summary>
    public static Room GetRoom(this Activity activity)
    {
        var id = activity.Conversation.Id;
        var thread = id.IndexOf(";messageid=", StringComparison.Ordinal);
        var room = thread > 0 ? new Room(id[..thread], id[(thread + 1)..])
            : activity.IsSeenByRoom() ? new Room(id, "all")
            : new Room(id);
        return room with { IsPrivate = activity.Conversation.ConversationType == "personal", Team = activity.GetTeam() };
    }

    /// <summary>Whether others than the person see what the bot says.</summary>
    public static bool IsSeenByRoom(this Activity activity) => activity.Conversation?.ConversationType is "channel" or "groupChat";

    /// <summary>Whether it says who and where. Without an id, all who have none would share one memory.</summary>
    public static bool IsFromSomebody(this Activity activity) =>
        activity is { Conversation.Id.Length: > 0, From: { AadObjectId.Length: > 0 } or { Id.Length: > 0 } };

    /// <summary>Whether the bot itself or another bot says it: two that answer each other never end.</summary>
    public static bool IsFromBot(this Activity activity) =>
        activity.From is { } sender
        && (sender.Role is RoleTypes.Bot or RoleTypes.Skill
            || sender.Id?.StartsWith(BotPrefix, StringComparison.Ordinal) == true
            || (sender.Id is { Length: > 0 } id && id == activity.Recipient?.Id));

    /// <summary>What makes it unique in the channel.</summary>
    public static string GetKey(this Activity activity) => $"{activity.Conversation.Id}\n{activity.Id}";

    /// <summary>The person's locale: on the activity, or in what is told of their client.</summary>
    public static string? GetLocale(this Activity activity) =>
        activity.Locale ?? activity.Entities?.FirstOrDefault(entity => entity?.Type == "clientInfo")?.Properties.GetText("locale");

    /// <summary>The tenant of the conversation, as Teams gives it in one of two places.</summary>
    public static string? GetTenant(this Activity activity) => activity.GetFromChannelData("tenant", "id") ?? activity.Conversation?.TenantId;

    /// <summary>The team of the channel; <see langword="null"/> outside of teams.</summary>
    public static string? GetTeam(this Activity activity) => activity.GetFromChannelData("team", "id");

    /// <summary>What happened, for activities that tell several things.</summary>
    public static string? GetEventType(this Activity activity) => (activity.ChannelData as JToken).GetText("eventType");

    /// <summary>What people call the channel or group chat, as far as Teams tells; <see langword="null"/> for a personal chat.</summary>
    public static string? GetRoomName(this Activity activity)
    {
        if (!activity.IsSeenByRoom())
        {
            return null;
        }

        var names = new[] { activity.GetFromChannelData("team", "name"), activity.GetFromChannelData("channel", "name"), activity.Conversation.Name }
            .Where(name => !string.IsNullOrWhiteSpace(name)).Distinct(StringComparer.Ordinal).ToList();
        return names.Count > 0 ? string.Join(" · ", names) : activity.Conversation.ConversationType;
    }

    /// <summary>How to speak in the conversation.</summary>
    /// <param name="activity">Something that was said there.</param>
    /// <param name="repliesTo">The activity to reply to; <see langword="null"/> for none.</param>
    public static ConversationReference ReferenceTo(this Activity activity, string? repliesTo = null) => new()
    {
        ActivityId = repliesTo,
        Bot = activity.Recipient,
        ChannelId = activity.ChannelId,
        Conversation = activity.Conversation,
        ServiceUrl = activity.ServiceUrl,
        User = activity.From,
    };

    /// <summary>A text of an object; <see langword="null"/> when there is none.</summary>
    public static string? GetText(this JToken? value, string name) =>
        value is JObject parts && parts[name] is JValue { Type: JTokenType.String } text ? (string?)text : null;

    private static string? GetFromChannelData(this Activity activity, string part, string name) => (activity.ChannelData as JObject)?[part].GetText(name);
}
