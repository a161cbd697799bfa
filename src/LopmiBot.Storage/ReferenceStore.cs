using Dapper;
using LopmiBot.Conversation.Delivery;

namespace LopmiBot.Storage;

/// <summary>How rooms and people are reached, in the state database.</summary>
/// <param name="database">The database.</param>
public sealed class ReferenceStore(StateDatabase database) : IReferenceStore
{
    /// <inheritdoc/>
    public Task KeepAsync(string channel, string id, string reference, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            """
            INSERT INTO conversation_references (channel, id, reference) VALUES (@channel, @id, @reference)
            ON CONFLICT (channel, id) DO UPDATE SET reference = excluded.reference
            """,
            new { channel, id, reference },
            cancellationToken);

    /// <inheritdoc/>
    public Task<string?> FindAsync(string channel, string id, CancellationToken cancellationToken) =>
        database.RunAsync(
            connection => connection.QuerySingleOrDefaultAsync<string?>(new CommandDefinition(
                "SELECT reference FROM conversation_references WHERE channel = @channel AND id = @id", new { channel, id }, cancellationToken: cancellationToken)),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(string Id, string Reference)>> ListAsync(string channel, string prefix, int most, CancellationToken cancellationToken) =>
        [.. await database.RunAsync(
            connection => connection.QueryAsync<(string, string)>(new CommandDefinition(
                "SELECT id, reference FROM conversation_references WHERE channel = @channel AND id LIKE @like ORDER BY id LIMIT @most", new { channel, like = prefix + "%", most }, cancellationToken: cancellationToken)),
            cancellationToken)];

    /// <inheritdoc/>
    public Task ForgetAsync(string channel, string id, CancellationToken cancellationToken) =>
        database.ExecuteAsync("DELETE FROM conversation_references WHERE channel = @channel AND id = @id", new { channel, id }, cancellationToken);
}
