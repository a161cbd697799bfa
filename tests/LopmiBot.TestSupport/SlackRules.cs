using System.Text.Json;

namespace LopmiBot.TestSupport;

/// <summary>What Slack refuses of messages and views. Limits from docs.slack.dev, "Block Kit", and the types of the official client.</summary>
public static class SlackRules
{
    private const int MaxMessageBlocks = 50;
    private const int MaxViewBlocks = 100;
    private const int MaxBlockCharacters = 13_000;
    private const int MaxText = 40_000;
    private const int MaxObjectText = 3_000;
    private const int MaxId = 255;

    /// <summary>The fields that each thing may have beside <c>type</c> and <c>block_id</c>: Slack refuses others.</summary>
    private static readonly Dictionary<string, string[]> Fields = new(StringComparer.Ordinal)
    {
        ["section"] = ["text"],
        ["header"] = ["text"],
        ["divider"] = [],
        ["context"] = ["elements"],
        ["actions"] = ["elements"],
        ["input"] = ["label", "element", "optional", "hint", "dispatch_action"],
        ["rich_text"] = ["elements"],
        ["rich_text_section"] = ["elements"],
        ["rich_text_quote"] = ["elements"],
        ["rich_text_list"] = ["elements", "style"],
        ["text"] = ["text", "style"],
        ["link"] = ["url", "text", "style"],
        ["user"] = ["user_id"],
        ["plain_text"] = ["text", "emoji"],
        ["mrkdwn"] = ["text", "verbatim"],
        ["button"] = ["text", "action_id", "value", "url", "style", "confirm"],
        ["plain_text_input"] = ["action_id", "multiline", "max_length", "min_length", "initial_value", "placeholder"],
        ["datepicker"] = ["action_id", "initial_date", "placeholder"],
        ["static_select"] = ["action_id", "options", "placeholder", "initial_option"],
        ["external_select"] = ["action_id", "placeholder", "min_query_length"],
    };

    /// <summary>Why Slack would refuse a message; <see langword="null"/>: it would not.</summary>
    public static string? WhyRefused(JsonElement message)
    {
        if (!message.TryGetProperty("text", out var text) || text.GetString() is not { Length: > 0 and <= MaxText })
        {
            return "no_text";
        }

        return !message.TryGetProperty("blocks", out var blocks) ? null
            : blocks.GetArrayLength() > MaxMessageBlocks ? "invalid_blocks: more than 50"
            // Characters, however the sender escapes them in JSON.
            : Characters(blocks) > MaxBlockCharacters ? "msg_blocks_too_long"
            : WhyBlocksRefused(blocks, isView: false);
    }

    /// <summary>Why Slack would refuse a view.</summary>
    public static string? WhyViewRefused(JsonElement view)
    {
        var blocks = view.GetProperty("blocks");
        var isModal = view.GetProperty("type").GetString() == "modal";
        var hasInput = blocks.EnumerateArray().Any(block => block.GetProperty("type").GetString() == "input");
        return blocks.GetArrayLength() > MaxViewBlocks ? "invalid_blocks: more than 100"
            : isModal && TextOf(view, "title") is not { Length: > 0 and <= 24 } ? "title"
            : isModal && hasInput && TextOf(view, "submit") is not { Length: > 0 and <= 24 } ? "submit"
            : TextOf(view, "close") is { Length: > 24 } ? "close"
            : view.TryGetProperty("private_metadata", out var metadata) && metadata.GetString()!.Length > 3_000 ? "private_metadata"
            : view.GetRawText().Length > 250_000 ? "view_too_large"
            : WhyBlocksRefused(blocks, isView: true);
    }

    private static string? WhyBlocksRefused(JsonElement blocks, bool isView)
    {
        foreach (var block in blocks.EnumerateArray())
        {
            var type = block.GetProperty("type").GetString();
            var why = (type, isView) switch
            {
                ("section", _) => block.GetProperty("text").GetProperty("text").GetString() is { Length: > 0 and <= MaxObjectText } ? null : "section text",
                ("header", _) => TextOf(block, "text") is { Length: > 0 and <= 150 } ? null : "header",
                ("context", _) => block.GetProperty("elements").GetArrayLength() is > 0 and <= 10 ? null : "context elements",
                ("actions", _) => WhyActionsRefused(block.GetProperty("elements")),
                ("input", true) => TextOf(block, "label") is not { Length: > 0 and <= 2_000 } ? "label" : WhyElementRefused(block.GetProperty("element")),
                ("divider" or "rich_text", _) => null,
                _ => $"unknown block {type}",
            };
            if ((why ?? WhyPartRefused(block)) is { } reason)
            {
                return "invalid_blocks: " + reason;
            }
        }

        return null;
    }

    private static string? WhyActionsRefused(JsonElement elements)
    {
        if (elements.GetArrayLength() is 0 or > 25)
        {
            return "actions elements";
        }

        var ids = elements.EnumerateArray().Select(element => element.GetProperty("action_id").GetString()).ToList();
        return ids.Distinct(StringComparer.Ordinal).Count() != ids.Count ? "action_id twice"
            : elements.EnumerateArray().Select(WhyElementRefused).FirstOrDefault(why => why is not null);
    }

    private static string? WhyElementRefused(JsonElement element)
    {
        if (element.GetProperty("action_id").GetString() is not { Length: > 0 and <= MaxId })
        {
            return "action_id";
        }

        return element.GetProperty("type").GetString() switch
        {
            "button" => TextOf(element, "text") is not { Length: > 0 and <= 75 } ? "button text" : element.TryGetProperty("value", out var value) && value.GetString()!.Length > 2_000 ? "button value" : null,
            "plain_text_input" => element.TryGetProperty("max_length", out var length) && length.GetInt32() is < 1 or > 3_000 ? "max_length" : null,
            "static_select" => element.GetProperty("options").GetArrayLength() is 0 or > 100 ? "options" : null,
            "external_select" or "datepicker" => null,
            var type => $"unknown element {type}",
        };
    }

    /// <summary>Empty texts and unknown fields, however deep.</summary>
    private static string? WhyPartRefused(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().Select(WhyPartRefused).FirstOrDefault(why => why is not null);
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var type = element.TryGetProperty("type", out var name) ? name.GetString() : null;
        foreach (var property in element.EnumerateObject())
        {
            if (type is not null && Fields.TryGetValue(type, out var fields) && property.Name is not ("type" or "block_id") && !fields.Contains(property.Name))
            {
                return $"unknown field {property.Name} of {type}";
            }

            if (property.Name == "text" && property.Value.ValueKind == JsonValueKind.String && property.Value.GetString()!.Length is 0)
            {
                return "empty text";
            }

            if (type is "plain_text" or "mrkdwn" && property.Name == "text" && property.Value.GetString()!.Length > MaxObjectText)
            {
                return "text object";
            }

            if (WhyPartRefused(property.Value) is { } why)
            {
                return why;
            }
        }

        return null;
    }

    private static string? TextOf(JsonElement element, string property) => element.TryGetProperty(property, out var text) ? text.GetProperty("text").GetString() : null;

    private static int Characters(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!.Length,
        JsonValueKind.Array => element.EnumerateArray().Sum(Characters),
        JsonValueKind.Object => element.EnumerateObject().Sum(property => Characters(property.Value)),
        _ => 0,
    };
}
