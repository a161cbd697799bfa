using BenchmarkDotNet.Attributes;
using LopmiBot.Answers;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Evaluation;
using LopmiBot.Answers.Indexing;
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

/// <summary>
/// One question answered from the shipped corpus, beside a bare Lucene.Net search for any of its words among the same
/// passages (BM25, ten hits). Their ratio says what reading, ranking and quoting cost. In one process: a project made on
/// the fly would be held to the analyzers of this repository.
/// </summary>
[InProcess]
[MemoryDiagnoser]
public class AnswerBenchmarks : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("lopmibot-benchmark-");
    private readonly RAMDirectory _bare = new();
    private readonly FrenchAnalyzer _analyzer = new(LuceneVersion.LUCENE_48);
    private CorpusIndex _index = null!;
    private AnswerEngine _engine = null!;
    private DirectoryReader _reader = null!;
    private IndexSearcher _searcher = null!;
    private string[] _questions = [];
    private int _next;

    /// <summary>Indexes the corpus both ways.</summary>
    [GlobalSetup]
    public void Open()
    {
        var root = Root();
        _index = CorpusIndex.Open(_data.FullName);
        _index.Update(new CorpusFolder(Path.Combine(root, "corpus")));
        _engine = new AnswerEngine(_index);
        using (var reader = File.OpenText(Path.Combine(root, "tests", "questions", "lopmi.jsonl")))
        {
            _questions = [.. QuestionSet.Read(reader).Where(question => question.Answerable).Select(question => question.Question)];
        }

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
        foreach (var question in _questions)
        {
            _engine.Answer(new Question(question));
        }
    }

    /// <summary>Any of the words, ten hits, their text read.</summary>
    [Benchmark(Baseline = true)]
    public int BareSearch()
    {
        var query = new BooleanQuery();
        using (var stream = _analyzer.GetTokenStream("body", NextQuestion()))
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
    [Benchmark]
    public int Answer() => _engine.Answer(new Question(NextQuestion())).Excerpts.Count;

    /// <inheritdoc/>
    [GlobalCleanup]
    public void Dispose()
    {
        _reader?.Dispose();
        _index?.Dispose();
        _bare.Dispose();
        _analyzer.Dispose();
        _data.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private string NextQuestion() => _questions[_next++ % _questions.Length];

    /// <summary>The folder that holds the solution: benchmarks run from folders of their own below it.</summary>
    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LopmiBot.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("Run the benchmarks from a checkout: there is no LopmiBot.sln above them.");
    }
}
