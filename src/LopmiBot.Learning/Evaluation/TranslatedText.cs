using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Ranking;
using LopmiBot.Answers.Text;

namespace LopmiBot.Learning.Evaluation;

/// <summary>Judges an excerpt in one language by what its translation says.</summary>
internal static class TranslatedText
{
    /// <summary>Whether the translation of an excerpt is what a question expects.</summary>
    /// <param name="all">The documents of both languages.</param>
    /// <param name="question">The question.</param>
    /// <param name="language">The question's language.</param>
    /// <param name="document">Id of the excerpt's document.</param>
    /// <param name="anchor">Anchor of its section.</param>
    /// <param name="span">Where it stands.</param>
    public static bool IsExpected(DocumentShelf all, SetQuestion question, Language language, string document, string anchor, TextSpan span)
    {
        using var view = all.Acquire();
        return view.Find(document) is { } quoted
            && view.TranslationOf(quoted, language) is { } translation
            && Of(view, quoted, translation, anchor, span) is { } text
            && question.IsExpected(translation.Id, anchor, text);
    }

    /// <summary>The same sentences in the translation; the whole passage where it has another number of sentences.</summary>
    private static string? Of(CommitView view, Document document, Document translation, string anchor, TextSpan span)
    {
        var section = document.Sections.FirstOrDefault(each => each.Anchor == anchor);
        var other = translation.Sections.FirstOrDefault(each => each.Anchor == anchor);
        if (section is null || other is null)
        {
            return null;
        }

        var here = view.PassagesOf(document, section);
        var there = view.PassagesOf(translation, other);
        var position = here.ToList().FindIndex(passage => passage.Start <= span.Start && span.End <= passage.End);
        if (position < 0 || here.Count != there.Count)
        {
            return null;
        }

        var passages = AnalyzedPassages.Of(view);
        var quoted = passages.Get(document, section, here[position]).Sentences;
        var shown = passages.Get(translation, other, there[position]).Sentences;
        if (quoted.Count != shown.Count)
        {
            return translation.Slice(there[position]);
        }

        var run = Enumerable.Range(0, quoted.Count).Where(i => span.Start <= quoted[i].Span.Start && quoted[i].Span.End <= span.End).ToList();
        return run.Count == 0 ? null : translation.Slice(new TextSpan(shown[run[0]].Span.Start, shown[run[^1]].Span.End));
    }
}
