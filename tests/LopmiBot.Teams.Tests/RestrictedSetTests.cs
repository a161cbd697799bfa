using System.Text.Json;
using LopmiBot.Conversation.Access;

namespace LopmiBot.Teams.Tests;

/// <summary>A set that one person may read in one team's channels, in another channel and alone, through every door of Teams.</summary>
public sealed class RestrictedSetTests : IAsyncLifetime
{
    private const string Member = "6f6e0000-0000-4000-8000-000000000001";
    private const string Stranger = "6f6e0000-0000-4000-8000-000000000002";
    private const string Team = "19:team@thread.tacv2";

    private readonly TwoSets _sets = new();
    private ConnectorCounterpart _connector = null!;
    private ChannelHost _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _connector = await ConnectorCounterpart.StartAsync();
        _bot = await ChannelHost.StartAsync(
            services => services.AddTeams(new TeamsOptions()),
            app => app.MapTeams(),
            library: _sets.Library,
            readers: [new SetReaders("internal", ["teams:" + Team, "teams:19:listed@thread.tacv2"], ["teams:" + Member])]);
    }

    public async ValueTask DisposeAsync()
    {
        _connector.Refusals.ShouldBeEmpty();
        await _bot.DisposeAsync();
        await _connector.DisposeAsync();
        _sets.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(Member, "personal", "a:1", null, true, false)]
    [InlineData(Stranger, "personal", "a:2", null, false, false)]
    [InlineData(Member, "channel", "19:listed@thread.tacv2", "19:other@thread.tacv2", true, true)]
    [InlineData(Member, "channel", "19:general@thread.tacv2", Team, true, true)]
    [InlineData(Stranger, "channel", "19:listed@thread.tacv2", null, false, false)]
    [InlineData(Member, "channel", "19:elsewhere@thread.tacv2", "19:other@thread.tacv2", false, false)]
    [InlineData(Member, "groupChat", "19:chat@thread.v2", null, false, false)]
    public async Task Each_door_shows_it_to_those_who_may_read_it_there(string person, string type, string conversation, string? team, bool isShown, bool isForMessages)
    {
        foreach (var typed in (string[])[TwoSets.Question, "aide", "sources", "sources notes", "source notes", "suite", "pourquoi"])
        {
            using var response = await SendAsync(In(_connector.Message(typed), person, type, conversation, team));
            var reply = (await _connector.Replies.NextAsync()).Body;
            if (typed == TwoSets.Question)
            {
                Holds(reply).ShouldBe(isShown, reply.GetRawText());
            }
            else if (!isShown)
            {
                Holds(reply).ShouldBeFalse(typed);
            }
        }

        Holds(await InvokeAsync("application/search", new { queryText = "notes", dataset = "documents" }, person, type, conversation, team)).ShouldBe(isShown);
        Holds(await InvokeAsync("composeExtension/query", new { parameters = new[] { new { name = "query", value = TwoSets.Question } } }, person, type, conversation, team)).ShouldBe(isForMessages);
        Holds(await InvokeAsync("composeExtension/fetchTask", new { messagePayload = new { body = new { content = TwoSets.Question } } }, person, type, conversation, team)).ShouldBe(isForMessages);
    }

    [Theory]
    [InlineData("19:listed@thread.tacv2", true)]
    [InlineData("19:elsewhere@thread.tacv2", false)]
    public async Task An_answer_is_shared_without_what_the_room_may_not_read(string room, bool isShown)
    {
        using var installed = await SendAsync(In(_connector.Message("aide"), Member, "channel", room, "19:other@thread.tacv2"));
        await _connector.Replies.NextAsync();
        _connector.Members.Add((room, "29:1abc"));
        using var asked = await SendAsync(_connector.Message(TwoSets.Question));
        var answer = await _connector.Replies.NextAsync();
        var subject = answer.Card.GetProperty("body").EnumerateArray().Where(element => element.GetProperty("type").GetString() == "ActionSet")
            .SelectMany(set => set.GetProperty("actions").EnumerateArray()).First().GetProperty("data").GetProperty("subject").GetString()!;

        using var request = ConnectorCounterpart.Post(_bot.Url("/api/messages"), _connector.Press("Share", new Dictionary<string, string>(StringComparer.Ordinal) { ["subject"] = subject, ["text"] = room }, answer.Id));
        using var response = await _bot.Client.SendAsync(request);

        response.EnsureSuccessStatusCode();
        var shared = await _connector.Sent.NextAsync();
        shared.ConversationId.ShouldBe(room);
        Holds(shared.Body).ShouldBe(isShown);
        shared.Body.GetRawText().ShouldContain("section J3");
    }

    [Fact]
    public async Task Whoever_waits_sees_that_the_bot_is_at_work()
    {
        using var corpus = new TemporaryFolder();
        using var data = new TemporaryFolder();
        corpus.Write("a.md", "# A\n\nUn document.\n");
        using var library = new Answers.Indexing.Library([new("corpus", new Answers.Curation.CorpusFolder(corpus.Path), Answers.Indexing.CorpusIndex.Open(data.Path, ShippedEncoder.Embedder))]);
        library.Update();
        await using var bot = await ChannelHost.StartAsync(services => services.AddTeams(new TeamsOptions()), app => app.MapTeams(), new() { Administrators = ["teams:" + Member] }, library);
        var slow = new SlowDocument(corpus, data, "z.md", "# Z\n\nUn autre.\n");

        using var request = ConnectorCounterpart.Post(bot.Url("/api/messages"), _connector.Message("réindexer"));
        using var response = await bot.Client.SendAsync(request);

        (await _connector.Typing.NextAsync()).ShouldBe("a:1xyz;part=1");
        await slow.LetThroughAsync();
        await slow.LetThroughAsync();
        (await _connector.Replies.NextAsync()).Body.GetRawText().ShouldContain("1 ajout");
    }

    private static IDictionary<string, object?> In(IDictionary<string, object?> activity, string person, string type, string conversation, string? team)
    {
        activity["from"] = new { id = "29:1abc", name = "Someone", aadObjectId = person };
        activity["conversation"] = new { id = conversation, conversationType = type, tenantId = ConnectorCounterpart.TenantId };
        activity["channelData"] = new { tenant = new { id = ConnectorCounterpart.TenantId }, team = team is null ? null : new { id = team, name = "Legal" } };
        return activity;
    }

    private Task<HttpResponseMessage> SendAsync(IDictionary<string, object?> activity) => _bot.Client.SendAsync(ConnectorCounterpart.Post(_bot.Url("/api/messages"), activity));

    private async Task<JsonElement> InvokeAsync(string name, object value, string person, string type, string conversation, string? team)
    {
        using var response = await SendAsync(In(_connector.Invoke(name, value), person, type, conversation, team));
        response.EnsureSuccessStatusCode();
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
    }

    private static bool Holds(JsonElement shown) => shown.GetRawText().Contains(TwoSets.Secret, StringComparison.OrdinalIgnoreCase);
}
