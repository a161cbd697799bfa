using FsCheck.Xunit;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Wording;
using LopmiBot.Teams.Cards;

namespace LopmiBot.Teams.Tests;

public sealed class AnswerCardTests
{
    private const int MaxCardBytes = 28 * 1024;

    [Theory]
    [InlineData("[link](https://evil.example)", "\\[link\\]\\(https://evil.example\\)")]
    [InlineData("**gras** _it_ ~x~ `c`", "\\*\\*gras\\*\\* \\_it\\_ \\~x\\~ \\`c\\`")]
    [InlineData("<at>Someone</at> & co", "&lt;at\\>Someone&lt;/at\\> &amp; co")]
    [InlineData("- liste", "\\- liste")]
    [InlineData("12. douze", "12\\. douze")]
    [InlineData("art. 323-3-2", "art. 323-3-2")]
    [InlineData("# titre | a", "\\# titre \\| a")]
    public void Quoted_text_is_never_markup(string text, string expected)
    {
        MarkdownText.Escape(text).ShouldBe(expected);
    }

    [Fact]
    public void No_row_of_buttons_is_longer_than_a_phone_shows()
    {
        var buttons = Enum.GetValues<Conversation.Commands.CommandKind>().Take(7).Select(kind => new ReplyButton(kind, $"{kind}", 1)).ToList();

        var card = AnswerCard.Draw(new Reply { Words = Words.French, Text = "Réponse", Buttons = buttons }, new Uri("https://bot.example.org/"));

        var rows = card["body"]!.AsArray().Where(element => element!["type"]!.GetValue<string>() == "ActionSet").Select(set => set!["actions"]!.AsArray().Count).ToList();
        rows.ShouldBe([3, 3, 1]);
    }

    [Property(MaxTest = 200)]
    public void However_many_of_the_longest_excerpts_a_card_stays_within_what_teams_takes(FsCheck.NonEmptyString text, FsCheck.PositiveInt count)
    {
        var excerpt = string.Concat(Enumerable.Repeat(text.Get, Excerpt.MaxLength))[..Excerpt.MaxLength];
        var quote = new Quote(
            new Excerpt
            {
                Text = excerpt,
                Score = 1,
                Highlights = [.. Enumerable.Range(0, Excerpt.MaxLength / 4).Select(i => new TextSpan(4 * i, (4 * i) + 3))],
                Path = "a.md",
                Span = new TextSpan(0, excerpt.Length),
                Citation = new Citation { DocumentId = "a", Title = "A", Section = "", Anchor = "", Language = Language.French, Kind = DocumentKind.Guide },
            },
            new string('é', 300),
            new Uri("documents/a", UriKind.Relative));
        var buttons = Enum.GetValues<Conversation.Commands.CommandKind>().Take(7).Select(kind => new ReplyButton(kind, $"{kind}", long.MaxValue)).ToList();
        var reply = new Reply { Words = Words.French, Text = "Réponse", Quotes = [.. Enumerable.Repeat(quote, Math.Min(10, count.Get))], Note = new string('é', 400), Buttons = buttons };

        var card = AnswerCard.Draw(reply, new Uri("https://bot.example.org/")).ToJsonString();

        System.Text.Encoding.UTF8.GetByteCount(card).ShouldBeLessThan(MaxCardBytes);
        card.ShouldContain("\"Container\"");
    }
}
