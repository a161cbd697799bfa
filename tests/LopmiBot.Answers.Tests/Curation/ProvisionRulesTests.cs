using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Documents;

namespace LopmiBot.Answers.Tests.Curation;

/// <summary>A document of law with its versions, its questions and its table, broken in one way at a time.</summary>
public sealed class ProvisionRulesTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 27);

    private const string French = """
        ---
        id: forum-fr
        title: Le forum illicite
        language: fr
        kind: offence
        reference: Code pénal, art. 323-3-2
        validFrom: 2023-01-26
        reviewed: 2026-11-01
        related: [forum-en]
        sources:
          - publisher: Légifrance
            title: Code pénal, état du 13 juillet 2025
            url: https://www.legifrance.gouv.fr/codes
            date: 2025-07-13
            consulted: 2026-11-01
        ---

        Le forum illicite est un délit (Code pénal, art. 323-3-2).

        ## Quelle est la peine ? {#penalty-2025 reference="Code pénal, art. 323-3-2, I" validFrom="2025-06-15"}

        Tenir un forum illicite est puni de sept ans d'emprisonnement et de 500 000 € d'amende (Code pénal, art. 323-3-2).

        ## Quelle était la peine ? {#penalty-2023 reference="Code pénal, art. 323-3-2, I" validFrom="2023-01-26" validTo="2025-06-14"}

        Jusqu'au 14 juin 2025, tenir un forum illicite était puni de cinq ans d'emprisonnement et de 150 000 € d'amende (Code pénal, art. 323-3-2).

        ## Et avant ? {#before validTo="2023-01-25"}

        Jusqu'au 25 janvier 2023, tenir un forum illicite n'était pas un délit (Code pénal, art. 323-3-2).
        """;

    private const string English = """
        ---
        id: forum-en
        title: The unlawful forum
        language: en
        kind: offence
        reference: Criminal Code, art. 323-3-2
        validFrom: 2023-01-26
        reviewed: 2026-11-01
        translationOf: forum-fr
        related: [forum-fr]
        sources:
          - publisher: Légifrance
            title: Code pénal, état du 13 juillet 2025
            url: https://www.legifrance.gouv.fr/codes
            date: 2025-07-13
            consulted: 2026-11-01
        ---

        The unlawful forum is a délit (Criminal Code, art. 323-3-2).

        ## What is the penalty? {#penalty-2025 reference="Criminal Code, art. 323-3-2, I" validFrom="2025-06-15"}

        Running an unlawful forum is punished by seven years' imprisonment and a fine of €500,000 (Criminal Code, art. 323-3-2).

        ## What was the penalty? {#penalty-2023 reference="Criminal Code, art. 323-3-2, I" validFrom="2023-01-26" validTo="2025-06-14"}

        Until 14 June 2025, running an unlawful forum was punished by five years' imprisonment and a fine of €150,000 (Criminal Code, art. 323-3-2).

        ## And before? {#before validTo="2023-01-25"}

        Until 25 January 2023, running an unlawful forum was no délit (Criminal Code, art. 323-3-2).
        """;

    private const string Table = """
        circumstances:
          gang: { fr: en bande organisée, en: in an organised gang }
        offences:
          - id: unlawful-forum
            code: Code pénal
            names:
              fr: [forum illicite]
              en: [unlawful forum]
            penalties:
              - article: "323-3-2, I"
                section: forum#penalty-2025
                paragraph: 1
                from: 2025-06-15
                prison: 7 years
                fine: 500000
              - article: "323-3-2, I"
                section: forum#penalty-2023
                paragraph: 1
                from: 2023-01-26
                to: 2025-06-14
                prison: 5 years
                fine: 150000
        """;

    private const string Questions = """
        opening:
          - { fr: forum c'est quoi, en: what is a forum }
          - { fr: définition forum, en: define forum }
          - { fr: le forum en bref, en: the forum in short }
          - { fr: forum interdit, en: forbidden forum }
        penalty-2025:
          - { fr: peine aujourd'hui, en: penalty today }
          - { fr: combien d'années, en: how many years, paragraph: 1 }
          - { fr: amende forum, en: forum fine }
          - { fr: je risque quoi, en: what do I risk }
        penalty-2023:
          - { fr: peine en 2024, en: penalty in 2024 }
          - { fr: combien en 2023, en: how much in 2023 }
          - { fr: ancienne amende, en: former fine }
          - { fr: avant la réforme, en: before the reform }
        before:
          - { fr: et en 2020, en: and in 2020 }
          - { fr: et en 2019, en: and in 2019 }
          - { fr: avant 2023, en: before 2023 }
          - { fr: pas de délit avant ?, en: no offence before? }
        """;

    private readonly TemporaryFolder _corpus = new();

    public void Dispose() => _corpus.Dispose();

    [Fact]
    public void The_document_as_it_is_has_no_problem() => Check().ShouldBeEmpty();

    [Theory]
    [InlineData(" validFrom=\"2025-06-15\"}", "}", "do not say where one ends and the other begins")]
    [InlineData("{#before validTo=\"2023-01-25\"}", "{#before}", "'validFrom and validTo of 'And before?' differ")]
    [InlineData("validFrom: 2023-01-26\n", "", "the opening states law without saying since when")]
    [InlineData("art. 323-3-2, I\" validFrom=\"2025-06-15\"", "art. 323-1\" validFrom=\"2025-06-15\"", "the paragraph states article 323-3-2, its citation line says 'Code pénal, art. 323-1'")]
    [InlineData("date: 2025-07-13", "date: 2022-01-01", "before this version came into force on 2023-01-26")]
    [InlineData("validFrom=\"2025-06-15\"}", "validFrom=\"2025-06-15\" start=\"soon\"}", "start 'soon' is not known")]
    [InlineData("www.legifrance", "staging.legifrance", "leads to a host that is not meant for readers")]
    public void What_is_wrong_with_a_document_of_law_is_named(string right, string wrong, string message)
    {
        French.ShouldContain(right);

        Check(french: French.Replace(right, wrong, StringComparison.Ordinal)).ShouldContain(problem => problem.Message.Contains(message.TrimStart('\'')), message);
    }

    [Theory]
    [InlineData("prison: 7 years", "prison: 8 years", "the paragraph in forum-fr does not state 8 years")]
    [InlineData("fine: 150000", "fine: 100000", "the paragraph in forum-en does not state €100000")]
    [InlineData("from: 2025-06-15", "from: 2025-06-16", "the days 2025-06-16.. are not those of 'Quelle est la peine ?'")]
    [InlineData("forum#penalty-2025", "forum#penalties", "forum-fr has no section 'penalties'")]
    [InlineData("forum#penalty-2025", "board#penalty-2025", "is called 'board'")]
    [InlineData("paragraph: 1", "paragraph: 2", "has 1 paragraphs: fix the paragraph")]
    [InlineData("\"323-3-2, I\"", "\"323-1\"", "names article 323-1")]
    [InlineData("fine: 500000", "circumstances: [ghost]", "the circumstance 'ghost' is not in the list")]
    [InlineData("fine: 500000", "fines: 500000", "'fines' is not a key of a penalty")]
    [InlineData("prison: 7 years", "prison: seven", "prison 'seven' is not understood")]
    [InlineData("        fine: 500000\n", "", "the penalty €500000 has no row in provisions.yaml: add it under forum#penalty-2025, paragraph 1")]
    [InlineData("to: 2025-06-14\n        prison: 5 years\n        fine: 150000", "prison: 5 years\n        fine: 150000", "article 323-3-2, I has another penalty in line")]
    public void What_is_wrong_with_a_row_is_named(string right, string wrong, string message)
    {
        Table.ShouldContain(right);

        Check(table: Table.Replace(right, wrong, StringComparison.Ordinal)).ShouldContain(problem => problem.Message.Contains(message), message);
    }

    [Theory]
    [InlineData("- { fr: amende forum, en: forum fine }", "", "the section 'penalty-2025' has 3 questions: write at least 4")]
    [InlineData("fr: peine aujourd'hui", "fr: quelle est la peine", "copies the heading")]
    [InlineData("fr: peine en 2024", "fr: Peine  aujourd'hui ?", "stands under forum#penalty-2025 too")]
    [InlineData(", en: penalty today", "", "a question lacks a language")]
    [InlineData("paragraph: 1", "paragraph: 2", "the section 'penalty-2025' has no paragraph 2")]
    [InlineData("paragraph: 1", "paragraph: 99999999999999999999", "is not a whole number from 1")]
    [InlineData("opening:", "one: &a []\nother: *a\nopening:", "aliases (*name) are not allowed")]
    [InlineData("before:", "earlier:", "forum-en has no section 'earlier'")]
    public void What_is_wrong_with_the_questions_is_named(string right, string wrong, string message)
    {
        Questions.ShouldContain(right);

        Check(questions: Questions.Replace(right, wrong, StringComparison.Ordinal)).ShouldContain(problem => problem.Message.Contains(message), message);
    }

    [Fact]
    public void A_file_nested_without_end_is_refused_where_it_goes_too_deep()
    {
        var nested = "offences:\n  " + new string('[', 200_000);

        Check(table: nested).ShouldContain(problem => problem.Path == "provisions.yaml" && problem.Line == 2 && problem.Message.Contains("nested more than 16 deep"));
        Check(questions: nested).ShouldContain(problem => problem.Path == "questions/forum.yaml" && problem.Message.Contains("nested more than 16 deep"));
    }

    [Fact]
    public void A_file_of_questions_that_is_not_UTF8_costs_its_document_nothing_else()
    {
        Check().ShouldBeEmpty();
        foreach (var file in (string[])["questions/forum.yaml", "provisions.yaml"])
        {
            File.WriteAllBytes(Path.Combine(_corpus.Path, file), [0x66, 0x72, 0x3A, 0x20, 0xE9]);
        }

        var folder = new CorpusFolder(_corpus.Path);
        var check = folder.Check(Today);

        check.Documents.Count.ShouldBe(2);
        foreach (var file in (string[])["questions/forum.yaml", "provisions.yaml"])
        {
            check.Problems.ShouldContain(problem => problem.Path == file && problem.Message == "the file is not UTF-8: save it as UTF-8");
        }
    }

    [Fact]
    public void Whoever_is_presumed_innocent_is_so_in_each_paragraph_that_names_them()
    {
        var named = French.Replace("related:", "presumedInnocent: [Durand]\nrelated:", StringComparison.Ordinal);
        var other = English.Replace("related:", "presumedInnocent: [Durand]\nrelated:", StringComparison.Ordinal);

        Check(french: named, english: other).ShouldBeEmpty();
        Check(french: named.Replace("Tenir un forum", "Selon le parquet, M. Durand tenait un forum. Tenir un forum", StringComparison.Ordinal), english: other)
            .ShouldHaveSingleItem().Message.ShouldContain("the paragraph names Durand, who is not finally judged");
    }

    private List<DocumentProblem> Check(string french = French, string english = English, string table = Table, string questions = Questions)
    {
        _corpus.Write("fr/forum.md", french);
        _corpus.Write("en/forum.md", english);
        _corpus.Write("provisions.yaml", table);
        _corpus.Write("questions/forum.yaml", questions);
        return [.. new CorpusFolder(_corpus.Path).Check(Today).Problems];
    }
}
