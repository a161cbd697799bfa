using System.Globalization;
using System.Text;
using System.Xml.Linq;
using LopmiBot.Answers.Documents;
using LopmiBot.Importing.Reports;
using static LopmiBot.Importing.Formats.Docx.WordXml;

namespace LopmiBot.Importing.Formats.Docx;

/// <summary>
/// Walks through the text of a Word document in order, as Word shows it with all changes accepted: what is deleted, moved away or
/// hidden is left out, what stands in any wrapper is read. Source: ECMA-376, part 1, 17; sections are named where they decide.
/// </summary>
/// <param name="story">The body.</param>
/// <param name="styles">The document's styles.</param>
/// <param name="numbering">Counts its lists.</param>
/// <param name="report">Takes what is left out.</param>
/// <param name="cancellationToken">Stops between paragraphs.</param>
internal sealed class WordReader(XElement story, WordStyles styles, WordNumbering numbering, ReportBuilder report, CancellationToken cancellationToken)
{
    /// <summary>A heading longer than this is a clause that has a heading's style.</summary>
    private const int LongestHeading = 300;

    private readonly List<string> _items = [];
    private readonly List<XElement> _boxes = [];
    private readonly List<WordNote> _notes = [];
    private readonly Dictionary<string, StringBuilder> _omitted = new(StringComparer.Ordinal);
    private readonly StringBuilder _line = new();
    private readonly WordFields _fields = new(story);
    private string _number = "";
    private List<string>? _cell;
    private int _paragraph;

    /// <summary>What was read.</summary>
    public MarkdownWriter Markdown { get; } = new();

    /// <summary>The paragraph in the style of titles, or the first heading where it opens the document.</summary>
    public string? Title { get; private set; }

    /// <summary>The notes that the text refers to, in order.</summary>
    public IReadOnlyList<WordNote> Notes => _notes;

    private string Place => string.Create(CultureInfo.InvariantCulture, $"paragraph {_paragraph}");

    /// <summary>Reads the body to its end.</summary>
    public void Read()
    {
        AddBlocks(story);
        EndList();
    }

    /// <summary>The text of a note on one line.</summary>
    public string TextOf(XElement note)
    {
        var (before, cell) = (_cell, new List<string>());
        _cell = cell;
        AddBlocks(note);
        _cell = before;
        return Names.Line(string.Join(' ', cell));
    }

    private void AddBlocks(XElement container)
    {
        XElement? last = null;
        foreach (var child in container.Elements())
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (NameOf(child))
            {
                case "p":
                    AddParagraph(last = child);
                    break;
                case "tbl":
                    Flush(ref last);
                    AddTable(child);
                    break;
                case "del" or "moveFrom":
                    Leave("deleted text", PlainText(child));
                    NoteOmitted();
                    break;
                case "altChunk":
                    report.Omit("embedded document", Place);
                    break;
                case "pPr" or "tcPr" or "sectPr" or "sdtPr" or "sdtEndPr":
                    break;
                default:
                    AddWrapper(child, AddBlocks);
                    break;
            }
        }

