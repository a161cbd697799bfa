using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Ranking;
using LopmiBot.Answers.Searching;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers;

/// <summary>How an answer came about.</summary>
public sealed record Explanation
{
    /// <summary>The language read.</summary>
    public required Language Language { get; init; }

    /// <summary>The day answered for, and whether the question named it.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Whether the question, or its asker, named the day.</summary>
    public required bool NamesDay { get; init; }

    /// <summary>What kind of thing is asked for, such as <c>Penalty</c>; <c>Any</c> when the words do not tell.</summary>
    public required string AnswerKind { get; init; }

    /// <summary>What was understood.</summary>
    public required Reading Reading { get; init; }

    /// <summary>What is searched for, by language.</summary>
    public required IReadOnlyList<ExplainedTerm> Terms { get; init; }

    /// <summary>Why the bot answers or is silent: each piece of evidence with what it adds to the logarithm of the odds.</summary>
    public required IReadOnlyList<Contribution> Evidence { get; init; }

    /// <summary>The question's own words that some document holds, as typed.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>The probability that the excerpts answer, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>The probability that the documents are about what is asked, 0 to 1.</summary>
    public required double Scope { get; init; }

    /// <summary>Below this <see cref="Scope"/> the bot is silent.</summary>
    public required double LeastScope { get; init; }

    /// <summary>The best excerpts, best first, with what each feature adds to their score.</summary>
    public required IReadOnlyList<ExplainedExcerpt> Excerpts { get; init; }
}

/// <summary>An excerpt and how its score came about.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Anchor">The section.</param>
/// <param name="Text">The excerpt.</param>
/// <param name="Score">The sum of its contributions.</param>
/// <param name="Contributions">The greatest first.</param>
public sealed record ExplainedExcerpt(string DocumentId, string Anchor, string Text, double Score, IReadOnlyList<Contribution> Contributions);
