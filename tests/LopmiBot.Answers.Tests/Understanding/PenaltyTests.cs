using System.Text.Json;
using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Tests.Understanding;

/// <summary>The penalty of an offence is the row of the table of provisions for the person, the circumstances and the day; nothing else passes for it.</summary>
public sealed class PenaltyTests(ShippedCorpus corpus) : IClassFixture<ShippedCorpus>
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.Today);

    private static readonly ProvisionTable Table = new CorpusFolder(Repository.Corpus).ReadProvisions().Table;

    public static TheoryData<Language> Languages => [.. LanguageCodes.All];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_row_is_quoted_from_the_paragraph_that_states_it(Language language)
    {
        var wrong = new List<string>();
        // Of a day to come, what is known today is told.
        foreach (var (offence, row) in Table.Offences.SelectMany(offence => offence.Penalties.Where(row => row.Validity.From is null || row.Validity.From <= Today).Select(row => (offence, row))))
        {
            var answer = AskPenalty(language, offence, row.Offender, row.Circumstances, row.Validity.To ?? Today);

            // Two rows for the same person, circumstances and day, of two articles, may both answer.
            if (Stated(answer) is not { } fact || !IsAlike(fact.Penalty, row) || answer.Excerpts[0].Citation.DocumentId != $"{fact.Penalty.Document}-{language.Code()}" || answer.Excerpts[0].Citation.Anchor != fact.Penalty.Anchor)
            {
                wrong.Add($"{offence.Id} line {row.Line}: {answer.Outcome} {answer.Silence} {Stated(answer)?.Penalty.Line} {(answer.Excerpts is [var first, ..] ? first.Text : "")}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Circumstances_of_no_row_are_refused_by_name(Language language)
    {
        string[] circumstances = ["gang", "repeat", "minor-victim", "weapon", "death"];
        foreach (var offence in Table.Offences)
        {
            foreach (var circumstance in circumstances.Where(each => !offence.Penalties.Any(row => row.Offender == Offender.Natural && row.Circumstances.SequenceEqual([each]))))
            {
                var answer = AskPenalty(language, offence, Offender.Natural, [circumstance], Today);

                answer.Silence.ShouldBe(Silence.UnstatedPenalty, $"{offence.Id} {circumstance}");
                answer.Excerpts.ShouldBeEmpty();
                answer.Circumstances.ShouldBe([Table.Circumstances[circumstance].In(language)]);
            }
        }
    }

    [Fact]
    public void Offences_that_no_document_has_are_refused_by_name()
    {
        var questions = Read("offences-without-document.json");

        var answered = questions.Where(question => corpus.Ask(question).Silence != Silence.UnknownOffence).ToList();

        questions.Count.ShouldBe(100);
        answered.Count.ShouldBeLessThanOrEqualTo(5, string.Join('\n', answered));
    }

    [Theory]
    [InlineData("Quelle est la peine pour abus de biens sociaux ?", "abus de biens sociaux", "abus de confiance")]
    [InlineData("What is the penalty for tobacco smuggling?", "tobacco smuggling", "importing or exporting drugs")]
    public void The_offence_that_is_refused_is_named_beside_the_nearest_ones(string question, string offence, string nearest)
    {
        var answer = corpus.Ask(question);

        answer.UnknownOffence.ShouldBe(offence);
        answer.NearestOffences.ShouldContain(nearest);
    }

    /// <summary>What is asked of two offences is told of both.</summary>
    [Theory]
    [MemberData(nameof(Languages))]
    public void The_penalties_of_two_offences_are_quoted_one_each(Language language)
    {
        // Names of the table, those that no other offence's name holds.
        var names = Table.Offences.Where(offence => offence.Penalties.Any(row => row.Offender == Offender.Natural && row.Circumstances.Count == 0 && row.Validity.Contains(Today))).ToList();
        var pairs = names.Zip(names.Skip(names.Count / 2)).ToList();

        var missed = pairs
            .Select(pair => (pair, Answer: corpus.Ask(language == Language.French
                ? $"Quelle est la peine pour {pair.First.Names[language][^1]} et pour {pair.Second.Names[language][^1]} ?"
                : $"What is the penalty for {pair.First.Names[language][^1]} and for {pair.Second.Names[language][^1]}?", language)))
            .Where(each => !each.Answer.Excerpts.Take(2).Select(excerpt => excerpt.Penalty?.Offence).Order(StringComparer.Ordinal).SequenceEqual(new[] { each.pair.First, each.pair.Second }.Select(offence => offence.Names[language][0]).Order(StringComparer.Ordinal)))
            .Select(each => each.Answer.Question)
            .ToList();

        pairs.Count.ShouldBeGreaterThan(40);
        missed.Count.ShouldBeLessThanOrEqualTo(pairs.Count / 10, string.Join('\n', missed));
    }

    [Fact]
    public void An_offence_is_known_by_its_names()
    {
        var asked = Table.Offences.SelectMany(offence => LanguageCodes.All.SelectMany(language => offence.Names[language].Select(name => (offence, language, name)))).Where((_, number) => number % 3 == 0).ToList();

        var wrong = asked
            .Where(each => corpus.Ask($"{(each.language == Language.French ? "Quelle est la peine :" : "What is the penalty:")} {each.name} ?", each.language).Reading.Subjects is not [var subject, ..] || subject.Id != each.offence.Id)
            .Select(each => each.name)
            .ToList();

        wrong.Count.ShouldBeLessThanOrEqualTo(asked.Count * 3 / 100, string.Join('\n', wrong));
    }

    private Answer AskPenalty(Language language, Offence offence, Offender offender, IReadOnlyList<string> circumstances, DateOnly day) =>
        corpus.Engine.Answer(new Question(language == Language.French ? "quelle peine ?" : "what penalty?")
        {
            Language = language,
            Previous = new Reading
            {
                Language = language,
                Subjects = [new Subject(SubjectKind.Offence, offence.Id, offence.Names[language][0], [])],
                Offender = offender,
                Circumstances = circumstances,
                Day = day == Today ? null : day,
            },
        });

    private static PenaltyFact? Stated(Answer answer) => answer.Excerpts is [var first, ..] ? first.Penalty : null;

    private static bool IsAlike(Penalty one, Penalty other) =>
        one.Offender == other.Offender && one.Circumstances.Order(StringComparer.Ordinal).SequenceEqual(other.Circumstances.Order(StringComparer.Ordinal)) && one.Validity.Contains(other.Validity.To ?? Today);

    private static List<string> Read(string name) =>
        JsonSerializer.Deserialize<List<string>>(File.ReadAllText(Path.Combine(Repository.Root, "tests", "questions", name)))!;
}
