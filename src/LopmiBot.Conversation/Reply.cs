using LopmiBot.Answers;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Questions;
using LopmiBot.Conversation.Commands;
using LopmiBot.Conversation.Wording;

namespace LopmiBot.Conversation;

/// <summary>What the bot says, for a channel to draw in its own way. All texts are plain: a channel escapes them.</summary>
public sealed record Reply
{
    /// <summary>The words of the reply's language, for labels.</summary>
    public required Words Words { get; init; }

    /// <summary>One or two sentences that come first.</summary>
    public required string Text { get; init; }

    /// <summary>What was understood, part by part; empty where that adds nothing.</summary>
    public IReadOnlyList<UnderstoodPart> Understood { get; init; } = [];

    /// <summary>The parts of <see cref="Understood"/> in one line.</summary>
    public string UnderstoodLine => string.Join(" · ", Understood.Select(part => part.Text));

    /// <summary>The answer behind the reply; <see langword="null"/> for help.</summary>
    public Answer? Answer { get; init; }

    /// <summary>What is quoted, best first.</summary>
    public IReadOnlyList<Quote> Quotes { get; init; } = [];

    /// <summary>Documents or sections to open, in order.</summary>
    public IReadOnlyList<ReplyLink> Links { get; init; } = [];

    /// <summary>What experts answered to earlier questions of the person, each marked as a person's words with a name.</summary>
    public IReadOnlyList<ExpertAnswer> ExpertAnswers { get; init; } = [];

    /// <summary>A sentence that comes last; <see langword="null"/> for most replies.</summary>
    public string? Note { get; init; }

    /// <summary>Whether everybody in the room may see the reply; else only the asker, where the channel can.</summary>
    public bool IsForRoom { get; init; }

    /// <summary>Whether documents can be searched for from here.</summary>
    public bool OffersSearch { get; init; }

    /// <summary>The answer kept of it; <see langword="null"/>: none.</summary>
    public long? TurnId { get; init; }

    /// <summary>Who shows it to the room; <see langword="null"/> for the bot itself.</summary>
    public Person? SharedBy { get; init; }

    /// <summary>What the person has to fill in for the bot to go on.</summary>
    public ReplyForm? Form { get; init; }

    /// <summary>The answer that a button was pressed on, as it looks now: a channel that can redraws it in place, and says no more.</summary>
    public Reply? Revised { get; init; }

    /// <summary>What the person may do next; each does what its words do when typed.</summary>
    public IReadOnlyList<ReplyButton> Buttons { get; init; } = [];

    /// <summary>Says what <see cref="Suggestions"/> are; <see langword="null"/> when there are none.</summary>
    public string? SuggestionsTitle { get; init; }

    /// <summary>Questions or topics to try next.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];
}

/// <summary>What a person sees before asking anything.</summary>
/// <param name="Help">What the bot covers, with questions to try.</param>
/// <param name="Asked">What the person asked last, newest first.</param>
/// <param name="Privacy">What is kept.</param>
/// <param name="Status">How the bot is doing; <see langword="null"/>: the person is no administrator.</param>
public sealed record Home(Reply Help, IReadOnlyList<string> Asked, Reply Privacy, Reply? Status);

/// <summary>An excerpt with its citation in words.</summary>
/// <param name="Excerpt">The verbatim slice.</param>
/// <param name="Citation">Reference or title, section, when in force, when reviewed, language when it is not the reply's.</param>
/// <param name="Link">Where the passage is shown in its document, relative to the bot's public address; <see langword="null"/>: no page shows it.</param>
public sealed record Quote(Excerpt Excerpt, string Citation, Uri? Link)
{
    /// <summary>Where the article that is cited is shown as its publisher gives it, in the version of the day; <see langword="null"/>: it is not installed.</summary>
    public Uri? Official { get; init; }

    /// <summary>The answer in one line of fields, each of which stands in the excerpt or its citation; <see langword="null"/> for most quotes.</summary>
    public string? AnswerLine { get; init; }
}

/// <summary>A part of what was understood of a question.</summary>
/// <param name="Text">In words.</param>
/// <param name="Part">What it is left out by; <see cref="ReadingParts.None"/>: it is what the question is about.</param>
public sealed record UnderstoodPart(string Text, ReadingParts Part);

/// <summary>Something to open.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Address">Relative to the bot's public address; <see langword="null"/>: no page shows it.</param>
/// <param name="Detail">A few words more.</param>
public sealed record ReplyLink(string Title, Uri? Address, string? Detail = null);

/// <summary>Something to do next.</summary>
/// <param name="Command">What it does.</param>
/// <param name="Label">What it says.</param>
/// <param name="Subject">The answer that it is about, or for an expert the question.</param>
public sealed record ReplyButton(CommandKind Command, string Label, long Subject);

/// <summary>One text to fill in. It comes back as a <see cref="ButtonPress"/> with that text.</summary>
/// <param name="Command">What it does when sent.</param>
/// <param name="Subject">What it is about, as of a <see cref="ReplyButton"/>.</param>
/// <param name="Title">What it is.</param>
/// <param name="Label">What to write.</param>
/// <param name="Send">What the button that sends it says.</param>
/// <param name="MaxLength">At most this many characters.</param>
public sealed record ReplyForm(CommandKind Command, long Subject, string Title, string Label, string Send, int MaxLength)
{
    /// <summary>What the text can be, with what is shown for it; empty: anything.</summary>
    public IReadOnlyList<(string Value, string Title)> Choices { get; init; } = [];
}

/// <summary>What an expert answered.</summary>
/// <param name="Id">The question handed over.</param>
/// <param name="Text">Who answers, what was asked and the answer, in words.</param>
public sealed record ExpertAnswer(long Id, string Text);
