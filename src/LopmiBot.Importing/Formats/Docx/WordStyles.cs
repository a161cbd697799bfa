using System.Text.RegularExpressions;
using System.Xml.Linq;
using static LopmiBot.Importing.Formats.Docx.WordXml;

namespace LopmiBot.Importing.Formats.Docx;

/// <summary>What the styles of a Word document say of paragraphs and runs. Source: ECMA-376, part 1, 17.7.</summary>
/// <param name="root">The part of the styles; <see langword="null"/>: the document has none.</param>
/// <param name="settings">The part of the settings; <see langword="null"/>: the document has none.</param>
internal sealed partial class WordStyles(XElement? root, XElement? settings)
{
    /// <summary>Styles may be based on one another in a circle.</summary>
    private const int LongestChain = 50;

    private readonly Dictionary<string, XElement> _styles = root?.Elements(W + "style").Where(style => style.Attribute(W + "styleId") is not null).DistinctBy(style => style.Attribute(W + "styleId")!.Value).ToDictionary(style => style.Attribute(W + "styleId")!.Value, StringComparer.Ordinal) ?? [];
    private readonly Dictionary<(string, string), bool> _toggles = [];
    private readonly string? _default = root?.Elements(W + "style").FirstOrDefault(style => style.Attribute(W + "type")?.Value == "paragraph" && style.Attribute(W + "default")?.Value is "1" or "true" or "on")?.Attribute(W + "styleId")?.Value;

    /// <summary>The id of a paragraph's style; <see langword="null"/>: it has none, and the document no default.</summary>
    public string? StyleOf(XElement paragraph) => paragraph.Child("pPr").Value("pStyle") ?? _default;

    /// <summary>A style's definition.</summary>
    public XElement? Find(string? id) => id is not null ? _styles.GetValueOrDefault(id) : null;

    /// <summary>1 to 9 for a heading, 0 for the title; <see langword="null"/> for text.</summary>
    public int? LevelOf(XElement paragraph)
    {
        var id = StyleOf(paragraph);
        if (Outline(paragraph.Child("pPr")) is { } own)
        {
            return own.Level;
        }

        foreach (var style in Chain(id))
        {
            var name = style.Value("name") ?? "";
            if (name.Equals("title", StringComparison.OrdinalIgnoreCase) || name.Equals("titre", StringComparison.OrdinalIgnoreCase))
            {
                return 0;
            }

            if (HeadingName().Match(name) is { Success: true } match)
            {
                return match.Groups["level"].Value[0] - '0';
            }

            if (Outline(style.Child("pPr")) is { } outline)
            {
                return outline.Level;
            }
        }

        return HeadingName().Match(id ?? "") is { Success: true } named && Find(id) is null ? named.Groups["level"].Value[0] - '0' : null;
    }

    /// <summary>
    /// The list that a paragraph is of, by itself or by its style or what that is based on, and its level where that is said
    /// beside the list; list 0: of none (17.9.18).
    /// </summary>
    public (int List, int? Level) ItemOf(XElement paragraph)
    {
        var own = paragraph.Child("pPr").Child("numPr");
        if (own.Number("numId") is { } list)
        {
            return (list, own.Number("ilvl"));
        }

        int? level = own.Number("ilvl");
        foreach (var style in Chain(StyleOf(paragraph)))
        {
            var numbering = style.Child("pPr").Child("numPr");
            level ??= numbering.Number("ilvl") is { } stated and > 0 ? stated : null;
            if (numbering.Number("numId") is { } found)
            {
                return (found, level);
            }
        }

        return (0, null);
    }

    /// <summary>Whether a run is hidden: by itself, or by exactly one of its styles (17.3.2.41, and 17.7.3 for the two).</summary>
    /// <param name="properties">The run's properties; <see langword="null"/>: it has none.</param>
    /// <param name="paragraphStyle">Id of its paragraph's style.</param>
    public bool IsHidden(XElement? properties, string? paragraphStyle) =>
        properties.IsOn("vanish") ?? (Toggle(properties.Value("rStyle"), "vanish") ^ Toggle(paragraphStyle, "vanish"));

    /// <summary>Whether a run is set higher or lower: <c>superscript</c>, <c>subscript</c>, or <see langword="null"/>.</summary>
    public string? AlignmentOf(XElement? properties) =>
        properties.Value("vertAlign") ?? Chain(properties.Value("rStyle")).Select(style => style.Child("rPr").Value("vertAlign")).FirstOrDefault(alignment => alignment is not null);

    /// <summary>The language in which numbers are written: the level's or the paragraph's own, its styles', the document's.</summary>
    public string? LanguageOf(XElement paragraph) =>
        paragraph.Child("pPr").Child("rPr").Value("lang")
        ?? Chain(StyleOf(paragraph)).Select(style => style.Child("rPr").Value("lang")).FirstOrDefault(language => language is not null)
        ?? root.Child("docDefaults").Child("rPrDefault").Child("rPr").Value("lang")
        ?? settings.Value("themeFontLang");

    /// <summary>A style and those that it is based on, the nearest first.</summary>
    public IEnumerable<XElement> Chain(string? id)
    {
        var style = Find(id);
        for (var left = LongestChain; style is not null && left > 0; left--)
        {
            yield return style;
            style = Find(style.Value("basedOn"));
        }
    }

    private bool Toggle(string? style, string property)
    {
        if (style is null)
        {
            return false;
        }

        if (!_toggles.TryGetValue((style, property), out var isOn))
        {
            _toggles[(style, property)] = isOn = Chain(style).Select(each => each.Child("rPr").IsOn(property)).FirstOrDefault(value => value is not null) ?? false;
        }

        return isOn;
    }

    /// <summary>The outline level that properties state; 9 is that of text.</summary>
    private static (int? Level, bool IsStated)? Outline(XElement? properties) => properties.Number("outlineLvl") is { } level ? (level is >= 0 and < 9 ? level + 1 : null, true) : null;

    [GeneratedRegex("^(?:heading|titre|überschrift)\\s*(?<level>[1-9])$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeadingName();
}
