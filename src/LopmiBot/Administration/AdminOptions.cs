namespace LopmiBot.Administration;

/// <summary>Who may use the administrators' pages, from the configuration section <c>Admin</c>.</summary>
public sealed record AdminOptions
{
    private const string SectionName = "Admin";

    /// <summary>The OpenID Connect provider that people sign in with; <see langword="null"/>: links made at the console.</summary>
    public string? Authority { get; init; }

    /// <summary>The bot's id there.</summary>
    public string? ClientId { get; init; }

    /// <summary>The bot's secret there.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The claim that lists a person's groups.</summary>
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>Groups whose people are administrators.</summary>
    public IReadOnlyList<string> AdministratorGroups { get; init; } = [];

    /// <summary>Groups whose people are curators.</summary>
    public IReadOnlyList<string> CuratorGroups { get; init; } = [];

    /// <summary>Whether people sign in with a provider.</summary>
    public bool HasProvider => Authority is not null;

    /// <summary>Reads the settings.</summary>
    public static AdminOptions From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(SectionName);
        string? Text(string name) => string.IsNullOrWhiteSpace(section[name]) ? null : section[name]!.Trim();
        IReadOnlyList<string> Listed(string name) => [.. section.GetSection(name).GetChildren().Select(each => each.Value?.Trim() ?? "").Where(each => each.Length > 0)];
        return new AdminOptions
        {
            Authority = Text(nameof(Authority)),
            ClientId = Text(nameof(ClientId)),
            ClientSecret = Text(nameof(ClientSecret)),
            GroupsClaim = Text(nameof(GroupsClaim)) ?? new AdminOptions().GroupsClaim,
            AdministratorGroups = Listed(nameof(AdministratorGroups)),
            CuratorGroups = Listed(nameof(CuratorGroups)),
        };
    }

    /// <summary>What is wrong with the settings and what to set instead; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (Authority is null)
        {
            yield break;
        }

        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback))
        {
            yield return $"{SectionName}:Authority '{Authority}' is not an https address: set that of the OpenID Connect provider, such as https://login.microsoftonline.com/TENANT/v2.0.";
        }

        if (ClientId is null || ClientSecret is null)
        {
            yield return $"{SectionName}:Authority is set but {SectionName}:ClientId or {SectionName}:ClientSecret is not: set them as the provider gave them.";
        }
    }
}
