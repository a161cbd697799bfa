using System.CommandLine;
using LopmiBot.Configuration;

namespace LopmiBot.CommandLine;

/// <summary>The command line.</summary>
internal static class LopmiBotCommand
{
    private const string Description = """
        LopmiBot answers questions on LOPMI, the J3 section and related cases with exact quotes from curated documents.

        Examples:
          LopmiBot                                     start the bot on http://localhost:3978
          LopmiBot ask "What does LOPMI punish?"       ask in the terminal
          LopmiBot ask "Que punit 323-3-2 ?" --as-of 2024-08-24
          LopmiBot check --corpus ./documents          see what to mend in a folder of documents

        Exit codes: 0 answered or done, 1 error, 2 wrong usage, 3 nothing found.
        """;

    public static async Task<int> InvokeAsync(string[] args)
    {
        var serve = ServeCommand.Create();
        var root = new RootCommand(Description)
        {
            serve,
            AskCommand.Create(),
            IndexCommand.Create(),
            VectorsCommand.Create(),
            DocumentCommand.Create(),
            ImportCommand.Create(),
            ReportCommand.Create(),
            CheckCommand.Create(),
            ManifestCommand.Create(),
            EvalCommand.Create(),
            TuneCommand.Create(),
            FeedbackCommand.Create(),
            GapsCommand.Create(),
            PrivacyCommand.Create(),
            DraftsCommand.Create(),
            AuditCommand.Create(),
            SignInCommand.Create(),
        };
        foreach (var option in serve.Options)
        {
            root.Options.Add(option);
        }

        root.Action = serve.Action;
        var parsed = root.Parse(args);
        try
        {
            var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Cancelled.");
            return ExitCode.Error;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or System.Data.Common.DbException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Error;
        }
    }

    /// <summary>The options of every command that reads documents.</summary>
    public static (Option<string?> Corpus, Option<string?> Data) FolderOptions() =>
        (new Option<string?>("--corpus") { Description = "Folder of Markdown documents. Default: the one shipped with the program.", HelpName = "DIR" },
         new Option<string?>("--data") { Description = "Folder for the index and the state; made when missing.", HelpName = "DIR" });

    /// <summary>Reads the settings and reports what is wrong with them.</summary>
    /// <returns><see langword="null"/> when something is, after saying so.</returns>
    public static async Task<BotSettings?> SettingsAsync(ParseResult parsed, Option<string?> corpus, Option<string?> data)
    {
        var settings = BotSettings.From(AppConfiguration.Build(), parsed.GetValue(corpus), parsed.GetValue(data));
        var problems = settings.Problems().ToList();
        foreach (var problem in problems)
        {
            await Console.Error.WriteLineAsync(problem);
        }

        return problems.Count == 0 ? settings : null;
    }
}
