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

    /// <summary>Words before which another may end with a hyphen: "pré- et post-".</summary>
    private static readonly HashSet<string> Joining = new(StringComparer.OrdinalIgnoreCase) { "et", "ou", "ni", "puis", "à", "and", "or", "to", "nor" };

    /// <summary>Pronouns that French joins to the verb before them: "peut-on", "dit-elle".</summary>
    private static readonly HashSet<string> Enclitics = new(StringComparer.OrdinalIgnoreCase) { "il", "elle", "on", "ils", "elles", "je", "tu", "nous", "vous", "ce", "ci", "là", "t-il", "t-elle", "t-on" };

    /// <summary>The words that a text writes with a hyphen within a line.</summary>
    public static IReadOnlySet<string> OwnHyphens(string text) => Hyphenated().Matches(text).Select(word => word.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Joins lines. A hyphen between two small letters at the end of a line was put there by the breaking, unless the word is
    /// always written with it, or the text writes it so elsewhere: "peut-être" broken after "peut-" keeps its hyphen. One beside a
    /// figure or a capital is the word's own: "323-" and "3-2" are 323-3-2. In "pré- et post-" the word ends with it.
    /// </summary>
    /// <param name="lines">The lines, in order.</param>
    /// <param name="own">Words that have a hyphen of their own.</param>
    public static string Mend(IReadOnlyList<string> lines, IReadOnlySet<string> own)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            if (line.Length == 0)
            {
                continue;
            }

            if (text.Length > 1 && IsHyphen(text[^1]) && char.IsLetterOrDigit(text[^2]) && char.IsLetterOrDigit(line[0]) && !Joining.Contains(FirstWord(line)))
            {
                text.Length -= char.IsLower(text[^2]) && char.IsLower(line[0]) && !IsOwn(text, line, own) ? 1 : 0;
            }
            else if (text.Length > 1 && text[^1] is '\u2012' or '\u2013' or '\u2212' && char.IsDigit(text[^2]) && char.IsDigit(line[0]))
            {
                // The dash of a number, as in "323–3–2".
            }
            else if (text.Length > 0)
            {
                text.Append(' ');
            }

            text.Append(line);
        }

        return text.Replace("\u00AD", "").ToString();
    }

    private static bool IsHyphen(char c) => c is '-' or '\u00AD' or '\u2010' or '\u2011';

    private static bool IsOwn(StringBuilder text, string line, IReadOnlySet<string> own)
    {
        if (text[^1] is '\u00AD')
        {
            return false;
        }

        var (last, first) = (LastWord(text), FirstWord(line));
        var word = last.Replace('\u2010', '-').Replace('\u2011', '-') + first;
        return text[^1] is '\u2011' || own.Contains(word) || Common.Contains(word) || Enclitics.Contains(first) || last.EndsWith("-t-", StringComparison.Ordinal);
    }

    private static string LastWord(StringBuilder text)
    {
        var start = text.Length - 1;
        while (start > 0 && (char.IsLetter(text[start - 1]) || IsHyphen(text[start - 1])))
        {
            start--;
        }

        return text.ToString(start, text.Length - start);
    }

    private static string FirstWord(string line) => new([.. line.TakeWhile(c => char.IsLetter(c) || c == '-')]);

    [GeneratedRegex(@"\p{L}+(?:-\p{L}+)+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Hyphenated();
}
