using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace LopmiBot.Teams.Schema;

/// <summary>
/// One message or event of the Bot Framework. Fields that are not used here are ignored.
/// Source: the Bot Framework activity specification.
/// </summary>
public sealed record Activity
{
    /// <summary>What it is: <c>message</c>, <c>conversationUpdate</c>, <c>invoke</c>, …</summary>
    public string? Type { get; init; }

    /// <summary>Unique in its conversation.</summary>
    public string? Id { get; init; }

    /// <summary>The platform: <c>msteams</c>, <c>emulator</c>, …</summary>
    public string? ChannelId { get; init; }

    /// <summary>Where replies are posted.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary>The sender.</summary>
    public ChannelAccount? From { get; init; }

    /// <summary>The receiver.</summary>
    public ChannelAccount? Recipient { get; init; }

    /// <summary>The conversation.</summary>
    public ConversationAccount? Conversation { get; init; }

    /// <summary>The sender's locale, such as <c>fr-FR</c>.</summary>
    public string? Locale { get; init; }

    /// <summary>What was typed.</summary>
    public string? Text { get; init; }

    /// <summary>Read out and shown in notifications.</summary>
    public string? Summary { get; init; }

    /// <summary>The activity that this one replies to.</summary>
    public string? ReplyToId { get; init; }

    /// <summary>Mentions, client information and others.</summary>
    public IReadOnlyList<Entity>? Entities { get; init; }

    /// <summary>Cards.</summary>
    public IReadOnlyList<Attachment>? Attachments { get; init; }

    /// <summary>What an <c>invoke</c> asks for.</summary>
    public string? Name { get; init; }

    /// <summary>What comes with an <c>invoke</c>, or back from a card.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>With <c>installationUpdate</c>: <c>add</c> or <c>remove</c>.</summary>
    public string? Action { get; init; }

    /// <summary>With <c>conversationUpdate</c>: who came.</summary>
    public IReadOnlyList<ChannelAccount>? MembersAdded { get; init; }

    /// <summary>With <c>messageReaction</c>: the signs.</summary>
    public IReadOnlyList<Reaction>? ReactionsAdded { get; init; }

    /// <summary>The person's locale: on the activity, or in what is told of their client.</summary>
    [JsonIgnore]
    public string? SpokenLocale => Locale ?? Entities?.FirstOrDefault(entity => entity.Type == "clientInfo")?.Locale;

    /// <summary>The platform's own data.</summary>
    public JsonElement? ChannelData { get; init; }

    /// <summary>The tenant of the conversation, as Teams gives it in one of two places.</summary>
    [JsonIgnore]
    public string? TenantId => TextIn("tenant", "id") ?? Conversation?.TenantId;

    /// <summary>What people call the channel or group chat, as far as Teams tells; <see langword="null"/> for a personal chat.</summary>
    [JsonIgnore]
    public string? RoomName
    {
        get
        {
            if (Conversation?.ConversationType is not ("channel" or "groupChat"))
            {
                return null;
            }

            var names = new[] { NameIn("team"), NameIn("channel"), Conversation.Name }.Where(name => !string.IsNullOrWhiteSpace(name)).Distinct(StringComparer.Ordinal).ToList();
            return names.Count > 0 ? string.Join(" · ", names) : Conversation.ConversationType;
        }
    }

    /// <summary>The team of the channel; <see langword="null"/> outside of teams.</summary>
    [JsonIgnore]
    public string? TeamId => TextIn("team", "id");

    private string? NameIn(string part) => TextIn(part, "name");

    private string? TextIn(string part, string name) =>
        ChannelData is { ValueKind: JsonValueKind.Object } data
        && data.TryGetProperty(part, out var named) && named.ValueKind == JsonValueKind.Object
        && named.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;

    /// <summary><see cref="Text"/> without the mentions of the bot; other people's mentions are part of the question.</summary>
    public string TextWithoutMentionOf(string? botId)
    {
        var text = Text ?? "";
        foreach (var entity in Entities ?? [])
        {
            if (entity is { Type: "mention", Text: { Length: > 0 } mention, Mentioned.Id: { } id } && id == botId)
            {
                text = text.Replace(mention, "", StringComparison.Ordinal);
            }
        }

        return text.Replace("&nbsp;", " ", StringComparison.Ordinal).Trim();
    }
}

/// <summary>A person or a bot on a channel.</summary>
public sealed record ChannelAccount
{
    /// <summary>The channel's id for it.</summary>
    public string? Id { get; init; }

    /// <summary>Shown to people; proves nothing.</summary>
    public string? Name { get; init; }

    /// <summary>The person's object id in Microsoft Entra.</summary>
    public string? AadObjectId { get; init; }
}

/// <summary>A conversation on a channel.</summary>
public sealed record ConversationAccount
{
    /// <summary>The channel's id for it.</summary>
    public string? Id { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary><c>personal</c>, <c>groupChat</c> or <c>channel</c>.</summary>
    public string? ConversationType { get; init; }

    /// <summary>The tenant.</summary>
    public string? TenantId { get; init; }
}

/// <summary>What it takes to open a conversation.</summary>
/// <param name="IsGroup">Whether it has more members than one.</param>
/// <param name="Bot">The bot's account.</param>
/// <param name="Members">Who is in it beside the bot.</param>
/// <param name="TenantId">Their tenant.</param>
internal sealed record ConversationParameters(bool IsGroup, ChannelAccount? Bot, IReadOnlyList<ChannelAccount> Members, string? TenantId);

/// <summary>Metadata of a message.</summary>
[JsonDerivedType(typeof(CitedMessage))]
public record Entity
{
    /// <summary><c>mention</c> and others.</summary>
    public string? Type { get; init; }

    /// <summary>Who is mentioned.</summary>
    public ChannelAccount? Mentioned { get; init; }

    /// <summary>How the mention stands in the message's text.</summary>
    public string? Text { get; init; }

    /// <summary>With <c>clientInfo</c>: the language of the person's client.</summary>
    public string? Locale { get; init; }
}

/// <summary>A sign on a message.</summary>
/// <param name="Type"><c>like</c>, <c>heart</c> and others.</param>
public sealed record Reaction(string? Type);

/// <summary>A card attached to a message.</summary>
/// <param name="ContentType">What the content is.</param>
/// <param name="Content">The card.</param>
public sealed record Attachment(string? ContentType, JsonNode? Content)
{
    /// <summary>How it is listed among search results.</summary>
    public Attachment? Preview { get; init; }
}

/// <summary>JSON of the activity protocol.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = false,
    MaxDepth = 64)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(Attachment))]
[JsonSerializable(typeof(Claim))]
[JsonSerializable(typeof(ConversationParameters))]
[JsonSerializable(typeof(Connector.ConversationReference))]
internal sealed partial class ActivityJson : JsonSerializerContext;
