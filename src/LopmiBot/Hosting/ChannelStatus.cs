using LopmiBot.Slack;
using LopmiBot.Teams;

namespace LopmiBot.Hosting;

/// <summary>Whether a channel is on, in a few words for an administrator.</summary>
internal static class ChannelStatus
{
    public static string Of(TeamsOptions options) =>
        options.IsConfigured ? "on" : "this machine only (set MicrosoftAppId to serve Teams)";

    public static string Of(SlackOptions options) =>
        options.IsConfigured ? "on" : "off (set Slack:SigningSecret)";
}
