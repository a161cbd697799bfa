using LopmiBot.Answers.Excerpts;
using LopmiBot.Conversation;
using Spectre.Console;

namespace LopmiBot.CommandLine;

/// <summary>Draws a reply in a terminal.</summary>
internal static class ReplyWriter
{
    public static void Write(Reply reply)
    {
        var console = AnsiConsole.Console;
        console.MarkupLineInterpolated($"[bold]{reply.Text}[/]");
        if (reply.Understood.Count > 0)
        {
            console.MarkupLineInterpolated($"[dim]{reply.UnderstoodLine}[/]");
        }

        foreach (var quote in reply.Quotes)
        {
            console.WriteLine();
            if (quote.AnswerLine is { } line)
            {
                console.MarkupLineInterpolated($"[bold]{line}[/]");
            }

            console.Write(new Padder(new Markup($"“{Highlighted(quote.Excerpt)}”"), new Padding(2, 0, 2, 0)));
            console.Write(new Padder(Citation(quote), new Padding(2, 0, 2, 0)));
        }

        foreach (var link in reply.Links)
        {
            console.Write(new Padder(new Text($"- {link.Title}{(link.Detail is { } detail ? $" · {detail}" : "")}"), new Padding(2, 0, 0, 0)));
        }

        if (reply.SuggestionsTitle is { } title)
        {
            console.WriteLine();
            console.WriteLine(title);
            foreach (var suggestion in reply.Suggestions)
            {
                console.Write(new Padder(new Text("- " + suggestion), new Padding(2, 0, 0, 0)));
            }
        }

        if (reply.Note is { } note)
        {
            console.WriteLine();
            console.WriteLine(note);
        }
    }

    private static Markup Citation(Quote quote)
    {
        var address = quote.Excerpt.Citation.Url is { } url ? $"\n{Markup.Escape(url)}" : "";
        return new Markup($"[dim]{Markup.Escape(quote.Citation)}{address}[/]");
    }

    private static string Highlighted(Excerpt excerpt)
    {
        var text = excerpt.Text;
        var markup = new System.Text.StringBuilder();
        var at = 0;
        foreach (var span in excerpt.Highlights)
        {
            markup.Append(Markup.Escape(text[at..span.Start]));
            markup.Append("[bold yellow]").Append(Markup.Escape(text[span.Start..span.End])).Append("[/]");
            at = span.End;
        }

        return markup.Append(Markup.Escape(text[at..])).ToString();
    }
}
