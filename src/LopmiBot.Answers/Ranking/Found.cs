using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Searching;
using LopmiBot.Answers.Text;
using LopmiBot.Answers.Understanding;

namespace LopmiBot.Answers.Ranking;

/// <summary>What a question finds.</summary>
internal sealed record Found
{
    public required UnderstoodQuestion Understood { get; init; }

    public AnalyzedQuestion Asked => Understood.Asked;

    public required IReadOnlyDictionary<Language, QuestionTerms> Terms { get; init; }

    /// <summary>Whether the question is of no known language, and no document holds any of its words.</summary>
    public required bool KnowsNothing { get; init; }

    /// <summary>Ids of the best documents, best first.</summary>
    public IReadOnlyList<string> Documents { get; init; } = [];

    /// <summary>Excerpts that may be shown, best first.</summary>
    public IReadOnlyList<RankedWindow> Windows { get; init; } = [];

    /// <summary>Whether one of the question's words stands in the corpus's glossary, or there is no glossary.</summary>
    public bool NamesGlossaryTerm { get; init; }

    /// <summary>By <see cref="Ranking.Evidence"/>, of the best excerpt; empty when there is none.</summary>
    public float[] Evidence { get; init; } = [];
}
