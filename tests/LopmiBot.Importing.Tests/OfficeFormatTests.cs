using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;
using PageSize = UglyToad.PdfPig.Content.PageSize;

namespace LopmiBot.Importing.Tests;

public sealed class OfficeFormatTests
{
    [Fact]
    public async Task A_word_document_reads_with_its_changes_accepted()
    {
        using var stream = new MemoryStream();
        using (var word = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = word.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(
                new Style(new StyleName { Val = "heading 1" }) { Type = StyleValues.Paragraph, StyleId = "Titre1" },
                new Style(new StyleName { Val = "heading 2" }) { Type = StyleValues.Paragraph, StyleId = "Titre2" });
            main.Document = new DocumentFormat.OpenXml.Wordprocessing.Document(new Body(
                Text("Note sur les plaintes", style: "Titre1"),
                Text("Quel délai ?", style: "Titre2"),
                new Paragraph(
                    Run("La plainte est déposée dans les "),
                    new DeletedRun(new Run(new DeletedText("quarante-huit"))),
                    new InsertedRun(Run("soixante-douze")) { Author = "x", Id = "1" },
                    Run(" heures."),
                    new Run(new RunProperties(new Vanish()), new Text("Caché."))),
                Item("un premier point"),
                Item("un second point"),
                new Table(Row("Qui", "Quand"), Row("Banque", "4 h")),
                Text("", style: null)));
        }

        var document = await Imported.OneAsync("Note.docx", stream.ToArray());

        document.Title.ShouldBe("Note sur les plaintes");
        document.Sections.Select(section => section.Heading).ShouldBe(["", "Quel délai ?"]);
        document.Text.ShouldBe("Quel délai ?\n\nLa plainte est déposée dans les soixante-douze heures.\n\nun premier point\nun second point\n\nQui | Quand\nBanque | 4 h");
    }

    [Fact]
    public async Task What_word_counts_is_part_of_what_is_read()
    {
        using var stream = new MemoryStream();
        using (var word = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = word.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(
                new Style(new StyleName { Val = "heading 1" }, new StyleParagraphProperties(new NumberingProperties(new NumberingId { Val = 1 }))) { Type = StyleValues.Paragraph, StyleId = "Titre1" },
                new Style(new StyleName { Val = "Clause" }, new BasedOn { Val = "Base" }) { Type = StyleValues.Paragraph, StyleId = "Clause" },
                new Style(new StyleName { Val = "Base" }, new BasedOn { Val = "Clause" }, new StyleParagraphProperties(new NumberingProperties(new NumberingId { Val = 2 }))) { Type = StyleValues.Paragraph, StyleId = "Base" });
            main.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering(
                Counted(1, Level(0, NumberFormatValues.UpperRoman, "Titre %1 :", style: "Titre1")),
                Counted(2, Level(0, NumberFormatValues.Decimal, "%1.", start: 4), Level(1, NumberFormatValues.LowerLetter, "%1.%2)"), Level(2, NumberFormatValues.Bullet, "•")),
                new NumberingInstance(new AbstractNumId { Val = 1 }) { NumberID = 1 },
                new NumberingInstance(new AbstractNumId { Val = 2 }) { NumberID = 2 },
                new NumberingInstance(new AbstractNumId { Val = 2 }, new LevelOverride(new StartOverrideNumberingValue { Val = 1 }) { LevelIndex = 0 }) { NumberID = 3 });
            main.Document = new DocumentFormat.OpenXml.Wordprocessing.Document(new Body(
                Text("Une note.", style: null),
                Text("Les peines", style: "Titre1"),
                Text("La peine est de sept ans.", style: "Clause"),
                Text("L'amende s'y ajoute :", style: "Clause"),
                Numbered("pour une personne ;", 2, 1),
                Numbered("pour une société.", 2, 1),
                Numbered("sans nombre", 2, 2),
                Text("La durée se compte en jours.", style: "Clause"),
                Text("Les délais", style: "Titre1"),
                Numbered("Le délai court.", 3, 0),
                Numbered("Il s'arrête.", 3, 0),
                Numbered("Sans liste.", 99, 0)));
        }

        (await Imported.OneAsync("Note.docx", stream.ToArray())).Text.ShouldBe(
            """
            Une note.

            Titre I : Les peines

            4. La peine est de sept ans.
            5. L'amende s'y ajoute :
            5.a) pour une personne ;
            5.b) pour une société.
            sans nombre
            6. La durée se compte en jours.

            Titre II : Les délais

            1. Le délai court.
            2. Il s'arrête.
            Sans liste.
            """);
    }

    [Fact]
    public async Task A_word_document_that_unpacks_without_end_is_refused()
    {
        using var stream = new MemoryStream();
        using (var word = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            word.AddMainDocumentPart().Document = new DocumentFormat.OpenXml.Wordprocessing.Document(new Body(Text(new string('a', 4_000_000), style: null)));
        }

        stream.Length.ShouldBeLessThan(100_000);
        (await Imported.ProblemAsync("bomb.docx", stream.ToArray(), new ImportLimits { MaxFileBytes = 1024 * 1024 })).ShouldContain("more than 1 MiB");
    }

