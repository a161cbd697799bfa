using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Embeddings;

/// <summary>The vectors of a document's passages and of the questions that people ask for them, as the index keeps them.</summary>
/// <param name="Passage">By passage, in order.</param>
/// <param name="Asked">By passage: one after another, those of its questions.</param>
internal sealed record DocumentVectors(IReadOnlyList<byte[]> Passage, IReadOnlyList<byte[]> Asked)
{
    /// <summary>What of a passage is encoded: what stands above it and itself.</summary>
    public static string TextOf(Document document, Section section, TextSpan span) =>
        section.Heading.Length > 0 ? $"{document.Title}. {section.Heading}: {document.Slice(span)}" : $"{document.Title}: {document.Slice(span)}";

    /// <summary>Makes them, but for what was made before.</summary>
    /// <param name="document">The document.</param>
    /// <param name="embedder">The encoder.</param>
    /// <param name="known">What was made before.</param>
    public static DocumentVectors Of(Document document, PassageEmbedder embedder, Func<string, byte[]?> known)
    {
        var (passages, asked) = TextsOf(document);
        if (embedder.IsNone)
        {
            return new DocumentVectors([.. passages.Select(_ => Array.Empty<byte>())], [.. asked.Select(_ => Array.Empty<byte>())]);
        }

        var passageVectors = Vectors(passages, embedder.Passages, known, prefix: "");
        var askedVectors = Vectors([.. asked.SelectMany(each => each)], embedder.Questions, known, prefix: "?");
        var taken = 0;
        return new DocumentVectors(passageVectors, [.. asked.Select(each =>
        {
            var own = askedVectors.Skip(taken).Take(each.Count).SelectMany(vector => vector).ToArray();
            taken += each.Count;
            return own;
        })]);
    }

    /// <summary>The texts that are encoded for a document, by the key under which the file of vectors has them.</summary>
    public static Dictionary<string, byte[]> Keyed(Document document, PassageEmbedder embedder, Func<string, byte[]?> known)
    {
        var (passages, asked) = TextsOf(document);
        var questions = asked.SelectMany(each => each).Distinct(StringComparer.Ordinal).ToList();
        var keyed = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (text, vector) in passages.Zip(Vectors(passages, embedder.Passages, known, prefix: "")))
        {
            keyed[text] = vector;
        }

        foreach (var (text, vector) in questions.Zip(Vectors(questions, embedder.Questions, known, prefix: "?")))
        {
            keyed["?" + text] = vector;
        }

        return keyed;
    }

    /// <summary>The vectors of a document as an index has them, by the key under which the file of vectors would.</summary>
    /// <param name="document">The document.</param>
    /// <param name="passages">By passage, in order.</param>
    /// <param name="asked">By passage: one after another, those of its heading and questions.</param>
    public static Dictionary<string, byte[]> Keyed(Document document, List<byte[]> passages, List<byte[]> asked)
    {
        var (texts, questions) = TextsOf(document);
        var keyed = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(texts.Count, passages.Count); i++)
        {
            keyed[texts[i]] = passages[i];
            var size = passages[i].Length;
            for (var j = 0; j < questions[i].Count && (j + 1) * size <= asked[i].Length; j++)
            {
                keyed["?" + questions[i][j]] = asked[i].AsSpan(j * size, size).ToArray();
            }
        }

        return keyed;
    }

    private static (List<string> Passages, List<List<string>> Asked) TextsOf(Document document)
    {
        var passages = new List<string>();
        var asked = new List<List<string>>();
        var numbers = new Dictionary<int, int>();
        foreach (var (span, index) in document.Passages())
        {
            var number = numbers[index] = numbers.GetValueOrDefault(index) + 1;
            passages.Add(TextOf(document, document.Sections[index], span));
            var heading = document.Sections[index].Heading;
            asked.Add([.. heading.Length > 0 ? [heading] : Array.Empty<string>(), .. document.QuestionsFor(document.Sections[index], number)]);
        }

        return (passages, asked);
    }

    private static List<byte[]> Vectors(List<string> texts, Func<IReadOnlyList<string>, IReadOnlyList<float[]>> embed, Func<string, byte[]?> known, string prefix)
    {
        var vectors = texts.Select(text => known(prefix + text)).ToList();
        var missing = Enumerable.Range(0, texts.Count).Where(i => vectors[i] is null).ToList();
        if (missing.Count > 0)
        {
            foreach (var (i, vector) in missing.Zip(embed([.. missing.Select(i => texts[i])])))
            {
                vectors[i] = QuantizedVector.Write(vector);
            }
        }

        return [.. vectors.Select(vector => vector!)];
    }
}
