using LopmiBot.Configuration;
using LopmiBot.Slack;
using LopmiBot.Teams;

namespace LopmiBot.Hosting;

/// <summary>Whether a channel is on, in a few words for an administrator.</summary>
internal static class ChannelStatus
{
    public static string Of(TeamsOptions options, BotSettings settings) =>
        options.IsConfigured ? "on"
        : settings.PublicUrl is { } address && !new Uri(address).IsLoopback ? "off (set MicrosoftAppId)"
        : "this machine only (set MicrosoftAppId to serve Teams)";

    public static string Of(SlackOptions options) => (options.TakesHttp, options.TakesSocket) switch
    {
        (true, true) => "on (HTTP and Socket Mode)",
        (true, false) => "on (HTTP)",
        (false, true) => "on (Socket Mode)",
        _ => "off (set Slack:AppToken and Slack:BotToken, or Slack:SigningSecret)",
    };
}
