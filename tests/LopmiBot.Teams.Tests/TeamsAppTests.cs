using System.Net;
using System.Text.Json;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Memory;

namespace LopmiBot.Teams.Tests;

/// <summary>What people in Teams can do beside asking.</summary>
public sealed class TeamsAppTests : IAsyncLifetime
{
    private const string Question = "Que punit la LOPMI ?";
    private const string Expert = "6f6e0000-0000-4000-8000-00000000000e";
    private const string ExpertRoom = "19:experts@thread.tacv2";

    private ConnectorCounterpart _connector = null!;
    private ChannelHost _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _connector = await ConnectorCounterpart.StartAsync();
        _bot = await ChannelHost.StartAsync(
            services => services.AddTeams(new TeamsOptions()),
            app => app.MapTeams(),
            new ConversationOptions { Experts = [$"teams:{Expert}"], ExpertRooms = [$"teams:{ExpertRoom}"] });
    }

    public async ValueTask DisposeAsync()
    {
        _connector.Refusals.ShouldBeEmpty("the Connector refuses nothing that the bot sends");
        await _bot.DisposeAsync();
        await _connector.DisposeAsync();
    }

    [Fact]
    public async Task More_and_thumbs_change_the_card_in_place()
    {
        var reply = await AskAsync(Question);
        var quotes = Quotes(reply.Card);

        var more = await PressAsync(reply, "More");
        more.GetProperty("type").GetString().ShouldBe("application/vnd.microsoft.card.adaptive");
        Quotes(more.GetProperty("value")).Take(quotes.Count).ShouldBe(quotes);
        Quotes(more.GetProperty("value")).Count.ShouldBeGreaterThan(quotes.Count);

        var helpful = await PressAsync(reply, "Helpful");
        Texts(helpful.GetProperty("value")).ShouldContain(text => text.StartsWith("Merci", StringComparison.Ordinal));
        Quotes(helpful.GetProperty("value")).ShouldBe(Quotes(more.GetProperty("value")));
    }

    [Fact]
    public async Task An_older_client_s_button_updates_the_message()
    {
        var reply = await AskAsync(Question);
        var submit = _connector.Message("");
        submit["value"] = new { verb = "Helpful", subject = Subject(reply.Card, "Helpful") };
        submit["replyToId"] = reply.Id;

        using var response = await SendAsync(submit);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var update = await _connector.Updates.NextAsync();
        update.ActivityId.ShouldBe(reply.Id);
        Quotes(update.Card).ShouldBe(Quotes(reply.Card));
    }

    [Fact]
    public async Task Why_is_told_beside_the_card()
    {
        var why = await PressAsync(await AskAsync(Question), "Why");

        why.GetProperty("type").GetString().ShouldBe("application/vnd.microsoft.activity.message");
        why.GetProperty("value").GetString().ShouldNotBeNull().ShouldContain("cherché");
    }

    [Fact]
    public async Task What_was_missing_is_said_in_a_field_of_the_card()
    {
        var reply = await AskAsync(Question);
        var lacking = (await PressAsync(reply, "NotHelpful")).GetProperty("value");
        var form = await PressAsync(reply with { Body = Wrapped(lacking) }, "Comment");
        var card = form.GetProperty("value");
        card.GetProperty("body").EnumerateArray().Single(element => element.GetProperty("type").GetString() == "Input.Text").GetProperty("label").GetString().ShouldNotBeNull().ShouldContain("manquait");

        var done = await PressAsync(reply with { Body = Wrapped(card) }, "NotHelpful", ("text", "la date"));

        Texts(done.GetProperty("value")).ShouldContain(text => text.Contains("remarque", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"action":{"verb":"DropTables","data":{"subject":"1"}}}""")]
    [InlineData("""{"action":{"verb":"999","data":{"subject":"1"}}}""")]
    [InlineData("""{"action":{"verb":"More","data":{"subject":"one"}}}""")]
    [InlineData("""{"action":{"verb":"Source","data":{}}}""")]
    [InlineData("""{"action":"More"}""")]
    public async Task A_forged_button_is_refused_in_the_way_that_teams_shows(string value)
    {
        var result = await InvokeAsync("adaptiveCard/action", JsonSerializer.Deserialize<JsonElement>(value));

        result.GetProperty("statusCode").GetInt32().ShouldBe(400);
        result.GetProperty("type").GetString().ShouldBe("application/vnd.microsoft.error");
    }

    [Fact]
    public async Task Somebody_else_s_answer_cannot_be_read_by_its_number()
    {
        var reply = await AskAsync("Qui dirige J3 ?");
        var press = _connector.Press("More", new Dictionary<string, string>(StringComparer.Ordinal) { ["subject"] = Subject(reply.Card, "More") }, reply.Id);
        press["from"] = new { id = "29:other", name = "Other", aadObjectId = "6f6e0000-0000-4000-8000-000000000002" };
        press["conversation"] = new { id = "a:other", conversationType = "personal", tenantId = ConnectorCounterpart.TenantId };

        using var response = await SendAsync(press);

        (await response.Content.ReadAsStringAsync()).ShouldNotContain("J3");
    }

    [Fact]
    public async Task In_a_channel_the_answer_is_in_the_thread_and_all_may_judge_it()
    {
        var asked = InChannel(_connector.Message("<at>LopmiBot</at> " + Question));
        asked["entities"] = new object[] { new { type = "mention", mentioned = new { id = "28:" + ConnectorCounterpart.AppId }, text = "<at>LopmiBot</at>" } };
        using var response = await SendAsync(asked);
        var reply = await _connector.Replies.NextAsync();
        reply.ConversationId.ShouldBe("19:legal@thread.tacv2;messageid=1699999999000");

        var press = InChannel(_connector.Press("Helpful", new Dictionary<string, string>(StringComparer.Ordinal) { ["subject"] = Subject(reply.Card, "Helpful") }, reply.Id));
        press["from"] = new { id = "29:other", name = "Other", aadObjectId = "6f6e0000-0000-4000-8000-000000000002" };
        using var pressed = await SendAsync(press);

        (await pressed.Content.ReadAsStringAsync()).ShouldContain("Merci");
    }

    [Fact]
    public async Task A_question_goes_to_the_experts_channel_and_their_answer_to_the_asker()
    {
        using var installed = await SendAsync(Installed(ExpertRoom, "channel"));
        (await _connector.Sent.NextAsync()).ConversationId.ShouldBe(ExpertRoom);
        var reply = await AskAsync(Question);

        Texts((await PressAsync(reply, "AskExpert")).GetProperty("value")).ShouldContain(text => text.Contains("numéro 1", StringComparison.Ordinal));
        var waits = await _connector.Sent.NextAsync();
        waits.ConversationId.ShouldBe(ExpertRoom);
        Quotes(waits.Card).ShouldBe(Quotes(reply.Card));

        (await ExpertPressAsync(waits, waits.Card, "TakeQuestion", "Someone", "6f6e0000-0000-4000-8000-000000000002")).GetProperty("value").GetString().ShouldNotBeNull().ShouldContain("réservé");
        var taken = (await ExpertPressAsync(waits, waits.Card, "TakeQuestion")).GetProperty("value");
        Texts(taken).ShouldContain("Prise par Expert 1.");
        var form = (await ExpertPressAsync(waits, taken, "AnswerQuestion")).GetProperty("value");
        var answered = (await ExpertPressAsync(waits, form, "AnswerQuestion", text: "L'administration illicite.")).GetProperty("value");
        Texts(answered).ShouldContain("Expert 1 a répondu.");

        var returned = await _connector.Sent.NextAsync();
        returned.ConversationId.ShouldBe("a:1xyz;part=1");
        Texts(returned.Card).ShouldContain(text => text.Contains("une personne et non un document", StringComparison.Ordinal) && text.Contains("L'administration illicite.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_expert_s_answer_finds_somebody_who_asked_in_a_channel_in_a_chat_of_their_own()
    {
        using var installed = await SendAsync(Installed(ExpertRoom, "channel"));
        await _connector.Sent.NextAsync();
        var asked = InChannel(_connector.Message(Question));
        asked["from"] = new { id = "29:shy", name = "Shy", aadObjectId = "6f6e0000-0000-4000-8000-0000000000aa" };
        using var response = await SendAsync(asked);
        var reply = await _connector.Replies.NextAsync();
        var press = InChannel(_connector.Press("AskExpert", new Dictionary<string, string>(StringComparer.Ordinal) { ["subject"] = Subject(reply.Card, "AskExpert") }, reply.Id));
        press["from"] = asked["from"];
        using var pressed = await SendAsync(press);
        var waits = await _connector.Sent.NextAsync();
        var form = (await ExpertPressAsync(waits, waits.Card, "AnswerQuestion")).GetProperty("value");
        await ExpertPressAsync(waits, form, "AnswerQuestion", text: "Voyez l'article 323-3-2.");

        var returned = await _connector.Sent.NextAsync();

        returned.ConversationId.ShouldBe("a:with-29:shy");
        Texts(returned.Card).ShouldContain(text => text.Contains("Voyez l'article 323-3-2.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_is_shared_where_both_the_person_and_the_bot_are_members()
    {
        foreach (var room in (string[])["19:mine@thread.tacv2", "19:others@thread.tacv2"])
        {
            var added = Installed(room, "channel");
            added["channelData"] = new { tenant = new { id = ConnectorCounterpart.TenantId }, team = new { name = "Legal" }, channel = new { name = room[3..8] } };
            using var installed = await SendAsync(added);
            await _connector.Sent.NextAsync();
        }

        var reply = await AskAsync(Question);
        (await PressAsync(reply, "Share")).GetProperty("value").GetString().ShouldNotBeNull().ShouldContain("ajoutez-m’y");
        _connector.Members.Add(("19:mine@thread.tacv2", "29:1abc"));

        var choice = (await PressAsync(reply, "Share")).GetProperty("value");
        var options = choice.GetProperty("body").EnumerateArray().Single(element => element.GetProperty("type").GetString() == "Input.ChoiceSet").GetProperty("choices");
        options.EnumerateArray().ShouldHaveSingleItem().GetProperty("title").GetString().ShouldBe("Legal · mine@");
        await PressAsync(reply with { Body = Wrapped(choice) }, "Share", ("text", "19:others@thread.tacv2"));
        _connector.Sent.IsEmpty.ShouldBeTrue("nobody posts where they are not");
        (await PressAsync(reply with { Body = Wrapped(choice) }, "Share", ("text", "19:mine@thread.tacv2"))).GetProperty("value").GetString().ShouldBe("Partagé dans Legal · mine@.");

        var shared = await _connector.Sent.NextAsync();
        shared.ConversationId.ShouldBe("19:mine@thread.tacv2");
        Quotes(shared.Card).ShouldBe(Quotes(reply.Card));
        Texts(shared.Card).ShouldContain("Partagé par Someone");
        shared.Card.GetRawText().ShouldNotContain("Action.Execute");
    }

    [Theory]
    [InlineData("fr-FR", "citations exactes")]
    [InlineData("en-GB", "exact quotes")]
    public async Task A_new_conversation_is_greeted_once_in_the_person_s_language(string locale, string expected)
    {
        var added = Installed("a:new", "personal");
        added["locale"] = locale;
        using var first = await SendAsync(added);
        added["id"] = "again";
        using var again = await SendAsync(added);
        added["type"] = "installationUpdate";
        added["action"] = "add";
        using var installation = await SendAsync(added);
        using var question = await SendAsync(_connector.Message("aide"));
        await _connector.Replies.NextAsync();

        Texts((await _connector.Sent.NextAsync()).Card)[0].ShouldContain(expected);
        _connector.Sent.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task The_message_box_finds_cited_excerpts()
    {
        var result = (await InvokeAsync("composeExtension/query", new { commandId = "search", parameters = new[] { new { name = "query", value = Question } }, queryOptions = new { skip = 0, count = 25 } })).GetProperty("composeExtension");

        result.GetProperty("type").GetString().ShouldBe("result");
        var first = result.GetProperty("attachments")[0];
        first.GetProperty("contentType").GetString().ShouldBe("application/vnd.microsoft.card.adaptive");
        first.GetRawText().Length.ShouldBeLessThan(28 * 1024);
        Texts(first.GetProperty("content")).ShouldContain(text => text.Contains("Loi n° 2023-22", StringComparison.Ordinal));
        first.GetProperty("preview").GetProperty("content").GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        (await InvokeAsync("composeExtension/query", new { commandId = "search", parameters = new[] { new { name = "initialRun", value = "true" } } })).GetProperty("composeExtension").GetProperty("type").GetString().ShouldBe("message");
        (await InvokeAsync("composeExtension/query", new { commandId = "search", parameters = new[] { new { name = "query", value = "recette de la ratatouille" } } })).GetProperty("composeExtension").GetProperty("type").GetString().ShouldBe("message");
    }

    [Fact]
    public async Task The_law_for_a_message_is_found()
    {
        var result = await InvokeAsync("composeExtension/fetchTask", new { commandId = "find", messagePayload = new { body = new { contentType = "html", content = "<p>Que punit la <b>LOPMI</b>&nbsp;?</p>" } } });

        var value = result.GetProperty("task").GetProperty("value");
        Quotes(value.GetProperty("card").GetProperty("content")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Documents_are_suggested_while_someone_types_and_opened_when_chosen()
    {
        var sources = await AskAsync("sources");
        var choice = sources.Card.GetProperty("body").EnumerateArray().Single(element => element.GetProperty("type").GetString() == "Input.ChoiceSet");
        choice.GetProperty("choices.data").GetProperty("dataset").GetString().ShouldBe("documents");

        var found = await InvokeAsync("application/search", new { queryText = "telegram", queryOptions = new { skip = 0, top = 15 }, dataset = "documents" });
        found.GetProperty("value").GetProperty("results").EnumerateArray().ShouldContain(result => result.GetProperty("value").GetString() == "telegram-durov-fr");
        var opened = await PressAsync(sources, "Source", ("document", "telegram-durov-fr"));
        Texts(opened.GetProperty("value"))[0].ShouldContain("Telegram");
    }

    [Theory]
    [InlineData("like", "", true)]
    [InlineData("dislike", "{\"feedbackText\":\"trop court\"}", false)]
    public async Task Thumbs_below_a_message_count_as_feedback(string reaction, string feedback, bool helpful)
    {
        var reply = await AskAsync(Question);
        await NotedAsync(reply);
        reply.Body.GetProperty("channelData").GetProperty("feedbackLoop").GetProperty("type").GetString().ShouldBe("default");

        (await InvokeAsync("message/submitAction", new { actionName = "feedback", actionValue = new { reaction, feedback } }, reply.Id)).EnumerateObject().ShouldBeEmpty();

        var kept = (await FeedbackAsync()).ShouldHaveSingleItem();
        kept.IsHelpful.ShouldBe(helpful);
        kept.Comment.ShouldBe(helpful ? "" : "trop court");
    }

    [Fact]
    public async Task A_like_on_a_message_counts_as_feedback()
    {
        var reply = await AskAsync(Question);
        await NotedAsync(reply);
        var like = _connector.Message("");
        like["type"] = "messageReaction";
        like["reactionsAdded"] = new[] { new { type = "like" } };
        like["replyToId"] = reply.Id;

        using var response = await SendAsync(like);

        (await FeedbackAsync()).ShouldHaveSingleItem().IsHelpful.ShouldBeTrue();
    }

    [Theory]
    [InlineData("messageUpdate")]
    [InlineData("messageDelete")]
    [InlineData("typing")]
    [InlineData("conversationUpdate")]
    [InlineData("somethingNew")]
    public async Task What_asks_nothing_is_taken_and_left_alone(string type)
    {
        var activity = _connector.Message("LOPMI");
        activity["type"] = type;
        using var response = await SendAsync(activity);
        using var question = await SendAsync(_connector.Message("aide"));
        await _connector.Replies.NextAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        _connector.Replies.IsEmpty.ShouldBeTrue();
        _connector.Sent.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task An_invoke_that_is_not_served_is_told_so()
    {
        using var response = await SendAsync(_connector.Invoke("fileConsent/invoke", new { }));

        response.StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
        (await response.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    private async Task<ConnectorReply> AskAsync(string text)
    {
        using var response = await SendAsync(_connector.Message(text));
        return await _connector.Replies.NextAsync();
    }

    private Task<JsonElement> PressAsync(ConnectorReply on, string verb, params (string Name, string Value)[] filled) =>
        ResultAsync(_connector.Press(verb, Data(on.Card, verb, filled), on.Id));

    private async Task<JsonElement> ExpertPressAsync(ConnectorReply on, JsonElement card, string verb, string name = "Expert 1", string id = Expert, string? text = null)
    {
        var press = _connector.Press(verb, Data(card, verb, text is null ? [] : [("text", text)]), on.Id);
        press["from"] = new { id = "29:expert", name, aadObjectId = id };
        press["conversation"] = new { id = ExpertRoom, conversationType = "channel", tenantId = ConnectorCounterpart.TenantId };
        return await ResultAsync(press);
    }

    private Task<JsonElement> InvokeAsync(string name, object value, string? replyTo = null) => ResultAsync(_connector.Invoke(name, value, replyTo));

    private async Task<JsonElement> ResultAsync(IDictionary<string, object?> invoke)
    {
        using var response = await SendAsync(invoke);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> SendAsync(IDictionary<string, object?> activity)
    {
        using var request = ConnectorCounterpart.Post(_bot.Url("/api/messages"), activity);
        return await _bot.Client.SendAsync(request);
    }

    /// <summary>What a message holds is noted once the Connector has given its id: nobody sees it sooner, but a test might ask.</summary>
    private async Task NotedAsync(ConnectorReply reply)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await Store.FindByMessageAsync("teams", new Room(reply.ConversationId), reply.Id, patience.Token) is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), patience.Token);
        }
    }

    private IConversationStore Store => (IConversationStore)_bot.Services.GetService(typeof(IConversationStore))!;

    private async Task<IReadOnlyList<Feedback>> FeedbackAsync() =>
        [.. (await Store.FeedbackAsync(TestContext.Current.CancellationToken)).Select(each => each.Feedback)];

    private IDictionary<string, object?> Installed(string conversation, string type)
    {
        var update = _connector.Message("");
        update["type"] = "conversationUpdate";
        update["membersAdded"] = new[] { new { id = "28:" + ConnectorCounterpart.AppId } };
        update["conversation"] = new { id = conversation, conversationType = type, tenantId = ConnectorCounterpart.TenantId };
        update.Remove("text");
        return update;
    }

    private static IDictionary<string, object?> InChannel(IDictionary<string, object?> activity)
    {
        activity["conversation"] = new { id = "19:legal@thread.tacv2;messageid=1699999999000", conversationType = "channel", isGroup = true, tenantId = ConnectorCounterpart.TenantId };
        return activity;
    }

    private static JsonElement Wrapped(JsonElement card) => JsonSerializer.SerializeToElement(new { attachments = new[] { new { content = card } } });

    private static Dictionary<string, string> Data(JsonElement card, string verb, (string Name, string Value)[] filled)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["subject"] = Subject(card, verb) };
        foreach (var (name, value) in filled)
        {
            data[name] = value;
        }

        return data;
    }

    private static string Subject(JsonElement card, string verb) =>
        card.GetProperty("body").EnumerateArray()
            .Where(element => element.GetProperty("type").GetString() == "ActionSet")
            .SelectMany(set => set.GetProperty("actions").EnumerateArray())
            .Single(action => action.GetProperty("verb").GetString() == verb)
            .GetProperty("data").GetProperty("subject").GetString()!;

    private static List<string> Quotes(JsonElement card) =>
        [.. card.GetProperty("body").EnumerateArray()
            .Where(element => element.GetProperty("type").GetString() == "Container")
            .Select(container => container.GetProperty("items")[0].GetProperty("text").GetString()!.Replace("**", "", StringComparison.Ordinal))];

    private static List<string> Texts(JsonElement card) =>
        [.. card.GetProperty("body").EnumerateArray()
            .SelectMany(element => element.TryGetProperty("items", out var items) ? [.. items.EnumerateArray()] : (JsonElement[])[element])
            .Where(element => element.TryGetProperty("text", out _))
            .Select(element => element.GetProperty("text").GetString()!.Replace("\\", "", StringComparison.Ordinal))];
}
