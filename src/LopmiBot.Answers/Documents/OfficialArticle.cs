using System.Text.RegularExpressions;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Documents;

/// <summary>An article of a code or an act.</summary>
/// <param name="Text">What the code or act is called: "Code pénal".</param>
/// <param name="Number">The article's number: "323-3-2", "L871-1".</param>
public sealed partial record OfficialArticle(string Text, string Number)
{
    /// <summary>The text and the first article of a reference: "Code pénal, art. 323-3-2, I".</summary>
    /// <returns><see langword="null"/> when it names none.</returns>
    public static OfficialArticle? Read(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Reference().Match(reference) is { Success: true } match
            ? new OfficialArticle(match.Groups["text"].Value.Trim(), ArticleNumbers.Normal(match.Groups["number"].Value))
            : null;
    }

    /// <summary>What texts are compared by: an act's number, else the name without case and accents.</summary>
    internal static string KeyOf(string text) => ActNumber().Match(text) is { Success: true } act ? act.Value : Words.Fold(text).Trim();

    [GeneratedRegex(@"^(?<text>.{1,300}?),? \(?(?:arts?\.?|articles?) (?<number>(?:[LRDA]\*?\.? ?)?[0-9]+(?:-[0-9]+)*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    /// <summary>Acts are numbered by year: 2023-22.</summary>
    [GeneratedRegex(@"\b[0-9]{2,4}-[0-9]{1,4}\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ActNumber();
}
