using Microsoft.AspNetCore.Http;

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

    /// <summary>The workspace.</summary>
    public required string TeamId { get; init; }

    /// <summary>The conversation.</summary>
    public required string ChannelId { get; init; }

    /// <summary>Reads the fields of a form; <see langword="null"/> when one is missing or malformed.</summary>
    public static SlashCommand? From(IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(form);
        string Field(string name) => form[name].ToString();
        if (Field("command").Length == 0 || Field("trigger_id").Length == 0 || Field("team_id").Length == 0 || Field("user_id").Length == 0 || !Uri.TryCreate(Field("response_url"), UriKind.Absolute, out var responseUrl))
        {
            return null;
        }

        return new SlashCommand
        {
            Command = Field("command"),
            Text = Field("text"),
            ResponseUrl = responseUrl,
            TriggerId = Field("trigger_id"),
            UserId = Field("user_id"),
            TeamId = Field("team_id"),
            ChannelId = Field("channel_id"),
        };
    }
}
