using System.Text.Json.Serialization;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Commands;

namespace LopmiBot.Slack.Inbox;

/// <summary>What has to be answered, whatever way it came: kept until it is.</summary>
internal sealed record SlackRequest
{
    public required string Team { get; init; }

    public required string User { get; init; }

    /// <summary>As Slack told; <see langword="null"/> where it does not.</summary>
    public string? UserName { get; init; }

    /// <summary>The channel, or the person when nothing else is known.</summary>
    public required string Channel { get; init; }

    /// <summary>The thread to answer in; <see langword="null"/>: none.</summary>
    public string? Thread { get; init; }

    /// <summary>As typed, without markup.</summary>
    public string Text { get; init; } = "";

    /// <summary>What was pressed.</summary>
    public CommandKind? Press { get; init; }

    /// <summary>What it is about.</summary>
    public long Subject { get; init; }

    /// <summary>The day asked for, <c>yyyy-MM-dd</c>.</summary>
    public string? AsOf { get; init; }

    /// <summary>The language asked for, <c>fr</c> or <c>en</c>.</summary>
    public string? Language { get; init; }

    /// <summary>Takes up to five answers within 30 minutes. A capability: never logged.</summary>
    public Uri? ResponseUrl { get; init; }

    /// <summary>Whether everybody in the channel sees the answer.</summary>
    public bool IsSeenByRoom { get; init; }

    /// <summary>Whether the answer may take the place of the message pressed on.</summary>
    public bool MayReplace { get; init; }

    /// <summary>Whether the person's Home tab is to be drawn, and nothing answered.</summary>
    public bool IsHome { get; init; }

    /// <summary>Whether questions are to be suggested in an assistant's thread that was opened, and nothing answered.</summary>
    public bool IsThreadOpened { get; init; }

    /// <summary>Unique for each thing said or pressed.</summary>
    public required string Key { get; init; }

    /// <summary>The person, by the id that the conversation knows.</summary>
    public string PersonId => $"{Team}:{User}";

    /// <summary>Where it was said. A channel that starts with D, or that is the person's own id, is a direct message.</summary>
    [JsonIgnore]
    public Room Room => new($"{Team}:{Channel}", Thread ?? "") { Team = Team, IsPrivate = Channel.StartsWith('D') || Channel == User };
}

/// <summary>Where a form was opened from: kept in it, and back with what was filled in.</summary>
public sealed record FormOrigin
{
    /// <summary>What the form does when sent.</summary>
    public CommandKind? Press { get; init; }

    /// <summary>What it is about.</summary>
    public long Subject { get; init; }

    /// <summary>The channel that it was opened in.</summary>
    public string? Channel { get; init; }

    /// <summary>The thread.</summary>
    public string? Thread { get; init; }

    /// <summary>Takes the answer. A capability: never logged.</summary>
    public Uri? ResponseUrl { get; init; }

    /// <summary>Whether everybody in the channel sees the answer.</summary>
    public bool IsSeenByRoom { get; init; }
}
