using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Rest;

namespace LopmiBot.Teams.Authentication;

/// <summary>What the SDK asks for to speak: a client of the Bot Connector. Who speaks to the bot is known before the SDK is asked.</summary>
/// <param name="options">Which hosts may be spoken to.</param>
/// <param name="credentials">Tokens.</param>
/// <param name="clients">Makes the HTTP clients.</param>
internal sealed class TeamsAuthentication(TeamsOptions options, BotCredentials credentials, IHttpClientFactory clients) : BotFrameworkAuthentication
{
    /// <summary>Name of the client that calls the Bot Connector, in the HTTP client factory.</summary>
    public const string HttpClientName = "teams-connector";

    private readonly SharedConnectorFactory _connectors = new(options, credentials, clients);

    /// <summary>Refuses: a request is authenticated by its endpoint, before it is read.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override Task<AuthenticateRequestResult> AuthenticateRequestAsync(
        Activity activity,
        string authHeader,
        CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Refuses: the bot is not spoken to over web sockets.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override Task<AuthenticateRequestResult> AuthenticateStreamingRequestAsync(
        string authHeader,
        string channelIdHeader,
        CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override ConnectorFactory CreateConnectorFactory(ClaimsIdentity claimsIdentity) => _connectors;

    public override Task<UserTokenClient> CreateUserTokenClientAsync(ClaimsIdentity claimsIdentity, CancellationToken cancellationToken) =>
        Task.FromResult<UserTokenClient>(NoUserTokens.Instance);

    /// <summary>
    /// One client for each service URL. The SDK would make one for each turn, and each would learn anew, by reflection, how
    /// each type is written.
    /// </summary>
    private sealed class SharedConnectorFactory(TeamsOptions options, BotCredentials credentials, IHttpClientFactory clients) : ConnectorFactory
    {
        /// <summary>There are a handful, one a region; without an app id, any port of this machine counts.</summary>
        private const int Most = 100;

        /// <summary>In place of an address that is not allowed: nothing is sent there. Source: RFC 6761, section 6.4.</summary>
        private const string Nowhere = "https://nowhere.invalid/";

        private readonly ConcurrentDictionary<string, IConnectorClient> _clients = new(StringComparer.Ordinal);

        public override async Task<IConnectorClient> CreateAsync(string serviceUrl, string audience, CancellationToken cancellationToken)
        {
            var address = options.Allows(serviceUrl) ? serviceUrl : Nowhere;
            if (_clients.TryGetValue(address, out var client))
            {
                return client;
            }

            if (_clients.Count >= Most)
            {
                _clients.Clear();
            }

            var http = clients.CreateClient(HttpClientName);
            ConnectorClient.AddDefaultRequestHeaders(http);
            var login = await credentials.CreateCredentialsAsync(options.MicrosoftAppId ?? "", audience, options.LoginEndpoint.AbsoluteUri, validateAuthority: false, cancellationToken);
            return _clients.GetOrAdd(address, new SharedConnectorClient(new Uri(address), login, http));
        }
    }

    private sealed class SharedConnectorClient(Uri address, ServiceClientCredentials? credentials, HttpClient http) : ConnectorClient(address, credentials, http, disposeHttpClient: true)
    {
        /// <summary>The SDK disposes of a client after each turn; this one outlives them.</summary>
        [SuppressMessage("Usage", "CA2215", Justification = "The base class gives up its HTTP client, whatever it is told.")]
        protected override void Dispose(bool disposing)
        {
        }
    }

    /// <summary>Nobody signs in through the bot.</summary>
    private sealed class NoUserTokens : UserTokenClient
    {
        public static readonly NoUserTokens Instance = new();

        public override Task<TokenResponse> GetUserTokenAsync(
            string userId,
            string connectionName,
            string channelId,
            string magicCode,
            CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override Task<SignInResource> GetSignInResourceAsync(
            string connectionName,
            Activity activity,
            string finalRedirect,
            CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override Task SignOutUserAsync(string userId, string connectionName, string channelId, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override Task<TokenStatus[]> GetTokenStatusAsync(
            string userId,
            string channelId,
            string includeFilter,
            CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override Task<Dictionary<string, TokenResponse>> GetAadTokensAsync(
            string userId,
            string connectionName,
            string[] resourceUrls,
            string channelId,
            CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override Task<TokenResponse> ExchangeTokenAsync(
            string userId,
            string connectionName,
            string channelId,
            TokenExchangeRequest exchangeRequest,
            CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
