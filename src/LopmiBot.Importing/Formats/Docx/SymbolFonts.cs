using System.Text;

namespace LopmiBot.Importing.Formats.Docx;

/// <summary>
/// Characters of fonts that have an order of their own, which Word keeps at U+F000 to U+F0FF. Sources: ECMA-376, part 1, 17.3.3.30
/// (sym); the mapping of the font Symbol that Unicode publishes (VENDORS/APPLE/SYMBOL.TXT); of Wingdings only what texts use.
/// </summary>
internal static class SymbolFonts
{
    private const char First = '\uF020';
    private const char Last = '\uF0FF';

    /// <summary>From 0x20; a blank stands for what is not defined.</summary>
    private const string Symbol =
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼ ";

    /// <summary>From 0xA0.</summary>
    private const string SymbolUpper =
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ ⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭ ";

    private static readonly Dictionary<int, string> Wingdings = new()
    {
        [0x28] = "☎",
        [0x2A] = "✉",
        [0x4A] = "☺",
        [0x6C] = "●",
        [0x6E] = "■",
        [0x6F] = "□",
        [0x71] = "❑",
        [0x75] = "◆",
        [0x76] = "❖",
        [0x9F] = "•",
        [0xA7] = "▪",
        [0xA8] = "◻",
        [0xD8] = "➢",
        [0xDF] = "←",
        [0xE0] = "→",
        [0xE8] = "➔",
        [0xF0] = "⇨",
        [0xFB] = "✗",
        [0xFC] = "✓",
        [0xFD] = "☒",
        [0xFE] = "☑",
    };

    /// <summary>Writes a text of such a font in the characters of Unicode; what is not known is <see cref="Rune.ReplacementChar"/>.</summary>
    public static string Read(string text, string? font) => text.AsSpan().IndexOfAnyInRange(First, Last) < 0 ? text : string.Concat(text.Select(c => c is >= First and <= Last ? Read(c - 0xF000, font) : c.ToString()));

    private static string Read(int code, string? font) =>
        font?.StartsWith("Wingdings", StringComparison.OrdinalIgnoreCase) == true ? Wingdings.GetValueOrDefault(code, "\uFFFD")
        : font?.StartsWith("Symbol", StringComparison.OrdinalIgnoreCase) != true ? "\uFFFD"
        : code switch
        {
            0x20 => " ",
            > 0x20 and < 0x7F => Known(Symbol, code - 0x20),
            >= 0xA0 => Known(SymbolUpper, code - 0xA0),
            _ => "\uFFFD",
        };

    private static string Known(string characters, int at) => at < characters.Length && characters[at] != ' ' ? characters[at].ToString() : "\uFFFD";
}
