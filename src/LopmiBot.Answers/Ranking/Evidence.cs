namespace LopmiBot.Answers.Ranking;

/// <summary>What tells whether the documents answer a question at all. The names are those of the file of weights.</summary>
internal enum Evidence
{
    /// <summary>1: where the weights start from.</summary>
    Always,

    /// <summary>The cosine of the question and the best excerpt's passage, or the nearest of its heading and the questions that people ask for it.</summary>
    Similarity,

    /// <summary>The share of the question's weight that the best excerpt and its headings hold.</summary>
    Coverage,

    /// <summary>The same by the squares of the weights: what is rare in the question counts most.</summary>
    RareCoverage,

    /// <summary>The share of the question's words that no document holds.</summary>
    UnknownWords,

    /// <summary>The share of the question's names that no document holds.</summary>
    UnknownNames,

    /// <summary>Of the question's words that are no names in the best passage, the share of the weight that excerpt and headings lack: "the salary of" someone they know.</summary>
    MissingBesideNames,

    /// <summary>A kind of answer is asked for and the best excerpt's sentence is not of that kind.</summary>
    WrongKind,

    /// <summary>The linear score of the best excerpt, a tenth of it.</summary>
    Score,

    /// <summary>How much of the ranking's trust one passage has: the sum of the squares of the passages' shares.</summary>
    Concentration,
}
