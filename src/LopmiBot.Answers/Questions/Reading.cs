using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Questions;

/// <summary>What was understood of a question: what a conversation keeps of it for the next one.</summary>
public sealed record Reading
{
    /// <summary>The language of the question.</summary>
    public required Language Language { get; init; }

    /// <summary>What is asked of the subjects.</summary>
    public AnswerKind Asks { get; init; }

    /// <summary>What is asked about, in the order named; empty when no name was recognised and nothing was found.</summary>
    public IReadOnlyList<Subject> Subjects { get; init; } = [];

    /// <summary>Whose penalty is asked for; <see langword="null"/>: nobody was named.</summary>
    public Offender? Offender { get; init; }

    /// <summary>What raises or changes a penalty, by key of the table of provisions.</summary>
    public IReadOnlyList<string> Circumstances { get; init; } = [];

    /// <summary>The day whose law is asked for; <see langword="null"/>: none was named, today's is.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The other end of the period that is asked about, or the other of two days.</summary>
    public DateOnly? OtherDay { get; init; }

    /// <summary>The last day of the period that is asked about: what happened later is not told.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>Words of the question that are no part of the above, as typed: what is asked of a subject, or what was not understood.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>What the document is called, without a language at the end, that was last quoted first; <see langword="null"/>: none was.</summary>
    public string? Quoted { get; init; }

    /// <summary>What was last asked, in the asker's words, without its day.</summary>
    public string Text { get; init; } = "";
}
