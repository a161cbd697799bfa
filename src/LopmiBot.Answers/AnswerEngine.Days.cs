using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Ranking;
using LopmiBot.Answers.Searching;

namespace LopmiBot.Answers;

/// <content>Answers for other days than today.</content>
public sealed partial class AnswerEngine
{
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

        var (document, section) = (now.Windows[0].Passage.Document, now.Windows[0].Passage.Section);
        if (section.Validity.Contains(asked.AsOf))
        {
            return null;
        }

        answer = answer with { Confidence = Math.Round(_model.ConfidenceOf(now.Evidence), 4), Documents = found.Documents.Count > 0 ? found.Documents : now.Documents };
        if (document.VersionOn(section, asked.AsOf) is { } version)
        {
            var passages = lease.PassagesOf(document, version);
            var position = Math.Max(0, lease.PassagesOf(document, section).ToList().IndexOf(now.Windows[0].Passage.Span));
            var passage = passages[Math.Min(position, passages.Count - 1)];
            var first = found.Windows.FirstOrDefault(window => window.Passage.Document.Id == document.Id && window.Passage.Section == version) is { } window
                ? Quote(window, found, score: 1)
                : Quote(document, version, passage, now);
            return WithChange(answer with
            {
                Outcome = Outcome.Answered,
                Excerpts = [first, .. Choose(found, wanted).Where(excerpt => excerpt.Citation.DocumentId != first.Citation.DocumentId || excerpt.Span != first.Span).Where(excerpt => !SaysTheSame(excerpt.Text, first.Text)).Take(wanted - 1)],
            });
        }

        return found.Windows.Count > 0 && found.Windows[0].Passage.Document.Id == document.Id
            ? null
            : answer with
            {
                Outcome = Outcome.NotFound,
                Silence = section.Validity.IsStartUnknown ? Silence.NotChecked : Silence.NotInForce,
                OfAnotherDay = Cite(document, section, now.Windows[0].Passage.Span),
            };
    }

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

        var position = lease.PassagesOf(document, section).ToList().FindIndex(passage => passage.Start <= first.Span.Start && first.Span.End <= passage.End);
        var passages = lease.PassagesOf(document, version);
        var other = Find(lease, asked with { AsOf = day, LastDay = DateOnly.MaxValue }, _model);
        var second = Quote(document, version, passages[Math.Clamp(position, 0, passages.Count - 1)], other);
        return answer with
        {
            OtherDay = day,
            Excerpts = [first, second, .. answer.Excerpts.Skip(1).Where(excerpt => excerpt.Span != second.Span || excerpt.Citation.DocumentId != second.Citation.DocumentId).Take(Math.Max(0, wanted - 2))],
        };
    }
}
