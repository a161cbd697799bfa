using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using UtfUnknown;

namespace LopmiBot.Importing.Formats;

/// <summary>Bytes that were read as text.</summary>
/// <param name="Text">The text, without a byte order mark.</param>
/// <param name="Encoding">The name of its encoding.</param>
/// <param name="Warning">Why a person has to look at its accents; <see langword="null"/>: the encoding is certain.</param>
internal sealed record DecodedText(string Text, string Encoding, string? Warning = null);

/// <summary>
/// Finds the encoding of a text: by its byte order mark, by what it declares, because it is valid UTF-8, or by what its bytes look
/// like. What is only likely is said. Source of the order and of names: WHATWG, Encoding (4.2, 6).
/// </summary>
internal static partial class TextDecoder
{
    /// <summary>Below this, of 1, an encoding that French and English are not written in is not believed.</summary>
    private const float LeastConfidence = 0.8F;

    /// <summary>Windows and ISO 8859 for western Europe, DOS, and the old Macintosh.</summary>
    private static readonly int[] Western = [1252, 28591, 28605, 850, 10000];

    static TextDecoder() => System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Decodes a file.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="declared">The name of an encoding that it declares; <see langword="null"/>: none.</param>
    public static DecodedText Decode(byte[] content, string? declared = null)
    {
        if (Marked(content) is { } marked)
        {
            return marked;
        }

        var isUtf8 = Utf8.IsValid(content);
        var isAscii = isUtf8 && !content.AsSpan().ContainsAnyExceptInRange((byte)1, (byte)0x7F);
        var named = Named(declared);
        if (named is null or UTF8Encoding || isUtf8)
        {
            if (isUtf8 && (isAscii || Array.IndexOf(content, (byte)0) < 0))
            {
                return new DecodedText(Encoding.UTF8.GetString(content), "UTF-8", named is null or UTF8Encoding || isAscii ? null : $"it declares {declared} and is UTF-8: read as UTF-8; look at its accents");
            }
        }
        else
        {
            return new DecodedText(named.GetString(content), named.WebName);
        }

        return Detected(content, declared);
    }

    /// <summary>The encoding that a page declares in its first bytes. Source: WHATWG, HTML, 13.2.3.2 (prescan), which looks at the first 1,024.</summary>
    public static string? DeclaredIn(byte[] page) =>
        Charset().Match(Encoding.Latin1.GetString(page, 0, Math.Min(page.Length, 4096))) is { Success: true } match ? match.Groups["name"].Value : null;

    private static DecodedText? Marked(byte[] content) => content switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new DecodedText(Encoding.UTF8.GetString(content.AsSpan(3)), "UTF-8"),
        [0xFF, 0xFE, 0, 0, ..] => new DecodedText(Encoding.UTF32.GetString(content.AsSpan(4)), "UTF-32"),
        [0, 0, 0xFE, 0xFF, ..] => new DecodedText(new UTF32Encoding(bigEndian: true, byteOrderMark: false).GetString(content.AsSpan(4)), "UTF-32BE"),
        [0xFF, 0xFE, ..] => new DecodedText(Encoding.Unicode.GetString(content.AsSpan(2)), "UTF-16"),
        [0xFE, 0xFF, ..] => new DecodedText(Encoding.BigEndianUnicode.GetString(content.AsSpan(2)), "UTF-16BE"),
        _ => null,
    };

    /// <summary>As browsers do: a page that declares itself UTF-16 is not, or nobody could have read that; ISO 8859-1 is what Windows writes.</summary>
    private static Encoding? Named(string? declared)
    {
        try
        {
            return declared?.Trim().ToLowerInvariant() switch
            {
                null or "" => null,
                "iso-8859-1" or "iso8859-1" or "latin1" or "l1" or "us-ascii" or "ascii" => Encoding.GetEncoding(1252),
                "latin9" or "latin-9" or "l9" => Encoding.GetEncoding("iso-8859-15"),
                ['u', 't', 'f', '-', '1' or '3', ..] => Encoding.UTF8,
                var name => Encoding.GetEncoding(name),
            };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static DecodedText Detected(byte[] content, string? declared)
    {
        var (encoding, confidence) = UnmarkedUtf16(content) is { } wide ? (wide, 1F)
            : CharsetDetector.DetectFromBytes(content).Detected is { Encoding: { } likely } detected && IsCredible(likely, detected.Confidence) ? (likely, detected.Confidence)
            : (Encoding.GetEncoding(1252), 0F);
        var windows = encoding.CodePage is 28591 or 20127 ? Encoding.GetEncoding(1252) : encoding;
        var why = declared is null ? "it declares no encoding" : $"it declares {declared} and is not";
        var how = confidence > 0 ? string.Create(CultureInfo.InvariantCulture, $"likely to {confidence:P0}") : "a guess";
        return new DecodedText(windows.GetString(content), windows.WebName, $"{why}: read as {windows.WebName}, {how}; look at its accents and signs");
    }

    /// <summary>What is not valid UTF-8 is no UTF-8, whatever it looks like.</summary>
    private static bool IsCredible(Encoding encoding, float confidence) =>
        Western.Contains(encoding.CodePage) || (encoding is not (UTF8Encoding or ASCIIEncoding) && confidence >= LeastConfidence);

    /// <summary>Latin text in UTF-16 has a zero in every other byte.</summary>
    private static Encoding? UnmarkedUtf16(byte[] content)
    {
        var head = content.AsSpan(0, Math.Min(content.Length, 4096) & ~1);
        var (even, odd) = (0, 0);
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }

        var pairs = head.Length / 2;
        return pairs == 0 ? null : odd > 0.7 * pairs && even == 0 ? Encoding.Unicode : even > 0.7 * pairs && odd == 0 ? Encoding.BigEndianUnicode : null;
    }

    [GeneratedRegex("""<meta[^>]{0,300}?charset\s*=\s*["']?\s*(?<name>[A-Za-z0-9_:.-]{2,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["'](?<name>[A-Za-z0-9_:.-]{2,40})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Charset();
}
