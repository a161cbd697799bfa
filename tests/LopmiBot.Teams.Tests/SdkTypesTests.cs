using System.Net;
using System.Text;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace LopmiBot.Teams.Tests;

/// <summary>The bot as a program sees it that speaks in Microsoft's own types: each activity is sent as one of them, and each reply is read into one without loss.</summary>
public sealed class SdkTypesTests : IAsyncLifetime
{
    private const string Question = "Que punit la LOPMI ?";

    private ConnectorCounterpart _connector = null!;
    private ChannelHost _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _connector = await ConnectorCounterpart.StartAsync();
        _bot = await ChannelHost.StartAsync(services => services.AddTeams(new TeamsOptions()), app => app.MapTeams());
    }

    public async ValueTask DisposeAsync()
    {
        _connector.Refusals.ShouldBeEmpty();
        await _bot.DisposeAsync();
        await _connector.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("aide")]
    [InlineData(Question)]
    [InlineData("sources")]
    [InlineData("suite")]
    [InlineData("recette de la ratatouille")]
    public async Task A_message_is_answered_in_an_activity(string text)
    {
        var message = Activity(ActivityTypes.Message);
        message.Text = text;
        message.Entities = [new Mention(new ChannelAccount(message.Recipient.Id, "LopmiBot"), "<at>LopmiBot</at>"), new ClientInfo()];

        (await SendAsync(message)).ShouldBe((HttpStatusCode.Accepted, ""));

        var reply = Read<Activity>((await _connector.Replies.NextAsync()).Body.GetRawText());
        reply.ReplyToId.ShouldBe(message.Id);
        reply.Attachments.ShouldHaveSingleItem().ContentType.ShouldBe("application/vnd.microsoft.card.adaptive");
    }

    [Fact]
    public async Task A_new_conversation_is_greeted_in_an_activity()
    {
        var update = Activity(ActivityTypes.ConversationUpdate);
        update.MembersAdded = [update.Recipient];

        (await SendAsync(update)).ShouldBe((HttpStatusCode.Accepted, ""));

        Read<Activity>((await _connector.Sent.NextAsync()).Body.GetRawText()).ReplyToId.ShouldBeNull();
    }

    [Theory]
    [InlineData(ActivityTypes.ContactRelationUpdate)]
    [InlineData(ActivityTypes.ConversationUpdate)]
    [InlineData(ActivityTypes.Typing)]
    [InlineData(ActivityTypes.EndOfConversation)]
    [InlineData(ActivityTypes.Event)]
    [InlineData(ActivityTypes.DeleteUserData)]
    [InlineData(ActivityTypes.MessageUpdate)]
    [InlineData(ActivityTypes.MessageDelete)]
    [InlineData(ActivityTypes.InstallationUpdate)]
    [InlineData(ActivityTypes.MessageReaction)]
    [InlineData(ActivityTypes.Suggestion)]
    [InlineData(ActivityTypes.Trace)]
    [InlineData(ActivityTypes.Handoff)]
    [InlineData(ActivityTypes.Command)]
    [InlineData(ActivityTypes.CommandResult)]
    public async Task Any_other_activity_is_taken(string type)
    {
        var activity = Activity(type);
        activity.Action = "add";
        activity.Name = "something";
        activity.ReactionsAdded = [new MessageReaction("like")];
        activity.ReactionsRemoved = [new MessageReaction("heart")];
        activity.ReplyToId = "1";

        (await SendAsync(activity)).ShouldBe((HttpStatusCode.Accepted, ""));
    }

    [Fact]
    public async Task A_search_in_the_message_box_is_answered_in_an_extension_s_response()
    {
        var (result, _) = await InvokeAsync<MessagingExtensionResponse>(
            "composeExtension/query",
            new MessagingExtensionQuery("search", [new MessagingExtensionParameter("query", Question)], new MessagingExtensionQueryOptions(0, 25)));

        result.ComposeExtension.Attachments.ShouldNotBeEmpty();
        result.ComposeExtension.Attachments.ShouldAllBe(attachment => attachment.Preview != null && attachment.Content != null);
    }

    [Fact]
    public async Task The_law_for_a_message_is_shown_in_a_task()
    {
        var action = new MessagingExtensionAction(commandId: "find", commandContext: "message", messagePayload: new MessageActionsPayload("1", body: new MessageActionsPayloadBody("html", $"<p>{Question}</p>")));

        var (_, body) = await InvokeAsync<JObject>("composeExtension/fetchTask", action);

        // The SDK's type of the whole has no place for the task's value; its bots write it all the same.
        Read<TaskModuleContinueResponse>(body["task"]!.ToString(Formatting.None)).Value.Card.ContentType.ShouldBe("application/vnd.microsoft.card.adaptive");
    }

    [Fact]
    public async Task Closing_a_task_is_answered_with_nothing_to_do()
    {
        (await InvokeAsync<MessagingExtensionActionResponse>("composeExtension/submitAction", new MessagingExtensionAction())).Response.Task.ShouldBeNull();
        (await InvokeAsync<TaskModuleResponse>("task/submit", new TaskModuleRequest())).Response.Task.ShouldBeNull();
    }

    [Fact]
    public async Task A_press_is_answered_in_a_card_a_text_or_an_error()
    {
        foreach (var (verb, subject, type) in new[] { ("Help", "1", "application/vnd.microsoft.activity.message"), ("Nothing", "1", "application/vnd.microsoft.error"), ("Sources", "1", "application/vnd.microsoft.card.adaptive") })
        {
            var action = new AdaptiveCardInvokeAction { Type = "Action.Execute", Verb = verb, Data = new JObject { ["subject"] = subject } };

            (await InvokeAsync<AdaptiveCardInvokeResponse>("adaptiveCard/action", new AdaptiveCardInvokeValue { Action = action })).Response.Type.ShouldBe(type);
        }
    }

    [Fact]
    public async Task Documents_are_suggested_in_a_search_response()
    {
        var (result, _) = await InvokeAsync<SearchInvokeResponse>("application/search", new SearchInvokeValue { Kind = SearchInvokeTypes.Search, QueryText = "telegram" });

        result.StatusCode.ShouldBe(200);
    }

    private sealed class ClientInfo : Entity
    {
        public ClientInfo()
            : base("clientInfo")
        {
            Properties["locale"] = "fr-FR";
        }
    }

    private Activity Activity(string type) => new(type)
    {
        Id = $"{Guid.NewGuid()}",
        Timestamp = DateTimeOffset.UtcNow,
        LocalTimestamp = DateTimeOffset.Now,
        ServiceUrl = _connector.ServiceUrl,
        ChannelId = "msteams",
        From = new ChannelAccount("29:1abc", "Someone", aadObjectId: "6f6e0000-0000-4000-8000-000000000001"),
        Recipient = new ChannelAccount("28:" + ConnectorCounterpart.AppId, "LopmiBot"),
        Conversation = new ConversationAccount(isGroup: false, "personal", "a:1xyz", tenantId: ConnectorCounterpart.TenantId),
        ChannelData = new TeamsChannelData { Tenant = new TenantInfo(ConnectorCounterpart.TenantId) },
        Locale = "fr-FR",
    };

    private async Task<(T Response, JObject Body)> InvokeAsync<T>(string name, object value)
    {
        var invoke = Activity(ActivityTypes.Invoke);
        invoke.Name = name;
        invoke.Value = value;
        var (status, body) = await SendAsync(invoke);
        status.ShouldBe(HttpStatusCode.OK);
        return (Read<T>(body), JObject.Parse(body));
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(Activity activity)
    {
        using var content = new StringContent(JsonConvert.SerializeObject(activity, HttpHelper.BotMessageSerializerSettings), Encoding.UTF8, "application/json");
        using var response = await _bot.Client.PostAsync(_bot.Url("/api/messages"), content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Reads something as the SDK does, and holds that writing it again gives the same.</summary>
    private static T Read<T>(string json)
    {
        var settings = new JsonSerializerSettings { NullValueHandling = NullValueHandling.Ignore, DateParseHandling = DateParseHandling.None };
        var read = JsonConvert.DeserializeObject<T>(json, settings)!;
        var again = JsonConvert.SerializeObject(read, settings);
        JToken.DeepEquals(JsonConvert.DeserializeObject<JToken>(again, settings), JsonConvert.DeserializeObject<JToken>(json, settings)).ShouldBeTrue($"{json}\nis read as\n{again}");
        return read;
    }
}
