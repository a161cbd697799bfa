using System.Globalization;
using System.Text;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;

namespace LopmiBot.Importing.Formats;

/// <summary>Ids and lines of text from what files call things.</summary>
internal static class Names
{
    private const int MaxId = 80;

    private static readonly string[] Months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

    /// <summary>An id of a-z, 0-9 and hyphens that ends with the language.</summary>
    public static string Id(string name, Language language)
    {
        var (stem, suffix) = (Slug(name), "-" + language.Code());
        return (stem.Length == 0 ? "document" : stem.EndsWith(suffix, StringComparison.Ordinal) ? stem[..^suffix.Length] : stem) + suffix;
    }

    /// <summary>A name in a-z, 0-9 and hyphens; empty when it has nothing of these.</summary>
    public static string Slug(string name)
    {
        var id = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                id.Append(char.ToLowerInvariant(c));
            }
            else if (id.Length > 0 && id[^1] != '-' && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                id.Append('-');
            }

            if (id.Length == MaxId)
            {
                break;
            }
        }

        return id.ToString().Trim('-');
    }

    /// <summary>Text on one line: one space for each run of white space, none at the ends.</summary>
    public static string Line(string? text) => MarkdownWriter.Line(text ?? "");

    /// <summary>A day as French decisions are cited by it: <c>6 novembre 2018</c>.</summary>
    public static string French(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day}{(day.Day == 1 ? "er" : "")} {Months[day.Month - 1]} {day.Year}");

    /// <summary>A day in a form that files use, <c>2023-01-26</c> or <c>20230126</c>; <see langword="null"/> for anything else.</summary>
    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
