using System.Globalization;
using System.Text;
using System.Xml.Linq;
using LopmiBot.Answers.Text;

namespace LopmiBot.Importing.Formats;

/// <summary>
/// An act in Formex 4, the XML in which the Publications Office keeps the Official Journal: <c>ACT</c>, or <c>CONS.ACT</c> for
/// a consolidated text. In a delivery, <c>DOC</c> lists its files: the annexes in files of their own are read with the act.
/// </summary>
internal sealed class Formex : IFormat
{
    /// <summary>Files that stand for parts of others; deeper is no delivery.</summary>
    private const int MaxInclusions = 3;

    private static readonly HashSet<string> Unread = new(StringComparer.Ordinal) { "NOTE", "BIB.INSTANCE", "BIB.DATA", "TOC", "PROLOG", "GR.ANNOTATION", "MODIF.ACT", "INFO.CONSLEG", "INFO.PROD", "FAM.COMP", "TITLE", "TI.ART", "STI.ART", "SUBTITLE", "NO.PARAG", "NO.P", "SIGNATURE" };

    public string Name => "Formex 4";

    public IReadOnlyList<string> Extensions => [".xml", ".fmx"];

    public IEnumerable<Reading>? Read(ImportFile file, ImportLimits limits, CancellationToken cancellationToken) => SafeXml.RootOf(file) switch
    {
        "ACT" or "CONS.ACT" or "CONS.DOC" => [ActOf(file)],
        "ANNEX" => DeliveryOf(SafeXml.Read(file).Root!, file) is null ? [ActOf(file)] : [],
        // What a delivery is made of, and the Official Journal's table of contents.
        "DOC" or "PUBLICATION" => [],
        _ => null,
    };

    private static ImportedDocument ActOf(ImportFile file)
    {
        var root = SafeXml.Read(file).Root!;
        var title = Names.Line(TextOf(root.Descendants("TITLE").FirstOrDefault()?.Element("TI") ?? root.Descendants("TI").FirstOrDefault()));
        var language = LanguageCodes.Parse(root.Descendants("LG.DOC").FirstOrDefault()?.Value.Trim()) ?? LanguageDetector.Detect(root.Value) ?? Language.French;
        var reference = Acts.ReferenceOf(title, language);
        var act = new ActWriter(reference, language);
        AddParts(root, act, file);
        foreach (var annex in AnnexesOf(root, file))
        {
            AddParts(SafeXml.Read(annex).Root!, act, annex);
        }

        if (act.IsEmpty)
        {
            throw new ImportException("it has neither preamble, nor articles, nor the contents of an annex: it may be a table of contents");
        }

        var date = Names.Day(root.Descendants("TITLE").Descendants("DATE").Concat(root.Descendants("DATE")).FirstOrDefault()?.Attribute("ISO")?.Value);
        return act.ToDocument(title, root.Descendants("NO.CELEX").FirstOrDefault()?.Value.Trim(), date, VersionOf(root), file);
    }

    private static ActVersion? VersionOf(XElement root) =>
        root.Element("INFO.CONSLEG") is { } info && info.Attribute("CONSLEG.REF")?.Value is { } number && Names.Day(info.Attribute("START.DATE")?.Value) is { } from
            ? new ActVersion(number, from, Names.Day(info.Attribute("END.DATE")?.Value))
            : null;

    /// <summary>The list of files that a file is of; <see langword="null"/>: it came alone.</summary>
    private static XElement? DeliveryOf(XElement root, ImportFile file) =>
        root.Descendants("DOCUMENT.REF").FirstOrDefault()?.Attribute("FILE")?.Value is { Length: > 0 } name
        && file.Beside(name) is { } list && SafeXml.RootOf(list) == "DOC" && SafeXml.Read(list).Root is { } delivery
        && delivery.Descendants("DOC.MAIN.PUB").Any() ? delivery : null;

    private static IEnumerable<ImportFile> AnnexesOf(XElement root, ImportFile file) =>
        (DeliveryOf(root, file)?.Descendants("DOC.SUB.PUB") ?? [])
            .Select(annex => annex.Element("REF.PHYS")?.Attribute("FILE")?.Value)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Select(name => Beside(file, name));

    private static ImportFile Beside(ImportFile file, string name) =>
        file.Beside(name) ?? throw new ImportException($"{name}, which is a part of it, is not beside it: import its whole delivery");

    /// <summary>The parts of a file that are read, each once: an annex's contents may stand in an annex.</summary>
    private static void AddParts(XElement root, ActWriter act, ImportFile file)
    {
        foreach (var part in root.DescendantsAndSelf().Where(element => IsPart(element) && !element.Ancestors().Any(IsPart)))
        {
            if (part.Name.LocalName is "ANNEX" or "CONS.ANNEX" && (part != root || !act.IsEmpty))
            {
                act.Annex(TitleOf(part, "TI"), TitleOf(part, "STI"));
            }

            new PartReader(act, file, isQuoted: false).Walk(part);
        }
    }

