using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Questions;

namespace LopmiBot.Answers.Tests;

/// <summary>Whatever is asked: no crash, and nothing quoted that is not in its document.</summary>
public sealed class VerbatimTests(ShippedCorpus corpus) : IClassFixture<ShippedCorpus>
{
    [Property(MaxTest = 300, Arbitrary = [typeof(Questions)])]
    public void Excerpts_are_slices_of_their_documents(AnyQuestion question)
    {
        Check(corpus.Ask(question.Text));
    }

    [Theory]
    [InlineData("+(LOPMI AND \"323-3-2\"~2^4 OR body.fr:[a TO z]) -/.*/ \\")]
    [InlineData("😀 LOPMI 😀 \uD83D peine \uDE00")]
    [InlineData("ما هي العقوبة في LOPMI؟")]
    [InlineData("\0\u0001\u001B[31mLOPMI\u0007 peine")]
    [InlineData("{{7*7}} <script>alert(1)</script> LOPMI ' OR 1=1 --")]
    public void Hostile_text_is_only_text(string question)
    {
        Check(corpus.Ask(question));
    }

    [Fact]
    public void No_excerpt_is_worth_more_than_the_one_under_the_same_question()
    {
        Check(corpus.Ask("J3 what ?"));
    }

    [Fact]
    public void A_very_long_question_is_answered_on_its_first_part()
    {
        var answer = corpus.Ask("What does LOPMI punish? " + new string('x', 100_000));

        answer.WasCut.ShouldBeTrue();
        Check(answer);
    }

    [Fact]
    public void One_word_of_a_hundred_thousand_letters_is_survived()
    {
        Check(corpus.Ask(new string('é', 100_000)));
    }

    private void Check(Answer answer)
    {
        answer.Excerpts.Count.ShouldBeLessThanOrEqualTo(Question.DefaultExcerpts);
        (answer.Excerpts.Count > 0).ShouldBe(answer.Outcome == Outcome.Answered);
        foreach (var excerpt in answer.Excerpts)
        {
            var document = corpus.Index.Find(excerpt.Citation.DocumentId).ShouldNotBeNull();
            excerpt.Text.ShouldBe(document.Text[excerpt.Span.Start..excerpt.Span.End]);
            excerpt.Text.Length.ShouldBeInRange(1, Excerpt.MaxLength);
            excerpt.Score.ShouldBeInRange(0, 1);
            document.Sections.ShouldContain(section => section.Anchor == excerpt.Citation.Anchor && section.Heading == excerpt.Citation.Section);
            var at = 0;
            foreach (var highlight in excerpt.Highlights)
            {
                highlight.Start.ShouldBeGreaterThanOrEqualTo(at);
                highlight.Length.ShouldBeGreaterThan(0);
                at = highlight.End;
            }

            at.ShouldBeLessThanOrEqualTo(excerpt.Text.Length);
        }
    }

    /// <summary>A question made of words of the corpus, of anything at all, or of both.</summary>
    public sealed record AnyQuestion(string Text);

    public static class Questions
    {
        private static readonly string[] Words =
        [
            "LOPMI", "peine", "323-3-2", "article", "durov", "plateforme", "organised", "gang", "72", "heures", "J3", "Coco", "what", "combien",
            "l'amende", "d’assurance", "AND", "OR", "\"", "(", "*", "~", ":", "[", "é", "\u202E", "😀", "\uD800", "\0", "2024-02-30", "31 avril 2024",
        ];

        public static Arbitrary<AnyQuestion> Any()
        {
            var words = Gen.Elements(Words).ListOf().Select(list => string.Join(' ', list));
            var anything = ArbMap.Default.GeneratorFor<string?>().Select(text => text ?? "");
            var both = words.Zip(anything, (left, right) => $"{left} {right}");
            return Gen.OneOf(words, anything, both).Select(text => new AnyQuestion(text)).ToArbitrary();
        }
    }
}
