using LopmiBot.Answers;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation.Administration;
using LopmiBot.Conversation.Memory;

namespace LopmiBot.Conversation.Tests;

public sealed class InsightsTests(IndexedCorpus corpus) : IClassFixture<IndexedCorpus>, IDisposable
{
    private readonly Chat _chat = new(corpus.Library);

    public void Dispose() => _chat.Dispose();

    [Fact]
    public async Task What_people_ask_is_counted_by_day_grouped_by_likeness_and_by_document()
    {
        await AskedAsync("Quel est le salaire de Johanna Brousse ?", Outcome.NotFound, days: -1, milliseconds: 2, person: "U1");
        await AskedAsync("salaire de johanna brousse", Outcome.NotFound, days: 0, milliseconds: 4, person: "U2");
        await AskedAsync("Recette de la ratatouille", Outcome.OutOfScope, days: 0, milliseconds: 1, person: "U1");
        foreach (var milliseconds in Enumerable.Range(1, 20))
        {
            await AskedAsync($"Que punit la LOPMI ({milliseconds}) ?", Outcome.Answered, days: 0, 10 * milliseconds, "U1", "lopmi-fr");
        }

        await AskedAsync("Qui dirige J3 ?", Outcome.Answered, days: -40, milliseconds: 9, "U1", "j3-fr");

        var insights = await Insights.OfAsync(_chat.Conversations, _chat.Librarian.Whole, days: 7, _chat.Time, TestContext.Current.CancellationToken);

        insights.Days.Count.ShouldBe(7);
        insights.Days[^2].ShouldBe(new DayOfQuestions(new DateOnly(2026, 11, 26), 0, 1, TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(2)));
        var today = insights.Days[^1];
        (today.Day, today.Answered, today.Silent).ShouldBe((new DateOnly(2026, 11, 27), 20, 2));
        today.Median.ShouldBe(TimeSpan.FromMilliseconds(90));
        today.Slowest.ShouldBe(TimeSpan.FromMilliseconds(190));
        insights.Unanswered.Select(group => (group.Question, group.Times, group.People)).ShouldBe([("salaire de johanna brousse", 2, 2), ("Recette de la ratatouille", 1, 1)]);
        insights.Unanswered[0].Nearest.ShouldContain(entry => entry.Id == "j3-fr");
        insights.Topics.ShouldBe([new Topic("lopmi-fr", 20)]);
    }

    [Fact]
    public async Task An_answer_s_time_is_kept_with_it()
    {
        await _chat.SayAsync("Que punit la LOPMI ?");

        (await _chat.Conversations.AskedAsync(_chat.Time.GetUtcNow().AddDays(-1), 1, TestContext.Current.CancellationToken))[0].Elapsed.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Curators_reindex_and_see_how_that_goes_and_no_more()
    {
        using var chat = new Chat(corpus.Library, new ConversationOptions { Curators = ["slack:T1:U1"] });

        (await chat.SayAsync("réindexer")).Text.ShouldStartWith("L’index est à jour");
        (await chat.SayAsync("état")).Note.ShouldNotBeNull().ShouldStartWith("L’index est à jour");
        (await chat.SayAsync("sans réponse")).Answer.ShouldNotBeNull("a question");
    }

    private Task<long> AskedAsync(string question, Outcome outcome, int days, double milliseconds, string person, string? document = null) => _chat.Conversations.AddAsync(
        new Turn
        {
            Person = new Person("slack", "T1:" + person),
            Room = new Room("T1:C1"),
            AskedAt = _chat.Time.GetUtcNow().AddDays(days),
            Question = question,
            Language = Language.French,
            Outcome = outcome,
            Elapsed = TimeSpan.FromMilliseconds(milliseconds),
            Shown = document is null ? [] : [new ShownExcerpt(document, 0, 10)],
        },
        TestContext.Current.CancellationToken);
}
