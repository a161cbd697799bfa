using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BitFaster.Caching.Lru;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Embeddings;
using LopmiBot.Answers.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Document = LopmiBot.Answers.Documents.Document;

namespace LopmiBot.Answers.Indexing;

/// <summary>A view of one commit, or of one of each of several indexes, steady while it is held.</summary>
/// <param name="searcher">Searches it.</param>
/// <param name="cache">What was read from it.</param>
/// <param name="content">A text that is the same for the same files.</param>
/// <param name="release">Called once, when it is no longer held.</param>
/// <param name="embedder">Gives questions their vectors.</param>
internal sealed class CommitView(IndexSearcher searcher, CommitCache cache, Func<string> content, Action release, PassageEmbedder embedder) : IDisposable
{
    private static readonly HashSet<string> RecordOnly = new(StringComparer.Ordinal) { IndexSchema.RecordId };

    public IndexSearcher Searcher => searcher;

    /// <summary>A name for what the commit holds: the same for the same files.</summary>
    public string Version => cache.Version ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content())))[..12];

    /// <summary>The vectors of its passages.</summary>
    public PassageVectors Vectors => Derived(static view => PassageVectors.Load(view.Searcher.IndexReader));

    /// <summary>The vector of a question.</summary>
    public float[] VectorOf(string question) => embedder.Question(question);

    public Document? Find(string id)
    {
        if (cache.Documents.TryGet(id, out var known))
        {
            return known;
        }

        var hits = searcher.Search(new TermQuery(new Term(IndexSchema.RecordId, id)), 1).ScoreDocs;
        return hits.Length == 0 ? null : cache.Documents.GetOrAdd(id, _ => Load(hits[0].Doc));
    }

    public IEnumerable<Document> AllDocuments() => Records(new PrefixQuery(new Term(IndexSchema.RecordId, "")));

    /// <summary>All documents without their texts, in ordinal order of their ids.</summary>
    public IReadOnlyList<DocumentEntry> Catalogue => cache.Catalogue ??= [.. IndexSchema.Catalogue(searcher.IndexReader).OrderBy(entry => entry.Id, StringComparer.Ordinal)];

    /// <summary>A document and its translations.</summary>
    public IEnumerable<Document> TranslationsOf(Document document) =>
        Records(new TermQuery(new Term(IndexSchema.TranslationGroup, document.TranslationGroup)));

    /// <summary>A document in another language; <see langword="null"/> when there is no such translation.</summary>
    public Document? TranslationOf(Document document, Language language) =>
        cache.Translations.GetOrAdd((document.Id, language), _ => TranslationsOf(document).FirstOrDefault(other => other.Language == language && other.Id != document.Id)?.Id ?? "") is { Length: > 0 } id
            ? Find(id)
            : null;

    /// <summary>The passages of one section, in order.</summary>
    public IReadOnlyList<TextSpan> PassagesOf(Document document, Section section) =>
        cache.Sections.GetOrAdd((document.Id, section.Anchor), _ => [.. document.Passages().Where(passage => document.Sections[passage.Section] == section).Select(passage => passage.Span)]);

    /// <summary>How many passages hold a term in their body, above it or in what people ask for them, whichever is most.</summary>
    public int Frequency(Language language, string term) => cache.Frequencies.GetOrAdd((language, term), key =>
    {
        var reader = searcher.IndexReader;
        return new[] { IndexSchema.Body(key.Language), IndexSchema.Heads(key.Language), IndexSchema.Asked(key.Language) }.Max(field => reader.DocFreq(new Term(field, key.Term)));
    });

    /// <summary>Whether a passage or what stands above it holds a term.</summary>
    public bool StandsInText(Language language, string term) => cache.InTexts.GetOrAdd((language, term), key =>
        new[] { IndexSchema.Body(key.Language), IndexSchema.Heads(key.Language) }.Any(field => searcher.IndexReader.DocFreq(new Term(field, key.Term)) > 0));

    /// <summary>Lets through what is in force on a day and speaks of nothing that came later than another.</summary>
    public Filter InForceOn(DateOnly day, DateOnly last) =>
        cache.InForce.GetOrAdd((day, last), each => new CachingWrapperFilter(new QueryWrapperFilter(IndexSchema.InForceOn(each.Day, each.Last))));

    /// <summary>
    /// Something that is made from the commit once and kept as long as the commit: one value for each type. It must not hold
    /// on to the view, which is released sooner.
    /// </summary>
    /// <param name="make">Makes it; whoever asks in the meantime waits.</param>
    public T Derived<T>(Func<CommitView, T> make)
        where T : class => cache.Derived<T>().GetOrLoad(() => make(this));

    public void Dispose() => release();

    private IEnumerable<Document> Records(Query query)
    {
        foreach (var hit in searcher.Search(query, Math.Max(1, searcher.IndexReader.MaxDoc)).ScoreDocs)
        {
            var id = searcher.Doc(hit.Doc, RecordOnly).Get(IndexSchema.RecordId, CultureInfo.InvariantCulture);
            yield return cache.Documents.GetOrAdd(id, _ => Load(hit.Doc));
        }
    }

    /// <summary>Reads the glossary.</summary>
    public IReadOnlyList<GlossaryEntry> ReadGlossary() => [.. ReadFiles<List<GlossaryEntry>>(GlossaryReader.FileName).SelectMany(entries => entries)];

    /// <summary>Reads the table of provisions.</summary>
    public ProvisionTable ReadProvisions() => ReadFiles<ProvisionTable>(ProvisionTable.FileName).Aggregate(ProvisionTable.Empty, (table, other) => table.With(other));

    /// <summary>What was read from a file that is no document: one for each index that is read.</summary>
    private IEnumerable<T> ReadFiles<T>(string name) =>
        searcher.Search(new TermQuery(new Term(IndexSchema.CorpusFile, name)), Math.Max(1, searcher.IndexReader.Leaves.Count)).ScoreDocs
            .Select(hit => JsonSerializer.Deserialize<T>(searcher.Doc(hit.Doc).Get(IndexSchema.Json, CultureInfo.InvariantCulture)))
            .OfType<T>();

    private Document Load(int number) => IndexSchema.Restore(searcher.Doc(number).Get(IndexSchema.Json, CultureInfo.InvariantCulture));
}

