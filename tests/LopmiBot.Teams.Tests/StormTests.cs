using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace LopmiBot.Teams.Tests;

/// <summary>Five thousand activities of all kinds, signed, some wrongly, some of them twice, to a Connector that sometimes asks to wait.</summary>
public sealed class StormTests
{
    private static readonly int Activities = LongTests.Count(2_500, 5_000);
    private const int AtOnce = 24;
    private const string ServiceUrl = "https://smba.trafficmanager.net/emea/";
    private const int Seed = 20_230_124;

    private static readonly string[] Texts = ["aide", "help", "bonjour", "sources", "Que punit la LOPMI ?", "Who heads J3?", "art. 999-9", "[x](https://evil.example) **peine** <at>a</at>"];

    [Fact]
    public async Task Nothing_is_lost_nothing_doubled_and_no_rule_broken()
    {
        await using var connector = await ConnectorCounterpart.StartAsync();
        await using var bot = await ChannelHost.StartAsync(
            services =>
            {
                services.AddTeams(new TeamsOptions
                {
                    MicrosoftAppId = ConnectorCounterpart.AppId,
                    MicrosoftAppPassword = "secret",
                    MicrosoftAppTenantId = ConnectorCounterpart.TenantId,
                    OpenIdMetadata = connector.OpenIdMetadata,
                });
                services.AddHttpClient(Authentication.BotCredentials.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new EntraHandler());
                services.AddHttpClient(TeamsEndpoints.ConnectorHttpClientName).AddHttpMessageHandler(() => new ToCounterpart(connector.ServiceUrl));
            },
            app => app.MapTeams());
        var genuine = connector.Token(ServiceUrl);
        string[] forged = [connector.Token(ServiceUrl, token => token.SigningCredentials = null), connector.Token(ServiceUrl, token => token.Issuer = "https://evil.example"), "no token"];
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
            var token = random.Next(20) == 0 ? forged[random.Next(forged.Length)] : genuine;
            if (token != genuine)
            {
                status = HttpStatusCode.Unauthorized;
            }
            else if (isAnswered)
            {
                expected.Add($"a:{i}");
            }

            for (var times = random.Next(10) == 0 ? 2 : 1; times > 0; times--)
            {
                using var request = ConnectorCounterpart.Post(bot.Url("/api/messages"), activity, token);
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
            reply.Authorization.ShouldBe("Bearer issued-by-entra");
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

        activity["serviceUrl"] = ServiceUrl;
        activity["conversation"] = new { id = $"a:{number}", conversationType = "personal", tenantId = ConnectorCounterpart.TenantId };
        activity["from"] = new { id = $"29:{number}", name = "Someone", aadObjectId = $"person-{number}" };
        return activity;
    }

    /// <summary>What leaves for Microsoft goes to the counterpart.</summary>
    private sealed class ToCounterpart(string address) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // A second try comes with the address of the first.
            var asked = request.RequestUri!.AbsoluteUri;
            request.RequestUri = asked.StartsWith(ServiceUrl, StringComparison.Ordinal) ? new Uri(address + asked[ServiceUrl.Length..]) : request.RequestUri;
            request.RequestUri.AbsoluteUri.ShouldStartWith(address);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
