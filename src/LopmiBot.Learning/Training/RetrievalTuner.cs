using System.Collections.Concurrent;
using LopmiBot.Answers;
using LopmiBot.Answers.Ranking;
using LopmiBot.Answers.Searching;
using LopmiBot.Learning.Evaluation;

namespace LopmiBot.Learning.Training;

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

    /// <summary>A change helps this many questions more than it harms, or it is chance: no weight is fitted to a question or two.</summary>
    private const int LeastHelped = 5;

    private static readonly double[] Factors = [2, 1.4];

    private readonly ConcurrentDictionary<(TrainingSet Set, SetQuestion Question, string Document, int Start), bool> _judged = [];

    /// <summary>The weights, by name.</summary>
    /// <param name="model">Where to start from.</param>
    /// <param name="cancellationToken">Stops between two trials.</param>
    public IReadOnlyDictionary<string, double> Tune(RankingModel model, CancellationToken cancellationToken)
    {
        var best = new Dictionary<string, double>(model.Retrieval, StringComparer.Ordinal);
        var gains = Gains(model, cancellationToken);
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
                        var result = Gains(model with { Retrieval = trial }, cancellationToken);
                        if (IsBetter(result, gains))
                        {
                            (best, gains, improved) = (trial, result, true);
                            break;
                        }
                    }
                }
            }
        }

        return best;
    }

    /// <summary>Better on average, each set by its weight, and for clearly more questions than it is worse for.</summary>
    private bool IsBetter(List<double[]> result, List<double[]> before)
    {
        var changes = result.Zip(before, (after, earlier) => after.Zip(earlier, (now, then) => now - then).ToList()).ToList();
        return changes.Zip(sets, (set, of) => set.Count == 0 ? 0 : of.Weight * set.Average()).Sum() > 0
            && changes.Sum(set => set.Count(change => change > 0) - set.Count(change => change < 0)) >= LeastHelped;
    }

    /// <summary>For each question of each set, 1/log2(1 + rank) of the first passage that answers; 0 where none does.</summary>
    private List<double[]> Gains(RankingModel model, CancellationToken cancellationToken) =>
        [.. sets.Select(set =>
        {
            var answerable = set.Questions.Where(question => question.Answerable).ToList();
            var step = Math.Max(1, answerable.Count / MostQuestions);
            return answerable
                .Where((_, i) => i % step == 0)
                .AsParallel().AsOrdered().WithCancellation(cancellationToken)
                .Select(question => Gain(set, question, model))
                .ToArray();
        })];

    private double Gain(TrainingSet set, SetQuestion question, RankingModel model)
    {
        var rank = AnswerEngine.Passages(set.Index, Evaluator.Asked(question, new AnswerEngine(set.Index, ranking: model)), today, model).FindIndex(passage => Answers(set, question, passage));
        return rank < 0 ? 0 : 1 / Math.Log2(rank + 2);
    }

    private bool Answers(TrainingSet set, SetQuestion question, Candidate passage) =>
        _judged.GetOrAdd(
            (set, question, passage.Document.Id, passage.Span.Start),
            static (_, judged) => judged.question.IsExpected(judged.passage.Document.Id, judged.passage.Section.Anchor, judged.passage.Document.Slice(judged.passage.Span)),
            (set, question, passage));
}
