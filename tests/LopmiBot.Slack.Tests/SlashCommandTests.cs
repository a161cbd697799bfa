using System.Net;
using System.Text.Json;

namespace LopmiBot.Slack.Tests;

public sealed class SlashCommandTests : IAsyncLifetime
{
    private SlackCounterpart _slack = null!;
    private ChannelHost _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _slack = await SlackCounterpart.StartAsync();
        _bot = await StartAsync(new SlackOptions { SigningSecret = SlackCounterpart.SigningSecret, AllowedResponseHosts = [_slack.Host] });
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _slack.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_command_is_acknowledged_empty_and_answered_with_cited_quotes()
    {
        using var response = await SendAsync(_slack.Command(Commands, "What does LOPMI punish, and how much prison?"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBeEmpty();
        var answer = await _slack.Answers.NextAsync();
        answer.GetProperty("response_type").GetString().ShouldBe("ephemeral");
        answer.GetProperty("text").GetString().ShouldNotBeNull().ShouldContain("seven years' imprisonment");
        var quote = answer.GetProperty("blocks")[1];
        quote.GetProperty("type").GetString().ShouldBe("rich_text");
        var parts = quote.GetProperty("elements");
        parts[0].GetProperty("type").GetString().ShouldBe("rich_text_quote");
        Text(parts[0]).ShouldStartWith("The heaviest prison sentence that LOPMI created is ten years");
        var source = answer.GetProperty("blocks")[2].GetProperty("elements");
        source[0].GetProperty("text").GetString().ShouldNotBeNull().ShouldContain("Criminal Code, art. 323-3-2");
        source[1].GetProperty("text").GetString().ShouldNotBeNull().ShouldMatch(@"^<http://localhost:3978/documents/lopmi-en\?passage=[^|>]+\|[^>]+> · <https://www\.legifrance\.gouv\.fr/[^|>]+\|Source>$");
        _slack.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_empty_command_is_answered_with_help()
    {
        using var response = await SendAsync(_slack.Command(Commands, "  "));

        var answer = await _slack.Answers.NextAsync();
        answer.GetProperty("text").GetString().ShouldNotBeNull().ShouldContain("citations exactes");
        answer.GetRawText().ShouldContain("rich_text_list");
    }

    [Fact]
    public async Task A_replayed_command_is_answered_once()
    {
        void SameTrigger(IDictionary<string, string> form) => form["trigger_id"] = "trigger.same";
        using var first = await SendAsync(_slack.Command(Commands, "LOPMI", SameTrigger));
        using var again = await SendAsync(_slack.Command(Commands, "LOPMI", SameTrigger));
        await _slack.Answers.NextAsync();
        using var other = await SendAsync(_slack.Command(Commands, "help"));
        await _slack.Answers.NextAsync();

        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        _slack.Answers.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task When_slack_asks_to_wait_the_answer_comes_later()
    {
        _slack.Faults.Enqueue(429);

        using var response = await SendAsync(_slack.Command(Commands, "LOPMI"));

        await _slack.Answers.NextAsync();
    }

    [Fact]
    public async Task Nothing_typed_can_mention_link_or_format()
    {
        using var response = await SendAsync(_slack.Command(Commands, "LOPMI <!channel> <@U1> <https://evil.example|here> *bold* peine"));

        var answer = (await _slack.Answers.NextAsync()).GetRawText();
        answer.ShouldNotContain("<!channel>");
        answer.ShouldNotContain("<@U1>");
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    public async Task A_command_of_another_time_is_refused(int minutes)
    {
        using var response = await SendAsync(_slack.Command(Commands, "LOPMI", sentAt: DateTimeOffset.UtcNow.AddMinutes(minutes)));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_command_signed_with_another_secret_is_refused()
    {
        using var response = await SendAsync(SlackCounterpart.SignedRequest(Commands, "command=%2Flopmi&text=LOPMI", DateTimeOffset.UtcNow, "another"));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_command_without_signature_is_refused()
    {
        using var response = await _bot.Client.PostAsync(Commands, new FormUrlEncodedContent([new("text", "LOPMI")]));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("user_id")]
    [InlineData("team_id")]
    public async Task A_command_of_nobody_is_refused(string field)
    {
        using var response = await SendAsync(_slack.Command(Commands, "LOPMI", form => form[field] = ""));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("https://evil.example/commands/1")]
    [InlineData("http://hooks.slack.com/commands/1")]
    [InlineData("https://hooks.slack.com.evil.example/1")]
    [InlineData("https://hooks.slack.com@evil.example/1")]
    [InlineData("file:///etc/passwd")]
    [InlineData("not an address")]
    public async Task An_answer_is_never_sent_to_another_host(string responseUrl)
    {
        using var response = await SendAsync(_slack.Command(Commands, "LOPMI", form => form["response_url"] = responseUrl));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_huge_body_is_refused()
    {
        using var response = await SendAsync(SlackCounterpart.SignedRequest(Commands, "text=" + new string('x', 200_000), DateTimeOffset.UtcNow));

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Without_a_signing_secret_the_channel_is_off()
    {
        await using var off = await StartAsync(new SlackOptions());

        using var response = await off.Client.SendAsync(_slack.Command(off.Url("/slack/commands"), "LOPMI"));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private Uri Commands => _bot.Url("/slack/commands");

    private static Task<ChannelHost> StartAsync(SlackOptions options) =>
        ChannelHost.StartAsync(services => services.AddSlack(options), app => app.MapSlack());

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            return await _bot.Client.SendAsync(request);
        }
    }

    private static string Text(JsonElement container) =>
        string.Concat(container.GetProperty("elements").EnumerateArray().Select(element => element.GetProperty("text").GetString()));
}
