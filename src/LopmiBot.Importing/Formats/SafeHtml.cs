using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace LopmiBot.Importing.Formats;

/// <summary>HTML as browsers read it: no script runs, nothing is fetched.</summary>
internal static partial class SafeHtml
{
    /// <summary>Parsing takes time with the square of how many elements stand open: more than this are refused before it begins.</summary>
    private const int MaxOpen = 5_000;

    /// <summary>Deeper nesting is nothing that texts need, and whatever walks through it would run out of stack.</summary>
    private const int MaxDepth = 200;

    /// <summary>Parses a page, or a part of one.</summary>
    /// <exception cref="ImportException">It is nested too deeply.</exception>
    public static IHtmlDocument Parse(string html)
    {
        var open = 0;
        foreach (var tag in Tags().EnumerateMatches(html))
        {
            open = Math.Max(0, open + (html[tag.Index + 1] == '/' ? -1 : 1));
            if (open > MaxOpen)
            {
                throw new ImportException($"its HTML is nested more than {MaxDepth} deep");
            }
        }

        var page = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(html);
        var depth = 0;
        for (INode? node = page; node is not null;)
        {
            if (node.FirstChild is { } child)
            {
                (node, depth) = (child, depth + 1);
                if (depth > MaxDepth)
                {
                    throw new ImportException($"its HTML is nested more than {MaxDepth} deep");
                }

                continue;
            }

            while (node is not null && node.NextSibling is null)
            {
                (node, depth) = (node.Parent, depth - 1);
            }

            node = node?.NextSibling;
        }

        return page;
    }

    /// <summary>Elements that stay open until they are closed.</summary>
    [GeneratedRegex("</?(?:div|span|section|article|main|b|i|u|em|strong|small|big|font|a|code|table|ul|ol|dl|blockquote|center|details|figure)(?=[\\s/>])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Tags();
}
