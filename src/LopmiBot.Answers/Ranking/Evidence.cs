namespace LopmiBot.Answers.Ranking;

/// <summary>What tells whether the corpus answers a question at all. The names are those of the file of weights.</summary>
internal enum Evidence
{
    /// <summary>1: where the weights start from.</summary>
    Always,

    /// <summary>The share of the question's weight that the best excerpt and its headings hold.</summary>
    Coverage,

    /// <summary>The same by the squares of the weights: what is rare in the question counts most.</summary>
    RareCoverage,

    /// <summary>The share that the best excerpt's own sentence holds.</summary>
    SentenceCoverage,

    /// <summary>How many of the question's terms the best excerpt and its headings hold, as a share.</summary>
    Count,

    /// <summary>Okapi BM25 of the best excerpt.</summary>
    Bm25,

    /// <summary>How much of the section's heading the question holds.</summary>
    HeadingPrecision,

    /// <summary>The share of the question's words that no document holds.</summary>
    UnknownWords,

    /// <summary>The share of the question's names that no document holds.</summary>
    UnknownNames,

    /// <summary>1 over the number of the question's words: one word in common says more of a short question.</summary>
    Brevity,

    /// <summary>Whether no word, or only one, is shared.</summary>
    SingleMatch,

    /// <summary>The share of the question's words that stand in a form of the corpus's glossary.</summary>
    GlossaryWords,

    /// <summary>A kind of answer is asked for and the best excerpt's sentence is not of that kind.</summary>
    WrongKind,
}
