using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Tests.Indexing;

/// <summary>The bilingual glossary of a corpus.</summary>
public sealed class GlossaryTests : IDisposable
{
    private readonly TemporaryFolder _corpus = new();

    public GlossaryTests()
    {
        _corpus.Write("a.md", "# Le contrôle\n\nLe contrôle judiciaire impose de pointer au commissariat deux fois par semaine.\n");
        _corpus.Write("b.md", "# Le jardin\n\nLe jardinier arrose les roses deux fois par semaine.\n");
    }

    public void Dispose() => _corpus.Dispose();

    [Fact]
    public void A_question_in_one_language_finds_a_text_that_exists_only_in_the_other()
    {
        _corpus.Write("glossary.yaml", "- { fr: [contrôle judiciaire], en: [judicial supervision, court supervision] }\n");
        using var answering = new Answering(_corpus.Path);

        var answer = answering.Engine.Answer(new Question("what does court supervision require?"));

        answer.Language.ShouldBe(Language.English);
        var excerpt = answer.Excerpts[0];
        excerpt.Citation.DocumentId.ShouldBe("a");
        excerpt.Highlights.Select(span => excerpt.Text[span.Start..span.End]).ShouldBe(["contrôle", "judiciaire"]);
    }

    [Fact]
    public void Without_it_the_same_question_finds_the_text_by_its_meaning_and_knows_fewer_of_its_words()
    {
        using var answering = new Answering(_corpus.Path);

        var excerpt = answering.Engine.Answer(new Question("what does court supervision require?")).Excerpts[0];

        excerpt.Citation.DocumentId.ShouldBe("a");
        excerpt.Highlights.Select(span => excerpt.Text[span.Start..span.End]).ShouldNotContain("judiciaire");
    }

    [Fact]
    public void A_changed_glossary_serves_after_the_next_update()
    {
        using var answering = new Answering(_corpus.Path);
        _corpus.Write("glossary.yaml", "- { fr: [jardinier], en: [gardener] }\n");

        answering.Index.Update(new CorpusFolder(_corpus.Path));

        answering.Engine.Answer(new Question("gardener")).Excerpts[0].Citation.DocumentId.ShouldBe("b");
        answering.Index.Update(new CorpusFolder(_corpus.Path)).HasChanges.ShouldBeFalse();
    }

    [Theory]
    [InlineData("- { fr: [a], en: [b] }\n- { fr: [A], en: [c] }\n", "stands in entries 1 and 2")]
    [InlineData("- { fr: [a] }\n", "lacks a language")]
    [InlineData("- { fr: [a], en: [b], day: June }\n", "the day 'June' of entry 1 of the glossary is not a date: write it as 2025-06-15")]
    [InlineData("- { fr: [a, en: [b] }\n", "not valid YAML")]
    [InlineData("- { fr: [a], en: [b], de: [c] }\n", "not valid YAML")]
    public void A_broken_glossary_says_what_to_mend(string yaml, string message)
    {
        _corpus.Write("glossary.yaml", yaml);

        new CorpusFolder(_corpus.Path).Check(new DateOnly(2026, 11, 27)).Problems
            .ShouldContain(problem => problem.Path == "glossary.yaml" && problem.Message.Contains(message));
    }

    [Fact]
    public void The_shipped_glossary_has_more_than_250_entries()
    {
        new CorpusFolder(Repository.Corpus).ReadGlossary().Entries.Count.ShouldBeGreaterThan(250);
    }
}
