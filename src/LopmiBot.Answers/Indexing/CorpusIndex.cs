using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Embeddings;
using LopmiBot.Answers.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Directory = System.IO.Directory;

namespace LopmiBot.Answers.Indexing;

/// <summary>How far an indexing run is.</summary>
/// <param name="Done">Files looked at.</param>
/// <param name="Total">Files there are.</param>
/// <param name="Path">The file just finished.</param>
public readonly record struct IndexProgress(int Done, int Total, string Path);

/// <summary>What an indexing run did.</summary>
public sealed record IndexReport
{
    /// <summary>Ids of documents that were not in the index before.</summary>
    public required IReadOnlyList<string> Added { get; init; }

    /// <summary>Ids of documents whose file changed.</summary>
    public required IReadOnlyList<string> Changed { get; init; }

    /// <summary>Ids of documents whose file is gone.</summary>
    public required IReadOnlyList<string> Retired { get; init; }

    /// <summary>How many documents were left as they were.</summary>
    public required int Unchanged { get; init; }

    /// <summary>Errors; a document that cannot be read any more keeps its previous version.</summary>
    public required IReadOnlyList<DocumentProblem> Problems { get; init; }

    /// <summary>How many documents could not be read as they are.</summary>
    public int Failed => Problems.Where(problem => problem.Severity == ProblemSeverity.Error).Select(problem => problem.Path).Distinct(StringComparer.Ordinal).Count();

    /// <summary>How long the run took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Whether documents came, went or changed.</summary>
    public bool HasChanges => Added.Count + Changed.Count + Retired.Count > 0;
}

/// <summary>How much an index holds.</summary>
/// <param name="Documents">Documents by language.</param>
/// <param name="Passages">Passages in all.</param>
public sealed record IndexSize(IReadOnlyDictionary<Language, int> Documents, int Passages);

/// <summary>
/// A Lucene index of one corpus folder. A run of <c>Update</c> is one commit: readers see all of it or none,
/// also readers in other processes, and a crash leaves the last commit serving.
/// </summary>
public sealed class CorpusIndex : DocumentShelf, IDisposable
{
    private const string ManifestKey = "manifest";
    private const string SchemaKey = "schema";

    private static readonly TimeSpan LookForCommitsEvery = TimeSpan.FromSeconds(1);

    private readonly FSDirectory _directory;
    private readonly SearcherManager _searchers;
    private readonly TimeProvider _time;
    private readonly ConditionalWeakTable<IndexReader, CommitCache> _caches = [];
    private long _lookedForCommits;

    private CorpusIndex(FSDirectory directory, PassageEmbedder embedder, TimeProvider time)
    {
        Embedder = embedder;
        _directory = directory;
        _time = time;
        _searchers = new SearcherManager(directory, searcherFactory: null);
        _lookedForCommits = time.GetTimestamp();
    }

