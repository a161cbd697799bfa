using System.Text.Json.Serialization;

namespace LopmiBot.Slack.Blocks;

/// <summary>A message as the Web API and response URLs take it.</summary>
public sealed record SlackMessage
{
    /// <summary><c>ephemeral</c> or <c>in_channel</c>; only for response URLs.</summary>
    public string? ResponseType { get; init; }

    /// <summary>Read by notifications and screen readers. mrkdwn: escaped.</summary>
    public required string Text { get; init; }

    /// <summary>What is drawn, at most 50 blocks.</summary>
    public IReadOnlyList<Block> Blocks { get; init; } = [];
}

/// <summary>A Block Kit block. Source: docs.slack.dev, "Block Kit".</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SectionBlock), "section")]
[JsonDerivedType(typeof(RichTextBlock), "rich_text")]
public abstract record Block;

/// <summary>A paragraph.</summary>
/// <param name="Text">1 to 3,000 characters.</param>
public sealed record SectionBlock(PlainText Text) : Block;

/// <summary>Text that Slack shows as it is, never parsed.</summary>
/// <param name="Text">1 to 3,000 characters.</param>
public sealed record PlainText([property: JsonPropertyOrder(1)] string Text)
{
    /// <summary>Always <c>plain_text</c>.</summary>
    public string Type { get; } = "plain_text";

    /// <summary>Colons stay colons.</summary>
    public bool Emoji { get; }
}

/// <summary>Formatted text made of elements: nothing in it is parsed.</summary>
/// <param name="Elements">Sections, quotes and lists.</param>
public sealed record RichTextBlock(IReadOnlyList<RichTextContainer> Elements) : Block;

/// <summary>A part of a rich text block.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RichTextSection), "rich_text_section")]
[JsonDerivedType(typeof(RichTextQuote), "rich_text_quote")]
[JsonDerivedType(typeof(RichTextList), "rich_text_list")]
public abstract record RichTextContainer;

/// <summary>A paragraph of a rich text block.</summary>
/// <param name="Elements">Text and links.</param>
public sealed record RichTextSection(IReadOnlyList<RichTextElement> Elements) : RichTextContainer;

/// <summary>A quotation.</summary>
/// <param name="Elements">Text and links.</param>
public sealed record RichTextQuote(IReadOnlyList<RichTextElement> Elements) : RichTextContainer;

/// <summary>A list.</summary>
/// <param name="Elements">Its items.</param>
public sealed record RichTextList(IReadOnlyList<RichTextSection> Elements) : RichTextContainer
{
    /// <summary>Always <c>bullet</c>.</summary>
    public string Style { get; } = "bullet";
}

/// <summary>A run of text or a link.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RichText), "text")]
[JsonDerivedType(typeof(RichTextLink), "link")]
public abstract record RichTextElement;

/// <summary>A run of text.</summary>
/// <param name="Text">Not empty.</param>
/// <param name="Style">How it is set; <see langword="null"/>: as usual.</param>
public sealed record RichText(string Text, RichTextStyle? Style = null) : RichTextElement;

/// <summary>A link.</summary>
/// <param name="Url">An absolute address.</param>
/// <param name="Text">Its label.</param>
public sealed record RichTextLink(Uri Url, string Text) : RichTextElement;

/// <summary>How a run of text is set.</summary>
/// <param name="Bold">In bold.</param>
public sealed record RichTextStyle(bool Bold);

/// <summary>Slack's JSON: snake case, no nulls, and no HTML escaping of the text.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SlackMessage))]
[JsonSerializable(typeof(Protocol.SlashCommand))]
internal sealed partial class SlackJson : JsonSerializerContext;
