using DbUp;
using DbUp.Engine;
using Microsoft.Data.Sqlite;

namespace LopmiBot.Storage;

/// <summary>The SQLite file that holds the bot's state.</summary>
public sealed class SqliteDatabase
{
    private readonly string _connectionString;

    private SqliteDatabase(string path) =>
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            DefaultTimeout = 30,
        }.ToString();

    /// <summary>Opens the file, makes it when missing and brings its schema up to date.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="InvalidOperationException">The schema could not be brought up to date.</exception>
    public static SqliteDatabase Open(string path)
    {
        var database = new SqliteDatabase(path);
        using (var connection = database.Connect())
        {
            using var command = connection.CreateCommand();
            // Readers do not wait for the writer; the mode stays with the file.
            command.CommandText = "PRAGMA journal_mode = WAL";
            command.ExecuteNonQuery();
        }

        var result = DeployChanges.To
            .SqliteDatabase(database._connectionString)
            .WithScriptsEmbeddedInAssembly(typeof(SqliteDatabase).Assembly)
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        ThrowUnless(result, path);
        return database;
    }

    /// <summary>Asks the database for an answer.</summary>
    /// <exception cref="SqliteException">It gives none.</exception>
    public void Ping()
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM deliveries LIMIT 1";
        command.ExecuteScalar();
    }

    /// <summary>An open connection; the pool takes it back when it is disposed.</summary>
    internal SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }

    private static void ThrowUnless(DatabaseUpgradeResult result, string path)
    {
        if (!result.Successful)
        {
            throw new InvalidOperationException($"The state file {path} could not be brought up to date ({result.ErrorScript?.Name}).", result.Error);
        }
    }
}
