using System.Formats.Tar;
using System.IO.Compression;

namespace LopmiBot.Importing.Archives;

/// <summary>A file that was found, read whole, or why it was not.</summary>
/// <param name="Path">Where, to show.</param>
/// <param name="Content">Its bytes; <see langword="null"/>: it was not read.</param>
/// <param name="Problem">Why not.</param>
/// <param name="Neighbours">Reads files that lie beside it, by their names; none can be in a tape archive, which is read once from its begin.</param>
internal readonly record struct FoundFile(string Path, byte[]? Content, string? Problem = null, Func<string, byte[]?>? Neighbours = null);

/// <summary>
/// Finds files in folders and archives and reads them one at a time. Nothing of an archive is written anywhere: the names in
/// it are only shown. Its true sizes count, not those that it states.
/// </summary>
/// <param name="limits">What it may cost.</param>
/// <param name="extensions">Endings of the names of files that are wanted.</param>
internal sealed class FileSource(ImportLimits limits, IReadOnlySet<string> extensions)
{
    private const string Zip = ".zip";

    /// <summary>Archives within one another, at most.</summary>
    private const int MaxDepth = 3;

    /// <summary>Archives that are not read. What they hold is not passed over without a word.</summary>
    private static readonly string[] OtherArchives = [".7z", ".rar", ".gz", ".bz2", ".xz", ".zst", ".cab"];

    /// <summary>Endings of the names of archives.</summary>
    public static IReadOnlyList<string> ArchiveExtensions { get; } = [".tar", ".tar.gz", ".tgz", Zip];

