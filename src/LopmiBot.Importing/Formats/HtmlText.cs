using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using LopmiBot.Answers.Documents;

namespace LopmiBot.Importing.Formats;

/// <summary>Turns elements of a page into Markdown: headings, paragraphs, lists, tables; whatever else becomes paragraphs.</summary>
/// <param name="markdown">Takes it.</param>
internal sealed partial class HtmlText(MarkdownWriter markdown)
{
    private static readonly HashSet<string> Unread = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "button", "select", "iframe", "svg", "canvas", "object", "dialog",
    };

    private static readonly HashSet<string> UnreadRoles = new(StringComparer.OrdinalIgnoreCase)
    {
        "navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "dialog", "alert",
    };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "div", "section", "article", "main", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "dt", "dd", "table", "blockquote", "pre", "figure", "figcaption", "address", "hr", "details", "summary", "center",
    };

    private readonly List<string> _line = [];

    /// <summary>Adds an element's content.</summary>
    /// <param name="element">The element.</param>
    public void Add(IElement element)
    {
        AddChildren(element);
        Flush();
    }

    /// <summary>What is not for reading: menus, scripts, what is hidden.</summary>
    public static bool IsRead(IElement element) =>
        !Unread.Contains(element.LocalName)
        && !element.HasAttribute("hidden")
        && element.GetAttribute("aria-hidden") != "true"
        && element.GetAttribute("style")?.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase) != true
        && !UnreadRoles.Contains(element.GetAttribute("role") ?? "");

    /// <summary>The text that is read of an element, on one line.</summary>
    public static string Text(INode node) => Names.Line(Raw(node));

    /// <summary>The text that is read of an element, with its white space.</summary>
    public static string Raw(INode node) => string.Concat(Pieces(node));

    /// <summary>Whether an element begins a line of its own.</summary>
    public static bool IsBlock(IElement element) => Blocks.Contains(element.LocalName) || element.LocalName is "li" or "td" or "th" or "tr";

    private static IEnumerable<string> Pieces(INode node)
    {
        foreach (var child in node.ChildNodes)
        {
            switch (child)
            {
                case IText text:
                    yield return text.Data;
                    break;
                case IElement { LocalName: "br" }:
                    yield return " ";
                    break;
                case IElement element when IsRead(element):
                    var isBlock = IsBlock(element);
                    yield return isBlock ? " " : "";
                    foreach (var piece in Pieces(element))
                    {
                        yield return piece;
                    }

                    yield return isBlock ? " " : "";
                    break;
            }
        }
    }

    private void AddChildren(INode node)
    {
        foreach (var child in node.ChildNodes)
        {
            switch (child)
            {
                case IText text:
                    _line.Add(text.Data);
                    break;
                case IElement element when IsRead(element):
                    AddElement(element);
                    break;
            }
        }
    }

    private void AddElement(IElement element)
    {
        switch (element.LocalName)
        {
            case "br":
                BreakLine(element);
                break;
            case ['h', >= '1' and <= '6'] heading:
                Flush();
                markdown.Heading(heading[1] - '0', Text(element));
                break;
            case "ul" or "ol":
                Flush();
                markdown.List(Items(element));
                break;
            case "table":
                Flush();
                AddTable(element);
                break;
            case var name when Blocks.Contains(name):
                Flush();
                AddChildren(element);
                Flush();
                break;
            default:
                AddChildren(element);
                break;
        }
    }

    /// <summary>Two breaks in a row end a paragraph, as many official pages write it.</summary>
    private void BreakLine(IElement element)
    {
        var next = element.NextSibling;
        while (next is IText { Data: var data } && string.IsNullOrWhiteSpace(data))
        {
            next = next.NextSibling;
        }

        if (next is IElement { LocalName: "br" })
        {
            Flush();
        }
        else
        {
            _line.Add(" ");
        }
    }

    /// <summary>The items of a list, with the numbers that a browser sets before them.</summary>
    private static IEnumerable<string> Items(IElement list)
    {
        var isCounted = list.LocalName == "ol" && list.GetAttribute("style")?.Contains("none", StringComparison.OrdinalIgnoreCase) != true;
        var count = NumberIn(list, "start") ?? 1;
        foreach (var item in list.Children.Where(IsRead))
        {
            if (item.LocalName is "ul" or "ol")
            {
                foreach (var inner in Items(item))
                {
                    yield return inner;
                }

                continue;
            }

            count = NumberIn(item, "value") ?? count;
            var number = isCounted ? Numbered(count++, list.GetAttribute("type")) + " " : "";
            var nested = item.Children.Where(child => child.LocalName is "ul" or "ol").ToList();
            var text = Names.Line(string.Concat(item.ChildNodes.Where(child => child is not IElement element || !nested.Contains(element)).Select(child => child is IText text ? text.Data : child is IElement element && IsRead(element) ? " " + Text(element) + " " : "")));
            yield return text.Length > 0 && !OwnNumber().IsMatch(text) ? number + text : text;
            foreach (var inner in nested.SelectMany(Items))
            {
                yield return inner;
            }
        }
    }

    private static int? NumberIn(IElement element, string attribute) => int.TryParse(element.GetAttribute(attribute), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Numbered(int number, string? type)
    {
        var written = type switch
        {
            "a" => Numerals.Letters(number),
            "A" => Numerals.Letters(number)?.ToUpperInvariant(),
            "i" => Numerals.Roman(number),
            "I" => Numerals.Roman(number)?.ToUpperInvariant(),
            _ => null,
        };
        return (written ?? number.ToString(CultureInfo.InvariantCulture)) + ".";
    }

    /// <summary>Some lists hide the browser's numbers and write their own.</summary>
    [GeneratedRegex(@"^\(?(?:[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,5})\s*[.)°]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnNumber();

    private void AddTable(IElement table)
    {
        var rows = table.QuerySelectorAll("tr").Where(row => row.Closest("table") == table).Select(row => row.Children.Where(cell => cell.LocalName is "td" or "th").ToList()).Where(row => row.Count > 0).ToList();

        // A table within a table lays out a page and holds no table.
        if (rows.Exists(row => row.Exists(cell => cell.QuerySelector("table, h1, h2, h3, ul, ol") is not null)))
        {
            foreach (var cell in rows.SelectMany(row => row))
            {
                AddChildren(cell);
                Flush();
            }

            return;
        }

        markdown.Table(rows.Select(row => row.ConvertAll(Text)));
    }

    private void Flush()
    {
        markdown.Paragraph(string.Concat(_line));
        _line.Clear();
    }
}
