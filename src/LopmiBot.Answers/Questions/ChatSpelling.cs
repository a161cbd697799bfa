using System.Collections.Frozen;
using System.Text.RegularExpressions;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Questions;

/// <summary>Writes out the abbreviations of chats that stand for small words: "pk" for "pourquoi", "ppl" for "people".</summary>
/// <remarks>Only what is no word of either language, nor an abbreviation of the documents' field.</remarks>
public static partial class ChatSpelling
{
    private static readonly FrozenDictionary<string, string> Written = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["pk"] = "pourquoi",
        ["pq"] = "pourquoi",
        ["pkoi"] = "pourquoi",
        ["prkoi"] = "pourquoi",
        ["qd"] = "quand",
        ["koi"] = "quoi",
        ["ki"] = "qui",
        ["ke"] = "que",
        ["kel"] = "quel",
        ["kelle"] = "quelle",
        ["cmt"] = "comment",
        ["pr"] = "pour",
        ["ds"] = "dans",
        ["bcp"] = "beaucoup",
        ["tjr"] = "toujours",
        ["tjrs"] = "toujours",
        ["tjs"] = "toujours",
        ["qqn"] = "quelqu'un",
        ["qqch"] = "quelque chose",
        ["mtn"] = "maintenant",
        ["ajd"] = "aujourd'hui",
        ["auj"] = "aujourd'hui",
        ["aujourdhui"] = "aujourd'hui",
        ["cest"] = "c'est",
        ["cetait"] = "c'était",
        ["jai"] = "j'ai",
        ["ya"] = "il y a",
        ["whats"] = "what's",
        ["whos"] = "who's",
        ["wheres"] = "where's",
        ["hows"] = "how's",
        ["thats"] = "that's",
        ["doesnt"] = "doesn't",
        ["dont"] = "don't",
        ["didnt"] = "didn't",
        ["isnt"] = "isn't",
        ["wasnt"] = "wasn't",
        ["ppl"] = "people",
        ["pls"] = "please",
        ["plz"] = "please",
        ["b4"] = "before",
        ["cuz"] = "because",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A text with its abbreviations written out; what is typed with a capital may be a name and stays.</summary>
    /// <param name="text">As <see cref="QuestionText.Normalize"/> gives it.</param>
    public static string Expand(string text) =>
        HowMany().Replace(Word().Replace(text, match => Written.GetValueOrDefault(Words.Fold(match.Value), match.Value)), "combien");

    [GeneratedRegex(@"(?<![\p{L}\p{N}'’.@/_-])\p{Ll}[\p{Ll}4]{1,9}(?![\p{L}\p{N}'’@/_-])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    /// <summary>"Cb" is "combien" where a question opens with it; elsewhere it is "carte bancaire".</summary>
    [GeneratedRegex(@"(?<=^(?:et |par |en |depuis |pour |et pour |et par )?)cb(?= )", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HowMany();
}
