using System.Text;
using System.Text.RegularExpressions;
using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Documents;
using LopmiBot.Importing.Reports;

namespace LopmiBot.Importing;

/// <summary>A document that waits for a person to review it.</summary>
/// <param name="Name">Its file's name.</param>
/// <param name="Document">As it reads now; <see langword="null"/> when it cannot be served as it is.</param>
/// <param name="Problems">What is to be mended before it can be published; that nobody reviewed it yet is none.</param>
/// <param name="ChangedAt">When the file was last written.</param>
public sealed record Draft(string Name, Document? Document, IReadOnlyList<DocumentProblem> Problems, DateTimeOffset ChangedAt)
{
    /// <summary>Whether it can be published.</summary>
    public bool IsReady => Document is not null && !Problems.Any(problem => problem.Severity == ProblemSeverity.Error);
}

/// <summary>A published version of a text of which there are others.</summary>
/// <param name="Path">Its path in its set's folder.</param>
/// <param name="Validity">When it is in force.</param>
public sealed record PublishedVersion(string Path, Validity Validity);

/// <summary>What was published.</summary>
/// <param name="Path">Its path in its set's folder.</param>
/// <param name="Validity">When it is in force.</param>
/// <param name="Ended">Earlier versions that end with it, as they are now.</param>
public sealed record Publication(string Path, Validity Validity, IReadOnlyList<PublishedVersion> Ended);

/// <summary>How an attempt to add a draft ended.</summary>
public enum Added
{
    /// <summary>It was written.</summary>
    New,

    /// <summary>The same is there already.</summary>
    Same,

    /// <summary>Another of that name is there: it is left as it is.</summary>
    Taken,
}

/// <summary>A folder of drafts, one Markdown file each. Whatever is written is there whole or not at all. Safe to use from many threads and processes.</summary>
/// <param name="root">The folder; it is made when missing.</param>
public sealed partial class DraftFolder(string root)
{
    private const string PartialSuffix = ".part";
    private const string ReportSuffix = ".json";

    /// <summary>Where versions are kept that others took the place of.</summary>
    private const string ReplacedFolder = "replaced";

    /// <summary>Where drafts are kept as they were imported, once somebody changes them.</summary>
    private const string ImportedFolder = "imported";

    /// <summary>Where the reports of imports are kept.</summary>
    private const string ReportFolder = "reports";

    /// <summary>Where published documents go in their set's folder.</summary>
    private const string PublishedFolder = "imported";

    private static readonly Lock Publishing = new();

    /// <summary>The folder's full path.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>How many drafts there are.</summary>
    public int Count => Files().Count();

    /// <summary>The drafts that were changed last, the last first. Only these are read.</summary>
    /// <param name="most">How many.</param>
    public IReadOnlyList<Draft> List(int most) =>
        [.. Files().OrderByDescending(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal).Take(most).Select(file => Find(file.Name)).OfType<Draft>()];

    /// <summary>One draft; <see langword="null"/> when there is none of that name.</summary>
    public Draft? Find(string name)
    {
        if (Read(name) is not { } content)
        {
            return null;
        }

        // As it will be once it is published: that nobody reviewed it yet is why it is a draft.
        var reviewed = MarkdownReader.WithReview(content, default);
        var read = MarkdownReader.Read(name, reviewed ?? content);
        List<DocumentProblem> problems = [.. read.Problems];
        problems.AddRange((ImportReportOf(name)?.Warnings ?? []).Select(warning => new DocumentProblem(ProblemSeverity.Warning, name, 0, warning)));
        if (reviewed is null || read.Document is { } document && !IsName(NameOf(document.Id)))
        {
            problems.Add(new DocumentProblem(ProblemSeverity.Error, name, 1, "the front matter needs an id of a-z, 0-9 and hyphens, between two lines of three hyphens: write it"));
        }

        return new Draft(name, read.Document, problems, new DateTimeOffset(new FileInfo(Path.Combine(Root, name)).LastWriteTimeUtc));
    }

