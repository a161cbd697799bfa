using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Searching;

/// <summary>A term of the question.</summary>
/// <param name="Language">The language of the texts that it is looked for in.</param>
/// <param name="Term">As the index holds it.</param>
/// <param name="Weight">Its inverse document frequency.</param>
/// <param name="IsKnown">Whether any text holds it.</param>
/// <param name="OtherWords">What stands for it: the glossary's forms, and what a misspelt word likely means.</param>
public sealed record ExplainedTerm(Language Language, string Term, double Weight, bool IsKnown, IReadOnlyList<string> OtherWords);
