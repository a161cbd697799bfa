using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Wordprocessing;

namespace LopmiBot.Importing.Formats;

/// <summary>
/// The numbers and letters that Word itself sets before paragraphs: they are no text of the document, and readers cite by them.
/// Source: ECMA-376, part 1, 17.9 (numbering).
/// </summary>
/// <param name="definitions">What the document says of them; <see langword="null"/> when it has none.</param>
internal sealed partial class WordNumbering(Numbering? definitions)
{
    private const int Levels = 9;

    private readonly Dictionary<int, NumberingInstance> _instances = definitions?.Elements<NumberingInstance>().Where(each => each.NumberID?.Value is not null).DistinctBy(each => each.NumberID!.Value).ToDictionary(each => each.NumberID!.Value) ?? [];
    private readonly Dictionary<int, AbstractNum> _lists = definitions?.Elements<AbstractNum>().Where(each => each.AbstractNumberId?.Value is not null).DistinctBy(each => each.AbstractNumberId!.Value).ToDictionary(each => each.AbstractNumberId!.Value) ?? [];
    private readonly Dictionary<int, int?[]> _counts = [];
    private readonly HashSet<(int Instance, int Level)> _begun = [];

    /// <summary>Counts a paragraph, and says what stands before it; empty for a bullet.</summary>
    /// <param name="instance">The list that it is of.</param>
    /// <param name="level">How deep in it, from 0; <see langword="null"/>: as its style says.</param>
    /// <param name="style">The style's id.</param>
    public string Next(int instance, int? level, string? style)
    {
        if (!_instances.TryGetValue(instance, out var used) || used.AbstractNumId?.Val?.Value is not { } id || !_lists.TryGetValue(id, out var list))
        {
            return "";
        }

        var at = Math.Clamp(level ?? list.Elements<Level>().FirstOrDefault(each => style is not null && each.ParagraphStyleIdInLevel?.Val?.Value == style)?.LevelIndex?.Value ?? 0, 0, Levels - 1);
        if (!_counts.TryGetValue(id, out var counts))
        {
            _counts.Add(id, counts = new int?[Levels]);
        }

        var restart = used.Elements<LevelOverride>().FirstOrDefault(each => each.LevelIndex?.Value == at)?.StartOverrideNumberingValue?.Val?.Value;
        counts[at] = _begun.Add((instance, at)) && restart is not null ? restart
            : counts[at] is { } before ? before + 1
            : StartOf(used, list, at);
        Array.Clear(counts, at + 1, Levels - at - 1);
        return LevelOf(used, list, at) is { } shown && shown.NumberingFormat?.Val?.Value != NumberFormatValues.Bullet
            ? Place().Replace(shown.LevelText?.Val?.Value ?? "", place => NumberAt(used, list, counts, place.Value[1] - '1')).Trim()
            : "";
    }

    private static string NumberAt(NumberingInstance used, AbstractNum list, int?[] counts, int level)
    {
        var format = LevelOf(used, list, level)?.NumberingFormat?.Val?.Value ?? NumberFormatValues.Decimal;
        return Written(counts[level] ?? StartOf(used, list, level), format);
    }

    private static Level? LevelOf(NumberingInstance used, AbstractNum list, int level) =>
        used.Elements<LevelOverride>().FirstOrDefault(each => each.LevelIndex?.Value == level)?.Level
        ?? list.Elements<Level>().FirstOrDefault(each => each.LevelIndex?.Value == level);

    private static int StartOf(NumberingInstance used, AbstractNum list, int level) => LevelOf(used, list, level)?.StartNumberingValue?.Val?.Value ?? 1;

    private static string Written(int number, NumberFormatValues format)
    {
        if (format == NumberFormatValues.None)
        {
            return "";
        }

        var letters = format == NumberFormatValues.LowerLetter || format == NumberFormatValues.UpperLetter ? Numerals.Letters(number)
            : format == NumberFormatValues.LowerRoman || format == NumberFormatValues.UpperRoman ? Numerals.Roman(number)
            : null;
        if (letters is not null)
        {
            return format == NumberFormatValues.UpperLetter || format == NumberFormatValues.UpperRoman ? letters.ToUpperInvariant() : letters;
        }

        return number.ToString(format == NumberFormatValues.DecimalZero ? "00" : "0", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("%[1-9]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
