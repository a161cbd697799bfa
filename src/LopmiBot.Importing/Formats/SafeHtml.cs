using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace LopmiBot.Importing.Formats;

/// <summary>HTML as browsers read it: no script runs, nothing is fetched.</summary>
internal static class SafeHtml
{
    /// <summary>Deeper nesting is nothing that texts need, and whatever walks through it would run out of stack.</summary>
    private const int MaxDepth = 200;

    /// <summary>A page of this many elements takes more memory than an import should.</summary>
    private const int MaxElements = 3_000_000;

    /// <summary>Parses a page, or a part of one.</summary>
    /// <param name="html">The page.</param>
    /// <param name="cancellationToken">Stops between elements.</param>
    /// <exception cref="ImportException">It is nested too deeply, or has too many elements.</exception>
    public static IHtmlDocument Parse(string html, CancellationToken cancellationToken = default)
    {
        IElement? last = null;
        var elements = 0;
        var options = new HtmlParserOptions
        {
            IsScripting = false,
            OnCreated = (element, _) =>
            {
                // Parsing takes time with the square of the depth: it ends as soon as that is too much, whatever elements are called.
                cancellationToken.ThrowIfCancellationRequested();
                Refuse(DepthOf(last));
                last = element;
                if (++elements > MaxElements)
                {
                    throw new ImportException($"it has more than {MaxElements} elements: split it");
                }
            },
        };
        var page = new HtmlParser(options).ParseDocument(html);
        // Going to the next sibling takes time with the number of siblings: the children are gone through instead.
        var open = new Stack<(INode Node, int Depth)>([(page, 0)]);
        while (open.TryPop(out var next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Refuse(next.Depth);
            foreach (var child in next.Node.ChildNodes)
            {
                open.Push((child, next.Depth + 1));
            }
        }

        return page;
    }

    private static int DepthOf(INode? node)
    {
        var depth = 0;
        for (; node is not null && depth <= MaxDepth; node = node.Parent)
        {
            depth++;
        }

        return depth;
    }

    private static void Refuse(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ImportException($"its HTML is nested more than {MaxDepth} deep");
        }
    }
}
