using System.Globalization;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Temporal;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Curation;

/// <summary>What holds between documents that state the law and the table of provisions: days, articles and figures.</summary>
/// <param name="table">The table; <see langword="null"/> when the corpus has none.</param>
internal sealed class ProvisionRules(ProvisionTable? table)
{
    private static readonly HashSet<DocumentKind> Law = [DocumentKind.Statute, DocumentKind.Offence, DocumentKind.Procedure];

    private readonly List<DocumentProblem> _problems = [];

    public IReadOnlyList<DocumentProblem> Check(IReadOnlyList<Document> documents)
    {
        var written = documents.Where(document => document.Provenance is null).ToList();
        foreach (var document in written)
        {
            CheckDays(document);
            CheckArticles(document);
            CheckSourceDays(document);
        }

        if (table is not null)
        {
            var rows = table.Offences.SelectMany(offence => offence.Penalties.Select(penalty => (Offence: offence, Penalty: penalty))).ToList();
            CheckRows(rows, written);
            CheckCovered(rows, written);
        }

        return _problems;
    }

    /// <summary>A text of law is in force on days; which, is never left open.</summary>
    private void CheckDays(Document document)
    {
        if (!Law.Contains(document.Kind))
        {
            return;
        }

        foreach (var (span, index) in document.Passages().DistinctBy(passage => passage.Section))
        {
            var section = document.Sections[index];
            if (section.Validity.From is null && !section.IsBeforeFirstVersion)
            {
                var what = section.Level == 0 ? "the opening" : $"the section '{section.Heading}'";
                Error(document, section.Level == 0 ? 1 : section.Line, $"{what} states law without saying since when: add validFrom, and start=\"unknown\" when only the day of the source is known");
            }
        }
    }

    /// <summary>Of the articles that a paragraph names, its citation line names one at least.</summary>
    private void CheckArticles(Document document)
    {
        if (!Law.Contains(document.Kind))
        {
            return;
        }

        foreach (var (span, index) in document.Passages())
        {
            var section = document.Sections[index];
            var reference = section.Reference ?? document.Reference;
            var named = ArticleNumbers.NamedIn(document.Slice(span));
            if (reference is not null && ArticleNumbers.NamedIn(reference).Count > 0 && named.Count > 0 && !named.Any(article => ArticleNumbers.Covers(reference, article)))
            {
                Error(document, LineOf(document, span), $"the paragraph states article {string.Join(", ", named.Order(StringComparer.Ordinal))}, its citation line says '{reference}': give the section the reference of what it states");
            }
        }
    }

    /// <summary>A source that is older than a version cannot support it, unless it is the act that made it.</summary>
    private void CheckSourceDays(Document document)
    {
        foreach (var (span, index) in document.Passages())
        {
            if (document.Sections[index].Validity is { From: { } from, IsStartUnknown: false } && document.SourcesOf(span) is [{ Date: { } date, IsAct: false } source, ..] && date < from)
            {
                Warn(document, LineOf(document, span), string.Create(CultureInfo.InvariantCulture, $"the main source '{source.Title}' is of {date:yyyy-MM-dd}, before this version came into force on {from:yyyy-MM-dd}: name a later one first, or write act: true where it is the act that made it"));
            }
        }
    }

    private void CheckRows(IReadOnlyList<(Offence Offence, Penalty Penalty)> rows, IReadOnlyList<Document> documents)
    {
        var byName = documents.ToLookup(document => (document.Name, document.Language));
        foreach (var (_, row) in rows)
        {
            foreach (var language in LanguageCodes.All)
            {
                if (byName[(row.Document, language)].FirstOrDefault() is not { } document)
                {
                    Error(row, $"no document in {language} is called '{row.Document}': fix the section");
                }
                else if (document.Sections.FirstOrDefault(section => section.Anchor == row.Anchor) is not { } section)
                {
                    Error(row, $"{document.Id} has no section '{row.Anchor}': fix the section");
                }
                else
                {
                    CheckRow(row, document, section);
                }
            }
        }

        foreach (var versions in rows.GroupBy(each => (each.Offence.Id, each.Penalty.Article, each.Penalty.Offender, Circumstances: string.Join(',', each.Penalty.Circumstances.Order(StringComparer.Ordinal))), each => each.Penalty))
        {
            CheckVersions([.. versions.OrderBy(row => row.Validity.From ?? DateOnly.MinValue)]);
        }
    }

    /// <summary>On one day one penalty is faced for one thing, and one row states it.</summary>
    private void CheckVersions(List<Penalty> versions)
    {
        foreach (var (earlier, later) in versions.Zip(versions.Skip(1)).Where(pair => pair.First.Validity.To is null || pair.First.Validity.To >= pair.Second.Validity.From))
        {
            var isSame = earlier.Imprisonment == later.Imprisonment && earlier.Fine == later.Fine && earlier.TurnoverPercent == later.TurnoverPercent;
            Error(later, isSame
                ? $"the row repeats the one in line {earlier.Line}: remove one"
                : $"article {later.Article} has another penalty in line {earlier.Line} on the same days: end one, or name the circumstance in which they differ");
        }
    }

