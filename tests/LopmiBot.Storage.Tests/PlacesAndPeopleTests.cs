using Dapper;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Administration;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Conversation.Installations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LopmiBot.Storage.Tests;

public sealed class SqlitePlacesAndPeopleTests : PlacesAndPeopleTests
{
    private readonly TemporaryFolder _data = new();

    private string File => Path.Combine(_data.Path, "state.db");

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _data.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected override StateDatabase Open() => SqliteDatabase.Open(File);

    protected override System.Data.Common.DbConnection Connect() => new SqliteConnection($"Data Source={File}");
}

public sealed class PostgreSqlPlacesAndPeopleTests(PostgreSqlServer server) : PlacesAndPeopleTests, IClassFixture<PostgreSqlServer>
{
    private readonly string _address = server.CreateDatabase();
    private PostgreSqlDatabase? _database;

    public override async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected override StateDatabase Open() => _database ??= PostgreSqlDatabase.Open(_address);

    protected override System.Data.Common.DbConnection Connect() => new NpgsqlConnection(_address);
}

/// <summary>What holds for workspaces, references and the audit log in every database.</summary>
public abstract class PlacesAndPeopleTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public abstract ValueTask DisposeAsync();

    protected abstract StateDatabase Open();

    /// <summary>A way in that is not the program's own.</summary>
    protected abstract System.Data.Common.DbConnection Connect();

    [Fact]
    public async Task A_workspace_s_tokens_are_read_back_and_kept_encrypted()
    {
        var keys = new EphemeralDataProtectionProvider();
        var store = new InstallationStore(Open(), keys);
        var installation = new Installation("slack", "T1", "Légal « T1 »", "U0", "xoxb-very-secret", Noon);

        await store.KeepAsync(installation with { Secrets = "xoxb-older" }, Stop);
        await store.KeepAsync(installation, Stop);

        (await store.FindAsync("slack", "T1", Stop)).ShouldBe(installation);
        (await store.FindAsync("slack", "T2", Stop)).ShouldBeNull();
        installation.ToString().ShouldNotContain("secret");
        await using (var connection = Connect())
        {
            (await connection.QuerySingleAsync<string>("SELECT secrets FROM installations")).ShouldNotContain("secret");
        }

        await Should.ThrowAsync<System.Security.Cryptography.CryptographicException>(() => new InstallationStore(Open(), new EphemeralDataProtectionProvider()).FindAsync("slack", "T1", Stop));
        await store.ForgetAsync("slack", "T1", Stop);
        (await store.FindAsync("slack", "T1", Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task The_last_way_to_a_room_counts()
    {
        var store = new ReferenceStore(Open());

        await store.KeepAsync("teams", "19:a", "{\"old\":1}", Stop);
        await store.KeepAsync("teams", "19:a", "{\"new\":1}", Stop);

        (await store.FindAsync("teams", "19:a", Stop)).ShouldBe("{\"new\":1}");
        (await store.FindAsync("slack", "19:a", Stop)).ShouldBeNull();
        await store.KeepAsync("teams", "19:b", "{}", Stop);
        await store.KeepAsync("teams", "a-person", "{}", Stop);
        (await store.ListAsync("teams", "19:", 10, Stop)).Select(each => each.Id).ShouldBe(["19:a", "19:b"]);
        (await store.ListAsync("teams", "19:", 1, Stop)).Select(each => each.Id).ShouldBe(["19:a"]);
        await store.ForgetAsync("teams", "19:a", Stop);
        (await store.FindAsync("teams", "19:a", Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Acts_are_chained_also_when_several_hosts_write_at_once()
    {
        var log = new AuditLog(Open());
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => log.AppendAsync(new AuditEntry(Noon.AddSeconds(i), "slack:T1:UA", "reindex", $"{i}"), Stop))));

        var verdict = await log.VerifyAsync(known: null, Stop);
        (verdict.Sound, verdict.All, verdict.HasKnown).ShouldBe((20, true, true));
        (await log.LastAsync(3, Stop)).Count.ShouldBe(3);
        (await log.LastAsync(100, Stop)).Select(entry => entry.Subject).Order().ShouldBe(Enumerable.Range(0, 20).Select(i => $"{i}").Order());
    }

    [Theory]
    [InlineData("UPDATE audit SET detail = 'nothing happened' WHERE id = 3", 2)]
    [InlineData("DELETE FROM audit WHERE id = 3", 2)]
    [InlineData("UPDATE audit SET person = act, act = person WHERE id = 1", 0)]
    public async Task A_changed_act_breaks_the_chain(string change, long sound)
    {
        var log = new AuditLog(Open());
        for (var i = 0; i < 5; i++)
        {
            await log.AppendAsync(new AuditEntry(Noon, "slack:T1:UA", "reindex", "", $"{i}"), Stop);
        }

        await using (var connection = Connect())
        {
            await connection.ExecuteAsync(change);
        }

        var verdict = await log.VerifyAsync(known: null, Stop);
        (verdict.Sound, verdict.All).ShouldBe((sound, false));
    }

    [Fact]
    public async Task The_last_acts_taken_away_are_missed_by_whoever_kept_a_head()
    {
        var log = new AuditLog(Open());
        for (var i = 0; i < 5; i++)
        {
            await log.AppendAsync(new AuditEntry(Noon, "slack:T1:UA", "reindex", "", $"{i}"), Stop);
        }

        var head = (await log.VerifyAsync(known: null, Stop)).Head;
        await log.AppendAsync(new AuditEntry(Noon, "slack:T1:UA", "reindex"), Stop);
        (await log.VerifyAsync(head, Stop)).HasKnown.ShouldBeTrue();
        await using (var connection = Connect())
        {
            await connection.ExecuteAsync("DELETE FROM audit WHERE id > 3");
        }

        var verdict = await log.VerifyAsync(head, Stop);
        (verdict.Sound, verdict.All, verdict.HasKnown).ShouldBe((3, true, false));
    }

    [Fact]
    public async Task A_nul_in_one_request_does_no_harm_to_those_recorded_with_it()
    {
        var deliveries = new DeliveryStore(Open(), TimeProvider.System);

        (await deliveries.AcceptAsync([new AcceptedRequest("teams", "a\0b", "{\0}", "p\0"), new AcceptedRequest("teams", "fine", "{}")], Stop)).ShouldBe([true, true]);

        (await deliveries.LeaseAsync(TimeSpan.FromMinutes(1), Stop)).ShouldNotBeNull();
        (await deliveries.LeaseAsync(TimeSpan.FromMinutes(1), Stop)).ShouldNotBeNull().Payload.ShouldBe("{}");
    }

    [Fact]
    public async Task Erasing_a_person_also_drops_what_they_asked_and_nobody_took_up()
    {
        var database = Open();
        var deliveries = new DeliveryStore(database, TimeProvider.System);
        await deliveries.AcceptAsync([new AcceptedRequest("slack", "erase", "{}", "T1:U1")], Stop);
        var taken = (await deliveries.LeaseAsync(TimeSpan.FromMinutes(1), Stop)).ShouldNotBeNull();
        await deliveries.AcceptAsync([new AcceptedRequest("slack", "1", "a private question", "T1:U1"), new AcceptedRequest("slack", "2", "somebody else's", "T1:U2")], Stop);
        await new ReferenceStore(database).KeepAsync("slack", "T1:U1", "{}", Stop);

        var kept = await new ConversationStore(database).ExportAsync(new Person("slack", "T1:U1"), Stop);
        kept.Reference.ShouldBe("{}");
        kept.Waiting.ShouldBe(["{}", "a private question"]);
        await new ConversationStore(database).EraseAsync(new Person("slack", "T1:U1"), Stop);

        (await deliveries.LeaseAsync(TimeSpan.FromMinutes(1), Stop)).ShouldNotBeNull().Payload.ShouldBe("somebody else's");
        (await deliveries.LeaseAsync(TimeSpan.FromMinutes(1), Stop)).ShouldBeNull();
        (await deliveries.AcceptAsync([new AcceptedRequest("slack", "1", "a private question", "T1:U1")], Stop)).ShouldBe([false], "a repeat is still recognised");
        (await new ReferenceStore(database).FindAsync("slack", "T1:U1", Stop)).ShouldBeNull();
        await deliveries.CompleteAsync(taken.Id, Stop);
    }
}
