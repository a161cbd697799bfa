using System.Text;
using System.Text.Json.Nodes;
using LopmiBot.Answers;
using LopmiBot.Conversation;
using LopmiBot.Teams.Schema;

namespace LopmiBot.Teams.Cards;

/// <summary>Draws a reply as an Adaptive Card. Source: adaptivecards.io, schema 1.5.</summary>
public static class AnswerCard
{
    /// <summary>Content type of the attachment.</summary>
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    /// <summary>Draws a reply.</summary>
    /// <param name="reply">What to say.</param>
    /// <param name="publicUrl">The bot's public address, ending in a slash.</param>
    public static Attachment Draw(Reply reply, Uri publicUrl)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var body = new JsonArray { Text(MarkdownText.Escape(reply.Text)) };
        foreach (var quote in reply.Quotes)
        {
            body.Add(Draw(quote, reply, publicUrl));
        }

        if (reply.Links.Count > 0)
        {
            body.Add(Text(string.Join('\n', reply.Links.Select(link => "- " + Link(link.Title, new Uri(publicUrl, link.Address)) + (link.Detail is { } detail ? " · " + MarkdownText.Escape(detail) : "")))));
        }

        if (reply.SuggestionsTitle is { } title)
        {
            body.Add(Text(MarkdownText.Escape(title)));
            body.Add(Text(string.Join('\n', reply.Suggestions.Select(suggestion => "- " + MarkdownText.Escape(suggestion)))));
        }

        foreach (var text in reply.ExpertAnswers.Select(answer => answer.Text).Append(reply.Note).OfType<string>())
        {
            body.Add(Text(MarkdownText.Escape(text)));
        }

        return new Attachment(ContentType, new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.5",
            ["lang"] = reply.Words.Language == Answers.Documents.Language.French ? "fr" : "en",
            ["speak"] = Spoken(reply),
            ["body"] = body,
        });
    }

    private static JsonObject Draw(Quote quote, Reply reply, Uri publicUrl)
    {
        var links = Link(reply.Words.OpenInContext, new Uri(publicUrl, quote.Link));
        if (quote.Excerpt.Citation.Url is { } official)
        {
            links += " · " + Link(reply.Words.OpenSource, new Uri(official));
        }

        return new JsonObject
        {
            ["type"] = "Container",
            ["separator"] = true,
            ["spacing"] = "Medium",
            ["items"] = new JsonArray
            {
                Text(Highlighted(quote.Excerpt)),
                Small(MarkdownText.Escape(quote.Citation)),
                Small(links),
            },
        };
    }

    private static JsonObject Text(string markdown) => new()
    {
        ["type"] = "TextBlock",
        ["text"] = markdown,
        ["wrap"] = true,
    };

    private static JsonObject Small(string markdown)
    {
        var text = Text(markdown);
        text["size"] = "Small";
        text["isSubtle"] = true;
        text["spacing"] = "Small";
        return text;
    }

    private static string Link(string label, Uri address)
    {
        // A parenthesis would end the Markdown link early.
        var target = address.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);
        return $"[{MarkdownText.Escape(label)}]({target})";
    }

    private static string Highlighted(Excerpt excerpt)
    {
        var markdown = new StringBuilder();
        var at = 0;
        foreach (var span in excerpt.Highlights)
        {
            markdown.Append(MarkdownText.Escape(excerpt.Text.AsSpan(at, span.Start - at)));
            markdown.Append("**").Append(MarkdownText.Escape(excerpt.Text.AsSpan(span.Start, span.Length))).Append("**");
            at = span.End;
        }

        // A line break alone is a space in Markdown: list items and table rows keep their lines.
        return markdown.Append(MarkdownText.Escape(excerpt.Text.AsSpan(at))).Replace("\n", "\n\n").ToString();
    }

    private static string Spoken(Reply reply) =>
        string.Join(' ', reply.Quotes.Select(quote => quote.Excerpt.Text).Prepend(reply.Text));
}
