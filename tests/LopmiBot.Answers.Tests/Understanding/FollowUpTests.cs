using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Tests.Understanding;

/// <summary>What a question that continues a conversation changes, and what it keeps.</summary>
public sealed class FollowUpTests(ShippedCorpus corpus) : IClassFixture<ShippedCorpus>
{
    private static readonly DateOnly March2024 = new(2024, 3, 1);

    [Fact]
    public void A_day_stays_until_another_one_is_named()
    {
        Follow("What is the penalty for theft?", "on 1 March 2024", "in an organised gang?").Day.ShouldBe(March2024);
        Follow("What is the penalty for theft?", "on 1 March 2024", "What is the penalty for forgery?").Day.ShouldBe(March2024);
        Follow("What is the penalty for theft?", "on 1 March 2024", "and on 1 June 2023?").Day.ShouldBe(new DateOnly(2023, 6, 1));
    }

    [Theory]
    [InlineData("and today?")]
    [InlineData("now")]
    [InlineData("et auj")]
    [InlineData("et aujourdhui ?")]
    public void Today_is_a_day(string today) =>
        Follow("What is the penalty for theft?", "on 1 March 2024", today).Day.ShouldBeNull();

    [Theory]
    [InlineData("in 2024")]
    [InlineData("and in 2024?")]
    public void A_year_that_stands_alone_is_a_day(string year)
    {
        var reading = Follow("unlawful access to a system, what penalty?", year);

        reading.Day!.Value.Year.ShouldBe(2024);
        reading.Subjects.Single().Id.ShouldBe("unlawful-access");
    }

    [Fact]
    public void A_day_that_opens_a_conversation_is_kept()
    {
        var opening = corpus.Ask("au 1er mars 2024");

        opening.Outcome.ShouldBe(Outcome.NeedsDetail);
        Follow("au 1er mars 2024", "Quelle est la peine pour avoir administré une plateforme illicite ?").Day.ShouldBe(March2024);
    }

    [Fact]
    public void Person_and_circumstances_stay_while_the_subject_does()
    {
        var company = Follow("peine administration illicite d'une plateforme en ligne", "et en bande organisée ?", "et pour une société ?");
        var other = Follow("peine administration illicite d'une plateforme en ligne", "et en bande organisée ?", "et pour une société ?", "et le chantage ?");

        (company.Offender, company.Circumstances.Single()).ShouldBe((Offender.Company, "gang"));
        (other.Offender, other.Circumstances.Count, other.Asks).ShouldBe((null, 0, AnswerKind.Penalty));
        other.Subjects.Single().Id.ShouldBe("blackmail");
    }

    [Fact]
    public void A_circumstance_joins_those_before_where_a_row_has_them_all_and_else_takes_their_place()
    {
        Follow("What is the penalty for extortion?", "in an organised gang?", "and with a weapon?").Circumstances.ShouldBe(["gang", "weapon"]);
        Follow("What is the penalty for extortion?", "with a weapon?", "and in or around a school?").Circumstances.ShouldBe(["school"]);
    }

    [Fact]
    public void Circumstances_do_not_stay_beside_what_was_not_understood() =>
        Follow("What is the penalty for theft?", "in an organised gang?", "and several people together?").Circumstances.ShouldBeEmpty();

    [Theory]
    [InlineData("What is the penalty for breach of the secrecy of correspondence?", "my wife's?", "spouse")]
    [InlineData("What is the penalty for destroying evidence?", "by a police officer?", "by-official")]
    [InlineData("Quelle peine pour le doxing ?", "et si la victime est journaliste ?", "journalist")]
    public void A_circumstance_is_known_in_other_words(string question, string next, string circumstance) =>
        Follow(question, next).Circumstances.ShouldBe([circumstance]);

    [Theory]
    [InlineData("peine vol ?", "non pardon, je voulais dire escroquerie", "fraud")]
    [InlineData("penalty for fraud", "no I meant theft", "theft")]
    public void A_correction_takes_the_subject_s_place(string question, string correction, string subject)
    {
        var reading = Follow(question, correction);

        reading.Subjects.Single().Id.ShouldBe(subject);
        reading.Asks.ShouldBe(AnswerKind.Penalty);
    }

    [Theory]
    [InlineData("Combien de machines PlugX avait-il infectées ?", "qui a mené cette opération ?", "plugx")]
    [InlineData("When was the Coco site closed?", "who ordered it?", "coco")]
    [InlineData("How many arrests in the Ghost case?", "when was it taken down?", "ghost")]
    [InlineData("Qu'est-ce que le PNACO ?", "qui le dirige ?", "pnaco")]
    public void What_names_nothing_stays_with_the_subject(string question, string next, string document) =>
        Answer(question, next).Excerpts[0].Citation.DocumentId.ShouldStartWith(document);

