using LopmiBot.Answers.Embeddings;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace LopmiBot.Answers.Indexing;

/// <summary>
/// Several indexes read as one, and no others: how rare a word is, what a misspelt one may mean and which documents there
/// are is all known from these alone. Safe to use from many threads.
/// </summary>
/// <param name="indexes">The indexes.</param>
/// <param name="embedder">Their encoder.</param>
internal sealed class JointShelf(IReadOnlyList<CorpusIndex> indexes, PassageEmbedder embedder) : DocumentShelf, IDisposable
{
    private readonly Lock _lock = new();
    private Joint? _joint;

    internal override CommitView Acquire()
    {
        CommitView[] views = [.. indexes.Select(index => index.Acquire())];
        lock (_lock)
        {
            if (_joint?.IsOver(views) != true)
            {
                _joint?.Reader.Dispose();
                _joint = new Joint(views);
            }

            var joint = _joint;
            joint.Reader.IncRef();
            return new CommitView(
                joint.Searcher,
                joint.Cache,
                () => string.Join('\n', views.Select(view => view.Version)),
                () =>
                {
                    joint.Reader.DecRef();
                    Array.ForEach(views, view => view.Dispose());
                },
                embedder);
        }
    }

    /// <summary>Lets go of the commits; the indexes stay open.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _joint?.Reader.Dispose();
            _joint = null;
        }
    }

    /// <summary>One commit of each index.</summary>
    private sealed class Joint
    {
        private readonly IndexReader[] _readers;

        public Joint(CommitView[] views)
        {
            _readers = Array.ConvertAll(views, view => view.Searcher.IndexReader);
            Reader = new MultiReader(_readers, closeSubReaders: false);
            Searcher = new IndexSearcher(Reader);
        }

        public MultiReader Reader { get; }

        public IndexSearcher Searcher { get; }

        public CommitCache Cache { get; } = new();

        public bool IsOver(CommitView[] views) => views.Select(view => view.Searcher.IndexReader).SequenceEqual(_readers);
    }
}
