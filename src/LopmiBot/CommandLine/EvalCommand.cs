using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using LopmiBot.Answers;
using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Ranking;
using LopmiBot.Answers.Text;
using LopmiBot.Configuration;
using LopmiBot.Learning.Evaluation;
using Spectre.Console;

namespace LopmiBot.CommandLine;

/// <summary><c>eval</c>: measures the answers against a question set.</summary>
internal static class EvalCommand
{
    private const string ReportFile = "report.json";
    private const string PageFile = "report.html";
    private const int Parts = 5;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static Command Create()
    {
        var questions = new Option<string?>("--questions")
        {
            Description = "The question set: a JSON Lines file with id, lang, kind, question, answerable, expect_any and others.",
            HelpName = "FILE",
        };
        var ways = new Option<bool>("--ways") { Description = $"In place of a set: the questions beside the documents, each asked of a corpus without those of its document, in {Parts} parts." };
        var encoder = new Option<string?>("--encoder") { Description = "Folder of the sentence encoder: one that has not seen the questions shows what those of people find. The one of the settings when omitted.", HelpName = "DIR" };
        var ranking = new Option<string?>("--ranking") { Description = "Weights of the ranking, as 'tune' writes them. Those that ship when omitted.", HelpName = "FILE" };
        var report = new Option<string?>("--report") { Description = $"Folder for {ReportFile} and {PageFile}: every figure, the calibration of confidence, and the misses with what was shown.", HelpName = "DIR" };
        var compare = new Option<string?>("--compare") { Description = $"An earlier report's folder: {PageFile} then shows what changed.", HelpName = "DIR" };
        var crossLanguage = new Option<bool>("--cross-language") { Description = "Also ask each question of the corpus without the documents of its own language." };
        var (corpus, data) = LopmiBotCommand.FolderOptions();
        var command = new Command("eval", "Measure the answers against a question set. Offline; the same inputs give the same figures.") { questions, ways, ranking, encoder, report, compare, crossLanguage, corpus, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await LopmiBotCommand.SettingsAsync(parsed, corpus, data) is not { } settings)
            {
                return ExitCode.Error;
            }

            if (parsed.GetValue(encoder) is { } named)
            {
                settings = settings with { Encoder = Path.GetFullPath(named) };
                if (settings.Problems().FirstOrDefault() is { } problem)
                {
                    await Console.Error.WriteLineAsync(problem);
                    return ExitCode.Error;
                }
            }

            var asksWays = parsed.GetValue(ways);
            if (asksWays == parsed.GetValue(questions) is not null || (asksWays && parsed.GetValue(crossLanguage)))
            {
                await Console.Error.WriteLineAsync("Give either --questions FILE, alone or with --cross-language, or --ways.");
                return ExitCode.Usage;
            }

            IReadOnlyList<SetQuestion> set = [];
            if (parsed.GetValue(questions) is { } file)
            {
                if (await QuestionFile.ReadAsync(file) is not { } read)
                {
                    return ExitCode.Error;
                }

                set = read;
            }

            RankingModel? model = null;
            if (parsed.GetValue(ranking) is { } weights)
            {
                try
                {
                    await using var stream = File.OpenRead(weights);
                    model = RankingModel.Read(stream);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
                {
                    await Console.Error.WriteLineAsync($"The weights in {weights} cannot be read: {e.Message}");
                    return ExitCode.Error;
                }
            }

            EvaluationReport? earlier = null;
            if (parsed.GetValue(compare) is { } before)
            {
                try
                {
                    earlier = JsonSerializer.Deserialize<EvaluationReport>(await File.ReadAllTextAsync(Path.Combine(before, ReportFile), cancellationToken), Json);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
                {
                    await Console.Error.WriteLineAsync($"The earlier report cannot be read: {e.Message} Name the folder that --report wrote.");
                    return ExitCode.Error;
                }

                if (earlier is not { Groups.Count: > 0, Misses: not null })
                {
                    await Console.Error.WriteLineAsync($"{before} holds no report of an evaluation. Name the folder that --report wrote.");
                    return ExitCode.Error;
                }
            }

            using var service = AnswerService.Open(settings, cancellationToken: cancellationToken);
            var result = asksWays
                ? await AskWaysAsync(service, settings.Corpus, model, cancellationToken)
                : await LongWork.RunAsync(
                    "Asking",
                    step => new Evaluator(new AnswerEngine(service.Index, ranking: model), [settings.Corpus, .. settings.Sets.Select(each => each.Folder)]).Run(set, LongWork.Progress<int>(asked => step(asked, set.Count)), cancellationToken),
                    cancellationToken);
            if (parsed.GetValue(crossLanguage))
            {
                result = result with { CrossLanguage = await CrossLanguageAsync(service, settings, set, cancellationToken) };
            }

            Print(result);
            if (parsed.GetValue(report) is { } folder)
            {
                Directory.CreateDirectory(folder);
                await File.WriteAllTextAsync(Path.Combine(folder, ReportFile), JsonSerializer.Serialize(result, Json), cancellationToken);
                var page = EvaluationPage.Draw(result, earlier, Path.GetFileName(parsed.GetValue(questions)) ?? "the questions beside the documents");
                await File.WriteAllTextAsync(Path.Combine(folder, PageFile), page, cancellationToken);
            }

            return ExitCode.Answered;
        });
        return command;
    }

