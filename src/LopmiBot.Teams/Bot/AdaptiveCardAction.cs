using System.Globalization;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Commands;
using Newtonsoft.Json.Linq;

namespace LopmiBot.Teams.Bot;

/// <summary>What was pressed on a card.</summary>
/// <param name="Press">The button; <see langword="null"/>: what it does is typed, too.</param>
/// <param name="Text">What would be typed.</param>
internal sealed record AdaptiveCardAction(ButtonPress? Press, string Text)
{
    private const int MaxText = 4_000;
    private const int MaxId = 200;

    /// <summary>Reads an <c>Action.Execute</c>: verb beside the data.</summary>
    public static AdaptiveCardAction? OfExecute(JObject value) => value["action"] is JObject action ? Of(action.GetText("verb"), action["data"]) : null;

    /// <summary>Reads an <c>Action.Submit</c>: verb in the data.</summary>
    public static AdaptiveCardAction? OfSubmit(object? value) => value is JObject data ? Of(data.GetText("verb"), data) : null;

    private static AdaptiveCardAction? Of(string? verb, JToken? data)
    {
        if (!Enum.TryParse<CommandKind>(verb, out var command) || !Enum.IsDefined(command))
        {
            return null;
        }

        if (command == CommandKind.Source)
        {
            return data.GetText("document") is { Length: > 0 and <= MaxId } id ? new AdaptiveCardAction(Press: null, $"source {id}") : null;
        }

        return long.TryParse(data.GetText("subject"), NumberStyles.None, CultureInfo.InvariantCulture, out var subject)
            ? new AdaptiveCardAction(new ButtonPress(command, subject, ShortText.Cut(data.GetText("text")?.Trim() ?? "", MaxText)), "")
            : null;
    }
}
