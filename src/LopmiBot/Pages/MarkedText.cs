using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;
using Microsoft.AspNetCore.Html;

namespace LopmiBot.Pages;

/// <summary>Text with parts of it in <c>mark</c> elements, everything else encoded.</summary>
public static class MarkedText
{
    /// <summary>Marks spans of a text, given in its own offsets, ordered and without overlap.</summary>
    public static IHtmlContent Mark(string text, IReadOnlyList<TextSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(spans);
        var html = new HtmlContentBuilder();
        var at = 0;
        foreach (var span in spans)
        {
            html.Append(text[at..span.Start]);
            html.AppendHtml("<mark>").Append(text[span.Start..span.End]).AppendHtml("</mark>");
            at = span.End;
        }

        return html.Append(text[at..]);
    }

    /// <summary>A part of a document's text, with what of the passage falls into it marked.</summary>
    public static IHtmlContent Slice(Document document, TextSpan part, TextSpan passage)
    {
        ArgumentNullException.ThrowIfNull(document);
        var start = Math.Max(part.Start, passage.Start);
        var end = Math.Min(part.End, passage.End);
        return Mark(document.Slice(part), start < end ? [new TextSpan(start, end).Shift(-part.Start)] : []);
    }
}
