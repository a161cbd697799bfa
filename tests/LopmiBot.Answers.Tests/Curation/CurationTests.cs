using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Documents;

namespace LopmiBot.Answers.Tests.Curation;

/// <summary>One right pair of documents, broken in one way at a time.</summary>
public sealed class CurationTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 27);

    private const string French = """
        ---
        id: plateforme-fr
        title: La plateforme
        language: fr
        kind: case
        reference: Code pénal, art. 323-3-2
        validFrom: 2020-01-01
        reviewed: 2026-11-01
        related: [plateforme-en]
        sources:
          - publisher: Légifrance
            title: Code pénal
            url: https://www.legifrance.gouv.fr/codes
            date: 2026-04-02
            consulted: 2026-11-01
        ---

        La plateforme est en cause. Le suspect est présumé innocent.

        ## Quelle est la peine ? {#penalty-2025 validFrom="2025-06-15"}

        La plateforme illicite est punie de sept ans d'emprisonnement et de 500 000 € d'amende depuis le 15 juin 2025.

        ## Quelle était la peine ? {#penalty-2023 validFrom="2023-01-26" validTo="2025-06-14"}

        Jusqu'au 14 juin 2025, la plateforme illicite était punie de cinq ans d'emprisonnement et de 150 000 € d'amende.

        ## Où en est l'affaire ? {#status}

        Au 1er novembre 2026, l'affaire est en cours.

        ## Quelle est la chronologie ? {#chronology}

        Le 15 juin 2025, la peine change.
        """;

    private const string English = """
        ---
        id: plateforme-en
        title: The platform
        language: en
        kind: case
        reference: Criminal Code, art. 323-3-2
        validFrom: 2020-01-01
        reviewed: 2026-11-01
        translationOf: plateforme-fr
        related: [plateforme-fr]
        sources:
          - publisher: Légifrance
            title: Code pénal
            url: https://www.legifrance.gouv.fr/codes
            date: 2026-04-02
            consulted: 2026-11-01
        ---

        The platform is in question. The suspect is presumed innocent.

        ## What is the penalty? {#penalty-2025 validFrom="2025-06-15"}

        The unlawful platform is punished by seven years' imprisonment and a fine of €500,000 since 15 June 2025.

        ## What was the penalty? {#penalty-2023 validFrom="2023-01-26" validTo="2025-06-14"}

        Until 14 June 2025, the unlawful platform was punished by five years' imprisonment and a fine of €150,000.

        ## Where does the case stand? {#status}

        As of 1 November 2026, the case is under way.

        ## What is the chronology? {#chronology}

        On 15 June 2025, the penalty changes.
        """;

    private readonly TemporaryFolder _corpus = new();

    public void Dispose() => _corpus.Dispose();

    [Fact]
    public void The_pair_as_it_is_needs_no_mending()
    {
        Check(French, English).ShouldBeEmpty();
    }

    [Fact]
    public void An_imported_text_keeps_its_own_style_and_its_versions_follow_each_other()
    {
        string Imported(string id, string validity) => $"""
            ---
            id: {id}
            title: A regulation
            language: en
            kind: statute
            reference: Regulation (EU) No 910/2014
            {validity}
            reviewed: 2026-11-01
            sources:
              - title: Regulation (EU) No 910/2014
            provenance:
              file: act.xml
              format: Formex 4
              versionOf: 2014R0910
            ---

            ## CHAPTER I

            ### Article 1

            It applies to wallets.

            ### Article 1

            It applies.
            """;

        Check(Imported("old-en", "validTo: 2024-10-17"), Imported("new-en", "validFrom: 2024-10-18")).ShouldBeEmpty();
        foreach (var end in (string[])["validTo: 2024-10-18", "validFrom: 2014-09-17"])
        {
            Check(Imported("old-en", end), Imported("new-en", "validFrom: 2024-10-18")).ShouldHaveSingleItem().Message.ShouldContain("'new-en' is another version of the same text and in force at the same time");
        }
    }

    [Theory]
    // The French document.
    [InlineData("id: plateforme-fr", "id: Plateforme FR", 1, "other characters than a-z")]
    [InlineData("id: plateforme-fr", "id: plateforme", 1, "does not end with the language: name it plateforme-fr")]
    [InlineData("kind: case", "kind: felony", 0, "kind 'felony' is not known: use one of")]
    [InlineData("reviewed: 2026-11-01", "reviewed: 2027-01-01", 1, "reviewed is in the future")]
    [InlineData("reviewed: 2026-11-01\n", "", 1, "'reviewed' is missing")]
    [InlineData("related: [plateforme-en]", "related: [plateforme-fr]", 1, "related names the document itself")]
    [InlineData("related: [plateforme-en]", "related: [nowhere-fr]", 0, "which no document has as its id")]
    [InlineData("related: [plateforme-en]", "relted: [plateforme-en]", 9, "'relted' is not a key of the front matter")]
    [InlineData("  - publisher: Légifrance\n    title", "  - title", 1, "has no publisher: add it")]
    [InlineData("\n    consulted: 2026-11-01", "", 1, "has no day of consultation")]
    [InlineData("consulted: 2026-11-01", "consulted: 2026-12-01", 1, "was consulted in the future")]
    [InlineData("date: 2026-04-02", "date: 2026-11-02", 1, "is dated after it was consulted")]
    [InlineData("\n    url: https://www.legifrance.gouv.fr/codes", "", 1, "no source has an address")]
    [InlineData("url: https://www.legifrance.gouv.fr/codes", "url: www.legifrance.gouv.fr", 0, "is not an http or https address")]
    [InlineData("## Quelle est", "### Quelle est", 20, "two hashes")]
    [InlineData("Quelle était la peine", "Quelle est la peine", 24, "stands twice in this document")]
    [InlineData("validFrom=\"2025-06-15\"", "validFrom=\"2025-06-20\"", 20, "in force from 2025-06-15 to 2025-06-19: mend the gap")]
    [InlineData("validFrom=\"2025-06-15\"", "validFrom=\"2025-06-01\"", 20, "from 2025-06-01 to 2025-06-14: mend the overlap")]
    [InlineData(" validTo=\"2025-06-14\"", "", 24, "do not say where one ends")]
    [InlineData("Jusqu'au 14 juin 2025, la", "La", 26, "no longer in force must say so")]
    [InlineData("La plateforme illicite est", "Elle est", 22, "opens with 'Elle': name its subject")]
    [InlineData("Le suspect est présumé innocent.", "Le suspect est connu.", 1, "never says that they are presumed innocent")]
    [InlineData("{#penalty-2025", "{#penalty-2023", 24, "used twice in this document")]
    [InlineData("validFrom=\"2023-01-26\" validTo=\"2025-06-14\"", "validFrom=\"2025-06-14\" validTo=\"2023-01-26\"", 24, "validFrom is later than its validTo")]
    [InlineData("Au 1er novembre 2026, l'affaire", "L'affaire", 30, "does not say where it stands, and as of which day")]
    [InlineData("{#status}", "{#state}", 1, "does not say where it stands")]
    [InlineData("{#chronology}", "{#events}", 1, "has no chronology")]
    [InlineData("Le 15 juin 2025, la peine", "Ensuite, la peine", 34, "the event has no date")]
    public void A_broken_document_is_named_with_line_and_remedy(string right, string wrong, int line, string message)
    {
        French.ShouldContain(right);

        Check(French.Replace(right, wrong, StringComparison.Ordinal), English)
            .ShouldContain(problem => problem.Path == "fr.md" && problem.Line == line && problem.Message.Contains(message));
    }

    [Theory]
    // The English one: what differs from the French.
    [InlineData("seven years'", "six years'", 21, "only there: 7; only here: 6")]
    [InlineData("€150,000", "€15,000", 25, "only there: 150000; only here: 15000")]
    [InlineData("since 15 June 2025", "since 15 July 2025", 21, "only there: M6; only here: M7")]
    [InlineData("{#penalty-2025", "{#penalties-2025", 1, "anchors differ from those of plateforme-fr")]
    [InlineData("validFrom=\"2023-01-26\"", "validFrom=\"2023-01-25\"", 25, "differ from those in plateforme-fr")]
    [InlineData("validFrom: 2020-01-01", "validFrom: 2020-01-02", 1, "kind, validFrom and validTo differ")]
    [InlineData("kind: case", "kind: guide", 1, "kind, validFrom and validTo differ")]
    [InlineData("translationOf: plateforme-fr", "translationOf: nowhere-fr", 0, "which no document has as its id")]
    [InlineData("translationOf: plateforme-fr\n", "", 1, "has no version in French")]
    public void A_translation_that_differs_is_named_with_line_and_remedy(string right, string wrong, int line, string message)
    {
        English.ShouldContain(right);

        Check(French, English.Replace(right, wrong, StringComparison.Ordinal))
            .ShouldContain(problem => problem.Path == "en.md" && (problem.Line == line || problem.Line == line + 2) && problem.Message.Contains(message));
    }

    [Fact]
    public void A_section_without_text_is_named()
    {
        Check(French + "\n## Et après ? {#after}\n", English + "\n## And after? {#after}\n")
            .ShouldContain(problem => problem.Path == "fr.md" && problem.Line == 35 && problem.Message.Contains("has no text"));
    }

    [Fact]
    public void A_sentence_too_long_to_be_quoted_is_named()
    {
        var sentence = "La plateforme vend " + string.Join(", ", Enumerable.Repeat("des choses", 60)) + ".";

        Check(French + "\n\n" + sentence + "\n", English)
            .ShouldContain(problem => problem.Path == "fr.md" && problem.Line == 36 && problem.Message.Contains("cannot be quoted whole"));
    }

    [Fact]
    public void A_source_listed_twice_is_named()
    {
        const string Source = "  - publisher: Légifrance\n    title: Encore\n    url: https://www.legifrance.gouv.fr/codes\n    consulted: 2026-11-01\n";

        Check(French.Replace("sources:\n", "sources:\n" + Source, StringComparison.Ordinal), English)
            .ShouldContain(problem => problem.Message.Contains("is listed twice"));
    }

    [Theory]
    [InlineData("[^code]", "", "does not say which source it rests on: end it with [^id]")]
    [InlineData("[^code]", "[^press]", "names the source [^press], which the front matter does not list")]
    [InlineData("[^law]", "[^code]", "no paragraph names the source 'law'")]
    [InlineData("id: law", "id: code", "two sources have the id 'code'")]
    public void With_several_sources_each_paragraph_of_a_case_says_which_it_rests_on(string right, string wrong, string message)
    {
        const string Second = "  - id: law\n    publisher: Légifrance\n    title: La loi\n    url: https://www.legifrance.gouv.fr/jorf\n    consulted: 2026-11-01\n";
        var marked = French
            .Replace("sources:\n  - publisher", "sources:\n" + Second + "  - id: code\n    publisher", StringComparison.Ordinal)
            .Replace("innocent.", "innocent.[^law]", StringComparison.Ordinal)
            .Replace("2025.", "2025.[^code]", StringComparison.Ordinal)
            .Replace("150 000 € d'amende.", "150 000 € d'amende.[^law][^code]", StringComparison.Ordinal)
            .Replace("en cours.", "en cours.[^law]", StringComparison.Ordinal)
            .Replace("change.", "change.[^law]", StringComparison.Ordinal);

        Check(marked, English).ShouldBeEmpty();
        Check(marked.Replace(right, wrong, StringComparison.Ordinal), English)
            .ShouldContain(problem => problem.Path == "fr.md" && problem.Message.Contains(message));
    }

    [Fact]
    public void A_word_of_the_glossary_spelt_otherwise_is_named()
    {
        _corpus.Write("glossary.yaml", "- { fr: [plateforme], en: [platform] }\n");

        Check(French, English).ShouldBeEmpty();
        Check(French.Replace("depuis le", "sur une plate-forme depuis le", StringComparison.Ordinal), English)
            .ShouldContain(problem => problem.Path == "fr.md" && problem.Line == 22 && problem.Message == "'plate-forme' is spelt 'plateforme' in the glossary: write it one way");
    }

    [Fact]
    public void Two_documents_with_one_id_are_named()
    {
        _corpus.Write("again.md", French);

        Check(French, English).ShouldContain(problem => problem.Message.Contains("already used by again.md"));
    }

    [Fact]
    public void A_review_long_ago_is_a_warning()
    {
        var problem = Check(French.Replace("reviewed: 2026-11-01", "reviewed: 2025-01-01", StringComparison.Ordinal), English).ShouldHaveSingleItem();

        problem.Severity.ShouldBe(ProblemSeverity.Warning);
        problem.Message.ShouldContain("look for news of its subject again");
    }

    [Fact]
    public void Plain_documents_are_not_held_to_the_rules_of_curation()
    {
        _corpus.Write("plain.md", "# A plain note\n\nIt has no front matter, and is served all the same.\n");

        Check(French, English).ShouldBeEmpty();
    }

    private List<DocumentProblem> Check(string french, string english)
    {
        _corpus.Write("fr.md", french);
        _corpus.Write("en.md", english);
        return [.. new CorpusFolder(_corpus.Path).Check(Today).Problems];
    }
}