    [Fact]
    public async Task A_pdf_loses_what_each_page_repeats_and_has_its_words_mended()
    {
        var document = await Imported.OneAsync("rapport.pdf", Pdf(
            ["La procedure de plainte", "La victime d'une attaque informatique depose plainte dans un delai de", "soixante-douze heures a compter du moment ou elle en a eu connais-", "sance, faute de quoi elle ne peut pas etre indemnisee par son"],
            ["assureur, sauf si le contrat en dispose autrement.", "Une seconde phrase parle de la section du parquet et de ses enquetes."],
            ["Une derniere page dit comment joindre les services de police."]));

        document.Title.ShouldBe("La procedure de plainte");
        document.Text.ShouldContain("un delai de soixante-douze heures a compter du moment ou elle en a eu connaissance, faute de quoi elle ne peut pas etre indemnisee par son assureur, sauf si le contrat");
        document.Text.ShouldNotContain("Rapport annuel", Case.Sensitive, document.Text);
        document.Text.ShouldNotContain("Page", Case.Sensitive, document.Text);
        document.Text.ShouldContain("services de police");
    }

    [Fact]
    public async Task Lines_of_the_text_that_only_look_alike_are_kept_and_so_are_the_hyphens_of_words_that_have_one()
    {
        string[] Page(string article, string line) => [article, $"{line} L'infraction est punie d'une amende, et son auteur repond du dommage.", "La duree de la peine est comptee en jours, dans les conditions prevues ci-", "dessus par le texte qui la prononce contre le condamne."];
        var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        foreach (var lines in (string[][])[Page("Article 1", "Un."), Page("Article 5", "Deux."), Page("Article 12", "Trois.")])
        {
            var page = builder.AddPage(PageSize.A4);
            for (var i = 0; i < lines.Length; i++)
            {
                page.AddText(lines[i], 11, new PdfPoint(50, 800 - (i * 14) - (i > 0 ? 20 : 0)), font);
            }
        }

        var document = await Imported.OneAsync("loi.pdf", builder.Build());

        foreach (var article in (string[])["Article 1", "Article 5", "Article 12"])
        {
            document.Text.ShouldContain(article + "\n");
        }

        document.Text.ShouldContain("prevues ci-dessus par le texte");
    }

    [Fact]
    public async Task A_scanned_pdf_is_refused_with_its_remedy()
    {
        var builder = new PdfDocumentBuilder();
        var page = builder.AddPage(PageSize.A4);
        page.AddPng(Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"), new PdfRectangle(0, 0, 500, 800));

        (await Imported.ProblemAsync("scan.pdf", builder.Build())).ShouldContain("it was scanned");
        (await Imported.ProblemAsync("blank.pdf", Blank())).ShouldContain("no text");
    }

    private static byte[] Blank()
    {
        var builder = new PdfDocumentBuilder();
        builder.AddPage(PageSize.A4);
        return builder.Build();
    }

    /// <summary>Pages with a head and a numbered foot; the first line of the first is written large.</summary>
    private static byte[] Pdf(params string[][] pages)
    {
        var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        for (var i = 0; i < pages.Length; i++)
        {
            var page = builder.AddPage(PageSize.A4);
            page.AddText("Rapport annuel", 9, new PdfPoint(50, 810), font);
            page.AddText($"Page {i + 1} sur {pages.Length}", 9, new PdfPoint(270, 25), font);
            double top = 740;
            foreach (var line in pages[i])
            {
                var isTitle = i == 0 && line == pages[0][0];
                page.AddText(line, isTitle ? 20 : 11, new PdfPoint(50, top), font);
                top -= isTitle ? 45 : 14;
            }
        }

        return builder.Build();
    }

    private static Run Run(string text) => new(new Text(text) { Space = SpaceProcessingModeValues.Preserve });

    private static Paragraph Text(string text, string? style) =>
        style is null ? new Paragraph(Run(text)) : new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = style }), Run(text));

    private static Paragraph Item(string text) =>
        new(new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = 0 }, new NumberingId { Val = 1 })), Run(text));

    private static Paragraph Numbered(string text, int list, int level) =>
        new(new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = level }, new NumberingId { Val = list })), Run(text));

    private static AbstractNum Counted(int id, params Level[] levels) => new(levels) { AbstractNumberId = id };

    private static Level Level(int index, NumberFormatValues format, string text, int start = 1, string? style = null)
    {
        var level = new Level(new StartNumberingValue { Val = start }, new NumberingFormat { Val = format }) { LevelIndex = index };
        if (style is not null)
        {
            level.AppendChild(new ParagraphStyleIdInLevel { Val = style });
        }

        level.AppendChild(new LevelText { Val = text });
        return level;
    }

    private static TableRow Row(params string[] cells) => new(cells.Select(cell => new TableCell(new Paragraph(Run(cell)))));
}
