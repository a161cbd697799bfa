namespace LopmiBot.Teams.Schema;

/// <summary>Values of <see cref="Activity.Type"/> that the bot acts on.</summary>
public static class ActivityTypes
{
    /// <summary>Something that was said.</summary>
    public const string Message = "message";

    /// <summary>Somebody came or went.</summary>
    public const string ConversationUpdate = "conversationUpdate";

    /// <summary>Somebody put a sign on a message.</summary>
    public const string MessageReaction = "messageReaction";

    /// <summary>Somebody is writing.</summary>
    public const string Typing = "typing";

    /// <summary>The app was installed or removed.</summary>
    public const string InstallationUpdate = "installationUpdate";

    /// <summary>A call that waits for a result in the HTTP response.</summary>
    public const string Invoke = "invoke";
}