    [Theory]
    [InlineData("How many arrests in the Ghost case?", "and in the Matrix case?", "matrix")]
    [InlineData("Quelles infractions vise l'enquête sur TikTok ?", "et X cetait qui", "x-grok")]
    public void One_case_takes_the_place_of_another(string question, string next, string subject) =>
        Follow(question, next).Subjects.Single().Id.ShouldBe(subject);

    [Fact]
    public void A_matter_of_another_kind_joins_the_subject() =>
        Follow("Le téléphone ou l'ordinateur peut-il être confisqué ?", "pour le 323-3-2 c'est possible ?").Subjects.Select(subject => subject.Id).ShouldBe(["platform-administration", "confiscation"], ignoreOrder: true);

    [Fact]
    public void An_article_is_one_of_the_act_that_was_asked_about()
    {
        Follow("what does art 10 lopmi say", "and article 18?", "and 15?").Text.ShouldBe("what does art 15 lopmi say");
        Answer("what does art 10 lopmi say", "and 15?").Excerpts[0].Citation.Anchor.ShouldBe("art-15");
    }

    [Fact]
    public void What_is_no_offence_is_not_punished_otherwise_for_a_company() =>
        Answer("Jusqu'à quelle peine le sursis est-il possible ?", "et une société peut l'avoir ?").Excerpts[0].Text.ShouldContain("société");

    [Fact]
    public void What_was_quoted_is_kept() =>
        Answer("1er jugement 323-3-2 il a decidé quoi", "quelqu'un a fait appel ?").Excerpts[0].Citation.DocumentId.ShouldBe("cp-323-3-2-jurisprudence-fr");

    [Fact]
    public void The_number_of_something_else_is_not_claimed_as_an_answer() =>
        Answer("whats the coco case", "how many users did it have?").IsUnsure.ShouldBeTrue();

    [Fact]
    public void A_question_that_was_not_answered_leaves_the_conversation_as_it_was()
    {
        var before = Follow("What is the penalty for theft?");

        Follow("What is the penalty for theft?", "qwertz uiop asdfg").ShouldBeEquivalentTo(before);
        Follow("What is the penalty for theft?", "in an organised gang at night?", "thanks").Subjects.Single().Id.ShouldBe("theft");
    }

    [Fact]
    public void Thanks_change_nothing() =>
        Follow("What is the penalty for theft?", "thanks").ShouldBeEquivalentTo(Follow("What is the penalty for theft?"));

    [Fact]
    public void A_part_can_be_left_out()
    {
        var previous = corpus.Engine.Follow([new Question("What is the penalty for theft in an organised gang on 1 March 2024?")]);
        Reading Without(ReadingParts parts) => corpus.Engine.Answer(new Question("what penalty?") { Previous = previous, Without = parts }).Reading;

        Without(ReadingParts.Circumstances).Circumstances.ShouldBeEmpty();
        Without(ReadingParts.Day).Day.ShouldBeNull();
        Without(ReadingParts.Conversation).Subjects.ShouldBeEmpty();
        Without(ReadingParts.None).ShouldSatisfyAllConditions(
            reading => reading.Circumstances.ShouldBe(["gang"]),
            reading => reading.Day.ShouldBe(March2024),
            reading => reading.Subjects.Single().Id.ShouldBe("theft"));
    }

    [Fact]
    public void A_name_that_opens_like_a_correction_is_kept_whole() =>
        Follow("What is the penalty for theft?", "non-assistance à personne en danger").Subjects.ShouldContain(subject => subject.Id == "failure-to-assist");

    [Fact]
    public void Names_are_read_in_the_language_they_are_typed_in()
    {
        var answer = corpus.Ask("Quelle est la peine pour vol en bande organisée ?", Language.English);

        answer.Reading.Circumstances.ShouldBe(["gang"]);
        answer.Excerpts[0].Penalty!.Offence.ShouldBe("theft");
        answer.Excerpts[0].Citation.Language.ShouldBe(Language.English);
    }

    [Fact]
    public void And_before_asks_for_the_version_before() =>
        Answer("peine 323-3-2", "et avant ?").Excerpts[0].Penalty!.Penalty.Imprisonment!.Value.Number.ShouldBe(5);

    [Fact]
    public void A_name_that_no_document_is_titled_after_opens_a_new_subject() =>
        Follow("What is the penalty for extortion by an organised gang?", "Who is Mounir Belhamiti?").Subjects.ShouldNotContain(subject => subject.Id == "extortion");

    [Fact]
    public void A_word_that_shares_its_stem_is_not_the_offence() =>
        corpus.Ask("quelle peine pour une violation de domicile ?").Reading.Subjects.ShouldBeEmpty();

    private Reading Follow(params string[] questions) => corpus.Engine.Follow(questions.Select(text => new Question(text)))!;

    private Answer Answer(params string[] questions) => corpus.Ask(questions[^1], context: questions[..^1]);
}
