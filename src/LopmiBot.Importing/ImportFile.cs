using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using LopmiBot.Importing.Formats;

namespace LopmiBot.Importing;

/// <summary>A file to import, read whole: its size was held against the limits.</summary>
/// <param name="Path">Its path, in its archive after a <c>!</c>; shown to people, never opened.</param>
/// <param name="Content">Its bytes.</param>
public sealed partial record ImportFile(string Path, byte[] Content)
{
    private readonly Lazy<string> _hash = new(() => Convert.ToHexStringLower(SHA256.HashData(Content)));

    /// <summary>The ending of its name in lower case, with its dot; empty for none.</summary>
    public string Extension => System.IO.Path.GetExtension(Path).ToLowerInvariant();

    /// <summary>Its name without folders and ending.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(InArchive().Replace(Path, ""));

    /// <summary>SHA-256 of its bytes, lower-case hexadecimal.</summary>
    public string Hash => _hash.Value;

    /// <summary>Reads a file that lies beside it, in its folder or archive, by its name; <see langword="null"/> when there is none to read.</summary>
    internal Func<string, byte[]?>? Neighbours { get; init; }

    /// <summary>A file that lies beside it; <see langword="null"/> when there is none to read.</summary>
    internal ImportFile? Beside(string name) => Neighbours?.Invoke(name) is { } content ? new ImportFile(name, content) { Neighbours = Neighbours } : null;

    /// <summary>Its bytes as text.</summary>
    /// <param name="declared">The name of the encoding that the file itself declares; <see langword="null"/>: none.</param>
    internal DecodedText Decode(string? declared = null) => TextDecoder.Decode(Content, declared);

    /// <summary>Its bytes as UTF-8 without a mark, for formats that have no other encoding but may be kept in one: JSON (RFC 8259, 8.1).</summary>
    internal ReadOnlyMemory<byte> Utf8() =>
        Content is [0xEF, 0xBB, 0xBF, ..] ? Content.AsMemory(3)
        : Content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, ..] or [_, 0, ..] ? Encoding.UTF8.GetBytes(Decode().Text)
        : Content;

    /// <summary>The archives that a file is in, as its path shows them.</summary>
    [GeneratedRegex(@"^.*\.(?:zip|tar|tgz|gz)!", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InArchive();
}
