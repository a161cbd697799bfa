using System.Diagnostics.CodeAnalysis;
using LopmiBot.Embeddings;
using Microsoft.Extensions.AI;

namespace LopmiBot.Benchmarks;

/// <summary>Gives questions their vectors as the bot does, and passages random ones: encoding a million of them would take hours, and how long a search takes does not depend on what stands in them.</summary>
[SuppressMessage("Security", "CA5394", Justification = "The same vectors each time are what is wanted, not secret ones.")]
internal sealed class RandomVectors : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int Seed = 20230124;

    private readonly SentenceEncoder _encoder = SentenceEncoder.Open();
    private readonly Random _random = new(Seed);

    /// <inheritdoc/>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        return texts is [var only] && only.StartsWith(SentenceEncoder.QuestionPrompt, StringComparison.Ordinal)
            ? await _encoder.GenerateAsync(texts, options, cancellationToken)
            : [.. texts.Select(_ => new Embedding<float>(Next()))];
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose() => _encoder.Dispose();

    private float[] Next()
    {
        var vector = new float[SentenceEncoder.Dimensions];
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = (float)(_random.NextDouble() - 0.5);
        }

        return vector;
    }
}
