using System.Numerics;
using LopmiBot.Answers.Evaluation;
using LopmiBot.Answers.Indexing;

namespace LopmiBot.Answers.Ranking;

/// <summary>A question set with the documents that it is about.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Index">The documents.</param>
/// <param name="Questions">The questions.</param>
public sealed record TrainingSet(string Name, CorpusIndex Index, IReadOnlyList<SetQuestion> Questions);

/// <summary>
/// Learns the ranking from question sets, each of which counts as much as the others whatever its size. In three steps:
/// what the words of questions are worth, the weights of the ranking, and when to be silent. The same inputs give the same
/// weights.
/// </summary>
/// <param name="sets">The sets.</param>
/// <param name="today">The day on which the questions are asked.</param>
public sealed class RankingTrainer(IReadOnlyList<TrainingSet> sets, DateOnly today)
{
    /// <summary>Excerpts shown for a question: silence is right when none of them is.</summary>
    private const int Shown = 3;

    /// <summary>How much the squares of the weights hold them back.</summary>
    private const double Restraint = 0.0005;

    /// <summary>A word that questions about fewer documents than this hold is worth what its rarity says: it is of its subject, not of asking.</summary>
    private const int FewestDocuments = 5;

    /// <summary>A word is believed to be like the others until this many questions say otherwise.</summary>
    private const double Doubt = 10;

