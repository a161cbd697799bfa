using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Microsoft.Playwright;

namespace LopmiBot.EndToEnd.Tests;

/// <summary>What curators and administrators do in a browser, with the started program.</summary>
public sealed class AdminTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private const string Question = "Que prévoit le barème Zorglub ?";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_document_is_uploaded_reviewed_published_asked_about_and_cited()
    {
        await using var bot = await StartAsync();
        var page = await SignedInAsync(bot);
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Drafts", Exact = true }).ClickAsync();
        await page.GetByLabel("Files, dropped here or chosen").SetInputFilesAsync(new FilePayload { Name = "Barème.docx", MimeType = "application/octet-stream", Buffer = Word() });
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Upload" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Barème.docx: Drafts made: 1")).ToBeVisibleAsync();
        (await QuotesAsync(bot)).ShouldBeEmpty("nothing is quoted before it is published");

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Barème Zorglub" }).ClickAsync();
        await Assertions.Expect(page.Locator("blockquote").First).ToContainTextAsync("quatre mille euros");
        var source = page.GetByLabel("Markdown with front matter");
        await source.FillAsync((await source.InputValueAsync()).Replace("quatre mille", "cinq mille", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("blockquote").First).ToContainTextAsync("cinq mille euros");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Publish" }).ClickAsync();
        await Assertions.Expect(page.GetByText("1 added")).ToBeVisibleAsync();

        var quotes = await QuotesAsync(bot);
        quotes.ShouldContain(quote => quote.Contains("cinq mille euros", StringComparison.Ordinal));
        await page.GotoAsync(new Uri(bot.Address, "admin/documents?show=Imported").AbsoluteUri);
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Barème Zorglub" }).ClickAsync();
        await Assertions.Expect(page.Locator("blockquote").First).ToContainTextAsync("cinq mille euros");
        await page.GotoAsync(new Uri(bot.Address, "admin/audit").AbsoluteUri);
        foreach (var act in (string[])["sign in", "upload", "edit draft", "publish"])
        {
            await Assertions.Expect(page.GetByRole(AriaRole.Cell, new PageGetByRoleOptions { Name = act, Exact = true })).ToBeVisibleAsync();
        }

        await Assertions.Expect(page.GetByText("acts are as they were written")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_later_version_of_a_text_ends_the_one_before_it()
    {
        static FilePayload Version(string day, string text) => new()
        {
            Name = day + ".xml",
            MimeType = "application/xml",
            Buffer = System.Text.Encoding.UTF8.GetBytes($"""
                <CONS.ACT><INFO.CONSLEG CONSLEG.REF="2014R0910" END.DATE="99999999" START.DATE="{day}"/><CONS.DOC><BIB.INSTANCE><LG.DOC>FR</LG.DOC></BIB.INSTANCE><TITLE><TI><P>Règlement (UE) n° 910/2014</P></TI></TITLE>
                <ENACTING.TERMS><ARTICLE><TI.ART>Article 3</TI.ART><STI.ART>Barème Zorglub</STI.ART><ALINEA>{text}</ALINEA></ARTICLE></ENACTING.TERMS></CONS.DOC></CONS.ACT>
                """),
        };

        await using var bot = await StartAsync();
        var page = await SignedInAsync(bot);
        foreach (var version in (FilePayload[])[Version("20140917", "Le barème Zorglub prévoit une amende de quatre mille euros."), Version("20241018", "Le barème Zorglub prévoit une amende de six mille euros.")])
        {
            await page.GotoAsync(new Uri(bot.Address, "admin/drafts").AbsoluteUri);
            await page.GetByLabel("Files, dropped here or chosen").SetInputFilesAsync(version);
            await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Upload" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "910/2014" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Publish" }).ClickAsync();
            await Assertions.Expect(page.GetByText("1 added")).ToBeVisibleAsync();
        }

        (await QuotesAsync(bot)).ShouldAllBe(quote => quote.Contains("six mille", StringComparison.Ordinal));
        (await QuotesAsync(bot, "2020-01-01")).ShouldAllBe(quote => quote.Contains("quatre mille", StringComparison.Ordinal));
        await page.GotoAsync(new Uri(bot.Address, "admin/audit").AbsoluteUri);
        await Assertions.Expect(page.GetByText("in force until 2024-10-17")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_file_that_is_dropped_on_the_page_is_uploaded()
    {
        await using var bot = await StartAsync();
        var page = await SignedInAsync(bot);
        await page.GotoAsync(new Uri(bot.Address, "admin/drafts").AbsoluteUri);
        var dropped = await page.EvaluateHandleAsync("() => { const data = new DataTransfer(); data.items.add(new File(['Une note déposée, assez longue pour être lue.'], 'depot.txt')); return data; }");

        await page.DispatchEventAsync("form[data-drop]", "drop", new { dataTransfer = dropped });

        await Assertions.Expect(page.GetByText("depot.txt: Drafts made: 1")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Uploads_that_are_too_large_are_not_sent_and_say_so_and_others_are()
    {
        await using var bot = await StartAsync();
        var large = Path.Combine(_folder.Path, "large.txt");
        using (var file = File.Create(large))
        {
            file.SetLength((64 * 1024 * 1024) + 1);
        }

        var page = await SignedInAsync(bot);
        await page.GotoAsync(new Uri(bot.Address, "admin/drafts").AbsoluteUri);
        var files = page.GetByLabel("Files, dropped here or chosen");
        var upload = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Upload" });
        await files.SetInputFilesAsync(large);
        await upload.ClickAsync();
        (await files.EvaluateAsync<string>("input => input.validationMessage")).ShouldBe("Together these files are larger than 64 MiB: choose fewer, or use the import command.");
        page.Url.ShouldEndWith("admin/drafts");

        await files.SetInputFilesAsync(_folder.Write("note.txt", string.Concat(Enumerable.Repeat("Une note sur le barème, assez longue pour être lue.\n\n", 40_000))));
        await upload.ClickAsync();
        await Assertions.Expect(page.GetByText("note.txt: Drafts made: 1")).ToBeVisibleAsync();
        bot.Greeting.ShouldNotContain("warn:");
    }

    [Fact]
    public async Task Progress_is_followed_and_a_run_is_cancelled()
    {
        await using var bot = await StartAsync();
        using var aside = new TemporaryFolder();
        var slow = new SlowDocument(_corpus, aside, "z.md", "# Lent\n\nLe barème Zorglub est lent.\n");
        var page = await SignedInAsync(bot);
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Update the index", Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Start" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
        await slow.LetThroughAsync();
        var reached = await slow.ReachedAsync();

        await Assertions.Expect(page.Locator("[data-done]")).ToHaveTextAsync("1");
        await Assertions.Expect(page.Locator("[data-total]")).ToHaveTextAsync("2");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Cancel" }).ClickAsync();
        await reached.DisposeAsync();

        await Assertions.Expect(page.GetByText("Updating the index was cancelled")).ToBeVisibleAsync();
        (await QuotesAsync(bot)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("fr-FR", ColorScheme.Light)]
    [InlineData("en-GB", ColorScheme.Dark)]
    public async Task Every_page_can_be_read_by_everybody_and_on_a_phone(string locale, ColorScheme scheme)
    {
        await using var bot = await StartAsync();
        var page = await SignedInAsync(bot, new BrowserNewContextOptions { Locale = locale, ColorScheme = scheme, ViewportSize = new ViewportSize { Width = 320, Height = 800 } });
        await page.GotoAsync(new Uri(bot.Address, "admin/drafts").AbsoluteUri);
        await page.Locator("#files").SetInputFilesAsync(new FilePayload { Name = "note.txt", MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes("Une note sur le barème, assez longue pour être lue.") });
        await page.Locator("form[data-drop] button").ClickAsync();
        var problems = new List<string>();
        page.Console += (_, message) => problems.Add(message.Text);
        foreach (var path in (string[])["", "/documents", "/documents/j3", "/drafts", "/drafts/note-fr.md", "/reindex", "/questions", "/feedback", "/escalations", "/audit", "/documents/nothing", "/sign-in"])
        {
            await page.GotoAsync(new Uri(bot.Address, "admin" + path).AbsoluteUri);
            problems.AddRange((await page.RunAxe()).Violations
                .Where(violation => violation.Impact is "serious" or "critical")
                .Select(violation => $"{path} {violation.Id}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}"));
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > 320)
            {
                problems.Add($"{path} scrolls sideways");
            }
        }

        problems.Where(problem => !problem.Contains("404", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_comes_in_without_a_link_that_works_once()
    {
        await using var bot = await StartAsync();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        foreach (var path in (string[])["admin", "admin/documents", "admin/drafts", "admin/drafts/x.md", "admin/reindex", "admin/questions", "admin/feedback", "admin/escalations", "admin/audit", "admin/audit?handler=csv", "admin?handler=csv"])
        {
            using var response = await client.GetAsync(new Uri(bot.Address, path));
            response.StatusCode.ShouldBe(HttpStatusCode.Redirect, path);
            response.Headers.Location!.ToString().ShouldContain("/admin/sign-in");
        }

        using (var events = await client.GetAsync(new Uri(bot.Address, "admin/reindex/events")))
        {
            events.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        var link = bot.AdminLink;
        using (var preview = await client.GetAsync(link))
        {
            preview.StatusCode.ShouldBe(HttpStatusCode.OK, "what opens links by itself does not use them up");
            preview.Headers.GetValues("Set-Cookie").ShouldAllBe(value => !value.StartsWith("lopmibot-admin=", StringComparison.Ordinal));
        }

        using (var first = await RunningBot.SignInAsync(client, link))
        {
            first.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            var cookie = first.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("lopmibot-admin=", StringComparison.Ordinal));
            cookie.ShouldContain("httponly");
            cookie.ShouldContain("samesite=lax");
        }

        using var second = await client.GetAsync(link);
        second.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var forged = await client.GetAsync(new Uri(bot.Address, "admin/sign-in?key=..%2F..%2Fstate.db"));
        forged.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var another = await BotProgram.RunAsync("sign-in", "--url", bot.Address.AbsoluteUri, "--data", Path.Combine(_folder.Path, "data"));
        using var third = await RunningBot.SignInAsync(client, new Uri(another.Output.Trim()));
        third.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("Conversation__Administrators__0", true)]
    [InlineData("Conversation__Curators__0", false)]
    public async Task Who_is_known_from_a_chat_comes_in_by_a_link_of_their_own(string role, bool seesQuestions)
    {
        const string person = "teams:6f6e0000-0000-4000-8000-000000000001";
        await using var connector = await ConnectorCounterpart.StartAsync();
        await using var bot = await StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { [role] = person });
        var page = await browser.PageAsync();
        await page.GotoAsync(await LinkInChatAsync(bot, connector));
        (await page.RunAxe()).Violations.ShouldBeEmpty();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Administration");

        var questions = await page.APIRequest.GetAsync(new Uri(bot.Address, "admin/questions").AbsoluteUri, new APIRequestContextOptions { MaxRedirects = 0 });
        questions.Status.ShouldBe(seesQuestions ? 200 : 302);
        (await BotProgram.RunAsync("audit", "list", "--data", Path.Combine(_folder.Path, "data"))).Output.ShouldContain(person);
    }

    [Fact]
    public async Task Where_there_is_a_provider_a_chat_leads_to_it()
    {
        await using var provider = await OpenIdCounterpart.StartAsync();
        await using var connector = await ConnectorCounterpart.StartAsync();
        await using var bot = await StartAsync(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Admin__Authority"] = provider.Authority,
            ["Admin__ClientId"] = OpenIdCounterpart.ClientId,
            ["Admin__ClientSecret"] = OpenIdCounterpart.ClientSecret,
            ["Conversation__Administrators__0"] = "teams:6f6e0000-0000-4000-8000-000000000001",
        });

        (await LinkInChatAsync(bot, connector)).ShouldBe(new Uri(bot.Address, "admin").AbsoluteUri);
    }

    [Fact]
    public async Task A_form_that_did_not_come_from_the_page_is_refused()
    {
        await using var bot = await StartAsync();
        var page = await SignedInAsync(bot);

        var response = await page.APIRequest.PostAsync(new Uri(bot.Address, "admin/reindex?handler=start").AbsoluteUri);

        response.Status.ShouldBe((int)HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("bot-admins", null, "administrator")]
    [InlineData("bot-curators", null, "curator")]
    [InlineData("others", "6f6e0000-0000-4000-8000-000000000001", "administrator")]
    [InlineData("others", null, null)]
    public async Task Roles_come_from_the_provider_s_groups_or_the_person_s_object_id(string group, string? objectId, string? role)
    {
        await using var provider = await OpenIdCounterpart.StartAsync();
        (provider.Groups, provider.ObjectId) = ([group], objectId);
        await using var bot = await StartAsync(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Admin__Authority"] = provider.Authority,
            ["Admin__ClientId"] = OpenIdCounterpart.ClientId,
            ["Admin__ClientSecret"] = OpenIdCounterpart.ClientSecret,
            ["Admin__AdministratorGroups__0"] = "bot-admins",
            ["Admin__CuratorGroups__0"] = "bot-curators",
            ["Conversation__Administrators__0"] = "teams:6f6e0000-0000-4000-8000-000000000001",
        });
        var page = await browser.PageAsync();
        await page.GotoAsync(new Uri(bot.Address, "admin/drafts").AbsoluteUri);
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Sign in with your account" }).ClickAsync();
        await page.WaitForURLAsync(url => url.StartsWith(bot.Address.AbsoluteUri, StringComparison.Ordinal) && !url.Contains("signed-in", StringComparison.Ordinal), new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit });

        foreach (var (path, roles) in new (string, string[])[]
        {
            ("admin", ["administrator", "curator"]), ("admin/documents", ["administrator", "curator"]), ("admin/drafts", ["administrator", "curator"]), ("admin/reindex", ["administrator", "curator"]),
            ("admin/reindex/events", ["administrator", "curator"]),
            ("admin/questions", ["administrator"]), ("admin/feedback", ["administrator"]), ("admin/escalations", ["administrator"]), ("admin/audit", ["administrator"]), ("admin?handler=csv", ["administrator"]),
        })
        {
            var response = await page.APIRequest.GetAsync(new Uri(bot.Address, path).AbsoluteUri, new APIRequestContextOptions { MaxRedirects = 0 });
            response.Status.ShouldBe(role is not null && roles.Contains(role, StringComparer.Ordinal) ? 200 : path.EndsWith("/events", StringComparison.Ordinal) ? 403 : 302, path);
        }
    }

    [Fact]
    public async Task Tables_are_kept_as_text_and_never_as_formulas()
    {
        await using var connector = await ConnectorCounterpart.StartAsync();
        await using var bot = await StartAsync();
        using var client = new HttpClient();
        using var request = ConnectorCounterpart.Post(new Uri(bot.Address, "api/messages"), connector.Message("=HYPERLINK(\"https://evil.example\") zorglub, ou pas ?"));
        using var posted = await client.SendAsync(request);
        await connector.Replies.NextAsync();
        var page = await SignedInAsync(bot);

        await page.GotoAsync(new Uri(bot.Address, "admin/questions").AbsoluteUri);
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new PageGetByRoleOptions { Name = "HYPERLINK" })).ToBeVisibleAsync();
        var csv = await (await page.APIRequest.GetAsync(new Uri(bot.Address, "admin/questions?handler=unanswered").AbsoluteUri)).TextAsync();

        csv.Split('\n')[1].ShouldMatch("^\"?['\\t]=HYPERLINK|^\"'=");
    }

    private TemporaryFolder _corpus = null!;

    private async Task<RunningBot> StartAsync(IReadOnlyDictionary<string, string>? environment = null)
    {
        _corpus = new TemporaryFolder();
        _corpus.Write("j3.md", "# La section J3\n\nLa section J3 poursuit la cybercriminalité à Paris depuis des années.\n");
        var settings = new Dictionary<string, string>(environment ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal) { ["LopmiBot__Corpus"] = _corpus.Path };
        return await RunningBot.StartAsync(Path.Combine(_folder.Path, "data"), settings);
    }

    private async Task<IPage> SignedInAsync(RunningBot bot, BrowserNewContextOptions? options = null)
    {
        var page = await browser.PageAsync(options);
        await page.GotoAsync(bot.AdminLink.AbsoluteUri);
        await page.Locator("input[name=key] + button").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Administration");
        return page;
    }

    /// <summary>Asks for the pages in Teams.</summary>
    private static async Task<string> LinkInChatAsync(RunningBot bot, ConnectorCounterpart connector)
    {
        using var client = new HttpClient();
        using var request = ConnectorCounterpart.Post(new Uri(bot.Address, "api/messages"), connector.Message("Admin"));
        using var posted = await client.SendAsync(request);
        var said = JsonSerializer.Serialize((await connector.Replies.NextAsync()).Card);
        return Regex.Match(said, @"\]\((?<link>http[^)]+)\)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["link"].Value;
    }

    private async Task<IReadOnlyList<string>> QuotesAsync(RunningBot bot, string? asOf = null)
    {
        var page = await browser.PageAsync(new BrowserNewContextOptions { Locale = "fr-FR" });
        await page.GotoAsync(new Uri(bot.Address, $"?q={Uri.EscapeDataString(Question)}&asOf={asOf}").AbsoluteUri);
        return await page.Locator("blockquote").AllInnerTextsAsync();
    }

    private static byte[] Word()
    {
        using var stream = new MemoryStream();
        using (var word = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = word.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(new Style(new StyleName { Val = "heading 1" }) { Type = StyleValues.Paragraph, StyleId = "Heading1" });
            main.Document = new Document(new Body(
                new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = "Heading1" }), new Run(new Text("Barème Zorglub"))),
                new Paragraph(new Run(new Text("Le barème Zorglub prévoit une amende de quatre mille euros en cas de retard.")))));
        }

        return stream.ToArray();
    }
}
