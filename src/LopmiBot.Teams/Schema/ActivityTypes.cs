namespace LopmiBot.Teams.Schema;

/// <summary>Values of <see cref="Activity.Type"/> that the bot acts on.</summary>
public static class ActivityTypes
{
    /// <summary>Something that was said.</summary>
    public const string Message = "message";

    /// <summary>A call that waits for a result in the HTTP response.</summary>
    public const string Invoke = "invoke";
}
