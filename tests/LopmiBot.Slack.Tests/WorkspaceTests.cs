using System.Text.Json;
using System.Text.Json.Nodes;

namespace LopmiBot.Slack.Tests;

/// <summary>What people in a workspace can do, the same over both transports.</summary>
public abstract class WorkspaceTests : IAsyncLifetime
{
    private const string Question = "Que punit la LOPMI ?";

    private SlackBot _bot = null!;

    /// <summary>Starts the bot for a workspace with an expert, <c>UX</c>, an experts' channel, <c>CEXPERTS</c>, and an administrator, <c>UA</c>.</summary>
    protected abstract Task<SlackBot> StartAsync();

    private SlackCounterpart Slack => _bot.Slack;

    public async ValueTask InitializeAsync() => _bot = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        Slack.Refusals.ShouldBeEmpty("Slack refuses nothing that the bot sends");
        await _bot.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_mention_is_answered_in_its_thread()
    {
        await _bot.EventAsync(SlackCounterpart.Message($"<@{SlackCounterpart.Bot}> {Question}", change: message => message["ts"] = "1700000000.000100"));

        var (method, answer) = await Slack.Calls.NextAsync();
        method.ShouldBe("chat.postMessage");
        Text(answer, "channel").ShouldBe("C1");
        Text(answer, "thread_ts").ShouldBe("1700000000.000100");
        Text(answer, "text").ShouldStartWith("Ce que disent les documents");
        answer.GetProperty("unfurl_links").GetBoolean().ShouldBeFalse();
        Buttons(answer).Keys.ShouldNotContain("press:Share", "the room sees it already");
    }

    [Fact]
    public async Task A_question_in_a_thread_continues_what_was_asked_there()
    {
        await _bot.EventAsync(SlackCounterpart.Message($"<@{SlackCounterpart.Bot}> What is the penalty of article 323-3-2?", change: message => message["ts"] = "1700000000.000500"));
        await Slack.Calls.NextAsync();
        await _bot.EventAsync(SlackCounterpart.Message($"<@{SlackCounterpart.Bot}> and for a company?", change: message => message["thread_ts"] = "1700000000.000500"));

        var (_, answer) = await Slack.Calls.NextAsync();
        Text(answer, "thread_ts").ShouldBe("1700000000.000500");
        Text(answer, "text").ShouldContain("five times");
    }

