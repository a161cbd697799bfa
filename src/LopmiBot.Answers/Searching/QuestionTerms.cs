using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;
using LopmiBot.Answers.Understanding;
using Lucene.Net.Index;

namespace LopmiBot.Answers.Searching;

/// <summary>What a question looks for in the texts of one language: its terms, what each is worth, and other words for them.</summary>
internal sealed class QuestionTerms
{
    private readonly HashSet<string> _known;
    private readonly HashSet<string> _inTexts;

    public QuestionTerms(CommitView index, Language language, AnalyzedQuestion question)
    {
        var glossary = PreparedGlossary.Of(index).Expand(question.Words, language);
        Corrections = [.. Misspelt(index, language, question)];
        Expansions = [.. glossary, .. Translations(language, question, glossary), .. Corrections.Select(each => new Expansion(each.Word.Terms[language], [.. each.Near.Select(near => Text.Terms.OfContent(near, language))]))];
        var frequencies = question.Terms[language].ToDictionary(
            term => term,
            term => Math.Max(index.Frequency(language, term), Expansions.Where(each => each.Covered.Contains(term)).Select(each => Frequency(index, language, each)).DefaultIfEmpty(0).Max()),
            StringComparer.Ordinal);
        var passages = Math.Max(1, index.Searcher.IndexReader.DocFreq(new Term(IndexSchema.Passage, language.Code())));
        // A word that no text holds counts as the rarest ones they do hold: in a small corpus it would drown the others.
        Weights = frequencies.ToDictionary(
            pair => pair.Key,
            pair => Math.Log(1 + ((passages + 1.0) / (Math.Max(1, pair.Value) + 0.5))),
            StringComparer.Ordinal);
        Total = Weights.Values.Sum();
        _inTexts = frequencies.Keys.Where(term =>
            index.StandsInText(language, term)
            || Expansions.Any(each => each.Covered.Contains(term) && each.Alternatives.Any(form => form.All(word => index.StandsInText(language, word))))).ToHashSet(StringComparer.Ordinal);
        _known = frequencies.Where(pair => pair.Value > 0).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Words of the texts' language for words that the glossary does not have.</summary>
    private static IEnumerable<Expansion> Translations(Language language, AnalyzedQuestion question, IReadOnlyList<Expansion> glossary)
    {
        if (language == question.Language)
        {
            return [];
        }

        var covered = glossary.SelectMany(each => each.Covered).ToHashSet(StringComparer.Ordinal);
        return from word in question.Words
               where word.Terms[language].Count > 0 && !word.Terms[language].Any(covered.Contains)
               from term in word.Terms[question.Language]
               let others = Lexicon.Default.Translate(term, language)
               where others.Count > 0
               select new Expansion(word.Terms[language], [.. others.Select(each => (IReadOnlyList<string>)[each])]);
    }

    /// <summary>What was likely meant, in the asker's language, by words that no document of either language holds.</summary>
    private static IEnumerable<(QuestionWord Word, IReadOnlyList<string> Near)> Misspelt(CommitView index, Language language, AnalyzedQuestion question)
    {
        if (language != question.Language)
        {
            return [];
        }

        var glossary = PreparedGlossary.Of(index);
        var known = question.Words.ToLookup(word => LanguageCodes.All.Any(each => word.Terms[each].Any(term => index.Frequency(each, term) > 0)) || glossary.Count([word]) > 0);
        return from word in known[false].Take(Spelling.MostWords)
               where word.Terms[language].Count == 1
               let near = Spelling.Near(index, language, Words.WithoutElision(Words.Fold(word.Text))).Where(each => Text.Terms.OfContent(each, language).Count > 0).ToList()
               where near.Count > 0
               select (word, (IReadOnlyList<string>)near);
    }

    /// <summary>What was likely meant, most usual first, by words that no document of either language holds.</summary>
    public IReadOnlyList<(QuestionWord Word, IReadOnlyList<string> Near)> Corrections { get; }

    /// <summary>The question's terms with their inverse document frequency among the passages of this language.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; }

    /// <summary>The sum of the weights.</summary>
    public double Total { get; }

    /// <summary>Other words for them.</summary>
    public IReadOnlyList<Expansion> Expansions { get; }

    /// <summary>The terms with what each is worth and what stands for it.</summary>
    public IEnumerable<ExplainedTerm> Explain(Language language) =>
        Weights.OrderByDescending(pair => pair.Value).Select(pair => new ExplainedTerm(
            language,
            pair.Key,
            pair.Value,
            Knows(pair.Key),
            [.. Expansions.Where(expansion => expansion.Covered.Contains(pair.Key)).SelectMany(expansion => expansion.Alternatives).Select(form => string.Join(' ', form))]));

    /// <summary>Whether any text of this language holds the term or other words for it.</summary>
    public bool Knows(string term) => _known.Contains(term);

    /// <summary>The same of the documents' own texts, without what people ask: their stories hold many words that no document is about.</summary>
    public bool StandsInText(string term) => _inTexts.Contains(term);

    /// <summary>Whether a term of a text is one that the question looks for.</summary>
    /// <param name="term">The term.</param>
    /// <param name="terms">All terms of the text: a form of several words counts when all are there.</param>
    private bool Matches(string term, IReadOnlySet<string> terms) =>
        Weights.ContainsKey(term)
        || Expansions.Any(expansion => expansion.Alternatives.Any(form => form.Contains(term) && form.All(terms.Contains)));

    /// <summary>What in <paramref name="text"/> matches, in its own offsets; ordered, without overlap.</summary>
    public IReadOnlyList<TextSpan> Highlights(string text, Language language)
    {
        var spans = new List<TextSpan>();
        var found = Text.Terms.Of(text, language);
        var all = found.Select(term => term.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var term in found)
        {
            if (Matches(term.Text, all) && (spans.Count == 0 || spans[^1].End <= term.Span.Start))
            {
                spans.Add(term.Span);
            }
        }

        return spans;
    }

    /// <summary>A form of several words is at most as frequent as its rarest word.</summary>
    private static int Frequency(CommitView index, Language language, Expansion expansion) =>
        expansion.Alternatives.Max(form => form.Min(term => index.Frequency(language, term)));
}
