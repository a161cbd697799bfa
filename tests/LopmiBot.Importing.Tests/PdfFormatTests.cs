using System.Globalization;
using System.IO.Compression;
using System.Text;
using LopmiBot.Importing.Reports;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;
using PageSize = UglyToad.PdfPig.Content.PageSize;

namespace LopmiBot.Importing.Tests;

/// <summary>PDF pages as programs lay them out, each drawn as such a program draws it.</summary>
public sealed class PdfFormatTests
{
    private const double Size = 10;
    private static readonly string[] Left = ["Le fait de fournir un service de plateforme", "en ligne est puni de sept ans de prison et", "de 500 000 euros d'amende, sans prejudice", "de la confiscation des fichiers et de la", "fermeture du compte qui a servi a le faire."];
    private static readonly string[] Right = ["La tentative des delits est punie des memes", "peines, et les personnes morales encourent", "en outre les peines que prevoit un article", "du meme code, a titre principal pour cinq", "ans au plus et dans les memes conditions."];

    [Fact]
    public async Task Columns_are_read_one_after_the_other_even_where_they_are_drawn_line_by_line()
    {
        foreach (var isByLine in (bool[])[true, false])
        {
            var lines = Enumerable.Range(0, 5).SelectMany(i => new[] { (Text: Left[i], X: 50.0, Y: 700 - (12 * i), Column: 0), (Text: Right[i], X: 320.0, Y: 700.0 - (12 * i), Column: 1) });
            var (text, report) = await ReadAsync(Page([.. (isByLine ? lines : lines.OrderBy(line => line.Column)).Select(line => (line.Text, line.X, (double)line.Y, Size))]));

            text.ShouldBe(string.Join(' ', Left) + "\n\n" + string.Join(' ', Right));
            report.OrderConfidence.ShouldNotBeNull();
            report.Warnings.Any(warning => warning.Contains("page 1", StringComparison.Ordinal)).ShouldBe(isByLine);
        }
    }

