using LopmiBot.Answers;
using LopmiBot.Conversation.Wording;

namespace LopmiBot.Conversation;

/// <summary>What the bot says, for a channel to draw in its own way. All texts are plain: a channel escapes them.</summary>
public sealed record Reply
{
    /// <summary>The words of the reply's language, for labels.</summary>
    public required Words Words { get; init; }

    /// <summary>One or two sentences that come first.</summary>
    public required string Text { get; init; }

    /// <summary>The answer behind the reply; <see langword="null"/> for help.</summary>
    public Answer? Answer { get; init; }

    /// <summary>What is quoted, best first.</summary>
    public IReadOnlyList<Quote> Quotes { get; init; } = [];

    /// <summary>Says what <see cref="Suggestions"/> are; <see langword="null"/> when there are none.</summary>
    public string? SuggestionsTitle { get; init; }

    /// <summary>Questions or topics to try next.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];
}

/// <summary>An excerpt with its citation in words.</summary>
/// <param name="Excerpt">The verbatim slice.</param>
/// <param name="Citation">Reference or title, section, when in force, when reviewed, language when it is not the reply's.</param>
public sealed record Quote(Excerpt Excerpt, string Citation)
{
    /// <summary>Where the passage is shown in its document, relative to the bot's public address.</summary>
    public Uri Link { get; } = SourceLink.To(Excerpt);
}
