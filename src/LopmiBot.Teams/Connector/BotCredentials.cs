using LopmiBot.Conversation.Delivery;
using Microsoft.Identity.Client;

namespace LopmiBot.Teams.Connector;

/// <summary>Tokens for calls to the Bot Connector, from Microsoft Entra.</summary>
public sealed class BotCredentials
{
    /// <summary>Name of the client in the HTTP client factory.</summary>
    public const string HttpClientName = "teams-login";

    private const string MultiTenantAuthority = "botframework.com";

    private readonly IConfidentialClientApplication? _application;
    private readonly string[] _scopes;

    /// <summary>Creates credentials; without an app id there are none and calls go out without a token.</summary>
    /// <param name="options">The app and its secret.</param>
    /// <param name="clients">Makes the HTTP client that asks for tokens.</param>
    public BotCredentials(TeamsOptions options, IHttpClientFactory clients)
    {
        ArgumentNullException.ThrowIfNull(options);
        _scopes = [options.Scope];
        if (options.IsConfigured)
        {
            var tenant = options.MicrosoftAppType == TeamsOptions.SingleTenant ? options.MicrosoftAppTenantId! : MultiTenantAuthority;
            _application = ConfidentialClientApplicationBuilder.Create(options.MicrosoftAppId)
                .WithClientSecret(options.MicrosoftAppPassword)
                .WithAuthority(new Uri(options.LoginEndpoint, tenant), validateAuthority: false)
                .WithHttpClientFactory(new Factory(clients))
                .WithLegacyCacheCompatibility(enableLegacyCacheCompatibility: false)
                .Build();
        }
    }

    /// <summary>A token, from memory while it is fresh.</summary>
    /// <param name="renew">Asks for a new one although the last seems fresh.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns><see langword="null"/> when the bot has no app id.</returns>
    /// <exception cref="DeliveryException">No token was given.</exception>
    public async Task<string?> TokenAsync(bool renew, CancellationToken cancellationToken)
    {
        if (_application is null)
        {
            return null;
        }

        try
        {
            var result = await _application.AcquireTokenForClient(_scopes).WithForceRefresh(renew).ExecuteAsync(cancellationToken);
            return result.AccessToken;
        }
        catch (MsalServiceException e)
        {
            throw new DeliveryException($"Microsoft Entra gave no token ({e.ErrorCode}): check MicrosoftAppId, MicrosoftAppPassword and MicrosoftAppTenantId.", e)
            {
                CanRetry = e.IsRetryable,
            };
        }
        catch (HttpRequestException e)
        {
            throw new DeliveryException("Microsoft Entra could not be reached.", e) { CanRetry = true };
        }
    }

    private sealed class Factory(IHttpClientFactory clients) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => clients.CreateClient(HttpClientName);
    }
}
