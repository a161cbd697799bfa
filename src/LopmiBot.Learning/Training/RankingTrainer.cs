using LopmiBot.Answers;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Ranking;
using LopmiBot.Learning.Evaluation;

namespace LopmiBot.Learning.Training;

/// <summary>A question set with the documents that it is about.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Folder">Where the documents lie.</param>
/// <param name="Index">The documents.</param>
/// <param name="Questions">The questions.</param>
public sealed record TrainingSet(string Name, string Folder, CorpusIndex Index, IReadOnlyList<SetQuestion> Questions)
{
    /// <summary>What the set counts beside others, whatever its size.</summary>
    public double Weight { get; init; } = 1;
}

/// <summary>
/// Learns the ranking from question sets, each of which counts by its weight whatever its size. In three steps: by what
/// passages are found, how excerpts are ranked, and when to be silent. The same inputs give the same weights.
/// </summary>
/// <param name="sets">The sets.</param>
/// <param name="today">The day on which the questions are asked.</param>
/// <param name="tunesRetrieval">Whether the weights by which passages are found are learned too, which takes long; else those that ship are kept.</param>
public sealed class RankingTrainer(IReadOnlyList<TrainingSet> sets, DateOnly today, bool tunesRetrieval = true)
{
    /// <summary>Excerpts shown for a question: silence is right when none of them is.</summary>
    private const int Shown = 3;

    /// <summary>How much the squares of the weights hold them back.</summary>
    private const double Restraint = 0.0005;

    /// <summary>Learns from the questions of every set that <paramref name="include"/> lets through.</summary>
    /// <param name="include">Takes the set and the question.</param>
    /// <param name="obtained">How, in words: kept with the weights.</param>
    /// <param name="progress">Told how many of the steps are done, of <see cref="Steps"/>.</param>
    /// <param name="cancellationToken">Stops between two questions.</param>
    public RankingModel Learn(Func<TrainingSet, SetQuestion, bool> include, string obtained, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(include);
        var chosen = sets.Select(set => set with { Questions = [.. set.Questions.Where(question => include(set, question))] }).ToList();
        var model = new RankingModel { Obtained = obtained, Weights = Even() };
        model = model with { Retrieval = tunesRetrieval ? new RetrievalTuner(chosen, today).Tune(model, cancellationToken) : RankingModel.Default.Retrieval };
        progress?.Report(1);
        var examples = chosen.ConvertAll(set => Examples(set, model, cancellationToken));
        progress?.Report(2);
        var shares = chosen.ConvertAll(set => set.Weight / chosen.Sum(each => each.Weight));
        var weights = GradientAscent.Climb(Enum.GetValues<Feature>().Length, Restraint, weights => Ranked([.. examples.Zip(shares)], weights));
        model = model with { Weights = Named<Feature>(weights) };
        progress?.Report(3);
        var indexes = chosen.DistinctBy(set => set.Index).ToList();
        var evidence = chosen
            .ConvertAll(set => new JudgedGroup(Judge(set, set.Questions, isOwn: true, model, cancellationToken), set.Weight))
            .Concat(indexes.Select(set =>
                new JudgedGroup(Judge(set, [.. chosen.Where(asked => AreStrangers(set, asked)).DistinctBy(asked => asked.Name).SelectMany(asked => asked.Questions)], isOwn: false, model, cancellationToken), set.Weight / indexes.Count)))
            .Where(group => group.Judgements.Count > 0)
            .ToList();
        progress?.Report(4);
        var deviations = Deviations(evidence);
        var even = evidence.ConvertAll(group => group with { Judgements = group.Judgements.ConvertAll(each => each with { Evidence = [.. each.Evidence.Zip(deviations, (value, deviation) => (float)(value / deviation))] }) });
        Dictionary<string, double> Regression(Func<Judgement, bool> holds) =>
            Named<Evidence>([.. GradientAscent.Climb(deviations.Length, Restraint, weights => Judged(even, weights, holds)).Zip(deviations, (weight, deviation) => weight / deviation)]);
        model = model with { Confidence = Regression(each => each.Answers), Scope = Regression(each => each.InScope) };
        progress?.Report(Steps);
        return model with { LeastScope = LeastScope, LeastSureScope = LeastSureScope };
    }

    /// <summary>How many steps learning has.</summary>
    public const int Steps = 5;

    /// <summary>The standard deviation of each kind of evidence, so that the weights of those that vary little are not held back more; 1 where one does not vary.</summary>
    private static double[] Deviations(List<JudgedGroup> groups)
    {
        var all = groups.SelectMany(group => group.Judgements).Select(each => each.Evidence).ToList();
        return [.. Enumerable.Range(0, Enum.GetValues<Evidence>().Length).Select(i =>
        {
            var mean = all.Average(evidence => (double)evidence[i]);
            var deviation = Math.Sqrt(all.Average(evidence => (evidence[i] - mean) * (evidence[i] - mean)));
            return deviation > 1e-6 ? deviation : 1;
        })];
    }

    /// <summary>Below this probability that the documents are about the question, silence is right. A little under one half: a nearest passage that does not help costs less than silence where there is an answer.</summary>
    private const double LeastScope = 0.45;

    /// <summary>Where they are not in at least about one of four cases, what is found is not called an answer.</summary>
    private const double LeastSureScope = 0.78;

    /// <summary>What to start from: only what a sentence and its headings hold.</summary>
    private static Dictionary<string, double> Even() => new(StringComparer.Ordinal)
    {
        [nameof(Feature.PassageScore)] = 1,
        [nameof(Feature.Similarity)] = 1,
        [nameof(Feature.SentenceCount)] = 1,
        [nameof(Feature.HeadingsBeyond)] = 1,
    };

