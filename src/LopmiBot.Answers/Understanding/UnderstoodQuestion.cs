using System.Globalization;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Understanding;

/// <summary>A question, read together with what the conversation was about.</summary>
/// <param name="Asked">Its words.</param>
/// <param name="Reading">What was understood.</param>
internal sealed record UnderstoodQuestion(AnalyzedQuestion Asked, Reading Reading)
{
    /// <summary>Whether it names a subject itself.</summary>
    public bool NamesSubject { get; init; }

    /// <summary>Whether it continues the conversation.</summary>
    public bool IsFollowUp { get; init; }

    /// <summary>Whether it refers back to the subject by a pronoun, or says next to nothing of its own.</summary>
    public bool RefersBack { get; init; }

    /// <summary>Where the penalty stands that is asked for: a paragraph of a document, and what it states.</summary>
    public IReadOnlyList<StatedPenalty> Penalties { get; init; } = [];

    /// <summary>Whether the table has the offence whose penalty is asked for, and no row for this person and these circumstances on any day.</summary>
    public bool IsUnstated { get; init; }

    /// <summary>Whether every word of it was understood: nothing else is asked than what <see cref="Reading"/> says.</summary>
    public bool IsFullyRead { get; init; }
}

/// <summary>A penalty and the paragraph that states it.</summary>
/// <param name="Fact">The row of the table.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="Section">Its section.</param>
/// <param name="Span">The paragraph.</param>
internal sealed record StatedPenalty(PenaltyFact Fact, string DocumentId, Section Section, TextSpan Span)
{
    /// <summary>Whether a text gives the figures of the row.</summary>
    public bool IsStatedBy(string text, Language language)
    {
        var figures = PenaltyFigures.Of(text);
        return (Fact.Penalty.Imprisonment is not { } term || figures.Terms.Contains(term))
            && (Fact.Penalty.Fine is not { } fine || figures.Amounts.Contains(fine))
            && (Fact.Penalty.TurnoverPercent is not { } percent || Figures.Of(text, language).Contains(percent.ToString("0.####", CultureInfo.InvariantCulture), StringComparer.Ordinal));
    }
}
