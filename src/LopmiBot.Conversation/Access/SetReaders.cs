namespace LopmiBot.Conversation.Access;

/// <summary>
/// Who may read a document set. One that lists nobody is open to all. Else it is read in the rooms that it lists, by its
/// people if it lists some; and by its people where they are alone with the bot.
/// </summary>
/// <param name="Set">The set's name.</param>
/// <param name="Rooms">Rooms, or teams or workspaces with all their rooms, as <c>channel:id</c>.</param>
/// <param name="People">People, as <c>channel:id</c>.</param>
public sealed record SetReaders(string Set, IReadOnlyList<string> Rooms, IReadOnlyList<string> People)
{
    /// <summary>Whether everybody may read it.</summary>
    public bool IsOpen => Rooms.Count + People.Count == 0;

    /// <summary>Whether somebody may read it somewhere. Both must be allowed to: the asker, and the room that the answer stands in.</summary>
    /// <param name="channel">The channel of both.</param>
    /// <param name="person">The asker; <see langword="null"/> when the room is spoken to unasked.</param>
    /// <param name="room">The room; <see langword="null"/> where none is known.</param>
    public bool Allow(string channel, Person? person, Room? room)
    {
        if (IsOpen)
        {
            return true;
        }

        var isListed = person is not null && People.Contains($"{channel}:{person.Id}", StringComparer.Ordinal);
        return room is { IsPrivate: true }
            ? isListed
            : IsListed(channel, room) && (People.Count == 0 || isListed);
    }

    private bool IsListed(string channel, Room? room) =>
        room is not null && (Rooms.Contains($"{channel}:{room.Id}", StringComparer.Ordinal)
            || (room.Team is { } team && Rooms.Contains($"{channel}:{team}", StringComparer.Ordinal)));
}
