using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Text;
using LopmiBot.Answers.Understanding;

namespace LopmiBot.Answers.Ranking;

/// <summary>A run of whole sentences that may be quoted, around the sentence that it is chosen for.</summary>
/// <param name="Passage">Where it comes from.</param>
/// <param name="Core">Index of that sentence.</param>
/// <param name="Span">Where it stands in the document's text.</param>
/// <param name="Features">By <see cref="Feature"/>.</param>
internal sealed record RankedWindow(AnalyzedPassage Passage, int Core, TextSpan Span, float[] Features)
{
    /// <summary>The language of the text that matched: another than the passage's when a translation is shown.</summary>
    public required Language Language { get; init; }

    /// <summary>The question's terms that excerpt and headings hold.</summary>
    public required ulong All { get; init; }

    /// <summary>Whether the sentence is of the kind asked for.</summary>
    public required bool IsOfKind { get; init; }

    /// <summary>What the weights make of the features; any number, comparable within one question.</summary>
    public required double Score { get; init; }

    /// <summary>Whether the question refers back to its document's subject: its score is <see cref="WindowRanker.ReferredTo"/> more.</summary>
    public bool IsReferredTo { get; init; }

    /// <summary>Whether it tells how far the subject has come, where that is asked: its score is <see cref="WindowRanker.StatusOfSubject"/> more.</summary>
    public bool IsStatusOfSubject { get; init; }

    /// <summary>Whether it opens the document of the subject of a follow-up that says something of its own: its score is <see cref="WindowRanker.Overview"/> less.</summary>
    public bool IsOverview { get; init; }

    /// <summary>The penalty asked for, where it states it.</summary>
    public StatedPenalty? States { get; init; }

    /// <summary>Whether it states the penalty of a company where none is asked about: its score is <see cref="WindowRanker.OtherPerson"/> less.</summary>
    public bool IsOfOtherPerson { get; init; }

    /// <summary>Whether its passage stands under just the question that is asked: its score is <see cref="WindowRanker.SameQuestion"/> more.</summary>
    public bool IsSameQuestion { get; init; }

    /// <summary>The score without what <see cref="IsSameQuestion"/> adds: other excerpts are worth no less beside it.</summary>
    public double LearnedScore => IsSameQuestion ? Score - WindowRanker.SameQuestion : Score;
}
