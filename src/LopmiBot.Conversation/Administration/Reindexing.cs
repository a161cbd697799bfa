using LopmiBot.Answers.Indexing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LopmiBot.Conversation.Administration;

/// <summary>Brings the indexes up to date while they answer: one run at a time, whoever asks for it. Safe to use from many threads.</summary>
/// <param name="library">The documents and their indexes.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told how runs end.</param>
public sealed partial class Reindexing(Library library, TimeProvider time, ILogger<Reindexing>? logger = null)
{
    /// <summary>Runs that are remembered, so that whoever waits for one is told how it ended though another followed.</summary>
    private const int Remembered = 8;

    private readonly Lock _lock = new();
    private readonly List<ReindexRun> _runs = [];
    private bool _isOutdated;

    /// <summary>The run under way, else the last one; <see langword="null"/>: none was started.</summary>
    public ReindexRun? Last
    {
        get
        {
            lock (_lock)
            {
                return _runs.LastOrDefault();
            }
        }
    }

    /// <summary>The run under way; <see langword="null"/>: none is.</summary>
    public ReindexRun? Current => Last is { IsUnderWay: true } run ? run : null;

    /// <summary>Starts a run, or joins the one under way, whatever was asked of that one.</summary>
    /// <param name="full">Whether documents are read again whose files did not change.</param>
    /// <returns>The run, and whether it was started here.</returns>
    public (ReindexRun Run, bool IsNew) Start(bool full = false)
    {
        lock (_lock)
        {
            if (Current is { } running)
            {
                return (running, false);
            }

            if (_runs.Count == Remembered)
            {
                _runs.RemoveAt(0);
            }

            var run = new ReindexRun(library, full, time);
            _runs.Add(run);
            _isOutdated = false;
            _ = FollowAsync(run.Report);
            return (run, true);
        }
    }

    /// <summary>Has files used that were just written: a run under way may have passed them already, so that another follows it.</summary>
    public void Refresh()
    {
        lock (_lock)
        {
            _isOutdated = !Start().IsNew;
        }
    }

    /// <summary>The run that was started at a time; <see langword="null"/>: it is not remembered.</summary>
    public ReindexRun? Find(long startedAtMilliseconds)
    {
        lock (_lock)
        {
            return _runs.Find(run => run.StartedAt.ToUnixTimeMilliseconds() == startedAtMilliseconds);
        }
    }

    private async Task FollowAsync(Task<IndexReport> run)
    {
        await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await LogEndAsync(run, logger ?? NullLogger<Reindexing>.Instance);
        lock (_lock)
        {
            if (_isOutdated)
            {
                Start();
            }
        }
    }

    private static async Task LogEndAsync(Task<IndexReport> run, ILogger logger)
    {
        if (run.IsCompletedSuccessfully)
        {
            var report = await run;
            LogDone(logger, report.Added.Count, report.Changed.Count, report.Retired.Count, report.Unchanged, report.Failed, report.Elapsed);
        }
        else if (run.Exception is { } e)
        {
            LogFailed(logger, e.GetBaseException());
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The index is up to date: {Added} added, {Changed} changed, {Retired} retired, {Unchanged} unchanged, {Failed} failed, in {Elapsed}.")]
    private static partial void LogDone(ILogger logger, int added, int changed, int retired, int unchanged, int failed, TimeSpan elapsed);

    [LoggerMessage(Level = LogLevel.Error, Message = "The index could not be brought up to date; the last one goes on answering.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}

/// <summary>One run over all document sets. Safe to use from many threads.</summary>
public sealed class ReindexRun : IProgress<IndexProgress>
{
    /// <summary>Before this many files, how long the rest takes is a guess.</summary>
    private const int FirstEstimate = 20;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly Action _cancel;
    private IndexProgress _progress;

    internal ReindexRun(Library library, bool full, TimeProvider time)
    {
        _time = time;
        _started = time.GetTimestamp();
        StartedAt = time.GetUtcNow();
        var cancelled = new CancellationTokenSource();
        _cancel = cancelled.Cancel;
        Report = RunAsync(library, full, cancelled);
    }

    /// <summary>When it was started.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>How it ended: what changed, cancelled, or what went wrong.</summary>
    public Task<IndexReport> Report { get; }

    /// <summary>What changed; <see langword="null"/>: it has not ended, or not well.</summary>
    public IndexReport? Ended => Report is { IsCompletedSuccessfully: true, Result: var report } ? report : null;

    /// <summary>Whether it has not ended.</summary>
    public bool IsUnderWay => !Report.IsCompleted;

    /// <summary>How far it is.</summary>
    public IndexProgress Progress
    {
        get
        {
            lock (_lock)
            {
                return _progress;
            }
        }
    }

    /// <summary>How long it will likely take still; <see langword="null"/>: it is too early to tell.</summary>
    public TimeSpan? Remaining
    {
        get
        {
            var progress = Progress;
            return progress.Done < FirstEstimate || progress.Total == 0
                ? null
                : _time.GetElapsedTime(_started) * ((double)(progress.Total - progress.Done) / progress.Done);
        }
    }

    /// <summary>Has it end soon: the set that is being read stays as it was.</summary>
    public void Cancel()
    {
        try
        {
            _cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended.
        }
    }

    private async Task<IndexReport> RunAsync(Library library, bool full, CancellationTokenSource cancelled)
    {
        using (cancelled)
        {
            return await Task.Run(() => library.Update(full, this, cancelled.Token));
        }
    }

    void IProgress<IndexProgress>.Report(IndexProgress value)
    {
        lock (_lock)
        {
            _progress = value;
        }
    }
}
