using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using LopmiBot.Answers;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Memory;

namespace LopmiBot.Storage;

/// <summary>Conversations in the state database.</summary>
/// <param name="database">The database.</param>
public sealed class ConversationStore(StateDatabase database) : IConversationStore
{
    private const string TurnColumns =
        "id AS Id, channel AS Channel, person AS Person, room AS Room, thread AS Thread, request AS Request, asked_at AS AskedAt, question AS Question, language AS Language, as_of AS AsOf, left_out AS LeftOut, outcome AS Outcome, reading AS Reading, reply AS Reply, confidence AS Confidence, shown AS Shown, corpus AS Corpus, ranking AS Ranking, elapsed AS Elapsed, message AS Message";

    private const string HashPrefix = "sha256:";

    private const string FeedbackColumns = "turn_id AS TurnId, channel AS Channel, person AS Person, helpful AS Helpful, comment AS Comment, given_at AS GivenAt";

    /// <inheritdoc/>
    public Task<long> AddAsync(Turn turn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turn);
        // An update that changes nothing returns the id of a turn that is there already.
        return database.RunAsync(connection => connection.ExecuteScalarAsync<long>(new CommandDefinition(
            """
            INSERT INTO turns (channel, person, room, thread, request, asked_at, question, language, as_of, left_out, outcome, reading, reply, confidence, shown, corpus, ranking, elapsed)
            VALUES (@Channel, @Person, @Room, @Thread, @Request, @AskedAt, @Question, @Language, @AsOf, @LeftOut, @Outcome, @Reading, @Reply, @Confidence, @Shown, @Corpus, @Ranking, @Elapsed)
            ON CONFLICT (channel, request) DO UPDATE SET request = EXCLUDED.request
            RETURNING id
            """,
            TurnRow.Of(turn),
            cancellationToken: cancellationToken)), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Turn?> FindAsync(long id, Person person, Room? room, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(person);
        return (await TurnsAsync(
            "WHERE id = @turn AND channel = @Channel AND (person = @Id OR (room = @room AND thread = @thread AND thread <> ''))",
            new { turn = id, person.Channel, person.Id, room = room?.Id ?? "", thread = room?.Thread ?? "" },
            cancellationToken)).FirstOrDefault();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Turn>> RecentAsync(Person person, Room room, DateTimeOffset since, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(room);
        var turns = await TurnsAsync(
            "WHERE channel = @Channel AND person = @Person AND room = @Room AND thread = @Thread AND asked_at >= @since ORDER BY id DESC LIMIT @most",
            new { person.Channel, Person = person.Id, Room = room.Id, room.Thread, since = since.ToUnixTimeMilliseconds(), most },
            cancellationToken);
        turns.Reverse();
        return turns;
    }

    /// <inheritdoc/>
    public Task SetMessageAsync(long id, string message, CancellationToken cancellationToken) =>
        database.ExecuteAsync("UPDATE turns SET message = @message WHERE id = @id", new { id, message }, cancellationToken);

    /// <inheritdoc/>
    public async Task<Turn?> FindByMessageAsync(string channel, Room room, string message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(room);
        return (await TurnsAsync("WHERE channel = @channel AND room = @Id AND message = @message ORDER BY id DESC", new { channel, room.Id, message }, cancellationToken)).FirstOrDefault();
    }

    /// <inheritdoc/>
    public Task SetShownAsync(long id, IReadOnlyList<ShownExcerpt> shown, DrawnReply? reply, CancellationToken cancellationToken) =>
        database.ExecuteAsync("UPDATE turns SET shown = @shown, reply = @reply WHERE id = @id", new { id, shown = JsonSerializer.Serialize(shown), reply = Json(reply) }, cancellationToken);

    /// <inheritdoc/>
    public Task<(IReadOnlyList<DateTimeOffset> Person, IReadOnlyList<DateTimeOffset> Room)> PaceAsync(Person person, Room room, DateTimeOffset since, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(room);
        return database.RunAsync(async connection =>
        {
            async Task<IReadOnlyList<DateTimeOffset>> Times(string column, string value) =>
                [.. (await connection.QueryAsync<long>(new CommandDefinition(
                    $"SELECT asked_at FROM turns WHERE channel = @Channel AND {column} = @value AND asked_at > @since AND question <> '' ORDER BY asked_at DESC LIMIT @most",
                    new { person.Channel, value, since = since.ToUnixTimeMilliseconds(), most },
                    cancellationToken: cancellationToken))).Select(DateTimeOffset.FromUnixTimeMilliseconds).Reverse()];
            return (await Times("person", person.Id), await Times("room", room.Id));
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Turn>> UnansweredAsync(int most, CancellationToken cancellationToken) =>
        await TurnsAsync("WHERE outcome IN ('NotFound', 'OutOfScope') ORDER BY id DESC LIMIT @most", new { most }, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Turn>> AskedAsync(DateTimeOffset since, int most, CancellationToken cancellationToken) =>
        await TurnsAsync("WHERE asked_at >= @since AND question <> '' ORDER BY id DESC LIMIT @most", new { since = since.ToUnixTimeMilliseconds(), most }, cancellationToken);

    /// <inheritdoc/>
    public Task<Preferences> PreferencesAsync(Person person, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(person);
        return database.RunAsync(connection => PreferencesAsync(connection, person, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task SetLanguageAsync(Person person, Language? language, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(person);
        return database.ExecuteAsync(
            "INSERT INTO people (channel, person, language) VALUES (@Channel, @Id, @language) ON CONFLICT (channel, person) DO UPDATE SET language = @language",
            new { person.Channel, person.Id, language = language?.Code() },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task SetToldNoAdviceAsync(Person person, DateOnly day, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(person);
        return database.ExecuteAsync(
            "INSERT INTO people (channel, person, told_no_advice) VALUES (@Channel, @Id, @day) ON CONFLICT (channel, person) DO UPDATE SET told_no_advice = @day",
            new { person.Channel, person.Id, day = Days.Write(day) },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task SetFeedbackAsync(Feedback feedback, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        return database.ExecuteAsync(
            """
            INSERT INTO feedback (turn_id, channel, person, helpful, comment, given_at) VALUES (@TurnId, @Channel, @Id, @helpful, @Comment, @given)
            ON CONFLICT (turn_id, channel, person) DO UPDATE SET helpful = @helpful, comment = @Comment, given_at = @given
            """,
            new { feedback.TurnId, feedback.Person.Channel, feedback.Person.Id, helpful = feedback.IsHelpful ? 1L : 0L, Comment = StateDatabase.Text(feedback.Comment), given = feedback.GivenAt.ToUnixTimeMilliseconds() },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<(Turn Turn, Feedback Feedback)>> FeedbackAsync(CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<(Turn, Feedback)>>(async connection =>
        {
            var turns = (await connection.QueryAsync<TurnRow>(new CommandDefinition(
                $"SELECT {TurnColumns} FROM turns WHERE id IN (SELECT turn_id FROM feedback)", cancellationToken: cancellationToken))).ToDictionary(row => row.Id, row => row.ToTurn());
            var feedback = await connection.QueryAsync<FeedbackRow>(new CommandDefinition(
                $"SELECT {FeedbackColumns} FROM feedback ORDER BY turn_id", cancellationToken: cancellationToken));
            return [.. feedback.Where(row => turns.ContainsKey(row.TurnId)).Select(row => (turns[row.TurnId], row.ToFeedback()))];
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<PersonalData> ExportAsync(Person person, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(person);
        var who = new { person.Channel, person.Id };
        return database.RunAsync(async connection =>
        {
            var turns = await connection.QueryAsync<TurnRow>(new CommandDefinition(
                $"SELECT {TurnColumns} FROM turns WHERE channel = @Channel AND person = @Id ORDER BY id", who, cancellationToken: cancellationToken));
            var feedback = await connection.QueryAsync<FeedbackRow>(new CommandDefinition(
                $"SELECT {FeedbackColumns} FROM feedback WHERE channel = @Channel AND person = @Id ORDER BY given_at", who, cancellationToken: cancellationToken));
            var escalations = await EscalationStore.QueryAsync(connection, "WHERE channel = @Channel AND person = @Id ORDER BY id", who, cancellationToken);
            return new PersonalData(
                await PreferencesAsync(connection, person, cancellationToken),
                [.. turns.Select(row => row.ToTurn())],
                [.. feedback.Select(row => row.ToFeedback())],
                escalations)
            {
                Reference = await connection.QuerySingleOrDefaultAsync<string?>(new CommandDefinition(
                    "SELECT reference FROM conversation_references WHERE channel = @Channel AND id = @Id", who, cancellationToken: cancellationToken)),
                Waiting = [.. await connection.QueryAsync<string>(new CommandDefinition(
                    "SELECT payload FROM deliveries WHERE channel = @Channel AND person = @Id AND payload IS NOT NULL ORDER BY id", who, cancellationToken: cancellationToken))],
            };
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task EraseAsync(Person person, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(person);
        return database.RunAsync(async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            foreach (var table in (string[])["feedback", "escalations", "people", "turns"])
            {
                await connection.ExecuteAsync(new CommandDefinition(
                    $"DELETE FROM {table} WHERE channel = @Channel AND person = @Id", new { person.Channel, person.Id }, transaction, cancellationToken: cancellationToken));
            }

            // What an expert wrote belongs to the asker; the expert's name does not.
            await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE escalations SET expert = NULL, expert_name = NULL, expert_channel = NULL WHERE expert_channel = @Channel AND expert = @Id", new { person.Channel, person.Id }, transaction, cancellationToken: cancellationToken));
            // The request to erase is itself on its way: what has been taken up ends, and is then no longer anybody's.
            foreach (var statement in (string[])[
                "UPDATE deliveries SET state = 'done', payload = NULL WHERE channel = @Channel AND person = @Id AND state = 'pending' AND attempts = 0",
                "UPDATE deliveries SET person = NULL WHERE channel = @Channel AND person = @Id",
                "DELETE FROM conversation_references WHERE channel = @Channel AND id = @Id"])
            {
                await connection.ExecuteAsync(new CommandDefinition(statement, new { person.Channel, person.Id }, transaction, cancellationToken: cancellationToken));
            }

            await transaction.CommitAsync(cancellationToken);
            return 0;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> EraseBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        var before = new { time = time.ToUnixTimeMilliseconds() };
        return database.RunAsync(async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition("DELETE FROM feedback WHERE turn_id IN (SELECT id FROM turns WHERE asked_at < @time)", before, transaction, cancellationToken: cancellationToken));
            await connection.ExecuteAsync(new CommandDefinition("DELETE FROM escalations WHERE opened_at < @time AND state IN ('answered', 'closed')", before, transaction, cancellationToken: cancellationToken));
            var erased = await connection.ExecuteAsync(new CommandDefinition("DELETE FROM turns WHERE asked_at < @time", before, transaction, cancellationToken: cancellationToken));
            await transaction.CommitAsync(cancellationToken);
            return erased;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task HashBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken) =>
        database.RunAsync(async connection =>
        {
            var rows = await connection.QueryAsync<TurnRow>(new CommandDefinition(
                $"SELECT {TurnColumns} FROM turns WHERE asked_at < @time AND question <> '' AND question NOT LIKE @hashed",
                new { time = time.ToUnixTimeMilliseconds(), hashed = HashPrefix + "%" },
                cancellationToken: cancellationToken));
            foreach (var row in rows)
            {
                var hash = HashPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row.Question)));
                await connection.ExecuteAsync(new CommandDefinition("UPDATE turns SET question = @hash, reading = NULL, reply = NULL WHERE id = @Id", new { hash, row.Id }, cancellationToken: cancellationToken));
            }

            return 0;
        }, cancellationToken);

    private static async Task<Preferences> PreferencesAsync(DbConnection connection, Person person, CancellationToken cancellationToken)
    {
        var row = await connection.QuerySingleOrDefaultAsync<PersonRow?>(new CommandDefinition(
            "SELECT language AS Language, told_no_advice AS ToldNoAdvice FROM people WHERE channel = @Channel AND person = @Id",
            new { person.Channel, person.Id },
            cancellationToken: cancellationToken));
        return new Preferences(LanguageCodes.Parse(row?.Language), Days.Read(row?.ToldNoAdvice));
    }

    private Task<List<Turn>> TurnsAsync(string where, object parameters, CancellationToken cancellationToken) =>
        database.RunAsync(
            async connection => (await connection.QueryAsync<TurnRow>(new CommandDefinition($"SELECT {TurnColumns} FROM turns {where}", parameters, cancellationToken: cancellationToken))).Select(row => row.ToTurn()).ToList(),
            cancellationToken);

    private static string? Json<T>(T? value)
        where T : class => value is null ? null : StateDatabase.Text(JsonSerializer.Serialize(value));

    private sealed record PersonRow
    {
        public string? Language { get; init; }

        public string? ToldNoAdvice { get; init; }
    }

    private sealed record FeedbackRow
    {
        public long TurnId { get; init; }

        public string Channel { get; init; } = "";

        public string Person { get; init; } = "";

        public long Helpful { get; init; }

        public string Comment { get; init; } = "";

        public long GivenAt { get; init; }

        public Feedback ToFeedback() => new(TurnId, new Person(Channel, Person), Helpful != 0, Comment, DateTimeOffset.FromUnixTimeMilliseconds(GivenAt));
    }

    private sealed record TurnRow
    {
        public long Id { get; init; }

        public string Channel { get; init; } = "";

        public string Person { get; init; } = "";

        public string Room { get; init; } = "";

        public string Thread { get; init; } = "";

        public string? Request { get; init; }

        public long AskedAt { get; init; }

        public string Question { get; init; } = "";

        public string Language { get; init; } = "";

        public string? AsOf { get; init; }

        public string LeftOut { get; init; } = nameof(ReadingParts.None);

        public string Outcome { get; init; } = "";

        public string? Reading { get; init; }

        public string? Reply { get; init; }

        public double Confidence { get; init; }

        public string Shown { get; init; } = "[]";

        public string Corpus { get; init; } = "";

        public string Ranking { get; init; } = "";

        public long? Elapsed { get; init; }

        public string? Message { get; init; }

        public static TurnRow Of(Turn turn) => new()
        {
            Channel = turn.Person.Channel,
            Person = turn.Person.Id,
            Room = turn.Room.Id,
            Thread = turn.Room.Thread,
            Request = turn.RequestKey,
            AskedAt = turn.AskedAt.ToUnixTimeMilliseconds(),
            Question = StateDatabase.Text(turn.Question),
            Language = turn.Language.Code(),
            AsOf = turn.AsOf is { } day ? Days.Write(day) : null,
            LeftOut = turn.Without.ToString(),
            Outcome = turn.Outcome.ToString(),
            Reading = Json(turn.Reading),
            Reply = Json(turn.Reply),
            Confidence = turn.Confidence,
            Shown = JsonSerializer.Serialize(turn.Shown),
            Corpus = turn.Corpus,
            Ranking = turn.Ranking,
            Elapsed = turn.Elapsed is { } elapsed ? (long)elapsed.TotalMicroseconds : null,
        };

        public Turn ToTurn() => new()
        {
            Id = Id,
            Person = new Person(Channel, Person),
            Room = new Room(Room, Thread),
            RequestKey = Request,
            AskedAt = DateTimeOffset.FromUnixTimeMilliseconds(AskedAt),
            Question = Question,
            Language = LanguageCodes.Parse(Language) ?? Answers.Text.Language.French,
            AsOf = Days.Read(AsOf),
            Without = Enum.Parse<ReadingParts>(LeftOut),
            Outcome = Enum.Parse<Outcome>(Outcome),
            Reading = Reading is null ? null : JsonSerializer.Deserialize<Reading>(Reading),
            Reply = Reply is null ? null : JsonSerializer.Deserialize<DrawnReply>(Reply),
            Confidence = Confidence,
            Shown = JsonSerializer.Deserialize<List<ShownExcerpt>>(Shown) ?? [],
            Corpus = Corpus,
            Ranking = Ranking,
            Message = Message,
            Elapsed = Elapsed is { } microseconds ? TimeSpan.FromMicroseconds(microseconds) : null,
        };
    }
}

/// <summary>Days of the calendar as the database keeps them.</summary>
internal static class Days
{
    private const string Form = "yyyy-MM-dd";

    public static string Write(DateOnly day) => day.ToString(Form, CultureInfo.InvariantCulture);

    public static DateOnly? Read(string? text) => text is null ? null : DateOnly.ParseExact(text, Form, CultureInfo.InvariantCulture);
}
