using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Xunit;

namespace LopmiBot.TestSupport;

/// <summary>A private PostgreSQL cluster in a temporary folder on a free port; gone when the tests of a class end.</summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    private const string Missing = "PostgreSQL is missing: install its server (Debian: apt-get install postgresql), or put initdb and pg_ctl on the PATH.";

    private readonly TemporaryFolder _folder = new();
    private string? _programs;
    private int _port;
    private int _databases;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _programs = FindPrograms();
        if (_programs is null)
        {
            return;
        }

        _port = FreePort();
        await RunAsync("chown", ["-R", User, _folder.Path], asUser: false);
        await RunAsync(Path.Combine(_programs, "initdb"), ["--pgdata", Cluster, "--username", "lopmibot", "--auth", "trust", "--no-sync", "--encoding", "UTF8"]);
        await RunAsync(
            Path.Combine(_programs, "pg_ctl"),
            ["start", "--wait", "--pgdata", Cluster, "--log", Path.Combine(_folder.Path, "log"), "--options", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder.Path} -c fsync=off"]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_programs is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await RunAsync(Path.Combine(_programs, "pg_ctl"), ["stop", "--pgdata", Cluster, "--mode", "immediate"]);
        }

        _folder.Dispose();
    }

    /// <summary>Makes an empty database; skips the test, with the reason, where there is no PostgreSQL.</summary>
    /// <returns>A connection string.</returns>
    public string CreateDatabase()
    {
        if (_programs is null)
        {
            Assert.Skip(Missing);
        }

        var name = $"test{Interlocked.Increment(ref _databases)}";
        using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}";
        command.ExecuteNonQuery();
        return ConnectionString(name);
    }

    private string Cluster => Path.Combine(_folder.Path, "cluster");

    /// <summary>PostgreSQL refuses to run as root: Debian's package makes a user for it.</summary>
    private static string User => Environment.UserName == "root" ? "postgres" : Environment.UserName;

    private string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = _port, Username = "lopmibot", Database = database }.ToString();

    private static string? FindPrograms()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(Directory.Exists("/usr/lib/postgresql")
                ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
                : []);
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task RunAsync(string program, string[] arguments, bool asUser = true)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = _folder.Path, UseShellExecute = false };
        if (asUser && Environment.UserName == "root")
        {
            start.FileName = "runuser";
            foreach (var argument in (string[])["-u", User, "--", program])
            {
                start.ArgumentList.Add(argument);
            }
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // The server inherits the output of pg_ctl: it must not be a pipe that someone reads to its end.
        start.RedirectStandardOutput = false;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }
}
