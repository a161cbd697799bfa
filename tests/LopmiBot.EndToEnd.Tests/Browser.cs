using Microsoft.Playwright;

namespace LopmiBot.EndToEnd.Tests;

/// <summary>A headless Chromium, shared by the tests of a class.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places =
    [
        Environment.GetEnvironmentVariable("CHROMIUM") ?? "",
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Places, File.Exists) is { } chromium)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = chromium,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A page of its own; the test is skipped, with the reason, where there is no Chromium.</summary>
    public async Task<IPage> PageAsync(BrowserNewContextOptions? options = null)
    {
        if (_browser is null)
        {
            Assert.Skip("Chromium is missing: install it (Debian: apt-get install chromium) or set CHROMIUM to its path.");
        }

        var context = await _browser.NewContextAsync(options ?? new BrowserNewContextOptions { Locale = "en-GB" });
        return await context.NewPageAsync();
    }
}
