using LopmiBot.Answers.Text;

namespace LopmiBot.Conversation.Commands;

/// <summary>What a person can have the bot do.</summary>
public enum CommandKind
{
    /// <summary>Answer a question.</summary>
    Ask,

    /// <summary>Say what it covers.</summary>
    Help,

    /// <summary>List documents.</summary>
    Sources,

    /// <summary>Show the sections of a document.</summary>
    Source,

    /// <summary>Ask the last question again for another day.</summary>
    AsOf,

    /// <summary>Set the language to answer in.</summary>
    Language,

    /// <summary>Show the next excerpts.</summary>
    More,

    /// <summary>Ask the last question again by itself, as if nothing had been asked before.</summary>
    WithoutConversation,

    /// <summary>Ask it again for no one in particular.</summary>
    WithoutOffender,

    /// <summary>Ask it again for the plain offence.</summary>
    WithoutCircumstances,

    /// <summary>Ask it again for today's law.</summary>
    WithoutDay,

    /// <summary>Say how the last answer was found.</summary>
    Why,

    /// <summary>Say that the last answer helped.</summary>
    Helpful,

    /// <summary>Say that the last answer did not help.</summary>
    NotHelpful,

    /// <summary>Say what an answer lacked, in words.</summary>
    Comment,

    /// <summary>Hand the last question to a person who knows.</summary>
    AskExpert,

    /// <summary>Show the last answer to everybody in the room.</summary>
    Share,

    /// <summary>Start a new topic.</summary>
    NewQuestion,

    /// <summary>Say what is kept of a person.</summary>
    Privacy,

    /// <summary>Show what is kept of a person.</summary>
    ExportData,

    /// <summary>Erase what is kept of a person.</summary>
    EraseData,

    /// <summary>For experts: list the questions that wait for one.</summary>
    ExpertQuestions,

    /// <summary>For experts: take a question.</summary>
    TakeQuestion,

    /// <summary>For experts: answer a question.</summary>
    AnswerQuestion,

    /// <summary>For experts: close a question without an answer.</summary>
    CloseQuestion,

    /// <summary>For administrators: how the bot is doing.</summary>
    Status,

    /// <summary>For administrators: questions without an answer.</summary>
    Unanswered,

    /// <summary>For administrators: bring the index up to date with the documents.</summary>
    Reindex,

    /// <summary>For administrators: stop doing so.</summary>
    CancelReindex,

    /// <summary>For administrators: open their pages.</summary>
    AdminPages,
}

/// <summary>What a person wants done.</summary>
/// <param name="Kind">What.</param>
/// <param name="Argument">What comes after the command's words.</param>
/// <param name="Language">The language of those words; <see langword="null"/> where both share them.</param>
public sealed record Command(CommandKind Kind, string Argument = "", Language? Language = null);
