using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LopmiBot.Answers;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation;

namespace LopmiBot.CommandLine;

/// <summary>An answer as <c>ask --json</c> prints it, one object a line.</summary>
internal sealed record AnswerJson
{
    public JsonElement? Id { get; init; }

    public required string Question { get; init; }

    public required string Language { get; init; }

    public required DateOnly AsOf { get; init; }

    /// <summary>The other of two days that are quoted for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? OtherDay { get; init; }

    /// <summary>The day to come that was asked for; what is quoted is known on <see cref="AsOf"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? FutureDay { get; init; }

    public required string Outcome { get; init; }

    public required string Message { get; init; }

    /// <summary>What was understood, part by part, where that adds something.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Understood { get; init; }

    /// <summary>The answer in one line of fields that the first excerpt states.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AnswerLine { get; init; }

    /// <summary>Where the documents say that they do not cover the subject.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExcerptJson? Scope { get; init; }

    public required IReadOnlyList<ExcerptJson> Excerpts { get; init; }

    public required IReadOnlyList<string> Documents { get; init; }

    public required long ElapsedMicroseconds { get; init; }

    public static string Line(Reply reply, Answer answer, JsonElement? id) =>
        JsonSerializer.Serialize(Of(reply, answer, id), AnswerJsonContext.Lines.AnswerJson);

    private static AnswerJson Of(Reply reply, Answer answer, JsonElement? id) => new()
    {
        Id = id,
        Question = answer.Question,
        Language = answer.Language.Code(),
        AsOf = answer.AsOf,
        OtherDay = answer.OtherDay,
        FutureDay = answer.FutureDay,
        Outcome = JsonNamingPolicy.CamelCase.ConvertName(answer.Outcome.ToString()),
        Message = reply.Note is { } note ? $"{reply.Text} {note}" : reply.Text,
        Understood = reply.Understood.Count == 0 ? null : [.. reply.Understood.Select(part => part.Text)],
        AnswerLine = reply.Quotes is [var first, ..] ? first.AnswerLine : null,
        Scope = answer.Scope is { } scope ? ExcerptJson.Of(scope, rank: 1) : null,
        Excerpts = [.. answer.Excerpts.Select((excerpt, i) => ExcerptJson.Of(excerpt, rank: i + 1))],
        Documents = answer.Documents,
        ElapsedMicroseconds = (long)answer.Elapsed.TotalMicroseconds,
    };
}

internal sealed record ExcerptJson(
    int Rank,
    string Text,
    double Score,
    IReadOnlyList<HighlightJson> Highlights,
    CitationJson Citation,
    SourceJson Source)
{
    public static ExcerptJson Of(Excerpt excerpt, int rank)
    {
        var citation = excerpt.Citation;
        return new ExcerptJson(
            rank,
            excerpt.Text,
            excerpt.Score,
            [.. excerpt.Highlights.Select(span => new HighlightJson(span.Start, span.Length))],
            new CitationJson(
                citation.DocumentId,
                citation.Title,
                citation.Section,
                citation.Anchor,
                citation.Reference,
                citation.Url,
                citation.Language.Code(),
                JsonNamingPolicy.CamelCase.ConvertName(citation.Kind.ToString()),
                citation.Validity.From,
                citation.Validity.To,
                citation.Validity.IsStartUnknown ? true : null,
                citation.Reviewed,
                citation.SourceDay),
            new SourceJson(excerpt.Path, excerpt.Span.Start, excerpt.Span.End));
    }
}

internal sealed record HighlightJson(int Start, int Length);

internal sealed record CitationJson(
    string DocumentId,
    string Title,
    string Section,
    string Anchor,
    string? Reference,
    string? Url,
    string Language,
    string Kind,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? StartUnknown,
    DateOnly? Reviewed,
    DateOnly? SourceDay);

internal sealed record SourceJson(string Path, int Start, int End);

/// <summary>A line of a batch file.</summary>
internal sealed record BatchLine
{
    public JsonElement? Id { get; init; }

    public string? Question { get; init; }

    public string? Lang { get; init; }

    [JsonPropertyName("as_of")]
    public string? AsOf { get; init; }

    public IReadOnlyList<string>? Context { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AnswerJson))]
[JsonSerializable(typeof(BatchLine))]
internal sealed partial class AnswerJsonContext : JsonSerializerContext
{
    /// <summary>For files and terminals, not for web pages: French stays readable.</summary>
    public static AnswerJsonContext Lines { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
