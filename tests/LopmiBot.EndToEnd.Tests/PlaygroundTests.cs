using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;

namespace LopmiBot.EndToEnd.Tests;

/// <summary>The started program in Microsoft's own local client, driven in a browser.</summary>
public sealed class PlaygroundTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string Clients = Path.Combine(Repository.Root, "tests/official-clients");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_question_is_typed_answered_on_a_card_and_its_buttons_work()
    {
        var playground = Path.Combine(Clients, "node_modules/.bin/agentsplayground");
        Assert.SkipUnless(File.Exists(playground), "Microsoft 365 Agents Playground is not installed: run 'npm ci' in tests/official-clients.");
        using var data = ShippedIndex.DataFolder();
        await using var bot = await RunningBot.StartAsync(data.Path);
        using var client = await StartAsync(playground, bot.Address, out var address);
        try
        {
            var page = await browser.PageAsync(new BrowserNewContextOptions { Locale = "fr-FR", ViewportSize = new ViewportSize { Width = 1_200, Height = 1_600 } });
            await page.GotoAsync(address.AbsoluteUri);
            await Assertions.Expect(page.GetByText("Je réponds par des citations exactes").First).ToBeVisibleAsync(Longer);
            await page.GetByRole(AriaRole.Textbox).First.ClickAsync();
            await page.Keyboard.TypeAsync("Que punit la LOPMI ?");
            await page.Keyboard.PressAsync("Enter");

            await Assertions.Expect(page.GetByText("Ce que disent les documents").First).ToBeVisibleAsync(Longer);
            var links = page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Lire dans le document" });
            await Assertions.Expect(links).ToHaveCountAsync(3);
            await ShootAsync(page, "answer");

            await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Suite" }).Last.ClickAsync();
            await Assertions.Expect(links.Nth(3)).ToBeVisibleAsync(Longer);
            await ShootAsync(page, "more");

            await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Utile", Exact = true }).Last.ClickAsync();
            await Assertions.Expect(page.GetByText("Merci, c’est bon à savoir.").First).ToBeVisibleAsync(Longer);
            await ShootAsync(page, "helpful");
        }
        finally
        {
            client.Kill(entireProcessTree: true);
        }
    }

    private static LocatorAssertionsToBeVisibleOptions Longer => new() { Timeout = (float)Patience.TotalMilliseconds };

    private static Task<byte[]> ShootAsync(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "artifacts", "playground", name + ".png") });

    private static Task<Process> StartAsync(string playground, Uri bot, out Uri address)
    {
        var port = FreePort();
        address = new Uri($"http://localhost:{port}/");
        var process = Process.Start(new ProcessStartInfo(playground, ["start", "-e", new Uri(bot, "api/messages").AbsoluteUri, "-c", "msteams", "-p", $"{port}", "--disable-telemetry"])
        {
            WorkingDirectory = Clients,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("The playground did not start.");
        return ReadyAsync(process);
    }

    private static async Task<Process> ReadyAsync(Process process)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("Listening", StringComparison.Ordinal))
            {
                // What it prints further on is read, so that it never waits for us.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
                return process;
            }
        }

        throw new InvalidOperationException("The playground ended: " + await process.StandardError.ReadToEndAsync(patience.Token));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
