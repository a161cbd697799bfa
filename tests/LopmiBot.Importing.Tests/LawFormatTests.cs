using System.Text;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;

namespace LopmiBot.Importing.Tests;

/// <summary>Files in the forms in which law is published, cut short.</summary>
public sealed class LawFormatTests
{
    private static string Legi(string id, string state, string from, string to, string number = "323-3-2", string origin = "LEGI", string nature = "CODE", string text = "<p>I.-Est puni :<br/></p><p>1° De <b>sept</b> ans ;</p><p>2° D'une amende &amp; plus.</p>") => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <ARTICLE>
        <META><META_COMMUN><ID>{id}</ID><ANCIEN_ID/><ORIGINE>{origin}</ORIGINE><URL>article/LEGI/ARTI/00/00/{id}.xml</URL><NATURE>Article</NATURE></META_COMMUN>
        <META_SPEC><META_ARTICLE><NUM>{number}</NUM><ETAT>{state}</ETAT><DATE_DEBUT>{from}</DATE_DEBUT><DATE_FIN>{to}</DATE_FIN><TYPE>AUTONOME</TYPE></META_ARTICLE></META_SPEC></META>
        <CONTEXTE><TEXTE autorite="" cid="LEGITEXT000006070719" date_publi="2023-01-25" date_signature="2023-01-24" ministere="" nature="{nature}" nor="" num="" num_parution_jo="">
        <TITRE_TXT c_titre_court="ANCIEN CODE" debut="1810-01-01" fin="1994-03-01" id_txt="LEGITEXT000006071029">Code pénal (ancien)</TITRE_TXT>
        <TITRE_TXT c_titre_court="CODE PENAL" debut="1994-03-01" fin="2999-01-01" id_txt="LEGITEXT000006070719">Code pénal</TITRE_TXT>
        <TM><TITRE_TM debut="1994-03-01" fin="2999-01-01" id="LEGISCTA000006089684">Partie législative</TITRE_TM>
        <TM><TITRE_TM debut="1994-03-01" fin="2999-01-01" id="LEGISCTA000006149839">Chapitre III : Des atteintes aux systèmes de traitement automatisé de données.</TITRE_TM></TM></TM></TEXTE></CONTEXTE>
        <VERSIONS><VERSION etat="{state}"><LIEN_ART debut="{from}" etat="{state}" fin="{to}" id="{id}" num="{number}" origine="LEGI"/></VERSION></VERSIONS>
        <SM><CONTENU/></SM>
        <NOTA><CONTENU><p>Ces dispositions sont applicables.</p></CONTENU></NOTA>
        <BLOC_TEXTUEL><CONTENU>{text}</CONTENU></BLOC_TEXTUEL>
        <LIENS><LIEN cidtexte="JORFTEXT000047046768" datesignatexte="2023-01-24" id="LEGIARTI000047047371" naturetexte="LOI" nortexte="IOMD2223411L" num="4" numtexte="2023-22" sens="cible" typelien="CREE">LOI n°2023-22 du 24 janvier 2023 - art. 4</LIEN>
        <LIEN cidtexte="JORFTEXT000000178229" datesignatexte="2999-01-01" id="JORFARTI000000000009" naturetexte="LOI" num="" numtexte="92-683" sens="source" typelien="MODIFICATION">Loi 92-683 1992-07-22
        art. 9</LIEN>
        <LIEN cidtexte="LEGITEXT000006070719" datesignatexte="2999-01-01" id="LEGIARTI000006417218" naturetexte="CODE" num="132-71" sens="source" typelien="CITATION">Code pénal - art. 132-71 (V)</LIEN>
        <LIEN cidtexte="LEGITEXT000006071154" datesignatexte="2999-01-01" id="LEGIARTI000047052000" naturetexte="CODE" num="706-73" sens="source" typelien="MODIFIE">Code de procédure pénale - art. 706-73 (V)</LIEN></LIENS>
        </ARTICLE>
        """;

    [Fact]
    public async Task An_article_of_the_legi_base_is_a_document_in_force_until_the_eve_of_its_end()
    {
        var document = await Imported.OneAsync("LEGIARTI000047052655.xml", Legi("LEGIARTI000047052655", "MODIFIE", "2023-01-26", "2025-06-15"));

        document.Id.ShouldBe("legiarti000047052655-fr");
        document.Reference.ShouldBe("Code pénal, art. 323-3-2");
        document.Kind.ShouldBe(DocumentKind.Statute);
        document.Validity.ShouldBe(new Validity(new DateOnly(2023, 1, 26), new DateOnly(2025, 6, 14)));
        document.Sections[1].Heading.ShouldBe("Chapitre III : Des atteintes aux systèmes de traitement automatisé de données.");
        document.Text.ShouldContain("I.-Est puni :\n\n1° De sept ans ;\n2° D'une amende & plus.\n\nNOTA : Ces dispositions sont applicables.");
        document.Sources.Select(source => (source.Title, source.Url)).ShouldBe(
        [
            ("Code pénal, art. 323-3-2", "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000047052655"),
            ("LOI n°2023-22 du 24 janvier 2023 - art. 4", "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000047046768"),
            ("Loi 92-683 1992-07-22 art. 9", "https://www.legifrance.gouv.fr/jorf/article_jo/JORFARTI000000000009"),
        ]);
        document.Sources.Skip(1).Select(source => source.Date).ShouldBe([new DateOnly(2023, 1, 24), null]);
        document.Provenance!.VersionOf.ShouldBe("LEGIARTI000047052655");
    }

    [Theory]
    [InlineData("VIGUEUR", "2025-06-15", "2999-01-01", "2025-06-15", null)]
    [InlineData("ABROGE", "1994-03-01", "2000-01-01", "1994-03-01", "1999-12-31")]
    [InlineData("ABROGE_DIFF", "1994-03-01", "2030-01-01", "1994-03-01", "2029-12-31")]
    [InlineData("VIGUEUR_DIFF", "2030-01-01", "2999-01-01", "2030-01-01", null)]
    public async Task States_are_days(string state, string from, string to, string first, string? last)
    {
        (await Imported.OneAsync("a.xml", Legi("LEGIARTI000000000001", state, from, to))).Validity
            .ShouldBe(new Validity(DateOnly.Parse(first, System.Globalization.CultureInfo.InvariantCulture), last is null ? null : DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("MODIFIE_MORT_NE", "2020-01-01", "2020-01-01")]
    [InlineData("ANNULE", "2020-01-01", "2999-01-01")]
    [InlineData("MODIFIE", "2020-01-01", "2020-01-01")]
    public async Task What_was_never_in_force_is_passed_over(string state, string from, string to)
    {
        (await Imported.AllAsync("a.xml", Encoding.UTF8.GetBytes(Legi("LEGIARTI000000000001", state, from, to)))).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_has_no_known_day_or_no_text_is_named()
    {
        (await Imported.ProblemAsync("a.xml", Encoding.UTF8.GetBytes(Legi("LEGIARTI000000000001", "VIGUEUR_DIFF", "2222-02-22", "2999-01-01")))).ShouldContain("323-3-2 is not in force on any known day");
        (await Imported.ProblemAsync("a.xml", Encoding.UTF8.GetBytes(Legi("LEGIARTI000000000001", "VIGUEUR", "2020-01-01", "2999-01-01", text: "<p/>")))).ShouldContain("has no text");
    }

    [Fact]
    public async Task An_article_of_the_official_journal_states_what_was_published()
    {
        var document = await Imported.OneAsync("JORFARTI000047046774.xml", Legi("JORFARTI000047046774", "", "2999-01-01", "2999-01-01", "4", origin: "JORF", nature: "LOI"));

        document.Reference.ShouldBe("Code pénal, art. 4 (JORF du 25 janvier 2023)");
        document.Provenance!.VersionOf.ShouldBeNull("it is no version of a consolidated text");
        document.Validity.ShouldBe(Validity.Always);
        document.Sources[0].Date.ShouldBe(new DateOnly(2023, 1, 25));
        document.Sources[0].Url.ShouldBe("https://www.legifrance.gouv.fr/jorf/article_jo/JORFARTI000047046774");
    }

    [Fact]
    public async Task An_announcement_of_the_official_journal_has_no_number_and_no_days()
    {
        var document = await Imported.OneAsync("JORFARTI000051887074.xml", """
            <ARTICLE><META><META_COMMUN><ID>JORFARTI000051887074</ID><ORIGINE>JORF</ORIGINE><NATURE>Article</NATURE></META_COMMUN>
            <META_SPEC><META_ARTICLE><NUM/><DATE_DEBUT>2999-01-01</DATE_DEBUT><DATE_FIN>2999-01-01</DATE_FIN><TYPE>AUTONOME</TYPE></META_ARTICLE></META_SPEC></META>
            <CONTEXTE><TEXTE cid="JORFTEXT000051887073" nature="ANNONCES"><TITRE_TXT>Demandes de changement de nom</TITRE_TXT></TEXTE></CONTEXTE>
            <BLOC_TEXTUEL><CONTENU><br/>   Deux personnes demandent à changer de nom.<br/><br/></CONTENU></BLOC_TEXTUEL></ARTICLE>
            """);

        document.Reference.ShouldBe("Demandes de changement de nom");
        document.Text.ShouldBe("Deux personnes demandent à changer de nom.");
        document.Sources[0].Date.ShouldBeNull();
    }

    [Theory]
    [InlineData("CODE", "323-3-2", "Code pénal, art. 323-3-2", "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000047052655")]
    [InlineData("CODE", "Annexe 2-4", "Code pénal, Annexe 2-4", "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000047052655")]
    [InlineData("LOI", "unique", "Code pénal, art. unique", "https://www.legifrance.gouv.fr/loda/article_lc/LEGIARTI000047052655")]
    public async Task An_article_is_cited_by_what_it_is_and_where_it_stands(string nature, string number, string reference, string url)
    {
        var document = await Imported.OneAsync("a.xml", Legi("LEGIARTI000047052655", "VIGUEUR", "2023-01-26", "2999-01-01", number, nature: nature));

        document.Reference.ShouldBe(reference);
        document.Sources[0].Url.ShouldBe(url);
    }

    [Fact]
    public async Task Other_files_of_a_delivery_are_passed_over()
    {
        foreach (var root in (string[])["TEXTE_VERSION", "TEXTELR", "SECTION_TA"])
        {
            (await Imported.AllAsync("a.xml", Encoding.UTF8.GetBytes($"<{root}/>"))).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_code_as_json_gives_a_document_for_each_article()
    {
        var documents = await Imported.AllAsync("LEGITEXT000006072050.json", """
            {"type":"code","data":{"id":"LEGITEXT000006072050","title":"Code du travail"},"children":[
             {"type":"section","data":{"title":"Partie législative  "},"children":[
              {"type":"article","data":{"id":"LEGIARTI000018764571","cid":"LEGIARTI000006645606","num":"L1","etat":"VIGUEUR","dateDebut":1209600000000,"dateFin":32472144000000,"texte":"x","texteHtml":"<p>Tout projet de réforme<br/>fait l'objet d'une concertation.</p>","notaHtml":"","lienModifications":[{"textCid":"JORFTEXT000017942034","textTitle":"LOI n°2008-67\n du 21 janvier 2008 - art. 3","linkType":"CREE","linkOrientation":"cible","articleId":"LEGIARTI000017961478","dateSignaTexte":"2008-01-21"},{"textCid":"JORFTEXT000000465978","textTitle":"Ordonnance n°2007-329","linkType":"CODIFICATION","linkOrientation":"source","articleId":"","dateSignaTexte":"2007-03-12"},{"textCid":"LEGITEXT000006072050","textTitle":"Code du travail - art. L9","linkType":"MODIFIE","linkOrientation":"source","articleId":"","dateSignaTexte":null}]}},
              {"type":"article","data":{"id":"LEGIARTI000018764572","num":"L2","etat":"ABROGE_DIFF","dateDebut":"2008-05-01","dateFin":"2027-01-01","texte":"Le Gouvernement soumet les projets."}}]}]}
            """u8.ToArray());

        documents.Select(document => document.Reference).ShouldBe(["Code du travail, art. L1", "Code du travail, art. L2"]);
        documents[0].Validity.ShouldBe(new Validity(new DateOnly(2008, 5, 1), null));
        documents[0].Provenance!.VersionOf.ShouldBe("LEGIARTI000006645606");
        documents[0].Text.ShouldBe("Partie législative\n\nTout projet de réforme fait l'objet d'une concertation.");
        documents[0].Sources.Skip(1).Select(source => source.Title).ShouldBe(["LOI n°2008-67 du 21 janvier 2008 - art. 3", "Ordonnance n°2007-329"]);
        documents[0].Sources[1].Url.ShouldBe("https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000017942034");
        documents[1].Validity.To.ShouldBe(new DateOnly(2026, 12, 31));
    }

    [Fact]
    public async Task A_decision_of_judilibre_has_its_zones_as_sections()
    {
        const string Text = "COUR DE CASSATION\nFaits et procédure.\nRéponse de la Cour.\nPAR CES MOTIFS, REJETTE.";
        var json = System.Text.Json.JsonSerializer.Serialize(new
        {
            id = "5fca7d8a7fd9aa3a2a3e6a52",
            source = "jurinet",
            jurisdiction = "cc",
            chamber = "cr",
            number = "18-85.123",
            ecli = "ECLI:FR:CCASS:2018:CR02603",
            decision_date = "2018-11-06",
            solution = "rejet",
            summary = "Le refus de remettre un code.",
            text = Text,
            zones = new { introduction = new[] { new { start = 0, end = 17 } }, expose = new[] { new { start = 18, end = 37 } }, motivations = new[] { new { start = 38, end = 57 } }, dispositif = new[] { new { start = 58, end = Text.Length } }, moyens = (object?)null },
        });

        var document = await Imported.OneAsync("decision.json", json);

        document.Id.ShouldBe("decision-18-85-123-5fca7d8a7fd9aa3a2a3e6a52-fr");
        document.Kind.ShouldBe(DocumentKind.Decision);
        document.Reference.ShouldBe("Cour de cassation, Chambre criminelle, 6 novembre 2018, n° 18-85.123 (ECLI:FR:CCASS:2018:CR02603)");
        document.Sections.Select(section => section.Heading).ShouldBe(["", "Introduction", "Exposé du litige", "Motivation", "Dispositif"]);
        document.Text.ShouldEndWith("PAR CES MOTIFS, REJETTE.");
        document.Sources[0].Url.ShouldBe("https://www.courdecassation.fr/decision/5fca7d8a7fd9aa3a2a3e6a52");
        (await Imported.AllAsync("export.json", Encoding.UTF8.GetBytes($"{{\"batch\":0,\"total\":2,\"results\":[{json},{json.Replace("18-85.123", "19-80.001", StringComparison.Ordinal)}]}}"))).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_in_no_zone_of_a_decision_is_kept_too()
    {
        const string Text = "LA COUR\nEn-tête.\nMotifs.\nEntre deux.\nDispositif.\n_____\nMoyens annexés.";
        object[] Zone(string part) => [new { start = Text.IndexOf(part, StringComparison.Ordinal), end = Text.IndexOf(part, StringComparison.Ordinal) + part.Length }];
        var json = System.Text.Json.JsonSerializer.Serialize(new { id = "a1", jurisdiction = "cc", number = "1", decision_date = "2020-11-18", text = Text, zones = new { introduction = Zone("En-tête."), motivations = Zone("otifs."), dispositif = Zone("Dispositif.") } });

        (await Imported.OneAsync("decision.json", json)).Text.ShouldBe("LA COUR\n\nIntroduction\n\nEn-tête.\n\nMotivation\n\nMotifs.\n\nEntre deux.\n\nDispositif\n\nDispositif.\n\nReste de la décision\n\nMoyens annexés.");
    }

    [Theory]
    [InlineData("Cour d'appel", "Cour d'appel de Chambéry", "Cour d'appel de Chambéry")]
    [InlineData("ca", "ca_chambery", "Cour d'appel (ca_chambery)")]
    [InlineData("tcom", "8501", "Tribunal de commerce (8501)")]
    [InlineData("Tribunal judiciaire de Bordeaux", "Cour d'appel de Chambéry", "Tribunal judiciaire de Bordeaux")]
    [InlineData("tj", null, "Tribunal judiciaire")]
    public async Task A_decision_names_the_court_of_many(string jurisdiction, string? location, string court)
    {
        var json = System.Text.Json.JsonSerializer.Serialize(new { id = "a1", jurisdiction, location, number = "20/00804", decision_date = "2020-11-18", text = "PAR CES MOTIFS." });

        (await Imported.OneAsync("decision.json", json)).Reference.ShouldBe($"{court}, 18 novembre 2020, n° 20/00804");
    }

    [Fact]
    public async Task An_act_shown_by_eur_lex_has_its_articles_as_sections()
    {
        var document = await Imported.OneAsync("CELEX_32022R2065_FR.html", """
            <html lang="fr"><head><meta name="WT.z_docID" content="32022R2065"/><title>L_2022277FR.01000101.xml</title></head><body><div class="eli-container">
            <p class="oj-hd-date">27.10.2022</p><div class="eli-main-title"><p class="oj-doc-ti">RÈGLEMENT (UE) 2022/2065 DU PARLEMENT EUROPÉEN ET DU CONSEIL</p><p class="oj-doc-ti">du 19 octobre 2022</p><p class="oj-doc-ti">relatif à un marché unique des services numériques</p></div>
            <div class="eli-subdivision" id="pbl_1"><p class="oj-normal">LE PARLEMENT EUROPÉEN ET LE CONSEIL DE L'UNION EUROPÉENNE,</p>
            <table><tbody><tr><td><p class="oj-normal">(1)</p></td><td><p class="oj-normal">Les services de la société <a id="ntc1" href="#ntr1">(<span class="oj-super oj-note-tag">1</span>)</a>, sont importants.</p></td></tr></tbody></table></div>
            <div id="enc_1"><div id="cpt_I"><p class="oj-ti-section-1">CHAPITRE I</p><div class="eli-title"><p class="oj-ti-section-2"><span class="oj-bold">DISPOSITIONS GÉNÉRALES</span></p></div>
            <div class="eli-subdivision" id="art_1"><p class="oj-ti-art">Article premier</p><div class="eli-title"><p class="oj-sti-art">Objet</p></div>
            <div id="001.001"><p class="oj-normal">1.   Le présent règlement a pour objectif de contribuer, notamment :</p>
            <table><tbody><tr><td><p class="oj-normal">a)</p></td><td><p class="oj-normal">au marché intérieur;</p><table><tbody><tr><td><p class="oj-normal">i)</p></td><td><p class="oj-normal">dans un point;</p></td></tr></tbody></table></td></tr></tbody></table></div></div>
            <div class="eli-subdivision" id="art_34"><p class="oj-ti-art">Article 34</p><div class="eli-title"><p class="oj-sti-art">Évaluation des risques</p></div><p class="oj-normal">Les fournisseurs recensent les risques.</p></div></div></div>
            <p class="oj-note">(1) JO C 286 du 16.7.2021.</p></div></body></html>
            """);

        document.Id.ShouldBe("reglement-ue-2022-2065-fr");
        document.Reference.ShouldBe("Règlement (UE) 2022/2065");
        document.Sources[0].Date.ShouldBe(new DateOnly(2022, 10, 19));
        document.Sources[0].Url.ShouldBe("https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:32022R2065");
        document.Sections.Select(section => section.Heading).ShouldBe(["", "CHAPITRE I — DISPOSITIONS GÉNÉRALES", "Article premier — Objet", "Article 34 — Évaluation des risques"]);
        document.Sections[2].Reference.ShouldBe("Règlement (UE) 2022/2065, art. 1");
        document.Sections[3].Anchor.ShouldBe("article-34");
        document.Text.ShouldContain("notamment :\n\na) au marché intérieur;\ni) dans un point;");
        document.Text.ShouldContain("(1) Les services de la société, sont importants.");
        document.Text.ShouldNotContain("JO C 286");
    }

    [Fact]
    public async Task A_consolidated_text_of_eur_lex_is_in_force_from_its_day_and_keeps_each_number_with_its_text()
    {
        var document = await Imported.OneAsync("page.html", """
            <html xmlns="http://www.w3.org/1999/xhtml"><head><title>Consolidated TEXT: 32014R0910 — EN — 18.10.2024</title></head><body>
            <p class="reference">02014R0910 — EN — 18.10.2024 — 002.001</p><p class="disclaimer">This text is meant purely as a documentation tool.</p>
            <table><tr><td><p class="arrow">►B</p></td><td><p class="title-doc-first">REGULATION (EU) No 910/2014 OF THE COUNCIL</p><p class="title-doc-oj-reference">(OJ L 257, p. 73)</p></td></tr></table>
            <p class="hd-modifiers">Amended by:</p><table><tr><td>►M1</td><td>Directive (EU) 2022/2555</td><td>L 333</td></tr></table>
            <div class="eli-main-title"><p class="title-doc-first">REGULATION (EU) No 910/2014 OF THE COUNCIL</p><p class="title-doc-last">on electronic identification <span class="boldface">►C2</span> in the market<span class="boldface"> ◄ </span></p></div>
            <div id="cpt_I"><p class="title-division-1">CHAPTER I</p><p class="title-division-2"><span class="boldface">GENERAL PROVISIONS</span></p>
            <p class="modref"><a title="32024R1183: REPLACED">▼M2</a></p>
            <div class="eli-subdivision" id="art_5a"><p class="title-article-norm">Article 5a</p><div class="eli-title"><p class="stitle-article-norm">Wallets</p></div>
              <div class="norm"><span class="no-parag">1.  </span><div class="norm inline-element">Each State provides a <span class="italics">wallet</span> (<a href="#E0001" id="src.E0001"><span class="superscript">1</span></a>).</div></div>
              <div class="norm"><span class="no-parag">2.  </span><div class="norm inline-element"><p class="modref"><a>▼M1</a></p><p class="norm inline-element">It contains:</p>
                <div class="grid-container grid-list"><div class="list grid-list-column-1"><span>(a) </span></div><div class="grid-list-column-2"><p class="norm">a name;</p></div></div>
                <div class="grid-container grid-list"><div class="list grid-list-column-1"><span>(b) </span></div><div class="grid-list-column-2"><p class="norm">►M3 a day. ◄</p></div></div></div></div>
              <table><tr><td><p class="dlist-term">3)</p></td><td><p class="dlist-definition">‘day’: a date.</p></td></tr></table>
              <div style="margin-left: 24pt">4)<span> </span><div><p class="norm">of an older page.</p></div></div></div></div>
            <div id="anx_I"><p class="title-annex-1">ANNEX I</p><p class="title-annex-2">CERTIFICATES</p><p class="title-gr-seq-level-1">Part A</p><p class="norm">Certificates contain a name.</p></div>
            <p class="footnote">(<a href="#src.E0001" id="E0001"><span class="superscript">1</span></a>) OJ L 1.</p></body></html>
            """);

        document.Id.ShouldBe("regulation-eu-no-910-2014-20241018-en");
        document.Reference.ShouldBe("Regulation (EU) No 910/2014");
        document.Validity.ShouldBe(new Validity(new DateOnly(2024, 10, 18), null));
        document.Sources[0].Url.ShouldBe("https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:02014R0910-20241018");
        document.Title.ShouldBe("REGULATION (EU) No 910/2014 OF THE COUNCIL on electronic identification in the market");
        document.Sections.Select(section => (section.Heading, section.Reference)).ShouldBe(
        [
            ("", null), ("CHAPTER I — GENERAL PROVISIONS", null), ("Article 5a — Wallets", "Regulation (EU) No 910/2014, art. 5a"),
            ("ANNEX I — CERTIFICATES", "Regulation (EU) No 910/2014, annex I"), ("Part A", "Regulation (EU) No 910/2014, annex I"),
        ]);
        document.Text.ShouldBe(
            """
            CHAPTER I — GENERAL PROVISIONS

            Article 5a — Wallets

            1. Each State provides a wallet.

            2. It contains:

            (a) a name;
            (b) a day.
            3) ‘day’: a date.
            4) of an older page.

            ANNEX I — CERTIFICATES

            Part A

            Certificates contain a name.
            """);
    }

    [Fact]
    public async Task What_an_act_quotes_to_change_another_is_no_article_of_its_own_and_an_annex_is_cited_as_one()
    {
        var html = """
            <html lang="fr"><body><div class="eli-container"><p class="oj-doc-ti">RÈGLEMENT (CE) n° 593/2008 DU CONSEIL</p>
            <div class="eli-subdivision" id="art_1"><p class="oj-ti-art">Article premier</p>
            <table><tbody><tr><td><p class="oj-normal">1)</p></td><td><p class="oj-normal">les articles suivants sont insérés:</p>
              <div><p class="oj-ti-art">«Article 6 bis</p><p class="oj-sti-art">Marge</p><p class="oj-normal">La marge est libre.</p></div>
              <div><p class="oj-ti-art">Article 6 ter</p><p class="oj-normal">La marge est fixe.»</p></div></td></tr></tbody></table></div>
            <div class="eli-subdivision" id="art_2"><p class="oj-ti-art">Article 2</p><p class="oj-normal">Il entre en vigueur.</p></div></div>
            <div class="eli-container" id="anx_I"><p class="oj-doc-ti">ANNEXE I</p><p class="oj-doc-ti">BARÈME</p><p class="oj-ti-art">Article 1</p><p class="oj-normal">Le barème vaut un.</p></div></body></html>
            """;

        foreach (var page in (string[])[html, html.Replace(" id=\"art_1\"", "", StringComparison.Ordinal).Replace(" id=\"art_2\"", "", StringComparison.Ordinal).Replace(" id=\"anx_I\"", "", StringComparison.Ordinal)])
        {
            var document = await Imported.OneAsync("page.html", page);

            document.Sections.Select(section => (section.Heading, section.Reference)).ShouldBe(
            [
                ("", null), ("Article premier", "Règlement (CE) n° 593/2008, art. 1"), ("Article 2", "Règlement (CE) n° 593/2008, art. 2"),
                ("ANNEXE I — BARÈME", "Règlement (CE) n° 593/2008, annexe I"),
            ]);
            document.Sources[0].Url.ShouldBe("https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:32008R0593");
            document.Text.ShouldContain("1) les articles suivants sont insérés:\n\n«Article 6 bis\n\nMarge\n\nLa marge est libre.\n\nArticle 6 ter\n\nLa marge est fixe.»\n\nArticle 2");
            document.Text.ShouldEndWith("ANNEXE I — BARÈME\n\nArticle 1\n\nLe barème vaut un.");
        }
    }

    [Fact]
    public async Task A_consolidated_text_in_formex_is_a_version_of_its_act()
    {
        var document = await Imported.OneAsync("CL2014R0910EN0020030.0001.xml", """
            <CONS.ACT><INFO.CONSLEG CONSLEG.REF="2014R0910" END.DATE="99999999" START.DATE="20241018"/><CONS.DOC><BIB.INSTANCE><LG.DOC>EN</LG.DOC></BIB.INSTANCE>
            <FAM.COMP><BIB.DATA><NO.CELEX>32014R0910</NO.CELEX><DATE ISO="20140723">20140723</DATE><TITLE><TI><P>Regulation (EU) No 910/2014</P></TI></TITLE></BIB.DATA></FAM.COMP>
            <TITLE><TI><P>Regulation (EU) No 910/2014</P></TI></TITLE>
            <ENACTING.TERMS><ARTICLE><TI.ART>Article 3</TI.ART><STI.ART>Definitions</STI.ART><ALINEA>A wallet is a wallet.</ALINEA></ARTICLE></ENACTING.TERMS>
            <FINAL><P>It is binding in its entirety.</P><SIGNATURE><P>The President</P></SIGNATURE></FINAL>
            <CONS.ANNEX><TITLE><TI><P>ANNEX I</P></TI></TITLE><CONTENTS><GR.SEQ><TITLE><TI><P>CERTIFICATES</P></TI></TITLE><P>They contain a name.</P></GR.SEQ></CONTENTS></CONS.ANNEX></CONS.DOC></CONS.ACT>
            """);

        document.Id.ShouldBe("regulation-eu-no-910-2014-20241018-en");
        document.Validity.ShouldBe(new Validity(new DateOnly(2024, 10, 18), null));
        document.Provenance!.VersionOf.ShouldBe("2014R0910");
        document.Sources.ShouldHaveSingleItem().Url.ShouldBe("https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:02014R0910-20241018");
        document.Sections.Select(section => (section.Heading, section.Reference)).ShouldBe(
        [
            ("", null), ("Article 3 — Definitions", "Regulation (EU) No 910/2014, art. 3"),
            ("ANNEX I", "Regulation (EU) No 910/2014, annex I"), ("CERTIFICATES", "Regulation (EU) No 910/2014, annex I"),
        ]);
        document.Text.ShouldContain("It is binding in its entirety.\n\nANNEX I");
        document.Text.ShouldNotContain("President");
    }

    [Fact]
    public async Task An_act_in_formex_has_its_articles_as_sections()
    {
        var document = await Imported.OneAsync("L_2022277EN.01000101.xml", """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE ACT SYSTEM "formex-05.59-20170418.xd">
            <ACT xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" NNC="YES">
            <BIB.INSTANCE><DOCUMENT.REF FILE="x"><COLL>L</COLL><NO.OJ>277</NO.OJ><YEAR>2022</YEAR><LG.OJ>EN</LG.OJ></DOCUMENT.REF><DATE ISO="20221027">20221027</DATE><LG.DOC>EN</LG.DOC><NO.CELEX>32022R2065</NO.CELEX></BIB.INSTANCE>
            <TITLE><TI><P>REGULATION (EU) 2022/2065 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL</P><P>of <DATE ISO="20221019">19 October 2022</DATE></P><P>on a Single Market For Digital Services</P></TI></TITLE>
            <PREAMBLE><PREAMBLE.INIT>THE EUROPEAN PARLIAMENT,</PREAMBLE.INIT><GR.CONSID><GR.CONSID.INIT>Whereas:</GR.CONSID.INIT><CONSID><NP><NO.P>(1)</NO.P><TXT>Information society services<NOTE NOTE.ID="E0001"><P>OJ C 286.</P></NOTE> have become <QUOT.START ID="QS1" CODE="2018"/>important<QUOT.END ID="QE1" CODE="2019"/>.</TXT></NP></CONSID></GR.CONSID></PREAMBLE>
            <ENACTING.TERMS><DIVISION><TITLE><TI><P>CHAPTER I</P></TI><STI><P>GENERAL PROVISIONS</P></STI></TITLE>
            <ARTICLE IDENTIFIER="001"><TI.ART>Article 1</TI.ART><STI.ART><P>Subject matter</P></STI.ART>
            <PARAG IDENTIFIER="001.001"><NO.PARAG>1.</NO.PARAG><ALINEA><P>This Regulation lays down:</P><LIST TYPE="alpha"><ITEM><NP><NO.P>(a)</NO.P><TXT>a framework;</TXT></NP></ITEM><ITEM><NP><NO.P>(b)</NO.P><TXT>rules.</TXT></NP></ITEM></LIST></ALINEA></PARAG>
            </ARTICLE></DIVISION></ENACTING.TERMS></ACT>
            """);

        document.Id.ShouldBe("regulation-eu-2022-2065-en");
        document.Language.ShouldBe(Language.English);
        document.Reference.ShouldBe("Regulation (EU) 2022/2065");
        document.Sources[0].Date.ShouldBe(new DateOnly(2022, 10, 19));
        document.Sections.Select(section => section.Heading).ShouldBe(["", "CHAPTER I — GENERAL PROVISIONS", "Article 1 — Subject matter"]);
        document.Text.ShouldContain("(1) Information society services have become ‘important’.");
        document.Text.ShouldEndWith("1. This Regulation lays down:\n\n(a) a framework;\n(b) rules.");
    }

    [Fact]
    public async Task An_annex_in_formex_is_a_document_of_its_own()
    {
        var document = await Imported.OneAsync("annex.xml", """
            <ANNEX><BIB.INSTANCE><DATE ISO="20081121">20081121</DATE><LG.DOC>EN</LG.DOC></BIB.INSTANCE><TITLE><TI><P>ANNEX</P></TI><STI><P>Adaptations of the acts listed in the table</P></STI></TITLE>
            <CONTENTS><GR.SEQ LEVEL="1"><TITLE><TI><P>1. ENTERPRISE</P></TI></TITLE><P>The Commission should be empowered to adapt the annexes.</P></GR.SEQ></CONTENTS></ANNEX>
            """);

        document.Title.ShouldBe("ANNEX");
        document.Text.ShouldBe("1. ENTERPRISE\n\nThe Commission should be empowered to adapt the annexes.");
    }

    [Fact]
    public async Task Nothing_is_fetched_and_no_entity_resolved()
    {
        const string Bomb = "<!DOCTYPE ARTICLE [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
        var withEntity = Legi("LEGIARTI000000000001", "VIGUEUR", "2020-01-01", "2999-01-01", text: "<p>&x; &b;</p>").Replace("?>", "?>" + Bomb, StringComparison.Ordinal);

        (await Imported.ProblemAsync("a.xml", Encoding.UTF8.GetBytes(withEntity))).ShouldContain("entity");
        (await Imported.ProblemAsync("a.xml", Encoding.UTF8.GetBytes("<ARTICLE>" + string.Concat(Enumerable.Repeat("<TM>", 5_000))))).ShouldContain("nested");
        (await Imported.ProblemAsync("a.html", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<div>", 100_000)) + "Un texte."))).ShouldContain("nested");
        (await Imported.ProblemAsync("a.json", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"children\":[", 10_000))))).ShouldContain("depth");
    }
}
