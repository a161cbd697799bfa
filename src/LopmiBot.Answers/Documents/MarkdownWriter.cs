using System.Text;
using System.Text.RegularExpressions;

namespace LopmiBot.Answers.Documents;

/// <summary>Writes text as Markdown that <see cref="MarkdownReader"/> reads back as that text: nothing in it is taken for markup.</summary>
public sealed partial class MarkdownWriter
{
    private const int MaxLevel = 6;

    private static readonly char[] Spaces = [' ', '\t', '\n', '\r', '\f', '\v', '\u0085', '\u2028', '\u2029'];

    private readonly StringBuilder _markdown = new();

    /// <summary>Whether the last block opens an enumeration, and whether it is one.</summary>
    private (bool Opens, bool Goes) _enumeration;

    /// <summary>Whether nothing was written.</summary>
    public bool IsEmpty => _markdown.Length == 0;

    /// <summary>Adds a heading.</summary>
    /// <param name="level">1 to 6; others become the nearest.</param>
    /// <param name="text">On one line; nothing is added when it is empty.</param>
    /// <param name="attributes">As authors write them in braces at its end; none when omitted.</param>
    public MarkdownWriter Heading(int level, string text, string attributes = "")
    {
        var line = Line(text);
        if (line.Length > 0)
        {
            Block(new string('#', Math.Clamp(level, 1, MaxLevel)) + " " + Escape(line) + (attributes.Length > 0 ? $" {{{attributes}}}" : ""));
        }

        return this;
    }

    /// <summary>
    /// Adds a paragraph; nothing when it is empty. One that begins with <c>1°</c>, <c>a)</c> or <c>-</c> after a colon, or after
    /// another such, is an item of a list: what an enumeration says, it says together with the sentence that opens it.
    /// </summary>
    public MarkdownWriter Paragraph(string text)
    {
        var line = Line(text);
        if (line.Length == 0)
        {
            return this;
        }

        if ((_enumeration.Opens || _enumeration.Goes) && Item().Match(line) is { Success: true } item)
        {
            var written = "- " + Escape(line[item.Groups["dash"].Length..].TrimStart());
            if (_enumeration.Goes)
            {
                _markdown.Append(written).Append('\n');
            }
            else
            {
                Block(written);
            }

            _enumeration = (Opens: false, Goes: true);
            return this;
        }

        Block(Escape(line));
        _enumeration = (Opens: line.EndsWith(':'), Goes: false);
        return this;
    }

    /// <summary>Adds a list; nothing when no item has text.</summary>
    public MarkdownWriter List(IEnumerable<string> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var lines = items.Select(Line).Where(line => line.Length > 0).Select(line => "- " + Escape(line)).ToList();
        if (lines.Count > 0)
        {
            Block(string.Join('\n', lines));
        }

        return this;
    }

    /// <summary>Adds a table, its first row as its head; one of a single column becomes paragraphs.</summary>
    public MarkdownWriter Table(IEnumerable<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var cells = rows.Select(row => row.Select(Line).ToList()).Where(row => row.Exists(cell => cell.Length > 0)).ToList();
        var columns = cells.Count == 0 ? 0 : cells.Max(row => row.Count);
        if (columns < 2)
        {
            cells.ForEach(row => Paragraph(row[0]));
            return this;
        }

        string Row(List<string> row) => "| " + string.Join(" | ", Enumerable.Range(0, columns).Select(i => i < row.Count ? Escape(row[i]) : "")) + " |";
        var lines = cells.Select(Row).ToList();
        lines.Insert(1, "|" + string.Concat(Enumerable.Repeat(" --- |", columns)));
        Block(string.Join('\n', lines));
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _markdown.ToString();

    /// <summary>One line of text with whatever Markdown would read as more than text escaped.</summary>
    public static string Escape(string line) => Opening().Replace(Anywhere().Replace(line, @"\$0"), @"${number}\${mark}");

    /// <summary>Text on one line: one space for each run of white space, none at the ends. Spaces that must not break, as in "500 000 €", stay.</summary>
    public static string Line(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Join(' ', text.Split(Spaces, StringSplitOptions.RemoveEmptyEntries)).Trim();
    }

    private void Block(string markdown)
    {
        if (_markdown.Length > 0)
        {
            _markdown.Append('\n');
        }

        _markdown.Append(markdown).Append('\n');
        _enumeration = default;
    }

    [GeneratedRegex(@"[\\`*_{}\[\]<>#|~&]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Anywhere();

    [GeneratedRegex(@"^(?:[0-9]{1,3}°|[0-9]{1,2}[.)]|[a-z]{1,2}\)|\([a-z0-9]{1,4}\)|(?<dash>[-–—•]))\s", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Item();

    /// <summary>What opens a list, or underlines a heading.</summary>
    [GeneratedRegex(@"^(?<number>[0-9]{1,9})?(?<mark>(?<=[0-9])[.)]|(?<![0-9])[-+=])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Opening();
}
