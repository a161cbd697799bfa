using LopmiBot.Conversation;
using LopmiBot.Conversation.Administration;

namespace LopmiBot.Administration;

/// <summary>A link that signs a person in, who is known from Teams or Slack; where there is a provider, people sign in there.</summary>
/// <param name="options">Whether there is one.</param>
/// <param name="links">Makes links.</param>
internal sealed class AdminDoor(AdminOptions options, SignInLinks links) : IAdminDoor
{
    /// <inheritdoc/>
    public (Uri Address, TimeSpan? ValidFor) Open(Person person) => options.HasProvider
        ? (new Uri(AdminPages.Root.TrimStart('/'), UriKind.Relative), null)
        : (new Uri(links.Create($"{person.Channel}:{person.Id}"), UriKind.Relative), SignInLinks.ValidFor);
}
