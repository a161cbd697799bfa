using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LopmiBot.Importing.Reports;

/// <summary>A line that a draft has lost or gained since it was imported.</summary>
/// <param name="IsAdded">Whether it is new; else it was taken out.</param>
/// <param name="Text">The line.</param>
public sealed record ChangedLine(bool IsAdded, string Text);

/// <summary>What a reviewer is told of a draft.</summary>
/// <param name="Import">How faithfully its file was read; <see langword="null"/>: nothing was noted.</param>
/// <param name="Changes">How the draft differs from what was imported, in order; empty: not at all.</param>
public sealed record DraftReport(ImportReport? Import, IReadOnlyList<ChangedLine> Changes);

/// <summary>How reports are kept beside drafts.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImportReport))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>A report as JSON that people can read.</summary>
    public static string Write(ImportReport report) => JsonSerializer.Serialize(report, new ReportJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).ImportReport);

    /// <summary>A report; <see langword="null"/> when it is not one.</summary>
    public static ImportReport? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.ImportReport);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
