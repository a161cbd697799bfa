using LopmiBot.Answers;
using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Embeddings;
using LopmiBot.Answers.Indexing;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Access;
using LopmiBot.Embeddings;

namespace LopmiBot.Configuration;

/// <summary>Document sets whose indexes are up to date, and what answers from them.</summary>
internal sealed class AnswerService : IDisposable
{
    private readonly IDisposable _encoder;

    private AnswerService(Library library, Librarian librarian, IndexReport report, IDisposable encoder, PassageEmbedder embedder)
    {
        _encoder = encoder;
        Embedder = embedder;
        Library = library;
        Librarian = librarian;
        Report = report;
        Engine = new AnswerEngine(Index);
    }

    public Library Library { get; }

    public Librarian Librarian { get; }

    /// <summary>All documents: whoever runs the program can read their files.</summary>
    public DocumentShelf Index => Librarian.WholeShelf;

    public IndexReport Report { get; }

    public AnswerEngine Engine { get; }

    /// <summary>Gives texts their vectors.</summary>
    public PassageEmbedder Embedder { get; }

    public AnswerComposer Composer => Librarian.Whole;

    /// <summary>Opens the indexes and brings them up to date.</summary>
    public static AnswerService Open(BotSettings settings, IProgress<IndexProgress>? progress = null, bool full = false, CancellationToken cancellationToken = default)
    {
        var sets = new List<DocumentSet>();
        var (encoder, embedder) = OpenEncoder(settings);
        try
        {
            sets.Add(new DocumentSet(BotSettings.MainSet, new CorpusFolder(settings.Corpus), CorpusIndex.Open(settings.IndexPath(settings.Corpus), embedder)));
            foreach (var set in settings.Sets)
            {
                sets.Add(new DocumentSet(set.Name, new CorpusFolder(set.Folder), CorpusIndex.Open(settings.IndexPath(set.Folder), set.IsOfficial ? PassageEmbedder.None : embedder)) { IsOfficial = set.IsOfficial });
            }

            var library = new Library(sets);
            return new AnswerService(library, new Librarian(library, [.. settings.Sets.Select(set => set.Readers)]), library.Update(full, progress, cancellationToken), encoder, embedder);
        }
        catch
        {
            sets.ForEach(set => set.Index.Dispose());
            encoder.Dispose();
            throw;
        }
    }

    /// <summary>Opens what gives texts their vectors: the encoder that ships, another, or a service.</summary>
    /// <returns>What to close in the end, and what embeds.</returns>
    public static (IDisposable Encoder, PassageEmbedder Embedder) OpenEncoder(BotSettings settings)
    {
        if (settings.EmbeddingService?.Service() is { } service)
        {
            var generator = service.Open();
            return (generator, new PassageEmbedder(generator, service.QuestionPrompt, isRemote: true));
        }

        var encoder = SentenceEncoder.Open(settings.Encoder, Environment.ProcessorCount);
        return (encoder, new PassageEmbedder(encoder, SentenceEncoder.QuestionPrompt));
    }

    public void Dispose()
    {
        Library.Dispose();
        _encoder.Dispose();
    }
}
