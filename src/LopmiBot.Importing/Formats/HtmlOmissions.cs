using AngleSharp.Dom;
using LopmiBot.Importing.Reports;

namespace LopmiBot.Importing.Formats;

/// <summary>Names what a page has and its draft has not.</summary>
internal static class HtmlOmissions
{
    /// <summary>The words of an element, shown or not; scripts and style sheets have none.</summary>
    public static int WordsIn(IElement element) => ReportBuilder.WordsOf(string.Concat(Pieces(element)));

    /// <summary>Notes what is not read of a page.</summary>
    /// <param name="page">Its body.</param>
    /// <param name="content">The part that is read.</param>
    /// <param name="report">Takes it.</param>
    public static void Note(IElement page, IElement content, ReportBuilder report)
    {
        if (content != page && WordsIn(page) - WordsIn(content) is var outside and > 0)
        {
            report.Omit("page around the text", "page", outside);
        }

        Walk(content, "before the first heading", report);
    }

    private static string Walk(IElement parent, string place, ReportBuilder report)
    {
        foreach (var element in parent.Children)
        {
            if (element.LocalName is ['h', >= '1' and <= '6'] && HtmlText.Text(element) is { Length: > 0 } heading)
            {
                place = $"under “{heading}”";
            }

            var isRead = HtmlText.IsRead(element);
            if (NameOf(element, isRead) is { } name && (element.LocalName is "img" or "iframe" or "object" or "video" or "audio" or "svg" or "canvas" || WordsIn(element) > 0))
            {
                report.Omit(name, place, isRead ? 0 : WordsIn(element));
            }

            place = isRead ? Walk(element, place, report) : place;
        }

        return place;
    }

    private static string? NameOf(IElement element, bool isRead) => element.LocalName switch
    {
        "img" => Names.Line(element.GetAttribute("alt")) is { Length: > 0 } text ? $"image ({text})" : "image",
        "script" or "style" or "template" or "noscript" => null,
        "math" => $"equation ({HtmlText.Text(element)})",
        "svg" or "canvas" => "drawing",
        "iframe" or "object" or "video" or "audio" => $"embedded {element.LocalName}",
        _ when isRead => null,
        "del" or "s" or "strike" => "deleted text",
        "nav" => "menu",
        "header" or "footer" or "aside" or "form" or "button" or "select" or "dialog" or "textarea" => element.LocalName,
        "rp" => null,
        _ => "hidden text",
    };

    private static IEnumerable<string> Pieces(INode node)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText text)
            {
                yield return text.Data;
            }
            else if (child is IElement { LocalName: not ("script" or "style" or "template" or "noscript") } element)
            {
                var isBlock = HtmlText.IsBlock(element) || element.LocalName is "br" or "nav" or "header" or "footer" or "aside" or "form" or "button";
                yield return isBlock ? " " : "";
                foreach (var piece in Pieces(element))
                {
                    yield return piece;
                }

                yield return isBlock ? " " : "";
            }
        }
    }
}
