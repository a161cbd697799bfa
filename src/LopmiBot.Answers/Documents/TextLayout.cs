using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LopmiBot.Answers.Text;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LopmiBot.Answers.Documents;

/// <summary>A heading as it stands in the source.</summary>
/// <param name="Text">Its text, attributes removed.</param>
/// <param name="Level">1 to 6.</param>
/// <param name="Line">1-based line in the Markdown.</param>
/// <param name="Attributes">What stands in braces at its end: <c>{#anchor key="value"}</c>.</param>
internal sealed record LaidOutHeading(string Text, int Level, int Line, HeadingAttributes Attributes);

/// <summary>Turns Markdown into text without markup, and remembers which block stands where.</summary>
internal sealed partial class TextLayout
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    private readonly StringBuilder _text = new();
    private readonly List<TextBlock> _blocks = [];
    private readonly List<LaidOutHeading> _headings = [];

    /// <summary>Ids of the sources that the block being laid out names.</summary>
    private readonly List<string> _sources = [];

    private TextLayout()
    {
    }

    public string Text { get; private set; } = "";

    public IReadOnlyList<TextBlock> Blocks => _blocks;

    /// <summary>Heading <c>n</c> opens section <c>n + 1</c>.</summary>
    public IReadOnlyList<LaidOutHeading> Headings => _headings;

    public static TextLayout Of(string markdown)
    {
        var layout = new TextLayout();
        foreach (var block in Markdown.Parse(markdown, Pipeline))
        {
            layout.Add(block);
        }

        layout.Text = layout._text.ToString();
        return layout;
    }

    private void Add(Block block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                AddHeading(heading);
                break;
            case Table table:
                AddTable(table);
                break;
            case ListBlock list:
                AddList(list);
                break;
            case LinkReferenceDefinitionGroup or LinkReferenceDefinition or ThematicBreakBlock:
                break;
            case HtmlBlock { Type: HtmlBlockType.Comment }:
                break;
            case ContainerBlock container:
                foreach (var child in container)
                {
                    Add(child);
                }

                break;
            case LeafBlock leaf:
                AddParagraph(leaf);
                break;
        }
    }

    private void AddHeading(HeadingBlock block)
    {
        var (text, attributes) = HeadingAttributes.Split(Plain(block));
        _headings.Add(new LaidOutHeading(text, block.Level, block.Line + 1, attributes));
        if (text.Length > 0)
        {
            Open();
            Append(BlockKind.Heading, text, block);
        }
    }

    private void AddParagraph(LeafBlock block)
    {
        if (Plain(block) is { Length: > 0 } text)
        {
            Open();
            Append(BlockKind.Paragraph, text, block);
        }
    }

    private void AddList(ListBlock list)
    {
        var items = new List<string>();
        Collect(list, items);
        if (items.Count == 0)
        {
            return;
        }

        Open();
        var start = _text.Length;
        var parts = new List<TextSpan>(items.Count);
        foreach (var item in items)
        {
            if (parts.Count > 0)
            {
                _text.Append('\n');
            }

            parts.Add(new TextSpan(_text.Length, _text.Length + item.Length));
            _text.Append(item);
        }

        Close(BlockKind.List, start, parts, columns: 0, list);
    }

    private void Collect(ContainerBlock container, List<string> items)
    {
        foreach (var child in container)
        {
            switch (child)
            {
                case ListItemBlock { Parent: ListBlock { IsOrdered: true } list } item:
                    // The number is part of what is quoted: readers cite by it.
                    var first = items.Count;
                    Collect(item, items);
                    if (first < items.Count)
                    {
                        items[first] = string.Create(CultureInfo.InvariantCulture, $"{item.Order}{list.OrderedDelimiter} {items[first]}");
                    }

                    break;
                case ContainerBlock nested:
                    Collect(nested, items);
                    break;
                case LeafBlock leaf when Plain(leaf) is { Length: > 0 } text:
                    items.Add(text);
                    break;
            }
        }
    }

    private void AddTable(Table table)
    {
        var rows = table.OfType<TableRow>()
            .Select(row => row.OfType<TableCell>().Select(CellText).ToList())
            .Where(row => row.Count > 0)
            .ToList();
        if (rows.Count == 0)
        {
            return;
        }

        Open();
        var start = _text.Length;
        var columns = rows.Max(row => row.Count);
        var parts = new List<TextSpan>(rows.Count * columns);
        foreach (var row in rows)
        {
            if (parts.Count > 0)
            {
                _text.Append('\n');
            }

            for (var column = 0; column < columns; column++)
            {
                var cell = column < row.Count ? row[column] : "";
                if (column > 0)
                {
                    _text.Append(" | ");
                }

                parts.Add(new TextSpan(_text.Length, _text.Length + cell.Length));
                _text.Append(cell);
            }
        }

        Close(BlockKind.Table, start, parts, columns, table);
    }

    private string CellText(TableCell cell) =>
        string.Join(' ', cell.Descendants<LeafBlock>().Select(Plain).Where(text => text.Length > 0));

    private void Open()
    {
        if (_text.Length > 0)
        {
            _text.Append("\n\n");
        }
    }

    private void Append(BlockKind kind, string text, Block source)
    {
        var start = _text.Length;
        _text.Append(text);
        Close(kind, start, [], columns: 0, source);
    }

    private void Close(BlockKind kind, int start, IReadOnlyList<TextSpan> parts, int columns, Block source)
    {
        _blocks.Add(new TextBlock
        {
            Kind = kind,
            Span = new TextSpan(start, _text.Length),
            Section = _headings.Count,
            Line = source.Line + 1,
            Parts = parts,
            Columns = columns,
            Sources = [.. _sources.Distinct(StringComparer.Ordinal)],
        });
        _sources.Clear();
    }

    /// <summary>A leaf's text. A mark at its end, <c>[^id]</c>, names a source and is not part of the text.</summary>
    private string Plain(LeafBlock block)
    {
        var text = new StringBuilder();
        if (block.Inline is { } inline)
        {
            Append(inline, text);
        }
        else
        {
            // Code and HTML blocks have no inlines: their lines are kept as they are typed.
            text.Append(block.Lines.ToString());
        }

        var tidy = Tidy(text);
        var marks = SourceMarks().Match(tidy);
        if (!marks.Success)
        {
            return tidy;
        }

        _sources.AddRange(marks.Groups["id"].Captures.Select(capture => capture.Value));
        return tidy[..marks.Index];
    }

    private static void Append(ContainerInline container, StringBuilder text)
    {
        foreach (var inline in container)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case LineBreakInline:
                    text.Append(' ');
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case HtmlInline html when html.Tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase):
                    text.Append(' ');
                    break;
                case HtmlInline:
                    break;
                case DelimiterInline unmatched:
                    text.Append(unmatched.ToLiteral());
                    Append(unmatched, text);
                    break;
                case ContainerInline nested:
                    Append(nested, text);
                    break;
            }
        }
    }

    /// <summary>One space for each run of white space, and no control characters: they would break quotes on a screen.</summary>
    private static string Tidy(StringBuilder source)
    {
        var tidy = new StringBuilder(source.Length);
        foreach (var c in source.ToString())
        {
            if (c is ' ' or '\t' or '\n' or '\r' or '\f' or '\v')
            {
                if (tidy.Length > 0 && tidy[^1] != ' ')
                {
                    tidy.Append(' ');
                }
            }
            else if (!char.IsControl(c))
            {
                tidy.Append(c);
            }
        }

        return tidy.ToString().TrimEnd(' ');
    }

    [GeneratedRegex(@"(?:\s*\[\^(?<id>[\w-]+)\])+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SourceMarks();
}
