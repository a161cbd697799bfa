using System.Security.Cryptography;
using System.Text;
using LopmiBot.Embeddings;

namespace LopmiBot.Configuration;

/// <summary>Where the bot finds and keeps things, from the configuration section <c>LopmiBot</c> and the command line.</summary>
public sealed record BotSettings
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "LopmiBot";

    /// <summary>Name of the set of <see cref="Corpus"/>.</summary>
    public const string MainSet = "corpus";

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

    /// <summary>Full path of the folder of documents that wait for a person to review them; in <see cref="Data"/> unless set.</summary>
    public required string Drafts { get; init; }

    /// <summary>Full path of the folder of another sentence encoder than the one that ships: <c>encoder.onnx</c> and <c>vocab.txt</c>; <see langword="null"/>: the one that ships.</summary>
    public string? Encoder { get; init; }

    /// <summary>A service that takes the place of the sentence encoder; <see langword="null"/>: none, texts do not leave the bot.</summary>
    public EmbeddingServiceSettings? EmbeddingService { get; init; }

    /// <summary>Document sets beside the main one.</summary>
    public IReadOnlyList<SetSettings> Sets { get; init; } = [];

    /// <summary>Whether the index follows changes in the folders by itself.</summary>
    public bool Watch { get; init; }

    /// <summary>When the index is brought up to date by itself, as a cron expression in the machine's time zone; <see langword="null"/>: never.</summary>
    public string? ReindexSchedule { get; init; }

    /// <summary>Folder of the index of a folder of documents. Each has its own, so that asking one never disturbs a bot that serves another.</summary>
    public string IndexPath(string corpus)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(corpus)))[..8];
        return Path.Combine(Data, "index", $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(corpus))}-{hash}");
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
            Drafts = Path.GetFullPath(Text(section[nameof(Drafts)]) ?? Path.Combine(folder, "drafts")),
            Encoder = Text(section[nameof(Encoder)]) is { } encoder ? Path.GetFullPath(encoder) : null,
            EmbeddingService = EmbeddingServiceSettings.From(section),
            PublicUrl = Text(section[nameof(PublicUrl)]),
            Sets = SetSettings.From(section),
            Watch = string.Equals(section[nameof(Watch)], "true", StringComparison.OrdinalIgnoreCase),
            ReindexSchedule = Text(section[nameof(ReindexSchedule)]),
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

        if (Encoder is not null && !SentenceEncoder.IsIn(Encoder))
        {
            yield return $"LopmiBot:Encoder {Encoder} holds no sentence encoder: put encoder.onnx and vocab.txt there, or leave the setting empty for the one that ships.";
        }

        if (Encoder is not null && EmbeddingService is not null)
        {
            yield return "LopmiBot:Encoder and LopmiBot:EmbeddingService exclude each other: set one of them.";
        }

        foreach (var problem in Sets.SelectMany(set => set.Problems()).Concat(EmbeddingService?.Problems() ?? []))
        {
            yield return problem;
        }

        foreach (var twice in Sets.Select(set => set.Folder).Append(Corpus).GroupBy(folder => folder, StringComparer.Ordinal).Where(group => group.Skip(1).Any()))
        {
            yield return $"The folder {twice.Key} belongs to two document sets: give each its own.";
        }

        if (ReindexSchedule is not null && Hosting.ReindexSchedule.Read(ReindexSchedule) is null)
        {
            yield return $"LopmiBot:ReindexSchedule '{ReindexSchedule}' is not a cron expression: write minute, hour, day, month and weekday, such as 0 6 * * *.";
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
