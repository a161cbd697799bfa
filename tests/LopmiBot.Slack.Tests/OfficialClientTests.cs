using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LopmiBot.Slack.Tests;

/// <summary>Slack's own clients find the counterpart to be Slack: what it demands of the bot is what Slack demands.</summary>
public sealed class OfficialClientTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/official-clients");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task They_call_the_counterpart_and_take_its_envelopes()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules")), "Slack's clients are not installed: run 'npm ci' in tests/official-clients.");
        await using var slack = await SlackCounterpart.StartAsync();
        using var node = Start(slack);
        var said = new Received<JsonElement>();
        node.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } json)
            {
                said.Add(JsonDocument.Parse(json).RootElement.Clone());
            }
        };
        node.BeginOutputReadLine();

        (await said.NextAsync()).GetProperty("posted").GetBoolean().ShouldBeTrue();
        (await said.NextAsync()).GetProperty("identity").GetString().ShouldBe(SlackCounterpart.Bot);
        (await said.NextAsync()).GetProperty("tooLong").GetString().ShouldNotBeNull().ShouldStartWith("invalid_blocks");
        (await said.NextAsync()).GetProperty("stranger").GetString().ShouldBe("invalid_auth");
        (await said.NextAsync()).GetProperty("connected").GetBoolean().ShouldBeTrue();
        var form = slack.CommandForm("que punit la LOPMI ?", out _);
        var acknowledged = await slack.Socket.SendAsync("slash_commands", new JsonObject(form.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value))), acceptsResponse: true);
        acknowledged.GetProperty("payload").GetProperty("text").GetString().ShouldBe("heard que punit la LOPMI ?");
        (await said.NextAsync()).GetProperty("command").GetString().ShouldBe("que punit la LOPMI ?");
        await slack.Socket.SendAsync("events_api", SlackCounterpart.Message("<@U0BOT> J3 ?"));
        (await said.NextAsync()).GetProperty("mention").GetString().ShouldBe("<@U0BOT> J3 ?");
        slack.Refusals.ShouldHaveSingleItem().ShouldContain("section text");
        (await slack.Calls.NextAsync()).Method.ShouldBe("chat.postMessage");
        using var patience = new CancellationTokenSource(Patience);
        await node.WaitForExitAsync(patience.Token);
        node.ExitCode.ShouldBe(0, await node.StandardError.ReadToEndAsync(patience.Token));
    }

    private static Process Start(SlackCounterpart slack) =>
        Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, "slack.mjs"), slack.ApiUrl.AbsoluteUri, SlackCounterpart.BotToken, SlackCounterpart.AppToken])
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("Node did not start.");
}
