using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;

namespace LopmiBot.Embeddings;

/// <summary>
/// A service that turns texts into vectors over OpenAI's embeddings protocol, which Azure OpenAI, Ollama, vLLM, LocalAI and others speak too.
/// </summary>
/// <remarks>
/// Source: https://platform.openai.com/docs/api-reference/embeddings. Vectors are asked for in base64, which Ollama gives from 0.12.7 (address <c>http://localhost:11434/v1</c>).
/// </remarks>
public sealed record EmbeddingService
{
    /// <summary>Longest text that is sent, in UTF-16 units: services refuse texts of more than 8,192 tokens.</summary>
    public const int MaxCharacters = 8_000;

    /// <summary>Longest wait for one answer of the service; it is asked twice at most.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The address to which <c>/embeddings</c> is added.</summary>
    public required Uri Address { get; init; }

    /// <summary>The model's name there.</summary>
    public required string Model { get; init; }

    /// <summary>The secret that the service asks for; <see langword="null"/> where it asks for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>What a question begins with, where the model wants that; empty otherwise.</summary>
    public string QuestionPrompt { get; init; } = "";

    /// <summary>Connects to it: nothing is sent before the first text.</summary>
    public IEmbeddingGenerator<string, Embedding<float>> Open()
    {
        var options = new OpenAIClientOptions { Endpoint = Address, NetworkTimeout = Patience, RetryPolicy = new ClientRetryPolicy(maxRetries: 1) };
        // The client refuses an empty key; a service without one ignores it.
        var client = new OpenAIClient(new ApiKeyCredential(ApiKey ?? "none"), options);
        return new BoundedGenerator(client.GetEmbeddingClient(Model).AsIEmbeddingGenerator());
    }

    /// <summary>The same without the secret.</summary>
    public override string ToString() => $"{Model} at {Address}";

    private sealed class BoundedGenerator(IEmbeddingGenerator<string, Embedding<float>> inner) : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
    {
        public override Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            base.GenerateAsync(values.Select(text => text.Length > MaxCharacters ? text[..MaxCharacters] : text), options, cancellationToken);
    }
}
