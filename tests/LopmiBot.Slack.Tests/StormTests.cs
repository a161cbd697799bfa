using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using LopmiBot.Conversation.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace LopmiBot.Slack.Tests;

/// <summary>Ten thousand things said and typed, over both transports at once, through everything that goes wrong in between.</summary>
public sealed class StormTests
{
    private static readonly int Said = LongTests.Count(4_000, 10_000);
    private const int AtOnce = 24;
    private const int TroubleEvery = 50;
    private const string Command = "command ";
    private const string Message = "message ";
    private const int Seed = 20_230_124;

    /// <summary>Slack holds the bot to this, and sends again what is not acknowledged by then.</summary>
    private static readonly TimeSpan AcknowledgeWithin = TimeSpan.FromSeconds(3);

    private static readonly string[] Texts = ["aide", "help", "bonjour", "merci", "sources", "sources telegram", "langue français", "Que punit la LOPMI ?", "Who heads J3?", "art. 999-9", "<!channel> <@U2> peine ?"];

    private int _late;

    [Fact]
    public async Task Nothing_is_lost_nothing_doubled_and_no_limit_broken()
    {
        await using var bot = await Hosted.StartAsync(bySocket: false, change: options => options with { AppToken = SlackCounterpart.AppToken, SocketConnections = 3 });
        var expected = new ConcurrentBag<string>();

        await Parallel.ForAsync(0, Said, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken }, async (i, _) => expected.Add(await SayAsync(bot, i, new Random(Seed + i))));

        // What was asked to wait comes once the trouble is over.
        bot.Slack.Faults.Clear();
        bot.Slack.ApiFaults.Clear();
        var answers = new List<string>(Said);
        var commands = expected.Count(each => each.StartsWith(Command, StringComparison.Ordinal));
        while (answers.Count < commands)
        {
            answers.Add(Command + (await bot.Slack.Posted.NextAsync()).Id);
        }

        while (answers.Count < Said)
        {
            answers.Add(Message + (await bot.Slack.Calls.NextAsync()).Arguments.GetProperty("thread_ts").GetString());
        }

        var parked = await bot.Host.Services.GetRequiredService<IDeliveryStore>().ParkedAsync(10, TestContext.Current.CancellationToken);
        parked.Select(each => each.Reason).ShouldBeEmpty();
        answers.Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal), "each once");
        (bot.Slack.Posted.IsEmpty && bot.Slack.Calls.IsEmpty).ShouldBeTrue("nothing more came");
        bot.Slack.Refusals.ShouldBeEmpty();
        _late.ShouldBe(0, "acknowledgements after three seconds");
    }

    /// <summary>Says one thing, maybe twice, and names its answer.</summary>
    private async Task<string> SayAsync(SlackBot bot, int number, Random random)
    {
        if (random.Next(TroubleEvery) == 0)
        {
            await TroubleAsync(bot.Slack, random);
        }

        var text = Texts[random.Next(Texts.Length)];
        var bySocket = random.Next(2) == 0;
        var times = random.Next(10) == 0 ? 2 : 1;
        if (random.Next(2) == 0)
        {
            var form = bot.Slack.CommandForm(text, out var id);
            form["user_id"] = $"U{number}";
            await Task.WhenAll(Enumerable.Range(0, times).Select(_ => bySocket
                ? bot.Slack.Socket.SendAsync("slash_commands", new JsonObject(form.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value))))
                : PostAsync(bot, () => SlackCounterpart.SignedRequest(bot.Host.Url("/slack/commands"), string.Join('&', form.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}")), DateTimeOffset.UtcNow))));
            return Command + id;
        }

        var ts = string.Create(CultureInfo.InvariantCulture, $"1800000000.{number:000000}");
        var isDirect = random.Next(2) == 0;
        JsonObject Event() => SlackCounterpart.Message(isDirect ? text : $"<@{SlackCounterpart.Bot}> {text}", isDirect, message =>
        {
            message["user"] = $"U{number}";
            message["channel"] = $"C{number}";
            message["ts"] = ts;
            message["thread_ts"] = ts;
        });
        await Task.WhenAll(Enumerable.Range(0, times).Select(_ => bySocket
            ? bot.Slack.Socket.SendAsync("events_api", Event())
            : PostAsync(bot, () => SlackCounterpart.EventRequest(bot.Host.Url("/slack/events"), Event()))));
        return Message + ts;
    }

    private async Task PostAsync(SlackBot bot, Func<HttpRequestMessage> create)
    {
        for (var attempt = 0; attempt < 4; attempt++)
        {
            using var request = create();
            using var patience = new CancellationTokenSource(AcknowledgeWithin);
            try
            {
                using var response = await bot.Host.Client.SendAsync(request, patience.Token);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref _late);
            }
        }
    }

    /// <summary>Breaks or renews a connection, or has Slack ask to wait.</summary>
    private static Task TroubleAsync(SlackCounterpart slack, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                slack.Socket.BreakAny();
                return Task.CompletedTask;
            case 1:
                return slack.Socket.DisconnectAnyAsync("refresh_requested");
            case 2:
                slack.Faults.Enqueue(429);
                return Task.CompletedTask;
            default:
                slack.ApiFaults.Enqueue("429");
                return Task.CompletedTask;
        }
    }
}
