using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using static LopmiBot.Importing.Formats.Docx.WordXml;

namespace LopmiBot.Importing.Formats.Docx;

/// <summary>
/// The numbers and letters that Word itself sets before paragraphs: they are no text of the document, and readers cite by them.
/// Source: ECMA-376, part 1, 17.9 (numbering) and 17.18.59 (number formats).
/// </summary>
/// <param name="definitions">What the document says of them; <see langword="null"/> when it has none.</param>
/// <param name="styles">Its styles: a list may be that of a numbering style.</param>
internal sealed partial class WordNumbering(XElement? definitions, WordStyles styles)
{
    private const int Levels = 9;

    private readonly Dictionary<int, XElement> _instances = ById(definitions, "num", "numId");
    private readonly Dictionary<int, XElement> _lists = ById(definitions, "abstractNum", "abstractNumId");
    private readonly Dictionary<int, int?[]> _counts = [];
    private readonly HashSet<(int Instance, int Level)> _begun = [];

    /// <summary>Counts a paragraph, and says what stands before it, with the blank after it; empty for a bullet.</summary>
    /// <param name="instance">The list that it is of.</param>
    /// <param name="level">How deep in it, from 0; <see langword="null"/>: as its style says.</param>
    /// <param name="style">Id of the paragraph's style.</param>
    /// <param name="language">The language in which ordinals are written.</param>
    public string Next(int instance, int? level, string? style, string? language)
    {
        if (!_instances.TryGetValue(instance, out var used) || ListOf(used) is not { } list)
        {
            return "";
        }

        var at = Math.Clamp(level ?? LinkedLevel(list, style) ?? 0, 0, Levels - 1);
        var id = list.Attribute(W + "abstractNumId")!.Value;
        if (!_counts.TryGetValue(int.Parse(id, CultureInfo.InvariantCulture), out var counts))
        {
            _counts.Add(int.Parse(id, CultureInfo.InvariantCulture), counts = new int?[Levels]);
        }

        var restart = OverrideOf(used, at).Number("startOverride");
        counts[at] = _begun.Add((instance, at)) && restart is not null ? restart
            : counts[at] is { } before ? before + 1
            : StartOf(used, list, at);
        for (var deeper = at + 1; deeper < Levels; deeper++)
        {
            // 17.9.10: a level begins again after any above it; after the one named or above; or, with 0, never.
            if (LevelOf(used, list, deeper).Number("lvlRestart") is not { } after || at < after)
            {
                counts[deeper] = null;
            }
        }

        return LevelOf(used, list, at) is { } shown && FormatOf(shown).Format != "bullet" ? Written(used, list, shown, counts, language) : "";
    }

    private static string Written(XElement used, XElement list, XElement level, int?[] counts, string? language)
    {
        var speech = level.Child("rPr").Value("lang") ?? language;
        var isLegal = level.IsOn("isLgl") == true;
        var text = Place().Replace(level.Value("lvlText") ?? "", place =>
        {
            var index = place.Value[1] - '1';
            var (format, pattern) = FormatOf(LevelOf(used, list, index));

            // 17.9.4: whatever their formats, the numbers of a legal level are decimal.
            return WordNumbers.Write(counts[index] ?? StartOf(used, list, index), isLegal ? "decimal" : format, pattern, speech);
        }).Trim();
        return text.Length == 0 ? "" : level.Value("suff") == "nothing" ? text : text + " ";
    }

    /// <summary>A list's definition: its own, or that of the numbering style that it links to (17.9.21).</summary>
    private XElement? ListOf(XElement instance)
    {
        for (var left = Levels; left > 0; left--)
        {
            if (instance.Number("abstractNumId") is not { } id || !_lists.TryGetValue(id, out var list) || list.Value("numStyleLink") is not { } link)
            {
                return instance.Number("abstractNumId") is { } own ? _lists.GetValueOrDefault(own) : null;
            }

            if (styles.Find(link).Child("pPr").Child("numPr").Number("numId") is not { } linked || !_instances.TryGetValue(linked, out var next))
            {
                return list;
            }

            instance = next;
        }

        return null;
    }

    /// <summary>The level that a style, or what it is based on, is linked to (17.9.23).</summary>
    private int? LinkedLevel(XElement list, string? style) =>
        styles.Chain(style).Select(each => each.Attribute(W + "styleId")!.Value)
            .Select(id => list.Elements(W + "lvl").FirstOrDefault(level => level.Value("pStyle") == id))
            .Select(IndexOf).FirstOrDefault(level => level is not null);

    private static XElement? LevelOf(XElement used, XElement list, int level) =>
        OverrideOf(used, level).Child("lvl") ?? list.Elements(W + "lvl").FirstOrDefault(each => IndexOf(each) == level);

    private static XElement? OverrideOf(XElement used, int level) => used.Elements(W + "lvlOverride").FirstOrDefault(each => IndexOf(each) == level);

    private static int StartOf(XElement used, XElement list, int level) => LevelOf(used, list, level).Number("start") ?? 1;

    private static int? IndexOf(XElement? level) => int.TryParse(level?.Attribute(W + "ilvl")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    /// <summary>A level's format. A custom one stands beside a plain one, for programs that do not know it.</summary>
    private static (string Format, string? Pattern) FormatOf(XElement? level)
    {
        var format = level.Child("numFmt") ?? level?.Elements(Compatibility + "AlternateContent").Elements(Compatibility + "Choice").Elements(W + "numFmt").FirstOrDefault();
        return (format?.Attribute(W + "val")?.Value ?? "decimal", format?.Attribute(W + "format")?.Value);
    }

    private static Dictionary<int, XElement> ById(XElement? root, string name, string id) =>
        root?.Elements(W + name).Where(each => int.TryParse(each.Attribute(W + id)?.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)).DistinctBy(each => each.Attribute(W + id)!.Value).ToDictionary(each => int.Parse(each.Attribute(W + id)!.Value, CultureInfo.InvariantCulture)) ?? [];

    [GeneratedRegex("%[1-9]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