    [Fact]
    public async Task A_direct_message_is_answered_beside_it()
    {
        await _bot.EventAsync(SlackCounterpart.Message(Question, isDirect: true));

        var (_, answer) = await Slack.Calls.NextAsync();
        Text(answer, "channel").ShouldBe("D1");
        answer.TryGetProperty("thread_ts", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task What_arrives_twice_is_answered_once()
    {
        var mention = SlackCounterpart.Message($"<@{SlackCounterpart.Bot}> {Question}", change: message => message["ts"] = "1700000000.000700");
        await _bot.EventAsync(mention);
        await _bot.EventAsync((JsonObject)mention.DeepClone());
        // The same words once more as the message that holds the mention.
        await _bot.EventAsync(SlackCounterpart.Message($"<@{SlackCounterpart.Bot}> {Question}", change: message => message["ts"] = "1700000000.000700"));
        await Slack.Calls.NextAsync();

        await _bot.EventAsync(SlackCounterpart.Message("aide", isDirect: true));
        Text((await Slack.Calls.NextAsync()).Arguments, "channel").ShouldBe("D1", "nothing else came before it");
    }

    [Theory]
    [InlineData("bot_id", "\"B1\"")]
    [InlineData("subtype", "\"message_changed\"")]
    [InlineData("subtype", "\"channel_join\"")]
    [InlineData("hidden", "true")]
    [InlineData("user", "\"U0BOT\"")]
    [InlineData("user", "null")]
    public async Task Bots_edits_and_the_bot_itself_are_nobody_s_questions(string field, string value)
    {
        await _bot.EventAsync(SlackCounterpart.Message(Question, isDirect: true, message => message[field] = JsonNode.Parse(value)));
        await _bot.EventAsync(SlackCounterpart.Message("aide", isDirect: true));

        Text((await Slack.Calls.NextAsync()).Arguments, "text").ShouldContain("citations exactes");
    }

    [Fact]
    public async Task More_and_thumbs_change_the_answer_in_place()
    {
        await _bot.CommandAsync(Question);
        var answer = await Slack.Answers.NextAsync();
        var quotes = Quotes(answer);

        await _bot.InteractAsync(Press(answer, "press:More"));
        var more = await Slack.Answers.NextAsync();
        more.GetProperty("replace_original").GetBoolean().ShouldBeTrue();
        Quotes(more).Take(quotes.Count).ShouldBe(quotes);
        Quotes(more).Count.ShouldBeGreaterThan(quotes.Count);

        await _bot.InteractAsync(Press(answer, "press:Helpful"));
        var thanked = await Slack.Answers.NextAsync();
        thanked.GetProperty("replace_original").GetBoolean().ShouldBeTrue();
        thanked.GetProperty("text").GetString().ShouldNotBeNull().ShouldContain("Merci");
        Quotes(thanked).ShouldBe(Quotes(more));
    }

    [Fact]
    public async Task Why_is_told_beside_the_answer()
    {
        await _bot.CommandAsync(Question);
        var answer = await Slack.Answers.NextAsync();

        await _bot.InteractAsync(Press(answer, "press:Why"));

        var why = await Slack.Answers.NextAsync();
        why.GetProperty("replace_original").GetBoolean().ShouldBeFalse();
        why.GetProperty("response_type").GetString().ShouldBe("ephemeral");
        Text(why, "text").ShouldContain("cherché");
    }

    [Fact]
    public async Task A_shared_answer_names_who_shares_it()
    {
        await _bot.CommandAsync(Question);
        var answer = await Slack.Answers.NextAsync();

        await _bot.InteractAsync(Press(answer, "press:Share"));

        var shared = await Slack.Answers.NextAsync();
        shared.GetProperty("response_type").GetString().ShouldBe("in_channel");
        Quotes(shared).ShouldBe(Quotes(answer));
        shared.GetRawText().ShouldContain("\"user_id\":\"U1\"");
        Buttons(shared).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_missing_is_said_in_a_form()
    {
        await _bot.CommandAsync(Question);
        var answer = await Slack.Answers.NextAsync();
        await _bot.InteractAsync(Press(answer, "press:NotHelpful"));
        var lacking = await Slack.Answers.NextAsync();

        await _bot.InteractAsync(Press(lacking, "press:Comment"));
        var (method, opened) = await Slack.Calls.NextAsync();
        method.ShouldBe("views.open");
        var view = opened.GetProperty("view");
        (await _bot.InteractAsync(Submission(view, ("text", Field("value", "  "))))).GetProperty("errors").GetProperty("text").GetString().ShouldNotBeNullOrEmpty();
        (await _bot.InteractAsync(Submission(view, ("text", Field("value", "la date"))))).ValueKind.ShouldBe(JsonValueKind.Undefined, "the form closes");

        var done = await Slack.Answers.NextAsync();
        done.GetProperty("replace_original").GetBoolean().ShouldBeTrue();
        done.GetRawText().ShouldContain("remarque");
    }

    [Fact]
    public async Task A_question_goes_to_the_experts_and_their_answer_back_to_the_asker()
    {
        await _bot.CommandAsync(Question);
        var answer = await Slack.Answers.NextAsync();
        await _bot.InteractAsync(Press(answer, "press:AskExpert"));
        Text(await Slack.Answers.NextAsync(), "text").ShouldContain("numéro 1");
        var (_, waits) = await Slack.Calls.NextAsync();
        Text(waits, "channel").ShouldBe("CEXPERTS");
        Quotes(waits).ShouldBe(Quotes(answer));

        await _bot.InteractAsync(Press(waits, "press:TakeQuestion", "U2"));
        Text(await Slack.Answers.NextAsync(), "text").ShouldContain("réservé");
        await _bot.InteractAsync(Press(waits, "press:TakeQuestion", "UX"));
        var taken = await Slack.Answers.NextAsync();
        taken.GetProperty("replace_original").GetBoolean().ShouldBeTrue();
        Text(taken, "text").ShouldContain("Prise par someone");
        await _bot.InteractAsync(Press(taken, "press:AnswerQuestion", "UX"));
        var (_, opened) = await Slack.Calls.NextAsync();
        await _bot.InteractAsync(Submission(opened.GetProperty("view"), "UX", ("text", Field("value", "L'administration illicite d'une plateforme."))));

        var (method, returned) = await Slack.Calls.NextAsync();
        method.ShouldBe("chat.postMessage");
        Text(returned, "channel").ShouldBe("U1");
        Text(returned, "text").ShouldContain("someone, une personne et non un document");
        Text(returned, "text").ShouldContain("L'administration illicite d'une plateforme.");
        Text(await Slack.Answers.NextAsync(), "text").ShouldContain("someone a répondu");
    }

    [Fact]
    public async Task A_shortcut_opens_a_form_for_a_question_a_day_and_a_language()
    {
        await _bot.InteractAsync(Shortcut("shortcut", "ask"));
        var (_, opened) = await Slack.Calls.NextAsync();
        var view = opened.GetProperty("view");
        (await _bot.InteractAsync(Submission(view, ("question", Field("value", null))))).GetProperty("response_action").GetString().ShouldBe("errors");
        await _bot.InteractAsync(Submission(
            view,
            ("question", Field("value", "What is the penalty of article 323-3-2?")),
            ("day", Field("selected_date", "2024-08-24")),
            ("language", new JsonObject { ["selected_option"] = new JsonObject { ["value"] = "fr" } })));

        var (method, answer) = await Slack.Calls.NextAsync();
        method.ShouldBe("chat.postMessage");
        Text(answer, "channel").ShouldBe("U1");
        Text(answer, "text").ShouldContain("24 août 2024");
        Text(answer, "text").ShouldContain("cinq ans");
    }

    [Fact]
    public async Task A_message_can_be_asked_about()
    {
        var shortcut = Shortcut("message_action", "ask_about");
        shortcut["message"] = new JsonObject { ["type"] = "message", ["text"] = "Que punit l'article <https://example.org/cp|323-3-2> ?", ["user"] = "U9", ["ts"] = "1700000000.000900" };
        shortcut["channel"] = new JsonObject { ["id"] = "C1", ["name"] = "legal" };
        shortcut["response_url"] = Slack.Press("x", "0")["response_url"]!.GetValue<string>();
        await _bot.InteractAsync(shortcut);

        var answer = await Slack.Answers.NextAsync();
        answer.GetProperty("response_type").GetString().ShouldBe("ephemeral");
        Text(answer, "text").ShouldContain("323-3-2");
    }

    [Fact]
    public async Task The_home_tab_shows_what_the_bot_covers_and_what_was_asked()
    {
        await _bot.CommandAsync(Question);
        await Slack.Answers.NextAsync();
        await _bot.EventAsync(Home("U1"));

        var (method, published) = await Slack.Calls.NextAsync();
        method.ShouldBe("views.publish");
        Text(published, "user_id").ShouldBe("U1");
        var buttons = Buttons(published.GetProperty("view"));
        buttons.Values.ShouldContain(Question);
        buttons.Keys.ShouldContain("press:EraseData");
        buttons.Keys.ShouldNotContain("press:Reindex");
        await _bot.EventAsync(Home("UA"));
        Buttons((await Slack.Calls.NextAsync()).Arguments.GetProperty("view")).Keys.ShouldContain("press:Reindex");
    }

    [Fact]
    public async Task The_home_tab_s_buttons_answer_in_a_direct_message()
    {
        await _bot.InteractAsync(Slack.Press("again:asked:0", Question, inHome: true));
        var (_, answer) = await Slack.Calls.NextAsync();
        Text(answer, "channel").ShouldBe("U1");
        Quotes(answer).ShouldNotBeEmpty();

        await _bot.InteractAsync(Slack.Press("language:en", "en", inHome: true));
        Text((await Slack.Calls.NextAsync()).Arguments, "text").ShouldContain("in English");
        await _bot.InteractAsync(Slack.Press("press:EraseData", "0", inHome: true));
        Text((await Slack.Calls.NextAsync()).Arguments, "text").ShouldContain("erased");
        await _bot.InteractAsync(Slack.Press("press:Reindex", "0", inHome: true));
        Text((await Slack.Calls.NextAsync()).Arguments, "text").ShouldContain("réservé");
    }

    [Fact]
    public async Task An_administrator_s_way_to_the_pages_is_told_to_them_alone()
    {
        await _bot.CommandAsync("admin", "UA");
        var told = await Slack.Answers.NextAsync();
        told.GetProperty("response_type").GetString().ShouldBe("ephemeral");
        told.GetRawText().ShouldContain("admin/sign-in?key=");
        await _bot.CommandAsync("admin");
        (await Slack.Answers.NextAsync()).GetRawText().ShouldNotContain("sign-in");

        await _bot.EventAsync(SlackCounterpart.Message($"<@{SlackCounterpart.Bot}> admin", change: happened => happened["user"] = "UA"));
        (await Slack.Calls.NextAsync()).Arguments.GetRawText().ShouldNotContain("sign-in");
    }

    [Fact]
    public async Task An_assistant_s_thread_opens_with_questions_to_try_and_tells_what_the_bot_is_doing()
    {
        await _bot.EventAsync(SlackCounterpart.Callback(new JsonObject
        {
            ["type"] = "assistant_thread_started",
            ["assistant_thread"] = new JsonObject { ["user_id"] = "U1", ["channel_id"] = "D1", ["thread_ts"] = "1700000000.002000", ["context"] = new JsonObject() },
        }));
        var (method, suggested) = await Slack.Calls.NextAsync();
        method.ShouldBe("assistant.threads.setSuggestedPrompts");
        var prompt = suggested.GetProperty("prompts")[0].GetProperty("message").GetString().ShouldNotBeNull();

        await _bot.EventAsync(SlackCounterpart.Message(prompt, isDirect: true, message => message["thread_ts"] = "1700000000.002000"));

        (method, var status) = await Slack.Calls.NextAsync();
        method.ShouldBe("assistant.threads.setStatus");
        Text(status, "status").ShouldContain("cherche");
        (method, var answer) = await Slack.Calls.NextAsync();
        method.ShouldBe("chat.postMessage");
        Text(answer, "thread_ts").ShouldBe("1700000000.002000");
        Quotes(answer).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Documents_are_suggested_while_someone_types()
    {
        JsonObject Typed(string value) => new()
        {
            ["type"] = "block_suggestion",
            ["team"] = new JsonObject { ["id"] = "T1" },
            ["user"] = new JsonObject { ["id"] = "U1" },
            ["action_id"] = "source",
            ["block_id"] = "b",
            ["value"] = value,
        };

        var options = (await _bot.InteractAsync(Typed("telegram"))).GetProperty("options").EnumerateArray().ToList();
        options.Count.ShouldBeInRange(1, 100);
        options.ShouldContain(option => Text(option, "value") == "telegram-durov-fr");
        options.ShouldAllBe(option => option.GetProperty("text").GetProperty("text").GetString()!.Length <= 75);
        (await _bot.InteractAsync(Typed("zorglub"))).GetProperty("options").GetArrayLength().ShouldBe(0);

        var chosen = Slack.Press("source", "0", inHome: true);
        chosen["actions"]![0]!["selected_option"] = new JsonObject { ["value"] = "telegram-durov-fr" };
        await _bot.InteractAsync(chosen);
        Text((await Slack.Calls.NextAsync()).Arguments, "text").ShouldContain("Telegram");
    }

    [Fact]
    public async Task When_a_response_url_is_used_up_the_bot_speaks_to_the_person_all_the_same()
    {
        Slack.Faults.Enqueue(404);
        await _bot.CommandAsync(Question);

        var (method, answer) = await Slack.Calls.NextAsync();
        method.ShouldBe("chat.postEphemeral");
        Text(answer, "channel").ShouldBe("C1");
        Text(answer, "user").ShouldBe("U1");
        Quotes(answer).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task When_a_form_cannot_be_opened_the_expert_is_told_what_to_type()
    {
        await _bot.CommandAsync(Question);
        await _bot.InteractAsync(Press(await Slack.Answers.NextAsync(), "press:AskExpert"));
        await Slack.Answers.NextAsync();
        var (_, waits) = await Slack.Calls.NextAsync();
        Slack.ApiFaults.Enqueue("expired_trigger_id");

        await _bot.InteractAsync(Press(waits, "press:AnswerQuestion", "UX"));

        Text(await Slack.Answers.NextAsync(), "text").ShouldContain("répondre NUMÉRO");
    }

    [Fact]
    public async Task What_is_personal_is_not_said_to_a_room()
    {
        await _bot.EventAsync(SlackCounterpart.Message($"<@{SlackCounterpart.Bot}> exporter mes données"));

        Text((await Slack.Calls.NextAsync()).Arguments, "text").ShouldContain("message privé");
    }

    [Fact]
    public async Task Everybody_in_a_thread_can_say_whether_an_answer_helped()
    {
        await _bot.EventAsync(SlackCounterpart.Message($"<@{SlackCounterpart.Bot}> {Question}", change: message => message["ts"] = "1700000000.001100"));
        var (_, answer) = await Slack.Calls.NextAsync();

        await _bot.InteractAsync(Slack.Press("press:Helpful", Buttons(answer)["press:Helpful"], "U7", thread: "1700000000.001100"));

        (await Slack.Answers.NextAsync()).GetProperty("text").GetString().ShouldNotBeNull().ShouldContain("Merci");
    }

    [Fact]
    public async Task Many_questions_in_one_channel_are_answered_at_the_pace_that_slack_takes()
    {
        const int Asked = 14;
        await Task.WhenAll(Enumerable.Range(0, Asked).Select(i => _bot.EventAsync(SlackCounterpart.Message($"<@{SlackCounterpart.Bot}> aide", change: message => message["user"] = $"U{100 + i}"))));

        for (var i = 0; i < Asked; i++)
        {
            Text((await Slack.Calls.NextAsync()).Arguments, "channel").ShouldBe("C1");
        }
    }

    [Fact]
    public async Task When_the_web_api_asks_to_wait_the_answer_comes_later()
    {
        Slack.ApiFaults.Enqueue("429");
        await _bot.EventAsync(SlackCounterpart.Message(Question, isDirect: true));

        Quotes((await Slack.Calls.NextAsync()).Arguments).ShouldNotBeEmpty();
    }

    private static JsonObject Home(string user) => SlackCounterpart.Callback(new JsonObject { ["type"] = "app_home_opened", ["user"] = user, ["channel"] = "D1", ["tab"] = "home", ["event_ts"] = "1700000000.1" });

    private JsonObject Press(JsonElement message, string actionId, string user = "U1") => Slack.Press(actionId, Buttons(message)[actionId], user);

    private JsonObject Shortcut(string type, string callback) => new()
    {
        ["type"] = type,
        ["callback_id"] = callback,
        ["team"] = new JsonObject { ["id"] = "T1" },
        ["user"] = new JsonObject { ["id"] = "U1", ["username"] = "someone" },
        ["trigger_id"] = Slack.Trigger($"shortcut-{Guid.NewGuid():n}"),
    };

    private static JsonObject Field(string name, string? value) => new() { [name] = value };

    private static JsonObject Submission(JsonElement view, params (string Name, JsonObject Value)[] fields) => Submission(view, "U1", fields);

    private static JsonObject Submission(JsonElement view, string user, params (string Name, JsonObject Value)[] fields) => new()
    {
        ["type"] = "view_submission",
        ["team"] = new JsonObject { ["id"] = "T1" },
        ["user"] = new JsonObject { ["id"] = user, ["name"] = "someone" },
        ["view"] = new JsonObject
        {
            ["id"] = $"V{Guid.NewGuid():n}",
            ["callback_id"] = Text(view, "callback_id"),
            ["private_metadata"] = view.TryGetProperty("private_metadata", out var metadata) ? metadata.GetString() : "",
            ["state"] = new JsonObject { ["values"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)new JsonObject { [field.Name] = field.Value }))) },
        },
    };

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString().ShouldNotBeNull();

    private static List<string> Quotes(JsonElement message) =>
        [.. message.GetProperty("blocks").EnumerateArray()
            .Where(block => block.GetProperty("type").GetString() == "rich_text")
            .Select(block => block.GetProperty("elements")[0])
            .Where(part => part.GetProperty("type").GetString() == "rich_text_quote")
            .Select(part => string.Concat(part.GetProperty("elements").EnumerateArray().Select(run => run.GetProperty("text").GetString())))];

    private static Dictionary<string, string> Buttons(JsonElement message) =>
        message.GetProperty("blocks").EnumerateArray()
            .Where(block => block.GetProperty("type").GetString() == "actions")
            .SelectMany(block => block.GetProperty("elements").EnumerateArray())
            .ToDictionary(button => Text(button, "action_id"), button => button.TryGetProperty("value", out var value) ? value.GetString()! : "", StringComparer.Ordinal);
}
