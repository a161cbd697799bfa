using System.Text.Json.Serialization;

namespace LopmiBot.Slack.Protocol;

/// <summary>An event as Slack sends it. Source: docs.slack.dev, "Events API". Fields that are not used are left out.</summary>
internal sealed record EventCallback
{
    public string? Type { get; init; }

    /// <summary>With <c>url_verification</c>: to be sent back.</summary>
    public string? Challenge { get; init; }

    public string? TeamId { get; init; }

    public string? EventId { get; init; }

    public IReadOnlyList<Authorization>? Authorizations { get; init; }

    public SlackEvent? Event { get; init; }

    /// <summary>The bot's own user in the workspace.</summary>
    public string? Bot => Authorizations?.FirstOrDefault(each => each.IsBot)?.UserId;

    internal sealed record Authorization(string? TeamId, string? UserId, bool IsBot);
}

/// <summary>What happened.</summary>
internal sealed record SlackEvent
{
    public string? Type { get; init; }

    public string? Subtype { get; init; }

    public string? ChannelType { get; init; }

    public string? Channel { get; init; }

    public string? User { get; init; }

    public string? BotId { get; init; }

    public bool Hidden { get; init; }

    public string? Text { get; init; }

    public string? Ts { get; init; }

    public string? ThreadTs { get; init; }

    /// <summary>With <c>app_home_opened</c>: <c>home</c> or <c>messages</c>.</summary>
    public string? Tab { get; init; }

    /// <summary>With <c>assistant_thread_started</c>.</summary>
    public StartedThread? AssistantThread { get; init; }

    internal sealed record StartedThread(string? UserId, string? ChannelId, string? ThreadTs);
}

/// <summary>What was pressed, chosen, typed or submitted. Source: docs.slack.dev, "Interaction payloads".</summary>
internal sealed record Interaction
{
    public string? Type { get; init; }

    public Named? Team { get; init; }

    public Named? User { get; init; }

    public Named? Channel { get; init; }

    public string? TriggerId { get; init; }

    public string? CallbackId { get; init; }

    public Uri? ResponseUrl { get; init; }

    public Place? Container { get; init; }

    public SlackEvent? Message { get; init; }

    public IReadOnlyList<BlockAction>? Actions { get; init; }

    public SubmittedView? View { get; init; }

    /// <summary>With <c>block_suggestion</c>: the menu.</summary>
    public string? ActionId { get; init; }

    /// <summary>With <c>block_suggestion</c>: what was typed.</summary>
    public string? Value { get; init; }

    internal sealed record Named(string? Id, string? Name, string? Username);

    internal sealed record Place(string? Type, string? ChannelId, string? ThreadTs, bool IsEphemeral);

    internal sealed record BlockAction(string? ActionId, string? Value, Option? SelectedOption);

    internal sealed record Option(string? Value);

    internal sealed record SubmittedView(string? Id, string? CallbackId, string? PrivateMetadata, ViewState? State);

    internal sealed record ViewState(IReadOnlyDictionary<string, IReadOnlyDictionary<string, Field>>? Values);

    internal sealed record Field(string? Value, string? SelectedDate, Option? SelectedOption);
}

/// <summary>A frame of Socket Mode. Source: docs.slack.dev, "Using Socket Mode".</summary>
internal sealed record Envelope
{
    public string? Type { get; init; }

    public string? EnvelopeId { get; init; }

    public bool AcceptsResponsePayload { get; init; }

    /// <summary>With <c>disconnect</c>.</summary>
    public string? Reason { get; init; }

    public System.Text.Json.JsonElement Payload { get; init; }
}

/// <summary>What Slack sends, read leniently: fields may come and go.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EventCallback))]
[JsonSerializable(typeof(Interaction))]
[JsonSerializable(typeof(Envelope))]
internal sealed partial class ReceivedJson : JsonSerializerContext;
