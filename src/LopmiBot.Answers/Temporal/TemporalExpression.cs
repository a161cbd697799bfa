using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Temporal;

/// <summary>How the days of a question stand to the day, month, year or event that it names.</summary>
public enum TemporalRelation
{
    /// <summary>On the day, or within the month or year.</summary>
    On,

    /// <summary>Before it: the day before is the last.</summary>
    Before,

    /// <summary>Up to and including it.</summary>
    Until,

    /// <summary>After it: the day after is the first.</summary>
    After,

    /// <summary>From it on, included.</summary>
    Since,

    /// <summary>From one to another, both included.</summary>
    Between,

    /// <summary>On both sides of it.</summary>
    BeforeAndAfter,
}

/// <summary>How exactly an expression names its days.</summary>
public enum TemporalPrecision
{
    /// <summary>One day of the calendar.</summary>
    Day,

    /// <summary>A month, or a part of one.</summary>
    Month,

    /// <summary>A year, or a part of one longer than a month.</summary>
    Year,
}

/// <summary>The days that a question asks about. Days of law are calendar days, never instants.</summary>
public sealed record TemporalExpression
{
    /// <summary>Where it stands in the text, with the words that relate to it: "before", "on", "in early".</summary>
    public required TextSpan Span { get; init; }

    /// <summary>How the days stand to what is named.</summary>
    public required TemporalRelation Relation { get; init; }

    /// <summary>How exactly they are named.</summary>
    public required TemporalPrecision Precision { get; init; }

    /// <summary>The day whose law is asked for.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The other end of a period, or the other of two days: what differs there is to be said too.</summary>
    public DateOnly? OtherDay { get; init; }

    /// <summary>The last day that the question looks at; <see langword="null"/>: up to today.</summary>
    public DateOnly? Last { get; init; }

    /// <summary>Whether it is a year that stands alone, without a word that makes it a time: "323-3-2 penalty 2024".</summary>
    public bool IsBareYear { get; init; }

    /// <summary>Whether it names an event in place of a day.</summary>
    public bool NamesEvent { get; init; }

    /// <summary>Whether it says "today" or "now".</summary>
    public bool IsToday { get; init; }
}

/// <summary>Why a day could not be read.</summary>
public enum UnreadableDayReason
{
    /// <summary>The calendar has no such day: 31 February.</summary>
    Impossible,

    /// <summary>It lacks its year: 24 August.</summary>
    YearMissing,
}

/// <summary>A part of a text that is written as a day and names none.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Reason">Why.</param>
public sealed record UnreadableDay(string Text, UnreadableDayReason Reason);

/// <summary>What a text says about time.</summary>
/// <param name="Expression">The days that it asks about; <see langword="null"/>: none.</param>
/// <param name="Unreadable">What is written as a day and names none; <see langword="null"/>: nothing is.</param>
public sealed record TemporalReading(TemporalExpression? Expression, UnreadableDay? Unreadable)
{
    /// <summary>Of a text that says nothing about time.</summary>
    public static TemporalReading None { get; } = new(null, null);
}

/// <summary>Something that people name in place of a day.</summary>
/// <param name="Form">What they call it, without case and accents.</param>
/// <param name="Day">The first day on which it is so.</param>
/// <param name="Enacted">For an act: the day in its title, which is part of its name.</param>
public sealed record NamedEvent(string Form, DateOnly Day, DateOnly? Enacted = null)
{
    /// <summary>The words of <see cref="Form"/>.</summary>
    internal IReadOnlyList<string> Words { get; } = Form.Split([' ', '-', '\'', '\u2019'], StringSplitOptions.RemoveEmptyEntries);
}
