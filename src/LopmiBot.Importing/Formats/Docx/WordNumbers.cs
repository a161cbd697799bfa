using System.Globalization;

namespace LopmiBot.Importing.Formats.Docx;

/// <summary>Numbers in the formats of Word's lists. Source: ECMA-376, part 1, 17.18.59 (ST_NumberFormat).</summary>
internal static class WordNumbers
{
    private static readonly string[] French =
    [
        "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
    ];

    private static readonly string[] FrenchTens = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"];

    private static readonly string[] English =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] EnglishTens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    /// <summary>Writes a number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="format">Word's name of the format; one that is not known is written in digits.</param>
    /// <param name="pattern">Of the format <c>custom</c>, how it begins: <c>001, 002, …</c>.</param>
    /// <param name="language">The language's tag; English unless it is French.</param>
    public static string Write(int number, string format, string? pattern, string? language)
    {
        var isFrench = language?.StartsWith("fr", StringComparison.OrdinalIgnoreCase) == true;
        return format switch
        {
            "none" or "bullet" => "",
            "lowerLetter" => Numerals.Letters(number),
            "upperLetter" => Numerals.Letters(number)?.ToUpperInvariant(),
            "lowerRoman" => Numerals.Roman(number),
            "upperRoman" => Numerals.Roman(number)?.ToUpperInvariant(),
            "decimalZero" => number.ToString("00", CultureInfo.InvariantCulture),
            "custom" => number.ToString(new string('0', pattern?.TakeWhile(char.IsAsciiDigit).Count() ?? 1), CultureInfo.InvariantCulture),
            "hex" => number.ToString("X", CultureInfo.InvariantCulture),
            "numberInDash" => string.Create(CultureInfo.InvariantCulture, $"- {number} -"),
            "decimalEnclosedCircle" or "decimalEnclosedCircleChinese" when number is > 0 and <= 20 => ((char)('①' + number - 1)).ToString(),
            "decimalEnclosedParen" => string.Create(CultureInfo.InvariantCulture, $"({number})"),
            "decimalEnclosedFullstop" => string.Create(CultureInfo.InvariantCulture, $"{number}."),
            "chicago" when number > 0 => new string("*†‡§"[(number - 1) % 4], ((number - 1) / 4) + 1),
            "ordinal" => number.ToString(CultureInfo.InvariantCulture) + (isFrench ? number == 1 ? "er" : "e" : EnglishEnding(number)),
            "cardinalText" when number is >= 0 and < 100 => Capital(isFrench ? FrenchCardinal(number) : EnglishCardinal(number)),
            "ordinalText" when number is > 0 and < 100 => Capital(isFrench ? FrenchOrdinal(number) : EnglishOrdinal(number)),
            _ => null,
        } ?? number.ToString(CultureInfo.InvariantCulture);
    }

    private static string EnglishEnding(int number) => (number % 100) is 11 or 12 or 13 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" };

    private static string EnglishCardinal(int number) => number < 20 ? English[number] : EnglishTens[number / 10] + (number % 10 == 0 ? "" : "-" + English[number % 10]);

    private static string EnglishOrdinal(int number)
    {
        var cardinal = EnglishCardinal(number);
        return (number == 12 ? 12 : number is > 10 and < 20 ? 0 : number % 10) switch
        {
            1 => cardinal[..^3] + "first",
            2 => cardinal[..^3] + "second",
            3 => cardinal[..^5] + "third",
            5 => cardinal[..^2] + "fth",
            8 => cardinal + "h",
            9 => cardinal[..^1] + "th",
            12 => "twelfth",
            _ => cardinal.EndsWith('y') ? cardinal[..^1] + "ieth" : cardinal + "th",
        };
    }

    private static string FrenchCardinal(int number)
    {
        if (number < 20)
        {
            return French[number];
        }

        var ten = number / 10;
        var rest = ten is 7 or 9 ? (number % 10) + 10 : number % 10;
        return rest switch
        {
            0 => FrenchTens[ten] + (ten == 8 ? "s" : ""),
            1 or 11 when ten < 8 => $"{FrenchTens[ten]} et {French[rest]}",
            _ => $"{FrenchTens[ten]}-{French[rest]}",
        };
    }

    private static string FrenchOrdinal(int number)
    {
        var cardinal = FrenchCardinal(number);
        return number == 1 ? "premier"
            : cardinal.EndsWith("cinq", StringComparison.Ordinal) ? cardinal + "uième"
            : cardinal.EndsWith("neuf", StringComparison.Ordinal) ? cardinal[..^1] + "vième"
            : cardinal.EndsWith('e') ? cardinal[..^1] + "ième"
            : cardinal.EndsWith("vingts", StringComparison.Ordinal) ? cardinal[..^1] + "ième"
            : cardinal + "ième";
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
