namespace LopmiBot.Answers.Questions;

/// <summary>Parts of a <see cref="Reading"/> that a person may have left out.</summary>
[Flags]
public enum ReadingParts
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>What the conversation was about: the question is read alone.</summary>
    Conversation = 1,

    /// <summary>Whose penalty it is.</summary>
    Offender = 2,

    /// <summary>What raises or changes a penalty.</summary>
    Circumstances = 4,

    /// <summary>The day: today's law is asked for.</summary>
    Day = 8,
}
