using System.CommandLine;
using LopmiBot.Answers.Indexing;
using LopmiBot.Configuration;
using Spectre.Console;

namespace LopmiBot.CommandLine;

/// <summary><c>index</c>: brings the index up to date and says what changed.</summary>
internal static class IndexCommand
{
    public static Command Create()
    {
        var (corpus, data) = LopmiBotCommand.FolderOptions();
        var command = new Command("index", "Bring the index up to date with the documents. A running bot uses it at once.") { corpus, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await LopmiBotCommand.SettingsAsync(parsed, corpus, data) is not { } settings)
            {
                return ExitCode.Error;
            }

            var console = AnsiConsole.Console;
            using var service = await console.Progress().AutoClear(true).StartAsync(context =>
            {
                var task = context.AddTask("Indexing");
                return Task.Run(
                    () => AnswerService.Open(
                        settings,
                        new SynchronousProgress(step =>
                        {
                            task.MaxValue = step.Total;
                            task.Value = step.Done;
                        }),
                        cancellationToken),
                    cancellationToken);
            });
            foreach (var problem in service.Report.Problems)
            {
                await Console.Error.WriteLineAsync(problem.ToString());
            }

            var report = service.Report;
            console.WriteLine($"{report.Added.Count} added, {report.Changed.Count} changed, {report.Retired.Count} retired, {report.Unchanged} unchanged, {report.Problems.Count} problems, in {report.Elapsed.TotalSeconds:0.0} s.");
            console.WriteLine(IndexSummary.Of(service.Index));
            return report.Problems.Count > 0 ? ExitCode.Error : ExitCode.Answered;
        });
        return command;
    }

    /// <summary>Reports on the thread that works, in order.</summary>
    private sealed class SynchronousProgress(Action<IndexProgress> report) : IProgress<IndexProgress>
    {
        public void Report(IndexProgress value) => report(value);
    }
}
