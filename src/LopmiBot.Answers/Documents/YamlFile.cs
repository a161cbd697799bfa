using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace LopmiBot.Answers.Documents;

/// <summary>A YAML file of a corpus, read node by node so that each problem can name its line.</summary>
/// <param name="path">The file, relative to the corpus folder.</param>
internal sealed class YamlFile(string path)
{
    /// <summary>Lists and mappings within one another, at most: the files of a corpus have no use for more.</summary>
    public const int MaxDepth = 16;

    private readonly List<DocumentProblem> _problems = [];

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<DocumentProblem> Problems => _problems;

    /// <summary>The mapping that the file holds; <see langword="null"/>, with a problem, when it holds none.</summary>
    /// <param name="content">The file, decoded.</param>
    /// <param name="form">What it should hold, for the author.</param>
    public YamlMappingNode? Read(string content, string form)
    {
        try
        {
            RefuseNesting(content);
            var stream = new YamlStream();
            stream.Load(new StringReader(content));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
            {
                return root;
            }

            Error(1, $"the file does not hold {form}: write it in the form that the corpus's README.md shows");
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException)
        {
            Error(e is YamlException { Start.Line: var line } ? (int)line : 1, $"the file is not valid YAML: {e.InnerException?.Message ?? e.Message} Quote a text that holds a colon or a number sign.");
        }

        return null;
    }

    /// <summary>Refuses what a small file can swell or overflow with: aliases, and nesting deeper than <see cref="MaxDepth"/>.</summary>
    /// <exception cref="YamlException">It has one or the other, or is not valid YAML.</exception>
    public static void RefuseNesting(string content)
    {
        var parser = new Parser(new StringReader(content));
        for (var depth = 0; parser.MoveNext(); depth += parser.Current?.NestingIncrease ?? 0)
        {
            if (parser.Current is AnchorAlias alias)
            {
                throw new YamlException(alias.Start, alias.End, "aliases (*name) are not allowed: write the text out.");
            }

            if (depth > MaxDepth && parser.Current is { } deepest)
            {
                throw new YamlException(deepest.Start, deepest.End, $"lists and mappings are nested more than {MaxDepth} deep: flatten them.");
            }
        }
    }

    /// <summary>The pairs of a mapping, each key once.</summary>
    public IEnumerable<(string Key, YamlNode Value, int Line)> Pairs(YamlNode node)
    {
        if (node is not YamlMappingNode map)
        {
            Error(LineOf(node), "expected keys and values here: write key: value");
            yield break;
        }

        foreach (var (key, value) in map.Children)
        {
            yield return (key.ToString(), value, LineOf(key));
        }
    }

    /// <summary>The items of a list.</summary>
    public IEnumerable<YamlNode> Items(YamlNode node)
    {
        if (node is YamlSequenceNode list)
        {
            return list.Children;
        }

        Error(LineOf(node), "expected a list here: write each item after a hyphen");
        return [];
    }

    /// <summary>The text of a scalar; <see langword="null"/>, with a problem, when it is something else or empty.</summary>
    public string? Text(YamlNode node, string key)
    {
        if (node is YamlScalarNode { Value.Length: > 0 } scalar)
        {
            return scalar.Value.Trim();
        }

        Error(LineOf(node), $"{key} has no text: write it, or leave the key out");
        return null;
    }

    /// <summary>A calendar day.</summary>
    public DateOnly? Day(YamlNode node, string key)
    {
        if (DateOnly.TryParseExact(node.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        Error(LineOf(node), $"{key} '{node}' is not a date: write it as 2025-06-15");
        return null;
    }

    /// <summary>A number, zero or more.</summary>
    public decimal? Number(YamlNode node, string key)
    {
        if (decimal.TryParse(node.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Error(LineOf(node), $"{key} '{node}' is not a number: write it in digits, without blanks");
        return null;
    }

    /// <summary>The number of a paragraph, from 1.</summary>
    public int? Ordinal(YamlNode node, string key)
    {
        if (int.TryParse(node.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            return number;
        }

        Error(LineOf(node), $"{key} '{node}' is not a whole number from 1: count the paragraphs of the section");
        return null;
    }

    /// <summary>Notes a problem that keeps the file from being used as it is.</summary>
    public void Error(int line, string message) => _problems.Add(new DocumentProblem(ProblemSeverity.Error, path, line, message));

    /// <summary>1-based line of a node.</summary>
    public static int LineOf(YamlNode node) => (int)node.Start.Line;
}
