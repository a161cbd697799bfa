using System.Globalization;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;
using LopmiBot.Importing.Reports;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Exceptions;

namespace LopmiBot.Importing.Formats.Pdf;

/// <summary>
/// A PDF that holds text, in the order in which it is read: paragraphs, headings, tables row by row and footnotes after the text;
/// without what is repeated at the head and foot of pages; words and numbers that lines break are mended.
/// </summary>
internal sealed class PdfFile : IFormat
{
    /// <summary>Fewer letters on a page than this, with a picture over most of it: the page was scanned.</summary>
    private const int FewestLetters = 40;

    /// <summary>Of a page, how much the picture of a scanned one covers.</summary>
    private const double ScannedArea = 0.5;

    private const int MostPages = 5_000;
    private const int MostLetters = 250_000;

    /// <summary>How much larger than the text a heading is written.</summary>
    private const double Larger = 1.15;

    private const int LongestHeading = 200;

    /// <summary>Below this, two ways of reading differ in more than a few words.</summary>
    private const double LowConfidence = 0.9;

    public string Name => "PDF";

    public IReadOnlyList<string> Extensions => [".pdf"];

    public IEnumerable<Reading>? Read(ImportFile file, ImportLimits limits, CancellationToken cancellationToken)
    {
        var filters = new BoundedFilters(cancellationToken);
        var report = new ReportBuilder();
        using var pdf = Open(file, filters);
        if (pdf.NumberOfPages > MostPages)
        {
            throw new ImportException($"it has {pdf.NumberOfPages} pages, more than {MostPages}: split it");
        }

        var pages = PagesOf(pdf, filters, report, cancellationToken);
        var source = pages.Sum(page => page.Words.Sum(word => ReportBuilder.WordsOf(word.Text)));
        var size = UsualSize(pages);
        var (blocks, notes) = BlocksOf(pages, size, report, cancellationToken);
        var own = Hyphens.OwnHyphens(string.Join('\n', blocks.SelectMany(block => block.Lines)));
        var markdown = new MarkdownWriter();
        string? read = null;
        var title = Names.Line(pdf.Information.Title) is { Length: > 0 } stated ? stated : null;
        foreach (var block in Joined(blocks))
        {
            var place = Place(block.Page);
            if (block.IsTable)
            {
                markdown.Table(block.Rows);
                report.Place(string.Join(" | ", block.Rows[0]), place);
                continue;
            }

            var text = Names.Line(Hyphens.Mend(block.Lines, own));
            report.Place(text, place);
            if (text.Length > LongestHeading || block.Size <= Larger * size)
            {
                markdown.Paragraph(text);
            }
            else if (markdown.IsEmpty && read is null && (title is null || title.Equals(text, StringComparison.OrdinalIgnoreCase)))
            {
                title = read = text;
            }
            else
            {
                markdown.Heading(2, text);
            }
        }

        if (markdown.IsEmpty)
        {
            throw new ImportException("it holds no text but headings");
        }

        AddNotes(markdown, notes, own, report);
        var body = markdown.ToString();
        var language = LanguageDetector.Detect(body) ?? Language.French;
        return
        [
            new ImportedDocument
            {
                Id = Names.Id(file.Name, language),
                Title = title ?? file.Name,
                Language = language,
                Body = body,
                Publisher = Names.Line(pdf.Information.Author),
                Report = report.Build(source, $"{read}\n{body}"),
            },
        ];
    }

    private static PdfDocument Open(ImportFile file, BoundedFilters filters)
    {
        try
        {
            return PdfDocument.Open(file.Content, new ParsingOptions { UseLenientParsing = true, ClipPaths = false, FilterProvider = filters });
        }
        catch (PdfDocumentEncryptedException e)
        {
            throw new ImportException("it is protected by a password: save it without one", e);
        }
    }

    private static List<PdfPage> PagesOf(PdfDocument pdf, BoundedFilters filters, ReportBuilder report, CancellationToken cancellationToken)
    {
        var pages = new List<PdfPage>();
        var scanned = new List<int>();
        var letters = 0;
        for (var number = 1; number <= pdf.NumberOfPages; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = pdf.GetPage(number);
            if (filters.Refusal is { } refusal)
            {
                throw refusal;
            }

            if (page.Letters.Count > MostLetters)
            {
                throw new ImportException($"its page {number} has more than {MostLetters} letters: split it");
            }

            letters += page.Letters.Count;
            if (IsScanned(page))
            {
                scanned.Add(number);
            }

            pages.Add(new PdfPage(number, page.Height, WordsOf(page, report)));
            foreach (var image in page.GetImages())
            {
                report.Omit("image", Place(number));
            }
        }

        RefuseScanned(pages, scanned, letters, report);
        return pages;
    }

    private static void RefuseScanned(List<PdfPage> pages, List<int> scanned, int letters, ReportBuilder report)
    {
        if (scanned.Count > 0 && 2 * scanned.Count >= pages.Count)
        {
            throw new ImportException("its pages are pictures: it was scanned. Have its text recognised (OCR) first, check it, and import that");
        }

        if (letters < FewestLetters / 2)
        {
            throw new ImportException("it holds no text");
        }

        foreach (var page in scanned)
        {
            report.Omit("scanned page", Place(page));
            report.Warn($"page {page} is a picture: its text is not in the draft");
        }
    }

