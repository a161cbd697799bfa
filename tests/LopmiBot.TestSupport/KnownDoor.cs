using LopmiBot.Conversation;
using LopmiBot.Conversation.Administration;

namespace LopmiBot.TestSupport;

/// <summary>Lets people in by an address that names them.</summary>
public sealed class KnownDoor : IAdminDoor
{
    /// <inheritdoc/>
    public (Uri Address, TimeSpan? ValidFor) Open(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return (new Uri($"admin/sign-in?key={person.Channel}-{person.Id}", UriKind.Relative), TimeSpan.FromMinutes(30));
    }
}
