using Lucene.Net.Analysis.TokenAttributes;

namespace LopmiBot.Answers.Text;

/// <summary>An analysed word and where it stands in the text that it came from.</summary>
/// <param name="Text">What the index holds.</param>
/// <param name="Span">The word itself, an elided article not included.</param>
internal readonly record struct AnalyzedTerm(string Text, TextSpan Span);

/// <summary>Runs an analysis chain over a text.</summary>
internal static class Terms
{
    public static List<AnalyzedTerm> Of(string text, Language language)
    {
        var terms = new List<AnalyzedTerm>();
        using var stream = LegalAnalyzer.For(language).GetTokenStream("text", new StringReader(text));
        var term = stream.GetAttribute<ICharTermAttribute>();
        var offset = stream.GetAttribute<IOffsetAttribute>();
        stream.Reset();
        while (stream.IncrementToken())
        {
            terms.Add(new AnalyzedTerm(term.ToString(), WithoutElision(text, new TextSpan(offset.StartOffset, offset.EndOffset), language)));
        }

        stream.End();
        return terms;
    }

    /// <summary>The terms of a text alone, in order.</summary>
    public static IReadOnlyList<string> TextsOf(string text, Language language) => [.. Of(text, language).Select(term => term.Text)];

    /// <summary>The different terms of a text that a question would search for.</summary>
    public static IReadOnlyList<string> OfContent(string text, Language language) =>
        [.. Words.OfContent(text).SelectMany(word => TextsOf(word, language)).Distinct(StringComparer.Ordinal)];

    /// <summary>Lucene's elision filter drops the article from the term but not from its offsets.</summary>
    private static TextSpan WithoutElision(string text, TextSpan span, Language language)
    {
        if (language != Language.French)
        {
            return span;
        }

        var apostrophe = text.AsSpan(span.Start, span.Length).IndexOfAny('\'', '’');
        return apostrophe >= 0 && apostrophe < span.Length - 1 && apostrophe <= 7
            ? span with { Start = span.Start + apostrophe + 1 }
            : span;
    }
}