    /// <summary>A draft's Markdown; <see langword="null"/> when there is none of that name.</summary>
    public string? Read(string name)
    {
        try
        {
            return IsName(name) ? File.ReadAllText(Path.Combine(Root, name)) : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>What a reviewer is told of a draft; <see langword="null"/> when there is none of that name.</summary>
    public DraftReport? ReportOf(string name) => Read(name) is not { } now ? null
        : new DraftReport(ImportReportOf(name), ReadBeside(ImportedFolder, name) is { } before ? LineDifference.Of(before, now) : []);

    /// <summary>Adds a draft.</summary>
    /// <param name="id">Id of the document.</param>
    /// <param name="content">Its file.</param>
    /// <param name="report">How faithfully its file was read; <see langword="null"/>: nothing was noted.</param>
    /// <param name="replace">Whether another of that name is replaced.</param>
    /// <param name="flush">Whether it is on the disk, come what may, when this returns. It takes a while for each.</param>
    public Added Add(string id, string content, ImportReport? report = null, bool replace = false, bool flush = false)
    {
        var name = NameOf(id);
        if (!IsName(name))
        {
            throw new ArgumentException($"'{id}' is no id of a document.", nameof(id));
        }

        var before = Read(name);
        if (before == content)
        {
            return Added.Same;
        }

        if (before is not null && !replace)
        {
            return Added.Taken;
        }

        DeleteBeside(name);
        Write(Path.Combine(Root, name), content, flush);
        if (report is not null)
        {
            Write(Path.Combine(Root, ReportFolder, name + ReportSuffix), ReportJson.Write(report), flush);
            Write(Path.Combine(Root, ImportedFolder, name), content, flush: false);
        }

        return Added.New;
    }

    /// <summary>Puts another text into a draft.</summary>
    /// <returns>Whether there is such a draft.</returns>
    public bool Save(string name, string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (Read(name) is not { } before)
        {
            return false;
        }

        if (ReadBeside(ImportedFolder, name) is null)
        {
            Write(Path.Combine(Root, ImportedFolder, name), before, flush: true);
        }

        Write(Path.Combine(Root, name), content.ReplaceLineEndings("\n"), flush: true);
        return true;
    }

    /// <summary>Deletes a draft.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Discard(string name)
    {
        if (Read(name) is null)
        {
            return false;
        }

        File.Delete(Path.Combine(Root, name));
        DeleteBeside(name);
        return true;
    }

    /// <summary>
    /// Moves a draft into a set's folder, with the day of its review. Of the versions of a text one at a time is in force: an
    /// earlier one ends on the eve of the later one's first day.
    /// </summary>
    /// <param name="name">The draft.</param>
    /// <param name="set">The set's folder.</param>
    /// <param name="replaces">Path in it of the document of the same id that it takes the place of; <see langword="null"/>: none.</param>
    /// <param name="reviewed">The day.</param>
    /// <returns>What was published; <see langword="null"/> when there is no such draft, or when it is not ready.</returns>
    public Publication? Publish(string name, CorpusFolder set, string? replaces, DateOnly reviewed)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (Find(name) is not { IsReady: true, Document: { } document } || Read(name) is not { } content || MarkdownReader.WithReview(content, reviewed) is not { } published)
        {
            return null;
        }

        var path = replaces ?? $"{PublishedFolder}/{NameOf(document.Id)}";
        if (File.Exists(Path.Combine(set.Root, path)))
        {
            // What took somebody's time is not lost by a mistake.
            var kept = Directory.CreateDirectory(Path.Combine(Root, ReplacedFolder)).FullName;
            File.Copy(Path.Combine(set.Root, path), Path.Combine(kept, $"{document.Id}.{Guid.CreateVersion7():N}.md"));
        }

        // Two versions that are published at once must not miss each other.
        lock (Publishing)
        {
            var publication = Write(published, document.Validity, path, set, VersionsIn(set, document), flush: true);
            File.Delete(Path.Combine(Root, name));
            DeleteBeside(name);
            return publication;
        }
    }

    /// <summary>Writes a document into a set's folder that no person reviews; see the other overload.</summary>
    public static Publication Publish(ImportedDocument document, string content, CorpusFolder set, string? replaces, IReadOnlyList<PublishedVersion> versions)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(versions);
        return Write(content, document.Validity, replaces ?? $"{PublishedFolder}/{NameOf(document.Id)}", set, versions, flush: false);
    }

    /// <summary>The other versions of a document's text, as they are on the disk: an index may not know the last ones yet.</summary>
    private static List<PublishedVersion> VersionsIn(CorpusFolder set, Document document) => document.Provenance?.VersionOf is not { } text ? [] :
    [
        .. from file in set.Files()
           where file.IsReadable && File.ReadAllText(Path.Combine(set.Root, file.Path)).Contains(text, StringComparison.Ordinal)
           let version = set.Read(file).Document
           where version?.Provenance?.VersionOf == text && version.Language == document.Language && version.Id != document.Id
           select new PublishedVersion(file.Path, version.Validity),
    ];

    private static Publication Write(string content, Validity validity, string path, CorpusFolder set, IReadOnlyList<PublishedVersion> versions, bool flush)
    {
        var ended = new List<PublishedVersion>();
        foreach (var earlier in versions.Where(version => version.Validity.IsOvertakenBy(validity)))
        {
            var file = Path.Combine(set.Root, earlier.Path);
            var end = earlier.Validity.Before([validity]);
            if (MarkdownReader.WithEnd(File.ReadAllText(file), end.To!.Value) is { } shortened)
            {
                Write(file, shortened, flush);
                ended.Add(earlier with { Validity = end });
            }
        }

        var own = validity.Before(versions.Select(version => version.Validity));
        Write(Path.Combine(set.Root, path), own == validity ? content : MarkdownReader.WithEnd(content, own.To!.Value) ?? content, flush);
        return new Publication(path, own, ended);
    }

    private ImportReport? ImportReportOf(string name) => ReadBeside(ReportFolder, name + ReportSuffix) is { } report ? ReportJson.Read(report) : null;

    private string? ReadBeside(string folder, string file) => Path.Combine(Root, folder, file) is var path && File.Exists(path) ? File.ReadAllText(path) : null;

    private void DeleteBeside(string name)
    {
        foreach (var file in (string[])[Path.Combine(Root, ReportFolder, name + ReportSuffix), Path.Combine(Root, ImportedFolder, name)])
        {
            if (File.Exists(file))
            {
                File.Delete(file);
            }
        }
    }

    private IEnumerable<FileInfo> Files() => Directory.Exists(Root) ? new DirectoryInfo(Root).EnumerateFiles("*.md").Where(file => IsName(file.Name)) : [];

    private static string NameOf(string id) => id + ".md";

    private static void Write(string path, string content, bool flush)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = $"{path}.{Guid.NewGuid():N}{PartialSuffix}";
        using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(content));
            file.Flush(flush);
        }

        File.Move(partial, path, overwrite: true);
    }

    private static bool IsName(string name) => Name().IsMatch(name);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,99}\\.md$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
