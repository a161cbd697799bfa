using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Ranking;
using LopmiBot.Answers.Searching;

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
        var now = Find(lease, asked with { AsOf = Today(), LastDay = DateOnly.MaxValue, OtherDay = null, NamesDay = false }, _model);
        if (!IsAnswered(now, namesKnownArticle: asked.ArticleNumbers.Count > 0))
        {
            return null;
        }

        foreach (var today in now.Windows.TakeWhile(window => Math.Exp(window.Score - now.Windows[0].Score) >= LeastWorth))
        {
            var (document, section) = (today.Passage.Document, today.Passage.Section);
            if (section.Validity.Contains(asked.AsOf))
            {
                return null;
            }

            if (document.VersionOn(section, asked.AsOf) is { } version)
            {
                return WithVersion(lease, found, wanted, answer with { Confidence = Math.Round(_model.ConfidenceOf(now.Evidence), 4), Documents = found.Documents }, today, version);
            }
        }

        var best = now.Windows[0].Passage;
        return answer with
        {
            Outcome = Outcome.NotFound,
            Silence = best.Section.Validity.IsStartUnknown ? Silence.NotChecked : Silence.NotInForce,
            Documents = now.Documents,
            OfAnotherDay = Cite(best.Document, best.Section, best.Span),
        };
    }

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
    private Answer WithOtherDay(CommitView lease, AnalyzedQuestion asked, int wanted, Answer answer)
    {
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

        var other = Find(lease, asked with { AsOf = day, LastDay = DateOnly.MaxValue }, _model);
        var second = Quote(document, version, Counterpart(lease, document, section, first.Span, version), other);
        return answer with
        {
            OtherDay = day,
            Excerpts = [first, second, .. answer.Excerpts.Skip(1).Where(excerpt => !IsSamePlace(excerpt, second)).Take(Math.Max(0, wanted - 2))],
        };
    }
}
