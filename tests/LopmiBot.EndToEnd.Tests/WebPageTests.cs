using System.Net;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace LopmiBot.EndToEnd.Tests;

public sealed class WebPageTests(Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    private readonly TemporaryFolder _data = ShippedIndex.DataFolder();
    private RunningBot _bot = null!;

    public async ValueTask InitializeAsync() => _bot = await RunningBot.StartAsync(_data.Path);

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        _data.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_citation_leads_to_the_marked_passage_and_its_sources()
    {
        var page = await browser.PageAsync();
        await page.GotoAsync(Url("?q=Who+heads+J3%3F"));
        (await page.Locator("blockquote").First.InnerTextAsync()).ShouldStartWith("Johanna Brousse");
        (await page.Locator("blockquote mark").CountAsync()).ShouldBeGreaterThan(0);

        await page.Locator("a.context").First.ClickAsync();

        page.Url.ShouldEndWith("#head");
        (await page.Locator("section#head mark").InnerTextAsync()).ShouldStartWith("Johanna Brousse");
        (await page.Locator("#sources a[href^='https://']").CountAsync()).ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task A_paragraph_leads_to_the_sources_that_it_rests_on()
    {
        var page = await browser.PageAsync();
        await page.GotoAsync(Url("documents/telegram-durov-en"));

        await page.Locator("#arrest a.mark").ClickAsync();

        (await page.Locator("#sources li:target").InnerTextAsync()).ShouldContain("RTL Info");
    }

    [Theory]
    [InlineData("fr-FR", "fr", "Votre question")]
    [InlineData("en-GB", "en", "Your question")]
    [InlineData("de-DE", "en", "Your question")]
    public async Task The_page_speaks_the_visitor_s_language(string locale, string language, string label)
    {
        var page = await browser.PageAsync(new BrowserNewContextOptions { Locale = locale });
        await page.GotoAsync(Url(""));

        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe(language);
        (await page.GetByLabel(label).CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Everything_works_without_script_and_by_keyboard()
    {
        var page = await browser.PageAsync(new BrowserNewContextOptions { Locale = "fr-FR", JavaScriptEnabled = false });
        await page.GotoAsync(Url(""));

        await page.Keyboard.PressAsync("Tab");
        (await page.Locator(":focus").InnerTextAsync()).ShouldBe("Aller au contenu");
        await page.GetByLabel("Votre question").FocusAsync();
        await page.Keyboard.TypeAsync("Quelle est la peine de l'article 323-3-2 ?");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("08242024");
        await page.Keyboard.PressAsync("Enter");

        (await page.Locator("blockquote").First.InnerTextAsync()).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_past_day_is_answered_with_the_version_of_that_day()
    {
        var page = await browser.PageAsync();
        await page.GotoAsync(Url("?q=Quelle+est+la+peine+de+323-3-2&asOf=2024-08-24"));

        (await page.Locator(".lead").InnerTextAsync()).ShouldContain("24 août 2024");
        (await page.Locator("blockquote").First.InnerTextAsync()).ShouldContain("150 000 €");
    }

    [Fact]
    public async Task A_day_that_is_none_keeps_the_question_and_says_what_to_do()
    {
        var page = await browser.PageAsync();
        await page.GotoAsync(Url("?q=LOPMI&asOf=tomorrow"));

        (await page.GetByLabel("Your question").InputValueAsync()).ShouldBe("LOPMI");
        (await page.Locator("#asOf-hint").InnerTextAsync()).ShouldContain("2024-08-24");
    }

    [Theory]
    [InlineData("", ColorScheme.Light)]
    [InlineData("", ColorScheme.Dark)]
    [InlineData("?q=What+does+LOPMI+punish", ColorScheme.Light)]
    [InlineData("?q=What+does+LOPMI+punish", ColorScheme.Dark)]
    [InlineData("?q=article+999-9", ColorScheme.Light)]
    [InlineData("documents", ColorScheme.Light)]
    [InlineData("documents/cp-323-3-2-en?passage=0-50", ColorScheme.Light)]
    [InlineData("documents/cp-323-3-2-fr?passage=0-50", ColorScheme.Dark)]
    [InlineData("documents/nothing", ColorScheme.Light)]
    public async Task Axe_finds_nothing_serious(string path, ColorScheme scheme)
    {
        var page = await browser.PageAsync(new BrowserNewContextOptions { Locale = "en-GB", ColorScheme = scheme });
        await page.GotoAsync(Url(path));

        var result = await page.RunAxe();

        result.Violations
            .Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}")
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("?q=What+does+LOPMI+punish")]
    [InlineData("documents/cp-323-3-2-en")]
    [InlineData("documents")]
    public async Task A_phone_never_scrolls_sideways(string path)
    {
        var page = await browser.PageAsync(new BrowserNewContextOptions { Locale = "en-GB", ViewportSize = new ViewportSize { Width = 320, Height = 640 } });
        await page.GotoAsync(Url(path));

        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(320);
    }

    [Fact]
    public async Task Nothing_is_loaded_from_elsewhere_and_nothing_is_blocked()
    {
        var page = await browser.PageAsync();
        var requested = new List<string>();
        var complaints = new List<string>();
        page.Request += (_, request) => requested.Add(request.Url);
        page.Console += (_, message) => complaints.Add(message.Text);

        await page.GotoAsync(Url("?q=What+does+LOPMI+punish"));
        await page.GotoAsync(Url("documents/lopmi-en"));

        requested.ShouldAllBe(url => url.StartsWith(_bot.Address.ToString()));
        complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("documents/lopmi-fr")]
    [InlineData("no/such/page")]
    public async Task Every_page_carries_a_strict_policy(string path)
    {
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(_bot.Address, path));

        response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; style-src 'self';");
        response.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        response.Headers.Contains("Server").ShouldBeFalse();
    }

    [Theory]
    [InlineData("<script>alert(1)</script> LOPMI")]
    [InlineData("\"><img src=x onerror=alert(1)> LOPMI")]
    public async Task A_question_is_shown_as_text(string question)
    {
        using var client = new HttpClient();
        var html = await client.GetStringAsync(new Uri(_bot.Address, "?q=" + Uri.EscapeDataString(question)));

        html.ShouldNotContain("<script>alert");
        html.ShouldNotContain("<img src=x");
    }

    [Theory]
    [InlineData("documents/nothing", HttpStatusCode.NotFound)]
    [InlineData("no/such/page", HttpStatusCode.NotFound)]
    [InlineData("documents/lopmi-fr?passage=5-1", HttpStatusCode.OK)]
    [InlineData("documents/lopmi-fr?passage=0-99999999999", HttpStatusCode.OK)]
    [InlineData("documents/lopmi-fr?passage=-1--2", HttpStatusCode.OK)]
    [InlineData("documents/..%2F..%2Fappsettings.json", HttpStatusCode.NotFound)]
    [InlineData("?q=%00%01%EF%BF%BF", HttpStatusCode.OK)]
    public async Task Odd_addresses_are_survived(string path, HttpStatusCode status)
    {
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(_bot.Address, path));

        response.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task A_question_of_two_thousand_wide_characters_is_answered()
    {
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(_bot.Address, "?q=" + Uri.EscapeDataString(new string('法', 2_000))));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private string Url(string path) => new Uri(_bot.Address, path).ToString();
}
