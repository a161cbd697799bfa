using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using LopmiBot.Slack;
using LopmiBot.Teams;
using LopmiBot.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LopmiBot.Benchmarks;

/// <summary>How long Slack and Teams wait for an acknowledgement under load, while the answers are being made, beside an endpoint that only reads the body.</summary>
internal static class Acknowledgement
{
    private const int Rounds = 20;
    private const int SlackAtOnce = 200;
    private const int TeamsAtOnce = 100;

    private static readonly string[] Texts = ["Que punit la LOPMI ?", "Who heads J3?", "aide", "peine de l'article 323-3-2 en août 2024", "sources telegram"];

    public static async Task RunAsync()
    {
        await using var slack = await SlackCounterpart.StartAsync();
        await using var connector = await ConnectorCounterpart.StartAsync();
        await using var host = await ChannelHost.StartAsync(
            services =>
            {
                services.AddSlack(new SlackOptions { SigningSecret = SlackCounterpart.SigningSecret, AllowedResponseHosts = [slack.Host] });
                services.AddTeams(new TeamsOptions());
            },
            app =>
            {
                app.MapSlack();
                app.MapTeams();
                app.MapPost("/bare", async (HttpRequest request) =>
                {
                    await request.Body.CopyToAsync(Stream.Null);
                    return Results.Ok();
                });
            });
        HttpRequestMessage Command(string path, int i) => slack.Command(host.Url(path), Texts[i % Texts.Length], form => form["user_id"] = $"U{i}");
        HttpRequestMessage Message(string path, int i)
        {
            var activity = connector.Message(Texts[i % Texts.Length]);
            activity["conversation"] = new { id = $"a:{i}", conversationType = "personal", tenantId = ConnectorCounterpart.TenantId };
            activity["from"] = new { id = $"29:{i}", name = "Someone" };
            return ConnectorCounterpart.Post(host.Url(path), activity);
        }

        await MeasureAsync(host.Client, 1, i => Command("/slack/commands", i));
        await MeasureAsync(host.Client, 1, i => Message("/api/messages", i));
        Print("Slack, bare endpoint", SlackAtOnce, await MeasureAsync(host.Client, SlackAtOnce, i => Command("/bare", i)));
        Print("Slack, slash commands", SlackAtOnce, await MeasureAsync(host.Client, SlackAtOnce, i => Command("/slack/commands", i)));
        Print("Teams, bare endpoint", TeamsAtOnce, await MeasureAsync(host.Client, TeamsAtOnce, i => Message("/bare", i)));
        Print("Teams, messages", TeamsAtOnce, await MeasureAsync(host.Client, TeamsAtOnce, i => Message("/api/messages", i)));
    }

    /// <summary>The times of all acknowledgements in ascending order, in milliseconds.</summary>
    private static async Task<List<double>> MeasureAsync(HttpClient client, int atOnce, Func<int, HttpRequestMessage> create)
    {
        var times = new ConcurrentBag<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var requests = Enumerable.Range(round * atOnce, atOnce).Select(create).ToList();
            await Task.WhenAll(requests.Select(async request =>
            {
                using (request)
                {
                    var started = Stopwatch.GetTimestamp();
                    using var response = await client.SendAsync(request);
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                    response.EnsureSuccessStatusCode();
                }
            }));
        }

        return [.. times.Order()];
    }

    private static void Print(string name, int atOnce, List<double> times) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-24} {atOnce} at once, {times.Count} in all: median {times[times.Count / 2]:0.0} ms, p99 {times[times.Count * 99 / 100]:0.0} ms, worst {times[^1]:0.0} ms"));
}
