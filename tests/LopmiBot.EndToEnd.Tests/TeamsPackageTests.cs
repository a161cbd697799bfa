using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;

namespace LopmiBot.EndToEnd.Tests;

/// <summary>The app package for Teams, as the program writes it.</summary>
public sealed class TeamsPackageTests : IDisposable
{
    private const string App = "11111111-2222-4333-8444-555555555555";

    private static readonly string Clients = Path.Combine(Repository.Root, "tests/official-clients");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_satisfies_microsoft_s_schemas()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Clients, "node_modules")), "Microsoft's schemas are not installed: run 'npm ci' in tests/official-clients.");
        var package = await WriteAsync("https://bot.example.com/");
        await ZipFile.ExtractToDirectoryAsync(package, _folder.Path, TestContext.Current.CancellationToken);

        using var node = Process.Start(new ProcessStartInfo("node", ["teams-manifest.mjs", _folder.Path]) { WorkingDirectory = Clients, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var wrong = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);

        node.ExitCode.ShouldBe(0, error);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_names_the_bot_its_address_and_its_icons_at_its_root()
    {
        await using var package = await ZipFile.OpenReadAsync(await WriteAsync("bot.example.com"), TestContext.Current.CancellationToken);

        package.Entries.Select(entry => entry.FullName).ShouldBe(["manifest.json", "fr.json", "color.png", "outline.png"]);
        await using var stream = await package.GetEntry("manifest.json")!.OpenAsync(TestContext.Current.CancellationToken);
        var manifest = (await JsonDocument.ParseAsync(stream, cancellationToken: TestContext.Current.CancellationToken)).RootElement;
        manifest.GetProperty("id").GetString().ShouldBe(App);
        manifest.GetProperty("bots")[0].GetProperty("botId").GetString().ShouldBe(App);
        manifest.GetProperty("composeExtensions")[0].GetProperty("botId").GetString().ShouldBe(App);
        manifest.GetProperty("validDomains")[0].GetString().ShouldBe("bot.example.com");
        manifest.GetRawText().ShouldNotContain("bot.example.org");
    }

    [Theory]
    [InlineData("no-guid", "bot.example.com")]
    [InlineData(App, "https://bot.example.com/a/path")]
    public async Task What_is_no_app_id_or_host_is_told(string app, string host)
    {
        var run = await BotProgram.RunAsync("manifest", "teams", "--app-id", app, "--host", host, "--output", Path.Combine(_folder.Path, "none.zip"));

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("--host bot.example.com");
        File.Exists(Path.Combine(_folder.Path, "none.zip")).ShouldBeFalse();
    }

    private async Task<string> WriteAsync(string host)
    {
        var file = Path.Combine(_folder.Path, "package.zip");
        var run = await BotProgram.RunAsync("manifest", "teams", "--app-id", App, "--host", host, "--output", file);
        run.ExitCode.ShouldBe(0, run.Error);
        return file;
    }
}
