using LopmiBot.Answers;

namespace LopmiBot.Learning.Evaluation;

/// <summary>Answers to the questions of sets, and the figures that they give.</summary>
public sealed class EvaluationResults
{
    /// <summary>Excerpts that are looked at.</summary>
    internal const int Shown = 3;

    private const int Tenths = 10;

    private readonly List<Result> _results = [];

    /// <summary>Notes an answer.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="answer">What was answered.</param>
    /// <param name="areVerbatim">Of each excerpt, whether it stands in its document's file.</param>
    /// <returns>How many there are.</returns>
    internal int Add(SetQuestion question, Answer answer, IReadOnlyList<bool> areVerbatim)
    {
        _results.Add(new Result(question, answer, areVerbatim));
        return _results.Count;
    }

    /// <summary>The figures.</summary>
    public EvaluationReport Report()
    {
        var groups = new List<FigureGroup> { Measure("all", _results) };
        groups.AddRange(Grouped(_results, result => result.Question.Lang ?? ""));
        groups.AddRange(Grouped(_results, result => result.Question.Kind));
        return new EvaluationReport(groups, Calibrate(_results), [.. _results.Where(result => result.IsMiss).Select(result => result.ToMiss())]);
    }

    private static List<CalibrationBin> Calibrate(List<Result> results) =>
        [.. results.Where(result => !result.IsSilent)
            .GroupBy(result => Math.Min(Tenths - 1, (int)(result.Answer.Confidence * Tenths)))
            .OrderBy(group => group.Key)
            .Select(group => new CalibrationBin(
                group.Count(),
                Math.Round(group.Average(result => result.Answer.Confidence), 3),
                Math.Round(group.Average(result => result.Question.Answerable && result.IsRight(Shown) ? 1.0 : 0.0), 3)))];

    private static IEnumerable<FigureGroup> Grouped(List<Result> results, Func<Result, string> by) =>
        results.GroupBy(by, StringComparer.Ordinal)
            .Where(group => group.Key.Length > 0)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Measure(group.Key, [.. group]));

    private static FigureGroup Measure(string group, List<Result> results)
    {
        var answerable = results.FindAll(result => result.Question.Answerable);
        var located = answerable.FindAll(result => result.Question.Relevant is { Count: > 0 });
        return new FigureGroup(group,
        [
            Figure.Measure("answer@1", answerable, result => result.IsRight(1)),
            Figure.Measure("answer@3", answerable, result => result.IsRight(Shown)),
            Figure.Measure("answered", answerable, result => !result.IsSilent),
            Figure.Measure("answered surely", answerable, result => result.IsSure),
            Figure.Measure("document@1", located, result => result.FindsDocument(1)),
            Figure.Measure("document@10", located, result => result.FindsDocument(10)),
            Figure.Measure("abstention precision", results.FindAll(result => result.IsSilent), result => !result.Question.Answerable),
            Figure.Measure("abstention recall", results.FindAll(result => !result.Question.Answerable), result => result.IsSilent),
            Figure.Measure("nothing claimed", results.FindAll(result => !result.Question.Answerable), result => !result.IsSure),
            Figure.Measure("verbatim", [.. results.SelectMany(result => result.AreVerbatim)], holds => holds),
        ]);
    }

    private sealed record Result(SetQuestion Question, Answer Answer, IReadOnlyList<bool> AreVerbatim)
    {
        public bool IsSilent => Answer.Excerpts.Count == 0;

        /// <summary>Whether what is shown is shown as an answer, not as the nearest passages.</summary>
        public bool IsSure => !IsSilent && !Answer.IsUnsure;

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
            Answer.Reading,
            [.. Answer.Excerpts.Select(excerpt => $"{excerpt.Citation.DocumentId}#{excerpt.Citation.Anchor}: {excerpt.Text}")]);
    }
}