        Flush(ref last);
    }

    /// <summary>What stands in a content control, a smart tag, a choice between versions, or in whatever else wraps text.</summary>
    private void AddWrapper(XElement wrapper, Action<XElement> add)
    {
        if (wrapper.Name == Compatibility + "AlternateContent")
        {
            if (Chosen(wrapper) is { } chosen)
            {
                add(chosen);
            }
        }
        else if (wrapper.Name.Namespace.Equals(OfficeMath))
        {
            report.Omit($"equation ({Names.Line(string.Concat(wrapper.Descendants(OfficeMath + "t").Select(text => text.Value)))})", Place);
        }
        else if (NameOf(wrapper) == "sdt")
        {
            var properties = wrapper.Child("sdtPr");
            if (wrapper.Child("sdtContent") is not { } content)
            {
                return;
            }

            if (properties.IsOn("showingPlcHdr") == true)
            {
                Leave("prompt of an empty form field", PlainText(content));
            }
            else if (properties.Child("docPartObj").Value("docPartGallery") == "Table of Contents")
            {
                report.Omit("table of contents", Place, ReportBuilder.WordsOf(PlainText(content)));
            }
            else
            {
                add(content);
            }
        }
        else if (wrapper.Descendants().Any(element => NameOf(element) is "p" or "r" or "t"))
        {
            add(wrapper);
        }
    }

    /// <summary>Of a choice between versions of the same, the one for a program that knows all (part 3, 10.2.1): it stands first.</summary>
    private static XElement? Chosen(XElement alternate) => alternate.Element(Compatibility + "Choice") ?? alternate.Element(Compatibility + "Fallback");

    private void AddParagraph(XElement paragraph)
    {
        _paragraph++;
        var style = styles.StyleOf(paragraph);
        AddRuns(paragraph, style);
        NoteOmitted();
        var mark = paragraph.Child("pPr").Child("rPr");
        if (mark.Child("del") is not null || mark.Child("moveFrom") is not null)
        {
            // 17.13.5.15: without its mark a paragraph goes on in the next one.
            return;
        }

        var isHidden = styles.IsHidden(mark, style);
        var (list, level) = isHidden && IsBlank(_line) ? (0, null) : styles.ItemOf(paragraph);
        var number = list > 0 ? numbering.Next(list, level, style, styles.LanguageOf(paragraph)) : "";
        _number = _number.Length > 0 ? _number : number;
        if (!isHidden)
        {
            End(paragraph, list > 0);
        }
    }

    /// <summary>Ends what no paragraph that follows takes up.</summary>
    private void Flush(ref XElement? last)
    {
        if (last is not null && (_line.Length > 0 || _boxes.Count > 0))
        {
            End(last, isItem: false);
        }

        last = null;
    }

    private void End(XElement paragraph, bool isItem)
    {
        var text = Names.Line(_line.ToString());
        var number = _number;
        _line.Clear();
        _number = "";
        if (_cell is not null)
        {
            // In a table an empty paragraph may be there for its number alone.
            _cell.Add((number + text).Trim());
        }
        else if (text.Length > 0)
        {
            Write(paragraph, number + text, isItem);
        }

        var boxes = _boxes.ToList();
        _boxes.Clear();
        boxes.ForEach(AddBlocks);
    }

    private void Write(XElement paragraph, string text, bool isItem)
    {
        report.Place(text, Place);
        if (text.Length <= LongestHeading && styles.LevelOf(paragraph) is { } level)
        {
            EndList();
            if (Title is null && Markdown.IsEmpty && level <= 1)
            {
                Title = text;
            }
            else
            {
                Markdown.Heading(level + 1, text);
            }
        }
        else if (isItem)
        {
            _items.Add(text);
        }
        else
        {
            EndList();
            Markdown.Paragraph(text);
        }
    }

    private void EndList()
    {
        Markdown.List(_items);
        _items.Clear();
    }

    private void AddTable(XElement table)
    {
        var rows = Unwrapped(table, "tr").Where(IsShown).Select(row => (Row: row, Cells: Unwrapped(row, "tc").Where(cell => cell.Child("tcPr").Child("cellDel") is null).ToList())).ToList();
        if (_cell is not null || rows.TrueForAll(row => row.Cells.Count < 2))
        {
            // A frame around text is no table.
            rows.SelectMany(row => row.Cells).ToList().ForEach(AddBlocks);
            return;
        }

        EndList();
        var written = new List<IReadOnlyList<string>>();
        foreach (var (row, cells) in rows)
        {
            var texts = Enumerable.Repeat("", row.Child("trPr").Number("gridBefore") is { } before and > 0 and < 64 ? before : 0).ToList();
            foreach (var cell in cells)
            {
                // 17.4.84: a cell that goes on says what the cell above it says.
                var isContinued = cell.Child("tcPr").Child("vMerge") is { } merge && merge.Attribute(W + "val")?.Value is null or "continue";
                var text = CellText(cell);
                texts.Add(isContinued && text.Length == 0 && written.Count > 0 && written[^1].Count > texts.Count ? written[^1][texts.Count] : text);
                texts.AddRange(Enumerable.Repeat("", cell.Child("tcPr").Number("gridSpan") is { } span and > 1 and < 64 ? span - 1 : 0));
            }

            report.Place(string.Join(" | ", texts), Place);
            written.Add(texts);
        }

        Markdown.Table(written);
    }

    private string CellText(XElement cell)
    {
        var texts = new List<string>();
        _cell = texts;
        AddBlocks(cell);
        _cell = null;
        return Names.Line(string.Join(' ', texts));
    }

    /// <summary>Whether a row is there once changes are accepted (17.13.5.12), and not hidden (17.4.19).</summary>
    private bool IsShown(XElement row)
    {
        var properties = row.Child("trPr");
        var isDeleted = properties.Child("del") is not null;
        if (!isDeleted && properties.IsOn("hidden") != true)
        {
            return true;
        }

        Leave(isDeleted ? "deleted row" : "hidden row", PlainText(row));
        NoteOmitted();
        return false;
    }

    /// <summary>Rows or cells, also those in content controls and the like (17.5.2).</summary>
    private static IEnumerable<XElement> Unwrapped(XElement container, string name) => container.Elements().SelectMany(child => NameOf(child) switch
    {
        var found when found == name => [child],
        "sdt" or "sdtContent" or "customXml" or "smartTag" or "ins" or "moveTo" => Unwrapped(child, name),
        _ => [],
    });

    private void AddRuns(XElement container, string? style)
    {
        foreach (var child in container.Elements())
        {
            switch (NameOf(child))
            {
                case "r":
                    AddRun(child, style);
                    break;
                case "del" or "moveFrom":
                    Leave("deleted text", PlainText(child));
                    break;
                case "pPr" or "rPr" or "sdtPr" or "sdtEndPr" or "smartTagPr" or "customXmlPr" or "fldData":
                    break;
                case "fldSimple" when child.Attribute(W + "instr")?.Value.TrimStart().StartsWith("TOC", StringComparison.OrdinalIgnoreCase) == true:
                    Leave("table of contents", PlainText(child));
                    break;
                case "subDoc":
                    report.Omit("embedded document", Place);
                    break;
                default:
                    AddWrapper(child, content => AddRuns(content, style));
                    break;
            }
        }
    }

    private void AddRun(XElement run, string? style)
    {
        var properties = run.Child("rPr");
        var isHidden = styles.IsHidden(properties, style);
        var alignment = styles.AlignmentOf(properties);
        foreach (var child in run.Elements())
        {
            switch (NameOf(child))
            {
                case "t":
                    var text = SymbolFonts.Read(CharactersOf(child), properties.Child("rFonts") is { } fonts ? (fonts.Attribute(W + "ascii") ?? fonts.Attribute(W + "hAnsi"))?.Value : null);
                    Put(alignment switch { "superscript" => Superscripts.Raise(text), "subscript" => Superscripts.Lower(text), _ => text }, isHidden);
                    break;
                case "sym":
                    Put(SymbolOf(child), isHidden);
                    break;
                case "tab" or "ptab" or "br" or "cr":
                    Put(" ", isHidden);
                    break;
                case "noBreakHyphen":
                    Put("-", isHidden);
                    break;
                case "fldChar":
                    var isShown = !isHidden && !_fields.IsInInstruction;
                    _line.Append(_fields.Mark(child) is var box && isShown ? box : "");
                    break;
                case "instrText":
                    _fields.Instruct(child.Value);
                    break;
                case "delText" or "delInstrText":
                    Leave("deleted text", child.Value);
                    break;
                case "footnoteReference" or "endnoteReference" when !isHidden:
                    AddNote(child);
                    break;
                case "ruby":
                    AddRuby(child, style);
                    break;
                case "drawing" or "pict" or "object":
                    AddDrawing(child, isHidden);
                    break;
                case "rPr":
                    break;
                default:
                    if (child.Name == Compatibility + "AlternateContent" && Chosen(child) is { } chosen)
                    {
                        AddDrawing(chosen, isHidden);
                    }

                    break;
            }
        }
    }

    /// <summary>A base with what is written above it in small (17.3.3.25).</summary>
    private void AddRuby(XElement ruby, string? style)
    {
        AddRuns(ruby.Child("rubyBase") ?? new XElement(W + "rubyBase"), style);
        if (ruby.Child("rt") is { } above && PlainText(above).Length > 0)
        {
            _line.Append(" (");
            AddRuns(above, style);
            _line.Append(')');
        }
    }

    private string SymbolOf(XElement symbol)
    {
        var font = symbol.Attribute(W + "font")?.Value;
        if (!int.TryParse(symbol.Attribute(W + "char")?.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code) || !Rune.IsValid(code))
        {
            return "";
        }

        // 17.3.3.30: what is no character of Unicode is kept at U+F000.
        var read = SymbolFonts.Read(new Rune(code < 0x100 && font?.StartsWith("Wingdings", StringComparison.OrdinalIgnoreCase) == true ? 0xF000 + code : code).ToString(), font);
        if (read == "\uFFFD")
        {
            report.Omit($"symbol {code:X4} of {font ?? "an unknown font"}", Place);
        }

        return read;
    }

    private void AddNote(XElement reference)
    {
        var isEndnote = NameOf(reference) == "endnoteReference";
        if (reference.Attribute(W + "id")?.Value is { } id && !_notes.Exists(note => note.IsEndnote == isEndnote && note.Id == id))
        {
            _notes.Add(new WordNote(id, isEndnote, _notes.Count(note => note.IsEndnote == isEndnote) + 1, Place));
        }
    }

    /// <summary>The text boxes of a drawing are read after its paragraph; what it draws is named.</summary>
    private void AddDrawing(XElement drawing, bool isHidden)
    {
        var boxes = TextBoxes(drawing).ToList();
        if (isHidden)
        {
            Leave("hidden text", string.Join(' ', boxes.Select(PlainText)));
            return;
        }

        _boxes.AddRange(boxes);
        foreach (var part in Drawn(drawing))
        {
            if (part.Name.LocalName is "blip" or "imagedata" or "chart" or "relIds" or "OLEObject" or "control")
            {
                var kind = part.Name.LocalName switch { "blip" or "imagedata" => "image", "chart" => "chart", "relIds" => "diagram", "OLEObject" => "embedded object", _ => "form control" };
                var name = part.Attribute("ProgID")?.Value ?? Described(drawing);
                report.Omit(string.IsNullOrWhiteSpace(name) ? kind : $"{kind} ({Names.Line(name)})", Place);
            }
        }
    }

    private static string? Described(XElement drawing) =>
        drawing.Descendants().Where(element => element.Name.LocalName is "docPr").Select(element => element.Attribute("descr")?.Value is { Length: > 0 } text ? text : element.Attribute("name")?.Value).FirstOrDefault(text => text is { Length: > 0 });

    /// <summary>Contents of text boxes, the outermost, each once where there are versions to choose from.</summary>
    private static IEnumerable<XElement> TextBoxes(XElement drawing) => drawing.Elements().SelectMany(child =>
        child.Name == W + "txbxContent" ? [child]
        : child.Name == Compatibility + "AlternateContent" ? Chosen(child) is { } chosen ? TextBoxes(chosen) : []
        : TextBoxes(child));

    private static IEnumerable<XElement> Drawn(XElement drawing) => drawing.Elements().Where(child => child.Name != W + "txbxContent").SelectMany(child =>
        child.Name == Compatibility + "AlternateContent" ? Chosen(child) is { } chosen ? Drawn(chosen) : [] : Drawn(child).Prepend(child));

    private void Put(string text, bool isHidden)
    {
        if (_fields.IsInInstruction || text.Length == 0)
        {
            return;
        }

        if (isHidden)
        {
            Leave("hidden text", text);
        }
        else if (_fields.IsInContents)
        {
            Leave("table of contents", text);
        }
        else
        {
            _line.Append(text);
        }
    }

    private void Leave(string what, string text)
    {
        if (!_omitted.TryGetValue(what, out var kept))
        {
            _omitted.Add(what, kept = new StringBuilder());
        }

        kept.Append(text);
    }

    private void NoteOmitted()
    {
        foreach (var (what, text) in _omitted)
        {
            if (ReportBuilder.WordsOf(text.ToString()) is var words and > 0)
            {
                report.Omit(what, Place, words);
            }
        }

        _omitted.Clear();
    }

    /// <summary>All text of an element, shown or not.</summary>
    public static string PlainText(XElement element) => string.Join('\n', element.DescendantsAndSelf(W + "p").DefaultIfEmpty(element)
        .Select(paragraph => string.Concat(paragraph.Descendants()
            .Where(text => NameOf(text) is "t" or "delText" or "tab" or "br" && !text.Ancestors(Compatibility + "Fallback").Any() && (paragraph.Name != W + "p" || text.Ancestors(W + "p").First() == paragraph))
            .Select(text => NameOf(text) is "t" or "delText" ? text.Value : " "))));

    private static bool IsBlank(StringBuilder text) => string.IsNullOrWhiteSpace(text.ToString());
}

/// <summary>A footnote or an endnote.</summary>
/// <param name="Id">Its id in its part.</param>
/// <param name="IsEndnote">Whether it stands at the document's end.</param>
/// <param name="Number">Its number.</param>
/// <param name="Place">Where the text refers to it.</param>
internal sealed record WordNote(string Id, bool IsEndnote, int Number, string Place);
