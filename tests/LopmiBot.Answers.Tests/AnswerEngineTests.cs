using System.Globalization;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Tests;

public sealed class AnswerEngineTests(ShippedCorpus corpus) : IClassFixture<ShippedCorpus>
{
    [Theory]
    [InlineData("Quelle est la peine de l'article 323-3-2 ?", Language.French, "sept ans d'emprisonnement et de 500 000 €")]
    [InlineData("What are the penalties of article 323-3-2?", Language.English, "seven years' imprisonment and a fine of €500,000")]
    public void The_version_in_force_today_comes_first(string question, Language language, string expected)
    {
        var answer = corpus.Ask(question);

        answer.Outcome.ShouldBe(Outcome.Answered);
        answer.Language.ShouldBe(language);
        answer.AsOf.ShouldBe(new DateOnly(2026, 11, 27));
        answer.Excerpts[0].Text.ShouldContain(expected);
        answer.Excerpts[0].Citation.Language.ShouldBe(language);
        answer.Excerpts[0].Citation.Validity.From.ShouldBe(new DateOnly(2025, 6, 15));
    }

    [Theory]
    [InlineData("Le DDoS est-il puni ?", "323-2")]
    [InlineData("Que risque-t-on pour un blanchiment ?", "324-1")]
    [InlineData("Une extorsion en bande organisée est-elle punie plus fort ?", "312-6")]
    public void A_verb_and_its_pronoun_are_two_words(string question, string article) =>
        corpus.Ask(question, Language.French).Excerpts[0].Text.ShouldContain(article);

    [Theory]
    [InlineData("L'incendie volontaire est-il puni ?")]
    [InlineData("Quelle amende pour un excès de vitesse ?")]
    [InlineData("What is the penalty for poaching?")]
    public void The_penalty_of_something_else_is_no_answer(string question) =>
        corpus.Ask(question).Outcome.ShouldBeOneOf(Outcome.NotFound, Outcome.OutOfScope);

    [Theory]
    [InlineData("What is the penalty for hacking a hospital?", "imprisonment")]
    [InlineData("Que risque l'admin d'un forum du dark web ?", "sept ans d'emprisonnement et 500 000 €")]
    [InlineData("Is Pavel Durov in prison?", "Pavel Durov")]
    [InlineData("Pavel Durov peut-il quitter la France aujourd'hui ?", "10 novembre 2025")]
    [InlineData("pavel durof peut il quiter la france", "10 novembre 2025")]
    public void What_is_known_beside_what_is_not_is_answered(string question, string expected) =>
        corpus.Ask(question).Excerpts[0].Text.ShouldContain(expected);

    [Fact]
    public void The_version_in_force_on_the_day_asked_is_quoted_and_no_other()
    {
        var answer = corpus.Ask("Quelles sont les peines de l'article 323-3-2 ?", asOf: new DateOnly(2024, 8, 24));

        answer.AsOf.ShouldBe(new DateOnly(2024, 8, 24));
        answer.Excerpts[0].Text.ShouldContain("cinq ans d'emprisonnement et de 150 000 €");
        answer.Excerpts.ShouldAllBe(excerpt => excerpt.Citation.Validity.Contains(answer.AsOf));
    }

    [Theory]
    [InlineData("Peine de 323-3-2 au 24 août 2024 ?", 2024, 8, 24)]
    [InlineData("penalty of 323-3-2 on August 24, 2024", 2024, 8, 24)]
    [InlineData("peine de 323-3-2 le 24/08/2024", 2024, 8, 24)]
    [InlineData("peine de 323-3-2 en août 2024", 2024, 8, 1)]
    [InlineData("penalty of 323-3-2 on 2024-08-24", 2024, 8, 24)]
    [InlineData("peine de 323-3-2 en 2024", 2024, 12, 31)]
    [InlineData("penalty of 323-3-2 in 2026", 2026, 11, 27)]
    [InlineData("peine de 323-3-2 avant la loi narcotrafic", 2025, 6, 14)]
    [InlineData("what was the penalty of 323-3-2 when Durov was arrested?", 2024, 8, 24)]
    [InlineData("penalty of 323-3-2 before LOPMI", 2023, 1, 25)]
    [InlineData("what does LOPMI punish?", 2026, 11, 27)]
    [InlineData("quand la LOPMI a-t-elle été adoptée ?", 2026, 11, 27)]
    public void A_day_in_the_question_is_the_day_answered_for(string question, int year, int month, int day)
    {
        corpus.Ask(question).AsOf.ShouldBe(new DateOnly(year, month, day));
    }

