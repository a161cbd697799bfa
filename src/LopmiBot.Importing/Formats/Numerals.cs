namespace LopmiBot.Importing.Formats;

/// <summary>Numbers as lists write them.</summary>
internal static class Numerals
{
    private const int Alphabet = 26;
    private const int LongestLetters = 9;

    private static readonly (int Value, string Sign)[] Romans =
        [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];

    /// <summary>Small letters; after z come aa and bb. <see langword="null"/> for what they cannot write.</summary>
    public static string? Letters(int number) => number < 1 ? null : new string((char)('a' + ((number - 1) % Alphabet)), Math.Min(((number - 1) / Alphabet) + 1, LongestLetters));

    /// <summary>Small letters as browsers count with them; after z come aa and ab. Source: CSS Counter Styles 3, 3.1.4 (alphabetic). <see langword="null"/> for what they cannot write.</summary>
    public static string? AlphabeticLetters(int number)
    {
        var letters = "";
        for (var left = number; left > 0; left = (left - 1) / Alphabet)
        {
            letters = (char)('a' + ((left - 1) % Alphabet)) + letters;
        }

        return letters.Length > 0 ? letters : null;
    }

    /// <summary>Small Roman numerals; <see langword="null"/> for what they cannot write.</summary>
    public static string? Roman(int number)
    {
        if (number is < 1 or > 3_999)
        {
            return null;
        }

        var roman = "";
        foreach (var (value, sign) in Romans)
        {
            for (; number >= value; number -= value)
            {
                roman += sign;
            }
        }

        return roman;
    }
}
