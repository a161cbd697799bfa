namespace LopmiBot.Conversation.Memory;

/// <summary>How conversations are kept and limited.</summary>
public sealed record ConversationOptions
{
    /// <summary>A question continues one that was asked at most this long ago.</summary>
    public TimeSpan FollowUpWithin { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Questions of one person in a minute.</summary>
    public int PerPersonAndMinute { get; init; } = 20;

    /// <summary>Questions in one room in a minute.</summary>
    public int PerRoomAndMinute { get; init; } = 60;

    /// <summary>How long questions are kept, in days.</summary>
    public int KeepDays { get; init; } = 90;

    /// <summary>Whether a question is kept as a hash once it can no longer be continued: equal questions can be counted, none read.</summary>
    public bool KeepHashesOnly { get; init; }

    /// <summary>People who answer what documents do not, as <c>channel:id</c>.</summary>
    public IReadOnlyList<string> Experts { get; init; } = [];

    /// <summary>Rooms that are told of a question for the experts, as <c>channel:id</c>; none: each expert is told.</summary>
    public IReadOnlyList<string> ExpertRooms { get; init; } = [];

    /// <summary>People who may see how the bot is doing and have it reindex, as <c>channel:id</c>.</summary>
    public IReadOnlyList<string> Administrators { get; init; } = [];

    /// <summary>People who may have the bot reindex and see how that goes, as <c>channel:id</c>. Administrators may too.</summary>
    public IReadOnlyList<string> Curators { get; init; } = [];

    /// <summary>A room or person of a list, taken apart.</summary>
    internal static (string Channel, string Id) Place(string place)
    {
        var colon = place.IndexOf(':', StringComparison.Ordinal);
        return (place[..colon], place[(colon + 1)..]);
    }

    /// <summary>Whether someone is on a list.</summary>
    internal static bool Lists(IReadOnlyList<string> people, Person person) => people.Contains($"{person.Channel}:{person.Id}", StringComparer.Ordinal);
}
