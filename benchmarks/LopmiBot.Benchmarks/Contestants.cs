using LopmiBot.Answers;
using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Embeddings;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Questions;
using LopmiBot.Embeddings;
using LopmiBot.Learning.Evaluation;
using LopmiBot.TestSupport;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Directory = System.IO.Directory;
using LuceneDocument = Lucene.Net.Documents.Document;

namespace LopmiBot.Benchmarks;

/// <summary>The engine, and a bare Lucene.Net search for any of a question's words (BM25, ten hits) among the same passages, held in memory.</summary>
internal sealed class Contestants : IDisposable
{
    private const string Glossary = "glossary.yaml";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("lopmibot-benchmark-");
    private readonly FrenchAnalyzer _analyzer = new(LuceneVersion.LUCENE_48);
    private readonly RAMDirectory _bare = new();
    private readonly RandomVectors _vectors = new();
    private readonly CorpusIndex _index;
    private readonly AnswerEngine _engine;
    private readonly DirectoryReader _reader;
    private readonly IndexSearcher _searcher;

    /// <summary>Indexes the passages both ways.</summary>
    /// <param name="passages">How many passages, about; 0: those of the shipped corpus.</param>
    public Contestants(int passages)
    {
        _index = CorpusIndex.Open(Path.Combine(_data.FullName, "index"), ShippedEncoder.Embedder);
        _index.Update(new CorpusFolder(Path.Combine(Root, "corpus")));
        if (passages > 0)
        {
            var corpus = Directory.CreateDirectory(Path.Combine(_data.FullName, "corpus"));
            LargeCorpus.Write(corpus.FullName, _index, passages);
            File.Copy(Path.Combine(Root, "corpus", Glossary), Path.Combine(corpus.FullName, Glossary));
            _index.Dispose();
            _index = CorpusIndex.Open(Path.Combine(_data.FullName, "large"), new PassageEmbedder(_vectors, SentenceEncoder.QuestionPrompt));
            _index.Update(new CorpusFolder(corpus.FullName));
        }

        _engine = new AnswerEngine(_index);
        using (var writer = new IndexWriter(_bare, new IndexWriterConfig(LuceneVersion.LUCENE_48, _analyzer)))
        {
            foreach (var document in _index.AllDocuments())
            {
                foreach (var block in document.Blocks.Where(block => block.Kind != BlockKind.Heading))
                {
                    writer.AddDocument(new LuceneDocument { new TextField("body", document.Slice(block.Span), Field.Store.YES) });
                }
            }
        }

        _reader = DirectoryReader.Open(_bare);
        _searcher = new IndexSearcher(_reader);
    }

    /// <summary>The project's own questions, those that documents answer.</summary>
    public static string[] Questions() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "tests", "questions"), "*.jsonl").Order(StringComparer.Ordinal).SelectMany(file =>
        {
            using var reader = File.OpenText(file);
            return QuestionSet.Read(reader);
        }).Where(question => question.Answerable).Select(question => question.Question),
    ];

    /// <summary>How many passages are indexed.</summary>
    public int Passages => _index.Size().Passages;

    /// <summary>Any of the words, ten hits, their text read.</summary>
    public int BareSearch(string question)
    {
        var query = new BooleanQuery();
        using (var stream = _analyzer.GetTokenStream("body", question))
        {
            var term = stream.GetAttribute<ICharTermAttribute>();
            stream.Reset();
            while (stream.IncrementToken())
            {
                query.Add(new TermQuery(new Term("body", term.ToString())), Occur.SHOULD);
            }

            stream.End();
        }

        return _searcher.Search(query, 10).ScoreDocs.Sum(hit => _searcher.Doc(hit.Doc).Fields.Count);
    }

    /// <summary>The whole way from a question to its cited excerpts.</summary>
    public int Answer(string question) => _engine.Answer(new Question(question)).Excerpts.Count;

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _bare.Dispose();
        _index.Dispose();
        _vectors.Dispose();
        _analyzer.Dispose();
        _data.Delete(recursive: true);
    }

    /// <summary>The folder that holds the solution: benchmarks run from folders of their own below it.</summary>
    private static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LopmiBot.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("Run the benchmarks from a checkout: there is no LopmiBot.sln above them.");
    }
}
