namespace LopmiBot.Conversation.Delivery;

/// <summary>How a channel reaches rooms and people that it has seen.</summary>
public interface IReferenceStore
{
    /// <summary>Keeps what reaches a room or a person, in place of what was known.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="id">Id of the room or the person.</param>
    /// <param name="reference">What the channel needs, as JSON of its own.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task KeepAsync(string channel, string id, string reference, CancellationToken cancellationToken);

    /// <summary>What reaches a room or a person; <see langword="null"/>: the bot was never there, or is no more.</summary>
    Task<string?> FindAsync(string channel, string id, CancellationToken cancellationToken);

    /// <summary>What a channel reaches, at most a number of rooms and people, by id.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="prefix">What the ids start with: letters, digits and colons.</param>
    /// <param name="most">At most this many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<(string Id, string Reference)>> ListAsync(string channel, string prefix, int most, CancellationToken cancellationToken);

    /// <summary>Forgets a room or a person.</summary>
    Task ForgetAsync(string channel, string id, CancellationToken cancellationToken);
}
