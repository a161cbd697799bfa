using System.Collections.Frozen;
using System.Text.RegularExpressions;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Understanding;

/// <summary>Reads "and article 18?" after "what does article 10 of LOPMI say?": an article is one of the act that the conversation is about.</summary>
internal static partial class ArticleReference
{
    private static readonly FrozenSet<string> Unsaid = Words.Set("l the le art article articles what about");

    /// <summary>What was asked before, of another article.</summary>
    /// <param name="before">What was asked before.</param>
    /// <param name="text">What is asked now.</param>
    /// <param name="openers">The words that open what continues a conversation.</param>
    /// <returns><see langword="null"/> when it says more than an article's number, or when no article was asked about.</returns>
    public static string? OfSameAct(string before, string text, FrozenSet<string> openers)
    {
        ArgumentNullException.ThrowIfNull(before);
        var said = Words.WithoutElision(Words.Of(Words.Fold(text))).Where(word => !openers.Contains(word) && !Unsaid.Contains(word)).ToList();
        return said is [var number] && Number().IsMatch(number) && Article().IsMatch(before)
            ? Article().Replace(before, match => match.Groups["word"].Value + number, 1)
            : null;
    }

    [GeneratedRegex("^[0-9]{1,3}(?:-[0-9]{1,2})*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<word>\b(?:article|art)s?\b\.? ?)[0-9]{1,3}(?:-[0-9]{1,2})*\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Article();
}
