using System.CommandLine;
using System.Globalization;
using LopmiBot.Answers;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;
using LopmiBot.Configuration;
using LopmiBot.Storage;
using Spectre.Console;

namespace LopmiBot.CommandLine;

/// <summary><c>gaps</c>: what people ask and no document answers, grouped by meaning, with the documents nearest to it.</summary>
internal static class GapsCommand
{
    private const int MostQuestions = 1_000;
    private const int DefaultDays = 90;
    private const int QuestionLength = 200;

    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "A question set (JSON Lines with question and lang) to ask. Default: the questions of people that found no answer.", Arity = ArgumentArity.ZeroOrOne };
        var days = new Option<int>("--days") { Description = "How many days of people's questions to look at.", HelpName = "N", DefaultValueFactory = _ => DefaultDays };
        var (corpus, data) = LopmiBotCommand.FolderOptions();
        var command = new Command("gaps", "Show what is asked and not answered, grouped by meaning, with the nearest documents.") { file, days, corpus, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await LopmiBotCommand.SettingsAsync(parsed, corpus, data) is not { } settings)
            {
                return ExitCode.Error;
            }

            using var service = AnswerService.Open(settings, cancellationToken: cancellationToken);
            var questions = parsed.GetValue(file) is { } path
                ? await AskedAsync(service.Engine, path)
                : await KeptAsync(settings, parsed.GetValue(days), cancellationToken);
            if (questions is null)
            {
                return ExitCode.Error;
            }

            Write(questions, service.Engine.Gaps(questions));
            return questions.Count == 0 ? ExitCode.NothingFound : ExitCode.Answered;
        });
        return command;
    }

    /// <summary>The questions of a set that are not answered; <see langword="null"/> when it cannot be read.</summary>
    private static async Task<IReadOnlyList<(string Text, Language Language)>?> AskedAsync(AnswerEngine engine, string path) =>
        await QuestionFile.ReadAsync(path) is not { } set ? null :
        [
            .. from asked in set.Take(MostQuestions)
               let answer = engine.Answer(new Question(asked.Question) { Language = LanguageCodes.Parse(asked.Lang) })
               where answer.Outcome is Outcome.NotFound or Outcome.OutOfScope
               select (asked.Question, answer.Language),
        ];

    private static async Task<IReadOnlyList<(string Text, Language Language)>> KeptAsync(BotSettings settings, int days, CancellationToken cancellationToken)
    {
        var database = StateFile.Open(settings);
        await using var closing = database as IAsyncDisposable;
        var turns = await new ConversationStore(database).AskedAsync(DateTimeOffset.UtcNow.AddDays(-days), int.MaxValue, cancellationToken);
        return [.. turns.Where(turn => turn.Outcome is Outcome.NotFound or Outcome.OutOfScope).Take(MostQuestions).Select(turn => (turn.Question, turn.Language))];
    }

    private static void Write(IReadOnlyList<(string Text, Language Language)> questions, IReadOnlyList<QuestionGap> gaps)
    {
        var console = AnsiConsole.Console;
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{questions.Count} questions without an answer, in {gaps.Count} groups.[/]");
        foreach (var gap in gaps)
        {
            console.WriteLine();
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{gap.Questions.Count} × {Conversation.ShortText.Cut(questions[gap.Questions[0]].Text, QuestionLength)}");
            console.MarkupLineInterpolated($"[dim]    nearest: {(gap.Nearest.Count == 0 ? "no document" : string.Join("; ", gap.Nearest.Select(entry => entry.Title)))}[/]");
        }
    }
}
