namespace LopmiBot.Answers.Ranking;

/// <summary>What the ranking looks at. The names are those of the file of weights.</summary>
internal enum Feature
{
    /// <summary>The passage's search score, as a share of the best one's.</summary>
    PassageScore,

    /// <summary>1 for the best passage of the search, 1/2 for the second, and so on.</summary>
    PassageRank,

    /// <summary>The best search score among the document's passages, as a share of the best one's.</summary>
    DocumentScore,

    /// <summary>The share of the candidates' search scores that the document's passages hold.</summary>
    DocumentShare,

    /// <summary>The most of the question's weight that one of the questions that people ask for the passage holds.</summary>
    AskedCoverage,

    /// <summary>The same, times the share of that question's terms that are in this one: 1 for the same question.</summary>
    AskedMatch,

    /// <summary>The weight of the question's terms that the sentence holds, as a share of the question's.</summary>
    SentenceCoverage,

    /// <summary>The number of the question's terms that the sentence holds, as a share of the question's.</summary>
    SentenceCount,

    /// <summary>The same by the squares of the weights.</summary>
    SentenceRare,

    /// <summary>The weight of the terms that the sentence holds in words of the same family only.</summary>
    SentenceFamily,

    /// <summary>Okapi BM25 of the sentence.</summary>
    SentenceBm25,

    /// <summary>Okapi BM25 of the excerpt.</summary>
    ExcerptBm25,

    /// <summary>Okapi BM25 of the passage.</summary>
    PassageBm25,

    /// <summary>The excerpt's share by the squares of the weights.</summary>
    ExcerptRare,

    /// <summary>The passage's share by the squares of the weights.</summary>
    PassageRare,

    /// <summary>The weight of the terms that the excerpt holds in words of the same family only.</summary>
    ExcerptFamily,

    /// <summary>Neighbouring terms of the question that stand together anywhere in the excerpt.</summary>
    ExcerptPairs,

    /// <summary>Names in the sentence that the question does not hold.</summary>
    NewNames,

    /// <summary>The same, when a person or a place is asked for.</summary>
    NewNamesAsked,

    /// <summary>Numbers in the sentence that the question does not hold.</summary>
    NewFigures,

    /// <summary>The same, when a figure or a date is asked for.</summary>
    NewFiguresAsked,

    /// <summary>How many of the question's names the sentence holds.</summary>
    NamesInSentence,

    /// <summary>How many of the question's names the excerpt holds.</summary>
    NamesInExcerpt,

    /// <summary>How many of the question's names the passage and its headings hold.</summary>
    NamesInPassage,

    /// <summary>The sentence holds what "which" asks for.</summary>
    FocusInSentence,

    /// <summary>The excerpt holds what "which" asks for.</summary>
    FocusInExcerpt,

    /// <summary>The weight of the terms that the document's candidates hold among them.</summary>
    DocumentCoverage,

    /// <summary>The place of the sentence in its passage, 0 to 1.</summary>
    Place,

    /// <summary>The weight of the terms that the excerpt holds.</summary>
    ExcerptCoverage,

    /// <summary>The weight of the terms that the whole passage holds.</summary>
    PassageCoverage,

    /// <summary>The weight of the terms that headings and title hold and the excerpt does not.</summary>
    HeadingsBeyond,

    /// <summary>The weight of the terms that the section's heading holds.</summary>
    HeadingCoverage,

    /// <summary>How much of the section's heading the question holds.</summary>
    HeadingPrecision,

    /// <summary>The heading asks for what the question asks for: a person, a figure, a date.</summary>
    HeadingKind,

    /// <summary>The same, by how much of the question heading and title hold.</summary>
    HeadingKindAsked,

    /// <summary>The weight of the terms that the title holds.</summary>
    TitleCoverage,

    /// <summary>How much of the title the question holds.</summary>
    TitlePrecision,

    /// <summary>The weight of the terms that stand near one another in the sentence as they do in the question.</summary>
    SentencePairs,

    /// <summary>Whether the sentence holds the question's rarest term.</summary>
    RarestTerm,

    /// <summary>The weight of the terms that the sentence before holds and the sentence does not.</summary>
    SentenceBefore,

    /// <summary>The weight of the terms that the sentence after holds and the sentence does not.</summary>
    SentenceAfter,

    /// <summary>In a question that continues another: the share of its own terms that excerpt and headings hold.</summary>
    OwnTerms,

    /// <summary>The same, when they hold all of them.</summary>
    AllOwnTerms,

    /// <summary>The length of the sentence, as a share of an excerpt's greatest.</summary>
    SentenceLength,

    /// <summary>The length of the excerpt, as a share of its greatest.</summary>
    ExcerptLength,

    /// <summary>Whether the sentence is the first of its passage.</summary>
    FirstSentence,

    /// <summary>Whether the passage is the first under its heading.</summary>
    FirstOfSection,

    /// <summary>The same, by how much of the question the heading holds.</summary>
    FirstUnderAskedHeading,

    /// <summary>Whether the excerpt opens with a word that stands for something said before.</summary>
    Dependent,

    /// <summary>A figure is asked for and the sentence holds one.</summary>
    FigureAsked,

    /// <summary>A figure is asked for and the excerpt holds one.</summary>
    FigureInExcerpt,

    /// <summary>A date is asked for and the sentence holds one.</summary>
    DateAsked,

    /// <summary>A date is asked for and the excerpt holds one.</summary>
    DateInExcerpt,

    /// <summary>A penalty is asked for and the sentence states one.</summary>
    PenaltyAsked,

    /// <summary>A person is asked for and the sentence names one.</summary>
    PersonAsked,

    /// <summary>A person is asked for and the excerpt names one.</summary>
    PersonInExcerpt,

    /// <summary>A definition is asked for and the sentence gives one.</summary>
    DefinitionAsked,

    /// <summary>A place is asked for and the sentence names one.</summary>
    PlaceAsked,

    /// <summary>A reason is asked for and the sentence gives one.</summary>
    ReasonAsked,

    /// <summary>A name is asked for and the sentence holds one.</summary>
    NameAsked,

    /// <summary>A name is asked for and the excerpt holds one.</summary>
    NameInExcerpt,

    /// <summary>A status is asked for and the sentence says how far a matter has come.</summary>
    StatusAsked,

    /// <summary>A status is asked for and the section is the one that a case has for it.</summary>
    StatusSection,

    /// <summary>A procedure is asked for and the sentence says what must or may be done.</summary>
    ProcedureAsked,

    /// <summary>A comparison is asked for and the sentence makes one.</summary>
    ComparisonAsked,

    /// <summary>It is asked whether something is so, and the sentence says that something is not.</summary>
    DenialAsked,

    /// <summary>The sentence holds a number that counts what is asked for.</summary>
    MeasureAsked,

    /// <summary>The excerpt holds a number that counts what is asked for.</summary>
    MeasureInExcerpt,

    /// <summary>The sentence is about an aggravation or a special case that the question does not name.</summary>
    UnaskedCondition,

    /// <summary>The document is a case, and a penalty, or nothing about that case, is asked.</summary>
    BesideCase,

    /// <summary>A day is asked for, and the text is of no day.</summary>
    Undated,

    /// <summary>The passage is in the other language.</summary>
    OtherLanguage,
}
