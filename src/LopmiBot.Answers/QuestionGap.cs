using LopmiBot.Answers.Documents;

namespace LopmiBot.Answers;

/// <summary>Questions without an answer that ask the same.</summary>
/// <param name="Questions">Their places in the list, the first asked first.</param>
/// <param name="Nearest">The documents nearest to the first of them, in its language: where its answer would be looked for.</param>
public sealed record QuestionGap(IReadOnlyList<int> Questions, IReadOnlyList<DocumentEntry> Nearest);
