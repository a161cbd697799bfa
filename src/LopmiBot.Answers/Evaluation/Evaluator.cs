using System.Diagnostics.CodeAnalysis;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;

namespace LopmiBot.Answers.Evaluation;

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
/// <param name="Shown">The excerpts, best first.</param>
public sealed record Miss(SetQuestion Question, Outcome Outcome, IReadOnlyList<string> Shown);

/// <summary>How often answers of like confidence are right: the nearer the two shares, the better the confidence is calibrated.</summary>
/// <param name="Questions">How many questions have a confidence in this tenth.</param>
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
/// <param name="index">The documents, to hold excerpts against.</param>
public sealed class Evaluator(AnswerEngine engine, DocumentShelf index)
{
    private const int Shown = 3;
    private const int Tenths = 10;

    /// <summary>Asks every question.</summary>
    /// <param name="questions">The set.</param>
    /// <param name="progress">Told how many questions were asked.</param>
    /// <param name="cancellationToken">Stops between two questions.</param>
    public EvaluationReport Run(IReadOnlyList<SetQuestion> questions, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(questions);
        var results = new List<Result>(questions.Count);
        foreach (var question in questions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.Add(new Result(question, engine.Answer(Asked(question))));
            progress?.Report(results.Count);
        }

        var groups = new List<FigureGroup> { Measure("all", results) };
        groups.AddRange(Grouped(results, result => result.Question.Lang ?? ""));
        groups.AddRange(Grouped(results, result => result.Question.Kind));
        return new EvaluationReport(groups, Calibrate(results), [.. results.Where(result => result.IsMiss).Select(result => result.ToMiss())]);
    }

    /// <summary>A question of a set, as a person would ask it.</summary>
    /// <param name="question">The question.</param>
    public static Question Asked(SetQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return new Question(question.Question)
        {
            Language = LanguageCodes.Parse(question.Lang),
            AsOf = QuestionSet.Day(question),
            Context = question.Context ?? [],
            Excerpts = Shown,
        };
    }

    private static List<CalibrationBin> Calibrate(List<Result> results) =>
        [.. results.Where(result => result.Answer.Confidence > 0)
            .GroupBy(result => Math.Min(Tenths - 1, (int)(result.Answer.Confidence * Tenths)))
            .OrderBy(group => group.Key)
            .Select(group => new CalibrationBin(
                group.Count(),
                Math.Round(group.Average(result => result.Answer.Confidence), 3),
                Math.Round(group.Average(result => result.Question.Answerable && result.IsRight(Shown) ? 1.0 : 0.0), 3)))];

    private IEnumerable<FigureGroup> Grouped(List<Result> results, Func<Result, string> by) =>
        results.GroupBy(by, StringComparer.Ordinal)
            .Where(group => group.Key.Length > 0)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Measure(group.Key, [.. group]));

    private FigureGroup Measure(string group, List<Result> results)
    {
        var answerable = results.FindAll(result => result.Question.Answerable);
        var located = answerable.FindAll(result => result.Question.Relevant is { Count: > 0 });
        return new FigureGroup(group,
        [
            Figure.Measure("answer@1", answerable, result => result.IsRight(1)),
            Figure.Measure("answer@3", answerable, result => result.IsRight(Shown)),
            Figure.Measure("document@1", located, result => result.FindsDocument(1)),
            Figure.Measure("document@10", located, result => result.FindsDocument(10)),
            Figure.Measure("abstention precision", results.FindAll(result => result.IsSilent), result => !result.Question.Answerable),
            Figure.Measure("abstention recall", results.FindAll(result => !result.Question.Answerable), result => result.IsSilent),
            Figure.Measure("verbatim", [.. results.SelectMany(result => result.Answer.Excerpts)], IsVerbatim),
        ]);
    }

    private bool IsVerbatim(Excerpt excerpt) =>
        index.Find(excerpt.Citation.DocumentId) is { } document
        && excerpt.Span.End <= document.Text.Length
        && document.Slice(excerpt.Span) == excerpt.Text;

    private sealed record Result(SetQuestion Question, Answer Answer)
    {
        public bool IsSilent => Answer.Excerpts.Count == 0;

        public bool IsMiss => Question.Answerable ? !IsRight(1) : !IsSilent;

        /// <summary>Whether one of the first excerpts is right, and nothing forbids the first.</summary>
        public bool IsRight(int among)
        {
            var shown = Answer.Excerpts.Take(among).ToList();
            return shown.Exists(excerpt =>
                    Question.IsExpected(excerpt.Citation.DocumentId, excerpt.Citation.Anchor, excerpt.Text))
                && (Question.ExpectAll ?? []).All(pattern => Answer.Excerpts.Any(excerpt => SetQuestion.Matches(pattern, excerpt.Text)))
                && !Question.Forbids(shown[0].Text);
        }

        public bool FindsDocument(int among) =>
            Answer.Documents.Take(among).Any(id => Question.Relevant!.Contains(id, StringComparer.Ordinal));

        public Miss ToMiss() => new(
            Question,
            Answer.Outcome,
            [.. Answer.Excerpts.Select(excerpt => $"{excerpt.Citation.DocumentId}#{excerpt.Citation.Anchor}: {excerpt.Text}")]);
    }
}
