using System.Text;
using System.Text.RegularExpressions;

namespace LopmiBot.Importing.Formats;

/// <summary>Lines that were broken to fit a width.</summary>
internal static partial class Hyphens
{
    /// <summary>Words that are written with a hyphen wherever they stand.</summary>
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "au-dessus", "au-dessous", "au-delà", "au-devant", "ci-après", "ci-dessus", "ci-dessous", "ci-avant", "ci-contre", "ci-joint", "ci-jointe", "là-bas", "là-dessus", "peut-être", "est-à-dire",
        "celui-ci", "celui-là", "celle-ci", "celle-là", "ceux-ci", "ceux-là", "celles-ci", "celles-là", "lui-même", "elle-même", "soi-même", "eux-mêmes", "elles-mêmes", "quelques-uns", "quelques-unes",
        "procès-verbal", "procès-verbaux", "chef-lieu", "chefs-lieux", "mot-clé", "mots-clés", "porte-parole", "main-forte", "après-midi", "avant-dernier", "avant-projet", "rendez-vous",
        "vice-président", "vice-présidente", "vice-présidents", "vice-procureur", "sous-préfet", "sous-préfète", "sous-préfecture", "sous-section", "sous-direction", "sous-traitant", "sous-traitants", "sous-traitance", "sous-officier",
        "non-lieu", "non-respect", "non-paiement", "non-assistance", "non-dénonciation", "non-exécution", "non-conformité", "demi-heure", "mi-temps", "semi-liberté", "contre-enquête", "contre-expertise", "contre-espionnage", "contre-valeur",
        "socio-judiciaire", "médico-légal", "médico-légale", "médico-social", "médico-sociale", "franco-allemand", "petit-fils", "petite-fille", "beau-père", "belle-mère", "grand-père", "grand-mère",
        "soixante-dix", "soixante-douze", "quatre-vingt", "quatre-vingts", "vingt-deux", "vingt-trois", "vingt-quatre", "vingt-cinq", "trente-six", "quarante-cinq", "quarante-huit", "dix-huit", "dix-sept", "dix-neuf",
        "cross-border", "long-term", "short-term", "so-called", "third-party", "decision-making", "law-making", "self-employed", "non-compliance", "non-profit", "non-personal", "non-EU", "peer-to-peer", "co-operation", "well-being", "high-risk", "day-to-day", "vis-à-vis",
    };

    /// <summary>The words that a text writes with a hyphen within a line.</summary>
    public static IReadOnlySet<string> OwnHyphens(string text) => Hyphenated().Matches(text).Select(word => word.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Joins lines. A hyphen between two small letters at the end of a line was put there by the breaking, unless the word is
    /// always written with it, or the text writes it so elsewhere: "peut-être" broken after "peut-" keeps its hyphen.
    /// </summary>
    /// <param name="lines">The lines, in order.</param>
    /// <param name="own">Words that have a hyphen of their own.</param>
    public static string Mend(IReadOnlyList<string> lines, IReadOnlySet<string> own)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            if (text.Length > 1 && text[^1] is '-' or '\u00AD' && char.IsLower(text[^2]) && line.Length > 0 && char.IsLower(line[0]))
            {
                var word = LastWord(text) + FirstWord(line);
                var isOwn = text[^1] == '-' && (own.Contains(word) || Common.Contains(word));
                text.Length -= isOwn ? 0 : 1;
            }
            else if (text.Length > 0)
            {
                text.Append(' ');
            }

            text.Append(line);
        }

        return text.Replace("\u00AD", "").ToString();
    }

    private static string LastWord(StringBuilder text)
    {
        var start = text.Length - 1;
        while (start > 0 && (char.IsLetter(text[start - 1]) || text[start - 1] == '-'))
        {
            start--;
        }

        return text.ToString(start, text.Length - start);
    }

    private static string FirstWord(string line) => new([.. line.TakeWhile(c => char.IsLetter(c) || c == '-')]);

    [GeneratedRegex(@"\p{L}+(?:-\p{L}+)+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Hyphenated();
}
