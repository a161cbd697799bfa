using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Teams.Authentication;
using Microsoft.AspNetCore.WebUtilities;

namespace LopmiBot.Teams.Tests;

/// <summary>The three ways in which the bot proves itself to Microsoft.</summary>
public sealed class BotCredentialsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly TeamsOptions Options = new() { MicrosoftAppId = ConnectorCounterpart.AppId, MicrosoftAppTenantId = ConnectorCounterpart.TenantId };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_secret_is_sent_to_the_bot_s_own_tenant()
    {
        var login = new Login();

        (await TokenAsync(Options with { MicrosoftAppPassword = "the-secret" }, login)).ShouldBe("issued");

        login.Token.Address.AbsolutePath.ShouldBe($"/{ConnectorCounterpart.TenantId}/oauth2/v2.0/token");
        login.Token.Form["client_secret"].ShouldBe("the-secret");
    }

    [Fact]
    public async Task A_bot_of_any_tenant_asks_the_bot_framework_s()
    {
        var login = new Login();

        await TokenAsync(Options with { MicrosoftAppType = TeamsOptions.MultiTenant, MicrosoftAppPassword = "the-secret" }, login);

        login.Token.Address.AbsolutePath.ShouldBe("/botframework.com/oauth2/v2.0/token");
    }

    [Theory]
    [InlineData("bot.pem")]
    [InlineData("bot.pfx")]
    public async Task A_certificate_signs_an_assertion_and_no_secret_is_sent(string file)
    {
        var path = Path.Combine(_folder.Path, file);
        using var key = RSA.Create(2_048);
        using var certificate = new CertificateRequest("CN=LopmiBot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        if (file.EndsWith(".pem", StringComparison.Ordinal))
        {
            await File.WriteAllTextAsync(path, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        }
        else
        {
            await File.WriteAllBytesAsync(path, certificate.Export(X509ContentType.Pfx), TestContext.Current.CancellationToken);
        }

        var login = new Login();
        var options = Options with { CertificatePath = path };
        options.Problems().ShouldBeEmpty();

        (await TokenAsync(options, login)).ShouldBe("issued");

        login.Token.Form["client_assertion_type"].ShouldBe("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        login.Token.Form["client_assertion"].Split('.').Length.ShouldBe(3);
        login.Token.Form.ShouldNotContainKey("client_secret");
    }

    [Fact]
    public async Task A_managed_identity_is_asked_for_on_the_machine()
    {
        var login = new Login();
        var options = Options with { MicrosoftAppType = TeamsOptions.ManagedIdentity };
        options.Problems().ShouldBeEmpty();

        (await TokenAsync(options, login)).ShouldBe("issued");

        var asked = login.Requests.Single(request => request.Address.Query.Contains("resource=", StringComparison.Ordinal));
        asked.Address.Host.ShouldBe("169.254.169.254");
        var query = QueryHelpers.ParseQuery(asked.Address.Query);
        query["resource"].ToString().ShouldBe("https://api.botframework.com");
        query["client_id"].ToString().ShouldBe(ConnectorCounterpart.AppId);
    }

    [Fact]
    public async Task A_refusal_says_what_to_check_and_holds_no_secret()
    {
        var refused = await Should.ThrowAsync<DeliveryException>(() => TokenAsync(Options with { MicrosoftAppPassword = "the-secret" }, new Login(HttpStatusCode.Unauthorized)));

        refused.Message.ShouldContain("MicrosoftAppTenantId");
        refused.ToString().ShouldNotContain("the-secret");
    }

    [Fact]
    public void A_missing_certificate_is_told_before_the_start()
    {
        (Options with { CertificatePath = "/nowhere/bot.pem" }).Problems().ShouldHaveSingleItem().ShouldContain("does not exist");
    }

    private static Task<string?> TokenAsync(TeamsOptions options, Login login) =>
        new BotCredentials(options, login).TokenAsync(renew: true, TestContext.Current.CancellationToken);

    /// <summary>Microsoft Entra, and the machine's own identity service.</summary>
    private sealed class Login(HttpStatusCode status = HttpStatusCode.OK) : HttpMessageHandler, IHttpClientFactory
    {
        public List<(Uri Address, IReadOnlyDictionary<string, string> Form)> Requests { get; } = [];

        /// <summary>The request for a token: others may ask where to send it.</summary>
        public (Uri Address, IReadOnlyDictionary<string, string> Form) Token => Requests.Single(request => request.Address.AbsolutePath.EndsWith("/token", StringComparison.Ordinal));

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var form = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Requests.Add((request.RequestUri!, QueryHelpers.ParseQuery(form).ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal)));
            var answer = status == HttpStatusCode.OK
                ? """{"token_type":"Bearer","expires_in":"3600","expires_on":"4102444800","resource":"https://api.botframework.com","access_token":"issued"}"""
                : """{"error":"invalid_client","error_description":"AADSTS7000215"}""";
            return new HttpResponseMessage(status) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
        }
    }
}
