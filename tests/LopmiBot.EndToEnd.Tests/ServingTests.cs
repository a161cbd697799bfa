using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace LopmiBot.EndToEnd.Tests;

public sealed class ServingTests(PostgreSqlServer server) : IClassFixture<PostgreSqlServer>, IDisposable
{
    /// <summary>The shipped corpus has each document in both languages.</summary>
    private static readonly int Documents = Directory.GetFiles(Repository.Corpus, "*.md", SearchOption.AllDirectories).Count(path => !path.EndsWith("README.md", StringComparison.Ordinal));

    private readonly TemporaryFolder _data = ShippedIndex.DataFolder();
    private readonly HttpClient _client = new();

    public void Dispose()
    {
        _client.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task It_says_what_it_indexed_which_channels_are_on_and_what_to_try()
    {
        using var empty = new TemporaryFolder();
        await using var bot = await RunningBot.StartAsync(empty.Path);

        bot.Greeting.ShouldContain($"{Documents / 2} in French, {Documents / 2} in English");
        bot.Greeting.ShouldContain("Teams:  this machine only (set MicrosoftAppId to serve Teams)");
        bot.Greeting.ShouldContain("Slack:  off (set Slack:AppToken and Slack:BotToken, or Slack:SigningSecret)");
    }

    [Fact]
    public async Task Health_tells_each_part()
    {
        await using var bot = await RunningBot.StartAsync(_data.Path);

        (await _client.GetStringAsync(new Uri(bot.Address, "health/live"))).ShouldBe("Healthy");
        var ready = JsonDocument.Parse(await _client.GetStringAsync(new Uri(bot.Address, "health/ready"))).RootElement;
        ready.GetProperty("status").GetString().ShouldBe("Healthy");
        ready.GetProperty("checks").GetProperty("index").GetProperty("description").GetString().ShouldBe($"{Documents} documents");
        ready.GetProperty("checks").GetProperty("slack").GetProperty("description").GetString().ShouldBe("off (set Slack:AppToken and Slack:BotToken, or Slack:SigningSecret)");
    }

    [Fact]
    public async Task A_running_bot_answers_from_what_index_has_just_committed()
    {
        using var corpus = new TemporaryFolder();
        corpus.Write("a.md", "# Roses\n\nThe roses are red this year.\n");
        await using var bot = await RunningBot.StartAsync(_data.Path, Corpus(corpus));
        corpus.Write("b.md", "# Violets\n\nThe violets are blue this year.\n");
        (await BotProgram.RunAsync("index", "--corpus", corpus.Path, "--data", _data.Path)).ExitCode.ShouldBe(0);

        var question = new Uri(bot.Address, "?q=are+the+violets+blue&lang=en");
        var deadline = Stopwatch.StartNew();
        var page = "";
        while (!page.Contains("<blockquote", StringComparison.Ordinal) && deadline.Elapsed < TimeSpan.FromSeconds(20))
        {
            page = await _client.GetStringAsync(question);
        }

        page.ShouldContain("</mark> this year");
    }

    [Theory]
    [InlineData("MicrosoftAppId", "11111111-1111-4111-8111-111111111111", "MicrosoftAppPassword")]
    [InlineData("MicrosoftAppId", "my bot", "not a GUID")]
    [InlineData("LopmiBot__EmbeddingService__Address", "http://localhost:11434/v1", "name the model")]
    [InlineData("LopmiBot__EmbeddingService__Model", "bge-m3", "set one such as https://")]
    [InlineData("Slack__BotToken", "xoxb-1", "nor Slack:SigningSecret (for HTTP)")]
    [InlineData("Slack__AppToken", "xapp-1", "Slack:BotToken is not")]
    [InlineData("Slack__ClientId", "1.2", "go together")]
    [InlineData("Slack__SocketConnections", "11", "from 1 to 10")]
    [InlineData("Slack__AppToken", "secret", "xapp-")]
    [InlineData("Slack__ApiUrl", "http://slack.example/", "Slack:ApiUrl")]
    [InlineData("Conversation__KeepDays", "never", "Conversation:KeepDays")]
    [InlineData("Conversation__Experts__0", "U1", "Conversation:Experts")]
    [InlineData("LopmiBot__PublicUrl", "bot.example.org", "LopmiBot:PublicUrl")]
    public async Task Wrong_settings_end_the_start_with_what_to_set(string name, string value, string message)
    {
        using var process = BotProgram.Start(
            BotProgram.Built,
            Path.GetTempPath(),
            new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value },
            ["--urls", "http://127.0.0.1:0", "--data", _data.Path]);

        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.ShouldBe(1);
        error.ShouldContain(message);
    }

