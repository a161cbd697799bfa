using System.Text;
using LopmiBot.Answers;
using LopmiBot.Conversation;

namespace LopmiBot.Slack.Blocks;

/// <summary>Draws a reply in Block Kit. Quoted text goes into rich text, which Slack does not parse.</summary>
public static class AnswerMessage
{
    /// <summary>Slack cuts the text of a message at 40,000 characters and recommends 4,000.</summary>
    private const int MaxText = 4_000;

    /// <summary>Slack refuses a section with more.</summary>
    private const int MaxSection = 3_000;

    /// <summary>Excerpts that fit well under the 12,000 characters of blocks that Slack takes in one message.</summary>
    private const int MaxQuotes = 10;

    /// <summary>Draws a reply, for the asker alone unless it is for the room.</summary>
    /// <param name="reply">What to say.</param>
    /// <param name="publicUrl">The bot's public address, ending in a slash.</param>
    public static SlackMessage Draw(Reply reply, Uri publicUrl)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var blocks = new List<Block> { new SectionBlock(new PlainText(reply.Text)) };
        blocks.AddRange(reply.Quotes.Take(MaxQuotes).Select(quote => Draw(quote, reply, publicUrl)));
        if (reply.Links.Count > 0)
        {
            blocks.Add(new RichTextBlock([new RichTextList([.. reply.Links.Select(link => Draw(link, publicUrl))])]));
        }

        if (reply.SuggestionsTitle is { } title)
        {
            blocks.Add(new RichTextBlock(
            [
                new RichTextSection([new RichText(title)]),
                new RichTextList([.. reply.Suggestions.Select(suggestion => new RichTextSection([new RichText(suggestion)]))]),
            ]));
        }

        blocks.AddRange(reply.ExpertAnswers.Select(answer => answer.Text).Append(reply.Note).OfType<string>().Select(text => new SectionBlock(new PlainText(ShortText.Cut(text, MaxSection)))));
        return new SlackMessage { ResponseType = reply.IsForRoom ? "in_channel" : "ephemeral", Text = PlainVersion(reply), Blocks = blocks };
    }

    private static RichTextSection Draw(ReplyLink link, Uri publicUrl)
    {
        var address = new RichTextLink(new Uri(publicUrl, link.Address), link.Title);
        return new RichTextSection(link.Detail is { } detail ? [address, new RichText(" · " + detail)] : [address]);
    }

    private static RichTextBlock Draw(Quote quote, Reply reply, Uri publicUrl)
    {
        var source = new List<RichTextElement>
        {
            new RichText(quote.Citation + "\n"),
            new RichTextLink(new Uri(publicUrl, quote.Link), reply.Words.OpenInContext),
        };
        if (quote.Excerpt.Citation.Url is { } official)
        {
            source.Add(new RichText(" · "));
            source.Add(new RichTextLink(new Uri(official), reply.Words.OpenSource));
        }

        return new RichTextBlock([new RichTextQuote([.. Highlighted(quote.Excerpt)]), new RichTextSection(source)]);
    }

    private static IEnumerable<RichTextElement> Highlighted(Excerpt excerpt)
    {
        var at = 0;
        foreach (var span in excerpt.Highlights)
        {
            if (span.Start > at)
            {
                yield return new RichText(excerpt.Text[at..span.Start]);
            }

            yield return new RichText(excerpt.Text[span.Start..span.End], new RichTextStyle(Bold: true));
            at = span.End;
        }

        if (at < excerpt.Text.Length)
        {
            yield return new RichText(excerpt.Text[at..]);
        }
    }

    private static string PlainVersion(Reply reply)
    {
        var text = new StringBuilder(reply.Text);
        foreach (var link in reply.Links)
        {
            text.Append('\n').Append(link.Title);
        }

        foreach (var quote in reply.Quotes)
        {
            text.Append('\n').Append(quote.Excerpt.Text).Append(" (").Append(quote.Citation).Append(')');
        }

        foreach (var last in reply.ExpertAnswers.Select(answer => answer.Text).Append(reply.Note).OfType<string>())
        {
            text.Append('\n').Append(last);
        }

        return ShortText.Cut(Mrkdwn.Escape(text.ToString()), MaxText);
    }
}
