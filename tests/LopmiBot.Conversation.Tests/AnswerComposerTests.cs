using LopmiBot.Answers;
using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation.Wording;

namespace LopmiBot.Conversation.Tests;

public sealed class AnswerComposerTests : IDisposable
{
    private readonly TemporaryFolder _corpus = new();
    private readonly TemporaryFolder _data = new();
    private readonly CorpusIndex _index;
    private readonly AnswerComposer _composer;

    public AnswerComposerTests()
    {
        _corpus.Write("fr.md", """
            ---
            id: peines-fr
            title: Les peines
            language: fr
            kind: offence
            reference: Code pénal, art. 323-3-2
            reviewed: 2026-06-01
            sources: [{ publisher: Légifrance, title: Code pénal, url: "https://www.legifrance.gouv.fr/codes", date: 2025-07-13 }]
            ---

            ## Quelles sont les peines ? {#penalties validFrom="2025-06-15"}

            La plateforme illicite est punie de sept ans d'emprisonnement et de 500 000 € d'amende.

            ## Que dit le seul document français sur le séquestre ? {#escrow}

            Le séquestre illicite est puni des mêmes peines.
            """);
        _corpus.Write("en.md", """
            ---
            id: peines-en
            title: The penalties
            language: en
            kind: offence
            reference: Criminal Code, art. 323-3-2
            reviewed: 2026-06-01
            translationOf: peines-fr
            sources: [{ publisher: Légifrance, title: Code pénal, url: "https://www.legifrance.gouv.fr/codes", date: 2025-07-13 }]
            ---

            ## What are the penalties? {#penalties validFrom="2025-06-15"}

            An unlawful platform is punished by seven years' imprisonment and a fine of €500,000.
            """);
        _index = CorpusIndex.Open(_data.Path, ShippedEncoder.Embedder);
        _index.Update(new CorpusFolder(_corpus.Path)).Problems.ShouldBeEmpty();
        _composer = new AnswerComposer(new AnswerEngine(_index), _index);
    }

    public void Dispose()
    {
        _index.Dispose();
        _corpus.Dispose();
        _data.Dispose();
    }

    [Fact]
    public void A_misspelt_word_is_said_with_the_answer_and_asked_about_without_one()
    {
        _composer.Ask(new Request("Quelles sont les peines d'une platefrome illicite ?")).Note.ShouldBe("« platefrome » a été lu « plateforme ».");

        var silent = _composer.Ask(new Request("Faut-il vendre sa voiture ou son bateau, ou seqeustre ?"));
        silent.Quotes.ShouldBeEmpty();
        silent.SuggestionsTitle.ShouldBe("Vouliez-vous dire :");
        silent.Suggestions.ShouldBe(["Faut-il vendre sa voiture ou son bateau, ou séquestre ?"]);
    }

    [Fact]
    public void A_reply_names_the_day_and_cites_in_the_asker_s_language()
    {
        var reply = _composer.Ask(new Request("Quelle peine pour une plateforme illicite ?") { AsOf = new DateOnly(2026, 1, 1) });

        reply.Text.ShouldBe("Ce que disent les documents, au 1er janvier 2026\u00A0:");
        var quote = reply.Quotes[0];
        quote.Citation.ShouldBe("Code pénal, art. 323-3-2 · Quelles sont les peines ? · en vigueur depuis le 15 juin 2025 · source du 13 juillet 2025");
        quote.Link!.ToString().ShouldStartWith("documents/peines-fr?passage=");
        quote.Link!.ToString().ShouldEndWith("#penalties");
    }

    [Fact]
    public void A_day_to_come_is_answered_as_known_today()
    {
        var reply = _composer.Ask(new Request("Quelle peine pour une plateforme illicite au 1er janvier 2090 ?"));

        reply.Text.ShouldStartWith("Ce que disent les documents, tels que connus au ");
        reply.Text.ShouldContain("le droit du 1er janvier 2090 ne se connaît pas d’avance");
    }

    [Fact]
    public void A_text_without_days_is_said_to_be_unchecked_for_a_past_day()
    {
        var reply = _composer.Ask(new Request("Le séquestre illicite est-il puni ?") { AsOf = new DateOnly(2026, 1, 1) });

        reply.Quotes[0].Citation.ShouldContain("sans date : non vérifié pour le 1er janvier 2026");
    }

    [Theory]
    [InlineData("Quelle peine pour une plateforme illicite au 31 février 2024 ?", "Le calendrier n’a pas de « 31 février 2024 » : écrivez un jour qui existe, comme 24 août 2024.")]
    [InlineData("Quelle peine pour une plateforme illicite au 24 août ?", "Il manque l’année à « 24 août » : écrivez-la, comme dans 24 août 2024.")]
    [InlineData("Quelle peine pour une plateforme illicite le 3 mars 2020 ?", "Le texte qui répond aujourd’hui n’est pas en vigueur au 3 mars 2020 : Code pénal, art. 323-3-2, en vigueur depuis le 15 juin 2025. Aucun document ne dit ce qui s’applique ce jour-là.")]
    public void A_day_without_an_answer_says_why(string question, string text)
    {
        var reply = _composer.Ask(new Request(question));

        reply.Text.ShouldBe(text);
        reply.Quotes.ShouldBeEmpty();
    }

    [Fact]
    public void A_quote_in_the_other_language_says_so()
    {
        var reply = _composer.Ask(new Request("séquestre") { Language = Language.English });

        reply.Quotes[0].Citation.ShouldEndWith("in French");
    }

    [Theory]
    [InlineData(Language.French, "Quelles sont les peines ?")]
    [InlineData(Language.English, "What are the penalties?")]
    public void Help_says_what_is_covered_with_questions_to_try(Language language, string example)
    {
        var reply = _composer.Help(language);

        reply.Words.Language.ShouldBe(language);
        reply.Answer.ShouldBeNull();
        reply.Suggestions.ShouldBe([example]);
    }

    [Fact]
    public void Silence_comes_with_the_closest_topics()
    {
        var reply = _composer.Ask(new Request("Quelle peine à l'article 999-9 ?"));

        reply.Answer!.Outcome.ShouldBe(Outcome.NotFound);
        reply.Quotes.ShouldBeEmpty();
        reply.SuggestionsTitle.ShouldNotBeNull();
        reply.Suggestions.ShouldBe(["Les peines"]);
    }

    [Fact]
    public void A_question_that_is_too_long_is_answered_and_the_reply_says_so()
    {
        var reply = _composer.Ask(new Request("Quelle peine pour une plateforme illicite ? " + new string('x', 5_000)));

        reply.Note.ShouldNotBeNull().ShouldContain("2000 premiers caractères");
    }

    [Fact]
    public void Dates_and_periods_are_in_words()
    {
        var day = new DateOnly(2024, 2, 1);
        Words.French.Date(day).ShouldBe("1er février 2024");
        Words.English.Date(day).ShouldBe("1 February 2024");
        Words.French.InForce(new Validity(null, day)).ShouldBe("en vigueur jusqu’au 1er février 2024");
        Words.English.InForce(new Validity(day, new DateOnly(2025, 8, 31))).ShouldBe("in force from 1 February 2024 to 31 August 2025");
        Words.English.InForce(Validity.Always).ShouldBeNull();
    }
}
