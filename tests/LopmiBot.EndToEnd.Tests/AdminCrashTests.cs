using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace LopmiBot.EndToEnd.Tests;

/// <summary>Power cuts after a random number of files of full reindexing runs, each begun by an upload: no acknowledged upload is lost, and the index goes on answering.</summary>
[SuppressMessage("Security", "CA5394", Justification = "The moments of power cuts are no secret.")]
public sealed partial class AdminCrashTests : IDisposable
{
    /// <summary>Twelve, or as many as the environment variable POWER_CUTS says.</summary>
    private static readonly int PowerCuts = int.Parse(Environment.GetEnvironmentVariable("POWER_CUTS") ?? "12", CultureInfo.InvariantCulture);

    private const int Documents = 300;
    private const int Points = 3;

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(20230124);
    private readonly HttpClient _client = new(new HttpClientHandler { CookieContainer = new CookieContainer() });

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Neither_an_upload_nor_the_index_is_lost()
    {
        for (var i = 0; i < Documents; i++)
        {
            _folder.Write(string.Create(CultureInfo.InvariantCulture, $"corpus/{i:000}.md"), Content(i));
        }

        var data = Path.Combine(_folder.Path, "data");
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["LopmiBot__Corpus"] = Path.Combine(_folder.Path, "corpus") };
        var isSignedIn = false;
        var acknowledged = new List<string>();
        var interrupted = 0;
        for (var cut = 0; cut < PowerCuts; cut++)
        {
            await using var bot = await RunningBot.StartAsync(data, settings);
            bot.Greeting.ShouldContain("It holds 300 documents");
            if (!isSignedIn)
            {
                using var signedIn = await RunningBot.SignInAsync(_client, bot.AdminLink);
                isSignedIn = true;
            }

            var page = await _client.GetStringAsync(new Uri(bot.Address, "admin/drafts"));
            foreach (var upload in acknowledged)
            {
                page.ShouldContain(upload, Case.Sensitive, "an acknowledged upload is there");
            }

            var token = RunningBot.TokenOf(page);
            var name = string.Create(CultureInfo.InvariantCulture, $"upload-{cut}");
            using (var form = new MultipartFormDataContent { { new StringContent(token), RunningBot.TokenField }, { new ByteArrayContent(Encoding.UTF8.GetBytes($"Le texte de {name} est ici.")), "files", name + ".txt" } })
            {
                using var uploaded = await _client.PostAsync(new Uri(bot.Address, "admin/drafts?handler=upload"), form);
                uploaded.EnsureSuccessStatusCode();
                acknowledged.Add(name + "-fr.md");
            }

            using var start = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { [RunningBot.TokenField] = token, ["full"] = "true" });
            using var started = await _client.PostAsync(new Uri(bot.Address, "admin/reindex?handler=start"), start);
            started.EnsureSuccessStatusCode();
            interrupted += await ReadAsync(bot, _random.Next(Documents + 1)) ? 1 : 0;
            await bot.KillAsync();
        }

        interrupted.ShouldBeGreaterThan(PowerCuts / 2, "the cuts came during runs");
        var where = new[] { "--corpus", settings["LopmiBot__Corpus"], "--data", data };
        (await BotProgram.RunAsync(["index", .. where])).Output.ShouldContain("300 unchanged");
        (await BotProgram.RunAsync(["index", "--full", .. where])).Output.ShouldContain("300 unchanged");
        (await BotProgram.RunAsync(["ask", "Que dit la note numéro 123 ?", .. where])).Output.ShouldContain("123");
        (await BotProgram.RunAsync(["audit", "verify", .. where[2..]])).Output.ShouldContain("are as they were written");
        acknowledged.Count.ShouldBe(PowerCuts);
    }

    /// <summary>Waits until a run has read some files.</summary>
    /// <returns>Whether it is under way still.</returns>
    private async Task<bool> ReadAsync(RunningBot bot, int files)
    {
        while (true)
        {
            var page = await _client.GetStringAsync(new Uri(bot.Address, "admin/reindex"), TestContext.Current.CancellationToken);
            var done = Done().Match(page);
            if (!done.Success || int.Parse(done.Groups["done"].Value, CultureInfo.InvariantCulture) >= files)
            {
                return done.Success;
            }
        }
    }

    private static string Content(int number)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"# Note numéro {number}\n\n"));
        for (var i = 0; i < Points; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"La note numéro {number} dit en son point {i} que la section du parquet poursuit la cybercriminalité, et que la victime dépose plainte dans un délai de {number + i} heures.\n\n");
        }

        return text.ToString();
    }

    [GeneratedRegex("<span data-done>(?<done>[0-9]+)</span>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Done();
}
