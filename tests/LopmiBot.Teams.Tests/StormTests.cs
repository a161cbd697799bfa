using System.Collections.Concurrent;
using System.Net;

namespace LopmiBot.Teams.Tests;

/// <summary>Five thousand activities of all kinds, some of them twice, to a Connector that sometimes asks to wait.</summary>
public sealed class StormTests
{
    private const int Activities = 5_000;
    private const int AtOnce = 24;
    private const int Seed = 20_230_124;

    private static readonly string[] Texts = ["aide", "help", "bonjour", "sources", "Que punit la LOPMI ?", "Who heads J3?", "art. 999-9", "[x](https://evil.example) **peine** <at>a</at>"];

    [Fact]
    public async Task Nothing_is_lost_nothing_doubled_and_no_rule_broken()
    {
        await using var connector = await ConnectorCounterpart.StartAsync();
        await using var bot = await ChannelHost.StartAsync(services => services.AddTeams(new TeamsOptions()), app => app.MapTeams());
        var expected = new ConcurrentBag<string>();
        var wrong = new ConcurrentBag<string>();

        await Parallel.ForAsync(0, Activities, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken }, async (i, cancellationToken) =>
        {
            var random = new Random(Seed + i);
            if (random.Next(20) == 0)
            {
                connector.Faults.Enqueue(random.Next(2) == 0 ? 429 : 412);
            }

            var activity = Any(connector, random, i, out var isAnswered, out var status);
            if (isAnswered)
            {
                expected.Add($"a:{i}");
            }

            for (var times = random.Next(10) == 0 ? 2 : 1; times > 0; times--)
            {
                using var request = ConnectorCounterpart.Post(bot.Url("/api/messages"), activity);
                using var response = await bot.Client.SendAsync(request, cancellationToken);
                if (response.StatusCode != status)
                {
                    wrong.Add($"{activity["type"]} {(activity.TryGetValue("name", out var name) ? name : "")}: {response.StatusCode}");
                }
            }
        });

        var answers = new Dictionary<string, int>(StringComparer.Ordinal);
        while (answers.Count < expected.Count)
        {
            var reply = await connector.Replies.NextAsync();
            answers[reply.ConversationId] = answers.GetValueOrDefault(reply.ConversationId) + 1;
        }

        wrong.ShouldBeEmpty();
        connector.Refusals.ShouldBeEmpty();
        connector.Replies.IsEmpty.ShouldBeTrue("nothing more came");
        answers.Keys.Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal));
        answers.Values.ShouldAllBe(count => count == 1);
    }

    private static IDictionary<string, object?> Any(ConnectorCounterpart connector, Random random, int number, out bool isAnswered, out HttpStatusCode status)
    {
        isAnswered = false;
        status = HttpStatusCode.Accepted;
        var activity = connector.Message(Texts[random.Next(Texts.Length)]);
        switch (random.Next(10))
        {
            case 0:
                activity["type"] = ((string[])["messageUpdate", "messageDelete", "typing", "event", "endOfConversation"])[random.Next(5)];
                break;
            case 1:
                activity["type"] = "messageReaction";
                activity["reactionsAdded"] = new[] { new { type = "like" } };
                activity["replyToId"] = $"{random.Next()}";
                break;
            case 2:
                activity = connector.Invoke("application/search", new { queryText = "telegram", dataset = "documents" });
                status = HttpStatusCode.OK;
                break;
            case 3:
                activity = connector.Invoke("adaptiveCard/action", new { action = new { verb = "More", data = new { subject = $"{random.Next()}" } } });
                status = HttpStatusCode.OK;
                break;
            case 4:
                activity = connector.Invoke("tab/fetch", new { });
                status = HttpStatusCode.NotImplemented;
                break;
            default:
                isAnswered = true;
                break;
        }

        activity["conversation"] = new { id = $"a:{number}", conversationType = "personal", tenantId = ConnectorCounterpart.TenantId };
        activity["from"] = new { id = $"29:{number}", name = "Someone", aadObjectId = $"person-{number}" };
        return activity;
    }
}
