namespace LopmiBot.Conversation;

/// <summary>What every channel needs to know of the program.</summary>
/// <param name="publicUrl">Known once the program listens.</param>
public sealed class ChannelSettings(Func<Uri> publicUrl)
{
    /// <summary>The address under which people reach the bot's pages, ending in a slash.</summary>
    public Uri PublicUrl => publicUrl();
}
