using System.Diagnostics;
using System.Globalization;
using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;
using LopmiBot.Importing;
using LopmiBot.TestSupport;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Directory = System.IO.Directory;
using LuceneDocument = Lucene.Net.Documents.Document;

namespace LopmiBot.Benchmarks;

/// <summary>How long importing and indexing files take, beside a bare Lucene.Net index of the same passages in the same run.</summary>
internal static class Indexing
{
    private const int Rounds = 3;

    /// <summary>Measures and prints.</summary>
    /// <param name="path">A file, archive or folder to import.</param>
    public static async Task RunAsync(string path)
    {
        var data = Directory.CreateTempSubdirectory("lopmibot-benchmark-");
        try
        {
            var corpus = new CorpusFolder(data.CreateSubdirectory("corpus").FullName);
            var started = Stopwatch.GetTimestamp();
            var today = DateOnly.FromDateTime(DateTime.Today);
            var documents = 0;
            await foreach (var result in new Importer().ReadAsync([path]).Where(result => result.Document is not null))
            {
                var document = result.Document!;
                DraftFolder.Publish(document, DraftFile.Write(document, result.File, result.Format, today, today), corpus, replaces: null, []);
                documents++;
            }

            Print("import", documents, Stopwatch.GetElapsedTime(started));
            for (var round = 1; round <= Rounds; round++)
            {
                started = Stopwatch.GetTimestamp();
                using var index = CorpusIndex.Open(Path.Combine(data.FullName, string.Create(CultureInfo.InvariantCulture, $"index-{round}")), ShippedEncoder.Embedder);
                index.Update(corpus);
                var ours = Stopwatch.GetElapsedTime(started);
                Print("index", documents, ours);
                var texts = index.AllDocuments().Select(document => document.Blocks.Where(block => block.Kind != BlockKind.Heading).Select(block => document.Slice(block.Span)).ToList()).ToList();
                started = Stopwatch.GetTimestamp();
                WriteBare(Path.Combine(data.FullName, string.Create(CultureInfo.InvariantCulture, $"bare-{round}")), texts);
                var bare = Stopwatch.GetElapsedTime(started);
                Print("bare index", documents, bare);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio {ours / bare:0.0}"));
            }

            using var process = Process.GetCurrentProcess();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"most memory {process.PeakWorkingSet64 / 1024 / 1024} MiB"));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    /// <summary>The least that makes passages searchable: their text, analysed and stored, in one commit.</summary>
    private static void WriteBare(string folder, List<List<string>> texts)
    {
        using var directory = FSDirectory.Open(folder);
        using var analyzer = new FrenchAnalyzer(LuceneVersion.LUCENE_48);
        using var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, analyzer));
        foreach (var passage in texts.SelectMany(passages => passages))
        {
            writer.AddDocument(new LuceneDocument { new TextField("body", passage, Field.Store.YES) });
        }

        writer.Commit();
    }

    private static void Print(string name, int documents, TimeSpan elapsed) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-12} {documents} documents in {elapsed.TotalSeconds,6:0.0} s, {documents / elapsed.TotalSeconds,7:0} a second"));
}
