using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using LopmiBot.Answers.Documents;
using LopmiBot.Conversation.Administration;
using Microsoft.AspNetCore.Html;

namespace LopmiBot.Pages.Admin;

/// <summary>Charts as inline SVG, drawn here; the same figures stand in a table beside them.</summary>
public static class Charts
{
    private const int Width = 720;
    private const int Height = 160;
    private const int Below = 18;

    /// <summary>How many questions each day were answered and were not.</summary>
    /// <param name="days">The days, oldest first.</param>
    /// <param name="title">What the chart shows.</param>
    /// <param name="answered">What the lower part of a bar says.</param>
    /// <param name="silent">What the upper part says.</param>
    public static IHtmlContent Volume(IReadOnlyList<DayOfQuestions> days, string title, string answered, string silent)
    {
        ArgumentNullException.ThrowIfNull(days);
        var most = Math.Max(1, days.Max(day => day.Answered + day.Silent));
        var svg = Open(title, $"{title}: {days.Sum(day => day.Answered)} {answered}, {days.Sum(day => day.Silent)} {silent}");
        var step = (double)Width / days.Count;
        foreach (var (day, i) in days.Select((day, i) => (day, i)))
        {
            double low = (double)Height * day.Answered / most;
            double high = (double)Height * day.Silent / most;
            svg.Append(CultureInfo.InvariantCulture, $"<g><title>{day.Day:yyyy-MM-dd}: {day.Answered} {Encode(answered)}, {day.Silent} {Encode(silent)}</title>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"answered\" x=\"{(i * step) + 1:0.#}\" y=\"{Height - low:0.#}\" width=\"{step - 2:0.#}\" height=\"{low:0.#}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"silent\" x=\"{(i * step) + 1:0.#}\" y=\"{Height - low - high:0.#}\" width=\"{step - 2:0.#}\" height=\"{high:0.#}\"/></g>");
        }

        return Close(svg, days, $"{most}", title, ("answered", answered), ("silent", silent));
    }

    /// <summary>How long answers took.</summary>
    /// <param name="days">The days, oldest first.</param>
    /// <param name="title">What the chart shows.</param>
    /// <param name="median">What the first line says.</param>
    /// <param name="slowest">What the second line says.</param>
    public static IHtmlContent Latency(IReadOnlyList<DayOfQuestions> days, string title, string median, string slowest)
    {
        ArgumentNullException.ThrowIfNull(days);
        var most = Math.Max(1, days.Max(day => day.Slowest?.TotalMilliseconds ?? 0));
        var svg = Open(title, $"{title}: {median}, {slowest}");
        var step = (double)Width / days.Count;
        void Line(string name, string says, Func<DayOfQuestions, TimeSpan?> of)
        {
            var points = days.Select((day, i) => (Place: i, Value: of(day))).Where(point => point.Value is not null)
                .Select(point => string.Create(CultureInfo.InvariantCulture, $"{(point.Place + 0.5) * step:0.#},{Height - (Height * point.Value!.Value.TotalMilliseconds / most):0.#}")).ToList();
            svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"{name}\" points=\"{string.Join(' ', points)}\"><title>{Encode(says)}</title></polyline>");
            foreach (var point in points.Select(point => point.Split(',')))
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"{name}\" cx=\"{point[0]}\" cy=\"{point[1]}\" r=\"2.5\"/>");
            }
        }

        Line("median", median, day => day.Median);
        Line("slowest", slowest, day => day.Slowest);
        return Close(svg, days, string.Create(CultureInfo.InvariantCulture, $"{most:0.#} ms"), title, ("median", median), ("slowest", slowest));
    }

    /// <summary>When each version of a provision is in force, below each other.</summary>
    /// <param name="versions">The versions' names and periods.</param>
    /// <param name="today">Today, which is marked.</param>
    /// <param name="title">What the chart shows.</param>
    public static IHtmlContent TimeLine(IReadOnlyList<(string Name, Validity Validity)> versions, DateOnly today, string title)
    {
        ArgumentNullException.ThrowIfNull(versions);
        var days = versions.SelectMany(version => new[] { version.Validity.From, version.Validity.To }).OfType<DateOnly>().Append(today).ToList();
        var (first, last) = (days.Min().DayNumber - 180, days.Max().DayNumber + 180);
        double At(DateOnly? day, int otherwise) => (double)Width * ((day?.DayNumber ?? otherwise) - first) / Math.Max(1, last - first);
        const int Row = 24;
        var svg = Open(title, string.Join("; ", versions.Select(version => $"{version.Name}: {version.Validity}")), versions.Count * Row);
        foreach (var ((name, validity), i) in versions.Select((version, i) => (version, i)))
        {
            var (from, to) = (At(validity.From, first), At(validity.To, last));
            svg.Append(CultureInfo.InvariantCulture, $"<g><title>{Encode(name)}: {validity}</title><rect class=\"{(validity.Contains(today) ? "answered" : "silent")}\" x=\"{from:0.#}\" y=\"{(i * Row) + 2}\" width=\"{Math.Max(2, to - from):0.#}\" height=\"{Row - 4}\"/></g>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"today\" x1=\"{At(today, last):0.#}\" x2=\"{At(today, last):0.#}\" y1=\"0\" y2=\"{versions.Count * Row}\"/></svg>");
        return new HtmlString(svg.ToString());
    }

    /// <summary>A span in milliseconds, with one decimal; empty for none.</summary>
    public static string Milliseconds(TimeSpan? time) => time?.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture) ?? "";

    private static StringBuilder Open(string title, string description, int height = Height + Below) => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"<svg class=\"chart\" role=\"img\" aria-label=\"{Encode(description)}\" viewBox=\"0 0 {Width} {height}\"><title>{Encode(title)}</title>");

    /// <summary>Ends a chart of days: its scale, its ends, and what its colours mean.</summary>
    private static HtmlString Close(StringBuilder svg, IReadOnlyList<DayOfQuestions> days, string most, string title, params (string Name, string Says)[] legend)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"2\" y=\"12\">{Encode(most)}</text><text x=\"0\" y=\"{Height + Below - 4}\">{days[0].Day:yyyy-MM-dd}</text><text x=\"{Width}\" y=\"{Height + Below - 4}\" text-anchor=\"end\">{days[^1].Day:yyyy-MM-dd}</text></svg>");
        var entries = string.Concat(legend.Select(entry => $"<span class=\"legend {entry.Name}\">{Encode(entry.Says)}</span>"));
        return new HtmlString($"<figure class=\"charted\"><figcaption><span class=\"citation\">{Encode(title)}</span>{entries}</figcaption>{svg}</figure>");
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
