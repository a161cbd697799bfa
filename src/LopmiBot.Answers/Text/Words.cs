using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LopmiBot.Answers.Text;

/// <summary>The words of French and English texts, as they are typed.</summary>
internal static partial class Words
{
    private static readonly FrozenSet<string> FrenchStopWords = Set("""
        a afin ai ainsi alors apres art article articles as au aucun aussi autre aux avait avant avec avez avoir ca car ce cela celle celui ces cet
        cette ceux chaque chez ci c d de des dit doit donc du elle elles en encore entre es est et etait ete etre eu eux fait
        faut font il ils j je l la le les leur leurs lors lui m ma mais me meme mes moi mon n ne ni nos notre nous on ont ou par
        pas peut peux plus pour qu que quel quelle quelles quels qui quoi s sa sans se selon ses si son sont sous sur t ta te
        tes toi ton tous tout toute toutes tres tu un une va vers vos votre vous y
        combien comment pourquoi quand lequel laquelle lesquels lesquelles dont koi
        actuel actuelle actuels actuelles actuellement aujourd hui maintenant kesako quesako quezako fut furent sera seront dans quelqu quelqun
        explique expliquer dis donne donner parle parler savoir veut dire bref brievement resume resumer simplement
        """);

    private static readonly FrozenSet<string> EnglishStopWords = Set("""
        a about after all also am an and any are art article articles as at be because been before being but by can could d did do does doing for
        from get give had has have he her here him his how i if in into is it its just know ll m me more most much my no not of
        off on one only or our out over please re s same she should so some still t tell than that the their them then there these
        they this those to too under until up us ve very was we were what when where which while who whom whose why will with
        would you your many long now today current currently nowadays go goes going went someone somebody anyone anybody explain line brief briefly short shortly simply
        """);

    /// <summary>The words of a text, in order.</summary>
    public static List<string> Of(string text) =>
        [.. Word().Matches(Inversion().Replace(text, " ${pronoun}")).Select(match => match.Value)];

    /// <summary>The words of a text that say what it is about: the stop words of both languages are left out.</summary>
    public static IEnumerable<string> OfContent(string text)
    {
        foreach (var word in Of(text))
        {
            var folded = Fold(word);
            var apostrophe = folded.IndexOfAny(['\'', '’']);
            // "l'année" elides before the word, "wife's" adds after it.
            var stem = apostrophe <= 0 ? folded : folded.EndsWith('s') && apostrophe == folded.Length - 2 ? folded[..apostrophe] : folded[(apostrophe + 1)..];
            if (!FrenchStopWords.Contains(stem) && !EnglishStopWords.Contains(stem))
            {
                yield return word;
            }
        }
    }

    /// <summary>"l'année" asks for what "année" does.</summary>
    public static List<string> WithoutElision(List<string> words) =>
        words.ConvertAll(WithoutElision);

    /// <summary>A word without the article or pronoun that is elided before it.</summary>
    public static string WithoutElision(string word) => word[(word.IndexOfAny(['\'', '’']) + 1)..];

    /// <summary>A list of words, with white space between them, as a set.</summary>
    public static FrozenSet<string> Set(string list) =>
        list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A text without case and accents.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToLowerInvariant(c));
            }
        }

        return folded.ToString();
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:['’_\-‑.][\p{L}\p{N}]+)*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    /// <summary>"est-il", "risque-t-on": a verb and its pronoun are two words.</summary>
    [GeneratedRegex("(?<=\\p{L})-(?:t-)?(?<pronoun>je|tu|il|elle|on|nous|vous|ils|elles|ce)(?![\\p{L}\\p{N}-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Inversion();
}
