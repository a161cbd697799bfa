namespace LopmiBot.Conversation.Administration;

/// <summary>The way to the administrators' pages, for people whom a channel vouches for.</summary>
public interface IAdminDoor
{
    /// <summary>Lets a person in who may use the pages: see that they may before.</summary>
    /// <returns>An address, relative to the bot's public one, and for how long it signs the person in, once; <see langword="null"/>: they sign in there.</returns>
    (Uri Address, TimeSpan? ValidFor) Open(Person person);
}
