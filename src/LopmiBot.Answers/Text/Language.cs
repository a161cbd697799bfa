namespace LopmiBot.Answers.Text;

/// <summary>A language that documents are written in and questions are asked in.</summary>
public enum Language
{
    /// <summary>French, <c>fr</c>.</summary>
    French,

    /// <summary>English, <c>en</c>.</summary>
    English,
}

/// <summary>ISO 639-1 codes of <see cref="Language"/>.</summary>
public static class LanguageCodes
{
    /// <summary>All languages, in the order in which they are tried.</summary>
    public static IReadOnlyList<Language> All { get; } = [Language.French, Language.English];

    /// <summary>The two-letter code: <c>fr</c> or <c>en</c>.</summary>
    public static string Code(this Language language) => language == Language.French ? "fr" : "en";

    /// <summary>The other language.</summary>
    public static Language Other(this Language language) => language == Language.French ? Language.English : Language.French;

    /// <summary>Reads a language as people name it: a tag, or its name in either language.</summary>
    /// <returns><see langword="null"/> when it names no language that is known.</returns>
    public static Language? Named(string? name) => name?.Trim().ToUpperInvariant() switch
    {
        "FRENCH" or "FRANÇAIS" or "FRANCAIS" => Language.French,
        "ENGLISH" or "ANGLAIS" => Language.English,
        _ => Parse(name),
    };

    /// <summary>Reads a language tag by its primary subtag: <c>fr</c>, <c>fr-CA</c>, <c>EN_us</c>.</summary>
    /// <returns><see langword="null"/> when the tag is empty or names another language.</returns>
    public static Language? Parse(string? tag)
    {
        if (string.IsNullOrWhiteSpace(tag))
        {
            return null;
        }

        var primary = tag.Trim().Split('-', '_')[0];
        return primary.ToUpperInvariant() switch
        {
            "FR" => Language.French,
            "EN" => Language.English,
            _ => null,
        };
    }
}
