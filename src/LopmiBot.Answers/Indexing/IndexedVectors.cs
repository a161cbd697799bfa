using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Embeddings;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace LopmiBot.Answers.Indexing;

/// <summary>The vectors that an index has of a document: what did not change in it need not be encoded again.</summary>
internal static class IndexedVectors
{
    /// <summary>By the key under which <see cref="VectorFile"/> would have them; empty when the index lacks the document.</summary>
    /// <param name="reader">The index.</param>
    /// <param name="id">The document's id.</param>
    public static Dictionary<string, byte[]> Of(IndexReader reader, string id)
    {
        Document? document = null;
        var passages = new List<byte[]>();
        var asked = new List<byte[]>();
        var bytes = new BytesRef();
        foreach (var leaf in reader.Leaves.Select(leaf => leaf.AtomicReader))
        {
            var entries = leaf.GetTermDocsEnum(new Term(IndexSchema.DocumentId, id));
            var (vectors, questions) = (leaf.GetBinaryDocValues(IndexSchema.Vector), leaf.GetBinaryDocValues(IndexSchema.AskedVectors));
            var live = leaf.LiveDocs;
            while (entries is not null && entries.NextDoc() is var entry && entry != DocIdSetIterator.NO_MORE_DOCS)
            {
                if (live?.Get(entry) == false)
                {
                    continue;
                }

                vectors?.Get(entry, bytes);
                if (vectors is null || bytes.Length == 0)
                {
                    document = IndexSchema.Restore(leaf.Document(entry).Get(IndexSchema.Json, System.Globalization.CultureInfo.InvariantCulture));
                    continue;
                }

                passages.Add(bytes.Bytes.AsSpan(bytes.Offset, bytes.Length).ToArray());
                questions?.Get(entry, bytes);
                asked.Add(bytes.Bytes.AsSpan(bytes.Offset, bytes.Length).ToArray());
            }
        }

        return document is null ? [] : DocumentVectors.Keyed(document, passages, asked);
    }
}
