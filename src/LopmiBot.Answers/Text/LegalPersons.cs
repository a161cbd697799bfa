using System.Text.RegularExpressions;

namespace LopmiBot.Answers.Text;

/// <summary>Companies and other legal persons in French and English texts.</summary>
internal static partial class LegalPersons
{
    /// <summary>Whether a text is about a company or another legal person.</summary>
    public static bool AreNamedIn(string text) => Company().IsMatch(text);

    [GeneratedRegex(@"\b(?:sociétés?|societes?|entreprises?|boîtes?|company|companies|firms?|business(?:es)?|corporations?|personnes? morales?|legal persons?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Company();
}