    [Theory]
    [InlineData("Peine de 323-3-2 avant la loi narcotrafic ?", "cinq ans d'emprisonnement et de 150 000 €")]
    [InlineData("What was the penalty of 323-3-2 in 2024?", "five years' imprisonment and a fine of €150,000")]
    public void A_superseded_version_says_when_it_changed(string question, string penalty)
    {
        var answer = corpus.Ask(question);

        answer.Excerpts[0].Text.ShouldContain(penalty);
        answer.ChangedOn.ShouldBe(new DateOnly(2025, 6, 15));
        corpus.Ask("Quelles sont les peines de l'article 323-3-2 ?").ChangedOn.ShouldBeNull();
    }

    [Theory]
    [InlineData("art 323 3 2 cp")]
    [InlineData("323-3-2")]
    [InlineData("l'article 323‑3‑2 du code pénal")]
    [InlineData("323 3 2 peine")]
    public void An_article_is_found_in_any_spelling(string question)
    {
        var citation = corpus.Ask(question).Excerpts[0].Citation;

        citation.Reference.ShouldNotBeNull().ShouldContain("323-3-2");
    }

    [Theory]
    [InlineData("Que punit l'article 999-9 ?", Outcome.NotFound)]
    [InlineData("recette de crêpes", Outcome.OutOfScope)]
    [InlineData("Bonjour !", Outcome.SmallTalk)]
    [InlineData("thank you very much", Outcome.SmallTalk)]
    [InlineData("", Outcome.NeedsDetail)]
    [InlineData(" \t\n ", Outcome.NeedsDetail)]
    [InlineData("et pour le ?", Outcome.NeedsDetail)]
    public void It_is_silent_when_the_documents_do_not_answer(string question, Outcome outcome)
    {
        var answer = corpus.Ask(question);

        answer.Outcome.ShouldBe(outcome);
        answer.Excerpts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Que punit l'article 999-9 ?", Silence.UnknownArticle)]
    [InlineData("recette de crêpes au chocolat", Silence.OtherSubject)]
    [InlineData("zorglub flarn quux", Silence.Unreadable)]
    [InlineData("¿Cuál es la pena por robo de datos?", Silence.OtherLanguage)]
    [InlineData("Quanto tempo dura a prisão preventiva?", Silence.OtherLanguage)]
    [InlineData("Какое наказание за взлом?", Silence.OtherLanguage)]
    [InlineData("What is the penalty for poaching?", Silence.UnknownOffence)]
    [InlineData("Quel est le salaire de Johanna Brousse ?", Silence.NoAnswer)]
    [InlineData("How old is Laure Beccuau?", Silence.NoAnswer)]
    [InlineData("Pavel Durov home address", Silence.NoAnswer)]
    public void Silence_has_its_reason(string question, Silence silence)
    {
        var answer = corpus.Ask(question);

        answer.Silence.ShouldBe(silence);
        answer.Excerpts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("peine pour usurpassion d'identité", "usurpassion", "usurpation")]
    [InlineData("c koi un randomware", "randomware", "ransomware")]
    [InlineData("qulle peine pour le harcelment moral", "harcelment", "harcèlement")]
    public void A_misspelt_word_is_read_as_one_of_the_documents_and_named(string question, string typed, string meant)
    {
        var answer = corpus.Ask(question);

        answer.Outcome.ShouldBe(Outcome.Answered);
        answer.Corrections.ShouldContain(new SpellingCorrection(typed, meant));
    }

    [Theory]
    [InlineData("Que punit la LOPMI ?")]
    [InlineData("What is the penalty for identity theft?")]
    public void A_word_that_a_document_has_is_never_corrected(string question) =>
        corpus.Ask(question).Corrections.ShouldBeEmpty();

    [Theory]
    [InlineData("mon propriétaire peut-il augmenter mon loyer ?")]
    [InlineData("Quelle est la recette préférée du procureur ?")]
    public void What_is_near_a_question_and_no_answer_is_not_claimed(string question)
    {
        var answer = corpus.Ask(question);

        (answer.IsUnsure || answer.Excerpts.Count == 0).ShouldBeTrue();
    }

    [Fact]
    public void An_unknown_article_is_named() =>
        corpus.Ask("What does article L. 999-12-3 say?").UnknownArticles.ShouldBe(["999-12-3"]);

    [Theory]
    [InlineData("Dois-je porter plainte après une cyberattaque ?", true)]
    [InlineData("can my client's bitcoins be seized", true)]
    [InlineData("Qui doit porter plainte après une cyberattaque ?", false)]
    [InlineData("can crypto be seized", false)]
    public void A_request_for_advice_is_answered_and_known_as_one(string question, bool asksAdvice)
    {
        var answer = corpus.Ask(question);

        answer.AsksAdvice.ShouldBe(asksAdvice);
        answer.Outcome.ShouldBe(Outcome.Answered);
    }

    [Theory]
    [InlineData("How old is the presumed founder of Coco?", "aged 44")]
    [InlineData("Where does the Telegram case stand?", "As of 27 November 2026")]
    [InlineData("Is 323-3-2 still five years?", "seven years")]
    [InlineData("When was Durov convicted?", "not been convicted")]
    public void What_the_question_supposes_is_held_against_the_documents(string question, string expected) =>
        corpus.Ask(question).Excerpts[0].Text.ShouldContain(expected);

    [Fact]
    public void A_new_topic_that_opens_as_a_follow_up_stands_alone() =>
        corpus.Ask("et quelle est la meilleure recette de ratatouille niçoise traditionnelle ?", context: ["Quelle est la peine de l'article 323-3-2 ?"]).Excerpts.ShouldBeEmpty();

    [Theory]
    [InlineData("et en bande organisée ?", "Quelle est la peine de l'article 323-3-2 ?", "dix ans d'emprisonnement et de 1 000 000 € d'amende")]
    [InlineData("and for a company?", "What are the penalties of article 323-3-2?", "five times")]
    [InlineData("when was he arrested?", "Who is Pavel Durov?", "24 August 2024")]
    public void A_follow_up_takes_over_what_it_leaves_unsaid(string question, string before, string expected)
    {
        corpus.Ask(question, context: [before]).Excerpts.ShouldContain(excerpt => excerpt.Text.Contains(expected));
    }

    [Fact]
    public void A_question_that_stands_beside_a_document_is_answered_by_its_section()
    {
        var asked = corpus.Index.AllDocuments()
            .Where(document => document.Language == Language.English)
            .SelectMany(document => document.Questions.Select(question => (document, question)))
            .Where((_, number) => number % 100 == 0)
            .ToList();

        var missed = asked.Where(pair => corpus.Ask(pair.question.English, Language.English).Excerpts is not [var first, ..] || first.Citation.DocumentId != pair.document.Id || first.Citation.Anchor != pair.question.Anchor).ToList();

        asked.Count.ShouldBeGreaterThan(100);
        missed.Count.ShouldBeLessThan(asked.Count * 3 / 20, string.Join('\n', missed.Select(pair => $"{pair.document.Id}#{pair.question.Anchor}: {pair.question.English}")));
    }

    [Theory]
    [InlineData("how much prison for running an illicit platform", "company", false)]
    [InlineData("combien de prison pour un administrateur de plateforme illicite", "société", false)]
    [InlineData("What is the penalty for hacking a hospital?", "company", false)]
    [InlineData("what does a company risk for running an illicit platform", "company", true)]
    [InlineData("combien risque une société pour une plateforme illicite", "société", true)]
    public void A_company_s_penalty_answers_only_who_asks_for_it(string question, string company, bool isAsked) =>
        corpus.Ask(question).Excerpts[0].Text.Contains(company, StringComparison.OrdinalIgnoreCase).ShouldBe(isAsked);

    [Theory]
    [InlineData("what is the capital of Australia")]
    [InlineData("où en est la météo ?")]
    public void A_question_word_does_not_open_a_follow_up(string question) =>
        corpus.Ask(question, context: ["Is France the only country with such a law?"]).Excerpts.Select(excerpt => excerpt.Text)
            .ShouldBe(corpus.Ask(question).Excerpts.Select(excerpt => excerpt.Text));

    [Fact]
    public void A_new_topic_does_not_drag_the_old_one_in()
    {
        var alone = corpus.Ask("Who heads the J3 section?");

        corpus.Ask("Who heads the J3 section?", context: ["When was the Coco site closed?"]).Excerpts[0].Text.ShouldBe(alone.Excerpts[0].Text);
    }

    [Fact]
    public void A_question_can_be_answered_in_the_other_language()
    {
        var answer = corpus.Ask("Que punit 323-3-2 ?", Language.English);

        answer.Language.ShouldBe(Language.English);
        answer.Excerpts[0].Citation.Language.ShouldBe(Language.English);
    }

    [Fact]
    public void The_same_passage_is_not_shown_in_both_languages()
    {
        var answer = corpus.Ask("323-3-2", excerpts: 10);

        answer.Excerpts
            .Select(excerpt => (corpus.Index.Find(excerpt.Citation.DocumentId)!.TranslationGroup, excerpt.Citation.Anchor, excerpt.Citation.Language))
            .GroupBy(shown => (shown.TranslationGroup, shown.Anchor))
            .ShouldAllBe(group => group.Select(shown => shown.Language).Distinct().Count() == 1);
    }

    [Fact]
    public void Best_documents_are_listed_once_each()
    {
        var answer = corpus.Ask("What does LOPMI punish, and how much prison?");

        answer.Documents[0].ShouldBe("lopmi-en");
        answer.Documents.ShouldBeUnique();
        answer.Documents.Count.ShouldBeLessThanOrEqualTo(10);
    }

    [Fact]
    public void Sentences_are_not_cut_at_abbreviations_or_inside_numbers()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.md", """
            # Cours

            Le juge a cité l'art. 323-3-2 du C. pén. et la loi n° 2023-22 devant M. X le 1er juin. Autre phrase sans rapport avec cela, assez longue pour être à part. Encore une phrase qui remplit la place et qui parle de jardinage, de fleurs et de pommes, puis de poires. Une dernière phrase enfin, qui parle de bateaux, de mer, de ports et de phares, et qui finit ici même.
            """);
        using var answering = new Answering(folder.Path);

        var text = answering.Engine.Answer(new Question("que cite le juge devant M. X ?")).Excerpts[0].Text;

        text.ShouldStartWith("Le juge a cité l'art. 323-3-2 du C. pén. et la loi n° 2023-22 devant M. X le 1er juin.");
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("fr-FR")]
    [InlineData("")]
    public void The_machine_s_culture_changes_nothing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            var answer = corpus.Ask("WHAT DOES LOPMI PUNISH?");

            answer.Excerpts[0].Citation.DocumentId.ShouldBe("lopmi-en");
            answer.Excerpts[0].Citation.Anchor.ShouldBe("offences-2025");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
