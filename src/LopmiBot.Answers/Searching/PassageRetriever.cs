using System.Globalization;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Document = LopmiBot.Answers.Documents.Document;

namespace LopmiBot.Answers.Searching;

/// <summary>A passage that may answer.</summary>
/// <param name="Document">Its document.</param>
/// <param name="Section">Its section.</param>
/// <param name="Span">Where it stands in the document's text.</param>
/// <param name="Score">BM25 over body, heading and title, the asker's language preferred.</param>
internal sealed record Candidate(Document Document, Section Section, TextSpan Span, double Score);

/// <summary>Finds passages in both languages that share words with a question and are in force on its day.</summary>
internal static class PassageRetriever
{
    private const int Depth = 40;
    private const float HeadingBoost = 0.4f;
    private const float ArticleHeadingBoost = 2f;
    private const float KindBoost = 0.3f;

    /// <summary>What a term of the question before is worth beside one of this question.</summary>
    private const float ContextShare = 0.8f;
    private const float TitleBoost = 0.4f;
    private const float PairBoost = 0.5f;

    /// <summary>What a passage in the other language is worth beside one in the asker's.</summary>
    public const float OtherLanguage = 0.6f;

    public static List<Candidate> Retrieve(CorpusIndex.Lease index, AnalyzedQuestion question)
    {
        var either = new BooleanQuery();
        foreach (var language in LanguageCodes.All)
        {
            var query = InLanguage(language, question.Terms[language], question);
            query.Boost = language == question.Language ? 1 : OtherLanguage;
            either.Add(query, Occur.SHOULD);
        }

        var filter = new QueryWrapperFilter(IndexSchema.InForceOn(question.AsOf));
        var candidates = new List<Candidate>(Depth);
        foreach (var hit in index.Searcher.Search(either, filter, Depth).ScoreDocs)
        {
            var entry = index.Searcher.Doc(hit.Doc);
            if (index.Find(entry.Get(IndexSchema.DocumentId, CultureInfo.InvariantCulture)) is { } document)
            {
                candidates.Add(new Candidate(
                    document,
                    document.Sections[Number(entry, IndexSchema.Section)],
                    new TextSpan(Number(entry, IndexSchema.Start), Number(entry, IndexSchema.End)),
                    hit.Score));
            }
        }

        return candidates;
    }

    /// <summary>What each term is worth: its inverse document frequency among the passages of its language.</summary>
    public static Dictionary<string, double> Weights(CorpusIndex.Lease index, Language language, AnalyzedQuestion question)
    {
        var context = question.ContextTerms[language].ToHashSet(StringComparer.Ordinal);
        var passages = Math.Max(1, index.Searcher.IndexReader.DocFreq(new Term(IndexSchema.Passage, language.Code())));
        return question.Terms[language].Concat(context).ToDictionary(
            term => term,
            term => (context.Contains(term) ? ContextShare : 1) * Math.Log(1 + ((passages + 1.0) / (Frequency(index, language, term) + 0.5))),
            StringComparer.Ordinal);
    }

    /// <summary>How many passages hold a term in body, heading or title.</summary>
    public static int Frequency(CorpusIndex.Lease index, Language language, string term)
    {
        var reader = index.Searcher.IndexReader;
        return Math.Max(
            reader.DocFreq(new Term(IndexSchema.Body(language), term)),
            Math.Max(reader.DocFreq(new Term(IndexSchema.Heading(language), term)), reader.DocFreq(new Term(IndexSchema.Title(language), term))));
    }

    private static BooleanQuery InLanguage(Language language, IReadOnlyList<string> terms, AnalyzedQuestion question)
    {
        var query = new BooleanQuery(disableCoord: true);
        for (var i = 0; i < terms.Count; i++)
        {
            // An article stands under its own heading; elsewhere its number is only referred to.
            var heading = question.ArticleNumbers.Contains(terms[i]) ? ArticleHeadingBoost : HeadingBoost;
            // A text that punishes rarely says "penalty": such words are for headings.
            var body = question.KindTerms[language].Contains(terms[i]) ? KindBoost : 1;
            query.Add(new TermQuery(new Term(IndexSchema.Body(language), terms[i])) { Boost = body }, Occur.SHOULD);
            query.Add(new TermQuery(new Term(IndexSchema.Heading(language), terms[i])) { Boost = heading }, Occur.SHOULD);
            query.Add(new TermQuery(new Term(IndexSchema.Title(language), terms[i])) { Boost = TitleBoost }, Occur.SHOULD);
            if (i > 0 && !question.KindTerms[language].Contains(terms[i]) && !question.KindTerms[language].Contains(terms[i - 1]))
            {
                var pair = new PhraseQuery { Slop = 2, Boost = PairBoost };
                pair.Add(new Term(IndexSchema.Body(language), terms[i - 1]));
                pair.Add(new Term(IndexSchema.Body(language), terms[i]));
                query.Add(pair, Occur.SHOULD);
            }
        }

        foreach (var term in question.ContextTerms[language])
        {
            query.Add(new TermQuery(new Term(IndexSchema.Body(language), term)) { Boost = ContextShare }, Occur.SHOULD);
            query.Add(new TermQuery(new Term(IndexSchema.Heading(language), term)) { Boost = ContextShare * HeadingBoost }, Occur.SHOULD);
            query.Add(new TermQuery(new Term(IndexSchema.Title(language), term)) { Boost = ContextShare * TitleBoost }, Occur.SHOULD);
        }

        return query;
    }

    private static int Number(Lucene.Net.Documents.Document entry, string field) =>
        entry.GetField(field).GetInt32Value() ?? throw new InvalidDataException($"The index entry has no {field}.");
}
