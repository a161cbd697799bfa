using Microsoft.Extensions.Configuration;

namespace LopmiBot.Teams;

/// <summary>Settings of the Teams channel. The first four have the Bot Framework's own names.</summary>
public sealed record TeamsOptions
{
    /// <summary>The configuration section of the settings that the Bot Framework has no name for.</summary>
    public const string SectionName = "Teams";

    /// <summary>A bot of one tenant.</summary>
    public const string SingleTenant = "SingleTenant";

    /// <summary>A bot of any tenant.</summary>
    public const string MultiTenant = "MultiTenant";

    /// <summary>A bot of one tenant that proves itself by a managed identity of the machine, without a secret.</summary>
    public const string ManagedIdentity = "UserAssignedMSI";

    /// <summary><see cref="SingleTenant"/>, <see cref="MultiTenant"/> or <see cref="ManagedIdentity"/>.</summary>
    public string MicrosoftAppType { get; init; } = SingleTenant;

    /// <summary>The bot's app id. Without it only callers on this machine are served.</summary>
    public string? MicrosoftAppId { get; init; }

    /// <summary>The bot's client secret.</summary>
    public string? MicrosoftAppPassword { get; init; }

    /// <summary>A file with a certificate and its key, PEM or PFX without a password, in place of the client secret.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>Whether the bot is of one tenant, and serves no other.</summary>
    public bool IsOfOneTenant => MicrosoftAppType is SingleTenant or ManagedIdentity;

    /// <summary>The bot's tenant.</summary>
    public string? MicrosoftAppTenantId { get; init; }

    /// <summary>The OpenID document with the keys that sign inbound tokens.</summary>
    public Uri OpenIdMetadata { get; init; } = new("https://login.botframework.com/v1/.well-known/openidconfiguration");

    /// <summary>Issuer of inbound tokens.</summary>
    public string Issuer { get; init; } = "https://api.botframework.com";

    /// <summary>Where outbound tokens are asked for.</summary>
    public Uri LoginEndpoint { get; init; } = new("https://login.microsoftonline.com/");

    /// <summary>Scope of outbound tokens.</summary>
    public string Scope { get; init; } = "https://api.botframework.com/.default";

    /// <summary>Hosts that replies, and the token with them, may be sent to.</summary>
    public IReadOnlyList<string> AllowedServiceHosts { get; init; } =
    [
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
    ];

    /// <summary>Whether inbound tokens are validated; otherwise only callers on this machine are served.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(MicrosoftAppId);

    /// <summary>Reads the settings.</summary>
    public static TeamsOptions From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(SectionName);
        var defaults = new TeamsOptions();
        var hosts = section.GetSection(nameof(AllowedServiceHosts)).GetChildren().Select(child => child.Value).OfType<string>().ToList();
        return new TeamsOptions
        {
            MicrosoftAppType = Text(configuration[nameof(MicrosoftAppType)]) ?? defaults.MicrosoftAppType,
            MicrosoftAppId = Text(configuration[nameof(MicrosoftAppId)]),
            MicrosoftAppPassword = Text(configuration[nameof(MicrosoftAppPassword)]),
            MicrosoftAppTenantId = Text(configuration[nameof(MicrosoftAppTenantId)]),
            CertificatePath = Text(section[nameof(CertificatePath)]),
            OpenIdMetadata = Address(section[nameof(OpenIdMetadata)]) ?? defaults.OpenIdMetadata,
            Issuer = Text(section[nameof(Issuer)]) ?? defaults.Issuer,
            LoginEndpoint = Address(section[nameof(LoginEndpoint)]) ?? defaults.LoginEndpoint,
            Scope = Text(section[nameof(Scope)]) ?? defaults.Scope,
            AllowedServiceHosts = hosts.Count > 0 ? hosts : defaults.AllowedServiceHosts,
        };
    }

    /// <summary>What is wrong with the settings and what to set instead; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (!IsConfigured)
        {
            if (MicrosoftAppPassword is not null)
            {
                yield return "MicrosoftAppPassword is set but MicrosoftAppId is not: set the bot's app id too, or remove both.";
            }

            yield break;
        }

        if (MicrosoftAppType is not (SingleTenant or MultiTenant or ManagedIdentity))
        {
            yield return $"MicrosoftAppType '{MicrosoftAppType}' is not known: set {SingleTenant}, {MultiTenant} or {ManagedIdentity}.";
        }

        if (!Guid.TryParse(MicrosoftAppId, out _))
        {
            yield return "MicrosoftAppId is not a GUID: set the Application (client) ID of the bot's app registration.";
        }

        if (MicrosoftAppType != ManagedIdentity && MicrosoftAppPassword is null && CertificatePath is null)
        {
            yield return "MicrosoftAppId is set but MicrosoftAppPassword is not: set the client secret's value (dotnet user-secrets, or the environment), or Teams:CertificatePath.";
        }

        if (CertificatePath is not null && !File.Exists(CertificatePath))
        {
            yield return $"Teams:CertificatePath '{CertificatePath}' does not exist: name a PEM file with certificate and key, or a PFX file.";
        }

        if (IsOfOneTenant && MicrosoftAppTenantId is null)
        {
            yield return $"MicrosoftAppTenantId is missing: a {MicrosoftAppType} bot needs the Directory (tenant) ID of its app registration.";
        }

        if (!IsSecure(OpenIdMetadata))
        {
            yield return "Teams:OpenIdMetadata is not an https address: remove it to use Microsoft's.";
        }

        if (!IsSecure(LoginEndpoint))
        {
            yield return "Teams:LoginEndpoint is not an https address: remove it to use Microsoft's.";
        }
    }

    /// <summary>Whether replies may be sent to a service URL: a listed host over https, or this machine while no app id is set.</summary>
    public bool Allows(string? serviceUrl) =>
        Uri.TryCreate(serviceUrl, UriKind.Absolute, out var uri)
        && uri.UserInfo.Length == 0
        && uri.Scheme is "http" or "https"
        && (IsConfigured
            ? uri is { Scheme: "https", IsDefaultPort: true } && AllowedServiceHosts.Contains(uri.Host, StringComparer.OrdinalIgnoreCase)
            : uri.IsLoopback);

    private static bool IsSecure(Uri uri) => uri.IsAbsoluteUri && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback);

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static Uri? Address(string? value) => Text(value) is { } text && Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var uri) ? uri : null;
}
