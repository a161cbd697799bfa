using System.Globalization;
using System.Text;
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
        "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "button", "select", "iframe", "svg", "canvas", "object", "dialog", "math", "del", "s", "strike", "rp", "audio", "video", "textarea",
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
        && !HiddenStyle().IsMatch(element.GetAttribute("style") ?? "")
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
                case IElement { LocalName: "sup" or "sub" or "q" or "rt" } marked when IsRead(marked):
                    yield return Marked(marked);
                    break;
                case IElement { LocalName: "ul" or "ol" } list when IsRead(list):
                    yield return $" {string.Join(' ', Items(list))} ";
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

    /// <summary>What a browser shows of elements that say something by how they are shown. Source: WHATWG, HTML, 15.3 (rendering).</summary>
    private static string Marked(IElement element) => element.LocalName switch
    {
        "sup" => Superscripts.Raise(Raw(element)),
        "sub" => Superscripts.Lower(Raw(element)),
        "rt" => $" ({Raw(element)})",
        _ => element.Closest("[lang]")?.GetAttribute("lang")?.StartsWith("fr", StringComparison.OrdinalIgnoreCase) == true ? $"«\u00A0{Raw(element)}\u00A0»" : $"“{Raw(element)}”",
    };

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
            case "sup" or "sub" or "q" or "rt":
                _line.Add(Marked(element));
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
        var style = list.LocalName == "ol" ? StyleOf(list) : null;
        var step = list.HasAttribute("reversed") ? -1 : 1;
        var count = NumberIn(list, "start") ?? (step < 0 ? list.Children.Count(child => child.LocalName == "li") : 1);
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
            var text = new StringBuilder(NumberOf(item, count, style));
            count += step;
            foreach (var child in item.ChildNodes)
            {
                if (child is IElement { LocalName: "ul" or "ol" } nested && IsRead(nested))
                {
                    // What stands after a list within an item stands after it here, too.
                    yield return Names.Line(text.ToString());
                    text.Clear();
                    foreach (var inner in Items(nested))
                    {
                        yield return inner;
                    }
                }
                else
                {
                    text.Append(child switch
                    {
                        IText piece => piece.Data,
                        IElement { LocalName: "br" } => " ",
                        IElement { LocalName: "sup" or "sub" or "q" or "rt" } marked when IsRead(marked) => Marked(marked),
                        IElement element when IsRead(element) => IsBlock(element) ? $" {Raw(element)} " : Raw(element),
                        _ => "",
                    });
                }
            }

            yield return Names.Line(text.ToString());
        }
    }

    /// <summary>
    /// The number that a browser sets before an item, with the blank after it; empty where there is none, or where the item has
    /// that number in its text already.
    /// </summary>
    private static string NumberOf(IElement item, int count, string? style)
    {
        if (style is null)
        {
            return "";
        }

        var number = Numbered(count, style);
        var own = OwnNumber().Match(Names.Line(item.TextContent is { Length: > 40 } begin ? begin[..40] : item.TextContent)).Groups["number"].Value;
        return own.Length > 0 && (own.Equals(number, StringComparison.OrdinalIgnoreCase) || own == count.ToString(CultureInfo.InvariantCulture) || own.Equals(Numerals.Roman(count), StringComparison.OrdinalIgnoreCase) || own.Equals(Numerals.AlphabeticLetters(count), StringComparison.OrdinalIgnoreCase))
            ? ""
            : number + ". ";
    }

    /// <summary>How a list is counted; <see langword="null"/>: its numbers are not shown.</summary>
    private static string? StyleOf(IElement list) =>
        ListStyle().Match(list.GetAttribute("style") ?? "") is { Success: true } style
            ? style.Groups["style"].Value.ToLowerInvariant() switch { "none" or "disc" or "circle" or "square" => null, var name => name }
            : list.GetAttribute("type") switch { "a" => "lower-alpha", "A" => "upper-alpha", "i" => "lower-roman", "I" => "upper-roman", _ => "decimal" };

    private static int? NumberIn(IElement element, string attribute) => int.TryParse(element.GetAttribute(attribute), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Numbered(int number, string style) => style switch
    {
        "lower-alpha" or "lower-latin" => Numerals.AlphabeticLetters(number),
        "upper-alpha" or "upper-latin" => Numerals.AlphabeticLetters(number)?.ToUpperInvariant(),
        "lower-roman" => Numerals.Roman(number),
        "upper-roman" => Numerals.Roman(number)?.ToUpperInvariant(),
        "decimal-leading-zero" => number.ToString("00", CultureInfo.InvariantCulture),
        _ => null,
    } ?? number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Some lists hide the browser's numbers and write their own.</summary>
    [GeneratedRegex(@"^\(?(?<number>[0-9]{1,4}|[a-zA-Z]{1,2}|[ivxlIVXL]{1,6})\s*[.)°]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnNumber();

    [GeneratedRegex(@"list-style(?:-type)?\s*:[^;]*?(?<style>none|disc|circle|square|(?:lower|upper)-(?:alpha|latin|roman)|decimal(?:-leading-zero)?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListStyle();

    [GeneratedRegex(@"(?:display\s*:\s*none|visibility\s*:\s*hidden|text-decoration(?:-line)?\s*:[^;]*line-through)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HiddenStyle();

    private void AddTable(IElement table)
    {
        if (table.Children.FirstOrDefault(child => child.LocalName == "caption" && IsRead(child)) is { } caption)
        {
            markdown.Paragraph(Text(caption));
        }

        var rows = table.QuerySelectorAll("tr").Where(row => row.Closest("table") == table && IsRead(row)).Select(row => row.Children.Where(cell => cell.LocalName is "td" or "th" && IsRead(cell)).ToList()).Where(row => row.Count > 0).ToList();

        // A table within a table lays out a page and holds no table.
        if (rows.TrueForAll(row => row.Count < 2) || rows.Exists(row => row.Exists(cell => cell.QuerySelector("table, h1, h2, h3") is not null)))
        {
            foreach (var cell in rows.SelectMany(row => row))
            {
                AddChildren(cell);
                Flush();
            }

            return;
        }

        markdown.Table(Grid(rows));
    }

    /// <summary>
    /// The cells of a table in their columns: one over many rows says its text in each of them, so that a row that is quoted says
    /// all that it means. Source: WHATWG, HTML, 4.9.12.1 (forming a table), whose limits on spans these are.
    /// </summary>
    private static List<IReadOnlyList<string>> Grid(List<List<IElement>> rows)
    {
        const int MaxColumns = 1_000;
        var grid = new List<IReadOnlyList<string>>();
        var open = new Dictionary<int, (string Text, int Left)>();
        foreach (var cells in rows)
        {
            var texts = new List<string>();
            void Continue()
            {
                while (open.TryGetValue(texts.Count, out var above))
                {
                    open.Remove(texts.Count);
                    if (above.Left > 1)
                    {
                        open[texts.Count] = (above.Text, above.Left - 1);
                    }

                    texts.Add(above.Text);
                }
            }

            var next = new List<(int Column, string Text, int Left)>();
            foreach (var cell in cells)
            {
                Continue();
                var text = Text(cell);
                var width = Math.Clamp(NumberIn(cell, "colspan") ?? 1, 1, Math.Max(1, MaxColumns - texts.Count));
                var height = NumberIn(cell, "rowspan") is { } stated ? stated == 0 ? rows.Count : Math.Clamp(stated, 1, rows.Count) : 1;
                for (var i = 0; i < width; i++)
                {
                    if (height > 1)
                    {
                        next.Add((texts.Count, i == 0 ? text : "", height - 1));
                    }

                    texts.Add(i == 0 ? text : "");
                }
            }

            Continue();
            foreach (var (column, text, left) in next)
            {
                open[column] = (text, left);
            }

            grid.Add(texts);
        }

        return grid;
    }

    private void Flush()
    {
        markdown.Paragraph(string.Concat(_line));
        _line.Clear();
    }
}
