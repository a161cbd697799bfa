using LopmiBot.Conversation.Commands;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Conversation.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace LopmiBot.Conversation.Tests;

/// <summary>A question goes to the experts' room, and the answer back to the asker, unasked.</summary>
public sealed class ExpertNoticeTests : IClassFixture<IndexedCorpus>, IAsyncLifetime
{
    private const string ExpertRoom = "T1:CEXPERTS";

    private static readonly Person Expert = new("slack", "T1:UX", "Expert 1");

    private readonly Place _slack = new();
    private readonly Chat _chat;
    private readonly DeliveryWorker _worker;

    public ExpertNoticeTests(IndexedCorpus corpus)
    {
        _chat = new Chat(corpus.Library, new ConversationOptions { Experts = ["slack:T1:UX"], ExpertRooms = [$"slack:{ExpertRoom}"] });
        _worker = new DeliveryWorker(_chat.Intake, _chat.Deliveries, [new NoticeDelivery(_chat.Experts, _chat.Administrators, [_slack])], NullLogger<DeliveryWorker>.Instance);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _worker.StartAsync(Stop);

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(CancellationToken.None);
        _worker.Dispose();
        _chat.Dispose();
    }

    [Fact]
    public async Task The_experts_see_the_question_what_was_shown_and_what_they_can_do()
    {
        var shown = await _chat.SayAsync("Que punit la LOPMI ?");
        await _chat.SayAsync("un expert");

        var (to, reply) = await _slack.Said.NextAsync();

        to.ShouldBe(ExpertRoom);
        reply.Text.ShouldBe("Question 1, pour un expert : « Que punit la LOPMI ? »");
        reply.Quotes.Select(quote => quote.Excerpt.Text).ShouldBe(shown.Quotes.Select(quote => quote.Excerpt.Text));
        reply.Quotes.Select(quote => quote.Citation).ShouldBe(shown.Quotes.Select(quote => quote.Citation));
        reply.Buttons.Select(button => button.Label).ShouldBe(["Prendre", "Répondre", "Clore"]);
    }

    [Fact]
    public async Task What_an_expert_answers_on_a_button_goes_to_the_asker_under_the_expert_s_name()
    {
        await _chat.SayAsync("Que punit la LOPMI ?");
        await _chat.SayAsync("un expert");
        var (_, question) = await _slack.Said.NextAsync();
        var answer = question.Buttons.Single(button => button.Command == CommandKind.AnswerQuestion);

        (await _chat.PressAsync(answer, Chat.SomeoneElse, "Faux.")).Text.ShouldBe("Ce bouton est réservé aux experts et aux administrateurs.");
        (await _chat.PressAsync(answer, Expert)).Form.ShouldNotBeNull().Command.ShouldBe(CommandKind.AnswerQuestion);
        (await _chat.PressAsync(answer, Expert, "Le délit de l'article 323-3-2.")).Text.ShouldContain("va à la personne");

        var (to, reply) = await _slack.Said.NextAsync();
        to.ShouldBe(Chat.Someone.Id);
        var text = reply.ExpertAnswers.ShouldHaveSingleItem().Text;
        text.ShouldStartWith("Expert 1, une personne et non un document");
        text.ShouldContain("Que punit la LOPMI ?");
        text.ShouldEndWith("Le délit de l'article 323-3-2.");
        (await _chat.Audit.LastAsync(5, Stop)).ShouldHaveSingleItem().Detail.ShouldBe("Open → Answered");
    }

    [Fact]
    public async Task What_could_not_be_said_waits_in_the_list_and_comes_with_the_asker_s_next_message()
    {
        _slack.Refusal = new DeliveryException("channel_not_found");
        await _chat.SayAsync("Que punit la LOPMI ?");
        await _chat.SayAsync("un expert");
        await _slack.Refused.NextAsync();

        (await _chat.SayAsync("questions", Expert)).Suggestions.ShouldHaveSingleItem().ShouldContain("Que punit la LOPMI ?");
        await _chat.SayAsync("répondre 1 Voyez l'article 323-3-2.", Expert);
        await _slack.Refused.NextAsync();

        (await _chat.SayAsync("aide")).ExpertAnswers.ShouldHaveSingleItem().Text.ShouldContain("Voyez l'article 323-3-2.");
    }
}
