using LopmiBot.Answers.Curation;

namespace LopmiBot.Importing;

/// <summary>What an import may cost. A file that goes beyond is refused, and the others go on.</summary>
public sealed record ImportLimits
{
    /// <summary>Bytes of one file, or of one file in an archive: 256 MiB.</summary>
    public long MaxFileBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Bytes of all that one archive holds: 64 GiB.</summary>
    public long MaxArchiveBytes { get; init; } = 64L * 1024 * 1024 * 1024;

    /// <summary>Files in one archive: five million.</summary>
    public int MaxArchiveFiles { get; init; } = 5_000_000;

    /// <summary>How many times its own size an archive may hold, once that is more than <see cref="MaxFileBytes"/>.</summary>
    public int MaxExpansion { get; init; } = 200;

    /// <summary>Bytes of one document's text: a little less than a file of the corpus may have, which has front matter, too.</summary>
    public int MaxTextBytes { get; init; } = CorpusFolder.MaxFileBytes - (64 * 1024);

    /// <summary>How long the reading of one file may take: two minutes.</summary>
    public TimeSpan TimePerFile { get; init; } = TimeSpan.FromMinutes(2);
}
