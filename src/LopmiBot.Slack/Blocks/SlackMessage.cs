using System.Text.Json.Serialization;

namespace LopmiBot.Slack.Blocks;

/// <summary>A message as the Web API and response URLs take it.</summary>
public sealed record SlackMessage
{
    /// <summary><c>ephemeral</c> or <c>in_channel</c>; only for response URLs.</summary>
    public string? ResponseType { get; init; }

    /// <summary>Whether it takes the place of the message that was pressed on; only for response URLs.</summary>
    public bool? ReplaceOriginal { get; init; }

    /// <summary>The channel, or a person's id; only for the Web API.</summary>
    public string? Channel { get; init; }

    /// <summary>Who alone sees it; only for <c>chat.postEphemeral</c>.</summary>
    public string? User { get; init; }

    /// <summary>The <c>ts</c> of the message whose thread it is in: a text, for a number loses digits.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>Whether links are shown as previews: never.</summary>
    public bool UnfurlLinks { get; }

    /// <summary>Whether pictures behind links are shown: never.</summary>
    public bool UnfurlMedia { get; }

    /// <summary>Read by notifications and screen readers. mrkdwn: escaped.</summary>
    public required string Text { get; init; }

    /// <summary>What is drawn, at most 50 blocks.</summary>
    public IReadOnlyList<Block> Blocks { get; init; } = [];
}

/// <summary>A Block Kit block. Source: docs.slack.dev, "Block Kit".</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SectionBlock), "section")]
[JsonDerivedType(typeof(RichTextBlock), "rich_text")]
[JsonDerivedType(typeof(ContextBlock), "context")]
[JsonDerivedType(typeof(ActionsBlock), "actions")]
[JsonDerivedType(typeof(InputBlock), "input")]
[JsonDerivedType(typeof(HeaderBlock), "header")]
[JsonDerivedType(typeof(DividerBlock), "divider")]
public abstract record Block;

/// <summary>A paragraph.</summary>
/// <param name="Text">1 to 3,000 characters.</param>
public sealed record SectionBlock(TextObject Text) : Block;

/// <summary>A title.</summary>
/// <param name="Text">1 to 150 characters.</param>
public sealed record HeaderBlock(TextObject Text) : Block;

/// <summary>A line between blocks.</summary>
public sealed record DividerBlock : Block;

/// <summary>Small text below what it belongs to.</summary>
/// <param name="Elements">1 to 10.</param>
public sealed record ContextBlock(IReadOnlyList<TextObject> Elements) : Block;

/// <summary>Buttons and menus in a row.</summary>
/// <param name="Elements">1 to 25, each with an action id of its own.</param>
public sealed record ActionsBlock(IReadOnlyList<BlockElement> Elements) : Block;

/// <summary>A field of a form.</summary>
/// <param name="BlockId">Names the field in what comes back, at most 255 characters.</param>
/// <param name="Label">1 to 2,000 characters.</param>
/// <param name="Element">The field itself.</param>
/// <param name="Optional">Whether it may be left empty.</param>
public sealed record InputBlock(string BlockId, TextObject Label, BlockElement Element, bool Optional = false) : Block;

/// <summary>Text of a kind.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PlainText), "plain_text")]
[JsonDerivedType(typeof(MrkdwnObject), "mrkdwn")]
public abstract record TextObject;

/// <summary>Text that Slack parses: only for the bot's own words, see <see cref="Mrkdwn"/>.</summary>
/// <param name="Text">1 to 3,000 characters.</param>
public sealed record MrkdwnObject(string Text) : TextObject
{
    /// <summary>Nothing but what is marked becomes a link.</summary>
    public bool Verbatim { get; } = true;
}

/// <summary>A button, a menu or a field.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ButtonElement), "button")]
[JsonDerivedType(typeof(TextInputElement), "plain_text_input")]
[JsonDerivedType(typeof(DatePickerElement), "datepicker")]
[JsonDerivedType(typeof(StaticSelectElement), "static_select")]
[JsonDerivedType(typeof(ExternalSelectElement), "external_select")]
public abstract record BlockElement;

