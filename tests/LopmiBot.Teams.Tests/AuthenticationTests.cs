using System.Collections.Concurrent;
using System.Net;
using LopmiBot.Conversation.Delivery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace LopmiBot.Teams.Tests;

/// <summary>With an app id: each rule of "Authentication with the Bot Connector API", broken in turn.</summary>
public sealed class AuthenticationTests : IAsyncLifetime
{
    private const string TrustedServiceUrl = "https://smba.trafficmanager.net/emea/";

    private readonly Received<HttpRequestMessage> _outbound = new();
    private readonly ConcurrentQueue<HttpStatusCode> _statuses = [];
    private ConnectorCounterpart _connector = null!;
    private ChannelHost _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _connector = await ConnectorCounterpart.StartAsync();
        _bot = await StartAsync(new TeamsOptions
        {
            MicrosoftAppId = ConnectorCounterpart.AppId,
            MicrosoftAppPassword = "secret",
            MicrosoftAppTenantId = ConnectorCounterpart.TenantId,
            OpenIdMetadata = _connector.OpenIdMetadata,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _connector.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_genuine_message_is_answered_with_a_token_of_our_own()
    {
        (await PostAsync(Genuine())).ShouldBe(HttpStatusCode.Accepted);

        var reply = await _outbound.NextAsync();
        reply.RequestUri!.AbsoluteUri.ShouldStartWith("https://smba.trafficmanager.net/emea/v3/conversations/a%3A1xyz%3Bpart%3D1/activities/");
        reply.Headers.Authorization!.ToString().ShouldBe("Bearer issued-by-entra");
    }

    [Fact]
    public async Task No_token_is_refused() => (await PostAsync(null)).ShouldBe(HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("")]
    [InlineData("not-a-token")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public async Task An_unreadable_token_is_refused(string token) => (await PostAsync(token)).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Another_issuer_is_refused() =>
        (await PostAsync(Genuine(token => token.Issuer = "https://sts.windows.net/other/"))).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Another_audience_is_forbidden() =>
        (await PostAsync(Genuine(token => token.Audience = "33333333-3333-4333-8333-333333333333"))).ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task An_expired_token_is_refused() =>
        (await PostAsync(Genuine(token =>
        {
            token.NotBefore = DateTime.UtcNow.AddHours(-2);
            token.Expires = DateTime.UtcNow.AddMinutes(-6);
        }))).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task A_token_just_expired_is_within_the_clocks_skew() =>
        (await PostAsync(Genuine(token =>
        {
            token.NotBefore = DateTime.UtcNow.AddHours(-2);
            token.Expires = DateTime.UtcNow.AddMinutes(-4);
        }))).ShouldBe(HttpStatusCode.Accepted);

    [Fact]
    public async Task A_token_of_the_future_is_refused() =>
        (await PostAsync(Genuine(token => token.NotBefore = DateTime.UtcNow.AddMinutes(6)))).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task A_token_that_never_expires_is_refused() =>
        (await PostAsync(Genuine(token => token.Expires = null))).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task An_unsigned_token_is_refused() =>
        (await PostAsync(Genuine(token => token.SigningCredentials = null))).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task A_key_of_someone_else_is_refused()
    {
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        var credentials = new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = "trusted" }, SecurityAlgorithms.RsaSha256);

        (await PostAsync(Genuine(token => token.SigningCredentials = credentials))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_public_key_used_as_a_shared_secret_is_refused()
    {
        var credentials = new SigningCredentials(new SymmetricSecurityKey(_connector.PublicKey) { KeyId = "trusted" }, SecurityAlgorithms.HmacSha256);

        (await PostAsync(Genuine(token => token.SigningCredentials = credentials))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_without_endorsement_for_teams_is_forbidden() =>
        (await PostAsync(Genuine(token => token.SigningCredentials = _connector.UnendorsedCredentials))).ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task A_token_for_another_service_url_is_forbidden() =>
        (await PostAsync(Genuine(token => token.Claims["serviceurl"] = "https://smba.trafficmanager.net/amer/"))).ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task A_token_without_service_url_is_forbidden() =>
        (await PostAsync(Genuine(token => token.Claims.Remove("serviceurl")))).ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Another_tenant_is_forbidden()
    {
        var message = _connector.Message("LOPMI", TrustedServiceUrl);
        message["channelData"] = new { tenant = new { id = "44444444-4444-4444-8444-444444444444" } };

        (await PostAsync(Genuine(), message)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("channelId")]
    [InlineData("serviceUrl")]
    public async Task An_activity_that_does_not_say_where_it_comes_from_is_forbidden(string member)
    {
        var message = _connector.Message("LOPMI", TrustedServiceUrl);
        message.Remove(member);

        (await PostAsync(Genuine(), message)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_unknown_key_is_refused()
    {
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        var credentials = new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = "unknown" }, SecurityAlgorithms.RsaSha256);

        (await PostAsync(Genuine(token => token.SigningCredentials = credentials))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("\"\\ud800\"")]
    [InlineData(null)]
    public async Task Who_calls_is_known_before_anything_is_read(string? body)
    {
        using var content = new StringContent(body ?? new string('[', 300_000), System.Text.Encoding.UTF8, "application/json");
        using var response = await _bot.Client.PostAsync(_bot.Url("/api/messages"), content);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_that_the_connector_no_longer_takes_is_renewed_once()
    {
        _statuses.Enqueue(HttpStatusCode.Unauthorized);

        (await PostAsync(Genuine())).ShouldBe(HttpStatusCode.Accepted);

        await _outbound.NextAsync();
        (await _outbound.NextAsync()).Headers.Authorization!.ToString().ShouldBe("Bearer issued-by-entra");
        _outbound.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_is_sent_where_a_kept_reference_says_unless_it_is_microsoft_s()
    {
        var kept = """{"serviceUrl":"https://evil.example/","conversation":"a:1","bot":{"id":"28:bot"}}""";
        await _bot.Services.GetRequiredService<IReferenceStore>().KeepAsync("teams", "place", kept, CancellationToken.None);
        var teams = _bot.Services.GetServices<IProactiveChannel>().Single(channel => channel.Channel == "teams");

        await Should.ThrowAsync<DeliveryException>(() => teams.SayAsync("place", _bot.Composer.Help(Answers.Text.Language.French), _ => Task.CompletedTask, CancellationToken.None));

        _outbound.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_service_url_that_is_not_microsoft_s_gets_no_token()
    {
        const string Elsewhere = "https://evil.example/";
        var token = _connector.Token(Elsewhere);

        (await PostAsync(token, _connector.Message("LOPMI", Elsewhere))).ShouldBe(HttpStatusCode.Forbidden);
        _outbound.IsEmpty.ShouldBeTrue();
    }

    private string Genuine(Action<SecurityTokenDescriptor>? change = null) => _connector.Token(TrustedServiceUrl, change);

    private async Task<HttpStatusCode> PostAsync(string? token, IDictionary<string, object?>? message = null)
    {
        using var request = ConnectorCounterpart.Post(_bot.Url("/api/messages"), message ?? _connector.Message("LOPMI", TrustedServiceUrl), token);
        using var response = await _bot.Client.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>What leaves for Microsoft ends at a handler of the test.</summary>
    private Task<ChannelHost> StartAsync(TeamsOptions options) => ChannelHost.StartAsync(
        services =>
        {
            services.AddTeams(options);
            services.AddHttpClient(Authentication.BotCredentials.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new EntraHandler());
            services.AddHttpClient(TeamsEndpoints.ConnectorHttpClientName).ConfigurePrimaryHttpMessageHandler(() => new RecordingHandler(_outbound, _statuses));
        },
        app => app.MapTeams());

    private sealed class RecordingHandler(Received<HttpRequestMessage> outbound, ConcurrentQueue<HttpStatusCode> statuses) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            outbound.Add(request);
            return Task.FromResult(new HttpResponseMessage(statuses.TryDequeue(out var status) ? status : HttpStatusCode.Created) { Content = new StringContent("{\"id\":\"1\"}") });
        }
    }
}
