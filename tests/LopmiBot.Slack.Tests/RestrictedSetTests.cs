using System.Text.Json;
using System.Text.Json.Nodes;
using LopmiBot.Conversation.Access;

namespace LopmiBot.Slack.Tests;

/// <summary>A set that <c>U1</c> may read in <c>C1</c> and alone, through every door of a workspace.</summary>
public sealed class RestrictedSetTests : IAsyncLifetime
{
    private readonly TwoSets _sets = new();
    private SlackBot _bot = null!;

    public async ValueTask InitializeAsync() =>
        _bot = await Hosted.StartAsync(bySocket: false, library: _sets.Library, readers: [new SetReaders("internal", ["slack:T1:C1"], ["slack:T1:U1"])]);

    public async ValueTask DisposeAsync()
    {
        _bot.Slack.Refusals.ShouldBeEmpty();
        await _bot.DisposeAsync();
        _sets.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("U1", "C1", true)]
    [InlineData("U2", "C1", false)]
    [InlineData("U1", "C2", false)]
    [InlineData("U1", "D1", true)]
    [InlineData("U2", "D2", false)]
    public async Task Each_door_shows_it_to_those_who_may_read_it_there(string user, string channel, bool isShown)
    {
        var isDirect = channel[0] == 'D';
        await _bot.EventAsync(SlackCounterpart.Message(isDirect ? TwoSets.Question : $"<@{SlackCounterpart.Bot}> {TwoSets.Question}", isDirect, message =>
        {
            message["user"] = user;
            message["channel"] = channel;
        }));
        var answer = (await _bot.Slack.Calls.NextAsync()).Arguments;

        Holds(answer).ShouldBe(isShown);
        answer.GetRawText().ShouldContain("section J3");
        foreach (var typed in (string[])["help", "sources", "sources notes", "source notes", $"{TwoSets.Secret}", "notes internes", "more", "why"])
        {
            await _bot.EventAsync(SlackCounterpart.Message(isDirect ? typed : $"<@{SlackCounterpart.Bot}> {typed}", isDirect, message =>
            {
                message["user"] = user;
                message["channel"] = channel;
            }));
            var told = (await _bot.Slack.Calls.NextAsync()).Arguments;
            if (!isShown && !typed.Contains(TwoSets.Secret, StringComparison.Ordinal))
            {
                Holds(told).ShouldBeFalse(typed);
            }
        }

        var suggested = await _bot.InteractAsync(new JsonObject
        {
            ["type"] = "block_suggestion",
            ["action_id"] = "source",
            ["block_id"] = "source",
            ["value"] = "notes",
            ["team"] = new JsonObject { ["id"] = "T1" },
            ["user"] = new JsonObject { ["id"] = user },
            ["channel"] = new JsonObject { ["id"] = channel },
        });
        Holds(suggested).ShouldBe(isShown);
    }

    [Fact]
    public async Task No_page_of_it_is_linked()
    {
        await _bot.EventAsync(SlackCounterpart.Message(TwoSets.Question, isDirect: true));

        var answer = (await _bot.Slack.Calls.NextAsync()).Arguments.GetRawText();

        answer.ShouldContain("documents/j3?");
        answer.ShouldNotContain("documents/notes");
    }

    [Fact]
    public async Task The_home_tab_counts_what_its_person_may_read()
    {
        foreach (var (user, documents) in new[] { ("U1", "2 documents"), ("U2", "1 document") })
        {
            await _bot.EventAsync(SlackCounterpart.Callback(new JsonObject { ["type"] = "app_home_opened", ["user"] = user, ["channel"] = "D9", ["tab"] = "home" }));
            (await _bot.Slack.Calls.NextAsync()).Arguments.GetRawText().ShouldContain(documents);
        }
    }

    private static bool Holds(JsonElement shown) => shown.GetRawText().Contains(TwoSets.Secret, StringComparison.OrdinalIgnoreCase);
}
