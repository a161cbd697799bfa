using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace LopmiBot.Importing;

/// <summary>A file to import, read whole: its size was held against the limits.</summary>
/// <param name="Path">Its path, in its archive after a <c>!</c>; shown to people, never opened.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ImportFile(string Path, byte[] Content)
{
    private readonly Lazy<string> _hash = new(() => Convert.ToHexStringLower(SHA256.HashData(Content)));

    /// <summary>The ending of its name in lower case, with its dot; empty for none.</summary>
    public string Extension => System.IO.Path.GetExtension(Path).ToLowerInvariant();

    /// <summary>Its name without folders and ending.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>SHA-256 of its bytes, lower-case hexadecimal.</summary>
    public string Hash => _hash.Value;

    /// <summary>Reads a file that lies beside it, in its folder or archive, by its name; <see langword="null"/> when there is none to read.</summary>
    internal Func<string, byte[]?>? Neighbours { get; init; }

    /// <summary>A file that lies beside it; <see langword="null"/> when there is none to read.</summary>
    internal ImportFile? Beside(string name) => Neighbours?.Invoke(name) is { } content ? new ImportFile(name, content) { Neighbours = Neighbours } : null;

    /// <summary>Its bytes as text: UTF-8, UTF-16 by its mark, else what Windows wrote in western Europe.</summary>
    internal string Text() =>
        Content is [0xFF, 0xFE, ..] ? Encoding.Unicode.GetString(Content.AsSpan(2))
        : Content is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(Content.AsSpan(2))
        : Utf8.IsValid(Content) ? Encoding.UTF8.GetString(Content).TrimStart('\uFEFF')
        : Windows1252.GetString(Content);

    private static Encoding Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
}
