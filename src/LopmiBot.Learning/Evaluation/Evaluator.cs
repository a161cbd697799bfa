using System.Diagnostics.CodeAnalysis;
using LopmiBot.Answers;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;

namespace LopmiBot.Learning.Evaluation;

/// <summary>A share with its 95 % confidence interval (percentile bootstrap, 2,000 resamples, fixed seed).</summary>
/// <param name="Name">Which figure.</param>
/// <param name="Hits">How many.</param>
/// <param name="Of">Of how many; 0: the figure does not apply.</param>
/// <param name="Low">Lower end of the interval, 0 to 1.</param>
/// <param name="High">Upper end of the interval, 0 to 1.</param>
public sealed record Figure(string Name, int Hits, int Of, double Low, double High)
{
    private const int Resamples = 2_000;
    private const int Seed = 20230124;

    /// <summary>0 to 1; 0 when the figure does not apply.</summary>
    public double Share => Of == 0 ? 0 : (double)Hits / Of;

    /// <summary>Counts, and resamples for the interval.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "Resampling wants the same numbers each time, not secret ones.")]
    internal static Figure Measure<T>(string name, IReadOnlyCollection<T> of, Func<T, bool> which)
    {
        var hits = of.Select(item => which(item) ? 1 : 0).ToList();
        if (hits.Count == 0)
        {
            return new Figure(name, 0, 0, 0, 0);
        }

        var random = new Random(Seed);
        var shares = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
        {
            var sum = 0;
            for (var j = 0; j < hits.Count; j++)
            {
                sum += hits[random.Next(hits.Count)];
            }

            shares[i] = (double)sum / hits.Count;
        }

        Array.Sort(shares);
        return new Figure(name, hits.Sum(), hits.Count, shares[(int)(Resamples * 0.025)], shares[(int)(Resamples * 0.975)]);
    }
}

/// <summary>The figures of a group of questions.</summary>
/// <param name="Group"><c>all</c>, a language or a kind.</param>
/// <param name="Figures">In the order of the set's definition.</param>
public sealed record FigureGroup(string Group, IReadOnlyList<Figure> Figures)
{
    /// <summary>One figure by its name.</summary>
    public Figure this[string name] => Figures.First(figure => figure.Name == name);
}

/// <summary>A question that was not answered as expected, with what was shown.</summary>
/// <param name="Question">The question.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reading">What was understood of it.</param>
/// <param name="Shown">The excerpts, best first.</param>
public sealed record Miss(SetQuestion Question, Outcome Outcome, Reading Reading, IReadOnlyList<string> Shown);

/// <summary>How often answers of like confidence are right: the nearer the two shares, the better the confidence is calibrated.</summary>
/// <param name="Questions">How many questions were answered with a confidence in this tenth.</param>
/// <param name="Confidence">Their mean confidence, 0 to 1.</param>
/// <param name="Right">The share of them that were answered rightly, 0 to 1.</param>
public sealed record CalibrationBin(int Questions, double Confidence, double Right);

/// <summary>What an evaluation found.</summary>
/// <param name="Groups">All questions first, then by language, then by kind.</param>
/// <param name="Calibration">By tenths of confidence, the least first; empty tenths left out.</param>
/// <param name="Misses">Answerable questions whose first excerpt is not right, and others that were not left unanswered.</param>
public sealed record EvaluationReport(IReadOnlyList<FigureGroup> Groups, IReadOnlyList<CalibrationBin> Calibration, IReadOnlyList<Miss> Misses)
{
    /// <summary>The figures of questions asked in the language in which the documents are hidden; empty when that was not measured.</summary>
    public IReadOnlyList<Figure> CrossLanguage { get; init; } = [];

    /// <summary>The figures over all questions.</summary>
    public FigureGroup All => Groups[0];
}

/// <summary>Measures answers against a question set. Offline; the same inputs give the same report.</summary>
/// <param name="engine">What is measured.</param>
/// <param name="folders">Where the documents lie, to hold excerpts against.</param>
public sealed class Evaluator(AnswerEngine engine, params IReadOnlyList<string> folders)
{
    private readonly SourceFiles _sources = new(folders);

    /// <summary>Asks every question.</summary>
    /// <param name="questions">The set.</param>
    /// <param name="progress">Told how many questions were asked.</param>
    /// <param name="cancellationToken">Stops between two questions.</param>
    public EvaluationReport Run(IReadOnlyList<SetQuestion> questions, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var results = new EvaluationResults();
        Ask(questions, results, progress, cancellationToken);
        return results.Report();
    }

    /// <summary>Asks every question, beside those of other corpora.</summary>
    /// <param name="questions">The set.</param>
    /// <param name="results">Where the answers are noted.</param>
    /// <param name="progress">Told how many questions were asked, those before included.</param>
    /// <param name="cancellationToken">Stops between two questions.</param>
    public void Ask(IReadOnlyList<SetQuestion> questions, EvaluationResults results, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(results);
        foreach (var question in questions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var answer = engine.Answer(Asked(question, engine));
            var asked = results.Add(question, answer, [.. answer.Excerpts.Select(_sources.Hold)]);
            progress?.Report(asked);
        }
    }

    /// <summary>A question of a set, as a person would ask it.</summary>
    /// <param name="question">The question.</param>
    /// <param name="engine">Answers the questions before it.</param>
    public static Question Asked(SetQuestion question, AnswerEngine engine)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(engine);
        var asked = new Question(question.Question)
        {
            Language = LanguageCodes.Parse(question.Lang),
            AsOf = QuestionSet.Day(question),
            Excerpts = EvaluationResults.Shown,
        };
        return asked with { Previous = engine.Follow((question.Context ?? []).Select(text => asked with { Text = text })) };
    }
}
