using System.CommandLine;
using LopmiBot.Answers.Indexing;
using LopmiBot.Configuration;

namespace LopmiBot.CommandLine;

/// <summary><c>index</c>: brings the index up to date and says what changed.</summary>
internal static class IndexCommand
{
    public static Command Create()
    {
        var (corpus, data) = LopmiBotCommand.FolderOptions();
        var full = new Option<bool>("--full") { Description = "Read and analyse every document again, also those that did not change." };
        var command = new Command("index", "Bring the index up to date with the documents. A running bot uses it at once.") { full, corpus, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await LopmiBotCommand.SettingsAsync(parsed, corpus, data) is not { } settings)
            {
                return ExitCode.Error;
            }

            using var service = await LongWork.RunAsync(
                "Indexing",
                step => AnswerService.Open(settings, LongWork.Progress<IndexProgress>(progress => step(progress.Done, progress.Total)), parsed.GetValue(full), cancellationToken),
                cancellationToken);
            foreach (var problem in service.Report.Problems)
            {
                await Console.Error.WriteLineAsync(problem.ToString());
            }

            var report = service.Report;
            if (report.HasChanges || parsed.GetValue(full))
            {
                await ConsoleAudit.NoteAsync(settings, "reindex", "", parsed.GetValue(full) ? "full" : "", cancellationToken);
            }

            Console.WriteLine($"{report.Added.Count} added, {report.Changed.Count} changed, {report.Retired.Count} retired, {report.Unchanged} unchanged, {report.Failed} failed, in {report.Elapsed.TotalSeconds:0.0} s.");
            Console.WriteLine(IndexSummary.Of(service.Index));
            return report.Problems.Count > 0 ? ExitCode.Error : ExitCode.Answered;
        });
        return command;
    }
}