    private const double LeastTrust = 0.1;
    private const double MostTrust = 1.5;

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
        progress?.Report(1);
        model = model with { Trust = Trust([.. chosen.SelectMany(set => Examples(set, model, cancellationToken))]) };
        progress?.Report(2);
        var examples = chosen.ConvertAll(set => Examples(set, model, cancellationToken));
        progress?.Report(3);
        var weights = Ascent.Climb(Enum.GetValues<Feature>().Length, Restraint, weights => Ranked(examples, weights));
        model = model with { Weights = Named<Feature>(weights) };
        progress?.Report(4);
        var evidence = chosen.SelectMany(set => chosen.Select(asked => Evidence(set, asked, model, cancellationToken))).Where(group => group.Count > 0).ToList();
        progress?.Report(5);
        var confidence = Ascent.Climb(Enum.GetValues<Evidence>().Length, Restraint, weights => Judged(evidence, weights));
        progress?.Report(Steps);
        return model with { Confidence = Named<Evidence>(confidence), LeastConfidence = LeastConfidence };
    }

    /// <summary>How many steps learning has.</summary>
    public const int Steps = 6;

    /// <summary>
    /// One question in ten is worth answering: an excerpt beside the point costs a reader a glance, and names its source;
    /// a wrong silence costs the answer.
    /// </summary>
    private const double LeastConfidence = 0.1;

    /// <summary>What to start from: only what a sentence and its headings hold.</summary>
    private static Dictionary<string, double> Even() => new(StringComparer.Ordinal)
    {
        [nameof(Feature.PassageScore)] = 1,
        [nameof(Feature.SentenceCoverage)] = 1,
        [nameof(Feature.ExcerptCoverage)] = 1,
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
                var found = AnswerEngine.Find(set.Index, Evaluator.Asked(question), today, model);
                return new Example(
                    question.Relevant is { Count: > 0 } relevant ? relevant[0] : question.Id,
                    found.Asked.Terms[found.Asked.Language],
                    [.. found.Windows.Select(window => window.Features)],
                    [.. found.Windows.Select(window => window.Held)],
                    [.. found.Windows.Select(window => IsRight(question, window))]);
            })
            .Where(example => example.IsRight.Contains(true) && example.IsRight.Contains(false))];

    private static bool IsRight(SetQuestion question, RankedWindow window) =>
        question.IsRight(window.Passage.Document.Id, window.Passage.Document.Slice(window.Span));

    /// <summary>
    /// Questions of one set asked of the documents of the same or of another: another's documents do not answer them.
    /// </summary>
    private List<(float[] Evidence, bool Answers)> Evidence(TrainingSet set, TrainingSet asked, RankingModel model, CancellationToken cancellationToken) =>
        [.. asked.Questions
            .AsParallel().AsOrdered().WithCancellation(cancellationToken)
            .Select(question =>
            {
                var found = AnswerEngine.Find(set.Index, Evaluator.Asked(question), today, model);
                var answers = ReferenceEquals(set, asked) && question.Answerable
                    && AnswerEngine.Choose(found, Shown).Exists(excerpt => question.IsExpected(excerpt.Citation.DocumentId, excerpt.Text));
                return (found.Evidence, answers);
            })
            .Where(pair => pair.Evidence.Length > 0)];

    /// <summary>
    /// What a word is worth beside its rarity: "nom" and "type" are rare in texts, and yet the sentence that answers rarely
    /// holds them. Each word's share of questions whose right sentence holds it, against the usual share.
    /// </summary>
    private static Dictionary<string, double> Trust(List<Example> examples)
    {
        var seen = new Dictionary<string, (int Questions, int Held, HashSet<string> Documents)>(StringComparer.Ordinal);
        foreach (var example in examples)
        {
            var held = example.Held.Where((_, i) => example.IsRight[i]).MaxBy(BitOperations.PopCount);
            for (var i = 0; i < Math.Min(64, example.Terms.Count); i++)
            {
                var (questions, holding, documents) = seen.GetValueOrDefault(example.Terms[i], (0, 0, []));
                documents.Add(example.Document);
                seen[example.Terms[i]] = (questions + 1, holding + (int)((held >> i) & 1), documents);
            }
        }

        var usual = (double)seen.Values.Sum(each => each.Held) / Math.Max(1, seen.Values.Sum(each => each.Questions));
        return seen
            .Where(pair => pair.Value.Documents.Count >= FewestDocuments)
            .Select(pair => (Term: pair.Key, Trust: (pair.Value.Held + (Doubt * usual)) / ((pair.Value.Questions + Doubt) * usual)))
            .OrderBy(pair => pair.Term, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Term, pair => Math.Round(Math.Clamp(pair.Trust, LeastTrust, MostTrust), 2), StringComparer.Ordinal);
    }

    /// <summary>
    /// The slope of the likelihood that a softmax over a question's excerpts puts on the right ones (listwise, after Cao et
    /// al., "Learning to Rank", ICML 2007).
    /// </summary>
    private static double[] Ranked(List<List<Example>> sets, double[] weights) =>
        Ascent.Sum(weights.Length, sets.SelectMany(set => set.Select(example => (example, share: 1.0 / (set.Count * sets.Count)))), pair =>
        {
            var (example, share) = pair;
            var scores = new double[example.Excerpts.Count];
            for (var j = 0; j < scores.Length; j++)
            {
                scores[j] = Ascent.Dot(weights, example.Excerpts[j]);
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
                Ascent.Add(slope, share * ((example.IsRight[j] && right > 0 ? scores[j] / right : 0) - (scores[j] / all)), example.Excerpts[j]);
            }

            return slope;
        });

    /// <summary>The slope of the likelihood of a logistic regression.</summary>
    private static double[] Judged(List<List<(float[] Evidence, bool Answers)>> groups, double[] weights) =>
        Ascent.Sum(weights.Length, groups.SelectMany(group => group.Select(each => (each, share: 1.0 / (group.Count * groups.Count)))), pair =>
        {
            var ((evidence, answers), share) = pair;
            var slope = new double[weights.Length];
            Ascent.Add(slope, share * ((answers ? 1 : 0) - (1 / (1 + Math.Exp(-Ascent.Dot(weights, evidence))))), evidence);
            return slope;
        });

    /// <summary>What one question teaches: what it is about, its terms, the excerpts that could be shown, and which of them are right.</summary>
    private sealed record Example(string Document, IReadOnlyList<string> Terms, IReadOnlyList<float[]> Excerpts, IReadOnlyList<ulong> Held, IReadOnlyList<bool> IsRight);
}
