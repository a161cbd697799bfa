using System.Text.RegularExpressions;
using LopmiBot.Answers.Documents;
using LopmiBot.Importing.Reports;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LopmiBot.Importing.Formats;

/// <summary>
/// Markdown in which what programs show by marks stands as text: deleted text is left out, superscripts are written as such, notes
/// stand at the end, HTML becomes Markdown. Everything else is kept as it is written. Sources: CommonMark 0.31; GitHub Flavored
/// Markdown, strikethrough; the manual of pandoc, superscripts, subscripts and footnotes.
/// </summary>
internal static partial class MarkdownAsShown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough | EmphasisExtraOptions.Superscript | EmphasisExtraOptions.Subscript).Build();

    /// <summary>Rewrites what is not read as it is shown.</summary>
    /// <param name="markdown">The Markdown, without front matter.</param>
    /// <param name="report">Takes what is left out.</param>
    /// <param name="cancellationToken">Stops between blocks.</param>
    public static string Of(string markdown, ReportBuilder report, CancellationToken cancellationToken)
    {
        var text = WithNotesLast(markdown);
        var edits = new List<(SourceSpan Span, string Text)>();
        foreach (var node in Markdown.Parse(text, Pipeline).Descendants())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var place = $"line {node.Line + 1}";
            switch (node)
            {
                case HtmlBlock { Type: not HtmlBlockType.Comment } html:
                    edits.Add((html.Span, FromHtml(text[html.Span.Start..(html.Span.End + 1)], report, place, cancellationToken)));
                    break;
                case EmphasisInline { DelimiterChar: '~', DelimiterCount: 2 } deleted:
                    edits.Add((deleted.Span, ""));
                    report.Omit("deleted text", place, ReportBuilder.WordsOf(Inner(text, deleted.Span, 2)));
                    break;
                case EmphasisInline { DelimiterChar: '^' or '~', DelimiterCount: 1 } raised:
                    var inner = Inner(text, raised.Span, 1);
                    edits.Add((raised.Span, raised.DelimiterChar == '^' ? Superscripts.Raise(inner) : Superscripts.Lower(inner)));
                    break;
                case HtmlInline tag when Tag().Match(tag.Tag) is { Success: true } open:
                    AddTag(text, tag, open.Groups["name"].Value.ToLowerInvariant(), edits, report, place);
                    break;
                case LinkInline { IsImage: true } image:
                    report.Omit($"image ({Names.Line(image.Url)})", place);
                    break;
            }
        }

        return Applied(text, edits);
    }

    private static void AddTag(string text, HtmlInline tag, string name, List<(SourceSpan Span, string Text)> edits, ReportBuilder report, string place)
    {
        if (name == "br")
        {
            edits.Add((tag.Span, " "));
            return;
        }

        Inline? end = tag.NextSibling;
        while (end is not null && !(end is HtmlInline closing && closing.Tag.Equals($"</{name}>", StringComparison.OrdinalIgnoreCase)))
        {
            end = end.NextSibling;
        }

        if (end is null)
        {
            return;
        }

        var inner = text[(tag.Span.End + 1)..end.Span.Start];
        var whole = new SourceSpan(tag.Span.Start, end.Span.End);
        if (name is "del" or "s" or "strike")
        {
            edits.Add((whole, ""));
            report.Omit("deleted text", place, ReportBuilder.WordsOf(inner));
        }
        else
        {
            edits.Add((whole, name == "sup" ? Superscripts.Raise(inner) : Superscripts.Lower(inner)));
        }
    }

    private static string FromHtml(string html, ReportBuilder report, string place, CancellationToken cancellationToken)
    {
        var body = SafeHtml.Parse(html, cancellationToken).Body!;
        foreach (var deleted in body.QuerySelectorAll("del, s, strike"))
        {
            report.Omit("deleted text", place, HtmlOmissions.WordsIn(deleted));
        }

        var markdown = new MarkdownWriter();
        new HtmlText(markdown).Add(body);
        return markdown.ToString();
    }

    private static string Inner(string text, SourceSpan span, int marks) => span.Length <= 2 * marks ? "" : text[(span.Start + marks)..(span.End + 1 - marks)];

    /// <summary>Applies edits from the end; one within another is dropped, as the outer one says it all.</summary>
    private static string Applied(string text, List<(SourceSpan Span, string Text)> edits)
    {
        var read = 0;
        var result = new System.Text.StringBuilder(text.Length);
        foreach (var (span, replacement) in edits.OrderBy(edit => edit.Span.Start).ThenByDescending(edit => edit.Span.End))
        {
            if (span.Start >= read)
            {
                result.Append(text, read, span.Start - read).Append(replacement);
                read = span.End + 1;
            }
        }

        return result.Append(text, read, text.Length - read).ToString();
    }

    /// <summary>A note that is defined in the text stands after it. A mark without a definition names a source of the document.</summary>
    private static string WithNotesLast(string markdown)
    {
        var definitions = Definition().Matches(markdown).DistinctBy(match => match.Groups["id"].Value).ToDictionary(match => match.Groups["id"].Value, match => Names.Line(match.Groups["text"].Value), StringComparer.Ordinal);
        if (definitions.Count == 0)
        {
            return markdown;
        }

        var order = new List<string>();
        var text = Mark().Replace(Definition().Replace(markdown, ""), mark =>
        {
            var id = mark.Groups["id"].Value;
            if (!definitions.ContainsKey(id))
            {
                return mark.Value;
            }

            if (!order.Contains(id, StringComparer.Ordinal))
            {
                order.Add(id);
            }

            return "";
        });
        order.AddRange(definitions.Keys.Except(order, StringComparer.Ordinal));
        return $"{text.TrimEnd()}\n\n## Notes\n{string.Concat(order.Select((id, i) => $"\nNote {i + 1}. {definitions[id]}\n"))}";
    }

    [GeneratedRegex("^<(?<name>del|s|strike|sup|sub|br)(?:\\s[^>]*)?/?>$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^\[\^(?<id>[^\]\s]{1,80})\]:[ \t]*(?<text>[^\n]*(?:\n(?:[ ]{2,}|\t)[^\n]+)*)\n?", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Definition();

    [GeneratedRegex(@"\[\^(?<id>[^\]\s]{1,80})\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Mark();
}
