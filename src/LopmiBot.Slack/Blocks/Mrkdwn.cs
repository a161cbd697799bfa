namespace LopmiBot.Slack.Blocks;

/// <summary>Slack's text format. Source: docs.slack.dev, "Formatting message text".</summary>
public static class Mrkdwn
{
    /// <summary>Escapes the three characters that open mentions and links; Slack asks for no others.</summary>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
    }
}
