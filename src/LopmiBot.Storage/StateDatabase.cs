using System.Data.Common;
using Dapper;
using DbUp.Builder;

namespace LopmiBot.Storage;

/// <summary>Where the bot's state is kept: a file on one machine, a server for many.</summary>
public abstract class StateDatabase
{
    /// <summary>The engine's name, for administrators.</summary>
    public abstract string Name { get; }

    /// <summary>Ends a query that takes a row for itself, so that others pass over it without waiting.</summary>
    internal abstract string SkipLockedRows { get; }

    /// <summary>Keeps other writers away from the audit log until the transaction ends.</summary>
    internal abstract string LockAudit { get; }

    /// <summary>Asks the database for an answer.</summary>
    /// <exception cref="DbException">It gives none.</exception>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM deliveries LIMIT 1";
        await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>An open connection; the pool takes it back when it is disposed.</summary>
    internal abstract Task<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>What people wrote, as every engine can keep it: PostgreSQL has no NUL in a text.</summary>
    internal static string Text(string written) => written.Replace('\0', ' ');

    /// <summary>Does something with a connection of its own.</summary>
    internal async Task<T> RunAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        return await work(connection);
    }

    /// <summary>Runs one statement.</summary>
    /// <returns>How many rows it changed.</returns>
    internal Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        RunAsync(connection => connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)), cancellationToken);

    /// <summary>Runs the scripts that the database has not seen yet, each in a transaction, in the order of their names.</summary>
    /// <param name="engine">The database to bring up to date.</param>
    /// <param name="folder">The folder below <c>Migrations</c> that holds its scripts.</param>
    /// <exception cref="InvalidOperationException">A script failed.</exception>
    internal static void Upgrade(UpgradeEngineBuilder engine, string folder)
    {
        var result = engine
            .WithScriptsEmbeddedInAssembly(typeof(StateDatabase).Assembly, name => name.Contains($".Migrations.{folder}.", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException($"The state database could not be brought up to date ({result.ErrorScript?.Name}): {result.Error.Message}", result.Error);
        }
    }
}
