using Dapper;
using LopmiBot.Conversation.Delivery;

namespace LopmiBot.Storage;

/// <summary>Accepted requests in the state database.</summary>
/// <param name="database">The database.</param>
/// <param name="time">The clock.</param>
public sealed class DeliveryStore(StateDatabase database, TimeProvider time) : IDeliveryStore
{
    /// <summary>Platforms repeat a request within minutes; its key is kept far longer.</summary>
    public static readonly TimeSpan KeepKeys = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<bool>> AcceptAsync(IReadOnlyList<AcceptedRequest> requests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var now = Now();
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM deliveries WHERE state = 'done' AND accepted_at < @before",
            new { before = now - (long)KeepKeys.TotalMilliseconds },
            transaction,
            cancellationToken: cancellationToken));
        var isNew = new List<bool>(requests.Count);
        foreach (var request in requests)
        {
            var inserted = await connection.ExecuteAsync(new CommandDefinition(
                """
                INSERT INTO deliveries (channel, key, payload, person, state, attempts, accepted_at, due_at)
                VALUES (@Channel, @Key, @Payload, @Person, 'pending', 0, @now, @now)
                ON CONFLICT (channel, key) DO NOTHING
                """,
                new
                {
                    request.Channel,
                    Key = StateDatabase.Text(request.Key),
                    Payload = StateDatabase.Text(request.Payload),
                    Person = request.Person is { } person ? StateDatabase.Text(person) : null,
                    now,
                },
                transaction,
                cancellationToken: cancellationToken));
            isNew.Add(inserted == 1);
        }

        await transaction.CommitAsync(cancellationToken);
        return isNew;
    }

    /// <inheritdoc/>
    public async Task<PendingDelivery?> LeaseAsync(TimeSpan lease, CancellationToken cancellationToken)
    {
        var now = Now();
        await using var connection = await database.ConnectAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<LeasedRow?>(new CommandDefinition(
            $"""
            UPDATE deliveries SET due_at = @until, attempts = attempts + 1
            WHERE id = (SELECT id FROM deliveries WHERE state = 'pending' AND due_at <= @now ORDER BY due_at, id LIMIT 1 {database.SkipLockedRows})
            RETURNING id AS Id, channel AS Channel, payload AS Payload, attempts AS Attempts, sending AS Sending
            """,
            new { now, until = now + (long)lease.TotalMilliseconds },
            cancellationToken: cancellationToken));
        return row is null ? null : new PendingDelivery(row.Id, row.Channel, row.Payload, (int)row.Attempts, (Interruption)row.Sending);
    }

    /// <inheritdoc/>
    public Task CompleteAsync(long id, CancellationToken cancellationToken) =>
        database.ExecuteAsync("UPDATE deliveries SET state = 'done', payload = NULL WHERE id = @id", new { id }, cancellationToken);

    /// <inheritdoc/>
    public Task SetSendingAsync(PendingDelivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return database.ExecuteAsync("UPDATE deliveries SET sending = @sending WHERE id = @Id", new { delivery.Id, sending = (long)delivery.Interruption + 1 }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task RetryAsync(PendingDelivery delivery, TimeSpan delay, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return database.ExecuteAsync(
            "UPDATE deliveries SET due_at = @due, sending = @sending WHERE id = @Id",
            new { delivery.Id, due = Now() + (long)delay.TotalMilliseconds, sending = (long)delivery.Interruption },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task ParkAsync(long id, string reason, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            "UPDATE deliveries SET state = 'parked', payload = NULL, reason = @reason WHERE id = @id",
            new { id, reason },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ParkedDelivery>> ParkedAsync(int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        var rows = await connection.QueryAsync<ParkedRow>(new CommandDefinition(
            "SELECT channel AS Channel, accepted_at AS AcceptedAt, reason AS Reason FROM deliveries WHERE state = 'parked' ORDER BY id DESC LIMIT @most",
            new { most },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new ParkedDelivery(row.Channel, DateTimeOffset.FromUnixTimeMilliseconds(row.AcceptedAt), row.Reason ?? ""))];
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed record ParkedRow(string Channel, long AcceptedAt, string? Reason);

    /// <summary>Integers of both engines are 64 bits wide here.</summary>
    private sealed record LeasedRow(long Id, string Channel, string Payload, long Attempts, long Sending);
}
