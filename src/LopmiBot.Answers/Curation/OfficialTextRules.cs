using System.Globalization;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Curation;

/// <summary>Compares the table of provisions with codes and acts as their publisher gives them.</summary>
public static class OfficialTextRules
{
    /// <summary>
    /// A warning for each row whose article the official text does not have on the row's first day, or whose years or fine that
    /// version does not state. Rows of texts that are not installed are passed over, and so are those of companies: their fine
    /// is five times the article's (Code pénal, art. 131-38).
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="official">One document for each version of an article.</param>
    public static IEnumerable<DocumentProblem> Compare(ProvisionTable table, IReadOnlyList<Document> official)
    {
        ArgumentNullException.ThrowIfNull(table);
        var versions = official
            .Select(document => (Document: document, Article: document.Reference is { } reference ? OfficialArticle.Read(reference) : null))
            .Where(pair => pair.Article is not null)
            .ToLookup(pair => (OfficialArticle.KeyOf(pair.Article!.Text), pair.Article.Number), pair => pair.Document);
        var texts = versions.Select(group => group.Key.Item1).ToHashSet(StringComparer.Ordinal);
        return from offence in table.Offences
               let text = OfficialArticle.KeyOf(offence.Code)
               where texts.Contains(text)
               from row in offence.Penalties
               where row.Offender != Offender.Company
               let day = row.Validity.From ?? row.Validity.To
               where day is not null
               let articles = row.Articles.Select(article => (Number: article, Text: versions[(text, article)].FirstOrDefault(version => version.Validity.Contains(day.Value)))).ToList()
               from message in Differences(row, day.Value, articles)
               select new DocumentProblem(ProblemSeverity.Warning, ProvisionTable.FileName, row.Line, $"{offence.Id}, {message}");
    }

    private static IEnumerable<string> Differences(Penalty row, DateOnly day, IReadOnlyList<(string Number, Document? Text)> articles)
    {
        foreach (var (number, _) in articles.Where(article => article.Text is null))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"art. {number}: the official text has no version of it on {day:yyyy-MM-dd}: correct the article or the day, or import that version");
        }

        var figures = articles.Select(article => article.Text).OfType<Document>().Select(text => PenaltyFigures.Of(text.Text)).ToList();
        if (figures.Count == 0)
        {
            yield break;
        }

        if (row.Imprisonment is { } term && !figures.Exists(each => each.Terms.Contains(term)))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"art. {row.Article}: the official text of {day:yyyy-MM-dd} does not say {term}: hold the row against it");
        }

        if (row.Fine is { } fine && !figures.Exists(each => each.Amounts.Contains(fine)))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"art. {row.Article}: the official text of {day:yyyy-MM-dd} does not say {fine} euros: hold the row against it");
        }
    }
}
