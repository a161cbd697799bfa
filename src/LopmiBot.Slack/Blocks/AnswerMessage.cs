using System.Globalization;
using System.Text;
using System.Text.Json;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Conversation;

namespace LopmiBot.Slack.Blocks;

/// <summary>Draws a reply in Block Kit. Quoted text goes into rich text, which Slack does not parse.</summary>
public static class AnswerMessage
{
    /// <summary>Before the name of a command in the action id of its button.</summary>
    public const string ActionPrefix = "press:";

    /// <summary>Slack cuts the text of a message at 40,000 characters and recommends 4,000.</summary>
    private const int MaxText = 4_000;

    /// <summary>Slack refuses a section with more.</summary>
    private const int MaxSection = 3_000;

    /// <summary>Slack refuses a context element with more; a longer address is left to the document's page.</summary>
    private const int MaxContext = 2_000;

    private const int MaxLabel = 75;
    private const int MaxButtons = 25;

    /// <summary>Slack takes about 13,000 characters of blocks in one message (bolt-js issue 2509).</summary>
    private const int MaxBlocks = 12_000;

    /// <summary>Draws a reply.</summary>
    /// <param name="reply">What to say.</param>
    /// <param name="publicUrl">The bot's public address, ending in a slash.</param>
    public static SlackMessage Draw(Reply reply, Uri publicUrl)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var last = Last(reply, publicUrl);
        var blocks = new List<Block> { Section(reply.Text) };
        if (reply.Understood.Count > 0)
        {
            blocks.Add(new ContextBlock([new PlainText(ShortText.Cut(reply.UnderstoodLine, MaxContext))]));
        }

        var room = MaxBlocks - Length(blocks) - Length(last);
        foreach (var quote in reply.Quotes)
        {
            // Fewer quotes rather than a refused message; "more" shows the others.
            var drawn = Draw(quote, reply, publicUrl);
            room -= Length(drawn);
            if (room < 0)
            {
                break;
            }

            blocks.AddRange(drawn);
        }

        return new SlackMessage { Text = PlainVersion(reply), Blocks = [.. blocks, .. last] };
    }

    private static List<Block> Last(Reply reply, Uri publicUrl)
    {
        var blocks = new List<Block>();
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

        blocks.AddRange(reply.ExpertAnswers.Select(answer => Section(answer.Text)));
        if (reply.Note is { } note)
        {
            blocks.Add(new ContextBlock([new PlainText(ShortText.Cut(note, MaxContext))]));
        }

        if (reply.SharedBy is { } person && person.Id.Split(':') is [_, { Length: > 0 } user])
        {
            blocks.Add(new RichTextBlock([new RichTextSection([new RichText(reply.Words.SharedBy + " "), new RichTextUser(user)])]));
        }
        else if (reply.Buttons.Count > 0)
        {
            blocks.Add(new ActionsBlock([.. reply.Buttons.Take(MaxButtons).Select(Draw)]));
        }

        return blocks;
    }

    private static SectionBlock Section(string text) => new(new PlainText(ShortText.Cut(text, MaxSection)));

    private static ButtonElement Draw(ReplyButton button) => new(
        ActionPrefix + button.Command,
        new PlainText(ShortText.Cut(button.Label, MaxLabel)),
        button.Subject.ToString(CultureInfo.InvariantCulture));

    private static RichTextSection Draw(ReplyLink link, Uri publicUrl)
    {
        RichTextElement address = link.Address is { } page ? new RichTextLink(new Uri(publicUrl, page), link.Title) : new RichText(link.Title);
        return new RichTextSection(link.Detail is { } detail ? [address, new RichText(" · " + detail)] : [address]);
    }

    private static List<Block> Draw(Quote quote, Reply reply, Uri publicUrl)
    {
        var links = new List<string>(3);
        if (quote.Link is { } page)
        {
            links.Add(Mrkdwn.Link(new Uri(publicUrl, page), reply.Words.OpenInContext));
        }

        if (quote.Official is { } text)
        {
            links.Add(Mrkdwn.Link(new Uri(publicUrl, text), reply.Words.OpenOfficialText));
        }

        if (quote.Excerpt.Citation.Url is { } official && Uri.TryCreate(official, UriKind.Absolute, out var address)
            && Mrkdwn.Link(address, reply.Words.OpenSource) is { Length: <= MaxContext } source)
        {
            links.Add(source);
        }

        var citation = new PlainText(quote.Citation);
        return
        [
            .. quote.AnswerLine is { } line ? [new RichTextBlock([new RichTextSection([new RichText(line, new RichTextStyle(Bold: true))])])] : Array.Empty<Block>(),
            new RichTextBlock([new RichTextQuote([.. Highlighted(quote.Excerpt)])]),
            new ContextBlock(links.Count == 0 ? [citation] : [citation, new MrkdwnObject(string.Join(" · ", links))]),
        ];
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

    /// <summary>Characters of the blocks as they are sent: no less than what Slack counts.</summary>
    private static int Length(List<Block> blocks) => JsonSerializer.Serialize(blocks, SlackJson.Default.ListBlock).Length;
}
