using System.Collections.Concurrent;
using LopmiBot.Answers.Evaluation;
using LopmiBot.Answers.Searching;

namespace LopmiBot.Answers.Ranking;

/// <summary>
/// Finds by what weights the passages that answer come first: each weight in turn is made greater or smaller as long as
/// that helps (coordinate ascent, after Metzler and Croft, "Linear feature-based models for information retrieval", 2007).
/// </summary>
/// <param name="sets">The sets.</param>
/// <param name="today">The day on which the questions are asked.</param>
internal sealed class RetrievalTuner(IReadOnlyList<TrainingSet> sets, DateOnly today)
{
    private const int MostRounds = 3;

    /// <summary>Questions of a set that a trial asks: more cost time, and teach few weights little.</summary>
    private const int MostQuestions = 400;

    /// <summary>Less of a gain than this is chance.</summary>
    private const double LeastGain = 0.0002;

    private static readonly double[] Factors = [2, 1.4];

    private readonly ConcurrentDictionary<(TrainingSet Set, SetQuestion Question, string Document, int Start), bool> _judged = [];

    /// <summary>The weights, by name.</summary>
    /// <param name="model">Where to start from.</param>
    /// <param name="cancellationToken">Stops between two trials.</param>
    public IReadOnlyDictionary<string, double> Tune(RankingModel model, CancellationToken cancellationToken)
    {
        var best = new Dictionary<string, double>(model.Retrieval, StringComparer.Ordinal);
        var gain = Gain(model, cancellationToken);
        foreach (var factor in Factors)
        {
            var improved = true;
            for (var round = 0; improved && round < MostRounds; round++)
            {
                improved = false;
                foreach (var name in Enum.GetNames<RetrievalWeight>())
                {
                    foreach (var change in new[] { factor, 1 / factor })
                    {
                        var trial = new Dictionary<string, double>(best, StringComparer.Ordinal) { [name] = Math.Round(best[name] * change, 3) };
                        var result = Gain(model with { Retrieval = trial }, cancellationToken);
                        if (result > gain + LeastGain)
                        {
                            (best, gain, improved) = (trial, result, true);
                            break;
                        }
                    }
                }
            }
        }

        return best;
    }

    /// <summary>The mean over the questions of a set, by the sets' weights, of 1/log2(1 + rank) of the first passage that answers.</summary>
    private double Gain(RankingModel model, CancellationToken cancellationToken) =>
        sets.Sum(set =>
        {
            var answerable = set.Questions.Where(question => question.Answerable).ToList();
            var step = Math.Max(1, answerable.Count / MostQuestions);
            var questions = answerable.Where((_, i) => i % step == 0).ToList();
            return questions.Count == 0 ? 0 : set.Weight * questions
                .AsParallel().AsOrdered().WithCancellation(cancellationToken)
                .Select(question => Gain(set, question, model))
                .Average();
        }) / sets.Sum(set => set.Weight);

    private double Gain(TrainingSet set, SetQuestion question, RankingModel model)
    {
        var rank = AnswerEngine.Passages(set.Index, Evaluator.Asked(question), today, model).FindIndex(passage => Answers(set, question, passage));
        return rank < 0 ? 0 : 1 / Math.Log2(rank + 2);
    }

    private bool Answers(TrainingSet set, SetQuestion question, Candidate passage) =>
        _judged.GetOrAdd(
            (set, question, passage.Document.Id, passage.Span.Start),
            static (_, judged) => judged.set.IsExpected(judged.question, judged.passage.Document, judged.passage.Section, judged.passage.Span),
            (set, question, passage));
}
