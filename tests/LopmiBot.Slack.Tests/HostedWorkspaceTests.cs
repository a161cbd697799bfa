using LopmiBot.Answers.Indexing;
using LopmiBot.Conversation.Access;
using LopmiBot.Conversation.Memory;

namespace LopmiBot.Slack.Tests;

public sealed class HttpWorkspaceTests : WorkspaceTests
{
    protected override Task<SlackBot> StartAsync() => Hosted.StartAsync(bySocket: false, Hosted.Roles);
}

public sealed class SocketWorkspaceTests : WorkspaceTests
{
    protected override Task<SlackBot> StartAsync() => Hosted.StartAsync(bySocket: true, Hosted.Roles);
}

/// <summary>The bot in a host within this process.</summary>
internal static class Hosted
{
    public static ConversationOptions Roles { get; } = new() { Experts = ["slack:T1:UX"], ExpertRooms = ["slack:T1:CEXPERTS"], Administrators = ["slack:T1:UA"] };

    public static async Task<SlackBot> StartAsync(bool bySocket, ConversationOptions? conversation = null, Func<SlackOptions, SlackOptions>? change = null, Library? library = null, IReadOnlyList<SetReaders>? readers = null)
    {
        var slack = await SlackCounterpart.StartAsync();
        var options = new SlackOptions
        {
            SigningSecret = bySocket ? null : SlackCounterpart.SigningSecret,
            AppToken = bySocket ? SlackCounterpart.AppToken : null,
            BotToken = SlackCounterpart.BotToken,
            ApiUrl = slack.ApiUrl,
            AllowedResponseHosts = [slack.Host],
        };
        options = change?.Invoke(options) ?? options;
        var host = await ChannelHost.StartAsync(services => services.AddSlack(options), app => app.MapSlack(), conversation, library, readers);
        if (options.TakesSocket)
        {
            for (var i = 0; i < options.SocketConnections; i++)
            {
                await slack.Socket.Greeted.NextAsync();
            }
        }

        return new SlackBot(slack, host, host.Url("/"), bySocket);
    }
}
