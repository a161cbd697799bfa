using Lingua;

namespace LopmiBot.Answers.Searching;

/// <summary>Tells the languages that people in France are likely to write from French and English.</summary>
/// <remarks>Trigram models of the library Lingua (https://github.com/searchpioneer/lingua-dotnet); read when first needed.</remarks>
internal static class OtherLanguage
{
    /// <summary>Below this probability, another language is not assumed: names and misspelt words have none.</summary>
    private const double LeastProbability = 0.95;

    /// <summary>A shorter text may be of any language.</summary>
    private const int FewestWords = 3;

    private static readonly Lazy<LanguageDetector> Detector = new(() => LanguageDetectorBuilder
        .FromLanguages(
            Language.Arabic, Language.Dutch, Language.English, Language.French, Language.German, Language.Italian, Language.Polish,
            Language.Portuguese, Language.Romanian, Language.Russian, Language.Spanish, Language.Turkish, Language.Ukrainian)
        .WithLowAccuracyMode()
        .Build());

    /// <summary>Whether a text is likely written in another language.</summary>
    public static bool Is(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length >= FewestWords
        && Detector.Value.ComputeLanguageConfidenceValues(text).First() is { Key: not (Language.English or Language.French), Value: >= LeastProbability };
}
