using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation.Commands;

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

    /// <summary>Who asks; <see langword="null"/> where nobody is known: then nothing is remembered.</summary>
    public Person? Person { get; init; }

    /// <summary>Where it is asked; <see langword="null"/> where that does not matter.</summary>
    public Room? Room { get; init; }

    /// <summary>Another room in which the reply will stand: only what may be read there is quoted. Without one, what is shared counts as said where others read it.</summary>
    public Room? ShownIn { get; init; }

    /// <summary>Whether everybody in the room sees the reply: then nothing personal is in it.</summary>
    public bool IsSeenByRoom { get; init; }

    /// <summary>What makes the request unique in its channel: a request that is answered again, after a failed delivery, is remembered once.</summary>
    public string? Key { get; init; }

    /// <summary>The button that was pressed instead of typing.</summary>
    public ButtonPress? Press { get; init; }

    /// <summary>What was understood of the conversation so far; <see langword="null"/>: the question opens one.</summary>
    public Reading? Previous { get; init; }

    /// <summary>What is left out of what is understood.</summary>
    public ReadingParts Without { get; init; }

    /// <summary>At most this many excerpts.</summary>
    public int Excerpts { get; init; } = Question.DefaultExcerpts;
}

/// <summary>Someone in a channel.</summary>
/// <param name="Channel">The channel's name, such as <c>slack</c>.</param>
/// <param name="Id">Unique in the channel, the workspace or tenant included.</param>
/// <param name="Name">As the channel shows it, when it says.</param>
public sealed record Person(string Channel, string Id, string? Name = null);

/// <summary>A conversation: a personal chat, or a thread in a group. What is asked in one is not continued in another.</summary>
/// <param name="Id">Unique in the channel.</param>
/// <param name="Thread">The thread in it; empty for none.</param>
public sealed record Room(string Id, string Thread = "")
{
    /// <summary>Whether one person is alone there with the bot.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>The team or workspace that it belongs to; <see langword="null"/> where there is none.</summary>
    public string? Team { get; init; }
}

/// <summary>A button of an earlier reply, pressed.</summary>
/// <param name="Command">What it does.</param>
/// <param name="Subject">What it is about, as of a <see cref="ReplyButton"/>.</param>
/// <param name="Text">What the person typed beside it, such as a comment.</param>
public sealed record ButtonPress(CommandKind Command, long Subject, string Text = "");
