using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Tokenizers;

namespace LopmiBot.Embeddings;

/// <summary>
/// Turns texts into vectors of unit length, near to each other where the texts mean the same, in French and English.
/// Safe to use from many threads.
/// </summary>
/// <remarks>The weights, what they were learned from and how well they do: training/encoder/README.md.</remarks>
public sealed class SentenceEncoder : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>What a question begins with, so that it is near to the passages that answer it; a passage begins with nothing.</summary>
    public const string QuestionPrompt = "Represent this sentence for searching relevant passages: ";

    /// <summary>Length of a vector.</summary>
    public const int Dimensions = 384;

    /// <summary>A text is read up to this many tokens, the marks at its ends included.</summary>
    public const int MaxTokens = 256;

    /// <summary>Characters beyond this are past the last token in any case.</summary>
    private const int MaxCharacters = 8_000;

    private const string ModelFile = "encoder.onnx";
    private const string VocabularyFile = "vocab.txt";

    /// <summary>Texts that go through the model at once: more gain no time on a few cores and take memory.</summary>
    private const int BatchSize = 16;

    private readonly InferenceSession _session;
    private readonly BertTokenizer _tokenizer;
    private readonly EmbeddingGeneratorMetadata _metadata;

    private SentenceEncoder(InferenceSession session, BertTokenizer tokenizer, string name)
    {
        _session = session;
        _tokenizer = tokenizer;
        _metadata = new EmbeddingGeneratorMetadata("LopmiBot", defaultModelId: name, defaultModelDimensions: Dimensions);
    }

    /// <summary>Whether a folder holds a model.</summary>
    /// <param name="folder">The folder.</param>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, ModelFile)) && File.Exists(Path.Combine(folder, VocabularyFile));

    /// <summary>Opens a model: a folder with <c>encoder.onnx</c> and <c>vocab.txt</c>.</summary>
    /// <param name="folder">The folder of another model; the one that ships when omitted.</param>
    /// <param name="threads">Threads that one call may use, 1 or more.</param>
    /// <exception cref="FileNotFoundException">It is missing.</exception>
    public static SentenceEncoder Open(string? folder = null, int threads = 1)
    {
        folder ??= Path.Combine(AppContext.BaseDirectory, "encoder");
        var model = Path.Combine(folder, ModelFile);
        var vocabulary = Path.Combine(folder, VocabularyFile);
        if (!IsIn(folder))
        {
            throw new FileNotFoundException($"The sentence encoder is missing: put {ModelFile} and {VocabularyFile} into {folder}.", model);
        }

        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            EnableMemoryPattern = false,
        };
        // A thread that waits for the next question must not keep a core busy.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        var tokenizer = BertTokenizer.Create(vocabulary, new BertOptions { LowerCaseBeforeTokenization = true, RemoveNonSpacingMarks = true, ApplyBasicTokenization = true, SplitOnSpecialTokens = false });
        return new SentenceEncoder(new InferenceSession(model, options), tokenizer, NameOf(model));
    }

    /// <summary>A name that changes with the weights: vectors of other weights are not comparable.</summary>
    private static string NameOf(string model)
    {
        using var stream = File.OpenRead(model);
        return "encoder-" + Convert.ToHexStringLower(SHA256.HashData(stream))[..12];
    }

    /// <inheritdoc/>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var tokens = values.Select(Tokens).ToList();
        var vectors = new Embedding<float>[tokens.Count];
        // Texts of like length together, so that little is padded.
        foreach (var batch in Enumerable.Range(0, tokens.Count).OrderBy(i => tokens[i].Length).Chunk(BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Encode(batch, tokens, vectors);
        }

        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(vectors));
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private int[] Tokens(string text)
    {
        var ids = _tokenizer.EncodeToIds(Normalized(text.Length > MaxCharacters ? text[..MaxCharacters] : text), addSpecialTokens: true);
        return ids.Count <= MaxTokens ? [.. ids] : [.. ids.Take(MaxTokens - 1), ids[^1]];
    }

    /// <summary>What the vocabulary has one form of: apostrophes, ligatures, blanks. A lone surrogate, which the tokeniser refuses, becomes U+FFFD.</summary>
    private static string Normalized(string text)
    {
        var builder = new StringBuilder(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '’' or '‘' => builder.Append('\''),
                'œ' or 'Œ' => builder.Append("oe"),
                'æ' or 'Æ' => builder.Append("ae"),
                _ when Rune.IsWhiteSpace(rune) => builder.Length > 0 && builder[^1] != ' ' ? builder.Append(' ') : builder,
                _ => builder.Append(rune.ToString()),
            };
        }

        return builder.ToString().TrimEnd();
    }

    private void Encode(int[] batch, List<int[]> tokens, Embedding<float>[] vectors)
    {
        var length = batch.Max(i => tokens[i].Length);
        var size = batch.Length * length;
        var ids = ArrayPool<long>.Shared.Rent(size);
        var mask = ArrayPool<long>.Shared.Rent(size);
        try
        {
            Array.Clear(ids, 0, size);
            Array.Clear(mask, 0, size);
            for (var row = 0; row < batch.Length; row++)
            {
                for (var column = 0; column < tokens[batch[row]].Length; column++)
                {
                    ids[(row * length) + column] = tokens[batch[row]][column];
                    mask[(row * length) + column] = 1;
                }
            }

            long[] shape = [batch.Length, length];
            using var idValues = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, ids.AsMemory(0, size), shape);
            using var maskValues = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, mask.AsMemory(0, size), shape);
            using var run = new RunOptions();
            using var results = _session.Run(run, ["input_ids", "attention_mask"], [idValues, maskValues], _session.OutputNames);
            var output = results[0].GetTensorDataAsSpan<float>();
            for (var row = 0; row < batch.Length; row++)
            {
                vectors[batch[row]] = new Embedding<float>(output.Slice(row * Dimensions, Dimensions).ToArray());
            }
        }
        finally
        {
            ArrayPool<long>.Shared.Return(ids);
            ArrayPool<long>.Shared.Return(mask);
        }
    }
}
