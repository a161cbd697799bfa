using LopmiBot.Answers;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation.Wording;

namespace LopmiBot.Conversation.Memory;

/// <summary>A question and how it was answered.</summary>
public sealed record Turn
{
    /// <summary>Key in the store; 0 before it is kept.</summary>
    public long Id { get; init; }

    /// <summary>Who asked.</summary>
    public required Person Person { get; init; }

    /// <summary>Where.</summary>
    public required Room Room { get; init; }

    /// <summary>The request that it came from, unique in its channel; <see langword="null"/>: not known.</summary>
    public string? RequestKey { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>As typed; empty for a turn that only starts a new topic.</summary>
    public required string Question { get; init; }

    /// <summary>The language answered in.</summary>
    public required Language Language { get; init; }

    /// <summary>The day that was asked for beside the question; <see langword="null"/>: what the question itself says, else today.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>What the person had left out of what is understood.</summary>
    public ReadingParts Without { get; init; }

    /// <summary>How it ended.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>What the conversation is about after it; <see langword="null"/>: not known.</summary>
    public Reading? Reading { get; init; }

    /// <summary>The probability that the excerpts answer, 0 to 1.</summary>
    public double Confidence { get; init; }

    /// <summary>The reply as it was drawn; <see langword="null"/>: not kept.</summary>
    public DrawnReply? Reply { get; init; }

    /// <summary>The excerpts shown, in the order of showing.</summary>
    public IReadOnlyList<ShownExcerpt> Shown { get; init; } = [];

    /// <summary>The version of the documents that answered.</summary>
    public string Corpus { get; init; } = "";

    /// <summary>The version of the ranking that answered.</summary>
    public string Ranking { get; init; } = "";

    /// <summary>How long the answer took; <see langword="null"/>: not known.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>The message that holds the answer, as the channel knows it; <see langword="null"/>: not known.</summary>
    public string? Message { get; init; }

    /// <summary>Whether it only starts a new topic.</summary>
    public bool IsBoundary => Question.Length == 0;
}

/// <summary>A reply as it was drawn: it is drawn again from this, whatever has become of the documents.</summary>
public sealed record DrawnReply
{
    /// <summary>The sentences that come first.</summary>
    public required string Text { get; init; }

    /// <summary>What was understood.</summary>
    public IReadOnlyList<UnderstoodPart> Understood { get; init; } = [];

    /// <summary>What was quoted.</summary>
    public IReadOnlyList<Quote> Quotes { get; init; } = [];

    /// <summary>The sentence that came last.</summary>
    public string? Note { get; init; }

    /// <summary>What the suggestions are.</summary>
    public string? SuggestionsTitle { get; init; }

    /// <summary>Questions or topics to try next.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    /// <summary>A reply, to be drawn again.</summary>
    public static DrawnReply Of(Reply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return new DrawnReply
        {
            Text = reply.Text,
            Understood = reply.Understood,
            Quotes = reply.Quotes,
            Note = reply.Note,
            SuggestionsTitle = reply.SuggestionsTitle,
            Suggestions = reply.Suggestions,
        };
    }

    /// <summary>The reply.</summary>
    /// <param name="words">The words of its language.</param>
    internal Reply In(Words words) => new()
    {
        Words = words,
        Text = Text,
        Understood = Understood,
        Quotes = Quotes,
        Note = Note,
        SuggestionsTitle = SuggestionsTitle,
        Suggestions = Suggestions,
    };
}

/// <summary>An excerpt as it was shown: enough to find it again.</summary>
/// <param name="Document">Id of the document.</param>
/// <param name="Start">Where it starts in the document's text.</param>
/// <param name="End">Where it ends.</param>
public sealed record ShownExcerpt(string Document, int Start, int End);

/// <summary>What a person prefers, and was told.</summary>
/// <param name="Language">The language to answer in; <see langword="null"/>: the question's.</param>
/// <param name="ToldNoAdvice">The day on which the person was last told that quotes are no advice.</param>
public sealed record Preferences(Language? Language, DateOnly? ToldNoAdvice);

/// <summary>What is kept of a person, for that person to read.</summary>
/// <param name="Preferences">What they prefer.</param>
/// <param name="Turns">What they asked, oldest first.</param>
/// <param name="Feedback">What they said of answers.</param>
/// <param name="Escalations">What they asked of experts.</param>
public sealed record PersonalData(
    Preferences Preferences,
    IReadOnlyList<Turn> Turns,
    IReadOnlyList<Feedback> Feedback,
    IReadOnlyList<Experts.Escalation> Escalations)
{
    /// <summary>How the person is reached unasked, as the channel wrote it; <see langword="null"/>: not at all.</summary>
    public string? Reference { get; init; }

    /// <summary>What they said and nobody has answered yet, as the channel wrote it.</summary>
    public IReadOnlyList<string> Waiting { get; init; } = [];
}

/// <summary>What a person said of an answer.</summary>
/// <param name="TurnId">The answer.</param>
/// <param name="Person">Who said it.</param>
/// <param name="IsHelpful">Whether it helped.</param>
/// <param name="Comment">In their words; empty for none.</param>
/// <param name="GivenAt">When they last said it.</param>
public sealed record Feedback(long TurnId, Person Person, bool IsHelpful, string Comment, DateTimeOffset GivenAt);
