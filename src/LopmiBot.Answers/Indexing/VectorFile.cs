using System.Security.Cryptography;
using System.Text;
using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Embeddings;

namespace LopmiBot.Answers.Indexing;

/// <summary>
/// Vectors that were made before, by the text that they are of: the file <c>vectors.bin</c> in a corpus folder. Texts that it
/// does not have are encoded when they are indexed.
/// </summary>
public sealed class VectorFile
{
    /// <summary>The file's name in a corpus folder.</summary>
    public const string FileName = "vectors.bin";

    private const int KeyLength = 16;

    private static readonly byte[] Magic = "LBV1"u8.ToArray();

    private readonly Dictionary<UInt128, byte[]> _vectors = [];

    /// <summary>How many vectors there are.</summary>
    public int Count => _vectors.Count;

    /// <summary>Reads a corpus's file; empty when there is none, when it is of another model or of vectors of another length, or when it is damaged: its vectors are then made again.</summary>
    /// <param name="folder">The corpus folder.</param>
    /// <param name="embedder">The encoder.</param>
    public static VectorFile Read(string folder, PassageEmbedder embedder)
    {
        ArgumentNullException.ThrowIfNull(embedder);
        var path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path) ? Read(path, embedder, new VectorFile()) : new VectorFile();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            return new VectorFile();
        }
    }

    private static VectorFile Read(string path, PassageEmbedder embedder, VectorFile file)
    {
        using var stream = File.OpenRead(path);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic) || reader.ReadString() != embedder.Model)
        {
            return file;
        }

        var (size, count) = (reader.ReadInt32(), reader.ReadInt32());
        if (size < 0 || count < 0 || (embedder.Dimensions is { } dimensions && size != QuantizedVector.SizeOf(dimensions)) || (long)count * (KeyLength + size) != stream.Length - stream.Position)
        {
            return file;
        }

        for (var rest = count; rest > 0; rest--)
        {
            var key = BitConverter.ToUInt128(reader.ReadBytes(KeyLength));
            file._vectors[key] = reader.ReadBytes(size);
        }

        return file;
    }

    /// <summary>Brings a corpus's file up to date with its documents: what it has is kept, what no document needs is left out.</summary>
    /// <param name="corpus">The folder.</param>
    /// <param name="embedder">The encoder.</param>
    /// <param name="progress">Told of each document.</param>
    /// <param name="cancellationToken">Cancelling leaves the file as it was.</param>
    /// <returns>How many vectors the file has.</returns>
    public static int Update(CorpusFolder corpus, PassageEmbedder embedder, IProgress<IndexProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(embedder);
        var known = Read(corpus.Root, embedder);
        var vectors = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var files = corpus.Files().ToList();
        for (var i = 0; i < files.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (corpus.Read(files[i]).Document is { } document)
            {
                foreach (var (text, vector) in DocumentVectors.Keyed(document, embedder, known.Find))
                {
                    vectors[text] = vector;
                }
            }

            progress?.Report(new IndexProgress(i + 1, files.Count, files[i].Path));
        }

        Write(corpus.Root, embedder.Model, vectors);
        return vectors.Count;
    }

    private static void Write(string folder, string model, IReadOnlyDictionary<string, byte[]> vectors)
    {
        // Whoever stops in between leaves the file as it was.
        var path = Path.Combine(folder, FileName);
        var half = path + ".tmp";
        using (var writer = new BinaryWriter(File.Create(half), Encoding.UTF8))
        {
            Write(writer, model, vectors);
        }

        File.Move(half, path, overwrite: true);
    }

    private static void Write(BinaryWriter writer, string model, IReadOnlyDictionary<string, byte[]> vectors)
    {
        writer.Write(Magic);
        writer.Write(model);
        writer.Write(vectors.Count == 0 ? 0 : vectors.Values.First().Length);
        writer.Write(vectors.Count);
        foreach (var (key, vector) in vectors.Select(pair => (Key: KeyOf(pair.Key), pair.Value)).OrderBy(pair => pair.Key))
        {
            writer.Write(BitConverter.GetBytes(key));
            writer.Write(vector);
        }
    }

    internal byte[]? Find(string text) => _vectors.GetValueOrDefault(KeyOf(text));

    private static UInt128 KeyOf(string text) => BitConverter.ToUInt128(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, KeyLength));
}
