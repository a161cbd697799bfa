using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;
using Lucene.Net.Index;

namespace LopmiBot.Answers.Searching;

/// <summary>What a question looks for in the texts of one language: its terms, what each is worth, and other words for them.</summary>
internal sealed class QuestionTerms
{
    /// <summary>What a term of the question before is worth beside one of this question.</summary>
    public const float ContextShare = 0.8f;

    private readonly HashSet<string> _known;

    public QuestionTerms(CorpusIndex.Lease index, Language language, AnalyzedQuestion question)
    {
        Expansions = index.Glossary.Expand(question.Words, language);
        var context = question.ContextTerms[language].ToHashSet(StringComparer.Ordinal);
        var frequencies = question.Terms[language].Concat(context).ToDictionary(
            term => term,
            term => Math.Max(Frequency(index, language, term), Expansions.Where(each => each.Covered.Contains(term)).Select(each => Frequency(index, language, each)).DefaultIfEmpty(0).Max()),
            StringComparer.Ordinal);
        var passages = Math.Max(1, index.Searcher.IndexReader.DocFreq(new Term(IndexSchema.Passage, language.Code())));
        // A word that no text holds counts as the rarest ones they do hold: in a small corpus it would drown the others.
        Weights = frequencies.ToDictionary(
            pair => pair.Key,
            pair => (context.Contains(pair.Key) ? ContextShare : 1) * Math.Log(1 + ((passages + 1.0) / (Math.Max(1, pair.Value) + 0.5))),
            StringComparer.Ordinal);
        Total = Weights.Values.Sum();
        _known = frequencies.Where(pair => pair.Value > 0).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The question's terms with their inverse document frequency among the passages of this language.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; }

    /// <summary>The sum of the weights.</summary>
    public double Total { get; }

    /// <summary>Other words for them.</summary>
    public IReadOnlyList<Expansion> Expansions { get; }

    /// <summary>Whether any text of this language holds the term or other words for it.</summary>
    public bool Knows(string term) => _known.Contains(term);

    /// <summary>The question's terms that a text holds, in so many words or in others.</summary>
    /// <param name="terms">The text's terms.</param>
    public IEnumerable<string> HeldBy(IReadOnlySet<string> terms) =>
        Weights.Keys.Where(terms.Contains)
            .Concat(Expansions.Where(expansion => expansion.Alternatives.Any(form => form.All(terms.Contains))).SelectMany(expansion => expansion.Covered))
            .Where(Weights.ContainsKey)
            .Distinct(StringComparer.Ordinal);

    /// <summary>Whether a term of a text is one that the question looks for.</summary>
    /// <param name="term">The term.</param>
    /// <param name="terms">All terms of the text: a form of several words counts when all are there.</param>
    public bool Matches(string term, IReadOnlySet<string> terms) =>
        Weights.ContainsKey(term)
        || Expansions.Any(expansion => expansion.Alternatives.Any(form => form.Contains(term) && form.All(terms.Contains)));

    /// <summary>How many passages hold a term in body, heading or title.</summary>
    public static int Frequency(CorpusIndex.Lease index, Language language, string term)
    {
        var reader = index.Searcher.IndexReader;
        return Math.Max(
            reader.DocFreq(new Term(IndexSchema.Body(language), term)),
            Math.Max(reader.DocFreq(new Term(IndexSchema.Heading(language), term)), reader.DocFreq(new Term(IndexSchema.Title(language), term))));
    }

    /// <summary>A form of several words is at most as frequent as its rarest word.</summary>
    private static int Frequency(CorpusIndex.Lease index, Language language, Expansion expansion) =>
        expansion.Alternatives.Max(form => form.Min(term => Frequency(index, language, term)));
}
