using System.Text.Json;
using System.Text.RegularExpressions;

namespace LopmiBot.EndToEnd.Tests;

/// <summary>One question through every door of the running program: the same first citation.</summary>
public sealed partial class FiveDoorsTests(Browser browser) : IClassFixture<Browser>
{
    private const string Question = "What does LOPMI punish, and how much prison?";

    [Fact]
    public async Task Terminal_batch_browser_teams_and_slack_cite_the_same_passage_first()
    {
        using var data = ShippedIndex.DataFolder();
        await using var slack = await SlackCounterpart.StartAsync();
        await using var connector = await ConnectorCounterpart.StartAsync();
        await using var bot = await RunningBot.StartAsync(data.Path, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Slack__SigningSecret"] = SlackCounterpart.SigningSecret,
            ["Slack__AllowedResponseHosts"] = slack.Host,
        });

        var terminal = await ThroughTerminalAsync(data.Path);
        var batch = await ThroughBatchAsync(data);
        var teams = await ThroughTeamsAsync(bot, connector);
        var overSlack = await ThroughSlackAsync(bot, slack);
        var page = await ThroughBrowserAsync(bot);

        terminal.ShouldStartWith("documents/lopmi-en?passage=");
        terminal.ShouldEndWith("#maximum-2025");
        new[] { batch, teams, overSlack, page }.ShouldAllBe(link => link == terminal);
    }

    private static async Task<string> ThroughTerminalAsync(string data)
    {
        var run = await BotProgram.RunAsync("ask", Question, "--json", "--data", data);
        run.ExitCode.ShouldBe(0, run.Error);
        return FirstLink(run.Output);
    }

    private static async Task<string> ThroughBatchAsync(TemporaryFolder data)
    {
        var file = data.Write("questions.jsonl", JsonSerializer.Serialize(new { id = "one", question = Question }) + "\n");
        var run = await BotProgram.RunAsync("ask", "--batch", file, "--json", "--data", data.Path);
        run.ExitCode.ShouldBe(0, run.Error);
        JsonDocument.Parse(run.Output).RootElement.GetProperty("id").GetString().ShouldBe("one");
        return FirstLink(run.Output);
    }

    private static async Task<string> ThroughTeamsAsync(RunningBot bot, ConnectorCounterpart connector)
    {
        using var client = new HttpClient();
        using var request = ConnectorCounterpart.Post(new Uri(bot.Address, "api/messages"), connector.Message(Question));
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return LinkIn((await connector.Replies.NextAsync()).Body.GetRawText(), bot.Address);
    }

    private static async Task<string> ThroughSlackAsync(RunningBot bot, SlackCounterpart slack)
    {
        using var client = new HttpClient();
        using var request = slack.Command(new Uri(bot.Address, "slack/commands"), Question);
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return LinkIn((await slack.Answers.NextAsync()).GetProperty("blocks").GetRawText(), bot.Address);
    }

    private async Task<string> ThroughBrowserAsync(RunningBot bot)
    {
        var page = await browser.PageAsync();
        await page.GotoAsync(bot.Address.ToString());
        await page.GetByLabel("Your question").FillAsync(Question);
        await page.GetByLabel("Your question").PressAsync("Enter");
        var link = await page.Locator("figure.quote a.context").First.GetAttributeAsync("href");
        return link.ShouldNotBeNull()[1..];
    }

    private static string FirstLink(string json)
    {
        var excerpt = JsonDocument.Parse(json).RootElement.GetProperty("excerpts")[0];
        var citation = excerpt.GetProperty("citation");
        var source = excerpt.GetProperty("source");
        return $"documents/{citation.GetProperty("documentId").GetString()}?passage={source.GetProperty("start").GetInt32()}-{source.GetProperty("end").GetInt32()}#{citation.GetProperty("anchor").GetString()}";
    }

    private static string LinkIn(string json, Uri address)
    {
        var link = Link().Match(Regex.Unescape(json)).Value;
        link.ShouldStartWith(address.ToString());
        return link[address.ToString().Length..];
    }

    [GeneratedRegex(@"http://[^\s""()|]*documents/[^\s""()|]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
