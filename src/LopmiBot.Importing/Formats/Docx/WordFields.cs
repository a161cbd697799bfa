using System.Xml.Linq;
using static LopmiBot.Importing.Formats.Docx.WordXml;

namespace LopmiBot.Importing.Formats.Docx;

/// <summary>
/// Where a reader stands within fields: their instructions are not shown, their results are. A field may go over many
/// paragraphs, and stand in another. Source: ECMA-376, part 1, 17.16.18 (fldChar).
/// </summary>
/// <param name="story">The text that is read. Where a field in it is never closed, fields are not told apart and everything is read.</param>
internal sealed class WordFields(XElement story)
{
    private readonly Stack<Field> _open = new();
    private readonly bool _areBalanced = story.Descendants(W + "fldChar").Sum(mark => mark.Attribute(W + "fldCharType")?.Value switch { "begin" => 1, "end" => -1, _ => 0 }) == 0;

    /// <summary>Whether what is read is an instruction, and not shown.</summary>
    public bool IsInInstruction => _open.Any(each => !each.HasResult);

    /// <summary>Whether what is read is a table of contents.</summary>
    public bool IsInContents => _open.Any(each => each.IsContents);

    /// <summary>Takes a piece of an instruction.</summary>
    public void Instruct(string text)
    {
        if (_open.TryPeek(out var last) && !last.HasResult)
        {
            last.Instruction += text;
        }
    }

    /// <summary>Takes a mark of a field.</summary>
    /// <returns>What a check box of a form shows; else nothing.</returns>
    public string Mark(XElement mark)
    {
        if (!_areBalanced)
        {
            return "";
        }

        switch (mark.Attribute(W + "fldCharType")?.Value)
        {
            case "begin":
                _open.Push(new Field());
                return CheckBox(mark.Child("ffData").Child("checkBox"));
            case "separate" when _open.TryPeek(out var last):
                last.HasResult = true;
                break;
            case "end":
                _open.TryPop(out _);
                break;
        }

        return "";
    }

    private static string CheckBox(XElement? box) => box is null ? "" : box.IsOn("checked") ?? box.IsOn("default") ?? false ? "☒" : "☐";

    private sealed class Field
    {
        public string Instruction { get; set; } = "";

        public bool HasResult { get; set; }

        public bool IsContents => Instruction.TrimStart().StartsWith("TOC", StringComparison.OrdinalIgnoreCase);
    }
}
