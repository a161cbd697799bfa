using System.Net;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Access;
using LopmiBot.Conversation.Commands;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Conversation.Wording;
using LopmiBot.Teams.Cards;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace LopmiBot.Teams.Bot;

/// <summary>
/// What the bot does with each activity: messages are recorded, to be answered later; calls that wait for a result are
/// answered. Source: learn.microsoft.com, "Universal Actions", "Message extensions", "Typeahead search".
/// </summary>
/// <param name="assistant">Does what is pressed.</param>
/// <param name="librarian">Answers searches, which nobody is remembered for, from what each may read.</param>
/// <param name="intake">Records what is to be answered later.</param>
/// <param name="delivery">Draws messages.</param>
/// <param name="sharing">Shows answers in rooms.</param>
/// <param name="references">The conversations that the bot knows.</param>
/// <param name="settings">The bot's public address.</param>
internal sealed class TeamsBot(
    Assistant assistant,
    Librarian librarian,
    DeliveryIntake intake,
    TeamsDelivery delivery,
    AnswerSharing sharing,
    ConversationReferences references,
    ChannelSettings settings) : TeamsActivityHandler
{
    private const string MessageType = "application/vnd.microsoft.activity.message";
    private const string ErrorType = "application/vnd.microsoft.error";

    /// <summary>What Teams shows of a list.</summary>
    private const int MostChoices = 15;

    private const int MostResults = 10;
    private const int MaxQuery = 2_000;
    private const int MaxTitle = 100;

    protected override async Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken)
    {
        var activity = (Activity)turnContext.Activity;
        if (!IsAnswered(activity))
        {
            return;
        }

        if (activity.DeliveryMode == DeliveryModes.ExpectReplies)
        {
            // Whoever waits for the answer in the response asks again when there is none.
            var reply = await assistant.RespondAsync(TeamsDelivery.RequestOf(activity, AdaptiveCardAction.OfSubmit(activity.Value)), cancellationToken);
            await turnContext.SendActivityAsync(delivery.Draw(reply), cancellationToken);
            await assistant.DeliveredAsync(reply, cancellationToken);
            return;
        }

        await RecordAsync(activity, activity.GetKey(), activity.GetPerson().Id, cancellationToken);
    }

    /// <summary>An edited question is a question. Source: learn.microsoft.com, "Update and delete messages sent from bot": event <c>editMessage</c>.</summary>
    protected override async Task OnMessageUpdateActivityAsync(ITurnContext<IMessageUpdateActivity> turnContext, CancellationToken cancellationToken)
    {
        var activity = (Activity)turnContext.Activity;
        if (activity.GetEventType() == "editMessage" && IsAnswered(activity))
        {
            await RecordAsync(activity, TeamsDelivery.KeyOf(activity), activity.GetPerson().Id, cancellationToken);
        }
    }

    /// <summary>The bot is new in a conversation. The SDK would ask the Connector for each new member first, while the caller waits.</summary>
    protected override async Task OnConversationUpdateActivityAsync(
        ITurnContext<IConversationUpdateActivity> turnContext,
        CancellationToken cancellationToken)
    {
        if (turnContext.Activity is Activity { ServiceUrl: not null, Conversation.Id.Length: > 0, Recipient.Id: { Length: > 0 } bot } activity
            && activity.MembersAdded?.Any(member => member?.Id == bot) == true)
        {
            await RecordAsync(activity, $"welcome\n{activity.Conversation.Id}", person: null, cancellationToken);
        }
    }

    /// <summary>Tells the same as the above, and is not greeted on; after an upgrade it is all that is told.</summary>
    protected override Task OnInstallationUpdateAddAsync(
        ITurnContext<IInstallationUpdateActivity> turnContext,
        CancellationToken cancellationToken) =>
        turnContext.Activity is Activity { ServiceUrl: not null, Conversation.Id.Length: > 0, Recipient.Id.Length: > 0 } activity
            ? references.RememberAsync(activity, cancellationToken)
            : Task.CompletedTask;

    /// <summary>The SDK comes here before an upgrade, too: the bot stays where it is.</summary>
    protected override Task OnInstallationUpdateRemoveAsync(
        ITurnContext<IInstallationUpdateActivity> turnContext,
        CancellationToken cancellationToken) =>
        turnContext.Activity is Activity { Action: "remove", Conversation.Id.Length: > 0 } activity
            ? references.ForgetAsync(activity, cancellationToken)
            : Task.CompletedTask;

    protected override async Task OnReactionsAddedAsync(
        IList<MessageReaction> messageReactions,
        ITurnContext<IMessageReactionActivity> turnContext,
        CancellationToken cancellationToken)
    {
        if (turnContext.Activity is Activity { ReplyToId: { Length: > 0 } message } activity && activity.IsFromSomebody() && !activity.IsFromBot()
            && messageReactions.Any(reaction => reaction?.Type is "like" or "heart"))
        {
            await assistant.ReactAsync(activity.GetPerson(), activity.GetRoom(), message, isHelpful: true, "", cancellationToken);
        }
    }

    /// <summary>Nothing: the SDK would read the values of meetings, and fail where there is none.</summary>
    protected override Task OnEventActivityAsync(ITurnContext<IEventActivity> turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Nothing: a deleted question is kept as long as others. The SDK would read the channel's data, and fail where it is odd.</summary>
    protected override Task OnMessageDeleteActivityAsync(ITurnContext<IMessageDeleteActivity> turnContext, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    protected override async Task<InvokeResponse> OnInvokeActivityAsync(
        ITurnContext<IInvokeActivity> turnContext,
        CancellationToken cancellationToken)
    {
        var activity = (Activity)turnContext.Activity;
        if (!activity.IsFromSomebody())
        {
            return NotServed;
        }

        // The SDK takes for granted that there is a value.
        var value = activity.Value as JObject ?? [];
        activity.Value = value;
        try
        {
            return activity.Name switch
            {
                // The SDK refuses by HTTP, of which Teams shows nothing; also actions without a type, and searches for nothing.
                "adaptiveCard/action" => CreateInvokeResponse(await PressAsync(activity, value, cancellationToken)),
                "application/search" => CreateInvokeResponse(Suggest(activity, value)),
                // The SDK does not know it.
                "message/submitAction" => CreateInvokeResponse(await RateAsync(activity, value, cancellationToken)),
                _ => await base.OnInvokeActivityAsync(turnContext, cancellationToken),
            };
        }
        catch (JsonException)
        {
            return new InvokeResponse { Status = (int)HttpStatusCode.BadRequest };
        }
    }

    /// <summary>Cited excerpts for the message box, page by page.</summary>
    protected override Task<MessagingExtensionResponse> OnTeamsMessagingExtensionQueryAsync(
        ITurnContext<IInvokeActivity> turnContext,
        MessagingExtensionQuery query,
        CancellationToken cancellationToken)
    {
        var activity = (Activity)turnContext.Activity;
        var typed = (query.Parameters?.FirstOrDefault(parameter => parameter?.Name == "query")?.Value as string)?.Trim() ?? "";
        if (typed.Length is 0 or > MaxQuery)
        {
            return Task.FromResult(Extension(new MessagingExtensionResult { Type = "message", Text = Words.In(LanguageOf(activity)).WriteSomething }));
        }

        var reply = ForMessage(activity).Ask(new Request(typed) { Locale = activity.GetLocale(), Excerpts = MostResults });
        var skip = Math.Max(0, query.QueryOptions?.Skip ?? 0);
        var quotes = reply.Quotes.Skip(skip).Take(query.QueryOptions?.Count is > 0 and var count ? count : MostResults);
        return Task.FromResult(Extension(reply.Quotes.Count == 0 && skip == 0
            ? new MessagingExtensionResult { Type = "message", Text = reply.Text }
            : new MessagingExtensionResult("list", "result", [.. quotes.Select(quote => AnswerCard.DrawQuote(quote, reply.Words, settings.PublicUrl))])));
    }

    /// <summary>"Find the law for this": what the documents say on a message.</summary>
    protected override Task<MessagingExtensionActionResponse> OnTeamsMessagingExtensionFetchTaskAsync(
        ITurnContext<IInvokeActivity> turnContext,
        MessagingExtensionAction action,
        CancellationToken cancellationToken)
    {
        var activity = (Activity)turnContext.Activity;
        var text = MessageText.OfMarkup(action.MessagePayload?.Body?.Content ?? "");
        var reply = text.Length == 0 ? ForMessage(activity).Help(LanguageOf(activity)) : ForMessage(activity).Ask(new Request(text) { Locale = activity.GetLocale() });
        return Task.FromResult(new MessagingExtensionActionResponse(new TaskModuleContinueResponse(new TaskModuleTaskInfo
        {
            Title = "LopmiBot",
            Height = "large",
            Width = "medium",
            Card = CardAttachment.Of(AnswerCard.Draw(reply, settings.PublicUrl)),
        })));
    }

    /// <summary>Closes what the above opened.</summary>
    protected override Task<MessagingExtensionActionResponse> OnTeamsMessagingExtensionSubmitActionAsync(
        ITurnContext<IInvokeActivity> turnContext,
        MessagingExtensionAction action,
        CancellationToken cancellationToken) =>
        Task.FromResult(new MessagingExtensionActionResponse());

    /// <summary>As the above.</summary>
    protected override Task<TaskModuleResponse> OnTeamsTaskModuleSubmitAsync(
        ITurnContext<IInvokeActivity> turnContext,
        TaskModuleRequest taskModuleRequest,
        CancellationToken cancellationToken) =>
        Task.FromResult(new TaskModuleResponse());

    /// <summary>The bot sends no files. The SDK would call the file malformed.</summary>
    protected override Task<InvokeResponse> OnTeamsFileConsentAsync(
        ITurnContext<IInvokeActivity> turnContext,
        FileConsentCardResponse fileConsentCardResponse,
        CancellationToken cancellationToken) =>
        Task.FromResult(NotServed);

    private static InvokeResponse NotServed => new() { Status = (int)HttpStatusCode.NotImplemented };

    private static Language LanguageOf(Activity activity) => LanguageCodes.Parse(activity.GetLocale()) ?? Language.French;

    /// <summary>Somebody says or presses something; an image, a file or a name alone asks what the bot is for.</summary>
    private static bool IsAnswered(Activity activity) =>
        activity is { Id.Length: > 0, ServiceUrl: not null } && activity.IsFromSomebody() && !activity.IsFromBot()
        && (AdaptiveCardAction.OfSubmit(activity.Value) is not null
            || MessageText.Of(activity).Length > 0
            || (activity.Value is null && (activity.Attachments is { Count: > 0 } || MessageText.MentionsBot(activity))));

    private Task<bool> RecordAsync(Activity activity, string key, string? person, CancellationToken cancellationToken) =>
        intake.AcceptAsync(new AcceptedRequest(TeamsDelivery.ChannelName, key, ActivityJson.Write(activity), person), cancellationToken);

    private async Task<AdaptiveCardInvokeResponse> PressAsync(Activity activity, JObject value, CancellationToken cancellationToken)
    {
        if (AdaptiveCardAction.OfExecute(value) is not { } action)
        {
            return Result(ErrorType, new Error("BadRequest", "The button is not one of this bot's."), HttpStatusCode.BadRequest);
        }

        var request = TeamsDelivery.RequestOf(activity, action);
        if (action.Press is { Command: CommandKind.Share } share)
        {
            var shared = await sharing.ShareAsync(activity, request, share, cancellationToken);
            return shared.Form is null ? Result(MessageType, shared.Text) : Card(shared);
        }

        var reply = await assistant.RespondAsync(request, cancellationToken);
        await assistant.DeliveredAsync(reply, cancellationToken);
        // A form takes the answer's place until it is sent; what does not change the answer is said beside it.
        return reply switch
        {
            { Revised: { } revised } => Card(revised),
            { Form: not null } or { Quotes.Count: > 0 } or { Links.Count: > 0 } => Card(reply),
            _ => Result(MessageType, reply.Text),
        };
    }

    /// <summary>Documents by what is typed of their names.</summary>
    private SearchInvokeResponse Suggest(Activity activity, JObject value)
    {
        var typed = value.GetText("queryText") ?? "";
        var found = value.GetText("dataset") == "documents" && typed.Length is > 0 and <= MaxQuery
            ? LanguageCodes.All.SelectMany(language => ReaderOf(activity, activity.GetRoom()).Search(typed, language)).Take(MostChoices)
            : [];
        return new SearchInvokeResponse
        {
            StatusCode = (int)HttpStatusCode.OK,
            Type = "application/vnd.microsoft.search.searchResponse",
            Value = new JObject { ["results"] = new JArray(found.Select(document => new JObject { ["value"] = document.Id, ["title"] = ShortText.Cut(document.Title, MaxTitle) })) },
        };
    }

    /// <summary>The thumbs that Teams draws below a message.</summary>
    /// <returns>Nothing: a body with content would be shown as an error.</returns>
    private async Task<JObject> RateAsync(Activity activity, JObject value, CancellationToken cancellationToken)
    {
        if (value.GetText("actionName") == "feedback" && value["actionValue"] is JObject given && activity.ReplyToId is { Length: > 0 } message)
        {
            await assistant.ReactAsync(activity.GetPerson(), activity.GetRoom(), message, given.GetText("reaction") != "dislike", CommentIn(given.GetText("feedback")), cancellationToken);
        }

        return [];
    }

    /// <summary>A JSON text inside a text, or nothing.</summary>
    private static string CommentIn(string? feedback)
    {
        try
        {
            return (feedback is { Length: > 0 } ? ActivityJson.Read<JToken>(feedback) : null).GetText("feedbackText") ?? "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private AnswerComposer ReaderOf(Activity activity, Room room) => librarian.For(TeamsDelivery.ChannelName, activity.GetPerson(), room);

    /// <summary>What is put into a message is for whoever else reads it: no chat counts as the person's own.</summary>
    private AnswerComposer ForMessage(Activity activity) => ReaderOf(activity, activity.GetRoom() with { IsPrivate = false });

    private static MessagingExtensionResponse Extension(MessagingExtensionResult result) => new(result);

    private AdaptiveCardInvokeResponse Card(Reply reply) => Result(AnswerCard.ContentType, CardAttachment.Raw(AnswerCard.Draw(reply, settings.PublicUrl)));

    private static AdaptiveCardInvokeResponse Result(string type, object value, HttpStatusCode status = HttpStatusCode.OK) =>
        new() { StatusCode = (int)status, Type = type, Value = value };
}
