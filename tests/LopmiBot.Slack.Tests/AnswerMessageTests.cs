using FsCheck.Xunit;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Wording;
using LopmiBot.Slack.Blocks;

namespace LopmiBot.Slack.Tests;

/// <summary>Whatever a document or a heading holds, Slack takes the message.</summary>
public sealed class AnswerMessageTests
{
    [Property(MaxTest = 200)]
    public void Any_reply_is_within_slack_s_limits(FsCheck.NonEmptyString text, FsCheck.NonEmptyString citation, FsCheck.PositiveInt quotes, FsCheck.PositiveInt length)
    {
        var excerpt = Repeat(text.Get, Math.Min(Excerpt.MaxLength, length.Get * 50));
        var reply = new Reply
        {
            Words = Words.English,
            Text = "What the documents say:",
            Quotes = [.. Enumerable.Repeat(Quote(excerpt, ShortText.Cut(Repeat(citation.Get, 900), 300)), Math.Min(10, quotes.Get))],
        };

        var message = Wire.Of(AnswerMessage.Draw(reply, new Uri("https://bot.example.org/")));

        SlackRules.WhyRefused(message).ShouldBeNull();
    }

    [Fact]
    public void Highlights_are_bold_and_the_text_is_whole()
    {
        var quote = Quote("puni de sept ans", "Code pénal") with { };
        quote = quote with { Excerpt = quote.Excerpt with { Highlights = [new TextSpan(0, 4), new TextSpan(8, 12)] } };
        var message = AnswerMessage.Draw(new Reply { Words = Words.French, Text = "x", Quotes = [quote] }, new Uri("https://bot.example.org/"));

        var runs = message.Blocks[1].ShouldBeOfType<RichTextBlock>().Elements[0].ShouldBeOfType<RichTextQuote>().Elements.Cast<RichText>().ToList();
        string.Concat(runs.Select(run => run.Text)).ShouldBe("puni de sept ans");
        runs.Where(run => run.Style is { Bold: true }).Select(run => run.Text).ShouldBe(["puni", "sept"]);
    }

    [Fact]
    public void The_fallback_text_is_escaped()
    {
        var message = AnswerMessage.Draw(
            new Reply { Words = Words.French, Text = "x", Quotes = [Quote("<!channel> & <@U1>", "a<b>")] },
            new Uri("https://bot.example.org/"));

        message.Text.ShouldBe("x\n&lt;!channel&gt; &amp; &lt;@U1&gt; (a&lt;b&gt;)");
    }

    private static Quote Quote(string text, string citation) => new(
        new Excerpt
        {
            Text = text,
            Score = 1,
            Highlights = [],
            Path = "a.md",
            Span = new TextSpan(0, text.Length),
            Citation = new Citation { DocumentId = "a", Title = "A", Section = "", Anchor = "", Language = Language.French, Kind = DocumentKind.Guide },
        },
        citation,
        new Uri("documents/a", UriKind.Relative));

    private static string Repeat(string text, int length) =>
        string.Concat(Enumerable.Repeat(text, (length / text.Length) + 1))[..length];
}
