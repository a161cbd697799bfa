using System.Data.Common;
using Dapper;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Experts;

namespace LopmiBot.Storage;

/// <summary>Questions handed to experts, in the state database.</summary>
/// <param name="database">The database.</param>
public sealed class EscalationStore(StateDatabase database) : IEscalationStore
{
    private const string Columns =
        "id AS Id, turn_id AS TurnId, channel AS Channel, person AS Person, room AS Room, thread AS Thread, question AS Question, language AS Language, state AS State, opened_at AS OpenedAt, expert_channel AS ExpertChannel, expert AS Expert, expert_name AS ExpertName, answer AS Answer";

    /// <inheritdoc/>
    public Task<long> OpenAsync(Escalation escalation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(escalation);
        return database.RunAsync(
            async connection =>
            {
                await connection.ExecuteAsync(new CommandDefinition(
                    """
                    INSERT INTO escalations (turn_id, channel, person, room, thread, question, language, state, opened_at)
                    VALUES (@TurnId, @Channel, @Person, @Room, @Thread, @Question, @Language, 'open', @OpenedAt)
                    ON CONFLICT (turn_id) DO NOTHING
                    """,
                    new
                    {
                        escalation.TurnId,
                        escalation.Asker.Channel,
                        Person = escalation.Asker.Id,
                        Room = escalation.Room.Id,
                        escalation.Room.Thread,
                        Question = StateDatabase.Text(escalation.Question),
                        Language = escalation.Language.Code(),
                        OpenedAt = escalation.OpenedAt.ToUnixTimeMilliseconds(),
                    },
                    cancellationToken: cancellationToken));
                return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
                    "SELECT id FROM escalations WHERE turn_id = @TurnId", new { escalation.TurnId }, cancellationToken: cancellationToken));
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Escalation?> FindAsync(long id, CancellationToken cancellationToken) =>
        await database.RunAsync(connection => QueryAsync(connection, "WHERE id = @id", new { id }, cancellationToken), cancellationToken) is [var escalation] ? escalation : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Escalation>> WaitingAsync(int most, CancellationToken cancellationToken) =>
        await database.RunAsync(connection => QueryAsync(connection, "WHERE state IN ('open', 'taken') ORDER BY id LIMIT @most", new { most }, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Escalation>> LastAsync(int most, CancellationToken cancellationToken) =>
        database.RunAsync(connection => QueryAsync(connection, "ORDER BY id DESC LIMIT @most", new { most }, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Escalation>> AnsweredAsync(CancellationToken cancellationToken) =>
        database.RunAsync(connection => QueryAsync(connection, "WHERE state = 'answered' ORDER BY id", new { }, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> MoveAsync(Escalation escalation, IReadOnlyList<EscalationState> from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(escalation);
        return database.RunAsync(
            async connection => await connection.ExecuteAsync(new CommandDefinition(
                $"""
                UPDATE escalations SET state = @state, expert_channel = @channel, expert = @expert, expert_name = @name, answer = @Answer
                WHERE id = @Id AND state IN ({string.Join(", ", from.Select(state => $"'{Name(state)}'"))})
                """,
                new
                {
                    state = Name(escalation.State),
                    channel = escalation.Expert?.Channel,
                    expert = escalation.Expert?.Id,
                    name = escalation.Expert?.Name,
                    Answer = escalation.Answer is { } answer ? StateDatabase.Text(answer) : null,
                    escalation.Id,
                },
                cancellationToken: cancellationToken)) == 1,
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Escalation>> AnswersForAsync(Person asker, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asker);
        return database.RunAsync(
            connection => QueryAsync(connection, "WHERE channel = @Channel AND person = @Id AND state = 'answered' AND returned = 0 ORDER BY id", new { asker.Channel, asker.Id }, cancellationToken),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task SetReturnedAsync(long id, CancellationToken cancellationToken) =>
        database.RunAsync(connection => connection.ExecuteAsync(new CommandDefinition("UPDATE escalations SET returned = 1 WHERE id = @id", new { id }, cancellationToken: cancellationToken)), cancellationToken);

    internal static async Task<IReadOnlyList<Escalation>> QueryAsync(DbConnection connection, string where, object parameters, CancellationToken cancellationToken) =>
        [.. (await connection.QueryAsync<Row>(new CommandDefinition($"SELECT {Columns} FROM escalations {where}", parameters, cancellationToken: cancellationToken))).Select(row => row.ToEscalation())];

    private static string Name(EscalationState state) => state switch
    {
        EscalationState.Open => "open",
        EscalationState.Taken => "taken",
        EscalationState.Answered => "answered",
        _ => "closed",
    };

    private sealed record Row
    {
        public long Id { get; init; }

        public long TurnId { get; init; }

        public string Channel { get; init; } = "";

        public string Person { get; init; } = "";

        public string Room { get; init; } = "";

        public string Thread { get; init; } = "";

        public string Question { get; init; } = "";

        public string Language { get; init; } = "";

        public string State { get; init; } = "";

        public long OpenedAt { get; init; }

        public string? ExpertChannel { get; init; }

        public string? Expert { get; init; }

        public string? ExpertName { get; init; }

        public string? Answer { get; init; }

        public Escalation ToEscalation() => new()
        {
            Id = Id,
            TurnId = TurnId,
            Asker = new Person(Channel, Person),
            Room = new Room(Room, Thread),
            Question = Question,
            Language = LanguageCodes.Parse(Language) ?? Answers.Text.Language.French,
            State = Enum.Parse<EscalationState>(State, ignoreCase: true),
            OpenedAt = DateTimeOffset.FromUnixTimeMilliseconds(OpenedAt),
            Expert = Expert is null ? null : new Person(ExpertChannel ?? "", Expert, ExpertName),
            Answer = Answer,
        };
    }
}
