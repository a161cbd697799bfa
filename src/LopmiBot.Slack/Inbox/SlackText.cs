using System.Text.RegularExpressions;

namespace LopmiBot.Slack.Inbox;

/// <summary>Reads what Slack makes of what people type. Source: docs.slack.dev, "Formatting message text".</summary>
public static partial class SlackText
{
    /// <summary>The text as typed: without the mention of the bot, links and mentions by their labels, thumbs as signs and other emoji left out.</summary>
    /// <param name="text">As Slack sends it.</param>
    /// <param name="bot">The bot's own user; <see langword="null"/>: not known.</param>
    public static string Read(string text, string? bot)
    {
        var plain = Marked().Replace(text, match =>
        {
            var target = match.Groups["target"].Value;
            var label = match.Groups["label"] is { Success: true, Length: > 0 } shown ? shown.Value : null;
            return target[0] switch
            {
                '@' when bot is not null && target[1..] == bot => " ",
                '@' or '#' => label is null ? target : target[0] + label,
                '!' => label ?? target[1..],
                _ => label ?? target,
            };
        });
        return Emoji().Replace(plain, match => match.Groups["name"].Value switch
            {
                "+1" or "thumbsup" => "👍",
                "-1" or "thumbsdown" => "👎",
                _ => " ",
            })
            .Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal)
            .Trim();
    }

    /// <summary>An emoji comes as its name, ":wave:" or ":+1::skin-tone-3:"; a time of day such as 10:30:15 is none.</summary>
    [GeneratedRegex("(?<![\\p{L}\\p{N}]):(?<name>[+-]1|(?=[^:]{0,99}[a-z])[a-z0-9_'+-]{1,100}):(?::skin-tone-[2-6]:)?(?![\\p{L}\\p{N}])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Emoji();

    [GeneratedRegex("<(?<target>[^<>|]+)(?:\\|(?<label>[^<>]*))?>", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marked();
}
