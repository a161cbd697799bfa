using System.Security.Cryptography;
using System.Text;

namespace LopmiBot.Configuration;

/// <summary>Where the bot finds and keeps things, from the configuration section <c>LopmiBot</c> and the command line.</summary>
public sealed record BotSettings
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "LopmiBot";

    /// <summary>Full path of the folder of documents; the shipped one unless set.</summary>
    public required string Corpus { get; init; }

    /// <summary>Full path of the folder for index and state; one of the user's own unless set. Made when missing.</summary>
    public required string Data { get; init; }

    /// <summary>The address under which people reach the bot's pages, as set; <see langword="null"/>: where the bot listens.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>A PostgreSQL server for the state; <see langword="null"/>: a SQLite file in <see cref="Data"/>.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Full path of the folder of the keys that encrypt tokens; in <see cref="Data"/> unless set. Hosts that share a state share it.</summary>
    public required string Keys { get; init; }

    /// <summary>Folder of the index. Each corpus has its own, so that asking one never disturbs a bot that serves another.</summary>
    public string IndexPath
    {
        get
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Corpus)))[..8];
            return Path.Combine(Data, "index", $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(Corpus))}-{hash}");
        }
    }

    /// <summary>The state file.</summary>
    public string StatePath => Path.Combine(Data, "state.db");

    /// <summary>Reads the settings; what the command line names wins.</summary>
    public static BotSettings From(IConfiguration configuration, string? corpus, string? data)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(SectionName);
        var folder = Path.GetFullPath(data ?? Text(section[nameof(Data)]) ?? DefaultData());
        return new BotSettings
        {
            Corpus = Path.GetFullPath(corpus ?? Text(section[nameof(Corpus)]) ?? Path.Combine(AppContext.BaseDirectory, "corpus")),
            Data = folder,
            Keys = Path.GetFullPath(Text(section[nameof(Keys)]) ?? Path.Combine(folder, "keys")),
            PublicUrl = Text(section[nameof(PublicUrl)]),
            ConnectionString = Text(configuration.GetConnectionString(SectionName)),
        };
    }

    /// <summary>What is wrong with the settings and what to set instead; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (!Directory.Exists(Corpus))
        {
            yield return $"The corpus folder {Corpus} does not exist. Create it, or name another with --corpus DIR or LopmiBot:Corpus.";
        }

        if (PublicUrl is not null && !(Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            yield return $"LopmiBot:PublicUrl '{PublicUrl}' is not a web address: set the address under which people reach the bot, such as https://bot.example.org/.";
        }
    }

    private static string DefaultData()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return home.Length > 0 ? Path.Combine(home, "LopmiBot") : "data";
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
