using System.CommandLine;
using LopmiBot.Administration;
using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Documents;
using LopmiBot.Configuration;
using LopmiBot.Slack;
using LopmiBot.Teams;

namespace LopmiBot.CommandLine;

/// <summary><c>check</c>: validates configuration and corpus and says what to mend.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var (corpus, data) = LopmiBotCommand.FolderOptions();
        var reviewDays = new Option<int>("--review-days")
        {
            Description = "Warn of documents that nobody reviewed for this many days.",
            HelpName = "N",
            DefaultValueFactory = _ => CorpusFolder.DefaultReviewDays,
        };
        var command = new Command("check", "Validate the configuration and the documents, and say what to mend. Changes nothing.") { corpus, data, reviewDays };
        command.SetAction(async (parsed, _) =>
        {
            var configuration = AppConfiguration.Build();
            var settings = BotSettings.From(configuration, parsed.GetValue(corpus), parsed.GetValue(data));
            var problems = settings.Problems()
                .Concat(TeamsOptions.From(configuration).Problems())
                .Concat(SlackOptions.From(configuration).Problems())
                .Concat(ConversationSettings.From(configuration).Problems)
                .Concat(AdminOptions.From(configuration).Problems())
                .Select(problem => "configuration: " + problem)
                .ToList();
            var summaries = new List<string>();
            var official = new List<Document>();
            foreach (var folder in settings.Sets.Select(set => set.Folder).Prepend(settings.Corpus).Where(Directory.Exists))
            {
                var check = new CorpusFolder(folder).Check(DateOnly.FromDateTime(DateTime.Today), parsed.GetValue(reviewDays));
                problems.AddRange(check.Problems
                    .Where(problem => problem.Severity == ProblemSeverity.Error)
                    .Select(problem => problem.ToString()));
                foreach (var warning in check.Problems.Where(problem => problem.Severity == ProblemSeverity.Warning))
                {
                    await Console.Error.WriteLineAsync($"warning: {warning}");
                }

                summaries.Add($"{check.Documents.Count} documents in {folder}");
                official.AddRange(settings.Sets.Any(set => set.IsOfficial && set.Folder == folder) ? check.Documents : []);
            }

            foreach (var warning in Directory.Exists(settings.Corpus) ? OfficialTextRules.Compare(new CorpusFolder(settings.Corpus).ReadProvisions().Table, official) : [])
            {
                await Console.Error.WriteLineAsync($"warning: {warning}");
            }

            foreach (var problem in problems)
            {
                await Console.Error.WriteLineAsync(problem);
            }

            Console.Out.WriteLine(problems.Count == 0 ? $"All is well: {string.Join(", ", summaries)}." : $"{problems.Count} to mend.");
            return problems.Count == 0 ? ExitCode.Answered : ExitCode.Error;
        });
        return command;
    }
}
