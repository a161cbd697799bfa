using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Questions;

/// <summary>A question as a person asks it.</summary>
/// <param name="Text">Anything at all; only the first <see cref="MaxLength"/> characters are read.</param>
public sealed record Question(string Text)
{
    /// <summary>How much of a question is read, in UTF-16 units.</summary>
    public const int MaxLength = 2_000;

    /// <summary>Excerpts shown for a question unless it asks for another number.</summary>
    public const int DefaultExcerpts = 3;

    /// <summary>The language to answer in; <see langword="null"/>: the question's own.</summary>
    public Language? Language { get; init; }

    /// <summary>The language to assume when the question gives no sign of one, such as a person's locale.</summary>
    public Language LikelyLanguage { get; init; } = Answers.Text.Language.French;

    /// <summary>The day on which the law is asked for; <see langword="null"/>: the day that the question names, else today.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>What was understood of the conversation so far; <see langword="null"/>: the question opens one.</summary>
    public Reading? Previous { get; init; }

    /// <summary>What is left out of what is understood.</summary>
    public ReadingParts Without { get; init; }

    /// <summary>At most this many excerpts, 1 to 10.</summary>
    public int Excerpts { get; init; } = DefaultExcerpts;
}
