using LopmiBot.Answers;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LopmiBot.TestSupport;

/// <summary>A real web server with one channel, the shipped corpus, and state in SQLite.</summary>
public sealed class ChannelHost : IAsyncDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly CorpusIndex _index;
    private LoopbackServer? _server;

    private ChannelHost()
    {
        _index = CorpusIndex.Open(Path.Combine(_data.Path, "index"));
        _index.Update(new CorpusFolder(Repository.Corpus));
        Assistant = new Assistant(new AnswerEngine(_index), _index);
    }

    /// <summary>What answers.</summary>
    public Assistant Assistant { get; }

    /// <summary>Sends requests to the channel.</summary>
    public HttpClient Client { get; } = new();

    /// <summary>Starts the server.</summary>
    /// <param name="add">Registers the channel.</param>
    /// <param name="map">Maps the channel's endpoints.</param>
    public static async Task<ChannelHost> StartAsync(Action<IServiceCollection> add, Action<WebApplication> map)
    {
        var host = new ChannelHost();
        host._server = await LoopbackServer.StartAsync(map, services =>
        {
            services.AddSingleton(TimeProvider.System);
            services.AddSingleton(host.Assistant);
            services.AddSingleton<StateDatabase>(SqliteDatabase.Open(Path.Combine(host._data.Path, "state.db")));
            services.AddSingleton<IDeliveryStore, DeliveryStore>();
            services.AddSingleton<DeliveryIntake>();
            services.AddHostedService<DeliveryWorker>();
            services.AddSingleton(new ChannelSettings(() => new Uri("https://bot.example.org/")));
            add(services);
        });
        return host;
    }

    /// <summary>The address of a path on the server.</summary>
    public Uri Url(string path) => new(_server!.Address + path);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server!.DisposeAsync();
        _index.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Dispose();
    }
}