    private static bool IsScanned(Page page) =>
        page.Letters.Count < FewestLetters && page.NumberOfImages > 0 && page.GetImages().Sum(image => Math.Abs(image.BoundingBox.Width * image.BoundingBox.Height)) > ScannedArea * page.Width * page.Height;

    private static List<PdfWord> WordsOf(Page page, ReportBuilder report)
    {
        var marked = page.GetMarkedContents().SelectMany(Artifacts).ToHashSet(ReferenceEqualityComparer.Instance);
        var upright = page.Letters.Where(letter => letter.TextOrientation == TextOrientation.Horizontal).ToList();
        if (page.Letters.Count(letter => letter.RenderingMode == TextRenderingMode.Neither) > page.Letters.Count / 2)
        {
            report.Warn($"the text of {Place(page.Number)} is not shown: it was recognised in a picture. Hold it against that word for word");
        }

        if (page.Letters.Count - upright.Count is var turned and > 0)
        {
            var text = string.Concat(page.Letters.Where(letter => letter.TextOrientation != TextOrientation.Horizontal).Select(letter => letter.Value));
            report.Omit("turned text", Place(page.Number), ReportBuilder.WordsOf(text));
            if (turned > upright.Count)
            {
                report.Warn($"most of {Place(page.Number)} is turned, and not in the draft");
            }
        }

        var running = upright.Where(marked.Contains).ToList();
        if (running.Count > 0)
        {
            report.Omit("running head or foot", Place(page.Number), PdfWords.Of(running).Sum(word => ReportBuilder.WordsOf(word.Text)));
        }

        return PdfWords.Of(upright.Where(letter => !marked.Contains(letter)).ToList());
    }

    /// <summary>What the file itself marks as repeated from page to page. Source: ISO 32000-2, 14.8.2.2 (artifacts).</summary>
    private static IEnumerable<Letter> Artifacts(MarkedContentElement element) =>
        element is ArtifactMarkedContentElement { Type: ArtifactMarkedContentElement.ArtifactType.Pagination } ? element.Letters.Concat(element.Children.SelectMany(child => child.Letters)) : element.Children.SelectMany(Artifacts);

    private static (List<PdfBlock> Blocks, List<PdfNote> Notes) BlocksOf(List<PdfPage> pages, double size, ReportBuilder report, CancellationToken cancellationToken)
    {
        var blocks = new List<PdfBlock>();
        var notes = new List<PdfNote>();
        var (agreed, words) = (0.0, 0);
        foreach (var (page, running) in new RunningLines(pages).Apart())
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var line in running)
            {
                report.Omit("running head or foot", Place(page.Number), ReportBuilder.WordsOf(line));
            }

            var order = ReadingOrder.Of(page);
            agreed += order.Confidence * page.Words.Count;
            words += page.Words.Count;
            if (order.Confidence < LowConfidence)
            {
                report.Warn(string.Create(CultureInfo.InvariantCulture, $"{Place(page.Number)}: two ways of reading agree on the order of {order.Confidence:P0} of its words only. Hold its order against the file"));
            }

            var (text, found) = PdfNotes.Apart(page.Number, order.Runs, size);
            notes.AddRange(found);
            blocks.AddRange(new PdfBlocks(page.Number, text).All());
        }

        report.OrderConfidence = words == 0 ? null : Math.Round(agreed / words, 3);
        return (blocks, notes);
    }

    private static void AddNotes(MarkdownWriter markdown, List<PdfNote> notes, IReadOnlySet<string> own, ReportBuilder report)
    {
        if (notes.Count > 0)
        {
            markdown.Heading(2, "Notes");
        }

        foreach (var note in notes)
        {
            var text = $"Note {note.Mark}. {Names.Line(Hyphens.Mend(note.Lines, own))}";
            markdown.Paragraph(text);
            report.Place(text, Place(note.Page));
        }
    }

    /// <summary>A paragraph that goes on over a page or a column: one that ends without an end, and one that begins small.</summary>
    private static List<PdfBlock> Joined(List<PdfBlock> blocks)
    {
        var joined = new List<PdfBlock>();
        foreach (var block in blocks)
        {
            if (joined.Count > 0 && joined[^1] is { IsTable: false } last && !block.IsTable && last.Page < block.Page && Math.Abs(last.Size - block.Size) < 0.5
                && last.Lines[^1].TrimEnd() is [.., var end] && end is not ('.' or '!' or '?' or ':' or ';' or '»' or '"')
                && block.Lines[0].TrimStart() is [var first, ..] && (char.IsLower(first) || end is '-' or '\u2010' || (char.IsDigit(first) && end is not ')')))
            {
                joined[^1] = last with { Lines = [.. last.Lines, .. block.Lines] };
            }
            else
            {
                joined.Add(block);
            }
        }

        return joined;
    }

    /// <summary>The size in which most letters are set.</summary>
    private static double UsualSize(List<PdfPage> pages) =>
        pages.SelectMany(page => page.Words).GroupBy(word => Math.Round(word.Size, 1)).OrderByDescending(group => group.Sum(word => word.Text.Length)).Select(group => group.Key).FirstOrDefault();

    private static string Place(int page) => string.Create(CultureInfo.InvariantCulture, $"page {page}");
}
