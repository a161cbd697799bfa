using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace LopmiBot.Teams.Bot;

/// <summary>The words of a message, without its markup and without the mentions of the bot.</summary>
internal static partial class MessageText
{
    private const int MatchTimeout = 1_000;

    /// <summary>The words that somebody typed; other people's mentions are part of them. Empty for none.</summary>
    public static string Of(Activity activity)
    {
        var text = WithoutMentions(activity);
        return activity.TextFormat == TextFormatTypes.Xml ? OfMarkup(text) : text.Replace("&nbsp;", " ", StringComparison.Ordinal).Trim();
    }

    /// <summary>The words of a text in HTML or XML.</summary>
    public static string OfMarkup(string markup) => WebUtility.HtmlDecode(Tags().Replace(Blocks().Replace(markup, " "), "")).Replace('\u00A0', ' ').Trim();

    /// <summary>Whether the message is addressed to the bot by name.</summary>
    public static bool MentionsBot(Activity activity) => Mentions(activity).Any();

    /// <summary>
    /// The text of a mention comes in the entity as the service has it, in the message as the client wrote it: in other
    /// cases of letters, with attributes, or only here. Source: learn.microsoft.com, "Channel and group chat conversations with a bot".
    /// </summary>
    private static string WithoutMentions(Activity activity)
    {
        var text = activity.Text ?? "";
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var mention in Mentions(activity))
        {
            if (mention.GetText("text") is { Length: > 0 } written)
            {
                text = text.Replace(written, " ", StringComparison.OrdinalIgnoreCase);
                names.Add(OfMarkup(written));
            }

            names.Add(OfMarkup(mention["mentioned"].GetText("name") ?? ""));
        }

        names.Add(OfMarkup(activity.Recipient?.Name ?? ""));
        names.Remove("");
        return At().Replace(text, at => names.Contains(OfMarkup(at.Groups["name"].Value)) ? " " : at.Value);
    }

    private static IEnumerable<JObject> Mentions(Activity activity) =>
        (activity.Entities ?? [])
            .Where(entity => entity?.Type == "mention" && activity.Recipient?.Id is { Length: > 0 } bot && entity.Properties["mentioned"].GetText("id") == bot)
            .Select(entity => entity.Properties);

    [GeneratedRegex("<at(?:\\s[^<>]*)?>(?<name>[^<]*)</at\\s*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchTimeout)]
    private static partial Regex At();

    /// <summary>Elements that words on both sides are apart by.</summary>
    [GeneratedRegex("</?(?:address|article|aside|blockquote|br|dd|div|dl|dt|figure|footer|h[1-6]|header|hr|li|ol|p|pre|section|table|tbody|td|th|thead|tr|ul)(?:[\\s/][^<>]*)?>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchTimeout)]
    private static partial Regex Blocks();

    [GeneratedRegex("<[^<>]*>", RegexOptions.None, MatchTimeout)]
    private static partial Regex Tags();
}
