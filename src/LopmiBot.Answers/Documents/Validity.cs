using System.Globalization;

namespace LopmiBot.Answers.Documents;

/// <summary>
/// The calendar days on which a text is in force, both ends included. Days of law are dates, never instants.
/// </summary>
/// <param name="From">First day in force; <see langword="null"/>: no beginning is known or needed.</param>
/// <param name="To">Last day in force; <see langword="null"/>: still in force.</param>
/// <param name="IsStartUnknown">Whether <paramref name="From"/> is the first day for which a source was read, and the text may be older.</param>
public readonly record struct Validity(DateOnly? From, DateOnly? To, bool IsStartUnknown = false)
{
    /// <summary>What <c>start</c> says in a file where <see cref="IsStartUnknown"/>.</summary>
    public const string UnknownStart = "unknown";

    /// <summary>Valid on every day.</summary>
    public static Validity Always => default;

    /// <summary>Whether the text is in force on <paramref name="day"/>.</summary>
    public bool Contains(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);

    /// <summary>Whether the two ends are in order.</summary>
    public bool IsOrdered => From is null || To is null || From <= To;

    /// <summary>Whether it says nothing about days.</summary>
    public bool IsUndated => From is null && To is null;

    /// <summary>Whether a later version of the same text takes this one's place while this is in force.</summary>
    public bool IsOvertakenBy(Validity later) => later.From is { } from && (From is null || From < from) && (To is null || To >= from);

    /// <summary>This period, up to the eve of the version that takes its place.</summary>
    /// <param name="others">The other versions of the same text.</param>
    public Validity Before(IEnumerable<Validity> others) => others.Where(IsOvertakenBy).Min(later => later.From) is { } from ? this with { To = from.AddDays(-1) } : this;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{From:yyyy-MM-dd}..{To:yyyy-MM-dd}");
}
