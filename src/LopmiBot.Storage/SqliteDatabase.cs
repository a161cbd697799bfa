using System.Data;
using System.Data.Common;
using System.Threading.Channels;
using DbUp;
using Microsoft.Data.Sqlite;

namespace LopmiBot.Storage;

/// <summary>State in a SQLite file.</summary>
public sealed class SqliteDatabase : StateDatabase
{
    private readonly string _connectionString;

    /// <summary>
    /// SQLite has one writer at a time, and its client sleeps for 150 ms when another is at it: within this process they
    /// take turns instead. Other processes still wait in SQLite's own way.
    /// </summary>
    private readonly Channel<bool> _baton = Channel.CreateBounded<bool>(1);

    private SqliteDatabase(string path)
    {
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            DefaultTimeout = 30,
        }.ToString();
        _baton.Writer.TryWrite(true);
    }

    /// <inheritdoc/>
    public override string Name => "SQLite";

    /// <summary>SQLite has one writer at a time: there is nothing to pass over.</summary>
    internal override string SkipLockedRows => "";

    /// <summary>Its transactions write from their start: no other writer is there.</summary>
    internal override string LockAudit => "SELECT 1";

    /// <summary>Opens the file, makes it when missing and brings its schema up to date.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="InvalidOperationException">The schema could not be brought up to date.</exception>
    public static SqliteDatabase Open(string path)
    {
        var database = new SqliteDatabase(path);
        using (var connection = new SqliteConnection(database._connectionString))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            // Readers do not wait for the writer; the mode stays with the file.
            command.CommandText = "PRAGMA journal_mode = WAL";
            command.ExecuteNonQuery();
        }

        Upgrade(DeployChanges.To.SqliteDatabase(database._connectionString), "Sqlite");
        return database;
    }

    internal override async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        await _baton.Reader.ReadAsync(cancellationToken);
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
        }
        catch
        {
            _baton.Writer.TryWrite(true);
            throw;
        }

        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == ConnectionState.Closed)
            {
                _baton.Writer.TryWrite(true);
            }
        };
        return connection;
    }
}
