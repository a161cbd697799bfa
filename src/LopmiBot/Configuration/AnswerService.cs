using LopmiBot.Answers;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;
using LopmiBot.Conversation;

namespace LopmiBot.Configuration;

/// <summary>An index that is up to date with its corpus, and what answers from it.</summary>
internal sealed class AnswerService : IDisposable
{
    private AnswerService(CorpusIndex index, IndexReport report)
    {
        Index = index;
        Report = report;
        Engine = new AnswerEngine(index);
        Composer = new AnswerComposer(Engine, index);
    }

    public CorpusIndex Index { get; }

    public IndexReport Report { get; }

    public AnswerEngine Engine { get; }

    public AnswerComposer Composer { get; }

    /// <summary>Opens the index and brings it up to date.</summary>
    public static AnswerService Open(BotSettings settings, IProgress<IndexProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var index = CorpusIndex.Open(settings.IndexPath);
        try
        {
            return new AnswerService(index, index.Update(new CorpusFolder(settings.Corpus), progress, cancellationToken));
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    public void Dispose() => Index.Dispose();
}
