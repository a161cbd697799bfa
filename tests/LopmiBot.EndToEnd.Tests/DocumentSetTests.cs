using System.Net;
using System.Text.Json;

namespace LopmiBot.EndToEnd.Tests;

/// <summary>Document sets of the started program: their settings, the pages, and how changes reach the index by themselves.</summary>
public sealed class DocumentSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DocumentSetTests()
    {
        _folder.Write("corpus/j3.md", "# La section J3\n\nUne opération de la section coûte 2 000 euros.\n");
        _folder.Write("internal/notes-fr.md", "# Notes Zorglub\n\nL'opération Zorglub de la section coûte 4 000 euros.\n");
    }

    private Dictionary<string, string> Settings => new(StringComparer.Ordinal)
    {
        ["LopmiBot__Corpus"] = Path.Combine(_folder.Path, "corpus"),
        ["LopmiBot__Sets__internal__Folder"] = Path.Combine(_folder.Path, "internal"),
        ["LopmiBot__Sets__internal__People__0"] = "group:lawyers",
        ["LopmiBot__Groups__lawyers__0"] = "teams:6f6e0000-0000-4000-8000-000000000001",
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_set_for_some_is_read_by_them_and_shown_on_no_page()
    {
        await using var connector = await ConnectorCounterpart.StartAsync();
        await using var bot = await RunningBot.StartAsync(Path.Combine(_folder.Path, "data"), Settings);
        using var client = new HttpClient();

        (await AskAsync(client, bot, connector, connector.Message("Combien coûte l'opération de la section ?"))).ShouldContain("Zorglub");
        var stranger = connector.Message("Combien coûte l'opération de la section ?");
        stranger["from"] = new { id = "29:2", aadObjectId = "6f6e0000-0000-4000-8000-000000000002" };
        stranger["conversation"] = new { id = "a:2", conversationType = "personal", tenantId = ConnectorCounterpart.TenantId };
        (await AskAsync(client, bot, connector, stranger)).ShouldNotContain("Zorglub");
        foreach (var path in (string[])["", "documents", "?q=Combien+coute+l%27operation+de+la+section", "?q=Zorglub", "?q=notes+zorgloub"])
        {
            (await client.GetStringAsync(new Uri(bot.Address, path))).Replace("Zorglub\"", "", StringComparison.Ordinal).Replace("notes zorgloub", "", StringComparison.Ordinal).ShouldNotContain("Notes Zorglub", Case.Insensitive, path);
        }

        using var page = await client.GetAsync(new Uri(bot.Address, "documents/notes-fr"));
        page.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetStringAsync(new Uri(bot.Address, "documents/j3"))).ShouldContain("2 000 euros");
    }

    [Theory]
    [InlineData("LopmiBot__Watch", "true")]
    [InlineData("LopmiBot__ReindexSchedule", "* * * * * *")]
    public async Task A_change_in_a_folder_is_soon_used_where_it_is_watched_or_read_on_a_schedule(string name, string value)
    {
        var settings = Settings;
        settings[name] = value;
        await using var bot = await RunningBot.StartAsync(Path.Combine(_folder.Path, "data"), settings);
        using var client = new HttpClient();

        _folder.Write("corpus/new.md", "# Le parquet de Fantasio\n\nLe parquet de Fantasio a été créé en mars.\n");

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!(await client.GetStringAsync(new Uri(bot.Address, "documents"), patience.Token)).Contains("Fantasio", StringComparison.Ordinal))
        {
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    [Theory]
    [InlineData("LopmiBot__Sets__other__Folder", "/nowhere", "does not exist")]
    [InlineData("LopmiBot__Sets__internal__Open", "true", "Who may read the document set 'internal'?")]
    [InlineData("LopmiBot__Sets__internal__People__0", "group:nobody", "names the group 'nobody', which has nobody")]
    [InlineData("LopmiBot__Sets__internal__Rooms__0", "C123", "names 'C123', which is nobody")]
    [InlineData("LopmiBot__Sets__corpus__Folder", "/tmp", "cannot be called 'corpus'")]
    [InlineData("LopmiBot__ReindexSchedule", "every day", "not a cron expression")]
    [InlineData("Admin__Authority", "http://login.example.org", "not an https address")]
    public async Task Wrong_settings_end_the_start_with_what_to_set(string name, string value, string message)
    {
        var settings = Settings;
        settings[name] = value;

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => RunningBot.StartAsync(Path.Combine(_folder.Path, "data"), settings));

        failure.Message.ShouldContain(message);
    }

    private static async Task<string> AskAsync(HttpClient client, RunningBot bot, ConnectorCounterpart connector, IDictionary<string, object?> message)
    {
        using var request = ConnectorCounterpart.Post(new Uri(bot.Address, "api/messages"), message);
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return JsonSerializer.Serialize((await connector.Replies.NextAsync()).Card);
    }
}
