using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Access;
using LopmiBot.Conversation.Commands;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Conversation.Wording;
using LopmiBot.Teams.Cards;
using LopmiBot.Teams.Connector;
using LopmiBot.Teams.Schema;

namespace LopmiBot.Teams.Inbox;

/// <summary>Answers the calls that wait for a result. Source: learn.microsoft.com, "Universal Actions", "Message extensions", "Typeahead search".</summary>
/// <param name="assistant">Does what is pressed.</param>
/// <param name="librarian">Answers searches, which nobody is remembered for, from what each may read.</param>
/// <param name="teams">Speaks in a room unasked.</param>
/// <param name="connector">Knows who is a member of what.</param>
/// <param name="references">The rooms that the bot knows.</param>
/// <param name="settings">The bot's public address.</param>
internal sealed partial class TeamsInvokes(Assistant assistant, Librarian librarian, TeamsDelivery teams, ConnectorClient connector, IReferenceStore references, ChannelSettings settings)
{
    private const string CardType = "application/vnd.microsoft.card.adaptive";
    private const string MessageType = "application/vnd.microsoft.activity.message";
    private const string ErrorType = "application/vnd.microsoft.error";

    /// <summary>What Teams shows of a list.</summary>
    private const int MostChoices = 15;

    private const int MostResults = 10;
    private const int MostKnownRooms = 50;
    private const int MembersAtOnce = 8;

    /// <summary>How the ids of channels and group chats start.</summary>
    private const string RoomPrefix = "19:";
    private const int MaxQuery = 2_000;
    private const int MaxTitle = 100;

    /// <summary>The result of an invoke; <see langword="null"/>: the bot does not serve it.</summary>
    public async Task<JsonNode?> AnswerAsync(Activity activity, CancellationToken cancellationToken)
    {
        var value = activity.Value ?? default;
        return activity.Name switch
        {
            "adaptiveCard/action" => await PressAsync(activity, value, cancellationToken),
            "application/search" => Suggest(activity, value),
            "composeExtension/query" => Search(activity, value),
            "composeExtension/fetchTask" => FindFor(activity, value),
            "composeExtension/submitAction" or "task/submit" => new JsonObject(),
            "message/submitAction" => await ReactAsync(activity, value, cancellationToken),
            _ => null,
        };
    }

    private async Task<JsonNode> PressAsync(Activity activity, JsonElement value, CancellationToken cancellationToken)
    {
        if (TeamsPress.OfExecute(value) is not { } pressed)
        {
            return Result(400, ErrorType, new JsonObject { ["code"] = "BadRequest", ["message"] = "The button is not one of this bot's." });
        }

        if (pressed.Press is { Command: CommandKind.Share } share)
        {
            return await ShareAsync(activity, pressed, share, cancellationToken);
        }

        var reply = await assistant.RespondAsync(TeamsDelivery.RequestOf(activity, pressed), cancellationToken);
        await assistant.DeliveredAsync(reply, cancellationToken);
        // A form takes the answer's place until it is sent; what does not change the answer is said beside it.
        return reply switch
        {
            { Revised: { } revised } => Result(200, CardType, AnswerCard.Draw(revised, settings.PublicUrl).Content),
            { Form: not null } or { Quotes.Count: > 0 } or { Links.Count: > 0 } => Result(200, CardType, AnswerCard.Draw(reply, settings.PublicUrl).Content),
            _ => Result(200, MessageType, reply.Text),
        };
    }

    /// <summary>Shows an answer in a channel or group chat that both the person and the bot are in: the person chooses, then it is posted under their name.</summary>
    private async Task<JsonNode> ShareAsync(Activity activity, Pressed pressed, ButtonPress share, CancellationToken cancellationToken)
    {
        // Until a room is chosen, the answer is shown where it was.
        var reply = await assistant.RespondAsync(TeamsDelivery.RequestOf(activity, pressed) with { ShownIn = TeamsPress.RoomOf(activity) }, cancellationToken);
        if (!reply.IsForRoom)
        {
            return Result(200, MessageType, reply.Text);
        }

        if (share.Text.Length > 0)
        {
            return Result(200, MessageType, await ShareInAsync(share.Text, activity, pressed, reply.Words, cancellationToken));
        }

        var rooms = await RoomsAsync(activity, cancellationToken);
        return rooms.Count == 0
            ? Result(200, MessageType, reply.Words.NowhereToShare)
            : Result(200, CardType, AnswerCard.Draw(
                reply with
                {
                    SharedBy = null,
                    Form = new ReplyForm(CommandKind.Share, share.Subject, reply.Words.Label(CommandKind.Share), reply.Words.ShareWhere, reply.Words.Send, MaxQuery) { Choices = rooms },
                },
                settings.PublicUrl).Content);
    }

