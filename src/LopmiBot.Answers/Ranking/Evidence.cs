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

    /// <summary>How much one of the questions that people ask for the best passage is like this one.</summary>
    AskedMatch,

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

    /// <summary>The corpus has a glossary: it says what it is about.</summary>
    HasGlossary,

    /// <summary>The corpus has a glossary, and none of the question's words stands in it.</summary>
    NoGlossaryWord,

    /// <summary>A kind of answer is asked for and the best excerpt's sentence is not of that kind.</summary>
    WrongKind,

    /// <summary>The share of the question's words that belong to another area of law.</summary>
    OtherLaw,

    /// <summary>The best excerpt stands in the other language, or was found by the other language's words.</summary>
    OtherLanguage,

    /// <summary>What "which" or "what" asks for stands neither in the best excerpt nor above it.</summary>
    MissingFocus,

    /// <summary>What "which" or "what" asks for stands in no document.</summary>
    UnknownFocus,

    /// <summary>Of the question's words that are no names in the best passage, the share of the weight that excerpt and headings lack: "the salary of" someone they know.</summary>
    MissingBesideNames,

    /// <summary>A number of some unit is asked for and the best excerpt holds none.</summary>
    MissingMeasure,

    /// <summary>A figure is asked for and the best excerpt holds none that the question does not.</summary>
    MissingFigure,

    /// <summary>The linear score of the best excerpt, a tenth of it.</summary>
    Score,
}
