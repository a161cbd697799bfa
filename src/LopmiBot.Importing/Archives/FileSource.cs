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
            .Where(file => extensions.Contains(Path.GetExtension(file).ToLowerInvariant()) || IsArchive(file))
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
            return [Whole(path, shown)];
        }

        if (Unreadable(path) is { } reason)
        {
            return [new FoundFile(shown, Content: null, reason)];
        }

        return path.EndsWith(Zip, StringComparison.OrdinalIgnoreCase) ? InZip(path, shown, cancellationToken) : InTar(path, shown, cancellationToken);
    }

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

    private IEnumerable<FoundFile> InTar(string path, string shown, CancellationToken cancellationToken)
    {
        using var file = File.OpenRead(path);
        using Stream unpacked = path.EndsWith(".tar", StringComparison.OrdinalIgnoreCase) ? file : new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(unpacked);
        var budget = new Budget(limits, file.Length);
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
            if (entry!.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && entry.DataStream is { } data && IsWanted(entry.Name))
            {
                yield return Inside($"{shown}!{entry.Name}", data, entry.Length, budget: null);
            }
        }
    }

    private IEnumerable<FoundFile> InZip(string path, string shown, CancellationToken cancellationToken)
    {
        using var file = File.OpenRead(path);
        ZipArchive? zip = null;
        List<ZipArchiveEntry> entries = [];
        FoundFile? broken = null;
        try
        {
            zip = new ZipArchive(file, ZipArchiveMode.Read);
            entries = [.. zip.Entries.Where(entry => IsWanted(entry.FullName))];
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
            var budget = new Budget(limits, file.Length);
            foreach (var entry in entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var found = InsideZip($"{shown}!{entry.FullName}", entry, budget);
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

    private bool IsWanted(string name) => extensions.Contains(Path.GetExtension(name).ToLowerInvariant());

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
