using LopmiBot.Answers.Documents;

namespace LopmiBot.Conversation;

/// <summary>What a person says, whatever the channel.</summary>
/// <param name="Text">As typed, the channel's own markup removed.</param>
public sealed record Request(string Text)
{
    /// <summary>The language to answer in; <see langword="null"/>: the question's own.</summary>
    public Language? Language { get; init; }

    /// <summary>The person's locale, such as <c>fr-FR</c>: decides where the text gives no sign.</summary>
    public string? Locale { get; init; }

    /// <summary>The day on which the law is asked for; <see langword="null"/>: the day that the question names, else today.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Earlier questions of the same conversation, oldest first.</summary>
    public IReadOnlyList<string> Context { get; init; } = [];

    /// <summary>At most this many excerpts.</summary>
    public int Excerpts { get; init; } = Answers.Question.DefaultExcerpts;
}
