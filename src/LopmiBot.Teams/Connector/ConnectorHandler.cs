using System.Net;
using System.Net.Http.Headers;
using LopmiBot.Teams.Authentication;

namespace LopmiBot.Teams.Connector;

/// <summary>The last before the network: whatever the SDK sends, no host gets it, and the token with it, that is not listed.</summary>
/// <param name="options">Which hosts are.</param>
/// <param name="credentials">Tokens.</param>
internal sealed class ConnectorHandler(TeamsOptions options, BotCredentials credentials) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!options.Allows(request.RequestUri?.AbsoluteUri))
        {
            throw new ConnectorException("The activity's service URL is not one that replies may be sent to.");
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized || await credentials.TokenAsync(renew: true, cancellationToken) is not { } token)
        {
            return response;
        }

        // The token may have been revoked before its time: one new one, one more try.
        response.Dispose();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await base.SendAsync(request, cancellationToken);
    }
}
