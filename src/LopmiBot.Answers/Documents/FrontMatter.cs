using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace LopmiBot.Answers.Documents;

/// <summary>The YAML block at a document's head, as typed. Dates stay text until they are checked.</summary>
internal sealed class FrontMatter
{
    private const string Fence = "---";

    private static readonly IDeserializer Yaml = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .IgnoreUnmatchedProperties()
        .Build();

    public string? Id { get; set; }

    public string? Title { get; set; }

    public string? Language { get; set; }

    public string? Kind { get; set; }

    public string? Reference { get; set; }

    public string? ValidFrom { get; set; }

    public string? ValidTo { get; set; }

    public string? Start { get; set; }

    public string? Reviewed { get; set; }

    public string? TranslationOf { get; set; }

    public List<string?>? Related { get; set; }

    public List<string?>? PresumedInnocent { get; set; }

    public List<Source?>? Sources { get; set; }

    public Origin? Provenance { get; set; }

    /// <summary>Keys that no document has, with their lines in the file.</summary>
    [YamlIgnore]
    public IReadOnlyList<(string Key, int Line)> UnknownKeys { get; private set; } = [];

    internal sealed class Source
    {
        public string? Id { get; set; }

        public string? Publisher { get; set; }

        public string? Title { get; set; }

        public string? Url { get; set; }

        public string? Date { get; set; }

        public string? Consulted { get; set; }

        public bool Act { get; set; }
    }

    internal sealed class Origin
    {
        public string? File { get; set; }

        public string? Format { get; set; }

        public string? Sha256 { get; set; }

        public string? Imported { get; set; }

        public string? VersionOf { get; set; }
    }

    /// <summary>Separates the front matter from the body; <see langword="null"/> when the file has none.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="body">What follows the front matter.</param>
    /// <param name="bodyLine">How many lines stand before the body.</param>
    /// <exception cref="YamlException">The block is not YAML of the expected form; its mark counts from the block's first line.</exception>
    public static FrontMatter? Read(string content, out string body, out int bodyLine)
    {
        var lines = content.Split('\n');
        if (Fences(lines) is not var (start, end))
        {
            (body, bodyLine) = (content, 0);
            return null;
        }

        // Empty lines before the block stay, so that its marks count from the file's first line.
        var yaml = string.Join('\n', [.. lines[..start], "", .. lines[(start + 1)..end], ""]);
        body = string.Join('\n', lines[(end + 1)..]);
        bodyLine = end + 1;
        try
        {
            YamlFile.RefuseNesting(yaml);
            var front = Yaml.Deserialize<FrontMatter?>(yaml) ?? new FrontMatter();
            front.UnknownKeys = FindUnknownKeys(yaml);
            return front;
        }
        catch (InvalidOperationException e)
        {
            // The parser's way of saying that a bracket or a quote is never closed.
            throw new YamlException("a bracket, a brace or a quote is not closed", e);
        }
    }

    /// <summary>The lines between which front matter stands: the first that is not blank, and the next like it. Blanks at their ends do not count.</summary>
    public static (int Start, int End)? Fences(string[] lines)
    {
        var start = Array.FindIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        if (start < 0 || lines[start].TrimEnd() != Fence)
        {
            return null;
        }

        var end = Array.FindIndex(lines, start + 1, line => line.TrimEnd() == Fence);
        return end < 0 ? null : (start, end);
    }

    private static List<(string Key, int Line)> FindUnknownKeys(string yaml)
    {
        var known = typeof(FrontMatter).GetProperties()
            .Select(property => CamelCaseNamingConvention.Instance.Apply(property.Name))
            .ToHashSet(StringComparer.Ordinal);
        var root = new YamlDotNet.RepresentationModel.YamlStream();
        root.Load(new StringReader(yaml));
        return root.Documents.Count == 0 || root.Documents[0].RootNode is not YamlDotNet.RepresentationModel.YamlMappingNode map
            ? []
            : [.. map.Children.Keys
                .Where(key => !known.Contains(key.ToString()))
                .Select(key => (key.ToString(), (int)key.Start.Line))];
    }
}
