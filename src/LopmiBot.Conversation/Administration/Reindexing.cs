using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;

namespace LopmiBot.Conversation.Administration;

/// <summary>Brings the index up to date while it answers: one run at a time, whoever asks for it. Safe to use from many threads.</summary>
/// <param name="index">The index.</param>
/// <param name="corpus">The folder of its documents.</param>
public sealed class Reindexing(CorpusIndex index, CorpusFolder corpus)
{
    private readonly Lock _lock = new();
    private Run? _run;

    /// <summary>How far the run under way is; <see langword="null"/>: none is, or it has read nothing yet.</summary>
    public IndexProgress? Progress
    {
        get
        {
            lock (_lock)
            {
                return _run is { Task.IsCompleted: false } run ? run.Progress : null;
            }
        }
    }

    /// <summary>Starts a run, or joins the one under way.</summary>
    /// <returns>The run's end, and whether it was started here.</returns>
    public (Task<IndexReport> Report, bool IsNew) Start()
    {
        lock (_lock)
        {
            if (_run is { Task.IsCompleted: false } running)
            {
                return (running.Task, false);
            }

            _run = new Run(index, corpus);
            return (_run.Task, true);
        }
    }

    private sealed class Run : IProgress<IndexProgress>
    {
        private readonly Lock _lock = new();
        private IndexProgress? _progress;

        public Run(CorpusIndex index, CorpusFolder corpus) => Task = Task<IndexReport>.Run(() => index.Update(corpus, this));

        public Task<IndexReport> Task { get; }

        public IndexProgress? Progress
        {
            get
            {
                lock (_lock)
                {
                    return _progress;
                }
            }
        }

        public void Report(IndexProgress value)
        {
            lock (_lock)
            {
                _progress = value;
            }
        }
    }
}
