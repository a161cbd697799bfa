using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Conversation.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LopmiBot.Teams.Tests;

/// <summary>What clients and services do beside the letter of the protocol, and what the SDK would make of it.</summary>
public sealed class ProtocolFaultTests : IAsyncLifetime
{
    private const string Question = "Que punit la LOPMI ?";
    private const string Bot = "28:" + ConnectorCounterpart.AppId;
    private const string Person = "6f6e0000-0000-4000-8000-000000000001";
    private const string Room = "19:legal@thread.tacv2";

    private ConnectorCounterpart _connector = null!;
    private ChannelHost _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _connector = await ConnectorCounterpart.StartAsync();
        _bot = await ChannelHost.StartAsync(services => services.AddTeams(new TeamsOptions()), app => app.MapTeams());
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _connector.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("<at>LopmiBot</at> aide", "<at>LopmiBot</at>", "LopmiBot")]
    [InlineData("<at>lopmibot</at> aide", "<at>LopmiBot</at>", "LopmiBot")]
    [InlineData("aide <AT>LOPMIBOT</AT>", "<at>LopmiBot</at>", "LopmiBot")]
    [InlineData("<at>LopmiBot</at> aide", null, "LopmiBot")]
    [InlineData("<at id=\"0\">LopmiBot</at> aide", "<at>LopmiBot</at>", "LopmiBot")]
    [InlineData("<at id='0' >lopmi&nbsp;bot</at >&nbsp;aide", null, "Lopmi Bot")]
    [InlineData("@LopmiBot aide", "@lopmibot", "LopmiBot")]
    public async Task A_mention_of_the_bot_is_no_part_of_the_question_however_it_is_spelled(string text, string? written, string name)
    {
        var reply = await AskAsync(Mentioning(text, written, name));

        Summary(reply).ShouldContain("citations exactes");
    }

    [Fact]
    public async Task A_mention_of_somebody_else_is_part_of_the_question()
    {
        var message = Mentioning("<at>LopmiBot</at> <at>Johanna Brousse</at> ?", "<at>LopmiBot</at>", "LopmiBot");

        Summary(await AskAsync(message)).ShouldNotContain("Je réponds par des citations exactes");
    }

    [Theory]
    [InlineData("<at>LopmiBot</at>", null)]
    [InlineData(null, "image/png")]
    [InlineData(null, "application/vnd.microsoft.teams.file.download.info")]
    [InlineData("", "text/html")]
    public async Task A_mention_an_image_or_a_file_alone_asks_what_the_bot_is_for(string? text, string? attachment)
    {
        var message = text is { Length: > 0 } ? Mentioning(text, text, "LopmiBot") : _connector.Message("");
        message["text"] = text;
        message["attachments"] = attachment is null ? [] : new object[] { new { contentType = attachment, content = new { }, contentUrl = "https://example.org/a" } };

        Summary(await AskAsync(message)).ShouldContain("citations exactes");
    }

    [Theory]
    [InlineData("28:" + ConnectorCounterpart.AppId, null)]
    [InlineData("28:another-bot", null)]
    [InlineData("29:1abc", "bot")]
    public async Task A_bot_is_not_answered(string id, string? role)
    {
        foreach (var type in (string[])["message", "messageReaction"])
        {
            var message = _connector.Message(Question);
            message["type"] = type;
            message["from"] = new { id, name = "Bot", role };
            using var response = await SendAsync(message);
            response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        }

        await AskAsync(_connector.Message("aide"));
        _connector.Replies.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_text_in_xml_is_read_without_its_markup()
    {
        var message = _connector.Message("<div><p>Que punit la <strong>LO</strong>PMI&nbsp;?</p></div>");
        message["textFormat"] = "xml";

        var reply = await AskAsync(message);

        Quotes(reply.Card)[0].ShouldStartWith("La **LOPMI** a créé, par son article 4");
    }

    [Fact]
    public async Task Results_come_page_by_page()
    {
        async Task<List<string>> Page(object? options) =>
            [.. (await InvokeAsync("composeExtension/query", new { parameters = new[] { new { name = "query", value = Question } }, queryOptions = options }))
                .GetProperty("composeExtension").GetProperty("attachments").EnumerateArray().Select(each => each.GetRawText())];

        var all = await Page(null);

        (await Page(new { skip = 0, count = 25 })).ShouldBe(all);
        all.Count.ShouldBeGreaterThan(2);
        (await Page(new { skip = 0, count = 2 })).ShouldBe(all[..2]);
        (await Page(new { skip = 2, count = 2 })).ShouldBe(all.Skip(2).Take(2));
        (await Page(new { skip = 25, count = 25 })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_expects_replies_in_the_response_gets_them_there_and_nowhere_else()
    {
        var message = _connector.Message(Question);
        message["deliveryMode"] = "expectReplies";

        using var response = await SendAsync(message);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var replies = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("activities");
        var reply = replies.EnumerateArray().ShouldHaveSingleItem();
        reply.GetProperty("replyToId").GetString().ShouldBe((string)message["id"]!);
        Quotes(reply.GetProperty("attachments")[0].GetProperty("content")).ShouldNotBeEmpty();
        await AskAsync(_connector.Message("aide"));
        _connector.Replies.IsEmpty.ShouldBeTrue();
        _connector.Sent.IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData(new[] { 413 }, false)]
    [InlineData(new[] { 400, 400 }, true)]
    [InlineData(new[] { 413, 413 }, true)]
    public async Task A_card_that_is_refused_becomes_a_text(int[] faults, bool isText)
    {
        foreach (var fault in faults)
        {
            _connector.Faults.Enqueue(fault);
        }

        var reply = (await AskAsync(_connector.Message(Question))).Body;

        reply.TryGetProperty("attachments", out _).ShouldBe(!isText);
        if (isText)
        {
            reply.GetProperty("text").GetString().ShouldNotBeNull().ShouldContain("La LOPMI a créé, par son article 4");
            reply.GetProperty("text").GetString()!.Length.ShouldBeLessThanOrEqualTo(4_000);
            reply.GetProperty("textFormat").GetString().ShouldBe("plain");
        }
    }

    [Fact]
    public async Task A_reply_without_citations_that_is_refused_becomes_a_text()
    {
        _connector.Faults.Enqueue(400);

        (await AskAsync(_connector.Message("aide"))).Body.GetProperty("text").GetString().ShouldNotBeNull().ShouldContain("citations exactes");
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_conversation_that_the_bot_was_removed_from_is_forgotten(int status)
    {
        await AskAsync(_connector.Message("aide"));
        await RememberedAsync(Person, isRemembered: true);
        _connector.Faults.Enqueue(status);

        using var response = await SendAsync(_connector.Message("aide"));

        await RememberedAsync(Person, isRemembered: false);
    }

    [Theory]
    [InlineData("remove", false)]
    [InlineData("remove-upgrade", true)]
    public async Task A_room_is_forgotten_when_the_app_is_removed_and_not_when_it_is_upgraded(string action, bool isRemembered)
    {
        using var added = await SendAsync(Installation("add"));
        await RememberedAsync(Room, isRemembered: true);

        using var response = await SendAsync(Installation(action));

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await References.FindAsync("teams", Room, CancellationToken.None) is not null).ShouldBe(isRemembered);
    }

    [Theory]
    [InlineData("add")]
    [InlineData("add-upgrade")]
    public async Task A_room_is_known_once_the_app_is_added_or_upgraded_and_not_greeted_on_that(string action)
    {
        using var response = await SendAsync(Installation(action));

        (await References.FindAsync("teams", Room, CancellationToken.None)).ShouldNotBeNull().ShouldContain(Room);
        _connector.Sent.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task An_edited_question_is_answered_again_in_the_place_of_the_answer_before()
    {
        var message = _connector.Message(Question);
        var reply = await AskAsync(message);
        await NotedAsync(reply);
        foreach (var (text, time) in new[] { ("Qui dirige J3 ?", "2026-11-24T10:01:00Z"), (Question, "2026-11-24T10:02:00Z"), ("Qui dirige J3 ?", "2026-11-24T10:03:00Z") })
        {
            var edit = Edited(message, text, time);
            using var response = await SendAsync(edit);
            using var again = await SendAsync(edit);

            response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
            var update = await _connector.Updates.NextAsync();
            update.ActivityId.ShouldBe(reply.Id);
            (Quotes(update.Card)[0] == Quotes(reply.Card)[0]).ShouldBe(text == Question);
            await AskAsync(_connector.Message("aide"));
        }

        _connector.Updates.IsEmpty.ShouldBeTrue();
        _connector.Replies.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task An_edit_of_what_was_never_answered_is_left_alone()
    {
        using var response = await SendAsync(Edited(_connector.Message(Question), "Qui dirige J3 ?", "2026-11-24T10:01:00Z"));
        using var undeleted = await SendAsync(Edited(_connector.Message(Question), "Qui dirige J3 ?", "2026-11-24T10:01:00Z", "undeleteMessage"));
        await AskAsync(_connector.Message("aide"));

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        _connector.Updates.IsEmpty.ShouldBeTrue();
        _connector.Replies.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task An_edit_is_left_alone_once_the_question_can_no_longer_be_continued()
    {
        await using var bot = await ChannelHost.StartAsync(services => services.AddTeams(new TeamsOptions()), app => app.MapTeams(), new ConversationOptions { FollowUpWithin = TimeSpan.FromTicks(1) });
        var message = _connector.Message(Question);
        foreach (var said in new[] { message, Edited(message, "Qui dirige J3 ?", "2026-11-24T10:01:00Z"), _connector.Message("aide") })
        {
            using var request = ConnectorCounterpart.Post(bot.Url("/api/messages"), said);
            using var response = await bot.Client.SendAsync(request);
            if ((string?)said["type"] == "message")
            {
                await _connector.Replies.NextAsync();
            }
        }

        _connector.Updates.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_store_that_fails_is_told_at_once()
    {
        await using var bot = await ChannelHost.StartAsync(
            services => services.AddTeams(new TeamsOptions()).AddSingleton<IDeliveryStore>(new BrokenStore(Task.FromException<IReadOnlyList<bool>>(new IOException("The disk is full.")))),
            app => app.MapTeams());
        using var request = ConnectorCounterpart.Post(bot.Url("/api/messages"), _connector.Message("aide"));

        using var response = await bot.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_told_before_the_platform_gives_up()
    {
        var time = new FakeTimeProvider();
        await using var bot = await ChannelHost.StartAsync(
            services => services.AddTeams(new TeamsOptions()).AddSingleton<TimeProvider>(time).AddSingleton<IDeliveryStore>(new BrokenStore(new TaskCompletionSource<IReadOnlyList<bool>>().Task)),
            app => app.MapTeams());
        using var request = ConnectorCounterpart.Post(bot.Url("/api/messages"), _connector.Message("aide"));
        var started = time.GetUtcNow();

        var answered = bot.Client.SendAsync(request);
        while (await Task.WhenAny(answered, Task.Delay(TimeSpan.FromMilliseconds(10))) != answered)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
        }

        using var response = await answered;
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        // Reading the request may have taken some of it.
        (time.GetUtcNow() - started).ShouldBeInRange(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData("""{"serviceUrl":"URL","conversation":"19:legal@thread.tacv2","bot":{"id":"28:bot","name":"LopmiBot"},"team":"19:team@thread.tacv2","name":"Legal"}""", "19:legal@thread.tacv2")]
    [InlineData("""{"serviceUrl":"URL","conversation":"","bot":{"id":"28:bot"},"person":{"id":"29:shy"},"tenantId":"22222222-2222-4222-8222-222222222222"}""", "a:with-29:shy")]
    public async Task A_reference_that_version_0_1_kept_still_serves(string kept, string conversation)
    {
        await References.KeepAsync("teams", "place", kept.Replace("URL", _connector.ServiceUrl, StringComparison.Ordinal), CancellationToken.None);
        var teams = _bot.Services.GetServices<IProactiveChannel>().Single(channel => channel.Channel == "teams");

        await teams.SayAsync("place", _bot.Composer.Help(Answers.Text.Language.French), _ => Task.CompletedTask, CancellationToken.None);

        var sent = await _connector.Sent.NextAsync();
        sent.ConversationId.ShouldBe(conversation);
        sent.ActivityId.ShouldBeEmpty();
        sent.Body.TryGetProperty("replyToId", out _).ShouldBeFalse("what is said unasked replies to nothing");
    }

    [Fact]
    public async Task A_delivery_that_version_0_1_recorded_is_still_answered()
    {
        var payload = """
            {"type":"message","id":"1700000000000","channelId":"msteams","serviceUrl":"URL","from":{"id":"29:1abc","name":"Someone","aadObjectId":"6f6e0000-0000-4000-8000-000000000001"},"recipient":{"id":"28:11111111-1111-4111-8111-111111111111","name":"LopmiBot"},"conversation":{"id":"19:legal@thread.tacv2;messageid=1","conversationType":"channel","tenantId":"22222222-2222-4222-8222-222222222222"},"text":"\u003Cat\u003ELopmiBot\u003C/at\u003E aide","entities":[{"type":"mention","mentioned":{"id":"28:11111111-1111-4111-8111-111111111111"},"text":"\u003Cat\u003ELopmiBot\u003C/at\u003E"},{"type":"clientInfo","locale":"fr-FR"}],"channelData":{"tenant":{"id":"22222222-2222-4222-8222-222222222222"}}}
            """.Replace("URL", _connector.ServiceUrl, StringComparison.Ordinal);

        await _bot.Services.GetRequiredService<DeliveryIntake>().AcceptAsync(new AcceptedRequest("teams", "of version 0.1", payload, Person), CancellationToken.None);

        var reply = await _connector.Replies.NextAsync();
        reply.ConversationId.ShouldBe("19:legal@thread.tacv2;messageid=1");
        reply.ActivityId.ShouldBe("1700000000000");
        Summary(reply).ShouldContain("citations exactes");
    }

    [Fact]
    public async Task What_waits_to_be_answered_holds_no_more_of_a_person_than_it_takes()
    {
        var store = new BrokenStore(Task.FromResult<IReadOnlyList<bool>>([true]));
        await using var bot = await ChannelHost.StartAsync(services => services.AddTeams(new TeamsOptions()).AddSingleton<IDeliveryStore>(store), app => app.MapTeams());
        var message = _connector.Message("aide");
        message["value"] = new { day = "2024-08-24T10:00:00+02:00" };
        message["from"] = new { id = "29:1abc", name = "Someone", aadObjectId = Person, email = "someone@example.org", userPrincipalName = "someone@example.org" };
        message["attachments"] = new object[] { new { contentType = "image/png", contentUrl = "https://example.org/private.png", content = new { a = 1 } } };
        message["localTimezone"] = "Europe/Paris";
        message["somethingNew"] = "private";
        using var request = ConnectorCounterpart.Post(bot.Url("/api/messages"), message);

        using var response = await bot.Client.SendAsync(request);

        var payload = (await store.Accepted.NextAsync()).Payload;
        payload.ShouldContain("\"2024-08-24T10:00:00+02:00\"", customMessage: "what looks like a day stays a text");
        payload.ShouldNotContain("example.org");
        payload.ShouldNotContain("private");
        payload.ShouldNotContain("localTimezone");
    }

    [Fact]
    public async Task Nobody_is_named_in_the_log()
    {
        using var log = new CollectedLog();
        await using var bot = await ChannelHost.StartAsync(services => services.AddTeams(new TeamsOptions()).AddSingleton<ILoggerProvider>(log), app => app.MapTeams());
        using var request = ConnectorCounterpart.Post(bot.Url("/api/messages"), _connector.Message(Question));

        using var response = await bot.Client.SendAsync(request);
        await _connector.Replies.NextAsync();

        log.Entries.ShouldNotBeEmpty();
        // The HTTP client's own entries have addresses, and are off in the program.
        log.Entries.Where(entry => !entry.StartsWith("System.Net.Http", StringComparison.Ordinal)).ShouldNotContain(entry => entry.Contains("1xyz", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("timestamp", "\"yesterday\"")]
    [InlineData("timestamp", "{}")]
    [InlineData("localTimestamp", "\"2026-13-45\"")]
    [InlineData("channelData", "7")]
    [InlineData("channelData", "{\"tenant\":\"x\",\"team\":[],\"eventType\":{}}")]
    [InlineData("entities", "[null,{\"type\":\"mention\"},{\"type\":\"mention\",\"mentioned\":7,\"text\":{}}]")]
    [InlineData("expiration", "\"never\"")]
    [InlineData("locale", "\"not a locale\"")]
    [InlineData("inputHint", "{}")]
    public async Task What_the_bot_does_not_need_may_be_odd(string member, string value)
    {
        var message = _connector.Message("aide");
        message[member] = JsonSerializer.Deserialize<JsonElement>(value);

        Summary(await AskAsync(message)).ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("{'type':'message'}")]
    [InlineData("{\"type\":\"message\",}")]
    [InlineData("{\"type\":/* a comment */\"message\"}")]
    [InlineData("{type:\"message\"}")]
    [InlineData("{\"type\":\"message\",\"text\":7}")]
    [InlineData("{\"type\":\"message\",\"from\":\"29:1abc\"}")]
    [InlineData("{\"type\":\"message\",\"conversation\":{\"id\":7}}")]
    [InlineData("{\"type\":\"message\",\"value\":NaN}")]
    public async Task What_is_no_json_or_no_activity_is_refused(string body)
    {
        using var response = await PostAsync(body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(63, HttpStatusCode.Accepted)]
    [InlineData(100, HttpStatusCode.BadRequest)]
    [InlineData(50_000, HttpStatusCode.BadRequest)]
    public async Task Nesting_is_bounded(int depth, HttpStatusCode status)
    {
        using var response = await PostAsync($"{{\"type\":\"event\",\"value\":{new string('[', depth)}{new string(']', depth)}}}");

        response.StatusCode.ShouldBe(status);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    public async Task Whatever_the_value_of_a_call_it_is_answered_or_not_served(string value)
    {
        foreach (var name in Invokes)
        {
            using var response = await SendAsync(_connector.Invoke(name, JsonSerializer.Deserialize<JsonElement>(value)));

            response.StatusCode.ShouldBe(Served.Contains(name) ? HttpStatusCode.OK : HttpStatusCode.NotImplemented, name);
        }
    }

    [Theory]
    [InlineData("composeExtension/query", """{"parameters":"x"}""")]
    [InlineData("composeExtension/fetchTask", """{"messagePayload":[]}""")]
    [InlineData("composeExtension/query", """{"queryOptions":{"skip":"many"}}""")]
    public async Task A_malformed_call_is_refused(string name, string value)
    {
        using var response = await SendAsync(_connector.Invoke(name, JsonSerializer.Deserialize<JsonElement>(value)));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"Why","data":{"subject":"1"}}}""")]
    [InlineData("""{"action":{"verb":"Why","data":{"subject":"1"}}}""")]
    [InlineData("""{"action":{"type":"Action.Submit","verb":"Why","data":{"subject":"1"}}}""")]
    public async Task A_press_is_taken_whatever_its_type_says(string value)
    {
        (await InvokeAsync("adaptiveCard/action", JsonSerializer.Deserialize<JsonElement>(value))).GetProperty("statusCode").GetInt32().ShouldBe(200);
    }

    [Fact]
    public async Task The_results_of_calls_are_written_on_one_line()
    {
        using var response = await SendAsync(_connector.Invoke("composeExtension/query", new { parameters = new[] { new { name = "query", value = Question } } }));

        (await response.Content.ReadAsStringAsync()).ShouldNotContain("\n");
    }

    [Fact]
    public async Task A_search_for_nothing_finds_nothing()
    {
        (await InvokeAsync("application/search", new { queryText = "", dataset = "documents" })).GetProperty("value").GetProperty("results").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("application/vnd.microsoft.meetingStart")]
    [InlineData("application/vnd.microsoft.readReceipt")]
    [InlineData("tokens/response")]
    public async Task An_event_without_a_value_is_taken_quietly(string name)
    {
        var message = _connector.Message("");
        message["type"] = "event";
        message["name"] = name;

        using var response = await SendAsync(message);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Nobody_is_looked_up_when_people_join()
    {
        var joined = _connector.Message("");
        joined["type"] = "conversationUpdate";
        joined["membersAdded"] = new[] { new { id = "29:new" } };

        using var response = await SendAsync(joined);

        // The counterpart knows nobody: who is looked up is not found, and the call fails.
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_message_without_a_service_url_is_taken_quietly()
    {
        var message = _connector.Message(Question);
        message.Remove("serviceUrl");

        using var response = await SendAsync(message);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await AskAsync(_connector.Message("aide"));
        _connector.Replies.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused_by_its_length()
    {
        using var response = await PostAsync($"{{\"type\":\"message\",\"text\":\"{new string('x', 300_000)}\"}}");

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task The_assembly_AdaptiveCards_is_never_asked_for()
    {
        var asked = new List<string>();
        System.Reflection.Assembly? Note(object? sender, ResolveEventArgs missing)
        {
            asked.Add(missing.Name);
            return null;
        }

        AppDomain.CurrentDomain.AssemblyResolve += Note;
        try
        {
            foreach (var name in Invokes)
            {
                using var response = await SendAsync(_connector.Invoke(name, new { action = new { verb = "Why", data = new { subject = "1" } }, queryText = "telegram", dataset = "documents", parameters = new[] { new { name = "query", value = Question } }, messagePayload = new { body = new { content = Question } } }));
                await response.Content.ReadAsStringAsync();
            }

            await AskAsync(_connector.Message(Question));
        }
        finally
        {
            AppDomain.CurrentDomain.AssemblyResolve -= Note;
        }

        asked.ShouldNotContain(name => name.StartsWith("AdaptiveCards", StringComparison.Ordinal));
    }

    /// <summary>Every invoke of Teams and of the Bot Framework. Source: the SDK's activity handlers; learn.microsoft.com, "Microsoft 365 Agents Playground".</summary>
    private static readonly string[] Invokes =
    [
        "adaptiveCard/action", "application/search", "message/submitAction", "message/fetchTask", "suggestedActions/submit",
        "composeExtension/query", "composeExtension/fetchTask", "composeExtension/submitAction", "composeExtension/queryLink", "composeExtension/anonymousQueryLink",
        "composeExtension/selectItem", "composeExtension/querySettingUrl", "composeExtension/setting", "composeExtension/onCardButtonClicked",
        "task/fetch", "task/submit", "tab/fetch", "tab/submit", "config/fetch", "config/submit", "fileConsent/invoke", "actionableMessage/executeAction",
        "signin/verifyState", "signin/tokenExchange", "signin/failure", "handoff/action", "cardExtension/fetchPropertyPaneConfiguration", "cardExtension/getCardView", "somethingNew",
    ];

    private static readonly HashSet<string> Served = ["adaptiveCard/action", "application/search", "message/submitAction", "composeExtension/query", "composeExtension/fetchTask", "composeExtension/submitAction", "task/submit"];

    private IReferenceStore References => _bot.Services.GetRequiredService<IReferenceStore>();

    private IDictionary<string, object?> Mentioning(string text, string? written, string name)
    {
        var message = _connector.Message(text);
        message["recipient"] = new { id = Bot, name };
        message["entities"] = new object[] { new { type = "mention", mentioned = new { id = Bot, name }, text = written }, new { type = "clientInfo", locale = "fr-FR" } };
        return message;
    }

    private IDictionary<string, object?> Installation(string action)
    {
        var update = _connector.Message("");
        update["type"] = "installationUpdate";
        update["action"] = action;
        update["conversation"] = new { id = Room, conversationType = "channel", tenantId = ConnectorCounterpart.TenantId };
        update.Remove("text");
        return update;
    }

    private static Dictionary<string, object?> Edited(IDictionary<string, object?> message, string text, string time, string eventType = "editMessage") => new(message, StringComparer.Ordinal)
    {
        ["type"] = "messageUpdate",
        ["text"] = text,
        ["timestamp"] = time,
        ["channelData"] = new { eventType, tenant = new { id = ConnectorCounterpart.TenantId } },
    };

    private async Task<ConnectorReply> AskAsync(IDictionary<string, object?> message)
    {
        using var response = await SendAsync(message);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return await _connector.Replies.NextAsync();
    }

    private async Task<JsonElement> InvokeAsync(string name, object value)
    {
        using var response = await SendAsync(_connector.Invoke(name, value));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> SendAsync(IDictionary<string, object?> activity)
    {
        using var request = ConnectorCounterpart.Post(_bot.Url("/api/messages"), activity);
        return await _bot.Client.SendAsync(request);
    }

    private Task<HttpResponseMessage> PostAsync(string body) => _bot.Client.PostAsync(_bot.Url("/api/messages"), new StringContent(body, Encoding.UTF8, "application/json"));

    private async Task NotedAsync(ConnectorReply reply)
    {
        var store = _bot.Services.GetRequiredService<IConversationStore>();
        await UntilAsync(async () => await store.FindByMessageAsync("teams", new Room(reply.ConversationId), reply.Id, CancellationToken.None) is not null);
    }

    private Task RememberedAsync(string place, bool isRemembered) =>
        UntilAsync(async () => (await References.FindAsync("teams", place, CancellationToken.None) is not null) == isRemembered);

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), patience.Token);
        }
    }

    private static string Summary(ConnectorReply reply) => reply.Body.GetProperty("summary").GetString()!;

    private static List<string> Quotes(JsonElement card) =>
        [.. card.GetProperty("body").EnumerateArray()
            .Where(element => element.GetProperty("type").GetString() == "Container")
            .Select(container => container.GetProperty("items")[0].GetProperty("text").GetString()!)];

    private sealed class CollectedLog : ILoggerProvider, ILogger
    {
        private string _category = "";

        public ConcurrentQueue<string> Entries { get; private init; } = [];

        public ILogger CreateLogger(string categoryName) => new CollectedLog { _category = categoryName, Entries = Entries };

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Entries.Enqueue($"{_category}: {formatter(state, exception)}");

        public void Dispose()
        {
        }
    }

    /// <summary>A store that ends each recording in one way, and has nothing to deliver.</summary>
    private sealed class BrokenStore(Task<IReadOnlyList<bool>> recording) : IDeliveryStore
    {
        public Received<AcceptedRequest> Accepted { get; } = new();

        public Task<IReadOnlyList<bool>> AcceptAsync(IReadOnlyList<AcceptedRequest> requests, CancellationToken cancellationToken)
        {
            foreach (var request in requests)
            {
                Accepted.Add(request);
            }

            return recording;
        }

        public Task<PendingDelivery?> LeaseAsync(TimeSpan lease, CancellationToken cancellationToken) => Task.FromResult<PendingDelivery?>(null);

        public Task SetSendingAsync(PendingDelivery delivery, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task CompleteAsync(long id, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task RetryAsync(PendingDelivery delivery, TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<IReadOnlyList<ParkedDelivery>> ParkedAsync(int most, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ParkedDelivery>>([]);

        public Task ParkAsync(long id, string reason, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
