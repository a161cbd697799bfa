using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LopmiBot.EndToEnd.Tests;

/// <summary>The started program in Slack, without a public address.</summary>
public sealed class SocketModeTests
{
    private const string Question = "Que punit la LOPMI ?";

    [Fact]
    public async Task The_program_answers_commands_mentions_and_buttons_and_survives_the_loss_of_its_connections()
    {
        using var data = ShippedIndex.DataFolder();
        await using var slack = await SlackCounterpart.StartAsync();
        await using var bot = await RunningBot.StartAsync(data.Path, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Slack__AppToken"] = SlackCounterpart.AppToken,
            ["Slack__BotToken"] = SlackCounterpart.BotToken,
            ["Slack__ApiUrl"] = slack.ApiUrl.AbsoluteUri,
            ["Slack__AllowedResponseHosts"] = slack.Host,
        });
        var first = await slack.Socket.Greeted.NextAsync();
        var second = await slack.Socket.Greeted.NextAsync();
        (await HealthAsync(bot)).ShouldStartWith("on (Socket Mode)");

        await CommandAsync(slack);
        var answer = await slack.Answers.NextAsync();
        answer.GetProperty("text").GetString().ShouldNotBeNull().ShouldStartWith("Ce que disent les documents");

        slack.Socket.Break(first);
        await slack.Socket.DisconnectAsync(second, "refresh_requested");
        await slack.Socket.SendAsync("events_api", SlackCounterpart.Message($"<@{SlackCounterpart.Bot}> {Question}"));
        (await slack.Calls.NextAsync()).Method.ShouldBe("chat.postMessage");
        await slack.Socket.Greeted.NextAsync();
        await slack.Socket.Greeted.NextAsync();

        await slack.Socket.SendAsync("interactive", slack.Press("press:Helpful", Value(answer, "press:Helpful")));
        (await slack.Answers.NextAsync()).GetProperty("replace_original").GetBoolean().ShouldBeTrue();
        slack.Refusals.ShouldBeEmpty();
        bot.Greeting.ShouldNotContain("xapp-");
        bot.Greeting.ShouldNotContain("xoxb-");
    }

    [Fact]
    public async Task Health_is_red_when_nothing_can_arrive()
    {
        using var data = ShippedIndex.DataFolder();
        await using var slack = await SlackCounterpart.StartAsync();
        await using var bot = await RunningBot.StartAsync(data.Path, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Slack__AppToken"] = "xapp-revoked",
            ["Slack__BotToken"] = SlackCounterpart.BotToken,
            ["Slack__ApiUrl"] = slack.ApiUrl.AbsoluteUri,
        });

        (await HealthAsync(bot)).ShouldMatch("invalid_auth|no Socket Mode connection");
    }

    private static Task<JsonElement> CommandAsync(SlackCounterpart slack)
    {
        var form = slack.CommandForm(Question, out _);
        return slack.Socket.SendAsync("slash_commands", new JsonObject(form.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value))));
    }

    private static async Task<string> HealthAsync(RunningBot bot)
    {
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(bot.Address, "health/ready"));
        var health = await response.Content.ReadFromJsonAsync<JsonElement>();
        return health.GetProperty("checks").GetProperty("slack").GetProperty("description").GetString()!;
    }

    private static string Value(JsonElement message, string actionId) =>
        message.GetProperty("blocks").EnumerateArray()
            .Where(block => block.GetProperty("type").GetString() == "actions")
            .SelectMany(block => block.GetProperty("elements").EnumerateArray())
            .Single(button => button.GetProperty("action_id").GetString() == actionId)
            .GetProperty("value").GetString()!;
}
