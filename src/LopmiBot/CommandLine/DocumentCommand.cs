using System.CommandLine;
using LopmiBot.Answers.Documents;
using LopmiBot.Configuration;
using LopmiBot.Conversation.Wording;
using Spectre.Console;

namespace LopmiBot.CommandLine;

/// <summary><c>document</c>: shows one document, or exactly the text that excerpts are slices of.</summary>
internal static class DocumentCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The document's id." };
        var text = new Option<bool>("--text") { Description = "Print the text that excerpts are slices of, and nothing else." };
        var (corpus, data) = LopmiBotCommand.FolderOptions();
        var command = new Command("document", "Show a document: its outline and sources.") { id, text, corpus, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await LopmiBotCommand.SettingsAsync(parsed, corpus, data) is not { } settings)
            {
                return ExitCode.Error;
            }

            using var service = AnswerService.Open(settings, cancellationToken: cancellationToken);
            var wanted = parsed.GetRequiredValue(id);
            if (service.Index.Find(wanted) is not { } document)
            {
                await Console.Error.WriteLineAsync($"No document has the id '{wanted}'. 'LopmiBot index' tells how many there are; the web page lists them.");
                return ExitCode.NothingFound;
            }

            if (parsed.GetValue(text))
            {
                await Console.Out.WriteAsync(document.Text);
            }
            else
            {
                Outline(document);
            }

            return ExitCode.Answered;
        });
        return command;
    }

    private static void Outline(Document document)
    {
        var words = Words.In(document.Language);
        var console = AnsiConsole.Console;
        console.MarkupLineInterpolated($"[bold]{document.Title}[/]");
        string?[] facts = [document.Reference, words.InForce(document.Validity), document.Reviewed is { } day ? words.Reviewed(day) : null, document.Path];
        console.MarkupLineInterpolated($"[dim]{string.Join(" · ", facts.OfType<string>())}[/]");
        console.WriteLine();
        foreach (var section in document.Sections.Where(section => section.Heading.Length > 0))
        {
            var validity = words.InForce(section.Validity) is { } period && section.Validity != document.Validity ? $" ({period})" : "";
            console.Write(new Padder(new Text($"{section.Heading}{validity}  #{section.Anchor}"), new Padding(2 * section.Level, 0, 0, 0)));
        }

        console.WriteLine();
        foreach (var source in document.Sources)
        {
            string?[] parts = [source.Publisher, source.Title, source.Date is { } date ? words.Date(date) : null, source.Url];
            console.WriteLine(string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part))));
        }
    }
}
