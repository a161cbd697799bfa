using System.Buffers;
using System.Text;

namespace LopmiBot.Importing.Formats;

/// <summary>
/// Text as it is seen: accents composed with their letters (Unicode's form C), without characters that show nothing and would only
/// keep a word from being found: marks of where a word may be broken, of direction, and of byte order.
/// </summary>
internal static class VisibleText
{
    private static readonly SearchValues<char> Invisible = SearchValues.Create("\u00AD\u200B\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2066\u2067\u2068\u2069\uFEFF");

    /// <summary>The text.</summary>
    public static string Of(string text)
    {
        var composed = text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);
        return composed.AsSpan().IndexOfAny(Invisible) < 0 ? composed : string.Concat(composed.Where(c => !Invisible.Contains(c)));
    }
}
