using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace LopmiBot.Slack;

/// <summary>Settings of the Slack channel, from the configuration section <c>Slack</c>.</summary>
public sealed record SlackOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Slack";

    /// <summary>Signs each request from Slack. Without it the channel is off.</summary>
    public string? SigningSecret { get; init; }

    /// <summary>The bot's token, <c>xoxb-…</c>.</summary>
    public string? BotToken { get; init; }

    /// <summary>The app-level token for Socket Mode, <c>xapp-…</c>.</summary>
    public string? AppToken { get; init; }

    /// <summary>How many Socket Mode connections are held; Slack allows ten.</summary>
    public int SocketConnections { get; init; } = 2;

    /// <summary>The app's client id, for installations in several workspaces.</summary>
    public string? ClientId { get; init; }

    /// <summary>The app's client secret.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>Where Slack's Web API is.</summary>
    public Uri ApiUrl { get; init; } = new("https://slack.com/api/");

    /// <summary>
    /// Hosts that answers may be sent to, each with an optional port. Plain http is accepted only for a loopback host
    /// that is listed here.
    /// </summary>
    public IReadOnlyList<string> AllowedResponseHosts { get; init; } = ["hooks.slack.com"];

    /// <summary>Whether the channel is on, by either transport.</summary>
    public bool IsConfigured => TakesHttp || TakesSocket;

    /// <summary>Whether Slack's requests over HTTP are taken.</summary>
    public bool TakesHttp => !string.IsNullOrWhiteSpace(SigningSecret);

    /// <summary>Whether events come over Socket Mode.</summary>
    public bool TakesSocket => !string.IsNullOrWhiteSpace(AppToken);

    /// <summary>Whether any workspace can install the bot.</summary>
    public bool TakesInstallations => !string.IsNullOrWhiteSpace(ClientId) && !string.IsNullOrWhiteSpace(ClientSecret);

    /// <summary>Reads the settings. <c>AllowedResponseHosts</c> is a list, or one text with commas between the hosts.</summary>
    public static SlackOptions From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(SectionName);
        var options = new SlackOptions
        {
            SigningSecret = section[nameof(SigningSecret)],
            BotToken = section[nameof(BotToken)],
            AppToken = section[nameof(AppToken)],
            ClientId = section[nameof(ClientId)],
            ClientSecret = section[nameof(ClientSecret)],
        };
        if (int.TryParse(section[nameof(SocketConnections)], NumberStyles.None, CultureInfo.InvariantCulture, out var connections))
        {
            options = options with { SocketConnections = connections };
        }

        if (section[nameof(ApiUrl)] is { Length: > 0 } url && Uri.TryCreate(url, UriKind.RelativeOrAbsolute, out var api))
        {
            options = options with { ApiUrl = api };
        }

        var hosts = section.GetSection(nameof(AllowedResponseHosts));
        string[] listed = hosts.Value is { } text
            ? text.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [.. hosts.GetChildren().Select(child => child.Value).OfType<string>().Where(value => value.Length > 0)];
        return listed.Length == 0 ? options : options with { AllowedResponseHosts = listed };
    }

    /// <summary>What is wrong with the settings and what to set instead; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (BotToken is { Length: > 0 } bot && !bot.StartsWith("xoxb-", StringComparison.Ordinal) && !bot.StartsWith("xoxe.", StringComparison.Ordinal))
        {
            yield return "Slack:BotToken is not a bot token: it starts with xoxb- (api.slack.com/apps, OAuth & Permissions).";
        }

        if (AppToken is { Length: > 0 } app && !app.StartsWith("xapp-", StringComparison.Ordinal))
        {
            yield return "Slack:AppToken is not an app-level token: it starts with xapp- (api.slack.com/apps, Basic Information).";
        }

        if (!ApiUrl.IsAbsoluteUri || (ApiUrl.Scheme != Uri.UriSchemeHttps && !ApiUrl.IsLoopback))
        {
            yield return "Slack:ApiUrl is not an https address: remove it, or set https://slack.com/api/.";
        }

        if (!IsConfigured && BotToken is { Length: > 0 })
        {
            yield return "Slack:BotToken is set, but neither Slack:AppToken (for Socket Mode) nor Slack:SigningSecret (for HTTP): set one of them (api.slack.com/apps, Basic Information), or remove it.";
        }

        if (TakesSocket && BotToken is not { Length: > 0 } && !TakesInstallations)
        {
            yield return "Slack:AppToken is set but Slack:BotToken is not: set it too (api.slack.com/apps, OAuth & Permissions).";
        }

        if (SocketConnections is < 1 or > 10)
        {
            yield return "Slack:SocketConnections is not a number from 1 to 10.";
        }

        if (string.IsNullOrWhiteSpace(ClientId) != string.IsNullOrWhiteSpace(ClientSecret))
        {
            yield return "Slack:ClientId and Slack:ClientSecret go together: set both, or neither (api.slack.com/apps, Basic Information).";
        }
    }

    /// <summary>Whether an answer may be sent to an address.</summary>
    public bool Allows(Uri responseUrl)
    {
        ArgumentNullException.ThrowIfNull(responseUrl);
        if (!responseUrl.IsAbsoluteUri || responseUrl.UserInfo.Length > 0)
        {
            return false;
        }

        var isListed = AllowedResponseHosts.Any(host => host.Contains(':', StringComparison.Ordinal)
            ? host.Equals(responseUrl.Authority, StringComparison.OrdinalIgnoreCase)
            : host.Equals(responseUrl.Host, StringComparison.OrdinalIgnoreCase) && (responseUrl.IsDefaultPort || responseUrl.IsLoopback));
        return isListed && (responseUrl.Scheme == Uri.UriSchemeHttps || (responseUrl.Scheme == Uri.UriSchemeHttp && responseUrl.IsLoopback));
    }
}
