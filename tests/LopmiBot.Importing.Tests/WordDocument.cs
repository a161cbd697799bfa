using System.IO.Compression;

namespace LopmiBot.Importing.Tests;

/// <summary>Word documents from the XML of their bodies, as programs write it that no library models.</summary>
internal static class WordDocument
{
    private const string Namespaces = """xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" """;

    private static readonly (string Name, string Type)[] Parts =
    [
        ("styles", "styles"), ("numbering", "numbering"), ("footnotes", "footnotes"), ("endnotes", "endnotes"), ("settings", "settings"),
    ];

    /// <summary>A paragraph.</summary>
    public static string P(string content, string properties = "") => $"<w:p>{(properties.Length > 0 ? $"<w:pPr>{properties}</w:pPr>" : "")}{content}</w:p>";

    /// <summary>A run.</summary>
    public static string R(string text, string properties = "") => $"<w:r>{(properties.Length > 0 ? $"<w:rPr>{properties}</w:rPr>" : "")}<w:t xml:space=\"preserve\">{text}</w:t></w:r>";

    /// <summary>The properties of a paragraph of a list.</summary>
    public static string Item(int list, int level = 0) => $"<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>";

    /// <summary>A level of a list.</summary>
    public static string Level(int index, string format, string text, string more = "") => $"<w:lvl w:ilvl=\"{index}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>";

    /// <summary>A row of cells.</summary>
    public static string Row(params string[] cells) => $"<w:tr>{string.Concat(cells.Select(cell => $"<w:tc>{cell}</w:tc>"))}</w:tr>";

    /// <summary>The bytes of a document.</summary>
    /// <param name="body">The content of its body.</param>
    /// <param name="parts">The contents of its other parts, by their names.</param>
    public static byte[] Of(string body, params (string Name, string Content)[] parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Add(string path, string content)
            {
                using var writer = new StreamWriter(zip.CreateEntry(path).Open());
                writer.Write(content);
            }

            const string Main = "application/vnd.openxmlformats-officedocument.wordprocessingml";
            var present = Parts.Where(part => parts.Any(each => each.Name == part.Name)).ToList();
            Add("[Content_Types].xml", $"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"{Main}.document.main+xml\"/>{string.Concat(present.Select(part => $"<Override PartName=\"/word/{part.Name}.xml\" ContentType=\"{Main}.{part.Type}+xml\"/>"))}</Types>");
            Add("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>");
            Add("word/_rels/document.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{string.Concat(present.Select((part, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{part.Type}\" Target=\"{part.Name}.xml\"/>"))}</Relationships>");
            Add("word/document.xml", $"<w:document {Namespaces}><w:body>{body}</w:body></w:document>");
            foreach (var (name, content) in parts)
            {
                Add($"word/{name}.xml", $"<w:{name} {Namespaces}>{content}</w:{name}>");
            }
        }

        return stream.ToArray();
    }
}
