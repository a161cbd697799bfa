using LopmiBot.Answers.Embeddings;
using LopmiBot.Embeddings;

namespace LopmiBot.TestSupport;

/// <summary>The sentence encoder that ships, opened once for all tests of a process.</summary>
public static class ShippedEncoder
{
    private static readonly Lazy<PassageEmbedder> Shared = new(() => new PassageEmbedder(SentenceEncoder.Open(), SentenceEncoder.QuestionPrompt));

    /// <summary>Gives texts their vectors.</summary>
    public static PassageEmbedder Embedder => Shared.Value;
}
