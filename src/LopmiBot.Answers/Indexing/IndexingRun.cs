using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Embeddings;
using Lucene.Net.Index;

namespace LopmiBot.Answers.Indexing;

/// <summary>A corpus file as the last commit has it.</summary>
internal sealed record ManifestEntry(string Id, string Hash);

/// <summary>One run over a corpus folder: what it holds goes to the writer, what it did to the report.</summary>
/// <param name="writer">The index; the run does not commit.</param>
/// <param name="before">The files of the last commit, by path.</param>
/// <param name="full">Whether what did not change is read again.</param>
/// <param name="taken">Where ids are used that no document of this folder may have; <see langword="null"/>: nowhere.</param>
/// <param name="embedder">Gives passages their vectors.</param>
/// <param name="last">The last commit.</param>
internal sealed class IndexingRun(IndexWriter writer, Dictionary<string, ManifestEntry> before, bool full, IReadOnlyDictionary<string, string>? taken, PassageEmbedder embedder, IndexReader last)
{
    private readonly List<string> _added = [];
    private readonly List<string> _changed = [];
    private readonly List<string> _retired = [];
    private readonly List<DocumentProblem> _problems = [];
    private readonly HashSet<string> _idsBefore = before.Values.Select(entry => entry.Id).Where(id => id.Length > 0).ToHashSet(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _pathOfId = new(StringComparer.Ordinal);
    private int _unchanged;
    private VectorFile? _known;

    public Dictionary<string, ManifestEntry> Manifest { get; } = new(StringComparer.Ordinal);

    public bool IsDirty { get; private set; }

    public void Take(CorpusFolder corpus, CorpusFile file)
    {
        var known = before.GetValueOrDefault(file.Path);
        var isSame = known is not null && file.IsReadable && known.Hash == file.Hash;
        if (isSame && !full && taken?.ContainsKey(known!.Id) != true && _pathOfId.TryAdd(known!.Id, file.Path))
        {
            Manifest[file.Path] = known;
            _unchanged++;
            return;
        }

        var result = corpus.Read(file);
        _problems.AddRange(result.Problems);
        if (result.Document is not { } document)
        {
            Keep(file, known);
            return;
        }

        if (taken?.ContainsKey(document.Id) == true || !_pathOfId.TryAdd(document.Id, file.Path))
        {
            _problems.Add(new DocumentProblem(ProblemSeverity.Error, file.Path, 0,
                $"the id '{document.Id}' is already used by {taken?.GetValueOrDefault(document.Id) ?? _pathOfId[document.Id]}: give each document its own id. This one is not indexed."));
            return;
        }

        if (isSame && _idsBefore.Contains(document.Id))
        {
            _unchanged++;
        }
        else
        {
            (_idsBefore.Contains(document.Id) ? _changed : _added).Add(document.Id);
        }

        writer.UpdateDocuments(new Term(IndexSchema.DocumentId, document.Id), IndexSchema.Entries(document, VectorsOf(corpus, document)), FieldAnalyzer.Instance);
        Manifest[file.Path] = new ManifestEntry(document.Id, file.Hash);
        IsDirty = true;
    }

    /// <summary>What the file of vectors has, or the last commit, is not encoded again.</summary>
    private DocumentVectors VectorsOf(CorpusFolder corpus, Document document)
    {
        var file = _known ??= VectorFile.Read(corpus.Root, embedder);
        var indexed = new Lazy<Dictionary<string, byte[]>>(() => IndexedVectors.Of(last, document.Id));
        return DocumentVectors.Of(document, embedder, text => file.Find(text) ?? indexed.Value.GetValueOrDefault(text));
    }

    /// <summary>Takes the files that are no documents.</summary>
    /// <param name="corpus">The folder.</param>
    /// <param name="files">Those that it has.</param>
    public void TakeTables(CorpusFolder corpus, IReadOnlyList<CorpusFile> files)
    {
        Take(GlossaryReader.FileName, files, corpus.ReadGlossary);
        Take(ProvisionTable.FileName, files, corpus.ReadProvisions);
    }

    private void Take<T>(string name, IReadOnlyList<CorpusFile> files, Func<(T Content, IReadOnlyList<DocumentProblem> Problems)> read)
    {
        var known = before.GetValueOrDefault(name);
        var file = files.FirstOrDefault(file => file.Path == name);
        if (file is not null && known?.Hash == file.Hash && !full)
        {
            Manifest[name] = known;
            return;
        }

        if (file is null && known is null)
        {
            return;
        }

        var (content, problems) = read();
        _problems.AddRange(problems);
        writer.UpdateDocument(new Term(IndexSchema.CorpusFile, name), IndexSchema.FileRecord(name, content));
        IsDirty = true;
        if (file is not null)
        {
            Manifest[name] = new ManifestEntry("", file.Hash);
        }
    }

    /// <summary>A file that cannot be read keeps its previous version; the hash is dropped so that the next run tries again.</summary>
    private void Keep(CorpusFile file, ManifestEntry? known)
    {
        if (known is not null && _pathOfId.TryAdd(known.Id, file.Path))
        {
            Manifest[file.Path] = known with { Hash = "" };
            IsDirty = true;
        }
    }

    public void RetireTheRest()
    {
        foreach (var id in _idsBefore.Where(id => !_pathOfId.ContainsKey(id)))
        {
            writer.DeleteDocuments(new Term(IndexSchema.DocumentId, id));
            _retired.Add(id);
            IsDirty = true;
        }
    }

    public IndexReport Report(TimeSpan elapsed) => new()
    {
        Added = _added,
        Changed = _changed,
        Retired = _retired,
        Unchanged = _unchanged,
        Problems = _problems,
        Elapsed = elapsed,
    };
}
