namespace LopmiBot.Slack.Protocol;

/// <summary>A slash command as Slack posts it. Source: docs.slack.dev, "Implementing slash commands".</summary>
public sealed record SlashCommand
{
    /// <summary>The command, such as <c>/lopmi</c>.</summary>
    public required string Command { get; init; }

    /// <summary>What the person typed after it.</summary>
    public required string Text { get; init; }

    /// <summary>Takes up to five answers within 30 minutes. A capability: never logged.</summary>
    public required Uri ResponseUrl { get; init; }

    /// <summary>Unique for each use of the command.</summary>
    public required string TriggerId { get; init; }

    /// <summary>The person.</summary>
    public required string UserId { get; init; }

    /// <summary>The person's name.</summary>
    public string? UserName { get; init; }

    /// <summary>The workspace.</summary>
    public required string TeamId { get; init; }

    /// <summary>The conversation.</summary>
    public required string ChannelId { get; init; }

    /// <summary>Reads the fields of a form, or of the same as JSON; <see langword="null"/> when one is missing or malformed.</summary>
    /// <param name="field">The value of a field; <see langword="null"/> or empty where there is none.</param>
    public static SlashCommand? From(Func<string, string?> field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field("command") is { Length: > 0 } command && field("trigger_id") is { Length: > 0 } trigger
            && field("team_id") is { Length: > 0 } team && field("user_id") is { Length: > 0 } user
            && Uri.TryCreate(field("response_url"), UriKind.Absolute, out var responseUrl)
            ? new SlashCommand
            {
                Command = command,
                Text = field("text") ?? "",
                ResponseUrl = responseUrl,
                TriggerId = trigger,
                UserId = user,
                UserName = field("user_name") is { Length: > 0 } name ? name : null,
                TeamId = team,
                ChannelId = field("channel_id") ?? "",
            }
            : null;
    }
}
