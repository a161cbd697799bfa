using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LopmiBot.Answers.Text;

namespace LopmiBot.Learning.Evaluation;

/// <summary>A question with what counts as its answer: one line of a question set.</summary>
public sealed record SetQuestion
{
    /// <summary>Unique in the set.</summary>
    public string Id { get; init; } = "";

    /// <summary>The language the question is written in: <c>fr</c> or <c>en</c>.</summary>
    public string? Lang { get; init; }

    /// <summary>Groups the report.</summary>
    public string Kind { get; init; } = "";

    /// <summary>As a person types it.</summary>
    public string Question { get; init; } = "";

    /// <summary>Earlier questions of the same conversation, oldest first.</summary>
    public IReadOnlyList<string>? Context { get; init; }

    /// <summary>The day for which the law is asked, <c>yyyy-MM-dd</c>.</summary>
    public string? AsOf { get; init; }

    /// <summary>Whether the corpus is expected to answer.</summary>
    public bool Answerable { get; init; }

    /// <summary>Ids of documents that hold an answer; when given, an excerpt is right only if it comes from one of them.</summary>
    public IReadOnlyList<string>? Relevant { get; init; }

    /// <summary>Sections that hold the answer, each as <c>document-id#anchor</c>: an excerpt of one of them is right. In place of <see cref="ExpectAny"/>.</summary>
    public IReadOnlyList<string>? Sections { get; init; }

    /// <summary>Regular expressions: an excerpt is right when one matches its text.</summary>
    public IReadOnlyList<string>? ExpectAny { get; init; }

    /// <summary>Regular expressions that must all match somewhere in the excerpts shown.</summary>
    public IReadOnlyList<string>? ExpectAll { get; init; }

    /// <summary>Regular expressions of which none may match the first excerpt.</summary>
    public IReadOnlyList<string>? Forbid { get; init; }

    /// <summary>Whether a text of a section holds the answer.</summary>
    internal bool IsExpected(string document, string anchor, string text) =>
        Sections is { Count: > 0 } sections
            ? sections.Contains($"{document}#{anchor}", StringComparer.Ordinal)
            : (ExpectAny ?? []).Any(pattern => Matches(pattern, text)) && (Relevant is not { Count: > 0 } relevant || relevant.Contains(document, StringComparer.Ordinal));

    internal bool Forbids(string text) => (Forbid ?? []).Any(pattern => Matches(pattern, text));

    internal static bool Matches(string pattern, string text) =>
        Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, QuestionSet.PatternLimit);
}

/// <summary>Reads question sets: JSON Lines, one question a line.</summary>
public static class QuestionSet
{
    /// <summary>How long one pattern may look at one excerpt.</summary>
    internal static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(1);

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Reads a set.</summary>
    /// <param name="reader">The lines.</param>
    /// <exception cref="InvalidDataException">A line cannot be read; the message names it and says what to mend.</exception>
    public static IReadOnlyList<SetQuestion> Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var questions = new List<SetQuestion>();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                questions.Add(Checked(JsonSerializer.Deserialize<SetQuestion>(line, Json)));
            }
            catch (JsonException e)
            {
                throw new InvalidDataException($"line {number}: {e.Message}", e);
            }
        }

        return questions;
    }

    internal static DateOnly? Day(SetQuestion question) =>
        question.AsOf is null ? null : DateOnly.ParseExact(question.AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static SetQuestion Checked(SetQuestion? question)
    {
        if (question is null || question.Question.Length == 0)
        {
            throw new JsonException("the line has no question: write {\"id\": \"…\", \"question\": \"…\", \"answerable\": true, …}.");
        }

        if (question.AsOf is not null && !DateOnly.TryParseExact(question.AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            throw new JsonException($"as_of '{question.AsOf}' is not a date: write it as 2024-08-24.");
        }

        foreach (var pattern in (question.ExpectAny ?? []).Concat(question.ExpectAll ?? []).Concat(question.Forbid ?? []))
        {
            try
            {
                Regex.IsMatch("", pattern, RegexOptions.None, PatternLimit);
            }
            catch (ArgumentException e)
            {
                throw new JsonException($"'{pattern}' is not a regular expression: {e.Message}", e);
            }
        }

        return question.Lang is null || LanguageCodes.Parse(question.Lang) is not null
            ? question
            : throw new JsonException($"lang '{question.Lang}' is not known: use fr or en.");
    }
}
