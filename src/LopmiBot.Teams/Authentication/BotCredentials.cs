using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using LopmiBot.Conversation.Delivery;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;
using Microsoft.Rest;

namespace LopmiBot.Teams.Authentication;

/// <summary>Tokens for calls to the Bot Connector, from Microsoft Entra.</summary>
public sealed class BotCredentials : ServiceClientCredentialsFactory
{
    /// <summary>Name of the client in the HTTP client factory.</summary>
    public const string HttpClientName = "teams-login";

    private const string MultiTenantAuthority = "botframework.com";

    private readonly string? _appId;
    private readonly Func<bool, CancellationToken, Task<AuthenticationResult>>? _acquire;

    /// <summary>Creates credentials; without an app id there are none and calls go out without a token.</summary>
    /// <param name="options">The app and its secret.</param>
    /// <param name="clients">Makes the HTTP client that asks for tokens.</param>
    public BotCredentials(TeamsOptions options, IHttpClientFactory clients)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.IsConfigured)
        {
            return;
        }

        _appId = options.MicrosoftAppId;
        var factory = new Factory(clients);
        if (options.MicrosoftAppType == TeamsOptions.ManagedIdentity)
        {
            var identity = ManagedIdentityApplicationBuilder.Create(ManagedIdentityId.WithUserAssignedClientId(options.MicrosoftAppId)).WithHttpClientFactory(factory).Build();
            // Managed identities are asked for a resource, not for a scope.
            var resource = options.Scope.Replace("/.default", "", StringComparison.Ordinal);
            _acquire = (renew, cancellationToken) => identity.AcquireTokenForManagedIdentity(resource).WithForceRefresh(renew).ExecuteAsync(cancellationToken);
            return;
        }

        var tenant = options.IsOfOneTenant ? options.MicrosoftAppTenantId! : MultiTenantAuthority;
        var builder = ConfidentialClientApplicationBuilder.Create(options.MicrosoftAppId)
            .WithAuthority(new Uri(options.LoginEndpoint, tenant), validateAuthority: false)
            .WithHttpClientFactory(factory)
            .WithLegacyCacheCompatibility(enableLegacyCacheCompatibility: false);
        var application = (options.CertificatePath is { } path ? builder.WithCertificate(Certificate(path)) : builder.WithClientSecret(options.MicrosoftAppPassword)).Build();
        string[] scopes = [options.Scope];
        _acquire = (renew, cancellationToken) => application.AcquireTokenForClient(scopes).WithForceRefresh(renew).ExecuteAsync(cancellationToken);
    }

    /// <summary>A token, from memory while it is fresh.</summary>
    /// <param name="renew">Asks for a new one although the last seems fresh.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns><see langword="null"/> when the bot has no app id.</returns>
    /// <exception cref="DeliveryException">No token was given.</exception>
    public async Task<string?> TokenAsync(bool renew, CancellationToken cancellationToken)
    {
        if (_acquire is null)
        {
            return null;
        }

        try
        {
            return (await _acquire(renew, cancellationToken)).AccessToken;
        }
        catch (MsalServiceException e)
        {
            throw new DeliveryException($"Microsoft Entra gave no token ({e.ErrorCode}): check MicrosoftAppId, MicrosoftAppTenantId and the secret or certificate.", e)
            {
                CanRetry = e.IsRetryable,
            };
        }
        catch (HttpRequestException e)
        {
            throw new DeliveryException("Microsoft Entra could not be reached.", e) { CanRetry = true };
        }
    }

    /// <inheritdoc/>
    public override Task<bool> IsValidAppIdAsync(string appId, CancellationToken cancellationToken) => Task.FromResult(appId == _appId);

    /// <inheritdoc/>
    public override Task<bool> IsAuthenticationDisabledAsync(CancellationToken cancellationToken) => Task.FromResult(_acquire is null);

    /// <summary>What puts a token on each call to the Bot Connector; the options say from where, and for what.</summary>
    /// <returns><see langword="null"/> when the bot has no app id.</returns>
    public override Task<ServiceClientCredentials> CreateCredentialsAsync(
        string appId,
        string audience,
        string loginEndpoint,
        bool validateAuthority,
        CancellationToken cancellationToken) =>
        Task.FromResult<ServiceClientCredentials>(_acquire is null ? null! : new Bearer(this));

    private static X509Certificate2 Certificate(string path) =>
        path.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
            ? X509Certificate2.CreateFromPemFile(path)
            : X509CertificateLoader.LoadPkcs12FromFile(path, password: null);

    private sealed class Bearer(BotCredentials credentials) : ServiceClientCredentials
    {
        public override async Task ProcessHttpRequestAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await credentials.TokenAsync(renew: false, cancellationToken));
    }

    private sealed class Factory(IHttpClientFactory clients) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => clients.CreateClient(HttpClientName);
    }
}