    private static Task<EvaluationReport> AskWaysAsync(AnswerService service, string corpus, RankingModel? model, CancellationToken cancellationToken)
    {
        var sets = SampleQuestionSet.Split(corpus, Parts);
        var all = sets.Sum(set => set.Questions.Count);
        return LongWork.RunAsync(
            "Asking",
            step =>
            {
                var results = new EvaluationResults();
                foreach (var set in sets)
                {
                    var folder = Directory.CreateTempSubdirectory("lopmibot-eval-");
                    try
                    {
                        using var index = CorpusIndex.Open(folder.FullName, service.Embedder);
                        index.Update(set.Corpus, cancellationToken: cancellationToken);
                        new Evaluator(new AnswerEngine(index, ranking: model), corpus).Ask(set.Questions, results, LongWork.Progress<int>(asked => step(asked, all)), cancellationToken);
                    }
                    finally
                    {
                        folder.Delete(recursive: true);
                    }
                }

                return results.Report();
            },
            cancellationToken);
    }

    private static async Task<IReadOnlyList<Figure>> CrossLanguageAsync(AnswerService service, BotSettings settings, IReadOnlyList<SetQuestion> set, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("lopmibot-eval-");
        var indexes = new Dictionary<Language, CorpusIndex>();
        try
        {
            return await LongWork.RunAsync(
                "Asking across languages",
                step =>
                {
                    foreach (var language in LanguageCodes.All)
                    {
                        var index = indexes[language] = CorpusIndex.Open(Path.Combine(folder.FullName, language.Code()), service.Embedder);
                        index.Update(new CorpusFolder(settings.Corpus, without: language), cancellationToken: cancellationToken);
                        step(indexes.Count, LanguageCodes.All.Count + 1);
                    }

                    return new CrossLanguageEvaluator(service.Index, indexes).Run(set, cancellationToken);
                },
                cancellationToken);
        }
        finally
        {
            foreach (var index in indexes.Values)
            {
                index.Dispose();
            }

            folder.Delete(recursive: true);
        }
    }

    private static void Print(EvaluationReport report)
    {
        foreach (var figure in report.All.Figures.Concat(report.CrossLanguage).Where(figure => figure.Of > 0))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{figure.Name,-22} {Percent(figure.Share),5} %   95 % interval {Percent(figure.Low)}–{Percent(figure.High)} %, of {figure.Of}"));
        }

        foreach (var bin in report.Calibration)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{"confidence",-22} {Percent(bin.Confidence),5} % said, {Percent(bin.Right),5} % right, of {bin.Questions} answers"));
        }

        // Figures as columns do not fit 80 characters with their full names: the list above has them in the same order.
        var table = new Table().MinimalBorder().AddColumn("by language, kind");
        foreach (var heading in (string[])["ans@1", "ans@3", "ansd", "sure", "doc@1", "doc@10", "abs.pr", "abs.re", "none", "verb."])
        {
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        }

        foreach (var group in report.Groups.Skip(1))
        {
            table.AddRow([Markup.Escape(group.Group), .. group.Figures.Select(figure => figure.Of == 0 ? "" : Percent(figure.Share))]);
        }

        AnsiConsole.Write(table);
    }

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture);
}
