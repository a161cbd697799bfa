using LopmiBot.Importing.Reports;
using static LopmiBot.Importing.Tests.WordDocument;

namespace LopmiBot.Importing.Tests;

/// <summary>Each rule of ECMA-376 that decides what a reader of Word sees, and the report of what is not carried over.</summary>
public sealed class WordFormatTests
{
    public static TheoryData<string, string, string> Wrappers => new()
    {
        { "a smart tag", "<w:smartTag w:uri=\"x\" w:element=\"date\"><w:smartTagPr/>" + R("15 juin 2025") + "</w:smartTag>", "15 juin 2025" },
        { "smart tags in one another", "<w:smartTag w:uri=\"x\" w:element=\"a\"><w:smartTag w:uri=\"x\" w:element=\"b\">" + R("15 juin 2025") + "</w:smartTag></w:smartTag>", "15 juin 2025" },
        { "a content control", "<w:sdt><w:sdtPr/><w:sdtContent>" + R("15 juin 2025") + "</w:sdtContent></w:sdt>", "15 juin 2025" },
        { "custom XML", "<w:customXml w:element=\"x\">" + R("15 juin 2025") + "</w:customXml>", "15 juin 2025" },
        { "an insertion", "<w:ins w:id=\"1\" w:author=\"a\">" + R("15 juin 2025") + "</w:ins>", "15 juin 2025" },
        { "what was moved here", "<w:moveTo w:id=\"1\" w:author=\"a\">" + R("15 juin 2025") + "</w:moveTo>", "15 juin 2025" },
        { "a link", "<w:hyperlink w:anchor=\"x\">" + R("15 juin 2025") + "</w:hyperlink>", "15 juin 2025" },
        { "a field", "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>DATE \\@ d</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" + R("15 juin 2025") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>", "15 juin 2025" },
        { "a simple field", "<w:fldSimple w:instr=\"DATE\">" + R("15 juin 2025") + "</w:fldSimple>", "15 juin 2025" },
        { "directions", "<w:dir w:val=\"ltr\"><w:bdo w:val=\"ltr\">" + R("15 juin 2025") + "</w:bdo></w:dir>", "15 juin 2025" },
        { "a choice", "<mc:AlternateContent><mc:Choice Requires=\"w14\">" + R("15 juin 2025") + "</mc:Choice><mc:Fallback>" + R("15 juin 2025") + "</mc:Fallback></mc:AlternateContent>", "15 juin 2025" },
        { "an element that no schema knows", "<w:unknown>" + R("15 juin 2025") + "</w:unknown>", "15 juin 2025" },
        { "a symbol", "<w:r><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/></w:r>" + R(" 10"), "≥ 10" },
        { "a ruby", "<w:r><w:ruby><w:rt>" + R("kan") + "</w:rt><w:rubyBase>" + R("漢") + "</w:rubyBase></w:ruby></w:r>", "漢 (kan)" },
        { "a hyphen that does not break", "<w:r><w:t>323</w:t><w:noBreakHyphen/><w:t>3</w:t></w:r>", "323-3" },
        { "superscript figures", R("10") + R("6", "<w:vertAlign w:val=\"superscript\"/>"), "10⁶" },
        { "a superscript ending", R("1") + R("er", "<w:vertAlign w:val=\"superscript\"/>"), "1er" },
        { "a check box of a form", "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:default w:val=\"1\"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" + R(" oui"), "☒ oui" },
    };

    [Theory]
    [MemberData(nameof(Wrappers))]
    public async Task Text_is_read_whatever_wraps_it(string what, string content, string text)
    {
        what.ShouldNotBeEmpty();
        (await TextAsync(P(R("Le texte dit : ") + content + R(", sauf exception.")))).ShouldBe($"Le texte dit : {text}, sauf exception.");
    }

    [Fact]
    public async Task Changes_are_accepted_in_runs_paragraphs_rows_and_cells()
    {
        (await TextAsync(
            P(R("Le délai est de ") + "<w:del w:id=\"1\" w:author=\"a\"><w:r><w:delText>deux</w:delText></w:r></w:del>" + R("trois ans")),
            P(R(" Une première phrase,"), "<w:rPr><w:del w:id=\"2\" w:author=\"a\"/></w:rPr>"),
            P(R(" qui finit ici.")),
            P("<w:del w:id=\"3\" w:author=\"a\"><w:r><w:delText>Rien.</w:delText></w:r></w:del>", "<w:rPr><w:del w:id=\"4\" w:author=\"a\"/></w:rPr>"),
            "<w:tbl><w:tr><w:trPr><w:del w:id=\"5\" w:author=\"a\"/></w:trPr><w:tc>" + P(R("LIGNE SUPPRIMÉE")) + "</w:tc><w:tc>" + P(R("x")) + "</w:tc></w:tr>" + Row(P(R("Ligne gardée")), P(R("y")), "<w:tcPr><w:cellDel w:id=\"6\" w:author=\"a\"/></w:tcPr>" + P(R("z"))) + "</w:tbl>",
            P("<w:moveFrom w:id=\"7\" w:author=\"a\">" + R("Déplacé.") + "</w:moveFrom>" + R("Fin."))))
            .ShouldBe("Le délai est de trois ans\n\nUne première phrase, qui finit ici.\n\nLigne gardée | y\n\nFin.");
    }

    [Fact]
    public async Task What_is_hidden_by_itself_or_by_a_style_is_left_out_and_named()
    {
        const string Styles = "<w:style w:type=\"character\" w:styleId=\"Cache\"><w:name w:val=\"Caché\"/><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type=\"paragraph\" w:styleId=\"Note\"><w:name w:val=\"Note interne\"/><w:basedOn w:val=\"Base\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"Base\"><w:name w:val=\"Base\"/><w:rPr><w:vanish/></w:rPr></w:style>";
        var (text, report) = await ReadAsync(Of(
            P(R("Le texte") + R(" secret", "<w:vanish/>") + R(" masqué", "<w:rStyle w:val=\"Cache\"/>") + R(" montré", "<w:rStyle w:val=\"Cache\"/><w:vanish w:val=\"0\"/>") + R(".")) + P(R("Une note interne."), "<w:pStyle w:val=\"Note\"/>") + P(R("Fin.")), ("styles", Styles)));

        text.ShouldBe("Le texte montré.\n\nFin.");
        report.Omissions.ShouldHaveSingleItem().ShouldBe(new Omission("hidden text", "paragraph 1, paragraph 2", 5));
    }

    [Fact]
    public async Task Notes_stand_after_the_text_in_the_order_of_their_marks()
    {
        var bytes = Of(
            P(R("La peine") + "<w:r><w:footnoteReference w:id=\"7\"/></w:r>" + R(" est lourde") + "<w:r><w:endnoteReference w:id=\"2\"/></w:r>" + R(".")) + P(R("Le délai") + "<w:r><w:footnoteReference w:id=\"3\"/></w:r>" + R(" court.")),
            ("footnotes", "<w:footnote w:type=\"separator\" w:id=\"-1\">" + P("<w:r><w:separator/></w:r>") + "</w:footnote><w:footnote w:id=\"3\">" + P(R("De trois ans.")) + "</w:footnote><w:footnote w:id=\"7\">" + P("<w:r><w:footnoteRef/></w:r>" + R(" Sept ans,")) + P(R("ou dix.")) + "</w:footnote>"),
            ("endnotes", "<w:endnote w:id=\"2\">" + P(R("Voir plus loin.")) + "</w:endnote>"));

        var (text, report) = await ReadAsync(bytes);

        text.ShouldBe("La peine est lourde.\n\nLe délai court.\n\nNotes\n\nNote 1. Sept ans, ou dix.\n\nNote i. Voir plus loin.\n\nNote 2. De trois ans.");
        report.Places.ShouldContain(new PassagePlace("Note 2. De trois ans.", "paragraph 2"));
    }

    [Fact]
    public async Task A_text_box_is_read_once_after_its_paragraph()
    {
        const string Box = "<w:txbxContent><w:p><w:r><w:t>CONTENU DE ZONE.</w:t></w:r></w:p></w:txbxContent>";
        (await TextAsync(P(R("avant ") + $"<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline><a:graphic><a:graphicData uri=\"x\"><wps:wsp><wps:txbx>{Box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{Box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>" + R(" après.")))).ShouldBe("avant après.\n\nCONTENU DE ZONE.");
    }

    [Fact]
    public async Task Rows_and_cells_in_content_controls_keep_their_columns_and_cells_over_rows_say_their_text_in_each()
    {
        (await TextAsync("<w:tbl>" + Row(P(R("Infraction")), P(R("Peine"))) + "<w:sdt><w:sdtContent>" + Row("<w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>" + P(R("Accès")), "<w:tcPr/>" + P(R("3 ans"))) + "</w:sdtContent></w:sdt>" + "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:sdt><w:sdtContent><w:tc>" + P(R("5 ans")) + "</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>"))
            .ShouldBe("Infraction | Peine\nAccès | 3 ans\nAccès | 5 ans");
    }

    [Fact]
    public async Task Numbers_restart_are_legal_and_count_empty_paragraphs_and_cells_as_word_counts_them()
    {
        var numbering = "<w:abstractNum w:abstractNumId=\"0\">" + Level(0, "upperRoman", "%1.") + Level(1, "decimal", "%1.%2", "<w:isLgl/>") + Level(2, "lowerLetter", "%3)", "<w:lvlRestart w:val=\"1\"/>") + "</w:abstractNum>"
            + "<w:abstractNum w:abstractNumId=\"1\">" + Level(0, "ordinal", "%1") + "</w:abstractNum><w:abstractNum w:abstractNumId=\"2\"><w:numStyleLink w:val=\"Liste\"/></w:abstractNum><w:abstractNum w:abstractNumId=\"3\"><w:styleLink w:val=\"Liste\"/>" + Level(0, "decimalZero", "Art. %1 –") + "</w:abstractNum>"
            + Num(1, 0) + Num(2, 1) + Num(3, 2) + Num(4, 3);
        const string Styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"fr-FR\"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type=\"numbering\" w:styleId=\"Liste\"><w:name w:val=\"Liste\"/><w:pPr><w:numPr><w:numId w:val=\"4\"/></w:numPr></w:pPr></w:style>";
        var bytes = Of(
            P(R("Livre"), Item(1)) + P(R("Section"), Item(1, 1)) + P(R("un"), Item(1, 2)) + P(R("Section"), Item(1, 1)) + P(R("deux"), Item(1, 2)) + P("", Item(1)) + P(R("Section"), Item(1, 1)) + P(R("un"), Item(1, 2))
            + P(R("alinéa"), Item(2)) + P(R("alinéa"), Item(2)) + P(R("Seul."))
            + "<w:tbl>" + Row(P("", Item(3)), P(R("texte"))) + Row(P(R("Peine"), Item(3)), P(R("texte"))) + "</w:tbl>" + P(R("Recours"), Item(3)),
            ("numbering", numbering), ("styles", Styles));

        (await ReadAsync(bytes)).Text.ShouldBe("I. Livre\n1.1 Section\na) un\n1.2 Section\nb) deux\n2.1 Section\na) un\n1er alinéa\n2e alinéa\n\nSeul.\n\nArt. 01 – | texte\nArt. 02 – Peine | texte\n\nArt. 03 – Recours");

        static string Num(int id, int list) => $"<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{list}\"/></w:num>";
    }

    [Theory]
    [InlineData("ordinal", "en-GB", "1st|2nd|3rd")]
    [InlineData("ordinal", "fr-FR", "1er|2e|3e")]
    [InlineData("ordinalText", "en-US", "First|Second|Third")]
    [InlineData("ordinalText", "fr-FR", "Premier|Deuxième|Troisième")]
    [InlineData("cardinalText", "fr-FR", "Un|Deux|Trois")]
    [InlineData("decimalZero", "fr-FR", "01|02|03")]
    [InlineData("numberInDash", "fr-FR", "- 1 -|- 2 -|- 3 -")]
    public async Task Numbers_are_written_in_the_format_and_the_language_of_their_list(string format, string language, string numbers)
    {
        var bytes = Of(
            P(R("Une liste suit.")) + P(R("x"), Item(1)) + P(R("x"), Item(1)) + P(R("x"), Item(1)),
            ("numbering", "<w:abstractNum w:abstractNumId=\"0\">" + Level(0, format, "%1") + "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"),
            ("styles", $"<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"{language}\"/></w:rPr></w:rPrDefault></w:docDefaults>"));

        (await ReadAsync(bytes)).Text.ShouldBe("Une liste suit.\n\n" + string.Join('\n', numbers.Split('|').Select(number => number + " x")));
    }

    [Fact]
    public async Task What_is_not_carried_over_is_named_with_its_place()
    {
        var (text, report) = await ReadAsync(Of(
            P(R("Un texte.")) + P(R("La formule ") + "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>" + R(" compte."))
            + P("<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"Image 1\" descr=\"Un sceau\"/><a:graphic><a:graphicData uri=\"p\"><a:blip/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>")
            + P("<w:r><w:object><o:OLEObject xmlns:o=\"urn:schemas-microsoft-com:office:office\" ProgID=\"Excel.Sheet.12\"/></w:object></w:r>")
            + "<w:altChunk r:id=\"x\"/>"));

        text.ShouldBe("Un texte.\n\nLa formule compte.");
        report.Omissions.ShouldBe([new Omission("equation (x=1)", "paragraph 2", 0), new Omission("image (Un sceau)", "paragraph 3", 0), new Omission("embedded object (Excel.Sheet.12)", "paragraph 4", 0), new Omission("embedded document", "paragraph 4", 0)]);
        (report.SourceWords, report.DraftWords).ShouldBe((5, 5));
    }

    [Fact]
    public async Task A_table_of_contents_is_no_text()
    {
        var (text, report) = await ReadAsync(Of(
            P("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" + R("Article 1 3")) + P(R("Article 2 5") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>") + P(R("Le texte."))));

        text.ShouldBe("Le texte.");
        report.Omissions.ShouldHaveSingleItem().ShouldBe(new Omission("table of contents", "paragraph 1, paragraph 2", 6));
    }

    private static async Task<string> TextAsync(params string[] body) => (await ReadAsync(Of(string.Concat(body)))).Text;

    private static async Task<(string Text, ImportReport Report)> ReadAsync(byte[] content)
    {
        var report = (await new Importer().ReadAsync(new ImportFile("Note.docx", content), TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        return ((await Imported.OneAsync("Note.docx", content)).Text, report.Document.ShouldNotBeNull(report.Problem).Report.ShouldNotBeNull());
    }
}
