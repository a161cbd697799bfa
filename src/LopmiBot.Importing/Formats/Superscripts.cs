namespace LopmiBot.Importing.Formats;

/// <summary>
/// Figures that are set higher or lower, in the characters that Unicode has for them: "10⁶" is not "106". Letters stay as they
/// are, since "1er" and "Mme" are written so. Source: Unicode, Superscripts and Subscripts (U+2070 to U+209F).
/// </summary>
internal static class Superscripts
{
    private const string Figures = "0123456789";
    private const string Signs = "+-−=()";
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾";
    private const string Lowered = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎";

    /// <summary>A text that is set higher.</summary>
    public static string Raise(string text) => Write(text, Raised);

    /// <summary>A text that is set lower.</summary>
    public static string Lower(string text) => Write(text, Lowered);

    private static string Write(string text, string characters) =>
        text.AsSpan().IndexOfAnyInRange('0', '9') < 0 ? text : string.Concat(text.Select(c => (Figures + Signs).IndexOf(c, StringComparison.Ordinal) is var at and >= 0 ? characters[at] : c));
}
