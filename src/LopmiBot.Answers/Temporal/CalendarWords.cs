using System.Collections.Frozen;

namespace LopmiBot.Answers.Temporal;

/// <summary>The words of the French and English calendar, without case and accents.</summary>
internal static class CalendarWords
{
    /// <summary>Months by name and usual abbreviation, 1 to 12.</summary>
    public static FrozenDictionary<string, int> Months { get; } = Numbered(
        "janvier january janv jan",
        "fevrier february fevr fev feb",
        "mars march mar",
        "avril april avr apr",
        "mai may",
        "juin june jun",
        "juillet july juil jul",
        "aout august aou aug",
        "septembre september sept sep",
        "octobre october oct",
        "novembre november nov",
        "decembre december dec");

    /// <summary>Months that are also other words: a number beside them is needed to take them for a month.</summary>
    public static FrozenSet<string> AmbiguousMonths { get; } = Set("mars march mar may mai sept dec jan jun nov sep oct");

    /// <summary>Cardinal and ordinal numbers from 1 to 19, then 20 and 30, which join with a unit.</summary>
    public static FrozenDictionary<string, int> Numbers { get; } = Numbered(
        "un une premier one a an first", "deux two second", "trois three third", "quatre four fourth", "cinq five fifth", "six sixth",
        "sept seven seventh", "huit eight eighth", "neuf nine ninth", "dix ten tenth", "onze eleven eleventh", "douze twelve twelfth",
        "treize thirteen thirteenth", "quatorze fourteen fourteenth", "quinze fifteen fifteenth", "seize sixteen sixteenth",
        "seventeen seventeenth", "eighteen eighteenth", "nineteen nineteenth", "vingt twenty twentieth", "", "", "", "", "", "", "", "", "",
        "trente thirty thirtieth");

    /// <summary>Seasons by their first month.</summary>
    public static FrozenDictionary<string, int> Seasons { get; } = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["printemps"] = 3,
        ["spring"] = 3,
        ["ete"] = 6,
        ["summer"] = 6,
        ["automne"] = 9,
        ["autumn"] = 9,
        ["fall"] = 9,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Words of a list as a set.</summary>
    public static FrozenSet<string> Set(string list) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, int> Numbered(params string[] lists) =>
        lists.SelectMany((list, i) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => (word, Number: i + 1)))
            .ToFrozenDictionary(pair => pair.word, pair => pair.Number, StringComparer.Ordinal);
}
