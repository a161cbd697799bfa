using LopmiBot.Learning.Evaluation;

namespace LopmiBot.Answers.Tests.Evaluation;

public sealed class EvaluatorTests : IDisposable
{
    private readonly TemporaryFolder _corpus = new();

    public EvaluatorTests()
    {
        _corpus.Write("garden.md", "# Garden\n\nThe roses are watered on Tuesday mornings.\n");
        _corpus.Write("kitchen.md", "# Kitchen\n\nThe oven is cleaned on Friday evenings.\n");
    }

    public void Dispose() => _corpus.Dispose();

    [Fact]
    public void Figures_count_right_excerpts_documents_silences_and_quotes()
    {
        var report = Run("""
            {"id": "right", "lang": "en", "kind": "when", "question": "When are the roses watered?", "answerable": true, "expect_any": ["tuesday"], "relevant": ["garden"]}
            {"id": "pattern", "lang": "en", "kind": "when", "question": "When are the roses watered?", "answerable": true, "expect_any": ["monday"]}
            {"id": "document", "lang": "en", "kind": "when", "question": "When are the roses watered?", "answerable": true, "expect_any": ["tuesday"], "relevant": ["kitchen"]}
            {"id": "forbidden", "lang": "en", "kind": "when", "question": "When is the oven cleaned?", "answerable": true, "expect_any": ["oven"], "forbid": ["friday"]}

            {"id": "silent", "lang": "fr", "kind": "other", "question": "recette de crêpes bretonnes", "answerable": false}
            {"id": "not silent", "lang": "en", "kind": "other", "question": "When is the oven cleaned?", "answerable": false}
            """);

        Counts(report.All).ShouldBe(new Dictionary<string, (int, int)>(StringComparer.Ordinal)
        {
            ["answer@1"] = (1, 4),
            ["answer@3"] = (1, 4),
            ["answered"] = (4, 4),
            ["answered surely"] = (4, 4),
            ["document@1"] = (1, 2),
            ["document@10"] = (2, 2),
            ["abstention precision"] = (1, 1),
            ["abstention recall"] = (1, 2),
            ["nothing claimed"] = (1, 2),
            ["verbatim"] = (5, 5),
        });
        report.Groups.Select(group => group.Group).ShouldBe(["all", "en", "fr", "other", "when"]);
        report.Misses.Select(miss => miss.Question.Id).ShouldBe(["pattern", "document", "forbidden", "not silent"]);
        report.Misses[0].Shown.ShouldBe(["garden#garden: The roses are watered on Tuesday mornings."]);
        report.All["answer@1"].Low.ShouldBeLessThan(0.25);
        report.All["answer@1"].High.ShouldBeGreaterThan(0.25);
    }

    [Fact]
    public void An_excerpt_of_an_expected_section_is_right_whatever_it_says()
    {
        var report = Run("""
            {"id": "section", "lang": "en", "kind": "when", "question": "When are the roses watered?", "answerable": true, "sections": ["garden#garden"]}
            {"id": "other section", "lang": "en", "kind": "when", "question": "When are the roses watered?", "answerable": true, "sections": ["kitchen#kitchen"]}
            """);

        report.Misses.Select(miss => miss.Question.Id).ShouldBe(["other section"]);
    }

    [Fact]
    public void The_same_inputs_give_the_same_figures()
    {
        const string Lines = """
            {"id": "1", "kind": "when", "question": "When are the roses watered?", "answerable": true, "expect_any": ["tuesday"]}
            {"id": "2", "kind": "when", "question": "When is the oven cleaned?", "answerable": true, "expect_any": ["monday"]}
            """;

        Run(Lines).All.Figures.ShouldBe(Run(Lines).All.Figures);
    }

    [Theory]
    [InlineData("""{"id": "1", "answerable": true}""", "line 2: the line has no question")]
    [InlineData("""{"id": "1", "question": "a", "as_of": "hier"}""", "line 2: as_of 'hier' is not a date")]
    [InlineData("""{"id": "1", "question": "a", "lang": "de"}""", "line 2: lang 'de' is not known: use fr or en")]
    [InlineData("""{"id": "1", "question": "a", "expect_any": ["("]}""", "line 2: '(' is not a regular expression")]
    [InlineData("not json", "line 2: ")]
    public void A_bad_line_is_named(string line, string message)
    {
        using var reader = new StringReader("\n" + line);

        Should.Throw<InvalidDataException>(() => QuestionSet.Read(reader)).Message.ShouldStartWith(message);
    }

    private EvaluationReport Run(string lines)
    {
        using var answering = new Answering(_corpus.Path);
        using var reader = new StringReader(lines);
        return new Evaluator(answering.Engine, _corpus.Path).Run(QuestionSet.Read(reader));
    }

    private static Dictionary<string, (int Hits, int Of)> Counts(FigureGroup group) =>
        group.Figures.ToDictionary(figure => figure.Name, figure => (figure.Hits, figure.Of), StringComparer.Ordinal);
}
