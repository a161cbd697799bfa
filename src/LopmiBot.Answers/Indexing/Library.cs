using System.Collections.Concurrent;
using System.Diagnostics;
using LopmiBot.Answers.Curation;

namespace LopmiBot.Answers.Indexing;

/// <summary>A folder of documents with its index.</summary>
/// <param name="Name">Unique in its library.</param>
/// <param name="Folder">The documents.</param>
/// <param name="Index">The index; the library closes it.</param>
public sealed record DocumentSet(string Name, CorpusFolder Folder, CorpusIndex Index)
{
    /// <summary>Whether it holds codes and acts as their publisher gives them: shown by article and day, and not searched for answers.</summary>
    public bool IsOfficial { get; init; }
}

/// <summary>All document sets. Safe to use from many threads.</summary>
public sealed class Library : IDisposable
{
    private readonly ConcurrentDictionary<string, JointShelf> _shelves = new(StringComparer.Ordinal);

    /// <summary>Creates the library.</summary>
    /// <param name="sets">The sets, one at least, all with the same encoder; where two have a document of the same id, that of the first is served.</param>
    public Library(IReadOnlyList<DocumentSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        Sets = sets;
    }

    /// <summary>The sets.</summary>
    public IReadOnlyList<DocumentSet> Sets { get; }

    /// <summary>The documents of some sets, read together.</summary>
    /// <param name="isOnShelf">Tells by its name whether a set belongs to them.</param>
    public DocumentShelf Shelf(Func<string, bool> isOnShelf)
    {
        ArgumentNullException.ThrowIfNull(isOnShelf);
        var chosen = Sets.Where(set => isOnShelf(set.Name)).ToList();
        return chosen.Count == 1
            ? chosen[0].Index
            : _shelves.GetOrAdd(string.Join('/', chosen.Select(set => set.Name)), _ => new JointShelf([.. chosen.Select(set => set.Index)], Sets[0].Index.Embedder));
    }

    /// <summary>Brings every set's index up to date with its folder, one commit a set.</summary>
    /// <param name="full">Whether documents are read and analysed again whose bytes did not change.</param>
    /// <param name="progress">Told of each file.</param>
    /// <param name="cancellationToken">Cancelling leaves the set under way, and those after it, as they were.</param>
    /// <exception cref="IOException">A folder does not exist, or another process held an index for longer than a minute.</exception>
    public IndexReport Update(bool full = false, IProgress<IndexProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var started = Stopwatch.GetTimestamp();
        var counts = Sets.Select(set => set.Folder.Paths().Count()).ToList();
        var reports = new List<IndexReport>(Sets.Count);
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < Sets.Count; i++)
        {
            var set = Sets[i];
            var within = new Within(progress, counts.Take(i).Sum(), counts.Sum());
            reports.Add(set.Index.Update(set.Folder, full, within, cancellationToken, taken));
            foreach (var (id, path) in set.Index.Ids())
            {
                taken.TryAdd(id, $"{set.Name}/{path}");
            }
        }

        return new IndexReport
        {
            Added = [.. reports.SelectMany(report => report.Added)],
            Changed = [.. reports.SelectMany(report => report.Changed)],
            Retired = [.. reports.SelectMany(report => report.Retired)],
            Unchanged = reports.Sum(report => report.Unchanged),
            Problems = [.. reports.SelectMany(report => report.Problems)],
            Elapsed = Stopwatch.GetElapsedTime(started),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var shelf in _shelves.Values)
        {
            shelf.Dispose();
        }

        foreach (var set in Sets)
        {
            set.Index.Dispose();
        }
    }

    /// <summary>A set's progress as a part of the whole.</summary>
    private sealed class Within(IProgress<IndexProgress>? whole, int before, int total) : IProgress<IndexProgress>
    {
        public void Report(IndexProgress value) => whole?.Report(value with { Done = before + value.Done, Total = total });
    }
}
