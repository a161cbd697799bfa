using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace LopmiBot.Importing.Formats.Pdf;

/// <summary>
/// The filters of a PDF's streams, which refuse what unpacks to more than a text has use for: before it is unpacked, as far as its
/// packed form tells. Source: ISO 32000-2, 7.4.
/// </summary>
/// <param name="cancellationToken">Stops between streams.</param>
internal sealed class BoundedFilters(CancellationToken cancellationToken) : IFilterProvider
{
    /// <summary>Bytes of one stream: of a page's content a hundredth is much.</summary>
    private const long MaxStreamBytes = 16L * 1024 * 1024;

    /// <summary>Bytes of all streams that are read.</summary>
    private const long MaxBytes = 512L * 1024 * 1024;

    private long _bytes;

    /// <summary>Why reading has to end: a parser that is lenient goes on after the exception.</summary>
    public ImportException? Refusal { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Bounded(DefaultFilterProvider.Instance.GetFilters(dictionary));

    /// <inheritdoc/>
    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Bounded(DefaultFilterProvider.Instance.GetNamedFilters(names));

    /// <inheritdoc/>
    public IReadOnlyList<IFilter> GetAllFilters() => Bounded(DefaultFilterProvider.Instance.GetAllFilters());

    private List<IFilter> Bounded(IReadOnlyList<IFilter> filters) => [.. filters.Select(filter => new BoundedFilter(filter, this))];

    private void Check(long bytes)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (bytes > MaxStreamBytes || _bytes + bytes > MaxBytes)
        {
            throw Refusal = new ImportException($"it unpacks to more than an import may take ({MaxStreamBytes / 1024 / 1024} MiB in one part, {MaxBytes / 1024 / 1024} MiB in all): print it to a new PDF, or split it");
        }
    }

    private sealed class BoundedFilter(IFilter filter, BoundedFilters all) : IFilter
    {
        /// <summary>What a byte can become in the filters that are not counted beforehand: 64 in run lengths, 4 in base 85.</summary>
        private const int MostExpansion = 64;

        public bool IsSupported => filter.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            all.Check(filter switch
            {
                FlateFilter => Inflated(input),
                LzwFilter => Lengths.Of(input.Span, MaxStreamBytes),
                RunLengthFilter => (long)input.Length * MostExpansion,
                _ => input.Length,
            });
            var output = filter.Decode(input, streamDictionary, filterProvider, filterIndex);
            all.Check(output.Length);
            all._bytes += output.Length;
            return output;
        }

        private static long Inflated(Memory<byte> input)
        {
            const int Header = 2;
            if (input.Length <= Header)
            {
                return input.Length;
            }

            using var packed = new MemoryStream(input[Header..].ToArray(), writable: false);
            using var unpacked = new DeflateStream(packed, CompressionMode.Decompress);
            var buffer = new byte[81_920];
            var bytes = 0L;
            try
            {
                for (int read; bytes <= MaxStreamBytes && (read = unpacked.Read(buffer)) > 0;)
                {
                    bytes += read;
                }
            }
            catch (InvalidDataException)
            {
                // Broken: the filter itself reads as far as it can, and what that gives is counted.
            }

            return bytes;
        }
    }

    /// <summary>How long LZW data is once unpacked, without unpacking it. Source: ISO 32000-2, 7.4.4.</summary>
    private static class Lengths
    {
        private const int Clear = 256;
        private const int End = 257;
        private const int MaxCodes = 4096;

        public static long Of(ReadOnlySpan<byte> input, long most)
        {
            Span<int> lengths = stackalloc int[MaxCodes];
            lengths[..Clear].Fill(1);
            var (bytes, next, width, previous, bits, held) = (0L, End + 1, 9, -1, 0, 0);
            foreach (var each in input)
            {
                (held, bits) = ((held << 8) | each, bits + 8);
                if (bits < width)
                {
                    continue;
                }

                bits -= width;
                var code = (held >> bits) & ((1 << width) - 1);
                held &= (1 << bits) - 1;
                if (code == End || bytes > most)
                {
                    break;
                }

                if (code == Clear)
                {
                    (next, width, previous) = (End + 1, 9, -1);
                    continue;
                }

                var length = code < next ? lengths[code] : previous >= 0 ? lengths[previous] + 1 : 1;
                bytes += length;
                if (previous >= 0 && next < MaxCodes)
                {
                    lengths[next++] = lengths[previous] + 1;
                }

                previous = Math.Min(code, MaxCodes - 1);
                width = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
            }

            return bytes;
        }
    }
}
