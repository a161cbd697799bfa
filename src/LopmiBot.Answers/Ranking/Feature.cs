namespace LopmiBot.Answers.Ranking;

/// <summary>
/// What the ranking looks at. The names are those of the file of weights. Each pays on documents that neither the weights nor
/// the encoder had seen: what was tried and dropped is in training/ranking/README.md.
/// </summary>
internal enum Feature
{
    /// <summary>The cosine of the question and the passage.</summary>
    Similarity,

    /// <summary>The cosine of the question and the nearest of the section's heading and the questions that people ask for the passage.</summary>
    AskedSimilarity,

    /// <summary>The most of the question's weight that one of the questions that people ask for the passage holds.</summary>
    AskedCoverage,

    /// <summary>The passage's search score, as a share of the best one's.</summary>
    PassageScore,

    /// <summary>The best search score among the document's passages, as a share of the best one's.</summary>
    DocumentScore,

    /// <summary>The weight of the terms that the document's candidates hold among them, as a share of the question's.</summary>
    DocumentCoverage,

    /// <summary>The number of the question's terms that the sentence holds, as a share of the question's.</summary>
    SentenceCount,

    /// <summary>The excerpt's share of the question by the squares of the weights: what is rare counts most.</summary>
    ExcerptRare,

    /// <summary>The weight of the terms that the excerpt holds in words of the same family only.</summary>
    ExcerptFamily,

    /// <summary>The weight of the terms that headings and title hold and the excerpt does not.</summary>
    HeadingsBeyond,

    /// <summary>How many of the question's names the passage and its headings hold.</summary>
    NamesInPassage,

    /// <summary>Names in the sentence that the question does not hold, when a person, a place or a name is asked for.</summary>
    NewNamesAsked,

    /// <summary>Numbers in the sentence that the question does not hold, when a figure or a date is asked for.</summary>
    NewFiguresAsked,

    /// <summary>The heading asks for what the question asks for: a person, a figure, a date.</summary>
    HeadingKind,

    /// <summary>Whether the passage is the first under its heading.</summary>
    FirstOfSection,

    /// <summary>Whether the excerpt opens with a word that stands for something said before.</summary>
    Dependent,

    /// <summary>In a question that continues a conversation: whether the document is about its subject.</summary>
    OfSubject,

    /// <summary>A day is asked for, and the text is of no day.</summary>
    Undated,

    /// <summary>The passage is in the other language.</summary>
    OtherLanguage,
}