    private void CheckRow(Penalty row, Document document, Section section)
    {
        if (row.Validity != section.Validity)
        {
            Error(row, $"the days {row.Validity} are not those of '{section.Heading}' in {document.Id} ({section.Validity}): make them the same");
        }

        var passages = document.Passages().Where(passage => document.Sections[passage.Section] == section).ToList();
        if (row.Paragraph > passages.Count)
        {
            Error(row, $"'{section.Heading}' in {document.Id} has {passages.Count} paragraphs: fix the paragraph");
            return;
        }

        var text = document.Slice(passages[row.Paragraph - 1].Span);
        var figures = PenaltyFigures.Of(text);
        if (row.Imprisonment is { } term && !figures.Terms.Contains(term))
        {
            Error(row, $"the paragraph in {document.Id} does not state {term}: fix the row or the paragraph");
        }

        if (row.Fine is { } fine && !figures.Amounts.Contains(fine))
        {
            Error(row, string.Create(CultureInfo.InvariantCulture, $"the paragraph in {document.Id} does not state €{fine}: fix the row or the paragraph"));
        }

        if (row.TurnoverPercent is { } percent && !Figures.Of(text, document.Language).Contains(percent.ToString("0.####", CultureInfo.InvariantCulture), StringComparer.Ordinal))
        {
            Error(row, string.Create(CultureInfo.InvariantCulture, $"the paragraph in {document.Id} does not state {percent} %: fix the row or the paragraph"));
        }

        var named = ArticleNumbers.NamedIn(text);
        if (row.Articles.Count > 0 && !row.Articles.Any(article => named.Contains(article) || ArticleNumbers.Covers(section.Reference ?? document.Reference ?? "", article)))
        {
            Error(row, $"neither the paragraph in {document.Id} nor its citation line names article {row.Article}: fix the row or the reference");
        }
    }

    /// <summary>Each figure of a penalty that a dated paragraph of law states has its row, under that paragraph or under an article that it names.</summary>
    private void CheckCovered(IReadOnlyList<(Offence Offence, Penalty Penalty)> rows, IReadOnlyList<Document> documents)
    {
        var byArticle = rows.SelectMany(each => each.Penalty.Articles.Select(article => (Article: article, each.Penalty))).ToLookup(each => each.Article, each => each.Penalty, StringComparer.Ordinal);
        var byParagraph = rows.ToLookup(each => (each.Penalty.Document, each.Penalty.Anchor, each.Penalty.Paragraph), each => each.Penalty);
        foreach (var document in documents)
        {
            var paragraph = new Dictionary<int, int>();
            foreach (var (span, index) in document.Passages())
            {
                var number = paragraph[index] = paragraph.GetValueOrDefault(index) + 1;
                var section = document.Sections[index];
                var text = document.Slice(span);
                var figures = PenaltyFigures.Of(text);
                if (!figures.StatesPenalty)
                {
                    continue;
                }

                var articles = ArticleNumbers.NamedIn(text);
                if (articles.Count == 0)
                {
                    articles = ArticleNumbers.NamedIn(section.Reference ?? document.Reference ?? "");
                }

                if (section.Validity.IsUndated)
                {
                    CheckUndated(document, span, text, figures, articles.SelectMany(article => byArticle[article]));
                }
                else if (Law.Contains(document.Kind))
                {
                    var known = byParagraph[(document.Name, section.Anchor, number)].Concat(articles.SelectMany(article => byArticle[article])).ToList();
                    var missing = figures.Imprisonment.Where(term => known.TrueForAll(row => row.Imprisonment != term)).Select(term => term.ToString())
                        .Concat(figures.SpeaksOfFine ? figures.Amounts.Where(amount => known.TrueForAll(row => row.Fine != amount)).Select(amount => string.Create(CultureInfo.InvariantCulture, $"€{amount}")) : []);
                    foreach (var figure in missing)
                    {
                        Error(document, LineOf(document, span), $"the penalty {figure} has no row in {ProvisionTable.FileName}: add it under {document.Name}#{section.Anchor}, paragraph {number}");
                    }
                }
            }
        }
    }

    /// <summary>A penalty that has days elsewhere must not be quoted without.</summary>
    private void CheckUndated(Document document, TextSpan span, string text, PenaltyFigures figures, IEnumerable<Penalty> rows)
    {
        var dated = rows.FirstOrDefault(row => !row.Validity.IsUndated && ((row.Imprisonment is { } term && figures.Imprisonment.Contains(term)) || (row.Fine is { } fine && figures.Amounts.Contains(fine))));
        if (dated is not null && document.Kind is not (DocumentKind.Case or DocumentKind.Decision) && TemporalExpressionParser.LatestDay(text) is null)
        {
            Error(document, LineOf(document, span), $"the penalty of article {dated.Article} is in force on certain days ({dated.Validity} in {dated.Document}) and stands here without: give the section validFrom and validTo");
        }
    }

    private static int LineOf(Document document, TextSpan span) => document.Blocks.First(block => block.Span.Start >= span.Start).Line;

    private void Error(Document document, int line, string message) => _problems.Add(new DocumentProblem(ProblemSeverity.Error, document.Path, line, message));

    private void Error(Penalty row, string message) => _problems.Add(new DocumentProblem(ProblemSeverity.Error, ProvisionTable.FileName, row.Line, message));

    private void Warn(Document document, int line, string message) => _problems.Add(new DocumentProblem(ProblemSeverity.Warning, document.Path, line, message));
}
