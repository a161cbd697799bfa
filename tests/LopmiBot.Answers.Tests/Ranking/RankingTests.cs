using System.Text;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Ranking;
using LopmiBot.Learning.Evaluation;
using LopmiBot.Learning.Training;

namespace LopmiBot.Answers.Tests.Ranking;

/// <summary>What the ranking learns from questions, and the file that it is kept in.</summary>
public sealed class RankingTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 27);

    private readonly TemporaryFolder _corpus = new();
    private readonly Answering _answering;

    public RankingTests()
    {
        _corpus.Write("a.md", "# Le tribunal\n\nLe tribunal juge les délits à Paris.\n\nLe tribunal compte douze juges depuis 2019.\n");
        _corpus.Write("b.md", "# La cour\n\nLa cour juge les appels.\n\nLa cour compte trente juges depuis 2020.\n");
        _answering = new Answering(_corpus.Path);
    }

    public void Dispose()
    {
        _answering.Dispose();
        _corpus.Dispose();
    }

    [Fact]
    public void The_same_questions_teach_the_same_weights()
    {
        var first = Learn();
        var second = Learn();

        first.Weights.ShouldBe(second.Weights);
        first.Confidence.ShouldBe(second.Confidence);
        first.Weights.Values.ShouldContain(weight => weight != 0);
    }

    [Fact]
    public void What_was_learned_ranks_what_was_taught_first()
    {
        var engine = new AnswerEngine(_answering.Index, ranking: Learn());

        engine.Answer(new Question("combien de juges compte la cour")).Excerpts[0].Text.ShouldContain("trente juges");
        engine.Answer(new Question("combien de juges compte le tribunal")).Excerpts[0].Text.ShouldContain("douze juges");
    }

    [Fact]
    public void Weights_are_read_back_as_they_were_written()
    {
        var learned = Learn();
        using var file = new MemoryStream();
        learned.Write(file);
        file.Position = 0;

        var read = RankingModel.Read(file);

        read.Obtained.ShouldBe(learned.Obtained);
        read.Weights.ShouldBe(learned.Weights);
        read.LeastScope.ShouldBe(learned.LeastScope);
    }

    [Theory]
    [InlineData("", "cannot be read")]
    [InlineData("null", "is empty")]
    [InlineData("""{"weights": {}}""", "cannot be read")]
    [InlineData("""{"obtained": "by hand", "weights": {"Luck": 1}}""", "'Luck' is no feature of the ranking")]
    [InlineData("""{"obtained": "by hand", "weights": {}, "retrieval": {"Chance": 1}}""", "'Chance' is no feature of the ranking")]
    public void A_file_that_holds_no_weights_says_why(string content, string message)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(content));

        Should.Throw<InvalidDataException>(() => RankingModel.Read(file)).Message.ShouldContain(message);
    }

    [Fact]
    public void An_explanation_adds_up_to_the_score()
    {
        var explanation = _answering.Engine.Explain(new Question("combien de juges compte la cour"));

        explanation.AnswerKind.ShouldBe("Figure");
        explanation.Terms.ShouldContain(term => term.Term == "cour" && term.IsKnown);
        var best = explanation.Excerpts[0];
        best.Contributions.Sum(each => each.Adds).ShouldBe(best.Score, 0.001);
        var odds = explanation.Evidence.Sum(each => each.Adds);
        (1 / (1 + Math.Exp(-odds))).ShouldBe(explanation.Scope, 0.001);
    }

    [Theory]
    [InlineData("combien de juges au tribnal")]
    [InlineData("combien de juges au tribunall")]
    public void A_misspelt_word_is_read_as_the_one_that_the_documents_hold(string question) =>
        _answering.Engine.Answer(new Question(question)).Excerpts[0].Text.ShouldContain("tribunal");

    private RankingModel Learn()
    {
        SetQuestion[] questions =
        [
            Asked("1", "combien de juges compte le tribunal", "douze", "a"),
            Asked("2", "combien de juges compte la cour", "trente", "b"),
            Asked("3", "que juge la cour", "appels", "b"),
            Asked("4", "où le tribunal juge-t-il les délits", "Paris", "a"),
        ];
        return new RankingTrainer([new TrainingSet("judges", _corpus.Path, _answering.Index, questions)], Today).Learn((_, _) => true, "in a test");
    }

    private static SetQuestion Asked(string id, string question, string expected, string document) =>
        new() { Id = id, Lang = "fr", Question = question, Answerable = true, ExpectAny = [expected], Relevant = [document] };
}
