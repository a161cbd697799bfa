using System.Text.Json;
using LopmiBot.Teams.Bot;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace LopmiBot.Teams.Authentication;

/// <summary>What an inbound token was found to be.</summary>
public enum TokenVerdict
{
    /// <summary>Genuine and for this bot.</summary>
    Valid,

    /// <summary>Missing, forged, expired or unreadable: 401.</summary>
    Invalid,

    /// <summary>Genuine, but for another bot, channel, service or tenant: 403.</summary>
    Forbidden,
}

/// <summary>A token whose signature, issuer, audience and time are right; what it allows depends on the activity.</summary>
/// <param name="ServiceUrl">Claim <c>serviceurl</c>.</param>
/// <param name="Endorsements">The channels that the signing key may speak for.</param>
public sealed record BotToken(string? ServiceUrl, IReadOnlyList<string> Endorsements);

/// <summary>
/// Validates the tokens of the Bot Connector service. Source: learn.microsoft.com, "Authentication with the Bot Connector API".
/// </summary>
public sealed partial class BotTokenValidator
{
    private const string Scheme = "Bearer ";

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RefreshKeysEvery = TimeSpan.FromDays(1);

    /// <summary>A token with an unknown key asks for new keys at most this often, so that forged key ids cannot make us hammer the service.</summary>
    private static readonly TimeSpan RefreshKeysAtMostEvery = TimeSpan.FromHours(1);

    private readonly TeamsOptions _options;
    private readonly ILogger<BotTokenValidator> _logger;
    private readonly TimeProvider _time;
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _metadata;
    private readonly JsonWebTokenHandler _handler = new();

    /// <summary>Creates a validator.</summary>
    /// <param name="options">The bot's app id and where the keys are.</param>
    /// <param name="http">Fetches the keys.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Log; tokens are never written to it.</param>
    public BotTokenValidator(TeamsOptions options, HttpClient http, TimeProvider time, ILogger<BotTokenValidator> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _logger = logger;
        _time = time;
        _metadata = new ConfigurationManager<OpenIdConnectConfiguration>(
            options.OpenIdMetadata.ToString(),
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(http) { RequireHttps = !options.OpenIdMetadata.IsLoopback })
        {
            AutomaticRefreshInterval = RefreshKeysEvery,
            RefreshInterval = RefreshKeysAtMostEvery,
        };
    }

    /// <summary>Checks everything that does not need the body. To be called before the body is parsed.</summary>
    /// <param name="authorization">The header <c>Authorization</c>.</param>
    /// <param name="cancellationToken">Stops waiting for keys.</param>
    public async Task<(TokenVerdict Verdict, BotToken? Token)> ValidateAsync(string? authorization, CancellationToken cancellationToken)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return (TokenVerdict.Invalid, null);
        }

        var result = await _handler.ValidateTokenAsync(authorization[Scheme.Length..], new TokenValidationParameters
        {
            ConfigurationManager = _metadata,
            ValidIssuer = _options.Issuer,
            ValidAudience = _options.MicrosoftAppId,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = ClockSkew,
            LifetimeValidator = IsCurrent,
        });
        if (!result.IsValid)
        {
            LogRefused(result.Exception?.GetType().Name ?? "unknown");
            return (result.Exception is SecurityTokenInvalidAudienceException ? TokenVerdict.Forbidden : TokenVerdict.Invalid, null);
        }

        var configuration = await _metadata.GetConfigurationAsync(cancellationToken);
        var token = (JsonWebToken)result.SecurityToken;
        var serviceUrl = token.Claims.FirstOrDefault(claim => claim.Type.Equals("serviceurl", StringComparison.OrdinalIgnoreCase))?.Value;
        return (TokenVerdict.Valid, new BotToken(serviceUrl, Endorsements(configuration, token.Kid)));
    }

    /// <summary>Checks that a token allows an activity: its service URL, its channel and its tenant.</summary>
    public TokenVerdict Check(BotToken token, Activity activity)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(activity);
        string? refusal = null;
        if (token.ServiceUrl is null || !token.ServiceUrl.Equals(activity.ServiceUrl, StringComparison.OrdinalIgnoreCase))
        {
            refusal = "service URL";
        }
        else if (activity.ChannelId is null || !token.Endorsements.Contains(activity.ChannelId, StringComparer.Ordinal))
        {
            refusal = "endorsement";
        }
        else if (_options.IsOfOneTenant
            && !string.Equals(_options.MicrosoftAppTenantId, activity.GetTenant(), StringComparison.OrdinalIgnoreCase))
        {
            refusal = "tenant";
        }

        if (refusal is null)
        {
            return TokenVerdict.Valid;
        }

        LogRefused(refusal);
        return TokenVerdict.Forbidden;
    }

    private bool IsCurrent(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return expires is not null && now <= expires + ClockSkew && (notBefore is null || now >= notBefore - ClockSkew);
    }

    private static List<string> Endorsements(OpenIdConnectConfiguration configuration, string? keyId)
    {
        var key = configuration.JsonWebKeySet?.Keys.FirstOrDefault(each => each.Kid == keyId);
        return key?.AdditionalData.TryGetValue("endorsements", out var value) != true ? [] : value switch
        {
            JsonElement { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray().Select(item => item.ToString())],
            IEnumerable<object> list => [.. list.Select(item => item.ToString() ?? "")],
            _ => [],
        };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call to /api/messages was refused: {Reason}.")]
    private partial void LogRefused(string reason);
}
