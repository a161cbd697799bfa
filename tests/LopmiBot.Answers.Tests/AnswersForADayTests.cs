using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Tests;

/// <summary>What is answered for another day than today, from a small corpus with versions, gaps and events.</summary>
public sealed class AnswersForADayTests : IDisposable
{
    private readonly TemporaryFolder _corpus = new();
    private readonly Answering _answering;

    public AnswersForADayTests()
    {
        _corpus.Write("forum.md", """
            ---
            id: forum-en
            title: The unlawful forum
            language: en
            kind: offence
            reference: Criminal Code, art. 900-1
            validFrom: 2023-01-26
            reviewed: 2026-11-01
            sources:
              - publisher: Légifrance
                title: Code pénal
                url: https://www.legifrance.gouv.fr/codes
                date: 2025-07-13
            ---

            ## What is the penalty for running an unlawful forum? {#penalty-2025 validFrom="2025-06-15"}

            Running an unlawful forum is punished by seven years' imprisonment (Criminal Code, art. 900-1).

            ## What was the penalty for an unlawful forum before June 2025? {#penalty-2023 validFrom="2023-01-26" validTo="2025-06-14"}

            Until 14 June 2025, running an unlawful forum was punished by five years' imprisonment (Criminal Code, art. 900-1).

            ## Was an unlawful forum punished before 2023? {#before validTo="2023-01-25"}

            Until 25 January 2023, running an unlawful forum was no offence: article 900-1 dates from 26 January 2023.
            """);
        _corpus.Write("spoofing.md", """
            ---
            id: spoofing-en
            title: Spoofing of call numbers
            language: en
            kind: offence
            reference: Criminal Code, art. 900-2
            validFrom: 2024-03-01
            reviewed: 2026-11-01
            sources:
              - publisher: Légifrance
                title: Code pénal
                url: https://www.legifrance.gouv.fr/codes
                date: 2025-07-13
            ---

            ## What is the penalty for spoofing a call number? {#penalty}

            Spoofing a call number is punished by one year's imprisonment (Criminal Code, art. 900-2).

            ## What is the penalty for a spoofing kit? {#kit validFrom="2025-07-13" start="unknown"}

            Selling a spoofing kit is punished by two years' imprisonment (Criminal Code, art. 900-2).

            ## What is the penalty when the number of a bank is spoofed? {#bank validFrom="2025-01-01"}

            Spoofing the call number of a bank is punished by three years' imprisonment (Criminal Code, art. 900-2).

            ## Was a bank's number apart before 2025? {#before-bank validTo="2024-12-31"}

            Until 31 December 2024, spoofing the call number of a bank was not punished more severely (Criminal Code, art. 900-2).
            """);
        _corpus.Write("gizmo.md", """
            ---
            id: gizmo-en
            title: The Gizmo case
            language: en
            kind: case
            reviewed: 2026-11-01
            sources:
              - publisher: The Gazette
                title: Gizmo
                url: https://www.example.org/gizmo
                date: 2026-01-10
            ---

            ## What happened in the Gizmo case? {#chronology}

            On 5 May 2024, the founder of Gizmo was arrested at the airport.

            On 10 January 2026, the founder of Gizmo was released from judicial supervision.

            ## What is Gizmo? {#what}

            Gizmo is a messaging service with two million users.
            """);
        _answering = new Answering(_corpus.Path);
    }

    public void Dispose()
    {
        _answering.Dispose();
        _corpus.Dispose();
    }

    [Theory]
    [InlineData("What is the penalty for running an unlawful forum?", "seven years")]
    [InlineData("What was the penalty for running an unlawful forum on 14 June 2025?", "five years")]
    [InlineData("What was the penalty for running an unlawful forum on 15 June 2025?", "seven years")]
    [InlineData("What was the penalty for running an unlawful forum on 26 January 2023?", "five years")]
    [InlineData("What was the penalty for running an unlawful forum on 25 January 2023?", "no offence")]
    [InlineData("What was the penalty for running an unlawful forum in 2010?", "no offence")]
    public void The_version_of_the_day_answers_and_before_the_first_the_section_that_says_so(string question, string expected)
    {
        var answer = Ask(question);

        answer.Outcome.ShouldBe(Outcome.Answered);
        answer.Excerpts[0].Text.ShouldContain(expected);
        answer.Excerpts.ShouldAllBe(excerpt => excerpt.Citation.Validity.Contains(answer.AsOf));
    }

