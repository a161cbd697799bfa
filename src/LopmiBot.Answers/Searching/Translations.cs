using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Searching;

/// <summary>
/// Finds the translation of a passage: the same paragraph of the section with the same anchor in the document that
/// translates its own. A passage that only its own language's words can find is so shown in the asker's language.
/// </summary>
internal static class Translations
{
    /// <summary>The same passage in another language.</summary>
    /// <returns><see langword="null"/> when there is no translation, or when its section is not made alike.</returns>
    public static Candidate? Of(Candidate candidate, Language language, CommitView index)
    {
        var translation = index.TranslationOf(candidate.Document, language);
        var section = translation?.Sections.FirstOrDefault(each => each.Anchor == candidate.Section.Anchor);
        if (translation is null || section is null)
        {
            return null;
        }

        var here = index.PassagesOf(candidate.Document, candidate.Section);
        var there = index.PassagesOf(translation, section);
        var position = here.ToList().IndexOf(candidate.Span);
        return here.Count == there.Count && position >= 0 && section.Validity == candidate.Section.Validity
            ? candidate with { Document = translation, Section = section, Span = there[position] }
            : null;
    }
}