    private static Dictionary<string, double> Named<T>(double[] weights)
        where T : struct, Enum =>
        Enum.GetNames<T>().Zip(weights).ToDictionary(pair => pair.First, pair => Math.Round(pair.Second, 3), StringComparer.Ordinal);

    /// <summary>The answerable questions of which some excerpt is right and some is not.</summary>
    private List<Example> Examples(TrainingSet set, RankingModel model, CancellationToken cancellationToken) =>
        [.. set.Questions.Where(question => question.Answerable)
            .AsParallel().AsOrdered().WithCancellation(cancellationToken)
            .Select(question =>
            {
                var found = AnswerEngine.Find(set.Index, Evaluator.Asked(question, new AnswerEngine(set.Index, ranking: model)), today, model);
                return new Example(
                    [.. found.Windows.Select(window => window.Features)],
                    [.. found.Windows.Select(window => IsRight(set, question, window))]);
            })
            .Where(example => example.IsRight.Contains(true) && example.IsRight.Contains(false))];

    private static bool IsRight(TrainingSet set, SetQuestion question, RankedWindow window) =>
        question.IsExpected(window.Passage.Document.Id, window.Passage.Section.Anchor, window.Passage.Document.Slice(window.Span))
        && !question.Forbids(window.Passage.Document.Slice(window.Span));

    /// <summary>Whether the documents of one set have nothing to do with the questions of the other: they have none in common.</summary>
    private static bool AreStrangers(TrainingSet set, TrainingSet asked) =>
        !ReferenceEquals(set.Index, asked.Index) && !asked.Index.AllDocuments().Any(document => set.Index.Find(document.Id) is not null);

    /// <summary>Questions asked of the documents of a set: those of other sets are not answered by them.</summary>
    private List<Judgement> Judge(TrainingSet set, IReadOnlyList<SetQuestion> questions, bool isOwn, RankingModel model, CancellationToken cancellationToken) =>
        [.. questions
            .AsParallel().AsOrdered().WithCancellation(cancellationToken)
            .Select(question =>
            {
                var found = AnswerEngine.Find(set.Index, Evaluator.Asked(question, new AnswerEngine(set.Index, ranking: model)), today, model);
                var inScope = isOwn && question.Answerable;
                return new Judgement(found.Evidence, inScope && Shows(set, question, found), inScope);
            })
            .Where(judgement => judgement.Evidence.Length > 0)];

    private static bool Shows(TrainingSet set, SetQuestion question, Found found) =>
        AnswerEngine.Choose(found, Shown).Exists(excerpt =>
            found.Windows.First(window => window.Span == excerpt.Span && window.Passage.Document.Id == excerpt.Citation.DocumentId) is var window
            && question.IsExpected(window.Passage.Document.Id, window.Passage.Section.Anchor, excerpt.Text));

    /// <summary>
    /// The slope of the likelihood that a softmax over a question's excerpts puts on the right ones (listwise, after Cao et
    /// al., "Learning to Rank", ICML 2007).
    /// </summary>
    private static double[] Ranked(List<(List<Example> Examples, double Share)> sets, double[] weights) =>
        GradientAscent.Sum(weights.Length, sets.SelectMany(set => set.Examples.Select(example => (example, share: set.Share / set.Examples.Count))), pair =>
        {
            var (example, share) = pair;
            var scores = new double[example.Excerpts.Count];
            for (var j = 0; j < scores.Length; j++)
            {
                scores[j] = GradientAscent.Dot(weights, example.Excerpts[j]);
            }

            var most = scores.Max();
            var (all, right) = (0.0, 0.0);
            for (var j = 0; j < scores.Length; j++)
            {
                scores[j] = Math.Exp(scores[j] - most);
                all += scores[j];
                right += example.IsRight[j] ? scores[j] : 0;
            }

            var slope = new double[weights.Length];
            for (var j = 0; j < scores.Length; j++)
            {
                GradientAscent.Add(slope, share * ((example.IsRight[j] && right > 0 ? scores[j] / right : 0) - (scores[j] / all)), example.Excerpts[j]);
            }

            return slope;
        });

    /// <summary>The slope of the likelihood of a logistic regression.</summary>
    private static double[] Judged(List<JudgedGroup> groups, double[] weights, Func<Judgement, bool> holds) =>
        GradientAscent.Sum(weights.Length, groups.SelectMany(group => group.Judgements.Select(each => (each, share: group.Weight / (group.Judgements.Count * groups.Sum(other => other.Weight))))), pair =>
        {
            var (judgement, share) = pair;
            var slope = new double[weights.Length];
            GradientAscent.Add(slope, share * ((holds(judgement) ? 1 : 0) - (1 / (1 + Math.Exp(-GradientAscent.Dot(weights, judgement.Evidence))))), judgement.Evidence);
            return slope;
        });

    /// <summary>What one question teaches: the excerpts that could be shown, and which of them are right.</summary>
    private sealed record Example(IReadOnlyList<float[]> Excerpts, IReadOnlyList<bool> IsRight);

    /// <summary>What a question finds: its evidence, whether the excerpts shown answer, and whether the documents should.</summary>
    private sealed record Judgement(float[] Evidence, bool Answers, bool InScope);

    /// <summary>Questions that count together by a weight, however many they are.</summary>
    private sealed record JudgedGroup(List<Judgement> Judgements, double Weight);
}
