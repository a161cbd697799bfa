using System.Text.Json.Nodes;
using LopmiBot.Slack.SocketMode;
using Microsoft.Extensions.DependencyInjection;

namespace LopmiBot.Slack.Tests;

public sealed class SocketModeTests
{
    private const string Question = "Que punit la LOPMI ?";

    [Theory]
    [InlineData("refresh_requested")]
    [InlineData("warning")]
    public async Task A_connection_is_replaced_before_it_goes(string reason)
    {
        await using var bot = await Hosted.StartAsync(bySocket: true, change: options => options with { SocketConnections = 1 });

        await bot.Slack.Socket.DisconnectAsync(1, reason);
        // What Slack still sends over the old connection arrives, too.
        await bot.CommandAsync(Question);
        await bot.Slack.Answers.NextAsync();

        (await bot.Slack.Socket.Greeted.NextAsync()).ShouldBe(2);
        await bot.CommandAsync(Question);
        await bot.Slack.Answers.NextAsync();
        bot.Slack.Socket.SentAgain.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_broken_connection_is_replaced_and_what_it_held_comes_again()
    {
        await using var bot = await Hosted.StartAsync(bySocket: true, change: options => options with { SocketConnections = 1 });

        bot.Slack.Socket.Break(1);
        await bot.CommandAsync(Question);

        await bot.Slack.Answers.NextAsync();
        bot.Slack.Answers.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_connection_that_is_open_but_silent_is_replaced()
    {
        await using var bot = await Hosted.StartAsync(bySocket: true, change: options => options with { SocketConnections = 1 });

        await bot.Slack.Socket.SilenceAsync(1);

        (await bot.Slack.Socket.Greeted.NextAsync()).ShouldBe(2);
        await bot.CommandAsync(Question);
        await bot.Slack.Answers.NextAsync();
    }

    [Fact]
    public async Task A_form_that_slack_is_slow_to_open_makes_nothing_else_late()
    {
        await using var bot = await Hosted.StartAsync(bySocket: true, change: options => options with { SocketConnections = 1 });
        var hold = new TaskCompletionSource();
        bot.Slack.Hold = hold.Task;
        var form = bot.InteractAsync(bot.Slack.Press("press:Ask", "0", inHome: true));

        await bot.CommandAsync(Question);
        await bot.Slack.Answers.NextAsync();

        form.IsCompleted.ShouldBeFalse();
        hold.SetResult();
        await form;
        bot.Slack.Socket.SentAgain.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_in_many_frames_is_read_whole()
    {
        await using var bot = await Hosted.StartAsync(bySocket: true);
        bot.Slack.Socket.FrameBytes = 7;

        await bot.CommandAsync(Question);

        await bot.Slack.Answers.NextAsync();
    }

    [Fact]
    public async Task Nonsense_and_unknown_envelopes_do_not_end_a_connection()
    {
        await using var bot = await Hosted.StartAsync(bySocket: true, change: options => options with { SocketConnections = 1 });

        await bot.Slack.Socket.SendAsync("slash_commands", new JsonObject { ["text"] = 1 });
        await bot.Slack.Socket.SendAsync("events_api", new JsonArray(1, 2));
        await bot.Slack.Socket.SendAsync("interactive", new JsonObject { ["type"] = "block_actions", ["actions"] = "none" });
        await bot.CommandAsync(Question);

        await bot.Slack.Answers.NextAsync();
        bot.Slack.Socket.Greeted.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Several_connections_bring_each_event_once()
    {
        await using var bot = await Hosted.StartAsync(bySocket: true, change: options => options with { SocketConnections = 3 });
        bot.Slack.Socket.Open.ShouldBe(3);
        await Until(() => Status(bot).Connected == 3);

        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => bot.CommandAsync("aide")));

        for (var i = 0; i < 30; i++)
        {
            await bot.Slack.Answers.NextAsync();
        }

        bot.Slack.Answers.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task When_slack_switches_socket_mode_off_no_other_connection_is_tried()
    {
        await using var bot = await Hosted.StartAsync(bySocket: true, change: options => options with { SocketConnections = 1 });

        await bot.Slack.Socket.DisconnectAsync(1, "link_disabled");

        (await StoppedAsync(bot)).ShouldContain("switched off");
        bot.Slack.Socket.Greeted.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_refused_token_is_told_and_not_tried_again()
    {
        await using var slack = await SlackCounterpart.StartAsync();
        await using var host = await ChannelHost.StartAsync(
            services => services.AddSlack(new SlackOptions { AppToken = "xapp-wrong", BotToken = SlackCounterpart.BotToken, ApiUrl = slack.ApiUrl, SocketConnections = 1 }),
            app => app.MapSlack());
        var status = host.Services.GetRequiredService<SocketModeStatus>();

        await Until(() => status.Stopped is not null);

        status.Stopped.ShouldNotBeNull().ShouldContain("invalid_auth");
        status.Connected.ShouldBe(0);
    }

    [Fact]
    public async Task When_slack_asks_to_wait_before_a_connection_it_is_waited_for()
    {
        await using var slack = await SlackCounterpart.StartAsync();
        slack.ApiFaults.Enqueue("429");
        slack.ApiFaults.Enqueue("500");
        await using var host = await ChannelHost.StartAsync(
            services => services.AddSlack(new SlackOptions { AppToken = SlackCounterpart.AppToken, BotToken = SlackCounterpart.BotToken, ApiUrl = slack.ApiUrl, SocketConnections = 1 }),
            app => app.MapSlack());

        await slack.Socket.Greeted.NextAsync();

        slack.ApiFaults.ShouldBeEmpty();
    }

    private static SocketModeStatus Status(SlackBot bot) => bot.Host.Services.GetRequiredService<SocketModeStatus>();

    private static async Task<string> StoppedAsync(SlackBot bot)
    {
        await Until(() => Status(bot).Stopped is not null);
        return Status(bot).Stopped!;
    }

    /// <summary>The status tells of nothing: it is looked at again until it holds.</summary>
    private static async Task Until(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), patience.Token);
        }
    }
}
