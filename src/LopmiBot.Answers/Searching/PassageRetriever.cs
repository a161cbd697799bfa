using System.Numerics.Tensors;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;
using LopmiBot.Answers.Understanding;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Document = LopmiBot.Answers.Documents.Document;

namespace LopmiBot.Answers.Searching;

/// <summary>A passage that may answer.</summary>
/// <param name="Document">Its document.</param>
/// <param name="Section">Its section.</param>
/// <param name="Span">Where it stands in the document's text.</param>
/// <param name="Score">BM25 over the body and what stands above it, the asker's language preferred; 0 when it was found by meaning alone.</param>
/// <param name="Similarity">How near it is to the question in meaning.</param>
internal sealed record Candidate(Document Document, Section Section, TextSpan Span, double Score, Similarity Similarity);

/// <summary>Finds passages in both languages that share words with a question or are near to it in meaning, and are in force on its day.</summary>
internal static class PassageRetriever
{
    /// <summary>The section in which a case tells how far it has come.</summary>
    public const string StatusAnchor = "status";

    /// <summary>Passages that the ranking looks at: more cost time, and seldom hold an answer that these do not.</summary>
    private const int Depth = 40;

    /// <summary>Passages that are added by their own meaning, and as many by the questions that people ask for them.</summary>
    private const int DepthByMeaning = 15;

    /// <summary>What the direction of what was asked before counts beside that of the question.</summary>
    private const float BeforeWeight = 0.5f;

    /// <summary>Passages that are looked at of a document that the conversation is about.</summary>
    private const int MostInSubject = 60;

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

        var vectors = index.Vectors;
        var meaning = terms[question.Language].Corrections.Aggregate(question.Meaning, (text, each) => text.Replace(each.Word.Text, each.Near[0], StringComparison.Ordinal));
        var similarities = vectors.Measure(VectorOf(index, question, meaning));
        var hits = index.Searcher.Search(either, index.InForceOn(question.AsOf, question.LastDay), Depth).ScoreDocs
            .Select(hit => (Number: hit.Doc, Score: (double)hit.Score))
            .ToList();
        var found = hits.Select(hit => hit.Number).ToHashSet();
        var nearest = vectors.Nearest(similarities, each => each.Passage, DepthByMeaning, question.AsOf, question.LastDay)
            .Concat(vectors.Nearest(similarities, each => each.Asked, DepthByMeaning, question.AsOf, question.LastDay));
        hits.AddRange(nearest.Where(found.Add).Select(number => (number, 0.0)));

        hits.AddRange(InSubject(index, question).Where(found.Add).Select(number => (number, 0.0)));

        var candidates = new List<Candidate>(hits.Count);
        foreach (var (number, score) in hits)
        {
            var similarity = vectors.RowOf(number) is { } row ? similarities[row] : default;
            if (Read(index, number, score, similarity) is { } candidate)
            {
                candidates.Add(candidate);
            }
        }

        return candidates;
    }

    /// <summary>The direction of a question, and of what the conversation was about.</summary>
    private static float[] VectorOf(CommitView index, AnalyzedQuestion question, string meaning)
    {
        var own = index.VectorOf(meaning);
        if (question.Before is not { } text || own.Length == 0 || index.VectorOf(text) is not { Length: > 0 } before)
        {
            return own;
        }

        var sum = new float[own.Length];
        TensorPrimitives.MultiplyAdd(before, BeforeWeight, own, sum);
        TensorPrimitives.Divide(sum, TensorPrimitives.Norm(sum), sum);
        return sum;
    }

    /// <summary>The passages of the documents that the conversation is about.</summary>
    private static IEnumerable<int> InSubject(CommitView index, AnalyzedQuestion question) =>
        from entry in index.Catalogue
        where question.SubjectDocuments.Contains(entry.Name, StringComparer.Ordinal)
        from hit in index.Searcher.Search(new ConstantScoreQuery(new TermQuery(new Term(IndexSchema.DocumentId, entry.Id))), index.InForceOn(question.AsOf, question.LastDay), MostInSubject).ScoreDocs
        select hit.Doc;

    /// <summary>Where a hit stands: columns of the index, so that no stored text is unpacked for it.</summary>
    internal static Candidate? Read(CommitView index, int entry, double score = 0, Similarity similarity = default)
    {
        var leaves = index.Searcher.IndexReader.Leaves;
        var leaf = leaves[ReaderUtil.SubIndex(entry, leaves)];
        var number = entry - leaf.DocBase;
        int Column(string field) => (int)leaf.AtomicReader.GetNumericDocValues(field).Get(number);
        var id = new BytesRef();
        leaf.AtomicReader.GetSortedDocValues(IndexSchema.DocumentId).Get(number, id);
        return index.Find(id.Utf8ToString()) is { } document
            ? new Candidate(document, document.Sections[Column(IndexSchema.Section)], new TextSpan(Column(IndexSchema.Start), Column(IndexSchema.End)), score, similarity)
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
