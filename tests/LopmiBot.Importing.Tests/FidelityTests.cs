using System.IO.Compression;
using System.Text;
using LopmiBot.Importing.Reports;

namespace LopmiBot.Importing.Tests;

/// <summary>Encodings, pages and Markdown read as they are shown, and what the reviewer is told.</summary>
public sealed class FidelityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    static FidelityTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("iso-8859-15", "iso-8859-15")]
    [InlineData("windows-1252", "windows-1252")]
    [InlineData("windows-1252", "iso-8859-1")]
    [InlineData("utf-8", "utf-8")]
    public async Task The_encoding_that_a_page_declares_is_its_encoding(string written, string declared)
    {
        var html = $"<!DOCTYPE html><html lang=\"fr\"><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset={declared}\"><title>Essai</title></head><body><p>L'œuvre coûte 150 000 €.</p></body></html>";

        var (text, report) = await ReadAsync("page.html", Encoding.GetEncoding(written).GetBytes(html));

        text.ShouldBe("L'œuvre coûte 150 000 €.");
        report.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_encoding_that_is_only_likely_is_said()
    {
        const string French = "Le délai n'est pas écoulé, été comme hiver : la procédure est engagée à la requête du procureur, même après l'échéance prévue.";
        var (text, report) = await ReadAsync("a.txt", Encoding.GetEncoding(1252).GetBytes(French));
        text.ShouldBe(French);
        report.Encoding.ShouldBe("windows-1252");
        report.Warnings.ShouldHaveSingleItem().ShouldStartWith("it declares no encoding: read as windows-1252");

        (await ReadAsync("a.txt", Encoding.Unicode.GetBytes(French))).Text.ShouldBe(French);
        (await ReadAsync("a.html", Encoding.GetEncoding(1252).GetBytes($"<meta charset=utf-8><p>{French}"))).Report.Warnings.ShouldHaveSingleItem().ShouldStartWith("it declares utf-8 and is not");
        (await ReadAsync("a.html", Encoding.UTF8.GetBytes($"<meta charset=iso-8859-1><p>{French}"))).Text.ShouldBe(French);
    }

    [Fact]
    public async Task Json_is_read_with_a_byte_order_mark_in_any_unicode()
    {
        const string Decision = """{"id":"1","jurisdiction":"cc","decision_date":"2024-01-02","number":"24-1","text":"La cour rejette le pourvoi."}""";
        foreach (var encoding in (Encoding[])[new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            (await Imported.OneAsync("d.json", [.. encoding.GetPreamble(), .. encoding.GetBytes(Decision)])).Text.ShouldContain("rejette le pourvoi");
        }
    }

    [Fact]
    public async Task Accents_are_composed_and_characters_that_show_nothing_are_dropped()
    {
        var (text, _) = await ReadAsync("a.txt", Encoding.UTF8.GetBytes("La p\u00ADroce\u0301dure pe\u0301nale est e\u200Bngage\u0301e.\u2060 Article 323–3–2, 500\u202F000 €."));

        text.ShouldBe("La procédure pénale est engagée. Article 323–3–2, 500\u202F000 €.");
    }

    [Fact]
    public async Task A_page_is_read_as_a_browser_shows_it()
    {
        var (text, report) = await ReadAsync("p.html", Encoding.UTF8.GetBytes("""
            <html lang="fr"><body><main><h1>Peines</h1>
            <p>Puni de <del>deux</del><ins>trois</ins> ans, soit 10<sup>6</sup> jours, selon l'art. 1<sup>er</sup> <q>cité</q>, H<sub>2</sub>O <s>ou non</s>.</p>
            <table><caption>Tableau</caption><tr><th>Infraction</th><th>Peine</th><th>Amende</th></tr><tr><td rowspan="2">Accès</td><td>3 ans</td><td>100</td></tr><tr><td>5 ans</td><td>150</td></tr><tr><td colspan="2">Entrave</td><td>200</td></tr></table>
            <ol><li>M. Dupont<ol type="a"><li>un</li></ol>puis la suite</li><li>2. compté</li><li><p>trois</p></li></ol><ol reversed><li>x</li><li>y</li></ol><ol style="list-style-type: upper-roman"><li>z</li></ol>
            <img src="x" alt="Un sceau"></main></body></html>
            """));

        text.ShouldBe("Puni de trois ans, soit 10⁶ jours, selon l'art. 1er «\u00A0cité\u00A0», H₂O .\n\nTableau\n\nInfraction | Peine | Amende\nAccès | 3 ans | 100\nAccès | 5 ans | 150\nEntrave |  | 200\n\n1. M. Dupont\na. un\npuis la suite\n2. compté\n3. trois\n2. x\n1. y\nI. z");
        report.Omissions.ShouldBe([new Omission("deleted text", "under “Peines”", 3), new Omission("image (Un sceau)", "under “Peines”", 0)], ignoreOrder: true);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("custom-element")]
    [InlineData("b")]
    public async Task A_page_that_is_nested_without_end_is_refused_soon_whatever_its_elements_are_called(string name)
    {
        var html = string.Concat(Enumerable.Repeat($"<{name}>", 400_000)) + "texte";

        (await Imported.ProblemAsync("deep.html", Encoding.UTF8.GetBytes(html))).ShouldContain("nested more than");
    }

    [Fact]
    public async Task Markdown_is_read_as_it_is_shown()
    {
        var (text, report) = await ReadAsync("n.md", Encoding.UTF8.GetBytes("""
            # Note

            Puni de ~~deux~~ trois ans[^1], soit 10^6^ jours et H~2~O, 10<sup>3</sup> <del>vieux</del> mots<br>ici.

            3. porter plainte
            4. prévenir

            <table><tr><td rowspan="2">Accès</td><td>3 ans</td></tr><tr><td>5 ans</td></tr></table>

            [^1]: Depuis 2023.
            """));

        text.ShouldBe("Note\n\nPuni de trois ans, soit 10⁶ jours et H₂O, 10³ mots ici.\n\n3. porter plainte\n4. prévenir\n\nAccès | 3 ans\nAccès | 5 ans\n\nNotes\n\nNote 1. Depuis 2023.");
        report.Omissions.ShouldHaveSingleItem().Words.ShouldBe(2);
    }

    [Theory]
    [InlineData("\n---\n{0}---\n\nTexte.\n")]
    [InlineData("--- \n{0}---\n\nTexte.\n")]
    [InlineData("---\n{0}---\t\n\nTexte.\n")]
    [InlineData("\uFEFF\n \n---  \n{0}---\n\nTexte.\n")]
    public async Task Front_matter_is_read_though_blanks_stand_around_its_lines(string form)
    {
        var document = await Imported.OneAsync("n.md", string.Format(System.Globalization.CultureInfo.InvariantCulture, form, "id: note-fr\ntitle: T\nlanguage: fr\nkind: offence\nvalidTo: 2020-12-31\nsources:\n  - title: S\n"));

        document.Id.ShouldBe("note-fr");
        document.Validity.To.ShouldBe(new DateOnly(2020, 12, 31));
        document.Text.ShouldBe("Texte.");
    }

    [Fact]
    public void An_empty_item_of_front_matter_is_a_problem_and_no_failure()
    {
        var read = Answers.Documents.MarkdownReader.Read("a.md", "---\nid: a-fr\ntitle: T\nlanguage: fr\nkind: guide\nreviewed: 2026-01-01\nrelated:\n  -\nsources:\n  -\n---\n\nTexte.\n");

        read.Problems.Select(problem => problem.Message).ShouldBe(["'related' has an empty item: complete it or remove it", "'sources' has an empty item: complete it or remove it"]);
    }

    [Fact]
    public async Task Archives_keep_names_of_old_code_pages_and_files_of_one_name_and_are_read_in_one_another()
    {
        var inner = Zip(Encoding.UTF8, ("a.txt", "Le texte de l'intérieur."u8.ToArray()));
        var path = Path.Combine(_folder.Path, "t.zip");
        await File.WriteAllBytesAsync(path, Zip(
            Encoding.GetEncoding(850),
            ("nord/été.txt", "Le texte du nord."u8.ToArray()), ("sud/été.txt", "Le texte du sud."u8.ToArray()), ("__MACOSX/nord/._été.txt", [0, 5, 22, 7]), ("nord/.DS_Store", [0]), ("nord/Thumbs.db", [0]), ("desktop.ini", [0]), ("in.zip", inner), ("vieux.rar", [1])), TestContext.Current.CancellationToken);

        var results = await new Importer().ReadAsync([path], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        results.Select(result => result.File.Path).ShouldBe(["t.zip!nord/été.txt", "t.zip!sud/été.txt", "t.zip!in.zip!a.txt", "t.zip!vieux.rar"]);
        results.Select(result => result.Document?.Id).ShouldBe(["ete-fr", "sud-ete-fr", "a-fr", null]);
        results[^1].Problem.ShouldNotBeNull().ShouldContain("of a kind that is not read");
    }

    [Fact]
    public async Task Archives_in_one_another_without_end_are_stopped()
    {
        var content = Zip(Encoding.UTF8, ("a.txt", "Un texte."u8.ToArray()));
        for (var i = 0; i < 5; i++)
        {
            content = Zip(Encoding.UTF8, ("in.zip", content));
        }

        var path = Path.Combine(_folder.Path, "t.zip");
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);

        (await new Importer().ReadAsync([path], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Problem.ShouldNotBeNull().ShouldContain("nested more than 3 deep");
    }

    [Fact]
    public void A_draft_shows_its_report_and_how_it_was_changed()
    {
        var drafts = new DraftFolder(Path.Combine(_folder.Path, "drafts"));
        var report = new ImportReport { SourceWords = 12, DraftWords = 10, Omissions = [new Omission("image", "page 2", 0)], Warnings = ["page 3: look at it"], Places = [new PassagePlace("Un", "page 1")] };
        drafts.Add("note-fr", "---\nid: note-fr\ntitle: T\nlanguage: fr\nkind: guide\nsources:\n  - title: S\n---\n\nUn.\n\nDeux.\n", report);

        drafts.Find("note-fr.md").ShouldNotBeNull().Problems.Select(problem => problem.Message).ShouldContain("page 3: look at it");
        drafts.ReportOf("note-fr.md").ShouldNotBeNull().Changes.ShouldBeEmpty();
        drafts.Save("note-fr.md", drafts.Read("note-fr.md")!.Replace("Deux.", "Trois.", StringComparison.Ordinal)).ShouldBeTrue();

        var shown = drafts.ReportOf("note-fr.md").ShouldNotBeNull();
        shown.Changes.ShouldBe([new ChangedLine(IsAdded: false, "Deux."), new ChangedLine(IsAdded: true, "Trois.")]);
        shown.Import.ShouldNotBeNull().Omissions.ShouldBe(report.Omissions);
        drafts.Discard("note-fr.md").ShouldBeTrue();
        drafts.ReportOf("note-fr.md").ShouldBeNull();
        Directory.GetFiles(drafts.Root, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    private static byte[] Zip(Encoding names, params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, names))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    private static async Task<(string Text, ImportReport Report)> ReadAsync(string name, byte[] content)
    {
        var result = (await new Importer().ReadAsync(new ImportFile(name, content), TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        return ((await Imported.OneAsync(name, content)).Text, result.Document.ShouldNotBeNull(result.Problem).Report.ShouldNotBeNull());
    }
}
