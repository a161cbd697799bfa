using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Indexing;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Access;
using LopmiBot.Conversation.Administration;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Conversation.Experts;
using LopmiBot.Conversation.Installations;
using LopmiBot.Conversation.Memory;
using LopmiBot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace LopmiBot.TestSupport;

/// <summary>A real web server with one channel, the shipped corpus, and state in SQLite.</summary>
public sealed class ChannelHost : IAsyncDisposable
{
    /// <summary>Read by many hosts, changed by none: indexed once for all tests of a process.</summary>
    private static readonly Lazy<Library> SharedLibrary = new(IndexCorpus);

    private readonly TemporaryFolder _data = new();
    private LoopbackServer? _server;

    private ChannelHost(Librarian librarian) => Librarian = librarian;

    /// <summary>Knows who may read what.</summary>
    public Librarian Librarian { get; }

    /// <summary>What answers.</summary>
    public AnswerComposer Composer => Librarian.Open;

    /// <summary>Sends requests to the channel.</summary>
    public HttpClient Client { get; } = new();

    /// <summary>Starts the server.</summary>
    /// <param name="add">Registers the channel.</param>
    /// <param name="map">Maps the channel's endpoints.</param>
    /// <param name="options">Roles; limits are out of the way.</param>
    /// <param name="library">The documents; the shipped corpus when omitted.</param>
    /// <param name="readers">Who may read which of its sets.</param>
    /// <param name="publicUrl">Where people reach it; only from this machine when omitted.</param>
    public static async Task<ChannelHost> StartAsync(Action<IServiceCollection> add, Action<WebApplication> map, ConversationOptions? options = null, Library? library = null, IReadOnlyList<SetReaders>? readers = null, Uri? publicUrl = null)
    {
        library ??= SharedLibrary.Value;
        var host = new ChannelHost(new Librarian(library, readers));
        host._server = await LoopbackServer.StartAsync(map, services =>
        {
            services.AddSingleton(TimeProvider.System);
            services.AddSingleton(host.Librarian);
            services.AddSingleton((options ?? new ConversationOptions()) with { PerPersonAndMinute = 10_000, PerRoomAndMinute = 10_000 });
            services.AddSingleton<Assistant>();
            services.AddSingleton<IConversationStore, ConversationStore>();
            services.AddSingleton<IEscalationStore, EscalationStore>();
            services.AddSingleton<IReferenceStore, ReferenceStore>();
            services.AddSingleton<IInstallationStore, InstallationStore>();
            services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
            services.AddSingleton<IDeliveryHandler, NoticeDelivery>();
            services.AddSingleton<IAuditLog, AuditLog>();
            services.AddSingleton(_ => new Reindexing(library, TimeProvider.System));
            services.AddSingleton<ExpertDesk>();
            services.AddSingleton<IAdminDoor, KnownDoor>();
            services.AddSingleton<AdministratorDesk>();
            services.AddSingleton<StateDatabase>(SqliteDatabase.Open(Path.Combine(host._data.Path, "state.db")));
            services.AddSingleton<IDeliveryStore, DeliveryStore>();
            services.AddSingleton<DeliveryIntake>();
            services.AddHostedService<DeliveryWorker>();
            services.AddSingleton(new ChannelSettings(() => publicUrl ?? new Uri("http://localhost:3978/")));
            add(services);
        });
        return host;
    }

    /// <summary>What runs in the server.</summary>
    public IServiceProvider Services => _server!.Services;

    /// <summary>The address of a path on the server.</summary>
    public Uri Url(string path) => new(_server!.Address + path);

    private static Library IndexCorpus()
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        var library = new Library([new DocumentSet("corpus", new CorpusFolder(Repository.Corpus), CorpusIndex.Open(folder.Path, ShippedEncoder.Embedder))]);
        library.Update();
        return library;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server!.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Dispose();
    }
}
