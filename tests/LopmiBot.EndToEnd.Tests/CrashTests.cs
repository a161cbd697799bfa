using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace LopmiBot.EndToEnd.Tests;

/// <summary>
/// Power cuts at random moments while five hundred questions, asked at once, are under way: each question that was acknowledged is answered
/// once, or its asker is told that the answer may have been lost; none is answered twice.
/// </summary>
[SuppressMessage("Security", "CA5394", Justification = "The moments of power cuts are no secret.")]
public sealed class CrashTests(PostgreSqlServer server) : IClassFixture<PostgreSqlServer>, IDisposable
{
    private static readonly int Questions = LongTests.Count(300, 500);
    private const int PowerCuts = 4;

    /// <summary>Answers that a host sends at once: what a power cut can interrupt.</summary>
    private const int Workers = 4;

    /// <summary>Longer than a lease: what a killed process had taken is free again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _data = new();
    private readonly HttpClient _client = new();
    private readonly Random _random = new(20230124);

    public void Dispose()
    {
        _client.Dispose();
        _data.Dispose();
    }

    [Fact]
    public Task No_question_is_lost_and_none_answered_twice_on_sqlite() => RunAsync(hosts: 1, connection: null);

    [Fact]
    public Task No_question_is_lost_and_none_answered_twice_on_postgresql_with_two_hosts() => RunAsync(hosts: 2, server.CreateDatabase());

    private async Task RunAsync(int hosts, string? connection)
    {
        await using var slack = await SlackCounterpart.StartAsync();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Slack__SigningSecret"] = SlackCounterpart.SigningSecret,
            ["Slack__AllowedResponseHosts"] = slack.Host,
            ["Conversation__PerPersonAndMinute"] = "1000",
            ["Conversation__PerRoomAndMinute"] = "10000",
        };
        if (connection is not null)
        {
            settings["ConnectionStrings__LopmiBot"] = connection;
        }

        // While a host starts, those who ask it wait.
        var running = Enumerable.Range(0, hosts).Select(host => StartAsync(host, settings)).ToArray();

        var acknowledged = new ConcurrentBag<string>();
        var senders = Enumerable.Range(0, Questions).Select(sender => Task.Run(async () => acknowledged.Add(await AskAsync(slack, sender, running)))).ToList();
        for (var cut = 0; cut < PowerCuts; cut++)
        {
            for (var more = _random.Next(5, Questions / (PowerCuts + 2)); more > 0; more--)
            {
                await slack.Answers.NextAsync(Patience);
            }

            var victim = _random.Next(hosts);
            await (await running[victim]).DisposeAsync();
            running[victim] = StartAsync(victim, settings);
            await running[victim];
        }

        await Task.WhenAll(senders);
        acknowledged.Count.ShouldBe(Questions);
        var said = new Dictionary<string, List<bool>>(StringComparer.Ordinal);
        while (acknowledged.Any(id => !said.ContainsKey(id)))
        {
            var (id, message) = await slack.Posted.NextAsync(Patience);
            said.TryAdd(id, []);
            said[id].Add(IsAnswer(message));
        }

        foreach (var host in running)
        {
            await (await host).DisposeAsync();
        }

        while (slack.Posted.TryNext(out var last))
        {
            said.TryAdd(last.Id, []);
            said[last.Id].Add(IsAnswer(last.Message));
        }

        slack.Refusals.ShouldBeEmpty();
        said.Values.ShouldAllBe(messages => messages.Count(isAnswer => isAnswer) <= 1 && messages.Count(isAnswer => !isAnswer) <= 1);
        var told = said.Values.Count(messages => messages.Contains(false));
        told.ShouldBeLessThanOrEqualTo(PowerCuts * Workers, "only what was being sent when the power went");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{acknowledged.Count} acknowledged; {said.Values.Count(messages => messages.Contains(true))} answered once, {told} told of an interruption"));
    }

    private Task<RunningBot> StartAsync(int host, Dictionary<string, string> settings) =>
        RunningBot.StartAsync(Path.Combine(_data.Path, $"{host}"), settings);

    /// <summary>Asks until it is acknowledged: what is not is no question.</summary>
    /// <returns>What the acknowledged question is known by.</returns>
    private async Task<string> AskAsync(SlackCounterpart slack, int sender, Task<RunningBot>[] running)
    {
        for (var attempt = 0; ; attempt++)
        {
            var host = await running[(sender + attempt) % running.Length];
            using var request = slack.Command(
                new Uri(host.Address, "slack/commands"),
                "Que punit la LOPMI ?",
                form => form["user_id"] = string.Create(CultureInfo.InvariantCulture, $"U{sender}"));
            try
            {
                using var response = await _client.SendAsync(request);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    return SlackCounterpart.IdOf(request);
                }
            }
            catch (HttpRequestException)
            {
                // The host is down: the person sees an error, and asks again.
            }
        }
    }

    private static bool IsAnswer(JsonElement message) => message.GetProperty("text").GetString()!.StartsWith("Ce que disent", StringComparison.Ordinal);
}
