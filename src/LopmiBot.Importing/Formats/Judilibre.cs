using System.Text.Json;
using System.Text.Json.Serialization;
using LopmiBot.Answers.Documents;

namespace LopmiBot.Importing.Formats;

/// <summary>
/// Decisions as the Judilibre interface of the Cour de cassation gives them: one (<c>/decision</c>), or several
/// (<c>/export</c>, <c>/search</c>). Zones become sections. Source: the README of github.com/Cour-de-cassation/judilibre-search, "Exploitation du zonage".
/// </summary>
internal sealed partial class Judilibre : IFormat
{
    private static readonly (string Zone, string Heading)[] Zones =
    [
        ("introduction", "Introduction"), ("expose", "Exposé du litige"), ("moyens", "Moyens"), ("motivations", "Motivation"), ("dispositif", "Dispositif"), ("annexes", "Moyens annexés"),
    ];

    public string Name => "Judilibre JSON";

    public IReadOnlyList<string> Extensions => [".json"];

    public IEnumerable<Reading>? Read(ImportFile file, ImportLimits limits)
    {
        using var json = JsonDocument.Parse(file.Content);
        var root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return root.TryGetProperty("results", out var results) && results.ValueKind == JsonValueKind.Array && results.EnumerateArray().All(IsDecision) ? results.EnumerateArray().Select(ToDocument).ToList()
            : IsDecision(root) ? [ToDocument(root)]
            : null;
    }

    private static bool IsDecision(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("decision_date", out _) && json.TryGetProperty("jurisdiction", out _) && json.TryGetProperty("id", out _);

    private static Reading ToDocument(JsonElement json)
    {
        var decision = json.Deserialize(DecisionJson.Default.Decision)!;
        var number = decision.Number ?? (decision.Numbers is [var first, ..] ? first : null);
        var day = Names.Day(decision.DecisionDate);
        if (string.IsNullOrWhiteSpace(decision.Text) || day is null)
        {
            return new Reading(null, $"the decision {number ?? decision.Id} has no text or no date: it is left out");
        }

        var reference = string.Join(", ", new[]
        {
            Label(decision.Jurisdiction), Label(decision.Chamber), Names.French(day.Value), number is null ? null : $"n° {number}",
        }.OfType<string>().Where(part => part.Length > 0));
        var markdown = new MarkdownWriter();
        markdown.Paragraph(decision.Summary ?? "");
        var zones = Zones.SelectMany(zone => (decision.Zones?.GetValueOrDefault(zone.Zone) ?? []).Select(span => (zone.Heading, span.Start, span.End)))
            .Where(zone => zone.Start >= 0 && zone.End <= decision.Text.Length && zone.Start < zone.End)
            .OrderBy(zone => zone.Start)
            .ToList();
        if (zones.Count == 0)
        {
            zones.Add(("", 0, decision.Text.Length));
        }

        string? heading = null;
        foreach (var zone in zones)
        {
            if (zone.Heading != heading)
            {
                markdown.Heading(2, heading = zone.Heading);
            }

            // Lines that only rule the page off say nothing.
            foreach (var line in decision.Text[zone.Start..zone.End].ReplaceLineEndings("\n").Split('\n').Where(line => line.Any(char.IsLetterOrDigit)))
            {
                markdown.Paragraph(line);
            }
        }

        return new ImportedDocument
        {
            // Two courts may give the same number.
            Id = Names.Id($"decision-{number}-{decision.Id}", Language.French),
            Title = decision.Solution is { Length: > 0 } solution ? $"{reference} ({Label(solution)})" : reference,
            Language = Language.French,
            Kind = DocumentKind.Decision,
            Reference = decision.Ecli is { Length: > 0 } ecli ? $"{reference} ({ecli})" : reference,
            Body = markdown.ToString(),
            Publisher = "Cour de cassation, Judilibre",
            Url = $"https://www.courdecassation.fr/decision/{Uri.EscapeDataString(decision.Id)}",
            Date = day,
        };
    }

    /// <summary>The interface gives short names unless it is asked to resolve them.</summary>
    private static string Label(string? name) => name switch
    {
        "cc" => "Cour de cassation",
        "ca" => "Cour d'appel",
        "tj" => "Tribunal judiciaire",
        "tcom" => "Tribunal de commerce",
        "cr" => "Chambre criminelle",
        "civ1" => "Première chambre civile",
        "civ2" => "Deuxième chambre civile",
        "civ3" => "Troisième chambre civile",
        "comm" => "Chambre commerciale",
        "soc" => "Chambre sociale",
        "pl" => "Assemblée plénière",
        "mi" => "Chambre mixte",
        "rejet" => "rejet",
        "cassation" => "cassation",
        _ => Names.Line(name),
    };

    internal sealed record Decision
    {
        public required string Id { get; init; }

        public string? Jurisdiction { get; init; }

        public string? Chamber { get; init; }

        public string? Number { get; init; }

        public IReadOnlyList<string>? Numbers { get; init; }

        public string? Ecli { get; init; }

        public string? DecisionDate { get; init; }

        public string? Solution { get; init; }

        public string? Summary { get; init; }

        public string? Text { get; init; }

        public Dictionary<string, IReadOnlyList<Span>?>? Zones { get; init; }
    }

    internal sealed record Span(int Start, int End);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(Decision))]
    internal sealed partial class DecisionJson : JsonSerializerContext;
}
