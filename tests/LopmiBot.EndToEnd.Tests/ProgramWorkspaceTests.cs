using LopmiBot.Slack.Tests;

namespace LopmiBot.EndToEnd.Tests;

/// <summary>Every flow of a Slack workspace with the started program, without a public address.</summary>
public sealed class ProgramWorkspaceTests : WorkspaceTests
{
    protected override async Task<SlackBot> StartAsync()
    {
        var slack = await SlackCounterpart.StartAsync();
        var data = ShippedIndex.DataFolder();
        var bot = await RunningBot.StartAsync(data.Path, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Slack__AppToken"] = SlackCounterpart.AppToken,
            ["Slack__BotToken"] = SlackCounterpart.BotToken,
            ["Slack__ApiUrl"] = slack.ApiUrl.AbsoluteUri,
            ["Slack__AllowedResponseHosts"] = slack.Host,
            ["Conversation__Experts__0"] = "slack:T1:UX",
            ["Conversation__ExpertRooms__0"] = "slack:T1:CEXPERTS",
            ["Conversation__Administrators__0"] = "slack:T1:UA",
        });
        await slack.Socket.Greeted.NextAsync();
        return new SlackBot(slack, new Running(bot, data), bot.Address, bySocket: true);
    }

    private sealed class Running(RunningBot bot, TemporaryFolder data) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await bot.DisposeAsync();
            data.Dispose();
        }
    }
}