    [Fact]
    public async Task A_taken_port_is_explained()
    {
        await using var bot = await RunningBot.StartAsync(_data.Path);

        var run = await BotProgram.RunAsync("serve", "--urls", bot.Address.ToString().TrimEnd('/'), "--data", _data.Path);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("--urls");
    }

    [Fact]
    public async Task A_command_accepted_before_a_crash_is_answered_after_it()
    {
        await using var slack = await SlackCounterpart.StartAsync();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Slack__SigningSecret"] = SlackCounterpart.SigningSecret,
            ["Slack__AllowedResponseHosts"] = slack.Host,
        };
        slack.Faults.Enqueue(429);
        await using (var first = await RunningBot.StartAsync(_data.Path, settings))
        {
            using var request = slack.Command(new Uri(first.Address, "slack/commands"), "LOPMI");
            (await _client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);
            await first.KillAsync();
        }

        await using var second = await RunningBot.StartAsync(_data.Path, settings);
        slack.Faults.Clear();
        await slack.Answers.NextAsync();
    }

    [Fact]
    public async Task What_people_say_can_be_measured_and_what_is_kept_of_them_exported_and_erased()
    {
        await using var slack = await SlackCounterpart.StartAsync();
        await using var bot = await RunningBot.StartAsync(_data.Path, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Slack__SigningSecret"] = SlackCounterpart.SigningSecret,
            ["Slack__AllowedResponseHosts"] = slack.Host,
        });
        using var request = slack.Command(new Uri(bot.Address, "slack/commands"), "Que punit la LOPMI ?");
        await _client.SendAsync(request);
        await slack.Answers.NextAsync();

        using var opinion = slack.Command(new Uri(bot.Address, "slack/commands"), "utile");
        await _client.SendAsync(opinion);
        await slack.Answers.NextAsync();
        var set = Path.Combine(_data.Path, "feedback.jsonl");
        (await BotProgram.RunAsync("feedback", "--output", set, "--data", _data.Path)).Output.ShouldContain("Questions written: 1.");
        (await BotProgram.RunAsync("eval", "--questions", set, "--data", _data.Path)).Output.ShouldContain("answer@1               100.0 %");

        var export = await BotProgram.RunAsync("privacy", "export", "slack:T1:U1", "--data", _data.Path);
        JsonDocument.Parse(export.Output).RootElement.GetProperty("turns")[0].GetProperty("question").GetString().ShouldBe("Que punit la LOPMI ?");
        (await BotProgram.RunAsync("privacy", "erase", "slack:T1:U1", "--data", _data.Path)).ExitCode.ShouldBe(0);
        var erased = await BotProgram.RunAsync("privacy", "export", "slack:T1:U1", "--data", _data.Path);
        JsonDocument.Parse(erased.Output).RootElement.GetProperty("turns").GetArrayLength().ShouldBe(0);
        (await BotProgram.RunAsync("privacy", "erase", "nobody", "--data", _data.Path)).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task State_can_be_kept_in_postgresql()
    {
        await using var slack = await SlackCounterpart.StartAsync();
        await using var bot = await RunningBot.StartAsync(_data.Path, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ConnectionStrings__LopmiBot"] = server.CreateDatabase(),
            ["Slack__SigningSecret"] = SlackCounterpart.SigningSecret,
            ["Slack__AllowedResponseHosts"] = slack.Host,
        });

        using var request = slack.Command(new Uri(bot.Address, "slack/commands"), "LOPMI");
        (await _client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await slack.Answers.NextAsync();
        (await _client.GetStringAsync(new Uri(bot.Address, "health/ready"))).ShouldContain("PostgreSQL");
        File.Exists(Path.Combine(_data.Path, "state.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_published_program_carries_its_corpus_and_runs_from_any_folder()
    {
        using var published = new TemporaryFolder();
        using var publish = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "publish", Path.Combine(Repository.Root, "src/LopmiBot"), "--output", published.Path, "--no-build", "--configuration", BotProgram.Configuration, "--nologo" },
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var log = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        publish.ExitCode.ShouldBe(0, log);

        await using var bot = await RunningBot.StartAsync(Path.Combine(_data.Path, "state"), program: Path.Combine(published.Path, "LopmiBot.dll"));

        bot.Greeting.ShouldContain($"Indexed {Documents} documents");
        bot.Greeting.ShouldContain(Path.Combine(published.Path, "corpus"));
        (await _client.GetStringAsync(new Uri(bot.Address, "?q=LOPMI"))).ShouldContain("<blockquote");
        (await _client.GetAsync(new Uri(bot.Address, "styles.css"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Dictionary<string, string> Corpus(TemporaryFolder corpus) =>
        new(StringComparer.Ordinal) { ["LopmiBot__Corpus"] = corpus.Path };
}
