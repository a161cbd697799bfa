using System.Net;
using System.Text;

namespace LopmiBot.Teams.Tests;

/// <summary>Without an app id: local development.</summary>
public sealed class MessagesEndpointTests : IAsyncLifetime
{
    private ConnectorCounterpart _connector = null!;
    private ChannelHost _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _connector = await ConnectorCounterpart.StartAsync();
        _bot = await ChannelHost.StartAsync(services => services.AddTeams(new TeamsOptions()), app => app.MapTeams());
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _connector.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_personal_message_is_answered_with_a_card_of_cited_quotes()
    {
        using var response = await SendAsync(_connector.Message("Que punit la LOPMI ?"));

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await response.Content.ReadAsStringAsync()).ShouldBeEmpty();
        var reply = await _connector.Replies.NextAsync();
        reply.ConversationId.ShouldBe("a:1xyz;part=1");
        reply.Authorization.ShouldBeNull();
        var attachment = reply.Body.GetProperty("attachments")[0];
        attachment.GetProperty("contentType").GetString().ShouldBe("application/vnd.microsoft.card.adaptive");
        var card = attachment.GetProperty("content");
        card.GetProperty("version").GetString().ShouldBe("1.5");
        card.GetProperty("lang").GetString().ShouldBe("fr");
        var items = card.GetProperty("body")[1].GetProperty("items");
        items[0].GetProperty("text").GetString()!.Replace("**", "", StringComparison.Ordinal).ShouldStartWith("La LOPMI a créé, par son article 4");
        items[1].GetProperty("text").GetString().ShouldNotBeNull().ShouldContain("Loi n° 2023-22");
        items[2].GetProperty("text").GetString().ShouldNotBeNull().ShouldContain("](http://localhost:3978/documents/lopmi-fr?passage=");
        reply.Body.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_message_of_nobody_is_not_answered()
    {
        var message = _connector.Message("LOPMI");
        message["from"] = new { name = "Someone" };
        using var response = await SendAsync(message);
        using var other = await SendAsync(_connector.Message("aide"));
        await _connector.Replies.NextAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        _connector.Replies.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_activity_twice_is_answered_once()
    {
        var message = _connector.Message("LOPMI");
        using var first = await SendAsync(message);
        using var again = await SendAsync(message);
        await _connector.Replies.NextAsync();
        using var other = await SendAsync(_connector.Message("aide"));
        await _connector.Replies.NextAsync();

        again.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        _connector.Replies.IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(412)]
    public async Task When_the_connector_asks_to_try_again_the_reply_comes_later(int status)
    {
        _connector.Faults.Enqueue(status);

        using var response = await SendAsync(_connector.Message("LOPMI"));

        await _connector.Replies.NextAsync();
    }

    [Fact]
    public async Task What_is_quoted_is_cited_on_the_message_too_and_not_called_generated()
    {
        using var response = await SendAsync(_connector.Message("Que punit la LOPMI ?"));

        var body = (await _connector.Replies.NextAsync()).Body;
        var entity = body.GetProperty("entities")[0];
        entity.TryGetProperty("additionalType", out _).ShouldBeFalse();
        var claims = entity.GetProperty("citation").EnumerateArray().ToList();
        claims.Count.ShouldBe(body.GetProperty("attachments")[0].GetProperty("content").GetProperty("body").EnumerateArray().Count(element => element.GetProperty("type").GetString() == "Container"));
        claims[0].GetProperty("appearance").GetProperty("name").GetString().ShouldNotBeNull().ShouldContain("2023-22");
        claims[0].GetProperty("appearance").GetProperty("url").GetString().ShouldNotBeNull().ShouldStartWith("http://localhost:3978/documents/lopmi-fr?passage=");
        _connector.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_citations_are_refused_beside_a_card_the_card_comes_without_them()
    {
        _connector.Faults.Enqueue(400);

        using var response = await SendAsync(_connector.Message("Que punit la LOPMI ?"));

        (await _connector.Replies.NextAsync()).Body.TryGetProperty("entities", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Twenty_questions_at_once_in_one_conversation_are_all_answered_at_the_pace_that_teams_allows()
    {
        var messages = Enumerable.Range(0, 20).Select(_ => _connector.Message("aide")).ToList();

        var accepted = await Task.WhenAll(messages.Select(SendAsync));

        var answered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var response in accepted)
        {
            response.Dispose();
            answered.Add((await _connector.Replies.NextAsync()).ActivityId);
        }

        answered.Order(StringComparer.Ordinal).ShouldBe(messages.Select(message => (string)message["id"]!).Order(StringComparer.Ordinal));
        _connector.Replies.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_mention_of_the_bot_is_no_part_of_the_question()
    {
        var message = _connector.Message("<at>LopmiBot</at>&nbsp;aide");
        message["entities"] = new object[] { new { type = "mention", mentioned = new { id = "28:" + ConnectorCounterpart.AppId }, text = "<at>LopmiBot</at>" } };

        using var response = await SendAsync(message);

        (await _connector.Replies.NextAsync()).Body.GetProperty("summary").GetString().ShouldNotBeNull().ShouldContain("citations exactes");
    }

    [Theory]
    [InlineData("conversationUpdate", HttpStatusCode.Accepted)]
    [InlineData("typing", HttpStatusCode.Accepted)]
    [InlineData("somethingNew", HttpStatusCode.Accepted)]
    [InlineData("invoke", HttpStatusCode.NotImplemented)]
    public async Task Other_activities_are_taken_quietly(string type, HttpStatusCode status)
    {
        var activity = _connector.Message("LOPMI");
        activity["type"] = type;

        using var response = await SendAsync(activity);

        response.StatusCode.ShouldBe(status);
        _connector.Replies.IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/")]
    [InlineData("http://evil.example/")]
    [InlineData("http://user@127.0.0.1/")]
    [InlineData("file:///tmp")]
    [InlineData("")]
    public async Task Replies_go_only_to_this_machine(string serviceUrl)
    {
        using var response = await SendAsync(_connector.Message("LOPMI", serviceUrl));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_bot_with_a_public_address_takes_nothing_unsigned_from_a_proxy_that_does_not_say_so()
    {
        await using var bot = await ChannelHost.StartAsync(services => services.AddTeams(new TeamsOptions()), app => app.MapTeams(), publicUrl: new Uri("https://bot.example.org/"));
        using var request = ConnectorCounterpart.Post(bot.Url("/api/messages"), _connector.Message("LOPMI"));

        using var response = await bot.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.5")]
    [InlineData("Forwarded", "for=203.0.113.5")]
    public async Task A_proxy_that_speaks_for_others_is_not_this_machine(string header, string value)
    {
        using var request = ConnectorCounterpart.Post(Messages, _connector.Message("LOPMI"));
        request.Headers.Add(header, value);

        using var response = await _bot.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("[]", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("null", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"type\":7}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"type\":\"message\",\"text\":\"\\ud800\"}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"type\":\"message\"}", "application/json", HttpStatusCode.Accepted)]
    [InlineData("{\"type\":\"message\"}", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_malformed_activity_is_refused(string body, string contentType, HttpStatusCode status)
    {
        using var response = await _bot.Client.PostAsync(Messages, new StringContent(body, Encoding.UTF8, contentType));

        response.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task A_huge_activity_is_refused()
    {
        using var response = await SendAsync(_connector.Message(new string('x', 300_000)));

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_probe_is_answered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, Messages);
        using var response = await _bot.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private Uri Messages => _bot.Url("/api/messages");

    private async Task<HttpResponseMessage> SendAsync(IDictionary<string, object?> activity)
    {
        using var request = ConnectorCounterpart.Post(Messages, activity);
        return await _bot.Client.SendAsync(request);
    }
}
