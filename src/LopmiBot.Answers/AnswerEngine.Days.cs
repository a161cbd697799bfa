using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Ranking;
using LopmiBot.Answers.Text;
using LopmiBot.Answers.Understanding;

namespace LopmiBot.Answers;

/// <content>Answers for other days than today.</content>
public sealed partial class AnswerEngine
{
    /// <summary>Of what answers today, what is worth less than this beside the best is about something else.</summary>
    private const double LeastWorth = 0.25;

    /// <summary>
    /// For another day than today: what answers today tells which provision is asked about, and its version of that day answers,
    /// or the section that says that nothing was in force. A text that merely shares words with the question does not.
    /// </summary>
    /// <returns><see langword="null"/>: what answers today holds on that day too, or nothing does.</returns>
    private Answer? OfItsDay(CommitView lease, Found found, int wanted, Answer answer)
    {
        var asked = found.Asked;
        var now = Find(lease, QuestionReader.On(lease, found.Understood, Today()), _model);
        if (!IsAnswered(now, namesKnownArticle: asked.ArticleNumbers.Count > 0))
        {
            return null;
        }

        var best = now.Windows[0];
        var versions = new List<(RankedWindow Today, Section Version)>();
        foreach (var today in now.Windows)
        {
            var isNear = Math.Exp(today.Score - best.Score) >= LeastWorth;
            if (!isNear && !IsOnTheSameArticle(today, best))
            {
                continue;
            }

            var (document, section) = (today.Passage.Document, today.Passage.Section);
            if (section.Validity.Contains(asked.AsOf))
            {
                if (isNear && versions.Count == 0 && (ReferenceEquals(today, best) || !section.Validity.IsUndated))
                {
                    return null;
                }
            }
            else if (document.VersionOn(section, asked.AsOf) is { } version && (!version.IsBeforeFirstVersion || IsOnTheSameProvision(today, best)))
            {
                versions.Add((today, version));
            }
        }

        if (versions.Count > 0)
        {
            // Where the best has none of that day, of the others' versions the one that its own words bring first.
            var window = ReferenceEquals(versions[0].Today, best) ? null : found.Windows.FirstOrDefault(each => versions.Exists(pair => pair.Version == each.Passage.Section && pair.Today.Passage.Document.Id == each.Passage.Document.Id));
            var (today, version) = window is null ? versions[0] : versions.Find(pair => pair.Version == window.Passage.Section);
            return WithVersion(lease, found, wanted, answer with { Confidence = Math.Round(_model.ConfidenceOf(now.Evidence), 4), Documents = found.Documents }, today, version);
        }

        // An imported text has a document for each version.
        if (found.Windows.Count > 0 && IsVersionOf(found.Windows[0].Passage.Document, best.Passage.Document))
        {
            return null;
        }

        return answer with
        {
            Outcome = Outcome.NotFound,
            Silence = best.Passage.Section.Validity.IsStartUnknown ? Silence.NotChecked : Silence.NotInForce,
            Documents = now.Documents,
            OfAnotherDay = Cite(best.Passage.Document, best.Passage.Section, best.Passage.Span),
        };
    }

    private static bool IsVersionOf(Document one, Document other) =>
        one.Id != other.Id && one.Language == other.Language
        && (one.Reference is not null ? one.Reference == other.Reference : one.Provenance?.VersionOf is { } text && text == other.Provenance?.VersionOf);

    /// <summary>
    /// Whether what was before the first version of one excerpt's provision is said of the other's too: of an article that both
    /// cite, in two documents. Beside it in its own document stands a provision of its own.
    /// </summary>
    private static bool IsOnTheSameProvision(RankedWindow one, RankedWindow best) =>
        ReferenceEquals(one, best) || (one.Passage.Document.Id != best.Passage.Document.Id && IsOnTheSameArticle(one, best));

    /// <summary>Whether two excerpts cite an article in common: another document may have the version that this one lacks.</summary>
    private static bool IsOnTheSameArticle(RankedWindow one, RankedWindow other) => ArticlesOf(one).Overlaps(ArticlesOf(other));

    private static HashSet<string> ArticlesOf(RankedWindow window) =>
        ArticleNumbers.NamedIn(window.Passage.Section.Reference ?? window.Passage.Document.Reference ?? "");

    /// <summary>The version of a day in place of the one that answers today.</summary>
    private Answer WithVersion(CommitView lease, Found found, int wanted, Answer answer, RankedWindow today, Section version)
    {
        var document = today.Passage.Document;
        var first = found.Windows.FirstOrDefault(window => window.Passage.Document.Id == document.Id && window.Passage.Section == version) is { } window
            ? Quote(window, found, score: 1)
            : Quote(document, version, Counterpart(lease, document, today.Passage.Section, today.Passage.Span, version), found);
        return WithChange(answer with
        {
            Outcome = Outcome.Answered,
            Excerpts = [first, .. Choose(found, wanted).Where(excerpt => !IsSamePlace(excerpt, first) && !SaysTheSame(excerpt.Text, first.Text)).Take(wanted - 1)],
        });
    }

    /// <summary>The passage of a version that stands where another one stands in its own.</summary>
    private static TextSpan Counterpart(CommitView lease, Document document, Section section, TextSpan span, Section version)
    {
        var position = lease.PassagesOf(document, section).ToList().FindIndex(passage => passage.Start <= span.Start && span.End <= passage.End);
        var passages = lease.PassagesOf(document, version);
        return passages[Math.Clamp(position, 0, passages.Count - 1)];
    }

    private static bool IsSamePlace(Excerpt one, Excerpt other) => one.Citation.DocumentId == other.Citation.DocumentId && one.Span == other.Span;

    /// <summary>What is quoted first, in its version of the other day that is asked about.</summary>
    private Answer WithOtherDay(CommitView lease, UnderstoodQuestion understood, int wanted, Answer answer)
    {
        var asked = understood.Asked;
        if (asked.OtherDay is not { } day || answer.Outcome != Outcome.Answered)
        {
            return answer;
        }

        var first = answer.Excerpts[0];
        var document = lease.Find(first.Citation.DocumentId);
        var section = document?.Sections.FirstOrDefault(each => each.Anchor == first.Citation.Anchor);
        if (document is null || section is null || section.Validity.Contains(day) || document.VersionOn(section, day) is not { } version)
        {
            return answer;
        }

        var other = Find(lease, QuestionReader.On(lease, understood, day), _model);
        var second = Quote(document, version, Counterpart(lease, document, section, first.Span, version), other);
        return answer with
        {
            OtherDay = day,
            Excerpts = [first, second, .. answer.Excerpts.Skip(1).Where(excerpt => !IsSamePlace(excerpt, second)).Take(Math.Max(0, wanted - 2))],
        };
    }
}
