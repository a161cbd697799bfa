using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using LopmiBot.Answers.Text;
using LopmiBot.Importing.Reports;
using static LopmiBot.Importing.Formats.Docx.WordXml;

namespace LopmiBot.Importing.Formats.Docx;

/// <summary>A Word document as Word shows it with its changes accepted: headings, paragraphs, lists, tables, text boxes and notes; nothing hidden or deleted.</summary>
internal sealed class WordFile : IFormat
{
    public string Name => "DOCX";

    public IReadOnlyList<string> Extensions => [".docx", ".docm"];

    public IEnumerable<Reading>? Read(ImportFile file, ImportLimits limits, CancellationToken cancellationToken)
    {
        RefuseBomb(file, limits, cancellationToken);
        using var word = Open(file);
        if (word.MainDocumentPart is not { } main || RootOf(main).Child("body") is not { } content)
        {
            throw new ImportException("it holds no text");
        }

        var report = new ReportBuilder();
        var styles = new WordStyles(RootOf(main.StyleDefinitionsPart), RootOf(main.DocumentSettingsPart));
        var numbering = new WordNumbering(RootOf(main.NumberingDefinitionsPart), styles);
        var reader = new WordReader(content, styles, numbering, report, cancellationToken);
        reader.Read();
        var notes = new Dictionary<bool, XElement?> { [false] = RootOf(main.FootnotesPart), [true] = RootOf(main.EndnotesPart) };
        AddNotes(reader, notes, report);
        if (reader.Markdown.IsEmpty)
        {
            throw new ImportException("it holds no text");
        }

        var outside = new[] { ("header", main.HeaderParts.Cast<OpenXmlPart>()), ("footer", main.FooterParts), ("comments", [main.WordprocessingCommentsPart!]) }
            .SelectMany(kind => kind.Item2.Select(part => (kind.Item1, Text: RootOf(part) is { } root ? WordReader.PlainText(root) : "")))
            .Select(part => (part.Item1, Words: ReportBuilder.WordsOf(part.Text))).Where(part => part.Words > 0).ToList();
        outside.ForEach(part => report.Omit(part.Item1, "beside the text", part.Words));
        var source = ReportBuilder.WordsOf(WordReader.PlainText(content)) + outside.Sum(part => part.Words)
            + notes.Values.OfType<XElement>().Sum(part => ReportBuilder.WordsOf(WordReader.PlainText(part)));
        var body = reader.Markdown.ToString();
        var language = LanguageDetector.Detect(body) ?? Language.French;
        return
        [
            new ImportedDocument
            {
                Id = Names.Id(file.Name, language),
                Title = reader.Title ?? (Names.Line(word.PackageProperties.Title) is { Length: > 0 } stated ? stated : file.Name),
                Language = language,
                Body = body,
                Publisher = "",
                Date = word.PackageProperties.Modified is { } modified ? DateOnly.FromDateTime(modified) : null,
                Report = report.Build(source, $"{reader.Title}\n{body}"),
            },
        ];
    }

    /// <summary>
    /// Notes stand after the text, each with its number: within a sentence they would be read as part of it. Source: ECMA-376,
    /// part 1, 17.11.
    /// </summary>
    private static void AddNotes(WordReader reader, Dictionary<bool, XElement?> parts, ReportBuilder report)
    {
        var isFirst = true;
        for (var i = 0; i < reader.Notes.Count; i++)
        {
            var note = reader.Notes[i];
            var content = parts[note.IsEndnote]?.Elements().FirstOrDefault(each => each.Attribute(W + "id")?.Value == note.Id);
            if (content is null || reader.TextOf(content) is not { Length: > 0 } text)
            {
                continue;
            }

            if (isFirst)
            {
                reader.Markdown.Heading(2, "Notes");
                isFirst = false;
            }

            var number = note.IsEndnote ? Numerals.Roman(note.Number) ?? note.Number.ToString(CultureInfo.InvariantCulture) : note.Number.ToString(CultureInfo.InvariantCulture);
            var line = $"Note {number}. {text}";
            reader.Markdown.Paragraph(line);
            report.Place(line, note.Place);
        }
    }

    private static WordprocessingDocument Open(ImportFile file)
    {
        try
        {
            return WordprocessingDocument.Open(new MemoryStream(file.Content, writable: false), isEditable: false, new OpenSettings { AutoSave = false, MaxCharactersInPart = 100_000_000 });
        }
        catch (Exception e) when (e is OpenXmlPackageException or InvalidDataException or IOException)
        {
            throw new ImportException("it is no Word document, or a broken one: open it in Word and save it again", e);
        }
    }

    /// <summary>A document is an archive: what it holds is unpacked once to know how large and how deep it truly is.</summary>
    private static void RefuseBomb(ImportFile file, ImportLimits limits, CancellationToken cancellationToken)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file.Content, writable: false), ZipArchiveMode.Read);
            var left = limits.MaxFileBytes;
            foreach (var entry in zip.Entries)
            {
                using var part = new MemoryStream();
                using (var data = entry.Open())
                {
                    var buffer = new byte[81_920];
                    for (int read; (read = data.Read(buffer)) > 0; left -= read)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        if (read > left)
                        {
                            throw new ImportException($"it holds more than {limits.MaxFileBytes / 1024 / 1024} MiB unpacked");
                        }

                        part.Write(buffer, 0, read);
                    }
                }

                // Whatever a part is called, it is XML where it begins as XML does.
                if (IsXml(part))
                {
                    part.Position = 0;
                    CheckDepth(part);
                }
            }
        }
        catch (InvalidDataException e)
        {
            throw new ImportException("it is no Word document, or a broken one: open it in Word and save it again", e);
        }
    }

    private static void CheckDepth(Stream part)
    {
        try
        {
            SafeXml.CheckDepth(part);
        }
        catch (XmlException)
        {
            // A page or the like that is embedded; a part of the document that is broken is refused where it is read.
        }
    }

    private static bool IsXml(MemoryStream part)
    {
        var start = part.GetBuffer().AsSpan(0, (int)Math.Min(part.Length, 64)).TrimStart("\uFEFF\0 \t\r\n"u8);
        return start.Length > 0 && (start[0] == '<' || start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]);
    }
}
