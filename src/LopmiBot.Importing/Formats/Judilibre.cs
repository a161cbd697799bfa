using System.Text.Json;
using System.Text.Json.Serialization;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;

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

    public IEnumerable<Reading>? Read(ImportFile file, ImportLimits limits, CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(file.Utf8());
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
            CourtOf(decision), Label(decision.Chamber), Names.French(day.Value), number is null ? null : $"n° {number}",
        }.OfType<string>().Where(part => part.Length > 0));
        var markdown = new MarkdownWriter();
        markdown.Paragraph(decision.Summary ?? "");
        var last = "";
        foreach (var (heading, text) in Parts(decision))
        {
            // Lines that only rule the page off say nothing.
            var lines = text.ReplaceLineEndings("\n").Split('\n').Where(line => line.Any(char.IsLetterOrDigit)).ToList();
            if (lines.Count > 0 && heading != last)
            {
                markdown.Heading(2, last = heading);
            }

            lines.ForEach(line => markdown.Paragraph(line));
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

    /// <summary>The whole text in order, zone by zone: what is in none belongs to the zone before it, and after the last one to none.</summary>
    private static IEnumerable<(string Heading, string Text)> Parts(Decision decision)
    {
        var text = decision.Text!;
        var zones = Zones.SelectMany(zone => (decision.Zones?.GetValueOrDefault(zone.Zone) ?? []).Select(span => (zone.Heading, Start: WordAt(text, span.Start), End: WordAt(text, span.End))))
            .Where(zone => zone.Start >= 0 && zone.End <= text.Length && zone.Start < zone.End)
            .OrderBy(zone => zone.Start);
        var (heading, read) = ("", 0);
        foreach (var zone in zones)
        {
            yield return (heading, text[read..Math.Max(read, zone.Start)]);
            yield return (heading = zone.Heading, text[Math.Max(read, zone.Start)..Math.Max(read, zone.End)]);
            read = Math.Max(read, zone.End);
        }

        yield return (read == 0 ? "" : "Reste de la décision", text[read..]);
    }

    /// <summary>Where a word begins that a zone would cut in two.</summary>
    private static int WordAt(string text, int at)
    {
        while (at > 0 && at < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at]))
        {
            at--;
        }

        return at;
    }

    /// <summary>Which court it is, of many of its kind: by its name, or by its code when the interface was not asked to resolve that.</summary>
    private static string CourtOf(Decision decision)
    {
        var kind = Label(decision.Jurisdiction);
        return Names.Line(decision.Location) switch
        {
            "" => kind,
            var name when name.StartsWith(kind + " ", StringComparison.OrdinalIgnoreCase) => name,
            var code when !code.Contains(' ') => $"{kind} ({code})",
            _ => kind,
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

        public string? Location { get; init; }

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
