namespace LopmiBot.Slack.Blocks;

/// <summary>Slack's text format. Source: docs.slack.dev, "Formatting message text".</summary>
public static class Mrkdwn
{
    /// <summary>A link. The label is escaped, what would end the address early is percent-encoded.</summary>
    public static string Link(Uri address, string label)
    {
        ArgumentNullException.ThrowIfNull(address);
        var target = address.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal);
        return $"<{Escape(target)}|{Escape(label).Replace("|", "/", StringComparison.Ordinal)}>";
    }

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