    /// <summary>Opens the index in a folder, and makes an empty one where there is none or where its schema is an older one.</summary>
    /// <param name="path">The index's own folder; it is made when missing.</param>
    /// <param name="embedder">Finds passages by meaning. An index of another encoder is made anew.</param>
    /// <param name="time">The clock; the system's when omitted.</param>
    /// <exception cref="IOException">The folder cannot be written, or another process held it for longer than a minute.</exception>
    public static CorpusIndex Open(string path, PassageEmbedder embedder, TimeProvider? time = null)
    {
        Directory.CreateDirectory(path);
        var directory = FSDirectory.Open(path);
        try
        {
            if (!DirectoryReader.IndexExists(directory) || ReadCommit(directory).Schema != Schema(embedder))
            {
                using var writer = new IndexWriter(directory, WriterConfig(OpenMode.CREATE));
                Commit(writer, new Dictionary<string, ManifestEntry>(StringComparer.Ordinal), embedder);
            }

            return new CorpusIndex(directory, embedder, time ?? TimeProvider.System);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Brings the index up to date with a corpus folder; documents whose bytes did not change are not read again.</summary>
    /// <param name="corpus">The folder.</param>
    /// <param name="progress">Told of each file.</param>
    /// <param name="cancellationToken">Cancelling leaves the index as it was.</param>
    public IndexReport Update(CorpusFolder corpus, IProgress<IndexProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Update(corpus, full: false, progress, cancellationToken);

    /// <summary>Brings the index up to date with a corpus folder.</summary>
    /// <param name="corpus">The folder.</param>
    /// <param name="full">Whether documents are read and analysed again whose bytes did not change.</param>
    /// <param name="progress">Told of each file.</param>
    /// <param name="cancellationToken">Cancelling leaves the index as it was.</param>
    /// <param name="taken">Where ids are used that documents of this folder may not have.</param>
    /// <exception cref="LockObtainFailedException">Another process held the index for longer than a minute.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public IndexReport Update(CorpusFolder corpus, bool full, IProgress<IndexProgress>? progress, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? taken = null)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        var started = Stopwatch.GetTimestamp();
        var files = new List<CorpusFile>();
        foreach (var file in corpus.Files())
        {
            cancellationToken.ThrowIfCancellationRequested();
            files.Add(file);
        }

        var tables = corpus.Tables();
        if (!full && IsCurrent([.. files, .. tables], taken))
        {
            return new IndexReport { Added = [], Changed = [], Retired = [], Unchanged = files.Count, Problems = [], Elapsed = Stopwatch.GetElapsedTime(started) };
        }

        using var writer = new IndexWriter(_directory, WriterConfig(OpenMode.CREATE_OR_APPEND));
        try
        {
            using var last = DirectoryReader.Open(_directory);
            var run = new IndexingRun(writer, ReadCommit(_directory).Manifest, full, taken, Embedder, last);
            for (var i = 0; i < files.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                run.Take(corpus, files[i]);
                progress?.Report(new IndexProgress(i + 1, files.Count, files[i].Path));
            }

            run.TakeTables(corpus, tables);
            run.RetireTheRest();
            cancellationToken.ThrowIfCancellationRequested();
            if (run.IsDirty)
            {
                Commit(writer, run.Manifest, Embedder);
            }

            _searchers.MaybeRefreshBlocking();
            return run.Report(Stopwatch.GetElapsedTime(started));
        }
        catch
        {
            writer.Rollback();
            throw;
        }
    }

    /// <summary>Finds passages by meaning.</summary>
    internal PassageEmbedder Embedder { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _searchers.Dispose();
        _directory.Dispose();
    }

    /// <inheritdoc/>
    internal override CommitView Acquire()
    {
        if (_time.GetElapsedTime(Interlocked.Read(ref _lookedForCommits)) >= LookForCommitsEvery)
        {
            Interlocked.Exchange(ref _lookedForCommits, _time.GetTimestamp());
            _searchers.MaybeRefresh();
        }

        var searcher = _searchers.Acquire();
        return new CommitView(
            searcher,
            _caches.GetValue(searcher.IndexReader, _ => new CommitCache()),
            () => string.Join('\n', ((DirectoryReader)searcher.IndexReader).IndexCommit.UserData.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)),
            () => _searchers.Release(searcher),
            Embedder);
    }

    /// <summary>The ids of the documents of the last commit, with their files.</summary>
    internal IEnumerable<(string Id, string Path)> Ids() => ReadCommit(_directory).Manifest.Where(entry => entry.Value.Id.Length > 0).Select(entry => (entry.Value.Id, entry.Key));

    private bool IsCurrent(List<CorpusFile> files, IReadOnlyDictionary<string, string>? taken)
    {
        var manifest = ReadCommit(_directory).Manifest;
        return files.Count == manifest.Count
            && files.TrueForAll(file => manifest.TryGetValue(file.Path, out var entry) && entry.Hash == file.Hash && file.IsReadable && taken?.ContainsKey(entry.Id) != true);
    }

    private static (string? Schema, Dictionary<string, ManifestEntry> Manifest) ReadCommit(FSDirectory directory)
    {
        using var reader = DirectoryReader.Open(directory);
        var data = reader.IndexCommit.UserData;
        data.TryGetValue(SchemaKey, out var schema);
        var manifest = data.TryGetValue(ManifestKey, out var json)
            ? JsonSerializer.Deserialize<Dictionary<string, ManifestEntry>>(json)
            : null;
        return (schema, manifest ?? []);
    }

    private static string Schema(PassageEmbedder embedder) => $"{IndexSchema.Version} {embedder.Model}";

    private static void Commit(IndexWriter writer, Dictionary<string, ManifestEntry> manifest, PassageEmbedder embedder)
    {
        writer.SetCommitData(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [SchemaKey] = Schema(embedder),
            [ManifestKey] = JsonSerializer.Serialize(manifest),
        });
        writer.Commit();
    }

    private static IndexWriterConfig WriterConfig(OpenMode mode) => new(LuceneVersion.LUCENE_48, FieldAnalyzer.Instance)
    {
        OpenMode = mode,
        WriteLockTimeout = 60_000,
    };
}
