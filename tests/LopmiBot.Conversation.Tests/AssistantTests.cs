using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation.Commands;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Conversation.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace LopmiBot.Conversation.Tests;

public sealed class AssistantTests(IndexedCorpus corpus) : IClassFixture<IndexedCorpus>, IDisposable
{
    private static readonly ConversationOptions WithExperts = new() { Experts = ["slack:T1:EXPERT"], Administrators = ["slack:T1:ADMIN"], Curators = ["slack:T1:CURATOR"] };

    private static readonly Person Expert = new("slack", "T1:EXPERT", "Expert 1");

    private static readonly Person Administrator = new("slack", "T1:ADMIN");

    private readonly Chat _chat = new(corpus.Library, WithExperts);

    public void Dispose() => _chat.Dispose();

    private static ReplyButton Button(Reply of, CommandKind kind) => of.Buttons.Single(button => button.Command == kind);

    [Fact]
    public async Task A_question_continues_the_one_before_it_in_the_same_room()
    {
        await _chat.SayAsync("What is the penalty of article 323-3-2?", locale: "en-GB");

        (await _chat.SayAsync("and for a company?", locale: "en-GB")).Quotes.ShouldContain(quote => quote.Excerpt.Text.Contains("five times", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_understood_is_shown_and_each_part_can_be_left_out()
    {
        await _chat.SayAsync("What is the penalty of article 323-3-2 on 1 March 2024?", locale: "en-GB");

        var company = await _chat.SayAsync("and for a company?", locale: "en-GB");
        var natural = await _chat.PressAsync(Button(company, CommandKind.WithoutOffender));
        var today = await _chat.PressAsync(Button(natural, CommandKind.WithoutDay));

        company.UnderstoodLine.ShouldBe("Penalty · unlawful administration of an online platform · company · law of 1 March 2024");
        company.Quotes[0].AnswerLine.ShouldBe("€750,000 · Criminal Code, art. 323-3-2, I and 131-38 · in force from 26 January 2023 to 14 June 2025");
        natural.UnderstoodLine.ShouldBe("Penalty · unlawful administration of an online platform · law of 1 March 2024");
        natural.Quotes[0].AnswerLine.ShouldBe("5 years and €150,000 · Criminal Code, art. 323-3-2, I · in force from 26 January 2023 to 14 June 2025");
        today.Quotes[0].AnswerLine.ShouldBe("7 years and €500,000 · Criminal Code, art. 323-3-2, I · in force since 15 June 2025");
    }

    [Fact]
    public async Task An_answer_is_drawn_again_as_it_was_whatever_has_become_of_the_documents()
    {
        using var documents = new TemporaryFolder();
        using var data = new TemporaryFolder();
        void WriteDocument(string fine) => documents.Write("escrow-en.md", $"""
            ---
            id: escrow-en
            title: Unlawful escrow
            language: en
            kind: offence
            reviewed: 2026-06-01
            sources: [{"{"} publisher: Legal Press, title: Escrow, url: "https://example.org/escrow", date: 2025-07-13 {"}"}]
            ---

            Unlawful escrow is punished by a fine of {fine}.
            """);
        WriteDocument("€10,000");
        using var library = new Library([new DocumentSet("corpus", new CorpusFolder(documents.Path), CorpusIndex.Open(data.Path, ShippedEncoder.Embedder))]);
        library.Update();
        using var chat = new Chat(library);
        var reply = await chat.SayAsync("What is unlawful escrow?", locale: "en-GB");
        WriteDocument("€20,000");
        library.Update();

        var rated = await chat.PressAsync(Button(reply, CommandKind.Helpful));

        reply.Quotes[0].Excerpt.Text.ShouldContain("€10,000");
        rated.Revised.ShouldNotBeNull().Quotes.Select(quote => quote.Excerpt.Text).ShouldBe(reply.Quotes.Select(quote => quote.Excerpt.Text));
        rated.Revised.Text.ShouldBe(reply.Text);
    }

    [Fact]
    public async Task Nobody_continues_what_somebody_else_asked()
    {
        await _chat.SayAsync("What is the penalty of article 323-3-2?", locale: "en-GB");

        var other = await _chat.SayAsync("and for a company?", Chat.SomeoneElse, locale: "en-GB");
        var elsewhere = await _chat.SayAsync("and for a company?", thread: "another", locale: "en-GB");

        var alone = await _chat.SayAsync("and for a company?", new Person("slack", "T1:U3"), room: "C9", locale: "en-GB");
        other.Quotes.Select(quote => quote.Excerpt.Text).ShouldBe(alone.Quotes.Select(quote => quote.Excerpt.Text));
        elsewhere.Quotes.Select(quote => quote.Excerpt.Text).ShouldBe(alone.Quotes.Select(quote => quote.Excerpt.Text));
    }

    [Theory]
    [InlineData("new question")]
    [InlineData("Nouvelle question.")]
    public async Task A_new_topic_starts_on_demand(string words)
    {
        await _chat.SayAsync("durée de la garde à vue ?");
        await _chat.SayAsync(words);

        (await _chat.SayAsync("plus")).Text.ShouldContain("pas ici de réponse récente");
    }

    [Fact]
    public async Task A_question_asked_long_after_stands_alone()
    {
        await _chat.SayAsync("What is LOPMI?", locale: "en-GB");
        _chat.Time.Advance(TimeSpan.FromMinutes(31));

        (await _chat.SayAsync("more", locale: "en-GB")).Text.ShouldContain("no recent answer");
    }

    [Fact]
    public async Task More_shows_what_was_not_shown_until_there_is_nothing_left()
    {
        var seen = (await _chat.SayAsync("Que punit la LOPMI ?")).Quotes.Select(quote => (quote.Excerpt.Citation.DocumentId, quote.Excerpt.Span)).ToHashSet();
        seen.Count.ShouldBe(3);

        Reply reply;
        var rounds = 0;
        while ((reply = await _chat.SayAsync("plus")).Quotes.Count > 0)
        {
            rounds++;
            foreach (var quote in reply.Quotes)
            {
                seen.Add((quote.Excerpt.Citation.DocumentId, quote.Excerpt.Span)).ShouldBeTrue(quote.Excerpt.Text);
            }
        }

        rounds.ShouldBeGreaterThan(0);
        reply.Text.ShouldBe("Les documents n’ont rien de plus à ce sujet.");
    }

    [Fact]
    public async Task The_last_question_can_be_asked_for_another_day()
    {
        await _chat.SayAsync("Quelle est la peine de l'article 323-3-2 ?");

        var reply = await _chat.SayAsync("au 24 août 2024");

        reply.Answer!.AsOf.ShouldBe(new DateOnly(2024, 8, 24));
        reply.Quotes[0].Excerpt.Text.ShouldContain("cinq ans d'emprisonnement");
    }

    [Fact]
    public async Task The_language_is_remembered_of_a_person()
    {
        (await _chat.SayAsync("language english")).Text.ShouldContain("in English");

        (await _chat.SayAsync("Que punit 323-3-2 ?")).Words.Language.ShouldBe(Language.English);
        (await _chat.SayAsync("Que punit 323-3-2 ?", Chat.SomeoneElse)).Words.Language.ShouldBe(Language.French);
        (await _chat.SayAsync("langue français")).Text.ShouldContain("en français");
    }

    [Fact]
    public async Task Why_says_what_was_looked_for_and_where_it_was_found()
    {
        await _chat.SayAsync("Who heads J3?", locale: "en-GB");

        var reply = await _chat.SayAsync("why", locale: "en-GB");

        reply.Text.ShouldContain("j3");
        reply.Text.ShouldContain("27 November 2026");
        reply.Text.ShouldMatch("right about [0-9]+ times in 100");
    }

    [Fact]
    public async Task Feedback_counts_once_a_person_and_can_be_changed()
    {
        var reply = await _chat.SayAsync("Que punit la LOPMI ?");
        await _chat.PressAsync(reply.Buttons.Single(button => button.Command == CommandKind.Helpful));
        await _chat.SayAsync("pas utile : il manque la date");

        var data = await _chat.Conversations.ExportAsync(Chat.Someone, TestContext.Current.CancellationToken);

        var feedback = data.Feedback.ShouldHaveSingleItem();
        feedback.IsHelpful.ShouldBeFalse();
        feedback.Comment.ShouldBe("il manque la date");
        var turn = data.Turns.ShouldHaveSingleItem();
        turn.Id.ShouldBe(feedback.TurnId);
        turn.Shown.Count.ShouldBe(reply.Quotes.Count);
        turn.Corpus.Length.ShouldBe(12);
        turn.Ranking.Length.ShouldBe(12);
    }

    [Fact]
    public async Task A_button_of_somebody_else_s_answer_does_nothing()
    {
        var reply = await _chat.SayAsync("Que punit la LOPMI ?");

        (await _chat.PressAsync(reply.Buttons[0], Chat.SomeoneElse)).Text.ShouldContain("pas ici de réponse récente");
    }

    [Fact]
    public async Task Share_shows_the_answer_to_the_room()
    {
        var reply = await _chat.SayAsync("Que punit la LOPMI ?");
        var shared = await _chat.SayAsync("partager");

        reply.IsForRoom.ShouldBeFalse();
        shared.IsForRoom.ShouldBeTrue();
        shared.Quotes.Select(quote => quote.Excerpt.Text).ShouldBe(reply.Quotes.Select(quote => quote.Excerpt.Text));
    }

    [Fact]
    public async Task Sources_are_counted_searched_and_opened()
    {
        (await _chat.SayAsync("sources")).Links.ShouldContain(link => link.Title == "Affaires");
        (await _chat.SayAsync("sources telegram")).Links.ShouldContain(link => link.Address!.ToString() == "documents/telegram-durov-fr");
        (await _chat.SayAsync("sources zorglub")).Text.ShouldContain("zorglub");
        (await _chat.SayAsync("source j3")).Links.ShouldContain(link => link.Address!.ToString() == "documents/j3-fr#head");
    }

    [Fact]
    public async Task An_expert_s_answer_comes_back_to_the_asker_until_it_was_delivered()
    {
        await _chat.SayAsync("Le streaming de jeux d'argent est-il couvert ?");
        (await _chat.SayAsync("demander à un expert")).Text.ShouldContain("numéro 1");
        (await _chat.SayAsync("demander à un expert")).Text.ShouldContain("numéro 1");

        (await _chat.SayAsync("questions", Expert)).Suggestions.ShouldHaveSingleItem().ShouldContain("jeux d'argent");
        (await _chat.SayAsync("prendre 1", Expert)).Text.ShouldBe("La question 1 est à vous.");
        (await _chat.SayAsync("prendre 1", Expert)).Text.ShouldContain("déjà pris");
        (await _chat.SayAsync("répondre 1 Non, pas à ma connaissance.", Expert)).Text.ShouldContain("va à la personne");
        (await _chat.SayAsync("clore 1", Expert)).Text.ShouldContain("déjà pris, traité ou clos");

        (await _chat.SayAsync("aide", Chat.SomeoneElse)).ExpertAnswers.ShouldBeEmpty();
        (await _chat.SayAsync("partager")).ExpertAnswers.ShouldBeEmpty("the whole room reads what is shared");
        (await _chat.SayAsync("aide")).ExpertAnswers.Count.ShouldBe(1);
        var reply = await _chat.SayAsync("aide");
        reply.ExpertAnswers.ShouldHaveSingleItem().Text.ShouldContain("Expert 1, une personne et non un document");
        reply.ExpertAnswers[0].Text.ShouldContain("Non, pas à ma connaissance.");
        await _chat.Assistant.DeliveredAsync(reply, TestContext.Current.CancellationToken);
        (await _chat.SayAsync("aide")).ExpertAnswers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Commands_of_experts_and_administrators_are_questions_from_everybody_else()
    {
        foreach (var text in (string[])["questions", "take 1", "status", "unanswered"])
        {
            (await _chat.SayAsync(text, Chat.SomeoneElse)).Answer.ShouldNotBeNull(text);
        }

        (await _chat.SayAsync("status", Administrator, locale: "en-GB")).Text.ShouldContain("in the index");
        await _chat.SayAsync("recette de la ratatouille niçoise");
        (await _chat.SayAsync("unanswered", Administrator)).Suggestions.ShouldContain("recette de la ratatouille niçoise");
    }

    [Fact]
    public async Task Administrators_have_the_index_brought_up_to_date()
    {
        (await _chat.SayAsync("réindexer", Chat.SomeoneElse)).Answer.ShouldNotBeNull("a question from everybody else");

        var replies = await Task.WhenAll(_chat.SayAsync("réindexer", Administrator), _chat.SayAsync("reindex", Administrator));

        replies[0].Text.ShouldMatch("^L’index est à jour : [0-9]+ documents, aucun changement\\. \\([0-9]+ secondes?\\)$");
        replies[1].Text.ShouldStartWith("The index is up to date: ");
        var entries = await _chat.Audit.LastAsync(10, TestContext.Current.CancellationToken);
        entries.ShouldAllBe(entry => entry.Act == "reindex" && entry.Person == "slack:T1:ADMIN");
        entries.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("admin", "en-GB", "This link signs you in, once, within 30 minutes. It is for you alone.", "Administration pages")]
    [InlineData("Administration", "fr-FR", "Ce lien vous connecte, une seule fois, d’ici 30 minutes. Il n’est que pour vous.", "Pages d’administration")]
    public async Task Who_may_use_the_pages_is_let_in_alone(string text, string locale, string told, string title)
    {
        foreach (var person in (Person[])[Administrator, new("slack", "T1:CURATOR")])
        {
            var reply = await _chat.SayAsync(text, person, locale: locale);
            reply.Text.ShouldBe(told);
            reply.Links.ShouldHaveSingleItem().ShouldBe(new ReplyLink(title, new Uri($"admin/sign-in?key=slack-{person.Id}", UriKind.Relative)));

            var seen = new Request(text) { Person = person, Room = new Room("C1"), Locale = locale, IsSeenByRoom = true };
            (await _chat.Assistant.RespondAsync(seen, TestContext.Current.CancellationToken)).Links.ShouldBeEmpty();
            (await _chat.Assistant.RespondAsync(seen with { Press = new ButtonPress(CommandKind.AdminPages, 0) }, TestContext.Current.CancellationToken)).Links.ShouldBeEmpty();
        }

        (await _chat.SayAsync(text, Chat.SomeoneElse, locale: locale)).Answer.ShouldNotBeNull("a question from everybody else");
        (await _chat.PressAsync(new ReplyButton(CommandKind.AdminPages, "", 0), Chat.SomeoneElse)).Links.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whatever_is_said_too_often_is_told_when_to_come_back()
    {
        using var chat = new Chat(corpus.Library, new ConversationOptions { PerPersonAndMinute = 2 });
        await chat.SayAsync("Qui dirige J3 ?");
        for (var i = 0; i < 5; i++)
        {
            (await chat.SayAsync("pourquoi")).Text.ShouldContain("J’ai cherché");
        }

        (await chat.SayAsync("pourquoi")).Text.ShouldStartWith("Beaucoup de questions d’un coup.");
        (await chat.SayAsync("aide", Chat.SomeoneElse)).Text.ShouldContain("citations exactes");
    }

    [Fact]
    public async Task A_pressed_button_changes_the_answer_that_it_belongs_to()
    {
        var reply = await _chat.SayAsync("Que punit la LOPMI ?");
        var helpful = (await _chat.PressAsync(Button(reply, CommandKind.Helpful))).Revised.ShouldNotBeNull();
        helpful.Quotes.Select(quote => quote.Excerpt.Text).ShouldBe(reply.Quotes.Select(quote => quote.Excerpt.Text));
        helpful.Note.ShouldBe("Merci, c’est bon à savoir.");

        var more = await _chat.PressAsync(Button(reply, CommandKind.More));
        more.Revised.ShouldNotBeNull().Quotes.Select(quote => quote.Excerpt.Text).ShouldBe(reply.Quotes.Concat(more.Quotes).Select(quote => quote.Excerpt.Text));
        more.Revised.Text.ShouldBe(reply.Text);

        var lacking = (await _chat.PressAsync(Button(reply, CommandKind.NotHelpful))).Revised.ShouldNotBeNull();
        var form = Assistant.FormOf(new ButtonPress(Button(lacking, CommandKind.Comment).Command, Button(lacking, CommandKind.Comment).Subject), Language.English).ShouldNotBeNull();
        form.Label.ShouldBe("What did the answer lack?");
        await _chat.PressAsync(new ReplyButton(form.Command, "", form.Subject), text: "the date");
        (await _chat.Conversations.ExportAsync(Chat.Someone, TestContext.Current.CancellationToken)).Feedback.ShouldHaveSingleItem().Comment.ShouldBe("the date");
    }

    [Fact]
    public void Whoever_s_button_was_interrupted_is_told_to_press_it_again()
    {
        var typed = Assistant.Interrupted(new Request("Who heads J3?"));
        var pressed = Assistant.Interrupted(new Request("") { Press = new ButtonPress(CommandKind.More, 1), Locale = "en-GB" });

        typed.Text.ShouldContain("Who heads J3?");
        pressed.Text.ShouldBe("I was interrupted. If nothing has changed, please press the button again.");
    }

    [Fact]
    public async Task Administrators_see_requests_that_could_not_be_answered()
    {
        await _chat.Intake.AcceptAsync(new AcceptedRequest("slack", "1", "{}"), TestContext.Current.CancellationToken);
        var leased = await _chat.Deliveries.LeaseAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await _chat.Deliveries.ParkAsync(leased!.Id, "Slack answered 404 to the answer.", TestContext.Current.CancellationToken);

        (await _chat.SayAsync("status", Administrator, locale: "en-GB")).Suggestions.ShouldHaveSingleItem().ShouldBe("slack, 27 November 2026: Slack answered 404 to the answer.");
    }

    [Fact]
    public async Task Questions_can_be_kept_as_hashes_once_they_can_no_longer_be_continued()
    {
        using var chat = new Chat(corpus.Library, new ConversationOptions { KeepHashesOnly = true });
        await chat.SayAsync("Que punit la LOPMI ?");
        using var retention = new Retention(chat.Conversations, new ConversationOptions { KeepHashesOnly = true }, chat.Time, NullLogger<Retention>.Instance);
        await retention.TidyAsync(TestContext.Current.CancellationToken);
        (await chat.Conversations.ExportAsync(Chat.Someone, TestContext.Current.CancellationToken)).Turns[0].Question.ShouldBe("Que punit la LOPMI ?");

        chat.Time.Advance(TimeSpan.FromHours(1));
        await retention.TidyAsync(TestContext.Current.CancellationToken);
        await retention.TidyAsync(TestContext.Current.CancellationToken);

        var kept = (await chat.Conversations.ExportAsync(Chat.Someone, TestContext.Current.CancellationToken)).Turns.ShouldHaveSingleItem();
        kept.Question.ShouldMatch("^sha256:[0-9a-f]{64}$");
        kept.Shown.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Without_experts_nobody_is_promised_one()
    {
        using var chat = new Chat(corpus.Library);
        var reply = await chat.SayAsync("Que punit la LOPMI ?");

        reply.Buttons.ShouldNotContain(button => button.Command == CommandKind.AskExpert);
        (await chat.SayAsync("expert")).Text.ShouldContain("No expert");
    }

    [Fact]
    public async Task Too_many_questions_are_told_when_to_come_back()
    {
        using var chat = new Chat(corpus.Library, new ConversationOptions { PerPersonAndMinute = 2, PerRoomAndMinute = 3 });
        await chat.SayAsync("Qui dirige J3 ?");
        chat.Time.Advance(TimeSpan.FromSeconds(20));
        await chat.SayAsync("Qui dirige J3 ?");

        (await chat.SayAsync("Qui dirige J3 ?")).Text.ShouldBe("Beaucoup de questions d’un coup. Réessayez dans 40 secondes, s’il vous plaît.");
        (await chat.SayAsync("Qui dirige J3 ?", Chat.SomeoneElse)).Quotes.ShouldNotBeEmpty();
        (await chat.SayAsync("Qui dirige J3 ?", new Person("slack", "T1:U3"))).Quotes.ShouldBeEmpty();
        chat.Time.Advance(TimeSpan.FromSeconds(40));
        (await chat.SayAsync("Qui dirige J3 ?")).Quotes.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Advice_is_disclaimed_once_a_day()
    {
        (await _chat.SayAsync("Dois-je porter plainte après une cyberattaque ?")).Note.ShouldNotBeNull().ShouldContain("avocat");
        (await _chat.SayAsync("Dois-je porter plainte après une cyberattaque ?")).Note.ShouldBeNull();
        _chat.Time.Advance(TimeSpan.FromDays(1));
        (await _chat.SayAsync("Dois-je porter plainte après une cyberattaque ?")).Note.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_kept_can_be_read_and_erased()
    {
        await _chat.SayAsync("Que punit la LOPMI ?");
        await _chat.SayAsync("utile");
        await _chat.SayAsync("expert");
        await _chat.SayAsync("langue fr");
        await _chat.SayAsync("Que punit la LOPMI ?", Chat.SomeoneElse);

        (await _chat.SayAsync("confidentialité")).Text.ShouldContain("90 jours");
        var kept = await _chat.SayAsync("exporter mes données");
        kept.Text.ShouldContain("1 question, 1 avis, 1 demande à un expert");
        kept.Suggestions.ShouldHaveSingleItem().ShouldContain("27 novembre 2026");
        (await _chat.SayAsync("effacer mes données")).Text.ShouldContain("est effacé");

        var data = await _chat.Conversations.ExportAsync(Chat.Someone, TestContext.Current.CancellationToken);
        data.Turns.ShouldBeEmpty();
        data.Feedback.ShouldBeEmpty();
        data.Escalations.ShouldBeEmpty();
        data.Preferences.ShouldBe(new Preferences(null, null));
        (await _chat.Conversations.ExportAsync(Chat.SomeoneElse, TestContext.Current.CancellationToken)).Turns.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_is_answered_again_is_remembered_once_and_continues_nothing()
    {
        var first = await _chat.SayAsync("et pour une société ?", key: "1");
        var again = await _chat.SayAsync("et pour une société ?", key: "1");

        again.Quotes.Select(quote => quote.Excerpt.Text).ShouldBe(first.Quotes.Select(quote => quote.Excerpt.Text));
        (await _chat.Conversations.ExportAsync(Chat.Someone, TestContext.Current.CancellationToken)).Turns.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_question_asked_for_another_day_again_after_a_failed_delivery_is_remembered_once()
    {
        await _chat.SayAsync("Quelle est la peine de l'article 323-3-2 ?", key: "1");
        var first = await _chat.SayAsync("au 24 août 2024", key: "2");
        var again = await _chat.SayAsync("au 24 août 2024", key: "2");

        again.Quotes.Select(quote => quote.Excerpt.Text).ShouldBe(first.Quotes.Select(quote => quote.Excerpt.Text));
        (await _chat.Conversations.ExportAsync(Chat.Someone, TestContext.Current.CancellationToken)).Turns.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("bonjour", "Bonjour")]
    [InlineData("merci beaucoup", "Avec plaisir")]
    public async Task Greetings_are_answered_in_kind_and_not_kept(string text, string expected)
    {
        (await _chat.SayAsync(text)).Text.ShouldContain(expected);
        (await _chat.Conversations.ExportAsync(Chat.Someone, TestContext.Current.CancellationToken)).Turns.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failure_is_told_with_the_number_under_which_it_is_noted()
    {
        using var folder = new TemporaryFolder();
        var index = CorpusIndex.Open(folder.Path, ShippedEncoder.Embedder);
        var library = new Library([new DocumentSet("corpus", new CorpusFolder(Repository.Corpus), index)]);
        using var chat = new Chat(library);
        library.Dispose();

        var reply = await chat.SayAsync("What is LOPMI?", locale: "en-GB");

        reply.Text.ShouldMatch("^Sorry, something went wrong on my side.*: [0-9a-f]{8}\\.$");
    }

    [Theory]
    [InlineData("sources of the right to strike?")]
    [InlineData("helpful links about LOPMI")]
    [InlineData("why was Durov arrested")]
    [InlineData("plus de peine en bande organisée ?")]
    [InlineData("language of the DSA")]
    [InlineData("new act of 2025")]
    [InlineData("au tribunal de Paris")]
    [InlineData("take the metro")]
    [InlineData("erase my data?")]
    [InlineData("why please is J3 in Paris")]
    [InlineData("can I talk to a journalist about an inquiry?")]
    [InlineData("parler à un mineur en ligne, c'est un délit ?")]
    [InlineData("je veux savoir la peine pour vol")]
    [InlineData("hello, what is LOPMI?")]
    [InlineData("what 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀 is :wave::wave: LOPMI?")]
    [InlineData("@a,@b.@c!@d:@e,@f.@g!@h:@i,@j.@k!@l:@m,@n.@o!@p:")]
    public void What_only_opens_like_a_command_is_a_question(string text) =>
        CommandReader.Read(text, new DateOnly(2026, 11, 27)).Kind.ShouldBe(CommandKind.Ask);

    [Theory]
    [InlineData("/help", CommandKind.Help, "")]
    [InlineData(" AIDE ", CommandKind.Help, "")]
    [InlineData("as of 2024-08-24", CommandKind.AsOf, "2024-08-24")]
    [InlineData("au 1er juin 2024", CommandKind.AsOf, "1er juin 2024")]
    [InlineData("Sources  telegram durov", CommandKind.Sources, "telegram durov")]
    [InlineData("source lopmi-fr", CommandKind.Source, "lopmi-fr")]
    [InlineData("language EN", CommandKind.Language, "EN")]
    [InlineData("pas utile: trop vague", CommandKind.NotHelpful, "trop vague")]
    [InlineData("répondre #12 : voir l'article 6", CommandKind.AnswerQuestion, "12 : voir l'article 6")]
    [InlineData("répondre 12 : 10⁶ € – voir L’ARTICLE 6", CommandKind.AnswerQuestion, "12 : 10⁶ € – voir L’ARTICLE 6")]
    [InlineData("why?", CommandKind.Why, "")]
    [InlineData("pourquoi\u00a0?", CommandKind.Why, "")]
    [InlineData("Help, please!", CommandKind.Help, "")]
    [InlineData("aide svp", CommandKind.Help, "")]
    [InlineData("plus, s’il vous plaît", CommandKind.More, "")]
    [InlineData("vie\u200b privée", CommandKind.Privacy, "")]
    [InlineData("bonjour, aide svp", CommandKind.Help, "")]
    [InlineData("@LopmiBot help", CommandKind.Help, "")]
    [InlineData(":wave: help", CommandKind.Help, "")]
    [InlineData("more 🙏", CommandKind.More, "")]
    [InlineData("👍", CommandKind.Helpful, "")]
    [InlineData("what can you do?", CommandKind.Help, "")]
    [InlineData("can you show me more?", CommandKind.More, "")]
    [InlineData("can i talk to a real person", CommandKind.AskExpert, "")]
    [InlineData("I need to speak with someone please", CommandKind.AskExpert, "")]
    [InlineData("je veux parler à quelqu'un", CommandKind.AskExpert, "")]
    [InlineData("est-ce que je peux parler à une vraie personne ?", CommandKind.AskExpert, "")]
    [InlineData("que savez-vous de moi ?", CommandKind.ExportData, "")]
    [InlineData("delete my data", CommandKind.EraseData, "")]
    [InlineData("d'où ça vient ?", CommandKind.Why, "")]
    [InlineData("je voudrais réindexer", CommandKind.Reindex, "")]
    public void Commands_are_read_in_both_languages(string text, CommandKind kind, string argument)
    {
        var command = CommandReader.Read(text, new DateOnly(2026, 11, 27));

        command.Kind.ShouldBe(kind);
        command.Argument.ShouldBe(argument);
    }
}
