using System.Net;
using System.Text.Json;

namespace LopmiBot.EndToEnd.Tests;

/// <summary>Codes and acts as their publisher gives them: imported, shown by article and day, and held against the documents.</summary>
public sealed class OfficialTextTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OfficialTextTests()
    {
        _folder.Write("corpus/zorglub-fr.md", """
            ---
            id: zorglub-fr
            title: Le zorglubage
            language: fr
            kind: offence
            reference: Code de Zorglub, art. 12-3
            reviewed: 2026-11-27
            ---

            ## Quelle est la peine du zorglubage ? {#penalty-2025 validFrom="2025-06-15"}

            Le zorglubage est puni de sept ans d'emprisonnement et de 500 000 € d'amende (Code de Zorglub, art. 12-3).
            """);
        _folder.Write("corpus/zorglub-en.md", """
            ---
            id: zorglub-en
            title: Zorglubbing
            language: en
            kind: offence
            reference: Zorglub Code, art. 12-3
            reviewed: 2026-11-27
            translationOf: zorglub-fr
            ---

            ## What is the penalty for zorglubbing? {#penalty-2025 validFrom="2025-06-15"}

            Zorglubbing is punished by seven years' imprisonment and a fine of €500,000 (Zorglub Code, art. 12-3).
            """);
        _folder.Write("corpus/glossary.yaml", """
            - fr: [Code de Zorglub]
              en: [Zorglub Code]
            """);
        _folder.Write("corpus/provisions.yaml", """
            circumstances: {}
            offences:
              - id: zorglubbing
                code: Code de Zorglub
                names: { fr: [zorglubage], en: [zorglubbing] }
                penalties:
                  - article: "12-3"
                    section: zorglub#penalty-2025
                    paragraph: 1
                    from: 2025-06-15
                    prison: 7 years
                    fine: 500000
            """);
        _folder.Write("files/old.xml", Article("LEGIARTI000000000001", "2023-01-26", "2025-06-15", "cinq ans d'emprisonnement et de 150 000 euros"));
        _folder.Write("files/new.xml", Article("LEGIARTI000000000002", "2025-06-15", "2999-01-01", "sept ans d'emprisonnement et de 400 000 euros"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "official"));
    }

    private Dictionary<string, string> Settings => new(StringComparer.Ordinal)
    {
        ["LopmiBot__Corpus"] = Path.Combine(_folder.Path, "corpus"),
        ["LopmiBot__Sets__codes__Folder"] = Path.Combine(_folder.Path, "official"),
        ["LopmiBot__Sets__codes__Open"] = "true",
        ["LopmiBot__Sets__codes__Official"] = "true",
    };

    private string Data => Path.Combine(_folder.Path, "data");

    public async ValueTask InitializeAsync()
    {
        var imported = await RunAsync("import", Path.Combine(_folder.Path, "files"), "--publish", "--set", "codes", "--data", Data);
        imported.Output.ShouldContain("Published: 2,", customMessage: imported.Error);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_terminal_shows_an_article_in_the_version_of_a_day()
    {
        var today = await RunAsync("ask", "article 12-3", "--data", Data);
        var past = await RunAsync("ask", "article 12-3 as of 2024-08-24", "--data", Data);
        var earlier = await RunAsync("ask", "article 12-3 au 1er janvier 2020", "--data", Data);
        var question = await RunAsync("ask", "Quelle est la peine du zorglubage ?", "--data", Data);

        today.Output.ShouldContain("sept ans d'emprisonnement et de 400 000 euros");
        past.Output.ShouldContain("cinq ans d'emprisonnement et de 150 000 euros");
        past.Output.ShouldNotContain("400 000");
        earlier.Output.ShouldContain("n'était pas en vigueur le 1er janvier 2020");
        question.Output.ShouldContain("500 000 €");
        question.Output.ShouldNotContain("400 000 euros", customMessage: "official texts are not searched for answers");
    }

    [Fact]
    public async Task A_chat_and_the_pages_show_it_and_each_citation_leads_there()
    {
        await using var connector = await ConnectorCounterpart.StartAsync();
        await using var bot = await RunningBot.StartAsync(Data, Settings);
        using var client = new HttpClient();

        var card = await AskAsync(client, bot, connector, connector.Message("article 12-3 as of 2024-08-24"));
        card.ShouldContain("150 000 euros");
        var answer = await AskAsync(client, bot, connector, connector.Message("Quelle est la peine du zorglubage ?"));
        answer.ShouldContain("documents/legiarti000000000002-fr");
        var english = await client.GetStringAsync(new Uri(bot.Address, "?lang=en&q=What+is+the+penalty+for+zorglubbing%3F"));
        english.ShouldContain("documents/legiarti000000000002-fr");
        var page = await client.GetStringAsync(new Uri(bot.Address, "?q=article+12-3+as+of+2024-08-24"));
        page.ShouldContain("150 000 euros");
        page.ShouldContain("documents/legiarti000000000002-fr");
        using var text = await client.GetAsync(new Uri(bot.Address, "documents/legiarti000000000002-fr"));
        text.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetStringAsync(new Uri(bot.Address, "documents"))).ShouldNotContain("legiarti");
    }

    [Fact]
    public async Task Check_warns_of_a_row_that_the_official_text_does_not_state()
    {
        var check = await RunAsync("check", "--data", Data);

        check.Error.ShouldContain("zorglubbing, art. 12-3: the official text of 2025-06-15 does not say 500000 euros");
        check.Error.ShouldNotContain("does not say 7 years");
    }

    private static string Article(string id, string from, string to, string penalty) => $"""
        <ARTICLE>
        <META><META_COMMUN><ID>{id}</ID><ORIGINE>LEGI</ORIGINE><NATURE>Article</NATURE></META_COMMUN>
        <META_SPEC><META_ARTICLE><NUM>12-3</NUM><ETAT>VIGUEUR</ETAT><DATE_DEBUT>{from}</DATE_DEBUT><DATE_FIN>{to}</DATE_FIN><TYPE>AUTONOME</TYPE></META_ARTICLE></META_SPEC></META>
        <CONTEXTE><TEXTE cid="LEGITEXT000000000001" nature="CODE"><TITRE_TXT c_titre_court="CODE DE ZORGLUB" debut="1994-03-01" fin="2999-01-01" id_txt="LEGITEXT000000000001">Code de Zorglub</TITRE_TXT></TEXTE></CONTEXTE>
        <VERSIONS><VERSION etat="VIGUEUR"><LIEN_ART debut="2023-01-26" etat="VIGUEUR" fin="2999-01-01" id="LEGIARTI000000000001" num="12-3" origine="LEGI"/></VERSION></VERSIONS>
        <BLOC_TEXTUEL><CONTENU><p>Le zorglubage est puni de {penalty} d'amende.</p></CONTENU></BLOC_TEXTUEL>
        </ARTICLE>
        """;

    private async Task<ProgramRun> RunAsync(params string[] arguments) => await BotProgram.RunWithAsync(Settings, arguments);

    private static async Task<string> AskAsync(HttpClient client, RunningBot bot, ConnectorCounterpart connector, IDictionary<string, object?> message)
    {
        using var request = ConnectorCounterpart.Post(new Uri(bot.Address, "api/messages"), message);
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return JsonSerializer.Serialize((await connector.Replies.NextAsync()).Card);
    }
}