    /// <summary>Posts an answer in the room that was chosen.</summary>
    /// <returns>How it went, in words.</returns>
    private async Task<string> ShareInAsync(string room, Activity activity, Pressed pressed, Words words, CancellationToken cancellationToken)
    {
        if (await references.FindAsync(TeamsDelivery.ChannelName, room, cancellationToken) is not { } kept || await NameForMemberAsync(kept, activity, cancellationToken) is not { } name)
        {
            return words.NowhereToShare;
        }

        // Asked again, for what the room may read.
        var team = JsonSerializer.Deserialize(kept, ActivityJson.Default.ConversationReference)?.Team;
        var reply = await assistant.RespondAsync(TeamsDelivery.RequestOf(activity, pressed) with { ShownIn = new Room(room) { Team = team } }, cancellationToken);
        if (reply is not { IsForRoom: true, Quotes.Count: > 0 })
        {
            return words.NothingToShare;
        }

        try
        {
            await teams.SayAsync(room, reply, _ => Task.CompletedTask, cancellationToken);
            return reply.Words.SharedIn(name);
        }
        catch (DeliveryException)
        {
            return reply.Words.AnswerFailed;
        }
    }

    /// <summary>The channels and group chats that both the bot and the person are in.</summary>
    private async Task<IReadOnlyList<(string Id, string Name)>> RoomsAsync(Activity activity, CancellationToken cancellationToken)
    {
        var known = await references.ListAsync(TeamsDelivery.ChannelName, RoomPrefix, MostKnownRooms, cancellationToken);
        var names = new string?[known.Count];
        await Parallel.ForAsync(0, known.Count, new ParallelOptions { MaxDegreeOfParallelism = MembersAtOnce, CancellationToken = cancellationToken }, async (i, token) =>
            names[i] = await NameForMemberAsync(known[i].Reference, activity, token));
        return [.. known.Zip(names, (room, name) => (room.Id, Name: name!)).Where(room => room.Name is not null).Take(MostChoices)];
    }