    [Fact]
    public async Task The_wide_gaps_of_narrow_justified_lines_are_blanks()
    {
        string[] lines = ["Le fait de fournir un service est puni", "de sept ans", "de prison et de 500 000 euros d'amende", "sans autre", "peine que la confiscation des fichiers."];

        var (text, report) = await ReadAsync(Page([.. lines.SelectMany((line, i) => Justified(line, 50, 700 - (12 * i), 200))]));

        text.ShouldBe(string.Join(' ', lines));
        report.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Words_and_numbers_that_a_line_breaks_are_mended()
    {
        var (text, _) = await ReadAsync(Page(
            ("La peine que prevoit l'article 323-", 50, 700, Size), ("3-2 du code penal est lourde, et la pla-", 50, 688, Size), ("teforme de Saint-", 50, 676, Size), ("Denis est fermee : peut-", 50, 664, Size), ("on la rouvrir, pre- et post-", 50, 652, Size), ("datee, sous l'empire de la loi 2023-", 50, 640, Size), ("22 du 24 janvier.", 50, 628, Size)));

        text.ShouldBe("La peine que prevoit l'article 323-3-2 du code penal est lourde, et la plateforme de Saint-Denis est fermee : peut-on la rouvrir, pre- et postdatee, sous l'empire de la loi 2023-22 du 24 janvier.");
    }

    [Fact]
    public async Task A_table_is_read_row_by_row()
    {
        string[][] rows = [["Infraction", "Peine", "Amende"], ["Acces", "trois ans", "100 000"], ["Entrave a un service", "sept ans", "300 000"], ["public", "", ""]];
        var drawn = new List<(string, double, double, double)> { ("Les peines sont celles du tableau.", 50, 740, Size) };
        for (var row = 0; row < 3; row++)
        {
            drawn.Add((rows[row][0], 50, 700 - (20 * row), Size));
            if (row == 2)
            {
                drawn.Add((rows[3][0], 50, 648, Size));
            }

            drawn.Add((rows[row][1], 250, 700 - (20 * row), Size));
            drawn.Add((rows[row][2], 400, 700 - (20 * row), Size));
        }

        var (text, _) = await ReadAsync(Page([.. drawn]));

        text.ShouldBe("Les peines sont celles du tableau.\n\nInfraction | Peine | Amende\nAcces | trois ans | 100 000\nEntrave a un service public | sept ans | 300 000");
    }

    [Fact]
    public async Task Footnotes_stand_after_the_text_and_their_marks_are_no_figures_of_it()
    {
        var (text, report) = await ReadAsync(Page(
            ("La peine est de sept ans", 50, 700, Size), ("1", 164, 704, 6), (" et l'amende de 10", 168, 700, Size), ("6", 252, 704, 6), (" euros, sauf", 257, 700, Size),
            ("exception que la loi prevoit, ou que le juge decide.", 50, 688, Size),
            ("1", 50, 63, 5), ("Depuis la loi du 24 janvier 2023,", 54, 60, 8), ("qui a cree ce delit.", 54, 50, 8)));

        text.ShouldBe("La peine est de sept ans et l'amende de 10⁶ euros, sauf exception que la loi prevoit, ou que le juge decide.\n\nNotes\n\nNote 1. Depuis la loi du 24 janvier 2023, qui a cree ce delit.");
        report.Places.ShouldContain(place => place.Start.StartsWith("Note 1.", StringComparison.Ordinal) && place.Place == "page 1");
    }

    [Fact]
    public async Task Notes_as_large_as_the_text_are_told_by_their_marks()
    {
        var (text, _) = await ReadAsync(Page(
            ("La peine est de sept ans", 50, 700, Size), ("1", 164, 704, 6), (" pour celui qui tient le service.", 168, 700, Size),
            ("1", 50, 94, 6), ("Depuis la loi du 24 janvier 2023.", 54, 90, Size)));

        text.ShouldBe("La peine est de sept ans pour celui qui tient le service.\n\nNotes\n\nNote 1. Depuis la loi du 24 janvier 2023.");
    }

    [Fact]
    public async Task The_report_names_running_lines_and_the_page_of_each_passage()
    {
        var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        for (var i = 1; i <= 3; i++)
        {
            var page = builder.AddPage(PageSize.A4);
            page.AddText("Rapport annuel", 9, new PdfPoint(50, 810), font);
            page.AddText(string.Create(CultureInfo.InvariantCulture, $"Le texte de la page {i} finit ici."), 11, new PdfPoint(50, 700), font);
        }

        var (_, report) = await ReadAsync(builder.Build());

        report.Omissions.ShouldHaveSingleItem().ShouldBe(new Omission("running head or foot", "page 1, page 2, page 3", 6));
        report.Places.Select(place => place.Place).ShouldBe(["page 1", "page 2", "page 3"]);
        (report.SourceWords, report.DraftWords).ShouldBe((30, 24));
    }

    [Fact]
    public async Task A_scanned_page_among_others_is_named_and_one_among_scanned_ones_is_refused()
    {
        byte[] Scans(int scans)
        {
            var builder = new PdfDocumentBuilder();
            var font = builder.AddStandard14Font(Standard14Font.Helvetica);
            for (var i = 0; i < 4; i++)
            {
                var page = builder.AddPage(PageSize.A4);
                if (i < scans)
                {
                    page.AddPng(Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"), new PdfRectangle(0, 0, 590, 840));
                }
                else
                {
                    page.AddText("Un texte assez long pour que la page n'ait rien d'une page vide.", 11, new PdfPoint(50, 700), font);
                }
            }

            return builder.Build();
        }

        (await Imported.ProblemAsync("scan.pdf", Scans(3))).ShouldContain("it was scanned");
        (await ReadAsync(Scans(1))).Report.Warnings.ShouldBe(["page 1 is a picture: its text is not in the draft"]);
    }

    [Fact]
    public async Task A_stream_that_unpacks_without_end_is_refused_before_it_takes_memory()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var piece = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("BT /F1 9 Tf (a) Tj ET ", 50_000)));
            for (var i = 0; i < 60; i++)
            {
                zlib.Write(piece);
            }
        }

        using var pdf = new MemoryStream();
        var offsets = new List<long>();
        void Write(string text) => pdf.Write(Encoding.ASCII.GetBytes(text));
        void Add(string content)
        {
            offsets.Add(pdf.Length);
            Write($"{offsets.Count} 0 obj\n{content}");
        }

        Write("%PDF-1.4\n");
        Add("<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
        Add("<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n");
        Add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>\nendobj\n");
        Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n");
        Add($"<</Length {packed.Length}/Filter/FlateDecode>>stream\n");
        pdf.Write(packed.ToArray());
        Write("\nendstream\nendobj\n");
        var table = pdf.Length;
        Write($"xref\n0 6\n0000000000 65535 f \n{string.Concat(offsets.Select(offset => string.Create(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n")))}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF");
        var content = pdf.ToArray();

        (await Imported.ProblemAsync("bomb.pdf", content)).ShouldContain("unpacks to more than an import may take");
    }

    private static async Task<(string Text, ImportReport Report)> ReadAsync(byte[] content)
    {
        var result = (await new Importer().ReadAsync(new ImportFile("page.pdf", content), TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        return ((await Imported.OneAsync("page.pdf", content)).Text, result.Document.ShouldNotBeNull(result.Problem).Report.ShouldNotBeNull());
    }

    /// <summary>The words of a line, each drawn at its place, from edge to edge.</summary>
    private static IEnumerable<(string Text, double X, double Y, double Size)> Justified(string line, double left, double y, double width)
    {
        var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        var page = builder.AddPage(PageSize.A4);
        var words = line.Split(' ').Select(word => (Word: word, Width: page.MeasureText(word, Size, new PdfPoint(0, 0), font)[^1].EndBaseLine.X)).ToList();
        var gap = (width - words.Sum(word => word.Width)) / (words.Count - 1);
        foreach (var (word, length) in words)
        {
            yield return (word, left, y, Size);
            left += length + gap;
        }
    }

    private static byte[] Page(params (string Text, double X, double Y, double Size)[] lines)
    {
        var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        var page = builder.AddPage(PageSize.A4);
        foreach (var (text, x, y, size) in lines)
        {
            page.AddText(text, size, new PdfPoint(x, y), font);
        }

        return builder.Build();
    }
}
