using BitFaster.Caching.Lru;
using Microsoft.Extensions.AI;

namespace LopmiBot.Answers.Embeddings;

/// <summary>Gives texts and questions their vectors. Safe to use from many threads.</summary>
/// <param name="generator">The sentence encoder; whoever made it closes it.</param>
/// <param name="questionPrompt">What a question begins with so that it is near to the passages that answer it; empty for encoders that need nothing.</param>
/// <param name="isRemote">Whether the encoder is a service that may be out of reach: a question is then answered by its words alone.</param>
public sealed class PassageEmbedder(IEmbeddingGenerator<string, Embedding<float>> generator, string questionPrompt = "", bool isRemote = false)
{
    /// <summary>Gives none: for texts that are looked up by what they are called and not searched for.</summary>
    public static PassageEmbedder None { get; } = new(new NoEmbeddings());

    private const int MostQuestions = 2_000;

    /// <summary>How long a question waits for a service.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentLru<string, float[]> _questions = new(MostQuestions);

    /// <summary>A name for the encoder: vectors of another one are of no use.</summary>
    public string Model { get; } = generator.GetService(typeof(EmbeddingGeneratorMetadata)) is EmbeddingGeneratorMetadata metadata
        ? $"{metadata.ProviderName}/{metadata.DefaultModelId}"
        : generator.GetType().Name;

    /// <summary>How many numbers a vector has; <see langword="null"/> when the encoder does not say.</summary>
    public int? Dimensions { get; } = (generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata)?.DefaultModelDimensions;

    /// <summary>Why the last question got no vector; <see langword="null"/> when it got one.</summary>
    public string? LastFailure { get; private set; }

    /// <summary>Whether it gives no vectors.</summary>
    internal bool IsNone => generator is NoEmbeddings;

    /// <summary>The vector of a question; empty when the service that makes it did not answer.</summary>
    internal float[] Question(string text)
    {
        if (IsNone)
        {
            return [];
        }

        try
        {
            var vector = _questions.GetOrAdd(text, each =>
            {
                using var patience = new CancellationTokenSource(isRemote ? Patience : Timeout.InfiniteTimeSpan);
                return Embed([questionPrompt + each], patience.Token)[0];
            });
            LastFailure = null;
            return vector;
        }
        catch (Exception exception) when (isRemote)
        {
            LastFailure = exception is OperationCanceledException ? $"no answer in {Patience.TotalSeconds:0} seconds" : exception.Message;
            return [];
        }
    }

    /// <summary>The vectors of passages.</summary>
    /// <exception cref="IOException">The service did not answer.</exception>
    internal IReadOnlyList<float[]> Passages(IReadOnlyList<string> texts) => Embed(texts);

    /// <summary>The vectors of questions that people ask, as those of the questions that they are held against.</summary>
    internal IReadOnlyList<float[]> Questions(IReadOnlyList<string> texts) => Embed([.. texts.Select(text => questionPrompt + text)]);

    private List<float[]> Embed(IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        try
        {
            var embeddings = generator.GenerateAsync(texts, cancellationToken: cancellationToken).GetAwaiter().GetResult();
            var vectors = embeddings.Select(embedding => Unit(embedding.Vector.ToArray())).ToList();
            return vectors.Count == texts.Count && vectors.TrueForAll(vector => vector.Length > 0 && vector.Length == vectors[0].Length && Array.TrueForAll(vector, float.IsFinite))
                ? vectors
                : throw new InvalidDataException($"{texts.Count} texts were sent, and not as many vectors of one length came back.");
        }
        catch (Exception exception) when (isRemote && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"The embedding service gave no vectors with {Model}: {exception.Message} Check its address, model and key.", exception);
        }
    }

    /// <summary>A generator that is never asked.</summary>
    private sealed class NoEmbeddings : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("These texts have no vectors.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private static float[] Unit(float[] vector)
    {
        var length = MathF.Sqrt(System.Numerics.Tensors.TensorPrimitives.SumOfSquares(vector));
        System.Numerics.Tensors.TensorPrimitives.Divide(vector, MathF.Max(length, float.Epsilon), vector);
        return vector;
    }
}
