using LopmiBot.Conversation.Delivery;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace LopmiBot.Storage.Tests;

public sealed class SqliteDeliveryStoreTests : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _data = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _data.Dispose();
    }

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
        await store.RetryAsync(leased!.Id, TimeSpan.FromSeconds(30), CancellationToken.None);

        (await LeaseAsync(store)).ShouldBeNull();
        _time.Advance(TimeSpan.FromSeconds(30));
        (await LeaseAsync(store)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_parked_request_is_not_taken_again()
    {
        var store = Open();
        await AcceptAsync(store, "slack", "1");
        var leased = await LeaseAsync(store);
        await store.ParkAsync(leased!.Id, "poison", CancellationToken.None);

        _time.Advance(TimeSpan.FromDays(1));
        (await LeaseAsync(store)).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_asked_is_forgotten_once_it_is_answered()
    {
        var store = Open();
        await AcceptAsync(store, "slack", "1", "a private question");
        await store.CompleteAsync((await LeaseAsync(store))!.Id, CancellationToken.None);

        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_data.Path, "state.db")}");
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

    private SqliteDeliveryStore Open() => new(SqliteDatabase.Open(Path.Combine(_data.Path, "state.db")), _time);

    private static Task<bool> AcceptAsync(SqliteDeliveryStore store, string channel, string key, string payload = "{}") =>
        store.AcceptAsync(channel, key, payload, CancellationToken.None);

    private static Task<PendingDelivery?> LeaseAsync(SqliteDeliveryStore store) => store.LeaseAsync(Lease, CancellationToken.None);
}
