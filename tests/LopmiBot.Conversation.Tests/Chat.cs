using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Indexing;
using LopmiBot.Conversation.Access;
using LopmiBot.Conversation.Administration;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Conversation.Experts;
using LopmiBot.Conversation.Memory;
using LopmiBot.Storage;
using Microsoft.Extensions.Time.Testing;

namespace LopmiBot.Conversation.Tests;

/// <summary>The shipped corpus, indexed once for the tests of a class.</summary>
public sealed class IndexedCorpus : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public IndexedCorpus()
    {
        Index = CorpusIndex.Open(_folder.Path, ShippedEncoder.Embedder);
        Library = new Library([new DocumentSet("corpus", new CorpusFolder(Repository.Corpus), Index)]);
        Library.Update();
    }

    public Library Library { get; }

    public CorpusIndex Index { get; }

    public void Dispose()
    {
        Library.Dispose();
        _folder.Dispose();
    }
}

/// <summary>An assistant over the shipped corpus, with its state in SQLite, on a day that does not move by itself.</summary>
public sealed class Chat : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public Chat(Library library, ConversationOptions? options = null, IReadOnlyList<SetReaders>? readers = null)
    {
        var database = SqliteDatabase.Open(Path.Combine(_data.Path, "state.db"));
        Conversations = new ConversationStore(database);
        Deliveries = new DeliveryStore(database, Time);
        Audit = new AuditLog(database);
        Intake = new DeliveryIntake(Deliveries);
        options ??= new ConversationOptions();
        Librarian = new Librarian(library, readers, Time);
        Reindexing = new Reindexing(library, Time);
        Experts = new ExpertDesk(new EscalationStore(database), Conversations, Librarian, Intake, Audit, options, Time);
        Administrators = new AdministratorDesk(Librarian, Conversations, Experts, Deliveries, Reindexing, Intake, Audit, new KnownDoor(), options, Time);
        Assistant = new Assistant(Librarian, Conversations, Experts, Administrators, options, Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 27, 10, 0, 0, TimeSpan.Zero));

    public Librarian Librarian { get; }

    public Reindexing Reindexing { get; }

    public ConversationStore Conversations { get; }

    public DeliveryStore Deliveries { get; }

    public DeliveryIntake Intake { get; }

    public AuditLog Audit { get; }

    public ExpertDesk Experts { get; }

    public AdministratorDesk Administrators { get; }

    public Assistant Assistant { get; }

    public static Person Someone { get; } = new("slack", "T1:U1");

    public static Person SomeoneElse { get; } = new("slack", "T1:U2");

    public Task<Reply> SayAsync(string text, Person? person = null, string room = "C1", string thread = "", string? key = null, string locale = "fr-FR") =>
        Assistant.RespondAsync(
            new Request(text) { Person = person ?? Someone, Room = new Room(room, thread), Key = key, Locale = locale },
            TestContext.Current.CancellationToken);

    public Task<Reply> PressAsync(ReplyButton button, Person? person = null, string text = "") =>
        Assistant.RespondAsync(
            new Request("") { Person = person ?? Someone, Room = new Room("C1"), Press = new ButtonPress(button.Command, button.Subject, text) },
            TestContext.Current.CancellationToken);

    public void Dispose()
    {
        Assistant.Dispose();
        Intake.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Dispose();
    }
}
