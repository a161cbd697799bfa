using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace LopmiBot.EndToEnd.Tests;

/// <summary>
/// The answer card of the started program, drawn by Microsoft's own renderer in a phone's width, and in colours near those of
/// the three themes of Teams: text on light, on dark, and in high contrast.
/// </summary>
public sealed class CardThemesTests(Browser browser) : IClassFixture<Browser>
{
    private const int PhoneWidth = 320;

    private static readonly string Modules = Path.Combine(Repository.Root, "tests/official-clients/node_modules");

    [Theory]
    [InlineData("light", "#ffffff", "#242424", "#616161", "#4f52b2")]
    [InlineData("dark", "#292929", "#ffffff", "#adadad", "#7f85f5")]
    [InlineData("contrast", "#000000", "#ffffff", "#ffffff", "#ffff01")]
    public async Task A_card_reads_well_on_a_phone_in_each_theme(string theme, string background, string text, string subtle, string link)
    {
        var renderer = Path.Combine(Modules, "adaptivecards/dist/adaptivecards.min.js");
        Assert.SkipUnless(File.Exists(renderer), "The card renderer is not installed: run 'npm ci' in tests/official-clients.");
        var card = await CardAsync();
        var page = await browser.PageAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = PhoneWidth, Height = 1_400 } });
        await page.SetContentAsync($$"""
            <!doctype html><html lang="fr"><title>Card</title>
            <style>body { background: {{background}}; margin: 12px; font-family: sans-serif } a { color: {{link}} }
            button { background: {{background}}; color: {{text}}; border: 1px solid {{subtle}} }</style><main></main></html>
            """);
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Path = renderer });
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Path = Path.Combine(Modules, "markdown-it/dist/browser/markdown-it.umd.min.js") });

        var errors = await page.EvaluateAsync<string[]>(
            """
            ([card, text, subtle]) => {
              const colours = { default: text, subtle };
              const foregroundColors = Object.fromEntries(['default', 'accent', 'good', 'warning', 'attention'].map(name => [name, colours]));
              AdaptiveCards.AdaptiveCard.onProcessMarkdown = (markdown, result) => { result.outputHtml = markdownit().render(markdown); result.didProcess = true; };
              const drawn = new AdaptiveCards.AdaptiveCard();
              drawn.hostConfig = new AdaptiveCards.HostConfig({ containerStyles: { default: { foregroundColors } }, supportsInteractivity: true });
              const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
              drawn.parse(JSON.parse(card), context);
              document.querySelector('main').appendChild(drawn.render());
              return Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message).concat(drawn.validateProperties().validationEvents.map(event => event.message));
            }
            """,
            new[] { card, text, subtle });

        errors.ShouldBeEmpty();
        (await page.Locator("main a").CountAsync()).ShouldBeGreaterThanOrEqualTo(3);
        (await page.Locator("main strong").CountAsync()).ShouldBeGreaterThan(0);
        (await page.Locator("main button").CountAsync()).ShouldBeGreaterThanOrEqualTo(4);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(PhoneWidth);
        (await page.EvaluateAsync<int>("Math.max(...[...document.querySelectorAll('main button')].map(button => button.getBoundingClientRect().right))")).ShouldBeLessThanOrEqualTo(PhoneWidth);
        (await page.RunAxe()).Violations
            .Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}")
            .ShouldBeEmpty();
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "artifacts", "cards", theme + ".png"), FullPage = true });
    }

    private static async Task<string> CardAsync()
    {
        using var data = ShippedIndex.DataFolder();
        await using var connector = await ConnectorCounterpart.StartAsync();
        await using var bot = await RunningBot.StartAsync(data.Path);
        using var client = new HttpClient();
        using var request = ConnectorCounterpart.Post(new Uri(bot.Address, "api/messages"), connector.Message("Que punit la LOPMI, et combien de prison ?"));
        using var response = await client.SendAsync(request);
        return JsonSerializer.Serialize((await connector.Replies.NextAsync()).Card);
    }
}
