using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.DocumentLayoutAnalysis.PageSegmenter;
using UglyToad.PdfPig.DocumentLayoutAnalysis.ReadingOrderDetector;
using UglyToad.PdfPig.DocumentLayoutAnalysis.WordExtractor;
using UglyToad.PdfPig.Exceptions;
using TextBlock = UglyToad.PdfPig.DocumentLayoutAnalysis.TextBlock;

namespace LopmiBot.Importing.Formats;

/// <summary>A PDF that holds text: its blocks in reading order, without what is repeated at the head and foot of pages, words broken at line ends mended.</summary>
internal sealed class PdfFile : IFormat
{
    /// <summary>Fewer letters a page than this, with pictures on them: the pages were scanned.</summary>
    private const int FewestLetters = 40;

    private const int MostPages = 5_000;

    /// <summary>How much larger than the text a heading is written.</summary>
    private const double Larger = 1.15;

    private const int LongestHeading = 200;

    public string Name => "PDF";

    public IReadOnlyList<string> Extensions => [".pdf"];

    public IEnumerable<Reading>? Read(ImportFile file, ImportLimits limits)
    {
        using var pdf = Open(file);
        if (pdf.NumberOfPages > MostPages)
        {
            throw new ImportException($"it has {pdf.NumberOfPages} pages, more than {MostPages}: split it");
        }

        var pages = pdf.GetPages().ToList();
        if (pages.Sum(page => page.Letters.Count) < FewestLetters * pages.Count)
        {
            throw new ImportException(pages.Exists(page => page.NumberOfImages > 0)
                ? "its pages are pictures: it was scanned. Have its text recognised (OCR) first, check it, and import that"
                : "it holds no text");
        }

        var words = pages.ConvertAll(page => page.GetWords(NearestNeighbourWordExtractor.Instance).ToList());
        var kept = new RunningLines(pages, words).Without().SelectMany(Blocks).ToList();
        var size = UsualSize(kept);
        var whole = Ligatures.Apart(string.Join('\n', kept.Select(block => block.Text)));
        var own = Hyphens.OwnHyphens(whole);
        var markdown = new MarkdownWriter();
        string? title = Names.Line(pdf.Information.Title) is { Length: > 0 } stated ? stated : null;
        foreach (var block in Joined(kept))
        {
            var text = Names.Line(Hyphens.Mend([.. block.SelectMany(part => part.TextLines).Select(line => Names.Line(Ligatures.Apart(line.Text))).Where(line => line.Length > 0)], own));
            if (text.Length <= LongestHeading && SizeOf(block[0]) > Larger * size)
            {
                if (title is null && markdown.IsEmpty)
                {
                    title = text;
                }
                else
                {
                    markdown.Heading(2, text);
                }
            }
            else
            {
                markdown.Paragraph(text);
            }
        }

        if (markdown.IsEmpty)
        {
            throw new ImportException("it holds no text but headings");
        }

        var language = LanguageDetector.Detect(whole) ?? Language.French;
        return
        [
            new ImportedDocument
            {
                Id = Names.Id(file.Name, language),
                Title = title ?? file.Name,
                Language = language,
                Body = markdown.ToString(),
                Publisher = Names.Line(pdf.Information.Author),
            },
        ];
    }

    private static PdfDocument Open(ImportFile file)
    {
        try
        {
            return PdfDocument.Open(file.Content, new ParsingOptions { UseLenientParsing = true, ClipPaths = false });
        }
        catch (PdfDocumentEncryptedException e)
        {
            throw new ImportException("it is protected by a password: save it without one", e);
        }
    }

    private static IEnumerable<TextBlock> Blocks(List<Word> words) => words.Count == 0
        ? []
        : UnsupervisedReadingOrderDetector.Instance.Get(DocstrumBoundingBoxes.Instance.GetBlocks(words)).OrderBy(block => block.ReadingOrder);

    /// <summary>A paragraph that goes on over a page or a column: one that ends without an end, and one that begins small.</summary>
    private static List<List<TextBlock>> Joined(List<TextBlock> blocks)
    {
        var joined = new List<List<TextBlock>>();
        foreach (var block in blocks)
        {
            var before = joined.Count > 0 ? joined[^1][^1].Text.TrimEnd() : "";
            if (before.Length > 0 && before[^1] is not ('.' or '!' or '?' or ':' or ';' or '»' or '"') && block.Text.TrimStart() is [var first, ..] && char.IsLower(first) && Math.Abs(SizeOf(joined[^1][^1]) - SizeOf(block)) < 0.5)
            {
                joined[^1].Add(block);
            }
            else
            {
                joined.Add([block]);
            }
        }

        return joined;
    }

    private static double SizeOf(TextBlock block)
    {
        var sizes = block.TextLines.SelectMany(line => line.Words).SelectMany(word => word.Letters).Select(letter => letter.PointSize).Order().ToList();
        return sizes.Count == 0 ? 0 : sizes[sizes.Count / 2];
    }

    private static double UsualSize(List<TextBlock> blocks)
    {
        var sizes = blocks.SelectMany(block => block.TextLines).SelectMany(line => line.Words).SelectMany(word => word.Letters).Select(letter => letter.PointSize).Order().ToList();
        return sizes.Count == 0 ? 0 : sizes[sizes.Count / 2];
    }
}
