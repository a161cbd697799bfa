namespace LopmiBot.Importing.Formats;

/// <summary>Letters that a typeface draws as one, and that a text does not have as one: ﬁ, ﬀ.</summary>
internal static class Ligatures
{
    private static readonly (string Drawn, string Written)[] All = [("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi"), ("ﬄ", "ffl"), ("ﬅ", "st"), ("ﬆ", "st")];

    /// <summary>Writes them apart.</summary>
    public static string Apart(string text) => All.Aggregate(text, (written, ligature) => written.Replace(ligature.Drawn, ligature.Written, StringComparison.Ordinal));
}
