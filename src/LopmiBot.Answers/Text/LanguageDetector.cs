using System.Collections.Frozen;
using System.Text;

namespace LopmiBot.Answers.Text;

/// <summary>
/// Tells French from English by the words that neither language shares: articles, pronouns, question words.
/// Enough for two languages, and for questions of three words as well as for whole documents.
/// </summary>
public static class LanguageDetector
{
    private const int LettersLookedAt = 20_000;

    private static readonly FrozenSet<string> French = Words("""
        à afin ai ainsi alors apres après as au aucun aussi autre aux avait avant avec avez avoir bonjour c ca ça car ce cela
        celle celui ces cet cette ceux chaque chez ci combien comment contre d dans de depuis des dit doit donc du elle elles en
        encore entre es est et etait était ete été etre être eu eux fait faut font il ils j je jusqu jusque koi l la là le
        lequel les lesquels leur leurs lors lorsque lui m ma mais merci mes moi moins mon n ne ni nos notre nous ont ou où
        par parce pas peine peut peux plus pour pourquoi qd qu quand que quel quelle quelles quels qui quoi risque s sa sans se selon ses si
        sont sous sur t ta te tes toi ton toujours tous tout toute toutes tu un une vers vos votre vous y
        """);

    private static readonly FrozenSet<string> English = Words("""
        a about after all also am an and any are as at bail be because been before but by can case company could deadline did do does doing fine for from get give
        had has have he hello her here him his how i if in into is it its just know latest law long many may me meaning more much must my no not now
        of off on only or our out over please penalty punish punished sentence she should so some status still tell than thanks that the their them then there these
        they this those to under until up us was we were what when where which while who whom whose why will with would years you your
        """);

    /// <summary>The language whose small words the text holds more of.</summary>
    /// <returns><see langword="null"/> when the text gives no sign.</returns>
    public static Language? Detect(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var french = 0;
        var english = 0;
        var word = new StringBuilder();
        var end = Math.Min(text.Length, LettersLookedAt);
        for (var i = 0; i <= end; i++)
        {
            var c = i < end ? text[i] : ' ';
            // A digit belongs to its word: the J of J3 is no French pronoun.
            if (char.IsLetterOrDigit(c))
            {
                word.Append(char.ToLowerInvariant(c));
                // Letters that English writes only in borrowed words count a little for French.
                french += c is 'é' or 'è' or 'ê' or 'à' or 'ç' or 'ù' or 'œ' or 'É' or 'À' ? 1 : 0;
            }
            else if (word.Length > 0)
            {
                var found = word.ToString();
                french += French.Contains(found) ? 2 : 0;
                english += English.Contains(found) ? 2 : 0;
                word.Clear();
            }
        }

        return french == english ? null : french > english ? Language.French : Language.English;
    }

    private static FrozenSet<string> Words(string list) =>
        list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
