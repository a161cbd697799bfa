using System.Text.Json.Serialization;

namespace LopmiBot.Slack.Blocks;

/// <summary>A modal or a Home tab. Source: docs.slack.dev, "Views".</summary>
public sealed record View
{
    /// <summary><c>modal</c> or <c>home</c>.</summary>
    [JsonPropertyOrder(-1)]
    public required string Type { get; init; }

    /// <summary>What comes back with a submission, at most 255 characters.</summary>
    public string? CallbackId { get; init; }

    /// <summary>What the bot needs again with a submission, at most 3,000 characters.</summary>
    public string? PrivateMetadata { get; init; }

    /// <summary>At most 24 characters; for modals.</summary>
    public TextObject? Title { get; init; }

    /// <summary>At most 24 characters; for modals with inputs.</summary>
    public TextObject? Submit { get; init; }

    /// <summary>At most 24 characters; for modals.</summary>
    public TextObject? Close { get; init; }

    /// <summary>At most 100.</summary>
    public required IReadOnlyList<Block> Blocks { get; init; }
}

/// <summary>The arguments of <c>views.open</c> and <c>views.publish</c>.</summary>
internal sealed record ViewCall
{
    public string? TriggerId { get; init; }

    public string? UserId { get; init; }

    public required View View { get; init; }
}
