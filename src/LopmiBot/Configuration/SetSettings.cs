using LopmiBot.Conversation.Access;

namespace LopmiBot.Configuration;

/// <summary>A document set of its own folder, from <c>LopmiBot:Sets:NAME</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Folder">Full path of its folder.</param>
/// <param name="Readers">Who may read it.</param>
public sealed record SetSettings(string Name, string Folder, SetReaders Readers)
{
    /// <summary>Whether it was said that everybody may read it: forgetting to list anybody opens nothing.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether it holds codes and acts as their publisher gives them, one document for each version of an article.</summary>
    public bool IsOfficial { get; init; }

    private const string SectionName = "Sets";
    private const string GroupsName = "Groups";
    private const string GroupPrefix = "group:";

    private static readonly string[] Channels = ["teams:", "slack:"];

    /// <summary>Reads the sets. A name <c>group:NAME</c> among people stands for those of <c>LopmiBot:Groups:NAME</c>.</summary>
    /// <param name="section">The section <c>LopmiBot</c>.</param>
    public static IReadOnlyList<SetSettings> From(IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        IEnumerable<string> Listed(IConfigurationSection list) => list.GetChildren().Select(each => each.Value).Append(list.Value).Select(each => each?.Trim() ?? "").Where(each => each.Length > 0);
        IEnumerable<string> Resolved(string person) => person.StartsWith(GroupPrefix, StringComparison.Ordinal)
            ? Listed(section.GetSection($"{GroupsName}:{person[GroupPrefix.Length..]}")).DefaultIfEmpty(person)
            : [person];
        return [.. section.GetSection(SectionName).GetChildren().Select(set => new SetSettings(
            set.Key,
            Path.GetFullPath(set["Folder"] is { Length: > 0 } folder ? folder : set.Key),
            new SetReaders(set.Key, [.. Listed(set.GetSection("Rooms"))], [.. Listed(set.GetSection("People")).SelectMany(Resolved)]))
        {
            IsOpen = string.Equals(set["Open"], "true", StringComparison.OrdinalIgnoreCase),
            IsOfficial = string.Equals(set["Official"], "true", StringComparison.OrdinalIgnoreCase),
        })];
    }

    /// <summary>What is wrong with the set and what to set instead; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (Name == BotSettings.MainSet || Name.Contains('/', StringComparison.Ordinal))
        {
            yield return $"A document set cannot be called '{Name}': choose another name.";
        }

        if (!Directory.Exists(Folder))
        {
            yield return $"The folder {Folder} of the document set '{Name}' does not exist. Create it, or set LopmiBot:{SectionName}:{Name}:Folder.";
        }

        if (IsOpen != Readers.IsOpen)
        {
            yield return $"Who may read the document set '{Name}'? List Rooms or People, or set Open to true, and not both.";
        }

        foreach (var unknown in Readers.Rooms.Concat(Readers.People).Where(place => !Array.Exists(Channels, channel => place.StartsWith(channel, StringComparison.Ordinal))))
        {
            yield return unknown.StartsWith(GroupPrefix, StringComparison.Ordinal)
                ? $"The document set '{Name}' names the group '{unknown[GroupPrefix.Length..]}', which has nobody: list people in LopmiBot:{GroupsName}:{unknown[GroupPrefix.Length..]}."
                : $"The document set '{Name}' names '{unknown}', which is nobody: write teams:ID or slack:TEAM:ID.";
        }
    }
}
