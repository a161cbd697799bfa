using Dapper;
using LopmiBot.Conversation.Installations;
using Microsoft.AspNetCore.DataProtection;

namespace LopmiBot.Storage;

/// <summary>Workspaces in the state database, their tokens encrypted with the program's keys.</summary>
/// <param name="database">The database.</param>
/// <param name="protection">The keys: those of another program, or of no program, do not read the tokens.</param>
public sealed class InstallationStore(StateDatabase database, IDataProtectionProvider protection) : IInstallationStore
{
    private readonly IDataProtector _protector = protection.CreateProtector("LopmiBot.Installations");

    /// <inheritdoc/>
    public Task KeepAsync(Installation installation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(installation);
        return database.ExecuteAsync(
            """
            INSERT INTO installations (channel, workspace, name, bot, secrets, installed_at) VALUES (@Channel, @Workspace, @Name, @Bot, @secrets, @at)
            ON CONFLICT (channel, workspace) DO UPDATE SET name = excluded.name, bot = excluded.bot, secrets = excluded.secrets, installed_at = excluded.installed_at
            """,
            new
            {
                installation.Channel,
                installation.Workspace,
                Name = StateDatabase.Text(installation.Name),
                installation.Bot,
                secrets = _protector.Protect(installation.Secrets),
                at = installation.InstalledAt.ToUnixTimeMilliseconds(),
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The keys that encrypted the tokens are gone: the bot must be installed again.</exception>
    public async Task<Installation?> FindAsync(string channel, string workspace, CancellationToken cancellationToken)
    {
        var row = await database.RunAsync(
            connection => connection.QuerySingleOrDefaultAsync<Row?>(new CommandDefinition(
                "SELECT name AS Name, bot AS Bot, secrets AS Secrets, installed_at AS InstalledAt FROM installations WHERE channel = @channel AND workspace = @workspace",
                new { channel, workspace },
                cancellationToken: cancellationToken)),
            cancellationToken);
        return row is null ? null : new Installation(channel, workspace, row.Name, row.Bot, _protector.Unprotect(row.Secrets), DateTimeOffset.FromUnixTimeMilliseconds(row.InstalledAt));
    }

    /// <inheritdoc/>
    public Task ForgetAsync(string channel, string workspace, CancellationToken cancellationToken) =>
        database.ExecuteAsync("DELETE FROM installations WHERE channel = @channel AND workspace = @workspace", new { channel, workspace }, cancellationToken);

    private sealed record Row(string Name, string Bot, string Secrets, long InstalledAt);
}
