using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Questions;

namespace LopmiBot.Answers.Tests;

/// <summary>Documents that say what the others do not cover.</summary>
public sealed class ScopeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CorpusIndex _index;

    public ScopeTests()
    {
        _folder.Write("corpus/library-en.md", """
            ---
            id: library-en
            title: The village library
            language: en
            ---

            ## How long may a book be kept?

            A book may be kept for three weeks, and the loan can be extended once.
            """);
        _folder.Write("corpus/not-covered-en.md", """
            ---
            id: not-covered-en
            title: What is not covered
            language: en
            kind: scope
            ---

            ## Do these documents cover parking in the village?

            These documents do not cover parking in the village: the town hall answers at its counter, on weekdays from nine to noon.
            """);
        _index = CorpusIndex.Open(Path.Combine(_folder.Path, "index"), ShippedEncoder.Embedder);
        _index.Update(new CorpusFolder(Path.Combine(_folder.Path, "corpus")));
    }

    public void Dispose()
    {
        _index.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_question_about_what_is_not_covered_is_refused_by_name()
    {
        var answer = new AnswerEngine(_index).Answer(new Question("Where may I park in the village?"));

        answer.Outcome.ShouldBe(Outcome.NotFound);
        answer.Silence.ShouldBe(Silence.NotCovered);
        answer.Excerpts.ShouldBeEmpty();
        answer.Scope!.Text.ShouldStartWith("These documents do not cover parking in the village");
        answer.Scope.Citation.Kind.ShouldBe(DocumentKind.Scope);
        answer.Conversation.ShouldBeNull("nothing was answered");
    }

    [Fact]
    public void Nothing_of_it_stands_beside_an_answer()
    {
        var answer = new AnswerEngine(_index).Answer(new Question("How long may I keep a book of the village library?") { Excerpts = 10 });

        answer.Outcome.ShouldBe(Outcome.Answered);
        answer.Excerpts.ShouldAllBe(excerpt => excerpt.Citation.DocumentId == "library-en");
    }
}
