using FsCheck.Xunit;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Commands;
using LopmiBot.Conversation.Wording;
using LopmiBot.Slack.Blocks;
using LopmiBot.Slack.Inbox;

namespace LopmiBot.Slack.Tests;

/// <summary>Whatever people asked and documents are called, Slack takes the views; and what Slack sends is read as people meant it.</summary>
public sealed class FormsTests
{
    [Property(MaxTest = 100)]
    public void Any_home_tab_is_within_slack_s_limits(FsCheck.NonEmptyString asked, FsCheck.NonEmptyString status, bool isAdministrator, FsCheck.PositiveInt count)
    {
        var words = Words.French;
        var question = Long(asked.Get, 200);
        var home = new Home(
            new Reply { Words = words, Text = "Ce que je couvre.", SuggestionsTitle = "Par exemple :", Suggestions = [.. Enumerable.Repeat(question, Math.Min(3, count.Get))] },
            [.. Enumerable.Repeat(question, Math.Min(5, count.Get - 1))],
            new Reply { Words = words, Text = "Ce que je garde." },
            isAdministrator ? new Reply { Words = words, Text = Long(status.Get, 5_000) } : null);

        SlackRules.WhyViewRefused(Wire.Of(Forms.Draw(home))).ShouldBeNull();
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void Every_modal_is_within_slack_s_limits(string language)
    {
        var words = language == "fr" ? Words.French : Words.English;
        var origin = new FormOrigin { Press = CommandKind.AnswerQuestion, Channel = new string('C', 100), ResponseUrl = new Uri("https://hooks.slack.com/" + new string('x', 1_000)) };
        foreach (var command in (CommandKind[])[CommandKind.Comment, CommandKind.AnswerQuestion])
        {
            var form = Assistant.FormOf(new ButtonPress(command, long.MaxValue), words.Language).ShouldNotBeNull();
            SlackRules.WhyViewRefused(Wire.Of(Forms.Draw(form, origin, words))).ShouldBeNull();
        }

        SlackRules.WhyViewRefused(Wire.Of(Forms.DrawAsk(words))).ShouldBeNull();
    }

    [Theory]
    [InlineData("<@U0BOT> que punit 323-3-2 ?", "que punit 323-3-2 ?")]
    [InlineData("<@U0BOT|lopmibot>  J3", "J3")]
    [InlineData("demandez à <@U2|claire> ou <@U3>", "demandez à @claire ou @U3")]
    [InlineData("<#C1|legal> <!channel> <!subteam^S1|experts>", "#legal channel experts")]
    [InlineData("voir <https://example.org/a?b=1|l'article> et <https://example.org>", "voir l'article et https://example.org")]
    [InlineData("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d")]
    [InlineData("1 &amp;lt; 2", "1 &lt; 2")]
    [InlineData(":+1:", "👍")]
    [InlineData(":thumbsdown::skin-tone-3:", "👎")]
    [InlineData("merci :wave: et J3 ?", "merci   et J3 ?")]
    [InlineData("gardé de 10:30:15 à 23:00:00", "gardé de 10:30:15 à 23:00:00")]
    public void What_slack_sends_is_read_as_it_was_typed(string text, string expected) =>
        SlackText.Read(text, SlackCounterpart.Bot).ShouldBe(expected);

    [Fact]
    public void A_long_text_full_of_colons_is_read_as_it_stands()
    {
        var text = string.Concat(Enumerable.Repeat(':' + new string('a', 150), 250));

        SlackText.Read(text, SlackCounterpart.Bot).ShouldBe(text);
        SlackText.Read(new string('a', 40_000).Insert(0, ":"), SlackCounterpart.Bot).Length.ShouldBe(40_001);
    }

    private static string Long(string text, int length) => string.Concat(Enumerable.Repeat(text, (length / text.Length) + 1))[..length];
}
