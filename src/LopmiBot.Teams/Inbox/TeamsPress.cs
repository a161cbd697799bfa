using System.Globalization;
using System.Text.Json;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Commands;
using LopmiBot.Teams.Schema;

namespace LopmiBot.Teams.Inbox;

/// <summary>Reads what comes back from a card. The client sends it: nothing in it is trusted.</summary>
internal static class TeamsPress
{
    private const int MaxText = 4_000;
    private const int MaxId = 200;

    /// <summary>Reads an <c>Action.Execute</c>: verb beside the data.</summary>
    public static Pressed? OfExecute(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("action", out var action) && action.ValueKind == JsonValueKind.Object
            ? Of(Text(action, "verb"), action.TryGetProperty("data", out var data) ? data : default)
            : null;

    /// <summary>Reads an <c>Action.Submit</c>: verb in the data.</summary>
    public static Pressed? OfSubmit(JsonElement value) => Of(Text(value, "verb"), value);

    /// <summary>Who said or pressed something; the object id is the same wherever they do.</summary>
    public static Person PersonOf(Activity activity) =>
        new(TeamsDelivery.ChannelName, activity.From is { AadObjectId: { Length: > 0 } person } ? person : activity.From!.Id!, activity.From?.Name);

    /// <summary>Where. In a channel the id names the thread too; in a group chat there is one thread that all see.</summary>
    public static Room RoomOf(Activity activity)
    {
        var id = activity.Conversation!.Id!;
        var thread = id.IndexOf(";messageid=", StringComparison.Ordinal);
        var room = thread > 0 ? new Room(id[..thread], id[(thread + 1)..])
            : IsSeenByRoom(activity) ? new Room(id, "all")
            : new Room(id);
        return room with { IsPrivate = activity.Conversation.ConversationType == "personal", Team = activity.TeamId };
    }

    public static bool IsSeenByRoom(Activity activity) => activity.Conversation?.ConversationType is "channel" or "groupChat";

    /// <summary>A text of an object; <see langword="null"/> when there is none.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Pressed? Of(string? verb, JsonElement data)
    {
        if (!Enum.TryParse<CommandKind>(verb, out var command) || !Enum.IsDefined(command))
        {
            return null;
        }

        if (command == CommandKind.Source)
        {
            return Text(data, "document") is { Length: > 0 and <= MaxId } id ? new Pressed(Press: null, $"source {id}") : null;
        }

        return long.TryParse(Text(data, "subject"), NumberStyles.None, CultureInfo.InvariantCulture, out var subject)
            ? new Pressed(new ButtonPress(command, subject, ShortText.Cut(Text(data, "text")?.Trim() ?? "", MaxText)), "")
            : null;
    }
}

/// <summary>What was pressed.</summary>
/// <param name="Press">The button; <see langword="null"/>: what it does is typed, too.</param>
/// <param name="Text">What would be typed.</param>
internal sealed record Pressed(ButtonPress? Press, string Text);
