using System.Text.Json;

namespace LopmiBot.Importing.Formats;

/// <summary>A code as the JSON tree that Légifrance's interface gives and the npm package <c>@socialgouv/legi-data</c> keeps: sections with articles, each in the version of one day.</summary>
internal sealed class CodeJson : IFormat
{
    private const int MaxDepth = 64;

    public string Name => "code JSON";

    public IReadOnlyList<string> Extensions => [".json"];

    public IEnumerable<Reading>? Read(ImportFile file, ImportLimits limits, CancellationToken cancellationToken)
    {
        using var tree = JsonDocument.Parse(file.Utf8(), new JsonDocumentOptions { MaxDepth = 4 * MaxDepth });
        return tree.RootElement is { ValueKind: JsonValueKind.Object } root && Text(root, "type") == "code" && root.TryGetProperty("children", out _)
            ? Articles(root, Text(Data(root), "title") ?? file.Name, []).Select(article => article.ToDocument()).ToList()
            : null;
    }

    private static IEnumerable<LegiArticle> Articles(JsonElement node, string code, IReadOnlyList<string> parts)
    {
        if (parts.Count > MaxDepth)
        {
            throw new ImportException($"its sections are nested more than {MaxDepth} deep");
        }

        if (!node.TryGetProperty("children", out var children) || children.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        foreach (var child in children.EnumerateArray())
        {
            var data = Data(child);
            if (Text(child, "type") != "article")
            {
                foreach (var article in Articles(child, code, Names.Line(Text(data, "title")) is { Length: > 0 } title ? [.. parts, title] : parts))
                {
                    yield return article;
                }

                continue;
            }

            yield return new LegiArticle
            {
                Id = Text(data, "id") ?? throw new ImportException("an article has no id"),
                FirstId = Text(data, "cid"),
                Number = Names.Line(Text(data, "num")),
                State = Text(data, "etat") ?? "",
                From = Day(data, "dateDebut"),
                Until = Day(data, "dateFin"),
                Text = Names.Line(code),
                Parts = parts,
                Html = Text(data, "texteHtml") ?? Text(data, "texte") ?? "",
                Links = data.TryGetProperty("lienModifications", out var links) && links.ValueKind == JsonValueKind.Array ? [.. links.EnumerateArray().Select(LinkOf)] : [],
                IsCode = true,
                Note = Text(data, "notaHtml") ?? Text(data, "nota") ?? "",
            };
        }
    }

    private static LegiLink LinkOf(JsonElement link) =>
        new(Text(link, "linkType"), Text(link, "linkOrientation"), Text(link, "textTitle") ?? "", Text(link, "articleId"), Text(link, "textCid"), Day(link, "dateSignaTexte"));

    private static JsonElement Data(JsonElement node) => node.ValueKind == JsonValueKind.Object && node.TryGetProperty("data", out var data) ? data : default;

    private static string? Text(JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    /// <summary>A day, as text or as milliseconds at midnight, Greenwich.</summary>
    private static DateOnly? Day(JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out var day)
            ? day.ValueKind switch
            {
                JsonValueKind.String => Names.Day(day.GetString()),
                JsonValueKind.Number when day.TryGetInt64(out var milliseconds) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime),
                _ => null,
            }
            : null;
}
