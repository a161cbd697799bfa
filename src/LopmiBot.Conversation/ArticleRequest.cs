using System.Text.RegularExpressions;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Temporal;
using LopmiBot.Answers.Text;

namespace LopmiBot.Conversation;

/// <summary>A message that names an article and nothing else: "article 323-3-2 as of 24 August 2024", "art. L. 871-1 CSI".</summary>
/// <param name="Number">The article, as typed.</param>
/// <param name="Text">Part of what its code or act is called; empty: not said.</param>
/// <param name="Day">The day whose version is asked for; <see langword="null"/>: not said.</param>
/// <param name="Language">The language of the words that say the day; <see langword="null"/>: none do, or both share them.</param>
public sealed partial record ArticleRequest(string Number, string Text, DateOnly? Day, Language? Language)
{
    /// <summary>Reads one.</summary>
    /// <param name="text">The message.</param>
    /// <param name="today">The day on which it is written.</param>
    /// <returns><see langword="null"/> when the message says anything else.</returns>
    public static ArticleRequest? Read(string text, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = Form().Match(QuestionText.Normalize(text));
        if (!match.Success)
        {
            return null;
        }

        DateOnly? day = match.Groups["day"].Success ? TemporalExpressionParser.ParseDay(match.Groups["day"].Value, today) : null;
        return match.Groups["day"].Success && day is null ? null : new ArticleRequest(
            match.Groups["number"].Value,
            match.Groups["text"].Value,
            day,
            match.Groups["french"].Success ? Answers.Text.Language.French : match.Groups["english"].Success ? Answers.Text.Language.English : null);
    }

    [GeneratedRegex(@"^/?(?:article|art\.?) ?(?<number>(?:[LRDA]\*?\.? ?)?[0-9]{1,5}(?:-[0-9]{1,3}){0,4})(?:,? (?:(?:du|de la|of the|of) )?(?<text>(?:code|criminal code|penal code|loi|act|lcen|cpp|csi|cpce|cmf|lopmi)\b(?:(?! (?:au|à la date du|en date du|as of|as-of|on) )[^?,;:!]){0,80}))?(?: (?:(?<french>au|à la date du|en date du)|(?<english>as of|as-of|on)) (?<day>[^?]{1,30}))? ?[?.!]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