/// <summary>What was read from one commit, kept as long as its reader lives, each kind up to a number of entries.</summary>
internal sealed class CommitCache
{
    private const int MostDocuments = 2_000;
    private const int MostSections = 20_000;
    private const int MostTerms = 50_000;
    private const int MostDays = 64;

    private readonly ConcurrentDictionary<Type, object> _derived = new();

    public ConcurrentLru<string, Document> Documents { get; } = new(Environment.ProcessorCount, MostDocuments, StringComparer.Ordinal);

    public ConcurrentLru<(string Document, Language Language), string> Translations { get; } = new(MostDocuments);

    public ConcurrentLru<(string Document, string Anchor), IReadOnlyList<TextSpan>> Sections { get; } = new(MostSections);

    public ConcurrentLru<(Language Language, string Term), int> Frequencies { get; } = new(MostTerms);

    public ConcurrentLru<(Language Language, string Term), bool> InTexts { get; } = new(MostTerms);

    public ConcurrentLru<(DateOnly Day, DateOnly Last), Filter> InForce { get; } = new(MostDays);

    public IReadOnlyList<DocumentEntry>? Catalogue { get; set; }

    public string? Version { get; set; }

    /// <summary>What is made from the commit, by its type.</summary>
    public LoadedOnce<T> Derived<T>()
        where T : class => (LoadedOnce<T>)_derived.GetOrAdd(typeof(T), static _ => new LoadedOnce<T>());
}

/// <summary>Something that is loaded when it is first asked for, once.</summary>
internal sealed class LoadedOnce<T>
    where T : class
{
    private readonly Lock _lock = new();
    private T? _value;

    public T GetOrLoad(Func<T> load)
    {
        lock (_lock)
        {
            return _value ??= load();
        }
    }
}
