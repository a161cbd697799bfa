using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LopmiBot.Answers;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;
using LopmiBot.Configuration;
using LopmiBot.Conversation;

namespace LopmiBot.CommandLine;

/// <summary><c>ask</c>: answers in the terminal, one question or a file of them.</summary>
internal static class AskCommand
{
    private const int MostExcerpts = 10;

    public static Command Create()
    {
        var question = new Argument<string?>("QUESTION")
        {
            Description = "What you want to know, in French or English. Put it in quotes.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line." };
        var batch = new Option<string?>("--batch")
        {
            Description = "Answer each line of a JSON Lines file ('-': standard input) with question and optionally id, lang, as_of, context. Needs --json.",
            HelpName = "FILE",
        };
        var asOf = new Option<DateOnly?>("--as-of")
        {
            Description = "The day for which the law is asked, such as 2024-08-24. Default: the day that the question names, else today.",
            HelpName = "DATE",
            CustomParser = result =>
            {
                if (ParseDay(result.Tokens[0].Value) is { } day)
                {
                    return day;
                }

                result.AddError($"'{result.Tokens[0].Value}' is not a date. Write it as 2024-08-24.");
                return null;
            },
        };
        var lang = new Option<string?>("--lang") { Description = "Answer in this language. Default: the question's own." };
        lang.AcceptOnlyFromAmong("fr", "en");
        var excerpts = new Option<int>("--excerpts")
        {
            Description = $"At most this many excerpts, 1 to {MostExcerpts}.",
            HelpName = "N",
            DefaultValueFactory = _ => Question.DefaultExcerpts,
        };
        excerpts.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostExcerpts)
            {
                result.AddError($"--excerpts takes a number from 1 to {MostExcerpts}.");
            }
        });
        var explain = new Option<bool>("--explain") { Description = "Also show how the answer came about: terms, other words, scores, and why the bot answers or is silent." };
        var (corpus, data) = LopmiBotCommand.FolderOptions();
        var command = new Command("ask", "Ask a question and read the cited excerpts.") { question, json, batch, asOf, lang, excerpts, explain, corpus, data };
        command.Validators.Add(result =>
        {
            if (result.GetResult(question) is { Tokens.Count: > 0 } == result.GetResult(batch) is { Tokens.Count: > 0 })
            {
                result.AddError("Give one question in quotes, or a file with --batch FILE.");
            }
            else if (result.GetResult(batch) is { Tokens.Count: > 0 } && result.GetResult(json) is not { Implicit: false })
            {
                result.AddError("--batch needs --json.");
            }
            else if (result.GetResult(explain) is { Implicit: false } && result.GetResult(json) is { Implicit: false })
            {
                result.AddError("--explain is for a person to read: leave out --json.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await LopmiBotCommand.SettingsAsync(parsed, corpus, data) is not { } settings)
            {
                return ExitCode.Error;
            }

            using var service = AnswerService.Open(settings, cancellationToken: cancellationToken);
            await ReportProblemsAsync(service);
            var template = new Request(parsed.GetValue(question) ?? "")
            {
                AsOf = parsed.GetValue(asOf),
                Language = LanguageCodes.Parse(parsed.GetValue(lang)),
                Locale = CultureInfo.CurrentUICulture.Name,
                Excerpts = parsed.GetValue(excerpts),
            };
            return parsed.GetValue(batch) is { } file
                ? await AnswerBatchAsync(service.Composer, file, template, cancellationToken)
                : AnswerOne(service, template, parsed.GetValue(json), parsed.GetValue(explain));
        });
        return command;
    }

    private static int AnswerOne(AnswerService service, Request request, bool asJson, bool explain)
    {
        var reply = asJson ? service.Composer.Answer(request) : service.Composer.Ask(request);
        if (asJson)
        {
            Console.Out.WriteLine(AnswerJson.Line(reply, reply.Answer!, id: null));
        }
        else
        {
            ReplyWriter.Write(reply);
        }

        if (service.Embedder.LastFailure is { } failure)
        {
            Console.Error.WriteLine($"The embedding service did not answer, so passages were found by their words alone: {failure}");
        }

        if (explain)
        {
            ExplanationWriter.Write(service.Engine.Explain(new Question(request.Text) { Language = request.Language, AsOf = request.AsOf, Excerpts = request.Excerpts }));
        }

        return reply.Answer is null or { Outcome: Outcome.Answered } ? ExitCode.Answered : ExitCode.NothingFound;
    }

    /// <summary>A line that cannot be read is reported and the others are answered all the same.</summary>
    private static async Task<int> AnswerBatchAsync(AnswerComposer composer, string file, Request template, CancellationToken cancellationToken)
    {
        using var input = file == "-" ? Console.In : File.OpenText(file);
        await using var output = new StreamWriter(Console.OpenStandardOutput());
        var answered = 0;
        var failed = 0;
        for (var number = 1; await input.ReadLineAsync(cancellationToken) is { } text; number++)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            try
            {
                var line = Read(text);
                var request = template with
                {
                    Text = line.Question!,
                    Language = LanguageCodes.Parse(line.Lang) ?? template.Language,
                    AsOf = line.AsOf is null ? template.AsOf : ParseDay(line.AsOf),
                };
                var reply = composer.Answer(request with { Previous = composer.Follow(request, line.Context ?? []) });
                await output.WriteLineAsync(AnswerJson.Line(reply, reply.Answer!, line.Id));
                answered += reply.Answer!.Outcome == Outcome.Answered ? 1 : 0;
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                failed++;
                await Console.Error.WriteLineAsync($"{file}:{number}: {e.Message}");
            }
        }

        return failed > 0 ? ExitCode.Error : answered > 0 ? ExitCode.Answered : ExitCode.NothingFound;
    }

    private static BatchLine Read(string text)
    {
        var line = JsonSerializer.Deserialize(text, AnswerJsonContext.Default.BatchLine);
        if (line?.Question is null)
        {
            throw new JsonException("the line has no question: write {\"question\": \"…\"}.");
        }

        if (line.AsOf is not null && ParseDay(line.AsOf) is null)
        {
            throw new JsonException($"as_of '{line.AsOf}' is not a date: write it as 2024-08-24.");
        }

        if (line.Lang is not null && LanguageCodes.Parse(line.Lang) is null)
        {
            throw new JsonException($"lang '{line.Lang}' is not known: use fr or en.");
        }

        return line;
    }

    private static DateOnly? ParseDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static async Task ReportProblemsAsync(AnswerService service)
    {
        foreach (var problem in service.Report.Problems)
        {
            await Console.Error.WriteLineAsync(problem.ToString());
        }
    }
}
