namespace LopmiBot.Conversation;

/// <summary>What every channel needs to know of the program.</summary>
/// <param name="PublicUrl">The address under which people reach the bot's pages, ending in a slash.</param>
public sealed record ChannelSettings(Uri PublicUrl);
