using System.Data.Common;
using LopmiBot.Conversation.Delivery;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace LopmiBot.Storage.Tests;

public sealed class SqliteDeliveryStoreTests : DeliveryStoreTests
{
    private readonly TemporaryFolder _data = new();

    protected override StateDatabase OpenDatabase() => SqliteDatabase.Open(StateFile);

    protected override DbConnection Connect() => new SqliteConnection($"Data Source={StateFile}");

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _data.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private string StateFile => Path.Combine(_data.Path, "state.db");
}

public sealed class PostgreSqlDeliveryStoreTests(PostgreSqlServer server) : DeliveryStoreTests, IClassFixture<PostgreSqlServer>
{
    private readonly List<PostgreSqlDatabase> _opened = [];
    private string? _database;

    protected override StateDatabase OpenDatabase()
    {
        var database = PostgreSqlDatabase.Open(ConnectionString);
        _opened.Add(database);
        return database;
    }

    protected override DbConnection Connect() => new NpgsqlConnection(ConnectionString);

    public override async ValueTask DisposeAsync()
    {
        foreach (var database in _opened)
        {
            await database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private string ConnectionString => _database ??= server.CreateDatabase();

    [Fact]
    public async Task Hosts_that_start_together_bring_the_schema_up_to_date_once()
    {
        var connectionString = ConnectionString;
        var databases = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => PostgreSqlDatabase.Open(connectionString))));
        _opened.AddRange(databases);

        foreach (var database in databases)
        {
            await database.PingAsync(TestContext.Current.CancellationToken);
        }
    }
}

/// <summary>What holds for every database that keeps the state.</summary>
public abstract class DeliveryStoreTests : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    protected abstract StateDatabase OpenDatabase();

    protected abstract DbConnection Connect();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task A_key_is_accepted_once_in_its_channel()
    {
        var store = Open();

        (await AcceptAsync(store, "slack", "1")).ShouldBeTrue();
        (await AcceptAsync(store, "slack", "1")).ShouldBeFalse();
        (await AcceptAsync(store, "teams", "1")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_key_is_remembered_after_delivery_and_after_a_restart()
    {
        var store = Open();
        await AcceptAsync(store, "slack", "1");
        var leased = await LeaseAsync(store);
        await store.CompleteAsync(leased!.Id, CancellationToken.None);

        (await AcceptAsync(Open(), "slack", "1")).ShouldBeFalse();
        (await LeaseAsync(Open())).ShouldBeNull();
    }

    [Fact]
    public async Task A_request_outlives_a_restart()
    {
        await AcceptAsync(Open(), "slack", "1", "what was asked");

        (await LeaseAsync(Open()))!.Payload.ShouldBe("what was asked");
    }

    [Fact]
    public async Task A_leased_request_is_nobody_else_s_until_the_lease_ends()
    {
        var store = Open();
        await AcceptAsync(store, "slack", "1");
        (await LeaseAsync(store))!.Attempt.ShouldBe(1);

        (await LeaseAsync(store)).ShouldBeNull();
        _time.Advance(Lease);
        (await LeaseAsync(store))!.Attempt.ShouldBe(2);
    }

    [Fact]
    public async Task A_request_to_be_tried_again_waits_for_its_time()
    {
        var store = Open();
        await AcceptAsync(store, "slack", "1");
        var leased = await LeaseAsync(store);
        await store.RetryAsync(leased!, TimeSpan.FromSeconds(30), CancellationToken.None);

        (await LeaseAsync(store)).ShouldBeNull();
        _time.Advance(TimeSpan.FromSeconds(30));
        (await LeaseAsync(store)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_was_being_sent_when_a_process_ended_is_known_to_the_next()
    {
        var store = Open();
        await AcceptAsync(store, "slack", "1");
        var first = (await LeaseAsync(store))!;
        first.Interruption.ShouldBe(Interruption.None);
        await store.SetSendingAsync(first, CancellationToken.None);
        _time.Advance(Lease);

        var second = (await LeaseAsync(store))!;
        second.Interruption.ShouldBe(Interruption.Answering);
        await store.SetSendingAsync(second, CancellationToken.None);
        await store.RetryAsync(second, TimeSpan.Zero, CancellationToken.None);

        var third = (await LeaseAsync(store))!;
        third.Interruption.ShouldBe(Interruption.Answering, "what was refused did not arrive");
        await store.SetSendingAsync(third, CancellationToken.None);
        _time.Advance(Lease);
        (await LeaseAsync(store))!.Interruption.ShouldBe(Interruption.Telling);
    }

    [Fact]
    public async Task A_parked_request_is_not_taken_again()
    {
        var store = Open();
        await AcceptAsync(store, "slack", "1");
        var leased = await LeaseAsync(store);
        (await store.ParkedAsync(10, CancellationToken.None)).ShouldBeEmpty();
        await store.ParkAsync(leased!.Id, "poison", CancellationToken.None);
        (await store.ParkedAsync(10, CancellationToken.None)).ShouldHaveSingleItem().Reason.ShouldBe("poison");

        _time.Advance(TimeSpan.FromDays(1));
        (await LeaseAsync(store)).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_asked_is_forgotten_once_it_is_answered()
    {
        var store = Open();
        await AcceptAsync(store, "slack", "1", "a private question");
        await store.CompleteAsync((await LeaseAsync(store))!.Id, CancellationToken.None);

        await using var connection = Connect();
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM deliveries WHERE payload IS NULL";
        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(1L);
    }

    [Fact]
    public async Task Many_workers_never_take_the_same_request()
    {
        var store = Open();
        for (var i = 0; i < 40; i++)
        {
            await AcceptAsync(store, "slack", $"{i}");
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Task.Run(() => LeaseAsync(store))));

        taken.OfType<PendingDelivery>().Select(delivery => delivery.Id).ShouldBeUnique();
        taken.OfType<PendingDelivery>().Count().ShouldBe(40);
    }

    private DeliveryStore Open() => new(OpenDatabase(), _time);

    private static async Task<bool> AcceptAsync(DeliveryStore store, string channel, string key, string payload = "{}") =>
        (await store.AcceptAsync([new AcceptedRequest(channel, key, payload)], CancellationToken.None))[0];

    private static Task<PendingDelivery?> LeaseAsync(DeliveryStore store) => store.LeaseAsync(Lease, CancellationToken.None);
}
