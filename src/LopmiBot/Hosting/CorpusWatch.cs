using System.Threading.Channels;
using LopmiBot.Answers.Indexing;
using LopmiBot.Configuration;
using LopmiBot.Conversation.Administration;

namespace LopmiBot.Hosting;

/// <summary>Brings the index up to date soon after a document changed, where the settings ask for it. Changes on a network drive may not be seen: a schedule finds them.</summary>
/// <param name="settings">Whether to watch.</param>
/// <param name="library">The folders.</param>
/// <param name="reindexing">Brings the index up to date.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told when folders cannot be watched.</param>
internal sealed partial class CorpusWatch(BotSettings settings, Library library, Reindexing reindexing, TimeProvider time, ILogger<CorpusWatch> logger) : BackgroundService
{
    /// <summary>An editor writes a file in several steps, and people save several files: these are one change.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.Watch)
        {
            return;
        }

        var changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var watchers = new List<FileSystemWatcher>();
        try
        {
            watchers.AddRange(library.Sets.Select(set => Watch(set.Folder.Root, () => changed.Writer.TryWrite(true))));
            await foreach (var _ in changed.Reader.ReadAllAsync(stoppingToken))
            {
                do
                {
                    await Task.Delay(Quiet, time, stoppingToken);
                }
                while (changed.Reader.TryRead(out var _));

                reindexing.Refresh();
            }
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            LogNotWatched(e);
        }
        finally
        {
            watchers.ForEach(watcher => watcher.Dispose());
        }
    }

    private static FileSystemWatcher Watch(string folder, Action changed)
    {
        var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        watcher.Created += (_, _) => changed();
        watcher.Changed += (_, _) => changed();
        watcher.Renamed += (_, _) => changed();
        watcher.Deleted += (_, _) => changed();
        // Too many changes at once: whatever they were, something changed.
        watcher.Error += (_, _) => changed();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The folders of documents cannot be watched: changes are used once the index is brought up to date otherwise. Set LopmiBot:ReindexSchedule.")]
    private partial void LogNotWatched(Exception exception);
}
