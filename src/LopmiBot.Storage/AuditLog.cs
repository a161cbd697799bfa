using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using LopmiBot.Conversation.Administration;

namespace LopmiBot.Storage;

/// <summary>The audit log in the state database.</summary>
/// <param name="database">The database.</param>
public sealed class AuditLog(StateDatabase database) : IAuditLog
{
    private const string Columns = "SELECT id AS Id, at AS At, person AS Person, act AS Act, subject AS Subject, detail AS Detail, hash AS Hash FROM audit";

    /// <inheritdoc/>
    public async Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // One entry at a time: each needs the hash of the one before.
        await connection.ExecuteAsync(new CommandDefinition(database.LockAudit, transaction: transaction, cancellationToken: cancellationToken));
        var before = await connection.ExecuteScalarAsync<string?>(new CommandDefinition("SELECT hash FROM audit ORDER BY id DESC LIMIT 1", transaction: transaction, cancellationToken: cancellationToken));
        var row = new Row(0, entry.At.ToUnixTimeMilliseconds(), StateDatabase.Text(entry.Person), entry.Act, StateDatabase.Text(entry.Subject), StateDatabase.Text(entry.Detail), "");
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO audit (at, person, act, subject, detail, hash) VALUES (@At, @Person, @Act, @Subject, @Detail, @Hash)",
            row with { Hash = row.Chained(before) },
            transaction,
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AuditEntry>> LastAsync(int most, CancellationToken cancellationToken) =>
        [.. (await database.RunAsync(connection => connection.QueryAsync<Row>(new CommandDefinition($"{Columns} ORDER BY id DESC LIMIT @most", new { most }, cancellationToken: cancellationToken)), cancellationToken))
            .Select(row => new AuditEntry(DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Person, row.Act, row.Subject, row.Detail))];

    /// <inheritdoc/>
    public async Task<AuditVerdict> VerifyAsync(string? known, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        string? before = null;
        var sound = 0L;
        var hasKnown = string.IsNullOrEmpty(known);
        await foreach (var row in connection.QueryUnbufferedAsync<Row>($"{Columns} ORDER BY id").WithCancellation(cancellationToken))
        {
            if (row.Hash != row.Chained(before))
            {
                return new AuditVerdict(sound, All: false, before ?? "", hasKnown);
            }

            before = row.Hash;
            hasKnown |= row.Hash == known;
            sound++;
        }

        return new AuditVerdict(sound, All: true, before ?? "", hasKnown);
    }

    private sealed record Row(long Id, long At, string Person, string Act, string Subject, string Detail, string Hash)
    {
        /// <summary>SHA-256 of the hash before and of what the row says: no two rows say the same in this form.</summary>
        public string Chained(string? before) =>
            Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new object?[] { before, At, Person, Act, Subject, Detail })));
    }
}
