using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Text;
using LopmiBot.Configuration;
using LopmiBot.Conversation.Memory;
using LopmiBot.Learning.Evaluation;
using LopmiBot.Storage;

namespace LopmiBot.CommandLine;

/// <summary><c>feedback</c>: writes the answers that people found helpful as a question set, for <c>eval</c> and <c>tune</c>.</summary>
internal static class FeedbackCommand
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var output = new Option<string>("--output") { Description = "The question set to write: one line for each answer that somebody found helpful and nobody did not.", HelpName = "FILE", Required = true };
        var (corpus, data) = LopmiBotCommand.FolderOptions();
        var command = new Command("feedback", "Write what people found helpful as a question set, to measure and to learn from.") { output, corpus, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await LopmiBotCommand.SettingsAsync(parsed, corpus, data) is not { } settings)
            {
                return ExitCode.Error;
            }

            using var service = AnswerService.Open(settings, cancellationToken: cancellationToken);
            var database = StateFile.Open(settings);
            await using var closing = database as IAsyncDisposable;
            var said = await new ConversationStore(database).FeedbackAsync(cancellationToken);
            var questions = said
                .GroupBy(each => each.Turn.Id)
                .Where(group => group.All(each => each.Feedback.IsHelpful))
                .Select(group => QuestionOf(group.First().Turn, service.Index))
                .OfType<SetQuestion>()
                .ToList();
            await File.WriteAllLinesAsync(parsed.GetRequiredValue(output), questions.Select(question => JsonSerializer.Serialize(question, Json)), cancellationToken);
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Opinions: {said.Count}. Questions written: {questions.Count}."));
            return ExitCode.Answered;
        });
        return command;
    }

    /// <summary>A question whose answer must show again what was shown; <see langword="null"/> when the documents no longer hold it.</summary>
    private static SetQuestion? QuestionOf(Turn turn, DocumentShelf index)
    {
        var shown = turn.Shown
            .Select(excerpt => (excerpt.Document, Text: index.Find(excerpt.Document) is { } document && excerpt.End <= document.Text.Length ? document.Slice(new TextSpan(excerpt.Start, excerpt.End)) : null))
            .Where(excerpt => excerpt.Text is not null)
            .ToList();
        return shown.Count == 0 ? null : new SetQuestion
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"turn-{turn.Id}"),
            Lang = turn.Language.Code(),
            Kind = "feedback",
            Question = turn.Question,
            AsOf = turn.AsOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Answerable = true,
            Relevant = [.. shown.Select(excerpt => excerpt.Document).Distinct(StringComparer.Ordinal)],
            ExpectAny = [.. shown.Select(excerpt => Regex.Escape(excerpt.Text!))],
        };
    }
}
