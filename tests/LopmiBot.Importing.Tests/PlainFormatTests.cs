using System.Text;
using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;

namespace LopmiBot.Importing.Tests;

public sealed class PlainFormatTests
{
    [Fact]
    public async Task A_text_that_no_document_of_the_corpus_may_have_is_refused_at_once() =>
        (await Imported.ProblemAsync("long.txt", [.. Enumerable.Repeat((byte)'a', CorpusFolder.MaxFileBytes)])).ShouldBe("the text of long-fr is larger than 31 MiB: split it");

    [Fact]
    public async Task Markdown_keeps_its_text_and_its_front_matter()
    {
        var document = await Imported.OneAsync("note.md", "---\nid: note-fr\ntitle: \"Une note\"\nlanguage: fr\nkind: procedure\nreference: Code pénal, art. 1\nvalidFrom: 2023-01-26\nsources:\n  - title: Source\n    publisher: Légifrance\n    url: https://www.legifrance.gouv.fr/x\n---\n\n## Quand ? {#when}\n\nDu **texte** en _forme_.\n");

        document.Id.ShouldBe("note-fr");
        document.Kind.ShouldBe(DocumentKind.Procedure);
        document.Reference.ShouldBe("Code pénal, art. 1");
        document.Validity.From.ShouldBe(new DateOnly(2023, 1, 26));
        document.Text.ShouldContain("Du texte en forme.");
        document.Sections[1].Anchor.ShouldBe("when");
        document.Sources[0].Url.ShouldBe("https://www.legifrance.gouv.fr/x");
        document.Provenance!.File.ShouldBe("note.md");
        document.Provenance.Format.ShouldBe("Markdown");
        document.Provenance.Sha256.Length.ShouldBe(64);
        document.Provenance.Imported.ShouldBe(new DateOnly(2026, 11, 26));
    }

    [Fact]
    public async Task Text_has_its_lines_joined_and_its_headings_found()
    {
        var document = await Imported.OneAsync("Note de service.txt", "Signalement d'une cyberattaque\n\nPremière partie\n\nLa victime dépose plainte dans un délai de 72 heures à comp-\nter du moment où elle en a con-\nnaissance, c'est-à-dire peut-\nêtre plus tard, peut-être jamais.\n\n- un premier point\n- un second point\n\nFin [du] texte * avec # des signes.");

        document.Id.ShouldBe("note-de-service-fr");
        document.Title.ShouldBe("Signalement d'une cyberattaque");
        document.Sections.Select(section => section.Heading).ShouldBe(["", "Première partie"]);
        document.Text.ShouldContain("72 heures à compter du moment où elle en a connaissance, c'est-à-dire peut-être plus tard, peut-être jamais.");
        document.Blocks.ShouldContain(block => block.Kind == BlockKind.List && block.Parts.Count == 2);
        document.Text.ShouldEndWith("Fin [du] texte * avec # des signes.");
    }

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public async Task Text_is_read_whatever_wrote_it(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] content = [.. encoding.GetPreamble(), .. encoding.GetBytes("Le délai n'est pas écoulé, été comme hiver.")];

        (await Imported.OneAsync("a.txt", content)).Text.ShouldBe("Le délai n'est pas écoulé, été comme hiver.");
    }

    [Fact]
    public async Task A_page_is_read_without_its_menus()
    {
        var document = await Imported.OneAsync("page.html", """
            <!doctype html><html lang="en"><head><title>Reporting an attack | Agency</title>
            <link rel="canonical" href="https://www.example.org/report"><meta property="og:site_name" content="The Agency"><meta property="article:published_time" content="2025-03-02T10:00:00Z">
            <style>p { color: red }</style></head>
            <body><header><a href="/">Home</a></header><nav><ul><li><a>About</a></li><li><a>Press</a></li></ul></nav>
            <main><h1>Reporting an attack</h1><p>Report it within <b>72</b>&nbsp;hours.<br>To the police.<br><br>Or online.</p>
            <h2>Who?</h2><ul><li>the victim<ul><li>or its insurer</li></ul></li><li>anybody</li></ul>
            <table><tr><th>Who</th><th>When</th></tr><tr><td>Bank</td><td>4 h</td></tr></table>
            <p hidden>Secret</p><p style="display: none">Hidden</p><div aria-hidden="true">Icon</div><script>alert('x')</script><aside>See also</aside><form><button>Send</button></form></main>
            <div role="dialog">Cookies?</div><footer>© Agency</footer></body></html>
            """);

        document.Language.ShouldBe(Language.English);
        document.Title.ShouldBe("Reporting an attack");
        document.Text.ShouldBe("Report it within 72\u00A0hours. To the police.\n\nOr online.\n\nWho?\n\nthe victim\nor its insurer\nanybody\n\nWho | When\nBank | 4 h");
        document.Sources[0].Publisher.ShouldBe("The Agency");
        document.Sources[0].Url.ShouldBe("https://www.example.org/report");
        document.Sources[0].Date.ShouldBe(new DateOnly(2025, 3, 2));
    }

    [Fact]
    public async Task The_numbers_that_a_browser_sets_before_the_items_of_a_list_are_read()
    {
        var document = await Imported.OneAsync("page.html", """
            <html lang="fr"><body><main><h1>La plainte</h1><p>Elle suit cet ordre :</p>
            <ol start="3"><li>porter plainte<ol type="a"><li>au commissariat</li><li>en ligne</li></ol></li><li value="7">prévenir l'assureur</li></ol>
            <ol type="I"><li>premier</li><li>deuxième</li></ol><ol><li>1° déjà compté</li></ol><ol style="list-style: none"><li>sans nombre</li></ol><ul><li>une puce</li></ul></main></body></html>
            """);

        document.Text.ShouldBe("Elle suit cet ordre :\n\n3. porter plainte\na. au commissariat\nb. en ligne\n7. prévenir l'assureur\nI. premier\nII. deuxième\n1° déjà compté\nsans nombre\nune puce");
    }

    [Fact]
    public async Task A_page_without_landmarks_loses_its_lists_of_links()
    {
        var document = await Imported.OneAsync("old.htm", "<title>Avis</title><body><div><a>Accueil</a> <a>Plan du site</a> <a>Contact</a></div><div>Le texte de l'avis est ici, avec <a>un lien</a>.</div></body>");

        document.Title.ShouldBe("Avis");
        document.Text.ShouldBe("Le texte de l'avis est ici, avec un lien.");
    }

    [Theory]
    [InlineData("empty.html", "<html><body><script>render()</script></body></html>", "made by scripts")]
    [InlineData("empty.txt", "  \n ", "no text")]
    [InlineData("empty.md", "---\ntitle: x\n---\n", "empty")]
    [InlineData("picture.png", "x", "nothing known")]
    [InlineData("a.json", "{\"a\":1}", "nothing known")]
    [InlineData("a.json", "{", "expected")]
    [InlineData("a.xml", "<feed/>", "nothing known")]
    [InlineData("a.pdf", "not a pdf", "cannot be read")]
    [InlineData("a.docx", "not a zip", "no Word document")]
    public async Task What_cannot_be_read_is_refused_with_its_reason(string name, string content, string reason)
    {
        (await Imported.ProblemAsync(name, Encoding.UTF8.GetBytes(content))).ShouldContain(reason);
    }
}
