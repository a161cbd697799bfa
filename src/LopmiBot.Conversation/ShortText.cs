namespace LopmiBot.Conversation;

/// <summary>Text that fits.</summary>
public static class ShortText
{
    /// <summary>Cuts text that is longer than a number of UTF-16 units, between characters, and ends it with an ellipsis.</summary>
    public static string Cut(string text, int length)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        if (text.Length <= length)
        {
            return text;
        }

        var end = length - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }
}
