using System.Globalization;
using System.Text.RegularExpressions;

namespace LopmiBot.Answers.Text;

/// <summary>The articles that a text or a reference names, in one form: <c>323-3-2</c>, <c>L871-1</c>.</summary>
internal static partial class ArticleNumbers
{
    /// <summary>The articles that a text names after "article" or "art.".</summary>
    public static HashSet<string> NamedIn(string text)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match list in List().Matches(text))
        {
            Add(list.Groups["list"].Value, found);
        }

        return found;
    }

    /// <summary>Whether a reference covers an article: names it, or a span in which it lies ("art. 323-1 à 323-8").</summary>
    public static bool Covers(string reference, string article)
    {
        if (NamedIn(reference).Contains(article))
        {
            return true;
        }

        foreach (Match span in Span().Matches(reference))
        {
            var (from, to) = (Key(span.Groups["from"].Value), Key(span.Groups["to"].Value));
            var key = Key(article);
            if (Compare(from, key) <= 0 && (Compare(key, to) <= 0 || StartsWith(key, to)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An article's number as it is compared: <c>L. 871-1</c> is <c>L871-1</c>.</summary>
    public static string Normal(string number) => Blanks().Replace(number, "").ToUpperInvariant();

    private static void Add(string list, HashSet<string> found)
    {
        foreach (Match number in Number().Matches(list))
        {
            found.Add(Normal(number.Value));
        }
    }

    private static (string Book, int[] Numbers) Key(string number)
    {
        var normal = Normal(number);
        var book = string.Concat(normal.TakeWhile(char.IsLetter));
        return (book, [.. normal[book.Length..].Split('-').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0)]);
    }

    private static int Compare((string Book, int[] Numbers) one, (string Book, int[] Numbers) other)
    {
        var books = string.CompareOrdinal(one.Book, other.Book);
        for (var i = 0; books == 0 && i < Math.Max(one.Numbers.Length, other.Numbers.Length); i++)
        {
            books = (i < one.Numbers.Length ? one.Numbers[i] : -1).CompareTo(i < other.Numbers.Length ? other.Numbers[i] : -1);
        }

        return books;
    }

    private static bool StartsWith((string Book, int[] Numbers) key, (string Book, int[] Numbers) start) =>
        key.Book == start.Book && key.Numbers.Length >= start.Numbers.Length && key.Numbers.AsSpan(0, start.Numbers.Length).SequenceEqual(start.Numbers);

    /// <summary>The letter of its book, if any, and its numbers: <c>L. 871-1</c>, <c>323-3-2</c>.</summary>
    private const string OneNumber = @"(?:(?<!\p{L})[LRDA]\*?\.?\s?)?\d+(?:-\d+)*(?![\d°])";

    /// <summary>What may stand between the numbers of a list: paragraphs of the articles, and words that join.</summary>
    private const string Between = @"[\s,;.]|(?:[IVX]+|bis|ter|quater|to|and|et|ou|or|following|suivants)(?!\p{L})|à\s|(?:al|alinéas?|para|paragraphs?|subpara)\.?\s?\d+|\d+°";

    [GeneratedRegex(@"(?<!\p{L})(?:articles?|arts?\.?)\s(?<list>" + OneNumber + "(?:" + Between + "|" + OneNumber + ")*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex List();

    [GeneratedRegex(@"(?<!(?:al|alinéas?|para|paragraphs?|subpara)\.?\s?)" + OneNumber, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex("(?<from>" + OneNumber + @")\s(?:à|to)\s(?<to>" + OneNumber + ")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Span();

    [GeneratedRegex(@"[\s.*]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
