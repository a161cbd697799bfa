using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using LopmiBot.Conversation.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace LopmiBot.Slack.Tests;

/// <summary>Ten thousand things said and typed, over both transports at once, through everything that goes wrong in between.</summary>
public sealed class StormTests
{
    private const int Said = 10_000;
    private const int AtOnce = 24;
    private const int Seed = 20_230_124;

    /// <summary>Slack holds the bot to this, and sends again what is not acknowledged by then.</summary>
    private static readonly TimeSpan AcknowledgeWithin = TimeSpan.FromSeconds(3);

    private static readonly string[] Texts = ["aide", "help", "bonjour", "merci", "sources", "sources telegram", "langue français", "Que punit la LOPMI ?", "Who heads J3?", "art. 999-9", "<!channel> <@U2> peine ?"];

    private readonly ConcurrentDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private int _late;

    [Fact]
    public async Task Nothing_is_lost_nothing_doubled_and_no_limit_broken()
    {
        await using var bot = await Hosted.StartAsync(bySocket: false, change: options => options with { AppToken = SlackCounterpart.AppToken, SocketConnections = 3 });
        using var done = new CancellationTokenSource();
        using var calm = new CancellationTokenSource();
        var answered = CountAsync(bot.Slack, done.Token);
        var troubled = TroubleAsync(bot.Slack, calm.Token);
        var expected = new ConcurrentBag<string>();

        await Parallel.ForAsync(0, Said, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken }, async (i, _) => expected.Add(await SayAsync(bot, i, new Random(Seed + i))));

        // What was asked to wait comes once the trouble is over.
        await calm.CancelAsync();
        bot.Slack.Faults.Clear();
        bot.Slack.ApiFaults.Clear();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (_answers.Count < Said && !patience.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }

        await done.CancelAsync();
        await Task.WhenAll(answered, troubled);
        var parked = await bot.Host.Services.GetRequiredService<IDeliveryStore>().ParkedAsync(10, TestContext.Current.CancellationToken);
        parked.Select(each => each.Reason).ShouldBeEmpty();
        expected.Except(_answers.Keys, StringComparer.Ordinal).ShouldBeEmpty("lost");
        _answers.Where(answer => answer.Value != 1).Count().ShouldBe(0, "doubled");
        _answers.Count.ShouldBe(Said);
        bot.Slack.Refusals.ShouldBeEmpty();
        _late.ShouldBe(0, "acknowledgements after three seconds");
    }

    /// <summary>Says one thing, maybe twice, and names its answer.</summary>
    private async Task<string> SayAsync(SlackBot bot, int number, Random random)
    {
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
            return "command " + id;
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
        return "message " + ts;
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

    /// <summary>Breaks and renews connections, and has Slack ask to wait.</summary>
    private static async Task TroubleAsync(SlackCounterpart slack, CancellationToken done)
    {
        var random = new Random(Seed);
        var newest = 3;
        while (!done.IsCancellationRequested)
        {
            while (slack.Socket.Greeted.TryNext(out var number))
            {
                newest = Math.Max(newest, number);
            }

            switch (random.Next(4))
            {
                case 0:
                    slack.Socket.Break(newest - random.Next(3));
                    break;
                case 1:
                    await slack.Socket.DisconnectAsync(newest - random.Next(3), "refresh_requested");
                    break;
                case 2:
                    slack.Faults.Enqueue(429);
                    break;
                default:
                    slack.ApiFaults.Enqueue("429");
                    break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }
    }

    private async Task CountAsync(SlackCounterpart slack, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            while (slack.Posted.TryNext(out var answer))
            {
                Count("command " + answer.Id);
            }

            while (slack.Calls.TryNext(out var call))
            {
                Count("message " + call.Arguments.GetProperty("thread_ts").GetString());
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }
    }

    private void Count(string answer) => _answers.AddOrUpdate(answer, 1, (_, count) => count + 1);
}
