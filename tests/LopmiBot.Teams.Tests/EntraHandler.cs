using System.Net;

namespace LopmiBot.Teams.Tests;

/// <summary>Issues the bot's own token, and holds how it is asked for.</summary>
internal sealed class EntraHandler : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        request.RequestUri!.AbsolutePath.ShouldBe($"/{ConnectorCounterpart.TenantId}/oauth2/v2.0/token");
        form.ShouldContain("grant_type=client_credentials");
        form.ShouldContain("scope=https%3A%2F%2Fapi.botframework.com%2F.default");
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent("""{"token_type":"Bearer","expires_in":3600,"access_token":"issued-by-entra"}""", System.Text.Encoding.UTF8, "application/json"),
        };
    }
}
