using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Temporal;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers;

/// <summary>How a question ended.</summary>
public enum Outcome
{
    /// <summary>At least one excerpt answers.</summary>
    Answered,

    /// <summary>The subject is known, the answer is not in the corpus.</summary>
    NotFound,

    /// <summary>The corpus is about something else.</summary>
    OutOfScope,

    /// <summary>A greeting or thanks.</summary>
    SmallTalk,

    /// <summary>Too little to search for.</summary>
    NeedsDetail,
}

/// <summary>Why a question was left unanswered.</summary>
public enum Silence
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>The subject is known, what is asked of it is not.</summary>
    NoAnswer,

    /// <summary>It names an article that no document has.</summary>
    UnknownArticle,

    /// <summary>It asks the penalty of something that no document names.</summary>
    UnknownOffence,

    /// <summary>It asks the penalty of an offence that the documents have, under circumstances for which they state none.</summary>
    UnstatedPenalty,

    /// <summary>It is about a subject that the documents say they do not cover: <see cref="Answer.Scope"/> names it.</summary>
    NotCovered,

    /// <summary>It is about something else.</summary>
    OtherSubject,

    /// <summary>None of its words is known.</summary>
    Unreadable,

    /// <summary>It is written in a language other than French and English.</summary>
    OtherLanguage,

    /// <summary>What answers today was not in force on the day asked for, and no document says what was.</summary>
    NotInForce,

    /// <summary>What answers today was read as of a later day than the one asked for, and nobody looked further back.</summary>
    NotChecked,

    /// <summary>It names a day that cannot be, or leaves out the year.</summary>
    UnreadableDay,
}

/// <summary>A word that no document holds, and what was likely meant.</summary>
/// <param name="Typed">The word as typed.</param>
/// <param name="Meant">A word of the documents.</param>
public sealed record SpellingCorrection(string Typed, string Meant);

/// <summary>What the engine answers.</summary>
public sealed record Answer
{
    /// <summary>The question as it was asked.</summary>
    public required string Question { get; init; }

    /// <summary>What was understood of it.</summary>
    public required Reading Reading { get; init; }

    /// <summary>What <see cref="Reading.Circumstances"/> are called, in its language.</summary>
    public IReadOnlyList<string> Circumstances { get; init; } = [];

    /// <summary>Whether it was read as continuing the conversation.</summary>
    public bool IsFollowUp { get; init; }

    /// <summary>What was understood of the conversation so far: a question that was not answered leaves it as it was. <see langword="null"/> before the first answer.</summary>
    public Reading? Conversation { get; init; }

    /// <summary>The language answered in.</summary>
    public required Language Language { get; init; }

    /// <summary>The day for which the law was looked up; today when a day to come was asked for.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The other end of the period, or the other of two days, that was asked about; set when what is quoted differs there.</summary>
    public DateOnly? OtherDay { get; init; }

    /// <summary>The day to come that was asked for: what will be the law on it is only known as far as it is decided.</summary>
    public DateOnly? FutureDay { get; init; }

    /// <summary>Whether the day is past: what has no days of its own was not checked for it.</summary>
    public bool IsOfPastDay { get; init; }

    /// <summary>What is written as a day in the question and names none.</summary>
    public UnreadableDay? UnreadableDay { get; init; }

    /// <summary>What answers today when it was not in force, or not checked, on the day asked for.</summary>
    public Citation? OfAnotherDay { get; init; }

    /// <summary>The day, today or past, on which another version took the place of what is quoted first.</summary>
    public DateOnly? ChangedOn { get; init; }

    /// <summary>The coming day on which another version will take the place of what is quoted first.</summary>
    public DateOnly? ChangesOn { get; init; }

    /// <summary>How it ended.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Why it was left unanswered.</summary>
    public Silence Silence { get; init; }

    /// <summary>Articles that the question names and no document has, as they are written: <c>999-12</c>.</summary>
    public IReadOnlyList<string> UnknownArticles { get; init; } = [];

    /// <summary>The offence that the question names and no document has, in the asker's words.</summary>
    public string? UnknownOffence { get; init; }

    /// <summary>What offences are called whose penalties are nearest to what was asked, when that one is not known.</summary>
    public IReadOnlyList<string> NearestOffences { get; init; } = [];

    /// <summary>Words of the question that no document holds, and what was likely meant: of an answer, those that its first excerpt holds in their place.</summary>
    public IReadOnlyList<SpellingCorrection> Corrections { get; init; } = [];

    /// <summary>Whether it asks what the person should do, or what becomes of them: quotes are no advice.</summary>
    public bool AsksAdvice { get; init; }

    /// <summary>Where the documents say that they do not cover the subject, and where to look; <see langword="null"/>: they say nothing of it.</summary>
    public Excerpt? Scope { get; init; }

    /// <summary>Best first; empty unless answered.</summary>
    public IReadOnlyList<Excerpt> Excerpts { get; init; } = [];

    /// <summary>Ids of the best ten documents retrieved, best first, whether or not they are quoted.</summary>
    public IReadOnlyList<string> Documents { get; init; } = [];

    /// <summary>The probability that the excerpts answer, as far as earlier questions tell, 0 to 1; 0 when nothing was found.</summary>
    public double Confidence { get; init; }

    /// <summary>Whether the excerpts are the nearest passages rather than an answer: more likely than not, they do not answer.</summary>
    public bool IsUnsure { get; init; }

    /// <summary>The version of the documents: changes with any of their files.</summary>
    public string Corpus { get; init; } = "";

    /// <summary>The version of the ranking: changes with any of its weights.</summary>
    public string Ranking { get; init; } = "";

    /// <summary>Whether only the first <see cref="Questions.Question.MaxLength"/> characters were read.</summary>
    public bool WasCut { get; init; }

    /// <summary>Time spent in the engine.</summary>
    public TimeSpan Elapsed { get; init; }
}
