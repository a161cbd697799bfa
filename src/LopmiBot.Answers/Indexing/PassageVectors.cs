using System.Numerics.Tensors;
using LopmiBot.Answers.Embeddings;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace LopmiBot.Answers.Indexing;

/// <summary>How near a passage is to a question, 0 to 1 in practice: the cosine of their vectors.</summary>
/// <param name="Passage">The passage itself.</param>
/// <param name="Asked">The nearest of the questions that people ask for it; 0 when there is none.</param>
internal readonly record struct Similarity(float Passage, float Asked);

/// <summary>The vectors of all passages of a commit, in memory: searched one by one, which is exact.</summary>
internal sealed class PassageVectors
{
    private readonly List<int> _numbers = [];
    private readonly List<(int From, int To, int Latest)> _days = [];

    /// <summary>For each different question or heading, the rows of the passages that it stands for.</summary>
    private readonly List<List<int>> _owners = [];
    private readonly Dictionary<int, int> _rows = [];
    private float[] _passages = [];
    private float[] _asked = [];
    private int _dimensions;

    private PassageVectors()
    {
    }

    /// <summary>Reads the vectors of an index.</summary>
    public static PassageVectors Load(IndexReader reader)
    {
        var vectors = new PassageVectors();
        var passages = new List<byte[]>();
        var asked = new List<byte[]>();
        var known = new Dictionary<byte[], int>(ByteComparer.Instance);
        foreach (var leaf in reader.Leaves)
        {
            if (leaf.AtomicReader.GetBinaryDocValues(IndexSchema.Vector) is not { } column)
            {
                continue;
            }

            var questions = leaf.AtomicReader.GetBinaryDocValues(IndexSchema.AskedVectors);
            var live = leaf.AtomicReader.LiveDocs;
            var bytes = new BytesRef();
            for (var number = 0; number < leaf.AtomicReader.MaxDoc; number++)
            {
                column.Get(number, bytes);
                if (bytes.Length == 0 || live?.Get(number) == false)
                {
                    continue;
                }

                int Day(string field) => (int)leaf.AtomicReader.GetNumericDocValues(field).Get(number);
                vectors._rows[leaf.DocBase + number] = vectors._numbers.Count;
                passages.Add(bytes.Bytes.AsSpan(bytes.Offset, bytes.Length).ToArray());
                questions?.Get(number, bytes);
                for (var at = 0; questions is not null && at < bytes.Length; at += passages[^1].Length)
                {
                    var row = bytes.Bytes.AsSpan(bytes.Offset + at, passages[^1].Length).ToArray();
                    if (!known.TryGetValue(row, out var place))
                    {
                        known[row] = place = asked.Count;
                        asked.Add(row);
                        vectors._owners.Add([]);
                    }

                    vectors._owners[place].Add(vectors._numbers.Count);
                }

                vectors._numbers.Add(leaf.DocBase + number);
                vectors._days.Add((Day(IndexSchema.ValidFrom), Day(IndexSchema.ValidTo), Day(IndexSchema.LatestDay)));
            }
        }

        if (passages.Count == 0)
        {
            return vectors;
        }

        vectors._dimensions = QuantizedVector.DimensionsOf(passages[0].Length);
        vectors._passages = vectors.Matrix(passages);
        vectors._asked = vectors.Matrix(asked);
        return vectors;
    }

    /// <summary>How near each passage is to a question.</summary>
    public Similarity[] Measure(ReadOnlySpan<float> question)
    {
        var similarities = new Similarity[_numbers.Count];
        for (var row = 0; row < similarities.Length; row++)
        {
            similarities[row] = new Similarity(Dot(question, _passages, row), 0);
        }

        for (var row = 0; row < _owners.Count; row++)
        {
            var near = Dot(question, _asked, row);
            foreach (var owner in _owners[row])
            {
                similarities[owner] = similarities[owner] with { Asked = MathF.Max(similarities[owner].Asked, near) };
            }
        }

        return similarities;
    }

    /// <summary>The row of an index entry; <see langword="null"/>: it has no vector.</summary>
    public int? RowOf(int number) => _rows.TryGetValue(number, out var row) ? row : null;

    /// <summary>The entries nearest to a question among those in force on a day.</summary>
    /// <param name="similarities">As measured.</param>
    /// <param name="by">By which measure.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="day">The day of the law.</param>
    /// <param name="last">The last day that may be spoken of.</param>
    public IEnumerable<int> Nearest(Similarity[] similarities, Func<Similarity, float> by, int most, DateOnly day, DateOnly last)
    {
        var (on, until) = (IndexSchema.Day(day), IndexSchema.Day(last));
        var queue = new PriorityQueue<int, float>();
        for (var row = 0; row < similarities.Length; row++)
        {
            var (from, to, latest) = _days[row];
            if (from > on || to < on || latest > until)
            {
                continue;
            }

            var score = by(similarities[row]);
            if (queue.Count < most)
            {
                queue.Enqueue(row, score);
            }
            else if (queue.TryPeek(out _, out var least) && score > least)
            {
                queue.EnqueueDequeue(row, score);
            }
        }

        return queue.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => _numbers[item.Element]);
    }

    private float Dot(ReadOnlySpan<float> question, float[] matrix, int row) =>
        question.Length == _dimensions ? TensorPrimitives.Dot(question, matrix.AsSpan(row * _dimensions, _dimensions)) : 0;

    private float[] Matrix(List<byte[]> rows)
    {
        var matrix = new float[rows.Count * _dimensions];
        for (var row = 0; row < rows.Count; row++)
        {
            QuantizedVector.Read(rows[row], matrix.AsSpan(row * _dimensions, _dimensions));
        }

        return matrix;
    }

    /// <summary>Compares rows by their bytes.</summary>
    private sealed class ByteComparer : IEqualityComparer<byte[]>
    {
        public static readonly ByteComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj)
        {
            var hash = default(HashCode);
            hash.AddBytes(obj);
            return hash.ToHashCode();
        }
    }
}
