using System.Text;
using System.Text.Unicode;

namespace LopmiBot.Importing.Archives;

/// <summary>
/// The encoding of names in ZIP archives that do not say that theirs is UTF-8. They are UTF-8 all the same where they are valid as
/// that; else what western Windows or DOS wrote. Source: PKWARE APPNOTE 6.3.10, appendix D, which knows only IBM code page 437:
/// of the letters of French it and 850 have the same, as far as it has them.
/// </summary>
internal sealed class ZipNames : Encoding
{
    private const int Dos = 850;
    private const int Windows = 1252;

    /// <inheritdoc/>
    public override int GetByteCount(char[] chars, int index, int count) => UTF8.GetByteCount(chars, index, count);

    /// <inheritdoc/>
    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) => UTF8.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    /// <inheritdoc/>
    public override int GetCharCount(byte[] bytes, int index, int count) => For(bytes.AsSpan(index, count)).GetCharCount(bytes, index, count);

    /// <inheritdoc/>
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) => For(bytes.AsSpan(byteIndex, byteCount)).GetChars(bytes, byteIndex, byteCount, chars, charIndex);

    /// <inheritdoc/>
    public override int GetMaxByteCount(int charCount) => UTF8.GetMaxByteCount(charCount);

    /// <inheritdoc/>
    public override int GetMaxCharCount(int byteCount) => byteCount;

    private static Encoding For(ReadOnlySpan<byte> name)
    {
        if (Utf8.IsValid(name))
        {
            return UTF8;
        }

        // In code page 850 small letters with accents stand below 0xA8; in 1252 all letters stand from 0xC0.
        var isDos = name.ContainsAnyInRange((byte)0x80, (byte)0xA8) || name.IndexOfAnyInRange((byte)0xC0, (byte)0xFF) < 0;
        return CodePagesEncodingProvider.Instance.GetEncoding(isDos ? Dos : Windows)!;
    }
}
