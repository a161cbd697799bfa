using System.Text;
using System.Xml.Linq;
using LopmiBot.Answers.Documents;

namespace LopmiBot.Importing.Formats;

/// <summary>An act in Formex 4, the XML in which the Publications Office keeps the Official Journal: <c>ACT</c>, <c>CONS.ACT</c> for consolidated texts, and <c>ANNEX</c> for what follows an act in a file of its own.</summary>
internal sealed class Formex : IFormat
{
    private static readonly HashSet<string> Unread = new(StringComparer.Ordinal) { "NOTE", "BIB.INSTANCE", "BIB.DATA", "TOC", "PROLOG", "GR.ANNOTATION", "MODIF.ACT", "INFO.CONSLEG", "INFO.PROD", "FAM.COMP" };

    public string Name => "Formex 4";

    public IReadOnlyList<string> Extensions => [".xml", ".fmx"];

    public IEnumerable<Reading>? Read(ImportFile file, ImportLimits limits)
    {
        if (SafeXml.RootOf(file) is not ("ACT" or "CONS.ACT" or "CONS.DOC" or "ANNEX"))
        {
            return null;
        }

        var root = SafeXml.Read(file).Root!;
        var title = Names.Line(TextOf(root.Descendants("TITLE").FirstOrDefault()?.Element("TI") ?? root.Descendants("TI").FirstOrDefault()));
        var language = LanguageCodes.Parse(root.Descendants("LG.DOC").FirstOrDefault()?.Value.Trim()) ?? LanguageDetector.Detect(root.Value) ?? Language.French;
        var celex = root.Descendants("NO.CELEX").FirstOrDefault()?.Value.Trim();
        var reference = Acts.ReferenceOf(title, language);
        var markdown = new MarkdownWriter();
        foreach (var part in root.Descendants().Where(element => IsPart(element) && !element.Ancestors().Any(IsPart)))
        {
            Walk(part, markdown, reference);
        }

        if (markdown.IsEmpty)
        {
            throw new ImportException("it has neither preamble, nor articles, nor the contents of an annex: it may be a table of contents");
        }

        return
        [
            new ImportedDocument
            {
                Id = Names.Id(reference ?? celex ?? file.Name, language),
                Title = title.Length > 0 ? title : file.Name,
                Language = language,
                Kind = DocumentKind.Statute,
                Reference = reference,
                Body = markdown.ToString(),
                Publisher = "EUR-Lex",
                Url = string.IsNullOrEmpty(celex) ? null : $"https://eur-lex.europa.eu/legal-content/{language.Code().ToUpperInvariant()}/TXT/?uri=CELEX:{Uri.EscapeDataString(celex)}",
                Date = Names.Day(root.Descendants("TITLE").Descendants("DATE").Concat(root.Descendants("DATE")).FirstOrDefault()?.Attribute("ISO")?.Value),
            },
        ];
    }

    private static bool IsPart(XElement element) => element.Name.LocalName is "PREAMBLE" or "ENACTING.TERMS" or "CONTENTS";

    private static void Walk(XElement element, MarkdownWriter markdown, string? act)
    {
        foreach (var child in element.Elements().Where(child => !Unread.Contains(child.Name.LocalName)))
        {
            switch (child.Name.LocalName)
            {
                case "DIVISION" or "GR.SEQ":
                    markdown.Heading(2, Titles(child.Element("TITLE"), "TI", "STI"));
                    Walk(child, markdown, act);
                    break;
                case "ARTICLE":
                    var heading = Names.Line(TextOf(child.Element("TI.ART")));
                    var subtitle = Names.Line(TextOf(child.Element("STI.ART") ?? child.Element("SUBTITLE")?.Element("STI.ART")));
                    markdown.Heading(3, subtitle.Length > 0 ? $"{heading} — {subtitle}" : heading, Acts.AttributesOf(heading, act));
                    Walk(child, markdown, act);
                    break;
                case "TITLE" or "TI.ART" or "STI.ART" or "SUBTITLE":
                    break;
                case "PARAG":
                    AddNumbered(child, child.Element("NO.PARAG"), markdown, act);
                    break;
                case "NP":
                    AddNumbered(child, child.Element("NO.P"), markdown, act);
                    break;
                case "TBL":
                    markdown.Table(child.Descendants("ROW").Select(row => (IReadOnlyList<string>)[.. row.Elements("CELL").Select(TextOf)]));
                    break;
                case "P" or "TXT" or "ALINEA" or "CONSID" or "VISA" when !HoldsBlocks(child):
                    markdown.Paragraph(TextOf(child));
                    break;
                default:
                    if (HoldsBlocks(child))
                    {
                        Walk(child, markdown, act);
                    }
                    else
                    {
                        markdown.Paragraph(TextOf(child));
                    }

                    break;
            }
        }
    }

    /// <summary>The number stands before the first text of what it numbers.</summary>
    private static void AddNumbered(XElement numbered, XElement? number, MarkdownWriter markdown, string? act)
    {
        var first = numbered.Elements().FirstOrDefault(element => element != number);
        while (first is not null && HoldsBlocks(first))
        {
            first = first.Elements().FirstOrDefault();
        }

        markdown.Paragraph($"{TextOf(number)} {TextOf(first)}");
        number?.Remove();
        first?.Remove();
        Walk(numbered, markdown, act);
    }

    private static bool HoldsBlocks(XElement element) => element.Elements().Any(child => child.Name.LocalName is
        "P" or "ALINEA" or "NP" or "LIST" or "ITEM" or "PARAG" or "ARTICLE" or "DIVISION" or "TBL" or "TXT" or "CONSID" or "GR.CONSID" or "GR.VISA" or "VISA" or "QUOT.S" or "SUBDIV" or "GR.SEQ" or "PREAMBLE.INIT" or "CONSID.INIT" or "PREAMBLE.FINAL" or "ENACTING.TERMS");

    private static string Titles(XElement? title, params string[] names) =>
        title is null ? "" : string.Join(" — ", names.SelectMany(name => title.Elements(name)).Select(each => Names.Line(TextOf(each))).Where(text => text.Length > 0));

    /// <summary>The text of an element without its notes; quotation marks are elements.</summary>
    private static string TextOf(XElement? element)
    {
        var text = new StringBuilder();
        void Add(XNode node)
        {
            switch (node)
            {
                case XText piece:
                    text.Append(piece.Value);
                    break;
                case XElement { Name.LocalName: "NOTE" }:
                    break;
                case XElement { Name.LocalName: "QUOT.START" or "QUOT.END" } mark:
                    text.Append(mark.Attribute("CODE")?.Value is { Length: > 0 } code && int.TryParse(code, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture, out var character) && Rune.IsValid(character) ? new Rune(character).ToString() : "\"");
                    break;
                case XElement inner:
                    var isBlock = inner.Name.LocalName is "P" or "ALINEA" or "TXT" or "ITEM" or "NP" or "NO.P" or "CELL";
                    text.Append(isBlock ? " " : "");
                    foreach (var each in inner.Nodes())
                    {
                        Add(each);
                    }

                    text.Append(isBlock ? " " : "");
                    break;
            }
        }

        foreach (var node in element?.Nodes() ?? [])
        {
            Add(node);
        }

        return Names.Line(text.ToString());
    }
}
