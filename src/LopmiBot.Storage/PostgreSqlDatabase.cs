using System.Data.Common;
using DbUp;
using Npgsql;

namespace LopmiBot.Storage;

/// <summary>State in a PostgreSQL database, shared by any number of hosts.</summary>
public sealed class PostgreSqlDatabase : StateDatabase, IAsyncDisposable
{
    /// <summary>Held while the schema is brought up to date: "lopmi" in ASCII, so that no other program takes it by chance.</summary>
    private const long UpgradeLock = 0x6C6F706D69;

    private readonly NpgsqlDataSource _source;

    private PostgreSqlDatabase(NpgsqlDataSource source) => _source = source;

    /// <inheritdoc/>
    public override string Name => "PostgreSQL";

    internal override string SkipLockedRows => "FOR UPDATE SKIP LOCKED";

    internal override string LockAudit => "LOCK TABLE audit IN EXCLUSIVE MODE";

    /// <summary>Connects and brings the schema up to date; hosts that start together wait for each other.</summary>
    /// <exception cref="NpgsqlException">The server cannot be reached or refuses.</exception>
    /// <exception cref="InvalidOperationException">The schema could not be brought up to date.</exception>
    public static PostgreSqlDatabase Open(string connectionString)
    {
        var source = NpgsqlDataSource.Create(connectionString);
        try
        {
            using var connection = source.OpenConnection();
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT pg_advisory_lock({UpgradeLock})";
            command.ExecuteNonQuery();
            Upgrade(DeployChanges.To.PostgresqlDatabase(connectionString), "PostgreSql");
            command.CommandText = $"SELECT pg_advisory_unlock({UpgradeLock})";
            command.ExecuteNonQuery();
            return new PostgreSqlDatabase(source);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    internal override async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken) =>
        await _source.OpenConnectionAsync(cancellationToken);
}
