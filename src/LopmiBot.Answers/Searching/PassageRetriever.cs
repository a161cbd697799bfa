using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Document = LopmiBot.Answers.Documents.Document;

namespace LopmiBot.Answers.Searching;

/// <summary>A passage that may answer.</summary>
/// <param name="Document">Its document.</param>
/// <param name="Section">Its section.</param>
/// <param name="Span">Where it stands in the document's text.</param>
/// <param name="Score">BM25 over the body and what stands above it, the asker's language preferred.</param>
internal sealed record Candidate(Document Document, Section Section, TextSpan Span, double Score);

/// <summary>Finds passages in both languages that share words with a question and are in force on its day.</summary>
internal static class PassageRetriever
{
    /// <summary>The section in which a case tells how far it has come.</summary>
    public const string StatusAnchor = "status";

    /// <summary>Passages that the ranking looks at: more cost time, and seldom hold an answer that these do not.</summary>
    private const int Depth = 40;

    public static List<Candidate> Retrieve(CommitView index, AnalyzedQuestion question, IReadOnlyDictionary<Language, QuestionTerms> terms, RetrievalWeights weights)
    {
        var either = new BooleanQuery();
        foreach (var language in LanguageCodes.All)
        {
            var query = InLanguage(language, question, terms[language].Expansions, weights);
            query.Boost = language == question.Language ? 1 : weights[RetrievalWeight.OtherLanguage];
            either.Add(query, Occur.SHOULD);
        }

        if (question.AnswerKind == AnswerKind.Status)
        {
            either.Add(new TermQuery(new Term(IndexSchema.Anchor, StatusAnchor)) { Boost = weights[RetrievalWeight.Status] }, Occur.SHOULD);
        }

        var candidates = new List<Candidate>(Depth);
        foreach (var hit in index.Searcher.Search(either, index.InForceOn(question.AsOf, question.LastDay), Depth).ScoreDocs)
        {
            if (Read(index, hit) is { } candidate)
            {
                candidates.Add(candidate);
            }
        }

        return candidates;
    }

    /// <summary>Where a hit stands: columns of the index, so that no stored text is unpacked for it.</summary>
    private static Candidate? Read(CommitView index, ScoreDoc hit)
    {
        var leaves = index.Searcher.IndexReader.Leaves;
        var leaf = leaves[ReaderUtil.SubIndex(hit.Doc, leaves)];
        var number = hit.Doc - leaf.DocBase;
        int Column(string field) => (int)leaf.AtomicReader.GetNumericDocValues(field).Get(number);
        var id = new BytesRef();
        leaf.AtomicReader.GetSortedDocValues(IndexSchema.DocumentId).Get(number, id);
        return index.Find(id.Utf8ToString()) is { } document
            ? new Candidate(document, document.Sections[Column(IndexSchema.Section)], new TextSpan(Column(IndexSchema.Start), Column(IndexSchema.End)), hit.Score)
            : null;
    }

    private static BooleanQuery InLanguage(Language language, AnalyzedQuestion question, IReadOnlyList<Expansion> expansions, RetrievalWeights weights)
    {
        var query = new BooleanQuery(disableCoord: true);
        var heads = weights[RetrievalWeight.Heads];
        var expansion = weights[RetrievalWeight.Expansion];
        var terms = question.Terms[language];
        var kindTerms = question.KindTerms[language];
        for (var i = 0; i < terms.Count; i++)
        {
            var heading = question.ArticleNumbers.Contains(terms[i]) ? weights[RetrievalWeight.ArticleHeading] : heads;
            var body = kindTerms.Contains(terms[i]) ? weights[RetrievalWeight.Kind] : 1;
            Add(query, language, [terms[i]], body, heading);
            query.Add(Form(IndexSchema.Asked(language), [terms[i]], weights[RetrievalWeight.Asked]), Occur.SHOULD);
            if (i > 0 && !kindTerms.Contains(terms[i]) && !kindTerms.Contains(terms[i - 1]))
            {
                query.Add(Form(IndexSchema.Body(language), [terms[i - 1], terms[i]], weights[RetrievalWeight.Pair]), Occur.SHOULD);
            }
        }

        foreach (var form in expansions.SelectMany(each => each.Alternatives))
        {
            Add(query, language, form, expansion, expansion * heads);
        }

        foreach (var (term, worth) in question.ContextTerms[language])
        {
            Add(query, language, [term], weights[worth], weights[worth] * heads);
        }

        return query;
    }

    private static void Add(BooleanQuery query, Language language, IReadOnlyList<string> form, float body, float heads)
    {
        query.Add(Form(IndexSchema.Body(language), form, body), Occur.SHOULD);
        query.Add(Form(IndexSchema.Heads(language), form, heads), Occur.SHOULD);
    }

    private static Query Form(string field, IReadOnlyList<string> terms, float boost)
    {
        if (terms.Count == 1)
        {
            return new TermQuery(new Term(field, terms[0])) { Boost = boost };
        }

        var phrase = new PhraseQuery { Slop = 2, Boost = boost };
        foreach (var term in terms)
        {
            phrase.Add(new Term(field, term));
        }

        return phrase;
    }
}
