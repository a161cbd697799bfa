using System.Globalization;
using System.Net;
using System.Text;
using LopmiBot.Learning.Evaluation;

namespace LopmiBot.CommandLine;

/// <summary>Draws an evaluation as one HTML page that loads nothing.</summary>
internal static class EvaluationPage
{
    private const int Side = 320;

    /// <summary>Draws the page.</summary>
    /// <param name="report">The evaluation.</param>
    /// <param name="earlier">An earlier one to compare with.</param>
    /// <param name="set">The name of the question set.</param>
    public static string Draw(EvaluationReport report, EvaluationReport? earlier, string set)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Evaluation of {{Text(set)}}</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark; }
            table { border-collapse: collapse; } th, td { border: 1px solid #8888; padding: .25rem .6rem; text-align: right; } th:first-child, td:first-child { text-align: left; }
            .better { color: #080; } .worse { color: #b00; } svg { background: #8881; } li { margin: .75rem 0; } blockquote { margin: .25rem 1rem; opacity: .8; }
            @media (prefers-color-scheme: dark) { .better { color: #6c6; } .worse { color: #f88; } }
            </style>
            </head>
            <body>
            <h1>Evaluation of {{Text(set)}}</h1>

            """);
        DrawFigures(page, report, earlier);
        DrawGroups(page, report);
        DrawCalibration(page, report.Calibration);
        DrawMisses(page, report, earlier);
        page.Append("</body>\n</html>\n");
        return page.ToString();
    }

    private static void DrawFigures(StringBuilder page, EvaluationReport report, EvaluationReport? earlier)
    {
        page.Append("<h2>Figures</h2>\n<table><tr><th>figure</th><th>share</th><th>95 % interval</th><th>of</th>");
        page.Append(earlier is null ? "</tr>\n" : "<th>earlier</th><th>change</th></tr>\n");
        foreach (var figure in report.All.Figures.Concat(report.CrossLanguage).Where(figure => figure.Of > 0))
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(figure.Name)}</td><td>{Percent(figure.Share)}</td><td>{Percent(figure.Low)}–{Percent(figure.High)}</td><td>{figure.Of}</td>");
            if (earlier?.All.Figures.Concat(earlier.CrossLanguage).FirstOrDefault(other => other.Name == figure.Name) is { } before)
            {
                var change = figure.Share - before.Share;
                page.Append(CultureInfo.InvariantCulture, $"<td>{Percent(before.Share)}</td><td class=\"{(change > 0 ? "better" : change < 0 ? "worse" : "")}\">{100 * change:+0.0;−0.0;0.0}</td>");
            }

            page.Append("</tr>\n");
        }

        page.Append("</table>\n");
    }

    private static void DrawGroups(StringBuilder page, EvaluationReport report)
    {
        page.Append("<h2>By language and kind</h2>\n<table><tr><th></th>");
        page.AppendJoin("", report.All.Figures.Select(figure => $"<th>{Text(figure.Name)}</th>")).Append("</tr>\n");
        foreach (var group in report.Groups.Skip(1))
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(group.Group)}</td>");
            page.AppendJoin("", group.Figures.Select(figure => $"<td>{(figure.Of == 0 ? "" : Percent(figure.Share))}</td>")).Append("</tr>\n");
        }

        page.Append("</table>\n");
    }

    /// <summary>A point a tenth of confidence: on the diagonal, answers are right as often as they are said to be.</summary>
    private static void DrawCalibration(StringBuilder page, IReadOnlyList<CalibrationBin> bins)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>Calibration</h2>\n<svg viewBox=\"0 0 {Side} {Side}\" width=\"{Side}\" height=\"{Side}\" role=\"img\" aria-label=\"Share of right answers by confidence\"><line x1=\"0\" y1=\"{Side}\" x2=\"{Side}\" y2=\"0\" stroke=\"#8888\"/>");
        foreach (var bin in bins)
        {
            page.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{bin.Confidence * Side:0.#}\" cy=\"{(1 - bin.Right) * Side:0.#}\" r=\"{3 + Math.Log2(bin.Questions):0.#}\" fill=\"#36c\"/>");
        }

        page.Append("</svg>\n<table><tr><th>confidence</th><th>right</th><th>questions</th></tr>\n");
        foreach (var bin in bins)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Percent(bin.Confidence)}</td><td>{Percent(bin.Right)}</td><td>{bin.Questions}</td></tr>\n");
        }

        page.Append("</table>\n");
    }

    private static void DrawMisses(StringBuilder page, EvaluationReport report, EvaluationReport? earlier)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{report.Misses.Count} misses</h2>\n<ul>\n");
        var before = earlier?.Misses.Select(miss => miss.Question.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var miss in report.Misses)
        {
            var isNew = before?.Contains(miss.Question.Id) == false;
            page.Append(CultureInfo.InvariantCulture, $"<li><strong>{Text(miss.Question.Id)}</strong> {(isNew ? "<span class=\"worse\">new</span> " : "")}{Text(miss.Question.Question)} ({miss.Outcome})");
            page.AppendJoin("", miss.Shown.Select(shown => $"<blockquote>{Text(shown)}</blockquote>")).Append("</li>\n");
        }

        page.Append("</ul>\n");
    }

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
