using System.Globalization;
using LopmiBot.Answers;
using LopmiBot.Answers.Ranking;
using Spectre.Console;

namespace LopmiBot.CommandLine;

/// <summary>Draws how an answer came about, for who tunes or curates.</summary>
internal static class ExplanationWriter
{
    /// <summary>Smaller contributions do not explain anything.</summary>
    private const double LeastShown = 0.05;

    public static void Write(Explanation explanation)
    {
        var console = AnsiConsole.Console;
        console.WriteLine();
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]Question[/] in {explanation.Language}, for {explanation.AsOf:yyyy-MM-dd} ({(explanation.NamesDay ? "asked" : "today")}), asks for {explanation.AnswerKind}");
        var reading = explanation.Reading;
        string[] parts =
        [
            .. reading.Subjects.Select(subject => $"{subject.Kind} {subject.Id}"),
            .. reading.Offender is { } offender ? [offender.ToString()] : Array.Empty<string>(),
            .. reading.Circumstances,
        ];
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]Understood[/]: {(parts.Length == 0 ? "no subject by name" : string.Join(" · ", parts))}; not read: {(reading.Unread.Count == 0 ? "nothing" : string.Join(", ", reading.Unread))}");
        var terms = new Table().MinimalBorder().AddColumns("texts in", "term", "weight", "also looked for");
        foreach (var term in explanation.Terms)
        {
            terms.AddRow([term.Language.ToString(), term.IsKnown ? Markup.Escape(term.Term) : $"[red]{Markup.Escape(term.Term)}[/] (unknown)", Number(term.Weight), Markup.Escape(string.Join(", ", term.OtherWords))]);
        }

        console.Write(terms);
        var verdict = explanation.Scope < explanation.LeastScope ? "silent" : "answers";
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{verdict}[/]: the documents are about this with probability {explanation.Scope:0.00}, at least {explanation.LeastScope:0.00} needed; the excerpts answer with probability {explanation.Confidence:0.00}");
        console.Write(Contributions(explanation.Evidence));
        for (var i = 0; i < explanation.Excerpts.Count; i++)
        {
            var excerpt = explanation.Excerpts[i];
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{i + 1}. {excerpt.DocumentId}#{excerpt.Anchor}[/] score {excerpt.Score:0.00}");
            console.Write(new Padder(new Text(excerpt.Text), new Padding(3, 0, 0, 0)));
            console.Write(Contributions(excerpt.Contributions));
        }
    }

    private static Table Contributions(IReadOnlyList<Contribution> contributions)
    {
        var table = new Table().MinimalBorder().AddColumns("feature", "value", "weight", "adds");
        foreach (var each in contributions.Where(each => Math.Abs(each.Adds) >= LeastShown))
        {
            table.AddRow(each.Name, Number(each.Value), Number(each.Weight), Number(each.Adds));
        }

        return table;
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
