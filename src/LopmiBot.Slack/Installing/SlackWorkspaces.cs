using System.Text.Json;
using LopmiBot.Conversation.Installations;
using LopmiBot.Slack.Blocks;
using LopmiBot.Slack.WebApi;

namespace LopmiBot.Slack.Installing;

/// <summary>The tokens of an installation.</summary>
/// <param name="Access">For calls, <c>xoxb-…</c>.</param>
/// <param name="Refresh">Gives the next ones; <see langword="null"/>: they do not end.</param>
/// <param name="EndsAt">When the first ends.</param>
internal sealed record SlackTokens(string Access, string? Refresh = null, DateTimeOffset? EndsAt = null);

/// <summary>Tokens for workspaces: the one that is configured, or those of installations, renewed before they end.</summary>
internal sealed class SlackWorkspaces(SlackOptions options, IInstallationStore installations, SlackWebApi api, TimeProvider time) : IDisposable
{
    /// <summary>Official libraries renew this early.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromHours(2);

    /// <summary>A refresh token serves once: one renewal at a time.</summary>
    private readonly SemaphoreSlim _renewing = new(1, 1);

    /// <summary>The token of a workspace; <see langword="null"/>: the bot is not installed there.</summary>
    public async Task<string?> TokenAsync(string team, CancellationToken cancellationToken)
    {
        if (options.BotToken is { Length: > 0 } configured)
        {
            return configured;
        }

        var tokens = await FindAsync(team, cancellationToken);
        return tokens is { Installation: { } installation, Tokens: { Refresh: not null, EndsAt: { } end } } && end - Early < time.GetUtcNow()
            ? await RenewAsync(installation, cancellationToken)
            : tokens.Tokens?.Access;
    }

    /// <summary>Keeps what <c>oauth.v2.access</c> answered.</summary>
    /// <exception cref="SlackApiException">It holds no bot token.</exception>
    public async Task<Installation> KeepAsync(JsonElement answer, CancellationToken cancellationToken)
    {
        string? Text(string name) => answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (Text("access_token") is not { Length: > 0 } access || !answer.TryGetProperty("team", out var team) || team.ValueKind != JsonValueKind.Object || team.GetProperty("id").GetString() is not { Length: > 0 } id)
        {
            throw new SlackApiException("oauth.v2.access", "no bot token for a workspace");
        }

        var now = time.GetUtcNow();
        var tokens = new SlackTokens(access, Text("refresh_token"), answer.TryGetProperty("expires_in", out var seconds) && seconds.TryGetInt32(out var lifetime) ? now.AddSeconds(lifetime) : null);
        var installation = new Installation(
            SlackDelivery.ChannelName,
            id,
            team.TryGetProperty("name", out var name) ? name.GetString() ?? id : id,
            Text("bot_user_id") ?? "",
            JsonSerializer.Serialize(tokens, SlackJson.Default.SlackTokens),
            now);
        await installations.KeepAsync(installation, cancellationToken);
        return installation;
    }

    /// <inheritdoc/>
    public void Dispose() => _renewing.Dispose();

    private async Task<(Installation? Installation, SlackTokens? Tokens)> FindAsync(string team, CancellationToken cancellationToken) =>
        await installations.FindAsync(SlackDelivery.ChannelName, team, cancellationToken) is { } installation
            ? (installation, JsonSerializer.Deserialize(installation.Secrets, SlackJson.Default.SlackTokens))
            : (null, null);

    private async Task<string?> RenewAsync(Installation installation, CancellationToken cancellationToken)
    {
        await _renewing.WaitAsync(cancellationToken);
        try
        {
            // Somebody may have renewed it while this waited.
            var (_, tokens) = await FindAsync(installation.Workspace, cancellationToken);
            if (tokens is not { Refresh: { } refresh, EndsAt: { } end } || end - Early >= time.GetUtcNow())
            {
                return tokens?.Access;
            }

            var answer = await api.AuthorizeAsync([new("grant_type", "refresh_token"), new("refresh_token", refresh)], cancellationToken);
            return JsonSerializer.Deserialize((await KeepAsync(answer, cancellationToken)).Secrets, SlackJson.Default.SlackTokens)?.Access;
        }
        finally
        {
            _renewing.Release();
        }
    }
}
