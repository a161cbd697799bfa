using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;
using Language = LopmiBot.Answers.Text.Language;

namespace LopmiBot.Importing.Formats;

/// <summary>A Word document as it reads with its changes accepted: headings, paragraphs, lists and tables; nothing hidden or deleted.</summary>
internal sealed partial class WordFile : IFormat
{
    public string Name => "DOCX";

    public IReadOnlyList<string> Extensions => [".docx"];

    public IEnumerable<Reading>? Read(ImportFile file, ImportLimits limits)
    {
        RefuseBomb(file, limits);
        using var word = Open(file);
        if (word.MainDocumentPart?.Document?.Body is not { } content)
        {
            throw new ImportException("it holds no text");
        }

        var styles = word.MainDocumentPart.StyleDefinitionsPart?.Styles?.Elements<Style>().Where(style => style.StyleId?.Value is not null).DistinctBy(style => style.StyleId!.Value).ToDictionary(style => style.StyleId!.Value!, StringComparer.Ordinal) ?? [];
        var body = new Reader(styles, new WordNumbering(word.MainDocumentPart.NumberingDefinitionsPart?.Numbering));
        body.Add(content);
        body.End();
        if (body.Markdown.IsEmpty)
        {
            throw new ImportException("it holds no text");
        }

        var language = LanguageDetector.Detect(content.InnerText) ?? Language.French;
        var title = body.Title ?? (Names.Line(word.PackageProperties.Title) is { Length: > 0 } stated ? stated : file.Name);
        return
        [
            new ImportedDocument
            {
                Id = Names.Id(file.Name, language),
                Title = title,
                Language = language,
                Body = body.Markdown.ToString(),
                Publisher = "",
                Date = word.PackageProperties.Modified is { } modified ? DateOnly.FromDateTime(modified) : null,
            },
        ];
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
    private static void RefuseBomb(ImportFile file, ImportLimits limits)
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
                        if (read > left)
                        {
                            throw new ImportException($"it holds more than {limits.MaxFileBytes / 1024 / 1024} MiB unpacked");
                        }

                        part.Write(buffer, 0, read);
                    }
                }

                if (entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
                {
                    part.Position = 0;
                    SafeXml.CheckDepth(part);
                }
            }
        }
        catch (InvalidDataException e)
        {
            throw new ImportException("it is no Word document, or a broken one: open it in Word and save it again", e);
        }
    }

    [GeneratedRegex("^(?:heading|titre|überschrift)\\s*(?<level>[1-9])$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeadingName();

    /// <summary>Walks through a document in order.</summary>
    private sealed class Reader(Dictionary<string, Style> styles, WordNumbering numbering)
    {
        private readonly List<string> _items = [];

        public MarkdownWriter Markdown { get; } = new();

        /// <summary>The paragraph in the style of titles, or the first heading where it opens the document.</summary>
        public string? Title { get; private set; }

        public void Add(OpenXmlElement container)
        {
            foreach (var child in container.ChildElements)
            {
                switch (child)
                {
                    case Paragraph paragraph:
                        Add(paragraph);
                        break;
                    case Table table:
                        End();
                        Markdown.Table(table.Elements<TableRow>().Select(row => (IReadOnlyList<string>)[.. row.Elements<TableCell>().Select(cell => string.Join(' ', cell.Descendants<Paragraph>().Select(TextOf)))]));
                        break;
                    case SdtBlock or SdtContentBlock or CustomXmlBlock or InsertedRun:
                        Add(child);
                        break;
                }
            }
        }

        /// <summary>Ends a list under way.</summary>
        public void End()
        {
            Markdown.List(_items);
            _items.Clear();
        }

        private void Add(Paragraph paragraph)
        {
            var text = Names.Line(TextOf(paragraph));
            if (text.Length == 0)
            {
                return;
            }

            var style = StyleOf(paragraph);
            var isItem = ItemOf(paragraph, style) is var (list, depth) && list > 0;
            text = isItem ? $"{numbering.Next(list, depth, style?.StyleId?.Value)} {text}".Trim() : text;
            if (LevelOf(paragraph, style) is { } level)
            {
                End();
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
                End();
                Markdown.Paragraph(text);
            }
        }

        private Style? StyleOf(Paragraph paragraph) => paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value is { } id ? styles.GetValueOrDefault(id) : null;

        /// <summary>1 to 9 for a heading, 0 for the title; <see langword="null"/> for text.</summary>
        private static int? LevelOf(Paragraph paragraph, Style? style)
        {
            var id = paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value ?? "";
            var name = style?.StyleName?.Val?.Value ?? id;
            return name.Equals("title", StringComparison.OrdinalIgnoreCase) || name.Equals("titre", StringComparison.OrdinalIgnoreCase) ? 0
                : HeadingName().Match(name) is { Success: true } match ? match.Groups["level"].Value[0] - '0'
                : (paragraph.ParagraphProperties?.OutlineLevel?.Val?.Value ?? style?.StyleParagraphProperties?.OutlineLevel?.Val?.Value) is { } outline and < 9 ? outline + 1
                : null;
        }

        /// <summary>The list that a paragraph is of, by itself or by its style or what that is based on, and how deep in it; 0: of none.</summary>
        private (int List, int? Depth) ItemOf(Paragraph paragraph, Style? style)
        {
            var own = paragraph.ParagraphProperties?.NumberingProperties;
            var list = own?.NumberingId?.Val?.Value;
            for (var (from, left) = (style, styles.Count); list is null && from is not null && left > 0; left--)
            {
                list = from.StyleParagraphProperties?.NumberingProperties?.NumberingId?.Val?.Value;
                from = from.BasedOn?.Val?.Value is { } id ? styles.GetValueOrDefault(id) : null;
            }

            return (list ?? 0, own?.NumberingLevelReference?.Val?.Value);
        }

        private static string TextOf(Paragraph paragraph)
        {
            var text = new StringBuilder();
            foreach (var element in paragraph.Descendants())
            {
                if (element is Text { Parent: Run run } piece && !IsUnread(run))
                {
                    text.Append(piece.Text);
                }
                else if (element is TabChar or Break or CarriageReturn)
                {
                    text.Append(' ');
                }
                else if (element is NoBreakHyphen)
                {
                    text.Append('-');
                }
            }

            return text.ToString();
        }

        private static bool IsUnread(Run run) =>
            run.RunProperties?.Vanish is { } vanish && vanish.Val?.Value != false
            || run.Ancestors().Any(ancestor => ancestor is DeletedRun or MoveFromRun);
    }
}
