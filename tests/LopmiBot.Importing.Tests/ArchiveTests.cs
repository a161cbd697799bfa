using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace LopmiBot.Importing.Tests;

public sealed class ArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("texts.tar.gz")]
    [InlineData("texts.tgz")]
    [InlineData("texts.tar")]
    [InlineData("texts.zip")]
    public async Task Files_of_an_archive_are_read_one_by_one(string name)
    {
        Pack(name, ("legi/a.txt", "Le premier texte."), ("legi/b.txt", "Le second texte."), ("legi/picture.png", "x"));

        var results = await new Importer().ReadAsync([Path.Combine(_folder.Path, name)], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        results.Select(result => result.File.Path).ShouldBe([$"{name}!legi/a.txt", $"{name}!legi/b.txt"]);
        results.ShouldAllBe(result => result.Document != null);
    }

    [Fact]
    public async Task A_folder_is_read_with_its_archives_and_the_names_in_them_lead_nowhere()
    {
        _folder.Write("z.txt", "Un texte.");
        Pack("a.zip", ("../../escape.txt", "Un autre texte."));
        Pack("b.tar.gz", ("/etc/escape.txt", "Encore un texte."));

        var results = await new Importer().ReadAsync([_folder.Path], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        results.Select(result => result.File.Path).ShouldBe(["a.zip!../../escape.txt", "b.tar.gz!/etc/escape.txt", "z.txt"]);
        results.Select(result => result.Document!.Id).ShouldBe(["escape-fr", "etc-escape-fr", "z-fr"]);
        Directory.GetFiles(_folder.Path).Length.ShouldBe(3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_delivery_in_formex_is_one_act_with_its_annexes(bool isPacked)
    {
        const string Head = "<BIB.INSTANCE><DOCUMENT.REF FILE=\"L_EN.doc.fmx.xml\"/><LG.DOC>EN</LG.DOC></BIB.INSTANCE>";
        (string, string)[] files =
        [
            ("reg/L_EN.000101.fmx.xml", $"<ACT>{Head}<TITLE><TI><P>Regulation (EU) 2024/1183</P></TI></TITLE><ENACTING.TERMS><ARTICLE><TI.ART>Article 1</TI.ART><ALINEA><P>Regulation (EU) No 910/2014 is amended:</P><QUOT.S><ARTICLE><TI.ART>Article 6a</TI.ART><ALINEA>A wallet is new.</ALINEA></ARTICLE></QUOT.S><QUOT.S><TITLE><TI><P>A new title</P></TI></TITLE></QUOT.S></ALINEA></ARTICLE></ENACTING.TERMS></ACT>"),
            ("reg/L_EN.005001.fmx.xml", $"<ANNEX>{Head}<TITLE><TI><P>ANNEX I</P></TI></TITLE><CONTENTS><TBL><TITLE><TI><P>Table 1</P></TI></TITLE><CORPUS><ROW><CELL>a</CELL><CELL>b</CELL></ROW><ROW><CELL>1</CELL><CELL>2</CELL></ROW></CORPUS></TBL></CONTENTS></ANNEX>"),
            ("reg/L_EN.005101.fmx.xml", $"<ANNEX>{Head}<TITLE><TI><P>ANNEX II</P></TI></TITLE><CONTENTS><INCL.ELEMENT FILEREF=\"L_EN.005102.fmx.xml\" TYPE=\"FORMEX.DOC\"/></CONTENTS></ANNEX>"),
            ("reg/L_EN.005102.fmx.xml", $"<ANNEX>{Head}<TITLE><TI><P>‘ANNEX V</P></TI><STI><P>REQUIREMENTS</P></STI></TITLE><CONTENTS><P>It contains a name.’</P></CONTENTS></ANNEX>"),
            ("reg/L_EN.doc.fmx.xml", "<DOC><FMX><DOC.MAIN.PUB><REF.PHYS FILE=\"L_EN.000101.fmx.xml\"/></DOC.MAIN.PUB><DOC.SUB.PUB><REF.PHYS FILE=\"L_EN.005001.fmx.xml\"/></DOC.SUB.PUB><DOC.SUB.PUB><REF.PHYS FILE=\"L_EN.005101.fmx.xml\"/></DOC.SUB.PUB></FMX></DOC>"),
            ("reg/L_EN.toc.fmx.xml", "<PUBLICATION/>"),
        ];
        var path = Deliver(isPacked, files);

        var result = (await new Importer().ReadAsync([path], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)).ShouldHaveSingleItem();

        var document = result.Document.ShouldNotBeNull(result.Problem);
        document.Url.ShouldBe("https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32024R1183");
        document.Body.ShouldBe(
            """
            ### Article 1 {#article-1 reference="Regulation (EU) 2024/1183, art. 1"}

            Regulation (EU) No 910/2014 is amended:

            Article 6a

            A wallet is new.

            A new title

            ## ANNEX I {#annex-i reference="Regulation (EU) 2024/1183, annex I"}

            Table 1

            | a | b |
            | --- | --- |
            | 1 | 2 |

            ## ANNEX II {#annex-ii reference="Regulation (EU) 2024/1183, annex II"}

            ‘ANNEX V

            REQUIREMENTS

            It contains a name.’

            """);

        var incomplete = Deliver(isPacked, [.. files.Where(file => !file.Item1.Contains("5101", StringComparison.Ordinal))]);
        (await new Importer().ReadAsync([incomplete], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)).ShouldHaveSingleItem()
            .Problem.ShouldBe("L_EN.005101.fmx.xml, which is a part of it, is not beside it: import its whole delivery");
    }

    [Fact]
    public async Task A_delivery_leads_to_no_file_outside_of_it_and_its_parts_include_one_another_without_end_no_more()
    {
        _folder.Write("secret.xml", "<ANNEX><CONTENTS><P>Secret</P></CONTENTS></ANNEX>");
        _folder.Write("in/.keep", "");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "in", "link.xml"), Path.Combine(_folder.Path, "secret.xml"));
        foreach (var name in (string[])["../secret.xml", "/etc/secret.xml", "secret.txt", "link.xml"])
        {
            _folder.Write("in/act.xml", $"<ACT><TITLE><TI><P>Regulation (EU) 2024/1</P></TI></TITLE><ENACTING.TERMS><INCL.ELEMENT FILEREF=\"{name}\" TYPE=\"FORMEX.DOC\"/></ENACTING.TERMS></ACT>");
            (await ProblemAsync()).ShouldBe($"{name}, which is a part of it, is not beside it: import its whole delivery");
        }

        _folder.Write("in/act.xml", "<ACT><TITLE><TI><P>Regulation (EU) 2024/1</P></TI></TITLE><ENACTING.TERMS><INCL.ELEMENT FILEREF=\"act.xml\" TYPE=\"FORMEX.DOC\"/></ENACTING.TERMS></ACT>");
        (await ProblemAsync()).ShouldBe("its parts include one another more than 3 deep");

        async Task<string?> ProblemAsync() =>
            (await new Importer().ReadAsync([Path.Combine(_folder.Path, "in")], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Problem;
    }

    [Fact]
    public async Task Links_in_an_archive_are_not_followed()
    {
        using (var tar = new TarWriter(File.Create(Path.Combine(_folder.Path, "links.tar"))))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "passwd.txt") { LinkName = "/etc/passwd" });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "shadow.txt") { LinkName = "/etc/shadow" });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "a.txt") { DataStream = new MemoryStream("Un texte."u8.ToArray()) });
        }

        (await new Importer().ReadAsync([_folder.Path], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)).Select(result => result.File.Path).ShouldBe(["links.tar!a.txt"]);
    }

    [Theory]
    [InlineData("bomb.zip")]
    [InlineData("bomb.tar.gz")]
    public async Task An_archive_that_unpacks_without_end_is_stopped(string name)
    {
        Pack(name, [.. Enumerable.Range(0, 50).Select(i => ($"{i}.txt", new string('a', 1024 * 1024)))]);
        var limits = new ImportLimits { MaxFileBytes = 2 * 1024 * 1024, MaxExpansion = 10 };

        var results = await new Importer(limits).ReadAsync([_folder.Path], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        results[^1].Problem.ShouldNotBeNull().ShouldContain("more than an import may take");
        results.Count.ShouldBeLessThan(10);
    }

    [Theory]
    [InlineData("large.txt")]
    [InlineData("large.zip")]
    [InlineData("large.tar.gz")]
    public async Task A_file_that_is_too_large_is_passed_over(string name)
    {
        var text = string.Concat(Enumerable.Repeat("Un texte de trop. ", 100_000));
        if (name.EndsWith(".txt", StringComparison.Ordinal))
        {
            _folder.Write(name, text);
        }
        else
        {
            Pack(name, ("large.txt", text), ("small.txt", "Un texte."));
        }

        var results = await new Importer(new ImportLimits { MaxFileBytes = 1024 * 1024 }).ReadAsync([_folder.Path], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        results[0].Problem.ShouldNotBeNull().ShouldContain("larger than 1 MiB");
        results.Skip(1).ShouldAllBe(result => result.Document != null);
    }

    [Theory]
    [InlineData("broken.zip")]
    [InlineData("broken.tar.gz")]
    public async Task A_broken_archive_is_named_and_the_others_are_read(string name)
    {
        _folder.Write(name, "this is no archive at all, however long it goes on");
        _folder.Write("z.txt", "Un texte.");

        var results = await new Importer().ReadAsync([_folder.Path], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        results[0].Problem.ShouldNotBeNull().ShouldContain("broken");
        results[1].Document.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_named()
    {
        (await new Importer().ReadAsync(["/nowhere/at/all"], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Problem.ShouldBe("there is no such file or folder");
    }

    /// <summary>Files in an archive, or in a folder; instead of those of before.</summary>
    private string Deliver(bool isPacked, (string Name, string Content)[] files)
    {
        if (isPacked)
        {
            Pack("act.zip", files);
            return Path.Combine(_folder.Path, "act.zip");
        }

        var folder = Path.Combine(_folder.Path, "delivered");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var (name, content) in files)
        {
            _folder.Write("delivered/" + name, content);
        }

        return folder;
    }

    private void Pack(string name, params (string Name, string Content)[] files)
    {
        using var file = File.Create(Path.Combine(_folder.Path, name));
        if (name.EndsWith(".zip", StringComparison.Ordinal))
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Create);
            foreach (var (entry, content) in files)
            {
                using var stream = zip.CreateEntry(entry).Open();
                stream.Write(Encoding.UTF8.GetBytes(content));
            }

            return;
        }

        using Stream packed = name.EndsWith(".tar", StringComparison.Ordinal) ? file : new GZipStream(file, CompressionLevel.Optimal);
        using var tar = new TarWriter(packed);
        foreach (var (entry, content) in files)
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, entry) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        }
    }
}