    /// <summary>What people call a room; <see langword="null"/> unless the person is a member of it: nobody posts where they are not.</summary>
    private async Task<string?> NameForMemberAsync(string kept, Activity activity, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize(kept, ActivityJson.Default.ConversationReference) is { Name: { } name } reference
                && await connector.IsMemberAsync(reference, activity.From!.Id ?? "", cancellationToken)
                    ? ShortText.Cut(name, MaxTitle)
                    : null;
        }
        catch (DeliveryException)
        {
            // Who cannot be known to be a member is none.
            return null;
        }
    }

    /// <summary>Documents by what is typed of their names.</summary>
    private JsonObject Suggest(Activity activity, JsonElement value)
    {
        var typed = TeamsPress.Text(value, "queryText") ?? "";
        var found = TeamsPress.Text(value, "dataset") == "documents" && typed.Length is > 0 and <= MaxQuery
            ? LanguageCodes.All.SelectMany(language => ReaderOf(activity, TeamsPress.RoomOf(activity)).Search(typed, language)).Take(MostChoices)
            : [];
        return new JsonObject
        {
            ["type"] = "application/vnd.microsoft.search.searchResponse",
            ["value"] = new JsonObject
            {
                ["results"] = new JsonArray([.. found.Select(document => new JsonObject { ["value"] = document.Id, ["title"] = ShortText.Cut(document.Title, MaxTitle) })]),
            },
        };
    }

    /// <summary>Cited excerpts for the message box.</summary>
    private JsonObject Search(Activity activity, JsonElement value)
    {
        var query = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("parameters", out var parameters) && parameters.ValueKind == JsonValueKind.Array
            ? parameters.EnumerateArray().Where(parameter => TeamsPress.Text(parameter, "name") == "query").Select(parameter => TeamsPress.Text(parameter, "value")).FirstOrDefault()?.Trim() ?? ""
            : "";
        if (query.Length is 0 or > MaxQuery)
        {
            var words = Words.In(LanguageCodes.Parse(activity.Locale) ?? Language.French);
            return Extension(new JsonObject { ["type"] = "message", ["text"] = words.WriteSomething });
        }

        var reply = ForMessage(activity).Ask(new Request(query) { Locale = activity.Locale, Excerpts = MostResults });
        return Extension(reply.Quotes.Count == 0
            ? new JsonObject { ["type"] = "message", ["text"] = reply.Text }
            : new JsonObject
            {
                ["type"] = "result",
                ["attachmentLayout"] = "list",
                ["attachments"] = new JsonArray([.. reply.Quotes.Select(quote => JsonSerializer.SerializeToNode(AnswerCard.DrawQuote(quote, reply.Words, settings.PublicUrl), ActivityJson.Default.Attachment))]),
            });
    }

    /// <summary>"Find the law for this": what the documents say on a message.</summary>
    private JsonObject FindFor(Activity activity, JsonElement value)
    {
        var body = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("messagePayload", out var message) && message.ValueKind == JsonValueKind.Object && message.TryGetProperty("body", out var content)
            ? TeamsPress.Text(content, "content") ?? ""
            : "";
        var text = WebUtility.HtmlDecode(Tags().Replace(body, " ")).Trim();
        var reply = text.Length == 0 ? ForMessage(activity).Help(LanguageCodes.Parse(activity.Locale) ?? Language.French) : ForMessage(activity).Ask(new Request(text) { Locale = activity.Locale });
        return new JsonObject
        {
            ["task"] = new JsonObject
            {
                ["type"] = "continue",
                ["value"] = new JsonObject
                {
                    ["title"] = "LopmiBot",
                    ["height"] = "large",
                    ["width"] = "medium",
                    ["card"] = JsonSerializer.SerializeToNode(AnswerCard.Draw(reply, settings.PublicUrl), ActivityJson.Default.Attachment),
                },
            },
        };
    }

    private AnswerComposer ReaderOf(Activity activity, Room room) => librarian.For(TeamsDelivery.ChannelName, TeamsPress.PersonOf(activity), room);

    /// <summary>What is put into a message is for whoever else reads it: no chat counts as the person's own.</summary>
    private AnswerComposer ForMessage(Activity activity) => ReaderOf(activity, TeamsPress.RoomOf(activity) with { IsPrivate = false });

    /// <summary>A sign that somebody put on a message of the bot's.</summary>
    public async Task ReactAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (activity is { ReplyToId: { Length: > 0 } message } && activity.ReactionsAdded?.Any(reaction => reaction.Type is "like" or "heart") == true)
        {
            await assistant.ReactAsync(TeamsPress.PersonOf(activity), TeamsPress.RoomOf(activity), message, isHelpful: true, "", cancellationToken);
        }
    }

    /// <summary>The thumbs that Teams draws below a message.</summary>
    private async Task<JsonNode> ReactAsync(Activity activity, JsonElement value, CancellationToken cancellationToken)
    {
        if (TeamsPress.Text(value, "actionName") == "feedback" && value.TryGetProperty("actionValue", out var given) && activity.ReplyToId is { Length: > 0 } message)
        {
            await assistant.ReactAsync(TeamsPress.PersonOf(activity), TeamsPress.RoomOf(activity), message, TeamsPress.Text(given, "reaction") != "dislike", Comment(TeamsPress.Text(given, "feedback")), cancellationToken);
        }

        // A body with content would be shown as an error.
        return new JsonObject();
    }

    /// <summary>A JSON text inside a text, or nothing.</summary>
    private static string Comment(string? feedback)
    {
        try
        {
            using var parsed = JsonDocument.Parse(feedback is { Length: > 0 } ? feedback : "{}");
            return TeamsPress.Text(parsed.RootElement, "feedbackText") ?? "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static JsonObject Extension(JsonObject result) => new() { ["composeExtension"] = result };

    private static JsonObject Result(int status, string type, JsonNode? value) => new() { ["statusCode"] = status, ["type"] = type, ["value"] = value };

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tags();
}
