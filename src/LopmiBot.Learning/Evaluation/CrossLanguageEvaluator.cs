using LopmiBot.Answers;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Ranking;
using LopmiBot.Answers.Text;

namespace LopmiBot.Learning.Evaluation;

/// <summary>
/// Asks each question of an index without the documents of its own language. An excerpt is right when the same sentences
/// of the document's translation, which the index does not hold, are what the question expects.
/// </summary>
/// <param name="all">The whole corpus, to hold excerpts against.</param>
/// <param name="without">By language, the corpus without the documents of that language.</param>
/// <param name="ranking">The weights by which excerpts are ranked; those that ship with the program when omitted.</param>
public sealed class CrossLanguageEvaluator(DocumentShelf all, IReadOnlyDictionary<Language, CorpusIndex> without, RankingModel? ranking = null)
{
    private const int Shown = 3;

    /// <summary>Asks every answerable question.</summary>
    /// <param name="questions">The set.</param>
    /// <param name="cancellationToken">Stops between two questions.</param>
    public IReadOnlyList<Figure> Run(IReadOnlyList<SetQuestion> questions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(questions);
        var engines = without.ToDictionary(pair => pair.Key, pair => new AnswerEngine(pair.Value, ranking: ranking));
        var results = new List<List<bool>>();
        foreach (var question in questions.Where(question => question.Answerable))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (LanguageCodes.Parse(question.Lang) is { } language && engines.TryGetValue(language, out var engine))
            {
                results.Add([.. engine.Answer(Evaluator.Asked(question, engine)).Excerpts.Select(excerpt => TranslatedText.IsExpected(all, question, language, excerpt.Citation.DocumentId, excerpt.Citation.Anchor, excerpt.Span))]);
            }
        }

        return
        [
            Figure.Measure("cross-language @1", results, result => result.Take(1).Contains(true)),
            Figure.Measure("cross-language @3", results, result => result.Take(Shown).Contains(true)),
        ];
    }
}