    /// <summary>The files at some paths, in the order of their names within a folder.</summary>
    public IEnumerable<FoundFile> Files(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Directory.Exists(path))
            {
                foreach (var file in InFolder(path, cancellationToken))
                {
                    yield return file;
                }
            }
            else if (!File.Exists(path))
            {
                yield return new FoundFile(path, Content: null, "there is no such file or folder");
            }
            else
            {
                foreach (var file in At(path, Path.GetFileName(path), cancellationToken))
                {
                    yield return file;
                }
            }
        }
    }

    private IEnumerable<FoundFile> InFolder(string folder, CancellationToken cancellationToken)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint };
        var files = Directory.EnumerateFiles(folder, "*", options)
            .Where(file => IsWanted(Path.GetRelativePath(folder, file)) || IsArchive(file) || IsOtherArchive(file))
            .Order(StringComparer.Ordinal);
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var found in At(file, Path.GetRelativePath(folder, file).Replace('\\', '/'), cancellationToken))
            {
                yield return found;
            }
        }
    }

    private IEnumerable<FoundFile> At(string path, string shown, CancellationToken cancellationToken)
    {
        if (!IsArchive(path))
        {
            return [IsOtherArchive(path) ? Unread(shown) : Whole(path, shown)];
        }

        if (Unreadable(path) is { } reason)
        {
            return [new FoundFile(shown, Content: null, reason)];
        }

        return Opened(path, shown, cancellationToken);
    }

    private IEnumerable<FoundFile> Opened(string path, string shown, CancellationToken cancellationToken)
    {
        using var file = File.OpenRead(path);
        foreach (var found in InArchive(file, path, shown, new Budget(limits, file.Length), depth: 1, cancellationToken))
        {
            yield return found;
        }
    }

    private IEnumerable<FoundFile> InArchive(Stream file, string name, string shown, Budget budget, int depth, CancellationToken cancellationToken) =>
        name.EndsWith(Zip, StringComparison.OrdinalIgnoreCase) ? InZip(file, shown, budget, depth, cancellationToken) : InTar(file, name, shown, budget, depth, cancellationToken);

    /// <summary>An archive within another, which was read whole: it counts against the same limits.</summary>
    private IEnumerable<FoundFile> Nested(FoundFile archive, Budget budget, int depth, CancellationToken cancellationToken) =>
        archive.Content is not { } content ? [archive]
        : depth >= MaxDepth ? [new FoundFile(archive.Path, Content: null, $"archives are nested more than {MaxDepth} deep: unpack it")]
        : InArchive(new MemoryStream(content, writable: false), archive.Path, archive.Path, budget, depth + 1, cancellationToken);

    private static string? Unreadable(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"it cannot be read: {e.Message}";
        }
    }

    private FoundFile Whole(string path, string shown)
    {
        try
        {
            var size = new FileInfo(path).Length;
            return size > limits.MaxFileBytes ? TooLarge(shown) : new FoundFile(shown, File.ReadAllBytes(path), Problem: null, InFolderOf(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new FoundFile(shown, Content: null, $"it cannot be read: {e.Message}");
        }
    }

    private Func<string, byte[]?> InFolderOf(string path) => name =>
    {
        var beside = Path.Combine(Path.GetDirectoryName(path)!, name);
        return IsWanted(name) && Path.GetFileName(name) == name && new FileInfo(beside) is { Exists: true, LinkTarget: null } ? Whole(beside, name).Content : null;
    };

    private IEnumerable<FoundFile> InTar(Stream file, string name, string shown, Budget budget, int depth, CancellationToken cancellationToken)
    {
        using Stream unpacked = name.EndsWith(".tar", StringComparison.OrdinalIgnoreCase) ? file : new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(unpacked);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TarEntry? entry;
            FoundFile? broken = null;
            try
            {
                entry = tar.GetNextEntry();
                if (entry is null)
                {
                    yield break;
                }

                budget.Count(entry.DataStream is null ? 0 : entry.Length);
            }
            catch (Exception e) when (e is IOException or InvalidDataException or FormatException or ImportException)
            {
                (entry, broken) = (null, Broken(shown, e));
            }

            if (broken is { } end)
            {
                yield return end;
                yield break;
            }

            // Links and devices lead out of the archive; folders hold nothing themselves.
            if (entry!.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || entry.DataStream is not { } data)
            {
                continue;
            }

            var inside = $"{shown}!{entry.Name}";
            if (IsArchive(entry.Name) && !IsMetadata(entry.Name))
            {
                foreach (var found in Nested(Inside(inside, data, entry.Length, budget: null), budget, depth, cancellationToken))
                {
                    yield return found;
                }
            }
            else if (IsOtherArchive(entry.Name))
            {
                yield return Unread(inside);
            }
            else if (IsWanted(entry.Name))
            {
                yield return Inside(inside, data, entry.Length, budget: null);
            }

            if (budget.IsSpent)
            {
                yield break;
            }
        }
    }

    private IEnumerable<FoundFile> InZip(Stream file, string shown, Budget budget, int depth, CancellationToken cancellationToken)
    {
        ZipArchive? zip = null;
        List<ZipArchiveEntry> entries = [];
        FoundFile? broken = null;
        try
        {
            zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true, new ZipNames());
            entries = [.. zip.Entries.Where(entry => IsWanted(entry.FullName) || (IsArchive(entry.FullName) && !IsMetadata(entry.FullName)) || IsOtherArchive(entry.FullName))];
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            zip?.Dispose();
            broken = Broken(shown, e);
        }

        if (broken is { } end)
        {
            yield return end;
            yield break;
        }

        using (zip)
        {
            foreach (var entry in entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (IsOtherArchive(entry.FullName))
                {
                    yield return Unread($"{shown}!{entry.FullName}");
                    continue;
                }

                var found = InsideZip($"{shown}!{entry.FullName}", entry, budget);
                if (IsArchive(entry.FullName))
                {
                    foreach (var nested in Nested(found, budget, depth, cancellationToken))
                    {
                        yield return nested;
                    }

                    continue;
                }

                yield return found with { Neighbours = name => entries.Find(other => other.FullName == entry.FullName[..^entry.Name.Length] + name) is { } beside ? InsideZip(name, beside, budget).Content : null };
                if (budget.IsSpent)
                {
                    yield break;
                }
            }
        }
    }

    private FoundFile InsideZip(string shown, ZipArchiveEntry entry, Budget budget)
    {
        try
        {
            // A reader that ran past its time may still ask for the neighbours of its file.
            lock (entry.Archive)
            {
                using var data = entry.Open();
                return Inside(shown, data, entry.Length, budget);
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ImportException or ObjectDisposedException)
        {
            return Broken(shown, e);
        }
    }

    /// <summary>Reads to the end, or to the limit: what an archive states of a size need not be so.</summary>
    private FoundFile Inside(string shown, Stream data, long stated, Budget? budget)
    {
        if (stated > limits.MaxFileBytes)
        {
            return TooLarge(shown);
        }

        using var content = new MemoryStream();
        var buffer = new byte[81_920];
        try
        {
            for (int read; (read = data.Read(buffer)) > 0;)
            {
                if (content.Length + read > limits.MaxFileBytes)
                {
                    return TooLarge(shown);
                }

                content.Write(buffer, 0, read);
            }

            budget?.Count(content.Length);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ImportException)
        {
            return Broken(shown, e);
        }

        return new FoundFile(shown, content.ToArray());
    }

    private FoundFile TooLarge(string shown) => new(shown, Content: null, $"it is larger than {limits.MaxFileBytes / 1024 / 1024} MiB: split it");

    private static FoundFile Broken(string shown, Exception e) => new(shown, Content: null, e is ImportException ? e.Message : $"the archive is broken: {e.Message}");

    private static FoundFile Unread(string shown) => new(shown, Content: null, $"it is an archive of a kind that is not read: unpack it. What is read: {string.Join(' ', ArchiveExtensions)}");

    private bool IsWanted(string name) => extensions.Contains(Path.GetExtension(name).ToLowerInvariant()) && !IsMetadata(name);

    /// <summary>
    /// What other systems leave beside files: macOS's forks (<c>__MACOSX</c>, <c>._name</c>) and Word's lock files (<c>~$name</c>). What
    /// has no ending of a document, such as .DS_Store, Thumbs.db and desktop.ini, is never asked for.
    /// </summary>
    private static bool IsMetadata(string path)
    {
        var parts = path.Split('/', '\\');
        return parts.Contains("__MACOSX", StringComparer.OrdinalIgnoreCase) || parts[^1].StartsWith("._", StringComparison.Ordinal) || parts[^1].StartsWith("~$", StringComparison.Ordinal);
    }

    private static bool IsOtherArchive(string path) => !IsArchive(path) && !IsMetadata(path) && OtherArchives.Contains(Path.GetExtension(path).ToLowerInvariant(), StringComparer.Ordinal);

    private static bool IsArchive(string path) => ArchiveExtensions.Any(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is left of the limits of one archive.</summary>
    private sealed class Budget(ImportLimits limits, long packed)
    {
        private long _bytes;
        private int _files;

        public bool IsSpent { get; private set; }

        /// <summary>Takes one file from it.</summary>
        /// <exception cref="ImportException">It is spent.</exception>
        public void Count(long bytes)
        {
            _bytes += bytes;
            _files++;
            IsSpent = _files > limits.MaxArchiveFiles || _bytes > limits.MaxArchiveBytes || (_bytes > limits.MaxFileBytes && _bytes / Math.Max(1, packed) > limits.MaxExpansion);
            if (IsSpent)
            {
                throw new ImportException($"the archive holds more than an import may take ({_files} files, {_bytes / 1024 / 1024} MiB of {packed / 1024} KiB packed): unpack it, and import what is needed");
            }
        }
    }
}
