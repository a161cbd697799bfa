using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Commands;
using LopmiBot.Conversation.Wording;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;

namespace LopmiBot.Teams.Cards;

/// <summary>Draws a reply as an Adaptive Card by the designs in <c>Templates</c>. Source: adaptivecards.io, schema 1.5.</summary>
public static class AnswerCard
{
    /// <summary>Content type of the attachment.</summary>
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    /// <summary>Content type of the card that a search result is listed by.</summary>
    private const string PreviewType = "application/vnd.microsoft.card.thumbnail";

    /// <summary>Teams may refuse a card of 28 KB; the message around it needs some.</summary>
    private const int MaxBytes = 25 * 1024;

    /// <summary>Teams shows six buttons in a row; on a phone, three of short words.</summary>
    private const int ButtonsInRow = 3;

    private const int MaxNote = 3_000;
    private const int MaxPreview = 150;

    private static readonly CardTemplate Reply = CardTemplate.Load("reply");
    private static readonly CardTemplate Listed = CardTemplate.Load("preview");

    /// <summary>Draws a reply.</summary>
    /// <param name="reply">What to say.</param>
    /// <param name="publicUrl">The bot's public address, ending in a slash.</param>
    public static JsonObject Draw(Reply reply, Uri publicUrl)
    {
        ArgumentNullException.ThrowIfNull(reply);
        JsonObject card;
        var quotes = reply.Quotes.Count;
        do
        {
            // Fewer quotes rather than a refused card; "more" shows the others.
            card = Reply.Fill(Data(reply with { Quotes = [.. reply.Quotes.Take(quotes)] }, publicUrl));
        }
        while (Encoding.UTF8.GetByteCount(card.ToJsonString()) > MaxBytes && quotes-- > 0);
        return card;
    }

    /// <summary>Draws one quote to put into a message, with the line by which it is listed.</summary>
    internal static MessagingExtensionAttachment DrawQuote(Quote quote, Words words, Uri publicUrl)
    {
        ArgumentNullException.ThrowIfNull(quote);
        var card = Reply.Fill(Data(new Reply { Words = words, Text = quote.Excerpt.Citation.Reference ?? quote.Excerpt.Citation.Title, Quotes = [quote] }, publicUrl));
        var preview = Listed.Fill(new JsonObject
        {
            ["title"] = System.Net.WebUtility.HtmlEncode(quote.Citation),
            ["text"] = System.Net.WebUtility.HtmlEncode(ShortText.Cut(quote.Excerpt.Text, MaxPreview)),
        });
        return new MessagingExtensionAttachment(ContentType, content: CardAttachment.Raw(card), preview: new Attachment(PreviewType, content: CardAttachment.Raw(preview)));
    }

    private static JsonObject Data(Reply reply, Uri publicUrl)
    {
        var paragraphs = new List<string>();
        if (reply.Links.Count > 0)
        {
            paragraphs.Add(string.Join('\n', reply.Links.Select(link => "- " + (link.Address is { } page ? Link(link.Title, new Uri(publicUrl, page)) : MarkdownText.Escape(link.Title)) + (link.Detail is { } detail ? " · " + MarkdownText.Escape(detail) : ""))));
        }

        if (reply.SuggestionsTitle is { } title)
        {
            paragraphs.Add(MarkdownText.Escape(title));
            paragraphs.Add(string.Join('\n', reply.Suggestions.Select(suggestion => "- " + MarkdownText.Escape(suggestion))));
        }

        paragraphs.AddRange(reply.ExpertAnswers.Select(answer => MarkdownText.Escape(answer.Text)));
        return new JsonObject
        {
            ["lang"] = reply.Words.Language.Code(),
            ["speak"] = string.Join(' ', reply.Quotes.Select(quote => quote.Excerpt.Text).Prepend(reply.Text)),
            ["text"] = MarkdownText.Escape(reply.Text),
            ["understood"] = Each<string>(reply.Understood.Count > 0 ? [reply.UnderstoodLine] : [], text => new JsonObject { ["text"] = MarkdownText.Escape(text) }),
            ["quotes"] = Each(reply.Quotes, quote => new JsonObject
            {
                ["lines"] = Each<string>(quote.AnswerLine is { } line ? [line] : [], text => new JsonObject { ["text"] = MarkdownText.Escape(text) }),
                ["text"] = Highlighted(quote.Excerpt),
                ["citation"] = MarkdownText.Escape(quote.Citation),
                ["links"] = Each(Links(quote, reply.Words, publicUrl), links => new JsonObject { ["text"] = links }),
            }),
            ["paragraphs"] = Each(paragraphs, text => new JsonObject { ["text"] = text }),
            ["search"] = Each<string>(reply.OffersSearch ? [reply.Words.FindDocument] : [], label => new JsonObject { ["label"] = label }),
            ["choice"] = Each<ReplyForm>(reply.Form is { Choices.Count: > 0 } choice ? [choice] : [], each => new JsonObject
            {
                ["label"] = each.Label,
                ["error"] = each.Label,
                ["choices"] = Each(each.Choices, option => new JsonObject { ["title"] = option.Title, ["value"] = option.Value }),
            }),
            ["form"] = Each<ReplyForm>(reply.Form is { Choices.Count: 0 } form ? [form] : [], each => new JsonObject
            {
                ["label"] = each.Label,
                ["error"] = reply.Words.WriteSomething,
                ["maxLength"] = each.MaxLength,
            }),
            ["notes"] = Each(new[] { reply.Note, reply.SharedBy is { } person ? $"{reply.Words.SharedBy} {person.Name}" : null }.OfType<string>(), text => new JsonObject { ["text"] = MarkdownText.Escape(ShortText.Cut(text, MaxNote)) }),
            ["actions"] = Each(Buttons(reply).Chunk(ButtonsInRow), row => new JsonObject { ["buttons"] = Each(row, button => button) }),
        };
    }

    private static List<JsonObject> Buttons(Reply reply)
    {
        var buttons = reply.Form is { } form ? [new ReplyButton(form.Command, form.Send, form.Subject)]
            : reply.OffersSearch ? [new ReplyButton(CommandKind.Source, reply.Words.OpenInContext, 0)]
            : reply.IsForRoom ? []
            : reply.Buttons;
        return [.. buttons.Select(button => new JsonObject
        {
            ["title"] = button.Label,
            ["verb"] = button.Command.ToString(),
            ["subject"] = button.Subject.ToString(CultureInfo.InvariantCulture),
        })];
    }

    private static JsonArray Each<T>(IEnumerable<T> items, Func<T, JsonObject> data) => new([.. items.Select(data)]);

    /// <summary>Where the quote can be read; nothing when no page shows it.</summary>
    private static IEnumerable<string> Links(Quote quote, Words words, Uri publicUrl)
    {
        string?[] links =
        [
            quote.Link is { } page ? Link(words.OpenInContext, new Uri(publicUrl, page)) : null,
            quote.Official is { } text ? Link(words.OpenOfficialText, new Uri(publicUrl, text)) : null,
            quote.Excerpt.Citation.Url is { } official && Uri.TryCreate(official, UriKind.Absolute, out var address) ? Link(words.OpenSource, address) : null,
        ];
        var line = string.Join(" · ", links.OfType<string>());
        return line.Length > 0 ? [line] : [];
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
}
