using System.Text.Json.Nodes;

namespace LopmiBot.Teams.Cards;

/// <summary>
/// A design in a JSON file, filled with data. A text <c>"${name}"</c> becomes the data's value of that name, whatever its
/// kind; an object with <c>$data</c> is repeated for each element of the list of that name. The part of the Adaptive Card
/// Templating Language that these designs need; source: learn.microsoft.com, "Adaptive Card Templating Language".
/// </summary>
internal sealed class CardTemplate
{
    private const string List = "$data";

    private readonly JsonNode _design;

    private CardTemplate(JsonNode design) => _design = design;

    /// <summary>Reads a design of this assembly.</summary>
    /// <param name="name">The file's name without its ending.</param>
    public static CardTemplate Load(string name)
    {
        using var stream = typeof(CardTemplate).Assembly.GetManifestResourceStream($"LopmiBot.Teams.Cards.Templates.{name}.json")
            ?? throw new InvalidOperationException($"The card design {name} is missing from the build.");
        return new CardTemplate(JsonNode.Parse(stream)!);
    }

    /// <summary>The card with the data in it.</summary>
    /// <exception cref="InvalidOperationException">The design names something that the data does not have.</exception>
    public JsonObject Fill(JsonObject data) => (JsonObject)Fill(_design, data)!;

    private static JsonNode? Fill(JsonNode? design, JsonObject data) => design switch
    {
        JsonObject element => new JsonObject(element.Where(property => property.Key != List).Select(property => KeyValuePair.Create(property.Key, Fill(property.Value, data)))),
        JsonArray elements => new JsonArray([.. elements.SelectMany(element => FillElement(element, data))]),
        JsonValue value when value.TryGetValue<string>(out var text) && NameIn(text) is { } name => Find(data, name)?.DeepClone(),
        _ => design?.DeepClone(),
    };

    private static IEnumerable<JsonNode?> FillElement(JsonNode? element, JsonObject data) =>
        element is JsonObject repeated && repeated[List] is JsonValue list
            ? ((JsonArray)Find(data, NameIn(list.GetValue<string>())!)!).Select(each => Fill(repeated, (JsonObject)each!))
            : [Fill(element, data)];

    private static JsonNode? Find(JsonObject data, string name) =>
        data.TryGetPropertyValue(name, out var value) ? value : throw new InvalidOperationException($"The card's data has no '{name}'.");

    private static string? NameIn(string text) =>
        text.StartsWith("${", StringComparison.Ordinal) && text.EndsWith('}') ? text[2..^1] : null;
}
