using LopmiBot.Conversation.Delivery;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace LopmiBot.Teams.Bot;

/// <summary>What it takes to speak in a conversation unasked, as it is kept.</summary>
/// <param name="Reference">How to speak there. Without a conversation's id, a chat with its user is still to be opened.</param>
internal sealed record StoredReference([property: JsonProperty("reference")] ConversationReference Reference)
{
    /// <summary>The team that the channel belongs to; <see langword="null"/> for none.</summary>
    [JsonProperty("team")]
    public string? Team { get; init; }

    /// <summary>What people call the channel or group chat; <see langword="null"/> for a personal chat.</summary>
    [JsonProperty("name")]
    public string? Name { get; init; }

    /// <summary>Whether the bot has met the person in a channel only.</summary>
    [JsonIgnore]
    public bool IsWithoutChat => string.IsNullOrEmpty(Reference.Conversation?.Id);

    /// <summary>Reads a reference; <see langword="null"/> when it is none.</summary>
    public static StoredReference? Read(string json)
    {
        try
        {
            return JObject.Parse(json) is { } stored && stored["conversation"]?.Type == JTokenType.String
                ? OfVersion01(stored)
                : ActivityJson.Read<StoredReference>(json) is { Reference: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Version 0.1 kept the conversation's id, the bot, and in place of a conversation the person and the tenant.</summary>
    private static StoredReference OfVersion01(JObject stored) =>
        new(new ConversationReference
        {
            Bot = stored["bot"]?.ToObject<ChannelAccount>(),
            Conversation = new ConversationAccount(id: (string?)stored["conversation"], tenantId: stored.GetText("tenantId")),
            ServiceUrl = stored.GetText("serviceUrl"),
            User = stored["person"]?.ToObject<ChannelAccount>(),
        })
        {
            Team = stored.GetText("team"),
            Name = stored.GetText("name"),
        };
}

/// <summary>The conversations that the bot can speak in unasked.</summary>
/// <param name="store">Where they are kept.</param>
internal sealed class ConversationReferences(IReferenceStore store)
{
    /// <summary>How the ids of channels and group chats start.</summary>
    private const string RoomPrefix = "19:";

    /// <summary>The reference of a room or a person; <see langword="null"/> when the bot cannot speak there.</summary>
    public async Task<StoredReference?> FindAsync(string place, CancellationToken cancellationToken) =>
        await store.FindAsync(TeamsDelivery.ChannelName, place, cancellationToken) is { } kept ? StoredReference.Read(kept) : null;

    /// <summary>Channels and group chats, by id.</summary>
    public async Task<IReadOnlyList<(string Id, StoredReference Reference)>> RoomsAsync(int most, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(TeamsDelivery.ChannelName, RoomPrefix, most, cancellationToken))
            .Select(room => (room.Id, Reference: StoredReference.Read(room.Reference)!)).Where(room => room.Reference is not null)];

    /// <summary>Keeps a reference in place of what was known.</summary>
    public Task KeepAsync(string place, StoredReference reference, CancellationToken cancellationToken) =>
        store.KeepAsync(TeamsDelivery.ChannelName, place, ActivityJson.Write(reference), cancellationToken);

    /// <summary>Forgets a room or a person.</summary>
    public Task ForgetAsync(string place, CancellationToken cancellationToken) => store.ForgetAsync(TeamsDelivery.ChannelName, place, cancellationToken);

    /// <summary>Keeps how the room of an activity is reached, and in a personal chat the person; service URLs change.</summary>
    public async Task RememberAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (activity.IsSeenByRoom() && activity is { Type: ActivityTypes.Message, From.Id.Length: > 0 }
            && await store.FindAsync(TeamsDelivery.ChannelName, activity.GetPerson().Id, cancellationToken) is null)
        {
            // An expert's answer may have to find them in a chat of their own.
            await KeepAsync(activity.GetPerson().Id, ToPerson(activity), cancellationToken);
        }

        var (place, written) = (PlaceOf(activity), ActivityJson.Write(ToPlace(activity)));
        if (await store.FindAsync(TeamsDelivery.ChannelName, place, cancellationToken) != written)
        {
            await store.KeepAsync(TeamsDelivery.ChannelName, place, written, cancellationToken);
        }
    }

    /// <summary>Forgets the room of an activity, and in a personal chat the person.</summary>
    public async Task ForgetAsync(Activity activity, CancellationToken cancellationToken)
    {
        await ForgetAsync(activity.GetRoom().Id, cancellationToken);
        await ForgetAsync(PlaceOf(activity), cancellationToken);
    }

    /// <summary>A personal chat is known by its person, and erased with them.</summary>
    private static string PlaceOf(Activity activity) =>
        activity.IsSeenByRoom() || !activity.IsFromSomebody() ? activity.GetRoom().Id : activity.GetPerson().Id;

    private static StoredReference ToPlace(Activity activity) =>
        new(new ConversationReference
        {
            Bot = activity.Recipient,
            ChannelId = activity.ChannelId,
            Conversation = new ConversationAccount(id: activity.GetRoom().Id),
            ServiceUrl = activity.ServiceUrl,
        })
        {
            Team = activity.GetTeam(),
            Name = activity.GetRoomName(),
        };

    private static StoredReference ToPerson(Activity activity) =>
        new(new ConversationReference
        {
            Bot = activity.Recipient,
            ChannelId = activity.ChannelId,
            Conversation = new ConversationAccount(tenantId: activity.GetTenant()),
            ServiceUrl = activity.ServiceUrl,
            User = new ChannelAccount(id: activity.From.Id),
        });
}