    private static bool IsPart(XElement element) => element.Name.LocalName is "PREAMBLE" or "ENACTING.TERMS" or "FINAL" or "CONTENTS" or "ANNEX" or "CONS.ANNEX";

    private static string TitleOf(XElement element, string name) => Names.Line(TextOf(element.Element("TITLE")?.Element(name)));

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
                    text.Append(mark.Attribute("CODE")?.Value is { Length: > 0 } code && int.TryParse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var character) && Rune.IsValid(character) ? new Rune(character).ToString() : "\"");
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

    /// <summary>Walks through a part in order.</summary>
    /// <param name="act">Takes it.</param>
    /// <param name="file">The file that it stands in.</param>
    /// <param name="isQuoted">Whether it is what an act says of another.</param>
    /// <param name="inclusions">How many files have led here.</param>
    private sealed class PartReader(ActWriter act, ImportFile file, bool isQuoted, int inclusions = 0)
    {
        public void Walk(XElement element)
        {
            if (!element.Nodes().OfType<XText>().Any(text => !string.IsNullOrWhiteSpace(text.Value)))
            {
                foreach (var child in element.Elements())
                {
                    Add(child);
                }

                return;
            }

            var line = new XElement(element.Name);
            foreach (var node in element.Nodes())
            {
                if (node is XElement block && IsBlock(block))
                {
                    Say(TextOf(line));
                    line.RemoveNodes();
                    Add(block);
                }
                else
                {
                    line.Add(node);
                }
            }

            Say(TextOf(line));
        }

        private void Add(XElement element)
        {
            switch (element.Name.LocalName)
            {
                case var name when Unread.Contains(name):
                    break;
                case "DIVISION" or "GR.SEQ":
                    Head(element.Element("TITLE"));
                    Walk(element);
                    break;
                case "ARTICLE":
                    var subtitle = element.Element("STI.ART") ?? element.Element("SUBTITLE")?.Element("STI.ART");
                    if (isQuoted || act.IsInAnnex)
                    {
                        Say(TextOf(element.Element("TI.ART")));
                        Say(TextOf(subtitle));
                    }
                    else
                    {
                        act.Article(TextOf(element.Element("TI.ART")), TextOf(subtitle));
                    }

                    Walk(element);
                    break;
                case "QUOT.S":
                    // A heading may be all that is quoted.
                    Say(TextOf(element.Elements().FirstOrDefault(child => child.Name.LocalName is "TITLE" or "TI.ART" or "STI.ART")));
                    new PartReader(act, file, isQuoted: true, inclusions).Walk(element);
                    break;
                case "PARAG":
                    act.Number(TextOf(element.Element("NO.PARAG")));
                    Walk(element);
                    break;
                case "NP":
                    act.Number(TextOf(element.Element("NO.P")));
                    Walk(element);
                    break;
                case "TBL":
                    Say(TextOf(element.Element("TITLE")));
                    act.Table(element.Descendants("ROW").Select(row => (IReadOnlyList<string>)[.. row.Elements("CELL").Select(TextOf)]));
                    break;
                case "INCL.ELEMENT":
                    Include(element);
                    break;
                default:
                    if (element.Descendants().Any(IsBlock))
                    {
                        Walk(element);
                    }
                    else
                    {
                        Say(TextOf(element));
                    }

                    break;
            }
        }

        /// <summary>Reads a part that stands in a file of its own; a picture is none.</summary>
        private void Include(XElement element)
        {
            if (element.Attribute("TYPE")?.Value != "FORMEX.DOC" || element.Attribute("FILEREF")?.Value is not { Length: > 0 } name)
            {
                return;
            }

            if (inclusions == MaxInclusions)
            {
                throw new ImportException($"its parts include one another more than {MaxInclusions} deep");
            }

            var part = Beside(file, name);
            var root = SafeXml.Read(part).Root!;
            var reader = new PartReader(act, part, isQuoted: true, inclusions + 1);
            reader.Head(root.Element("TITLE"));
            reader.Walk(root);
        }

        /// <summary>A heading of the act; or what it quotes as one.</summary>
        private void Head(XElement? title)
        {
            string[] titles = [TextOf(title?.Element("TI")), TextOf(title?.Element("STI"))];
            if (!isQuoted)
            {
                act.Division(titles);
                return;
            }

            foreach (var each in titles)
            {
                Say(each);
            }
        }

        private void Say(string text)
        {
            if (text.Length > 0)
            {
                act.Say(text);
            }
        }

        private static bool IsBlock(XElement element) => element.Name.LocalName is
            "P" or "ALINEA" or "NP" or "LIST" or "ITEM" or "PARAG" or "ARTICLE" or "DIVISION" or "TBL" or "TXT" or "CONSID" or "GR.CONSID" or "GR.VISA" or "VISA" or "QUOT.S" or "SUBDIV" or "GR.SEQ" or "PREAMBLE.INIT" or "CONSID.INIT" or "PREAMBLE.FINAL" or "ENACTING.TERMS" or "INCL.ELEMENT" or "DLIST" or "DLIST.ITEM";
    }
}
