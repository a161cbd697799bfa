using System.Net;
using System.Text.Json.Nodes;
using LopmiBot.Conversation.Installations;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace LopmiBot.Slack.Tests;

/// <summary>Several workspaces, each with a token of its own.</summary>
public sealed class InstallTests : IAsyncLifetime
{
    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true, CookieContainer = new CookieContainer() });
    private SlackBot _bot = null!;

    public async ValueTask InitializeAsync() =>
        _bot = await Hosted.StartAsync(bySocket: false, change: options => options with { BotToken = null, ClientId = "1.2", ClientSecret = "client-secret" });

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _bot.DisposeAsync();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_workspace_installs_the_bot_and_is_answered_with_its_own_token()
    {
        await InstallAsync("xoxb-first");

        await _bot.EventAsync(SlackCounterpart.Message("Que punit la LOPMI ?", isDirect: true));

        (await _bot.Slack.Calls.NextAsync()).Method.ShouldBe("chat.postMessage");
    }

    [Fact]
    public async Task An_installation_that_another_browser_started_is_refused()
    {
        var state = await StartAsync();
        using var stranger = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

        using var withoutCookie = await stranger.GetAsync(_bot.Host.Url($"/slack/oauth?code=c&state={state}"), Stop);
        using var wrongState = await _browser.GetAsync(_bot.Host.Url("/slack/oauth?code=c&state=guessed"), Stop);
        using var usedTwice = await _browser.GetAsync(_bot.Host.Url($"/slack/oauth?code=c&state={state}"), Stop);

        withoutCookie.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        wrongState.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        usedTwice.StatusCode.ShouldBe(HttpStatusCode.BadRequest, "the state serves once");
    }

    [Fact]
    public async Task Tokens_are_renewed_once_before_they_end()
    {
        await InstallAsync("xoxe.xoxb-old", grant =>
        {
            grant["refresh_token"] = "xoxe-1-old";
            grant["expires_in"] = 3_600;
        });
        _bot.Slack.Tokens.TryRemove("xoxe.xoxb-old", out _);
        _bot.Slack.Tokens["xoxe.xoxb-new"] = "T1";
        _bot.Slack.Grants["xoxe-1-old"] = Grant("xoxe.xoxb-new", grant =>
        {
            grant["refresh_token"] = "xoxe-1-new";
            grant["expires_in"] = 43_200;
        });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _bot.EventAsync(SlackCounterpart.Message("aide", isDirect: true))));

        for (var i = 0; i < 8; i++)
        {
            (await _bot.Slack.Calls.NextAsync()).Method.ShouldBe("chat.postMessage");
        }
    }

    [Theory]
    [InlineData("app_uninstalled")]
    [InlineData("tokens_revoked")]
    public async Task A_workspace_that_removes_the_bot_is_forgotten(string type)
    {
        await InstallAsync("xoxb-first");
        var installations = _bot.Host.Services.GetRequiredService<IInstallationStore>();
        (await installations.FindAsync("slack", "T1", Stop)).ShouldNotBeNull().Name.ShouldBe("Legal");

        await _bot.EventAsync(SlackCounterpart.Callback(new JsonObject { ["type"] = type }));

        (await installations.FindAsync("slack", "T1", Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Without_a_client_there_is_nothing_to_install()
    {
        await using var bot = await Hosted.StartAsync(bySocket: false);

        using var response = await _browser.GetAsync(bot.Host.Url("/slack/install"), Stop);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static JsonObject Grant(string token, Action<JsonObject>? change = null)
    {
        var grant = new JsonObject
        {
            ["ok"] = true,
            ["access_token"] = token,
            ["token_type"] = "bot",
            ["scope"] = "commands",
            ["bot_user_id"] = SlackCounterpart.Bot,
            ["app_id"] = "A1",
            ["team"] = new JsonObject { ["id"] = "T1", ["name"] = "Legal" },
            ["enterprise"] = null,
            ["is_enterprise_install"] = false,
        };
        change?.Invoke(grant);
        return grant;
    }

    private async Task InstallAsync(string token, Action<JsonObject>? change = null)
    {
        var state = await StartAsync();
        _bot.Slack.Grants["good"] = Grant(token, change);
        _bot.Slack.Tokens[token] = "T1";
        using var finished = await _browser.GetAsync(_bot.Host.Url($"/slack/oauth?code=good&state={state}"), Stop);
        finished.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await finished.Content.ReadAsStringAsync(Stop)).ShouldContain("Legal");
    }

    private async Task<string> StartAsync()
    {
        using var started = await _browser.GetAsync(_bot.Host.Url("/slack/install"), Stop);
        started.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var to = started.Headers.Location.ShouldNotBeNull();
        to.GetLeftPart(UriPartial.Path).ShouldBe("https://slack.com/oauth/v2/authorize");
        var query = QueryHelpers.ParseQuery(to.Query);
        query["client_id"].ToString().ShouldBe("1.2");
        query["redirect_uri"].ToString().ShouldBe("http://localhost:3978/slack/oauth");
        started.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().ShouldContain("httponly");
        return query["state"].ToString();
    }
}
