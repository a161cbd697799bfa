using BitFaster.Caching.Lru;
using Microsoft.Extensions.AI;

namespace LopmiBot.Answers.Embeddings;

/// <summary>Gives texts and questions their vectors. Safe to use from many threads.</summary>
/// <param name="generator">The sentence encoder; whoever made it closes it.</param>
/// <param name="questionPrompt">What a question begins with so that it is near to the passages that answer it; empty for encoders that need nothing.</param>
public sealed class PassageEmbedder(IEmbeddingGenerator<string, Embedding<float>> generator, string questionPrompt = "")
{
    private const int MostQuestions = 2_000;

    private readonly ConcurrentLru<string, float[]> _questions = new(MostQuestions);

    /// <summary>A name for the encoder: vectors of another one are of no use.</summary>
    public string Model { get; } = generator.GetService(typeof(EmbeddingGeneratorMetadata)) is EmbeddingGeneratorMetadata metadata
        ? $"{metadata.ProviderName}/{metadata.DefaultModelId}"
        : generator.GetType().Name;

    /// <summary>The vector of a question.</summary>
    internal float[] Question(string text) => _questions.GetOrAdd(text, each => Embed([questionPrompt + each])[0]);

    /// <summary>The vectors of passages.</summary>
    internal IReadOnlyList<float[]> Passages(IReadOnlyList<string> texts) => Embed(texts);

    /// <summary>The vectors of questions that people ask, as those of the questions that they are held against.</summary>
    internal IReadOnlyList<float[]> Questions(IReadOnlyList<string> texts) => Embed([.. texts.Select(text => questionPrompt + text)]);

    private List<float[]> Embed(IReadOnlyList<string> texts)
    {
        var embeddings = generator.GenerateAsync(texts).GetAwaiter().GetResult();
        return [.. embeddings.Select(embedding => Unit(embedding.Vector.ToArray()))];
    }

    private static float[] Unit(float[] vector)
    {
        var length = MathF.Sqrt(System.Numerics.Tensors.TensorPrimitives.SumOfSquares(vector));
        System.Numerics.Tensors.TensorPrimitives.Divide(vector, MathF.Max(length, float.Epsilon), vector);
        return vector;
    }
}
