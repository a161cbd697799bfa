using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Tests.Documents;

public sealed class MarkdownReaderTests
{
    private const string Curated = """
        ---
        id: platform-fr
        title: La plateforme
        language: fr
        kind: offence
        reference: Code pénal, art. 323-3-2
        validFrom: 2023-01-26
        reviewed: 2026-11-24
        translationOf: platform-en
        related: [lopmi-fr]
        sources:
          - publisher: Légifrance
            title: Code pénal
            url: https://www.legifrance.gouv.fr/codes
            date: 2026-04-02
            consulted: 2026-11-24
        ---

        Le début.

        ## Les peines {#penalties reference="Code pénal, art. 323-3-2, I" validFrom="2025-06-15"}

        Sept ans   d'emprisonnement
        et **500 000 €** d'amende.
        """;

    [Fact]
    public void Front_matter_and_heading_attributes_become_metadata()
    {
        var result = MarkdownReader.Read("fr/platform.md", Curated);

        result.Problems.ShouldBeEmpty();
        result.IsCurated.ShouldBeTrue();
        var document = result.Document.ShouldNotBeNull();
        document.Id.ShouldBe("platform-fr");
        document.Kind.ShouldBe(DocumentKind.Offence);
        document.Language.ShouldBe(Language.French);
        document.Reviewed.ShouldBe(new DateOnly(2026, 11, 24));
        document.TranslationGroup.ShouldBe("platform-en");
        document.Sources.ShouldHaveSingleItem().Consulted.ShouldBe(new DateOnly(2026, 11, 24));
        var section = document.Sections[1];
        section.Anchor.ShouldBe("penalties");
        section.Heading.ShouldBe("Les peines");
        section.Reference.ShouldBe("Code pénal, art. 323-3-2, I");
        section.Validity.ShouldBe(new Validity(new DateOnly(2025, 6, 15), null));
        document.Sections[0].Validity.From.ShouldBe(new DateOnly(2023, 1, 26));
    }

    [Fact]
    public void A_mark_at_a_paragraphs_end_names_its_sources_and_is_not_text()
    {
        const string Sources = "---\nsources:\n  - { id: code, title: Code pénal }\n  - { id: law, title: Loi }\n  - { id: press, title: Presse }\n---\n";
        var document = MarkdownReader.Read("a.md", Sources + "La peine est de sept ans.[^law][^code]\n\nSont visés :[^press]\n\n- l'un ;\n- l'autre.\n\nCe [mot][1] reste.\n").Document!;

        document.Text.ShouldBe("La peine est de sept ans.\n\nSont visés :\n\nl'un ;\nl'autre.\n\nCe [mot][1] reste.");
        document.SourcesOf(new TextSpan(3, 8)).Select(source => source.Title).ShouldBe(["Loi", "Code pénal"]);
        document.SourcesOf(new TextSpan(27, 55)).Select(source => source.Title).ShouldBe(["Presse"]);
        document.SourcesOf(new TextSpan(document.Text.Length - 6, document.Text.Length)).Count.ShouldBe(3);
    }

    [Fact]
    public void Text_has_no_markup_and_blocks_are_slices_of_it()
    {
        var document = MarkdownReader.Read("fr/platform.md", Curated).Document!;

        document.Text.ShouldBe("Le début.\n\nLes peines\n\nSept ans d'emprisonnement et 500 000 € d'amende.");
        document.Blocks.Select(block => document.Slice(block.Span)).ShouldBe(
            ["Le début.", "Les peines", "Sept ans d'emprisonnement et 500 000 € d'amende."]);
    }

    [Fact]
    public void A_file_without_front_matter_is_named_by_its_path_and_first_heading()
    {
        var document = MarkdownReader.Read("notes/The Case.md", "# The case of the platform\n\nWhat the court said about it.\n").Document!;

        document.Id.ShouldBe("The Case");
        document.Title.ShouldBe("The case of the platform");
        document.Language.ShouldBe(Language.English);
        document.Sections[1].Anchor.ShouldBe("the-case-of-the-platform");
    }

    [Fact]
    public void Lists_and_tables_keep_their_parts()
    {
        var document = MarkdownReader.Read("a.md", "Mesures :\n\n- une\n- deux\n\n| Date | Peine |\n|---|---|\n| 2023 | 5 ans |\n").Document!;

        var list = document.Blocks.Single(block => block.Kind == BlockKind.List);
        list.Parts.Select(document.Slice).ShouldBe(["une", "deux"]);
        var table = document.Blocks.Single(block => block.Kind == BlockKind.Table);
        table.Columns.ShouldBe(2);
        table.Parts.Select(document.Slice).ShouldBe(["Date", "Peine", "2023", "5 ans"]);
    }

    [Fact]
    public void Windows_line_endings_and_a_byte_order_mark_change_nothing()
    {
        var plain = MarkdownReader.Read("a.md", Curated).Document!;
        var windows = MarkdownReader.Read("a.md", "\uFEFF" + Curated.ReplaceLineEndings("\r\n")).Document!;

        windows.Text.ShouldBe(plain.Text);
        windows.Id.ShouldBe(plain.Id);
    }

    [Theory]
    [InlineData("kind: offence", "kind: felony", "kind 'felony' is not known")]
    [InlineData("language: fr", "language: de", "language 'de' is not known")]
    [InlineData("validFrom: 2023-01-26", "validFrom: 26/01/2023", "validFrom '26/01/2023' is not a date")]
    [InlineData("url: https://www.legifrance.gouv.fr/codes", "url: javascript:alert(1)", "is not an http or https address")]
    [InlineData("title: La plateforme\n", "", "'title' is missing")]
    [InlineData("validFrom=\"2025-06-15\"", "validFrom=\"juin\"", "validFrom 'juin' is not a date")]
    [InlineData("reference=\"Code", "article=\"Code", "unknown heading attribute 'article'")]
    [InlineData("related: [lopmi-fr]", "related: [lopmi-fr", "not valid YAML")]
    [InlineData("related: [lopmi-fr]", "related: &a [lopmi-fr]\nagain: *a", "aliases")]
    public void A_broken_document_says_what_to_mend(string right, string wrong, string message)
    {
        var result = MarkdownReader.Read("fr/platform.md", Curated.Replace(right, wrong, StringComparison.Ordinal));

        result.Problems.ShouldContain(problem => problem.Severity == ProblemSeverity.Error && problem.ToString().Contains(message));
    }

    [Fact]
    public void A_problem_in_a_section_names_its_line()
    {
        var result = MarkdownReader.Read("fr/platform.md", Curated.Replace("validFrom=\"2025-06-15\"", "validFrom=\"juin\"", StringComparison.Ordinal));

        result.Problems.ShouldHaveSingleItem().Line.ShouldBe(21);
    }
}