    [Fact]
    public void What_was_not_yet_in_force_is_said_with_the_day_on_which_it_came()
    {
        var answer = Ask("What was the penalty for spoofing a call number on 1 January 2020?");

        answer.Excerpts.ShouldBeEmpty();
        answer.Silence.ShouldBe(Silence.NotInForce);
        answer.OfAnotherDay!.Validity.From.ShouldBe(new DateOnly(2024, 3, 1));
    }

    [Fact]
    public void What_another_provision_was_before_its_first_version_says_nothing_of_this_one()
    {
        Ask("What was the penalty for spoofing a call number on 1 January 2020?").Excerpts.ShouldBeEmpty();
        Ask("What was the penalty for spoofing the number of a bank on 1 January 2020?").Excerpts[0].Citation.Anchor.ShouldBe("before-bank");
    }

    [Fact]
    public void What_nobody_checked_for_a_day_is_said_to_be_unchecked()
    {
        var answer = Ask("What was the penalty for selling a spoofing kit on 1 January 2024?");

        answer.Excerpts.ShouldBeEmpty();
        answer.Silence.ShouldBe(Silence.NotChecked);
        Ask("What is the penalty for selling a spoofing kit?").Excerpts[0].Citation.Validity.IsStartUnknown.ShouldBeTrue();
    }

    [Fact]
    public void An_event_later_than_the_day_is_not_told()
    {
        var answer = Ask("What happened to the founder of Gizmo?", asOf: new DateOnly(2025, 1, 1));

        answer.Excerpts[0].Text.ShouldContain("arrested at the airport");
        answer.Excerpts.ShouldAllBe(excerpt => !excerpt.Text.Contains("2026"));
        answer.IsOfPastDay.ShouldBeTrue();
        answer.Excerpts[0].Citation.Validity.IsUndated.ShouldBeTrue();
    }

    [Theory]
    [InlineData("What was the penalty for running an unlawful forum between 2024 and 2026?", "five years", "seven years")]
    [InlineData("What was the penalty for running an unlawful forum before and after 15 June 2025?", "five years", "seven years")]
    [InlineData("What was the penalty for running an unlawful forum in 2025?", "seven years", "five years")]
    public void Where_two_days_are_asked_about_both_versions_are_quoted(string question, string first, string second)
    {
        var answer = Ask(question);

        answer.Excerpts[0].Text.ShouldContain(first);
        answer.Excerpts[1].Text.ShouldContain(second);
        answer.OtherDay.ShouldNotBeNull();
    }

    [Fact]
    public void A_day_to_come_is_answered_as_known_today()
    {
        var answer = Ask("What will the penalty for running an unlawful forum be on 1 January 2035?");

        answer.AsOf.ShouldBe(new DateOnly(2026, 11, 27));
        answer.FutureDay.ShouldBe(new DateOnly(2035, 1, 1));
        answer.Excerpts[0].Text.ShouldContain("seven years");
    }

    [Theory]
    [InlineData("What was the penalty for running an unlawful forum on 31 February 2024?", "31 February 2024")]
    [InlineData("What was the penalty for running an unlawful forum on 24 August?", "24 August")]
    public void A_day_that_cannot_be_read_is_said_and_nothing_is_answered(string question, string day)
    {
        var answer = Ask(question);

        answer.Excerpts.ShouldBeEmpty();
        answer.Silence.ShouldBe(Silence.UnreadableDay);
        answer.UnreadableDay!.Text.ShouldBe(day);
    }

    private Answer Ask(string question, DateOnly? asOf = null) =>
        _answering.Engine.Answer(new Question(question) { Language = Language.English, AsOf = asOf });
}
