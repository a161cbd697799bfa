using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;
using LopmiBot.Configuration;
using LopmiBot.Conversation.Experts;
using LopmiBot.Storage;

namespace LopmiBot.CommandLine;

/// <summary><c>drafts</c>: writes what experts answered as draft documents, for curators to check and to complete.</summary>
internal static class DraftsCommand
{
    private static readonly JsonSerializerOptions Quoted = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var output = new Option<string>("--output") { Description = "Folder for the drafts, one file for each answered question; a file that is there is left as it is.", HelpName = "DIR", Required = true };
        var (corpus, data) = LopmiBotCommand.FolderOptions();
        var command = new Command("drafts", "Write what experts answered as draft documents. A draft is quoted only once a person has checked it and put it into the corpus.") { output, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await LopmiBotCommand.SettingsAsync(parsed, corpus, data) is not { } settings)
            {
                return ExitCode.Error;
            }

            var folder = Directory.CreateDirectory(parsed.GetRequiredValue(output));
            var database = StateFile.Open(settings);
            await using var closing = database as IAsyncDisposable;
            var written = 0;
            foreach (var answered in await new EscalationStore(database).AnsweredAsync(cancellationToken))
            {
                var path = Path.Combine(folder.FullName, IdOf(answered) + ".md");
                if (!File.Exists(path))
                {
                    await File.WriteAllTextAsync(path, Draft(answered), cancellationToken);
                    written++;
                }
            }

            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Drafts written: {written}. Add to each its sources and the day of its review, then move it into the corpus; 'LopmiBot check' says what is missing."));
            return ExitCode.Answered;
        });
        return command;
    }

    private static string IdOf(Escalation answered) => string.Create(CultureInfo.InvariantCulture, $"expert-{answered.Id}-{answered.Language.Code()}");

    /// <summary>Without a day of review, which only a person can give. A JSON text is a YAML text.</summary>
    private static string Draft(Escalation answered) =>
        $"""
        ---
        id: {IdOf(answered)}
        title: {JsonSerializer.Serialize(Line(answered.Question), Quoted)}
        language: {answered.Language.Code()}
        kind: guide
        ---

        {Paragraphs(answered.Answer ?? "")}

        """;

    private static string Line(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static MarkdownWriter Paragraphs(string text) =>
        text.Split('\n').Aggregate(new MarkdownWriter(), (markdown, line) => markdown.Paragraph(line));
}
