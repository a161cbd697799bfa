using LopmiBot.Answers.Documents;

namespace LopmiBot.Answers.Excerpts;

/// <summary>A row of the table of provisions that an excerpt states.</summary>
/// <param name="Offence">What the offence is called, in the answer's language.</param>
/// <param name="Code">The text that its articles stand in, in that language.</param>
/// <param name="Penalty">The row.</param>
public sealed record PenaltyFact(string Offence, string Code, Penalty Penalty);
