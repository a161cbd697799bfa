using System.Text;
using System.Text.RegularExpressions;
using LopmiBot.Answers.Documents;

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

    /// <summary>Where versions are kept that others took the place of.</summary>
    private const string ReplacedFolder = "replaced";

    /// <summary>Where published documents go in their set's folder.</summary>
    private const string PublishedFolder = "imported";

    /// <summary>The folder's full path.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>The drafts, the last changed first.</summary>
    public IReadOnlyList<Draft> List() => !Directory.Exists(Root)
        ? []
        : [.. new DirectoryInfo(Root).EnumerateFiles("*.md").Where(file => IsName(file.Name)).Select(Find).OfType<Draft>().OrderByDescending(draft => draft.ChangedAt).ThenBy(draft => draft.Name, StringComparer.Ordinal)];

    /// <summary>One draft; <see langword="null"/> when there is none of that name.</summary>
    public Draft? Find(string name) => Read(name) is { } content ? Find(new FileInfo(Path.Combine(Root, name)), content) : null;

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

    /// <summary>Adds a draft.</summary>
    /// <param name="id">Id of the document.</param>
    /// <param name="content">Its file.</param>
    /// <param name="replace">Whether another of that name is replaced.</param>
    /// <param name="flush">Whether it is on the disk, come what may, when this returns. It takes a while for each.</param>
    public Added Add(string id, string content, bool replace = false, bool flush = false)
    {
        var name = id + ".md";
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

        Write(Path.Combine(Root, name), content, flush);
        return Added.New;
    }

    /// <summary>Puts another text into a draft.</summary>
    /// <returns>Whether there is such a draft.</returns>
    public bool Save(string name, string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (Read(name) is null)
        {
            return false;
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
        return true;
    }

    /// <summary>Moves a draft into a set's folder, with the day of its review.</summary>
    /// <param name="name">The draft.</param>
    /// <param name="set">The set's folder.</param>
    /// <param name="replaces">Path in it of the document of the same id that it takes the place of; <see langword="null"/>: none.</param>
    /// <param name="reviewed">The day.</param>
    /// <returns>The path in the set's folder; <see langword="null"/> when there is no such draft, or when it is not ready.</returns>
    public string? Publish(string name, CorpusFolder set, string? replaces, DateOnly reviewed)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (Find(name) is not { IsReady: true } || Read(name) is not { } content)
        {
            return null;
        }

        if (replaces is not null && File.Exists(Path.Combine(set.Root, replaces)))
        {
            // What took somebody's time is not lost by a mistake.
            var kept = Directory.CreateDirectory(Path.Combine(Root, ReplacedFolder)).FullName;
            File.Copy(Path.Combine(set.Root, replaces), Path.Combine(kept, $"{name[..^3]}.{Guid.CreateVersion7():N}.md"));
        }

        var path = Publish(name[..^3], MarkdownReader.WithReview(content, reviewed), set, replaces, flush: true);
        File.Delete(Path.Combine(Root, name));
        return path;
    }

    /// <summary>Writes a document into a set's folder.</summary>
    /// <returns>The path in the set's folder.</returns>
    public static string Publish(string id, string content, CorpusFolder set, string? replaces, bool flush)
    {
        ArgumentNullException.ThrowIfNull(set);
        var path = replaces ?? $"{PublishedFolder}/{id}.md";
        Write(Path.Combine(set.Root, path), content, flush);
        return path;
    }

    private Draft? Find(FileInfo file) => Find(file.Name);

    private static Draft Find(FileInfo file, string content)
    {
        var read = MarkdownReader.Read(file.Name, content);
        // That nobody reviewed it yet is why it is a draft.
        return new Draft(file.Name, read.Document, [.. read.Problems.Where(problem => !problem.Message.StartsWith("'reviewed' is missing", StringComparison.Ordinal))], new DateTimeOffset(file.LastWriteTimeUtc));
    }

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
