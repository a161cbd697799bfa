using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace LopmiBot.Answers.Excerpts;

/// <summary>What a number counts.</summary>
[Flags]
internal enum Measures
{
    /// <summary>Nothing in particular.</summary>
    None = 0,

    /// <summary>An amount of money.</summary>
    Money = 1,

    /// <summary>A part of a whole, in percent or as a fraction.</summary>
    Share = 2,

    /// <summary>A length, a height, a distance.</summary>
    Length = 4,

    /// <summary>An area.</summary>
    Area = 8,

    /// <summary>A speed.</summary>
    Speed = 16,

    /// <summary>A weight.</summary>
    Weight = 32,

    /// <summary>A length of time, an age.</summary>
    Duration = 64,

    /// <summary>A temperature.</summary>
    Temperature = 128,

    /// <summary>The power of an engine.</summary>
    Power = 256,
}

/// <summary>Finds measures in texts and in questions.</summary>
internal static partial class MeasureReader
{
    private static readonly FrozenDictionary<string, Measures> Asked = new (Measures Measure, string Words)[]
    {
        (Measures.Money, "amende amendes montant prix cout budget salaire somme caution fine fines amount price cost budget salary sum bail"),
        (Measures.Share, "pourcentage proportion part taux percentage proportion share rate"),
        (Measures.Length, "longueur largeur hauteur taille altitude profondeur distance length width height depth distance tall high far"),
        (Measures.Area, "superficie surface area"),
        (Measures.Speed, "vitesse speed"),
        (Measures.Weight, "poids masse weight"),
        (Measures.Duration, "duree delai age temps annees ans prison emprisonnement mois jours heures duration deadline long old years prison imprisonment jail months days hours"),
        (Measures.Temperature, "temperature"),
        (Measures.Power, "puissance power"),
    }.SelectMany(each => each.Words.Split(' ').Distinct(StringComparer.Ordinal).Select(word => (word, each.Measure)))
        .GroupBy(pair => pair.word, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.Aggregate(Measures.None, (all, pair) => all | pair.Measure), StringComparer.Ordinal);

    /// <summary>What a question for a number wants it to count.</summary>
    /// <param name="words">The question's words without case and accents.</param>
    public static Measures AskedBy(IEnumerable<string> words) =>
        words.Aggregate(Measures.None, (all, word) => all | Asked.GetValueOrDefault(word));

    /// <summary>What the numbers of a text count.</summary>
    public static Measures In(string text)
    {
        var found = Measures.None;
        foreach (Match match in Quantity().Matches(text))
        {
            found |= match switch
            {
                _ when match.Groups["money"].Success => Measures.Money,
                _ when match.Groups["share"].Success => Measures.Share,
                _ when match.Groups["speed"].Success => Measures.Speed,
                _ when match.Groups["area"].Success => Measures.Area,
                _ when match.Groups["length"].Success => Measures.Length,
                _ when match.Groups["weight"].Success => Measures.Weight,
                _ when match.Groups["temperature"].Success => Measures.Temperature,
                _ when match.Groups["power"].Success => Measures.Power,
                _ => Measures.Duration,
            };
        }

        return found;
    }

    /// <summary>A number, in figures or in words, and its unit.</summary>
    [GeneratedRegex(
        """
        (?<money>[€$£]\s?[0-9])
        | (?<duration>\b(?:aged|âgée?s?\sde)\s[0-9]|[0-9]-year)
        | (?:[0-9]|\b(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|cent|mille|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|hundred|thousand|millions?|milliards?|billion)(?:\sd['’e]\s?)?)(?:['’]s?)?\s?(?:millions?\s(?:d['’]|de\s)?|milliards?\s(?:d['’]|de\s)?|million\s|billion\s)?
          (?:
            (?<money>€|\$|£|euros?\b|dollars?\b|francs?\b|livres\b|pounds?\b)
            | (?<share>%|pour\scent\b|pourcents?\b|per\s?cent\b|(?:tiers|quarts?|thirds?|quarters?)\b)
            | (?<speed>(?:km/h|m/s|mph|nœuds|noeuds|knots)\b)
            | (?<area>(?:km²|km2|m²|m2|hectares?|ha|square)(?:\b|\s))
            | (?<length>(?:km|kilom[èe]tres?|m[èe]tres?|centim[èe]tres?|millim[èe]tres?|cm|mm|m|miles?|pieds|feet|meters?|metres?|kilometers?)\b)
            | (?<weight>(?:kg|kilos?|kilogrammes?|grammes?|tonnes?|tons?|grams?)\b)
            | (?<temperature>°)
            | (?<power>(?:kW|MW|GW|ch|chevaux|watts?|hp)\b)
            | (?<duration>(?:ans?|années?|mois|semaines?|jours?|heures?|minutes?|secondes?|siècles?|years?|months?|weeks?|days?|hours?|seconds?)\b)
          )
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quantity();
}