/// <summary>A button.</summary>
/// <param name="ActionId">What comes back when it is pressed, at most 255 characters.</param>
/// <param name="Text">1 to 75 characters.</param>
/// <param name="Value">Comes back with it, at most 2,000 characters.</param>
/// <param name="Confirm">Asks before it is sent.</param>
public sealed record ButtonElement(string ActionId, TextObject Text, string Value, ConfirmDialog? Confirm = null) : BlockElement;

/// <summary>Asks before an action.</summary>
/// <param name="Title">At most 100 characters.</param>
/// <param name="Text">At most 300 characters.</param>
/// <param name="Confirm">At most 30 characters.</param>
/// <param name="Deny">At most 30 characters.</param>
public sealed record ConfirmDialog(TextObject Title, TextObject Text, TextObject Confirm, TextObject Deny);

/// <summary>A text field.</summary>
/// <param name="ActionId">At most 255 characters.</param>
/// <param name="MaxLength">At most 3,000.</param>
/// <param name="InitialValue">What stands in it at first.</param>
/// <param name="Multiline">Whether it has several lines.</param>
public sealed record TextInputElement(string ActionId, int MaxLength, string? InitialValue = null, bool Multiline = true) : BlockElement;

/// <summary>A day.</summary>
/// <param name="ActionId">At most 255 characters.</param>
public sealed record DatePickerElement(string ActionId) : BlockElement;

/// <summary>A menu.</summary>
/// <param name="ActionId">At most 255 characters.</param>
/// <param name="Options">1 to 100.</param>
public sealed record StaticSelectElement(string ActionId, IReadOnlyList<SelectOption> Options) : BlockElement;

/// <summary>A menu that is filled while someone types.</summary>
/// <param name="ActionId">At most 255 characters.</param>
/// <param name="Placeholder">At most 150 characters.</param>
/// <param name="MinQueryLength">How much has to be typed.</param>
public sealed record ExternalSelectElement(string ActionId, TextObject Placeholder, int MinQueryLength = 2) : BlockElement;

/// <summary>A line of a menu.</summary>
/// <param name="Text">At most 75 characters.</param>
/// <param name="Value">At most 150 characters.</param>
public sealed record SelectOption(TextObject Text, string Value);

/// <summary>The answer to what is typed in a menu.</summary>
/// <param name="Options">At most 100.</param>
public sealed record SelectOptions(IReadOnlyList<SelectOption> Options);

/// <summary>Text that Slack shows as it is, never parsed.</summary>
/// <param name="Text">1 to 3,000 characters.</param>
public sealed record PlainText(string Text) : TextObject
{
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
[JsonDerivedType(typeof(RichTextUser), "user")]
public abstract record RichTextElement;

/// <summary>A run of text.</summary>
/// <param name="Text">Not empty.</param>
/// <param name="Style">How it is set; <see langword="null"/>: as usual.</param>
public sealed record RichText(string Text, RichTextStyle? Style = null) : RichTextElement;

/// <summary>A link.</summary>
/// <param name="Url">An absolute address.</param>
/// <param name="Text">Its label.</param>
public sealed record RichTextLink(Uri Url, string Text) : RichTextElement;

/// <summary>Names a person, as Slack shows them.</summary>
/// <param name="UserId">The person.</param>
public sealed record RichTextUser(string UserId) : RichTextElement;

/// <summary>How a run of text is set.</summary>
/// <param name="Bold">In bold.</param>
public sealed record RichTextStyle(bool Bold);

/// <summary>Slack's JSON: snake case, no nulls, and no HTML escaping of the text.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SlackMessage))]
[JsonSerializable(typeof(List<Block>))]
[JsonSerializable(typeof(WebApi.SuggestedPrompts))]
[JsonSerializable(typeof(WebApi.ThreadStatus))]
[JsonSerializable(typeof(View))]
[JsonSerializable(typeof(ViewCall))]
[JsonSerializable(typeof(SelectOptions))]
[JsonSerializable(typeof(Inbox.SlackRequest))]
[JsonSerializable(typeof(Inbox.FormOrigin))]
[JsonSerializable(typeof(Installing.SlackTokens))]
internal sealed partial class SlackJson : JsonSerializerContext;
