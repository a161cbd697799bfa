using System.Text.Json;

namespace LopmiBot.EndToEnd.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _data = ShippedIndex.DataFolder();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Ask_prints_quotes_with_their_citation()
    {
        var run = await RunAsync("ask", "Qui dirige J3 ?");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("Johanna Brousse");
        run.Output.ShouldContain("cherchée le 27 novembre 2026");
    }

    [Fact]
    public async Task The_manifest_for_socket_mode_has_no_address_and_the_one_for_http_has_the_bot_s()
    {
        var socket = await BotProgram.RunAsync("manifest", "slack", "--socket-mode");
        var http = await BotProgram.RunAsync("manifest", "slack", "--host", "bot.example.com:8443");
        var assistant = await BotProgram.RunAsync("manifest", "slack", "--socket-mode", "--assistant");
        var neither = await BotProgram.RunAsync("manifest", "slack");

        socket.ExitCode.ShouldBe(0, socket.Error);
        socket.Output.ShouldContain("socket_mode_enabled: true");
        socket.Output.ShouldNotContain("assistant");
        assistant.Output.ShouldContain("assistant_view:");
        assistant.Output.ShouldContain("- assistant_thread_started");
        socket.Output.ShouldNotContain("http");
        http.Output.ShouldContain("url: https://bot.example.com:8443/slack/commands");
        http.Output.ShouldContain("message_menu_options_url: https://bot.example.com:8443/slack/options");
        http.Output.ShouldNotContain("bot.example.org");
        neither.ExitCode.ShouldBe(2);
        neither.Error.ShouldContain("--host");
    }

    [Fact]
    public async Task Questions_without_an_answer_are_grouped_by_meaning_with_the_nearest_documents()
    {
        _data.Write("set.jsonl", """
            {"id": "1", "lang": "fr", "question": "recette de la ratatouille", "answerable": false}
            {"id": "2", "lang": "fr", "question": "comment faire une ratatouille ?", "answerable": false}
            {"id": "3", "lang": "fr", "question": "Quel est le salaire de Johanna Brousse ?", "answerable": false}
            {"id": "4", "lang": "fr", "question": "Qui dirige J3 ?", "answerable": true}
            """);

        var run = await RunAsync("gaps", Path.Combine(_data.Path, "set.jsonl"));

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("3 questions without an answer, in 2 groups.");
        run.Output.ShouldContain("2 × recette de la ratatouille");
        run.Output.ShouldMatch("(?s)1 × Quel est le salaire de Johanna Brousse.*nearest: [^\n]*J3");
        run.Output.ShouldNotContain("Qui dirige J3");
    }

    [Fact]
    public async Task Versions_of_a_text_that_are_published_at_once_follow_each_other()
    {
        var corpus = Directory.CreateDirectory(Path.Combine(_data.Path, "corpus")).FullName;
        string[] where = ["--corpus", corpus, "--data", Path.Combine(_data.Path, "state")];
        foreach (var (name, day, sum) in new[] { ("new", "20241018", "six"), ("newest", "20260101", "huit"), ("old", "20140917", "quatre") })
        {
            _data.Write($"files/{name}.xml", $"""
                <CONS.ACT><INFO.CONSLEG CONSLEG.REF="2014R0910" END.DATE="99999999" START.DATE="{day}"/><CONS.DOC><BIB.INSTANCE><LG.DOC>FR</LG.DOC></BIB.INSTANCE><TITLE><TI><P>Règlement (UE) n° 910/2014</P></TI></TITLE>
                <ENACTING.TERMS><ARTICLE><TI.ART>Article 3</TI.ART><ALINEA>Le barème Zorglub prévoit une amende de {sum} mille euros.</ALINEA></ARTICLE></ENACTING.TERMS></CONS.DOC></CONS.ACT>
                """);
        }

        var published = await BotProgram.RunAsync(["import", Path.Combine(_data.Path, "files"), "--publish", .. where]);

        published.Output.ShouldContain("Published: 3, there already: 0, problems: 0. Earlier versions that end with these: 1.");
        (await BotProgram.RunAsync(["check", "--corpus", corpus])).Output.ShouldContain("All is well");
        foreach (var (day, sum) in new[] { ("2026-11-26", "huit"), ("2025-12-31", "six"), ("2024-10-17", "quatre") })
        {
            var answer = await BotProgram.RunAsync(["ask", "Que prévoit le barème Zorglub ?", "--as-of", day, .. where]);
            answer.Output.ShouldContain($"amende de {sum} mille");
            answer.Output.Split("mille euros").Length.ShouldBe(2, "one version answers");
        }

        var again = await BotProgram.RunAsync(["import", Path.Combine(_data.Path, "files", "old.xml"), "--publish", .. where]);
        again.Output.ShouldNotContain("Earlier versions");
        (await BotProgram.RunAsync(["check", "--corpus", corpus])).Output.ShouldContain("All is well");
    }

    [Fact]
    public async Task Files_become_drafts_and_only_what_is_published_is_quoted()
    {
        var corpus = Directory.CreateDirectory(Path.Combine(_data.Path, "corpus")).FullName;
        _data.Write("corpus/j3.md", "# La section J3\n\nLa section J3 poursuit la cybercriminalité.\n");
        _data.Write("files/note.txt", "Note interne\n\nLe barème Zorglub prévoit une amende de quatre mille euros pour un retard.\n");
        _data.Write("files/broken.docx", "no document");
        string[] where = ["--corpus", corpus, "--data", Path.Combine(_data.Path, "state")];

        var drafted = await BotProgram.RunAsync(["import", Path.Combine(_data.Path, "files"), .. where]);
        var silent = await BotProgram.RunAsync(["ask", "Que prévoit le barème Zorglub ?", .. where]);
        var published = await BotProgram.RunAsync(["import", Path.Combine(_data.Path, "files", "note.txt"), "--publish", .. where]);
        var again = await BotProgram.RunAsync(["import", Path.Combine(_data.Path, "files", "note.txt"), "--publish", .. where]);
        var indexed = await BotProgram.RunAsync(["index", "--full", .. where]);
        var answered = await BotProgram.RunAsync(["ask", "Que prévoit le barème Zorglub ?", .. where]);
        var unknown = await BotProgram.RunAsync(["import", "x.txt", "--publish", "--set", "nothing", .. where]);

        drafted.ExitCode.ShouldBe(1);
        drafted.Output.ShouldContain("Drafted: 1, there already: 0, problems: 1.");
        drafted.Error.ShouldContain("broken.docx: it is no Word document");
        File.Exists(Path.Combine(_data.Path, "state", "drafts", "note-fr.md")).ShouldBeTrue();
        silent.ExitCode.ShouldBe(3);
        published.Output.ShouldContain("Published: 1,");
        again.Output.ShouldContain("Published: 1,");
        indexed.Output.ShouldContain("1 added, 0 changed, 0 retired, 1 unchanged");
        answered.Output.ShouldContain("quatre mille euros");
        unknown.ExitCode.ShouldBe(2);
        var audit = await BotProgram.RunAsync(["audit", "list", .. where[2..]]);
        audit.Output.ShouldContain("console  publish corpus  1 documents imported");
        audit.Output.ShouldContain("console  reindex   full");
        var verified = await BotProgram.RunAsync(["audit", "verify", .. where[2..]]);
        var head = verified.Output.Split("Head: ")[1].Trim();
        (await BotProgram.RunAsync(["audit", "verify", "--known", head, .. where[2..]])).ExitCode.ShouldBe(0);
        (await BotProgram.RunAsync(["audit", "verify", "--known", new string('0', head.Length), .. where[2..]])).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_draft_is_shown_with_what_its_import_left_out_and_what_was_changed_since()
    {
        _data.Write("page.html", "<html lang=\"fr\"><body><main><h1>Peines</h1><p>Puni de <del>deux</del> trois ans.</p></main></body></html>");
        string[] where = ["--data", Path.Combine(_data.Path, "state")];

        var drafted = await BotProgram.RunAsync(["import", Path.Combine(_data.Path, "page.html"), .. where]);
        var draft = Path.Combine(_data.Path, "state", "drafts", "page-fr.md");
        await File.WriteAllTextAsync(draft, (await File.ReadAllTextAsync(draft, TestContext.Current.CancellationToken)).Replace("trois ans", "cinq ans", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var shown = await BotProgram.RunAsync(["report", "page-fr", .. where]);
        var unknown = await BotProgram.RunAsync(["report", "nothing-fr", .. where]);

        drafted.Output.ShouldContain("page.html: left out: deleted text, 1 words (under “Peines”)");
        shown.Output.ShouldContain("6 words in, 5 out, UTF-8");
        shown.Output.ShouldContain("- Puni de trois ans.");
        shown.Output.ShouldContain("+ Puni de cinq ans.");
        unknown.ExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task What_administrators_did_is_listed_and_checked()
    {
        var listed = await BotProgram.RunAsync("audit", "list", "--data", _data.Path);
        var verified = await BotProgram.RunAsync("audit", "verify", "--data", _data.Path);
        var drafts = await BotProgram.RunAsync("drafts", "--output", Path.Combine(_data.Path, "drafts"), "--data", _data.Path);

        listed.ExitCode.ShouldBe(0, listed.Error);
        verified.Output.ShouldContain("All 0 acts are as they were written.");
        drafts.Output.ShouldContain("Drafts written: 0.");
    }

    [Fact]
    public async Task Ask_json_has_exactly_the_documented_fields()
    {
        var run = await RunAsync("ask", "Qui dirige J3 ?", "--json", "--as-of", "2025-01-31", "--lang", "en", "--excerpts", "1");

        var answer = JsonDocument.Parse(run.Output).RootElement;
        Names(answer).ShouldBe(["id", "question", "language", "asOf", "outcome", "message", "understood", "excerpts", "documents", "elapsedMicroseconds"]);
        answer.GetProperty("understood").EnumerateArray().Select(part => part.GetString()).ShouldBe(["Person", "J3", "law of 31 January 2025"]);
        answer.GetProperty("id").ValueKind.ShouldBe(JsonValueKind.Null);
        answer.GetProperty("language").GetString().ShouldBe("en");
        answer.GetProperty("asOf").GetString().ShouldBe("2025-01-31");
        answer.GetProperty("outcome").GetString().ShouldBe("answered");
        answer.GetProperty("elapsedMicroseconds").GetInt64().ShouldBeGreaterThan(0);
        var excerpt = answer.GetProperty("excerpts").EnumerateArray().ShouldHaveSingleItem();
        Names(excerpt).ShouldBe(["rank", "text", "score", "highlights", "citation", "source"]);
        Names(excerpt.GetProperty("citation")).ShouldBe(
            ["documentId", "title", "section", "anchor", "reference", "url", "language", "kind", "validFrom", "validTo", "reviewed", "sourceDay"]);
        Names(excerpt.GetProperty("source")).ShouldBe(["path", "start", "end"]);
        excerpt.GetProperty("citation").GetProperty("kind").GetString().ShouldBe("institution");
    }

    [Fact]
    public async Task Ask_json_gives_the_answer_in_one_line_where_the_table_of_provisions_has_it()
    {
        var run = await RunAsync("ask", "What is the penalty for theft?", "--json");

        var answer = JsonDocument.Parse(run.Output).RootElement;
        answer.GetProperty("answerLine").GetString().ShouldBe("3 years and €45,000 · Criminal Code, art. 311-3 · in force since 1 January 2002");
        answer.TryGetProperty("understood", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task An_excerpt_is_a_slice_of_what_document_text_prints()
    {
        var answer = JsonDocument.Parse((await RunAsync("ask", "peine de l'article 323-3-2", "--json")).Output).RootElement;

        foreach (var excerpt in answer.GetProperty("excerpts").EnumerateArray())
        {
            var source = excerpt.GetProperty("source");
            var text = (await RunAsync("document", excerpt.GetProperty("citation").GetProperty("documentId").GetString()!, "--text")).Output;
            text[source.GetProperty("start").GetInt32()..source.GetProperty("end").GetInt32()].ShouldBe(excerpt.GetProperty("text").GetString());
        }
    }

    [Fact]
    public async Task A_batch_answers_good_lines_and_names_bad_ones()
    {
        const string Lines = """
            {"id": 1, "question": "What is J3?"}
            not json
            {"id": "past", "question": "peine de 323-3-2", "as_of": "2024-08-24", "lang": "fr", "context": ["Que punit 323-3-2 ?"]}
            {"id": "bad day", "question": "peine", "as_of": "hier"}

            {"id": "empty", "question": ""}
            """;

        var run = await BotProgram.RunAsync(Lines, ["ask", "--batch", "-", "--json", "--data", _data.Path]);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("-:2:");
        run.Error.ShouldContain("-:4: as_of 'hier' is not a date");
        var answers = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        answers.Select(answer => answer.GetProperty("id").ToString()).ShouldBe(["1", "past", "empty"]);
        answers[1].GetProperty("asOf").GetString().ShouldBe("2024-08-24");
        answers[1].GetProperty("excerpts")[0].GetProperty("text").GetString().ShouldNotBeNull().ShouldContain("150 000 €");
        answers[2].GetProperty("outcome").GetString().ShouldBe("needsDetail");
    }

    [Theory]
    [InlineData(3, "ask", "recette de crêpes")]
    [InlineData(3, "ask", "")]
    [InlineData(3, "document", "nothing-of-that-name")]
    [InlineData(2, "ask")]
    [InlineData(2, "ask", "LOPMI", "--as-of", "demain")]
    [InlineData(2, "ask", "LOPMI", "--lang", "de")]
    [InlineData(2, "ask", "LOPMI", "--excerpts", "11")]
    [InlineData(2, "ask", "--batch", "file.jsonl")]
    [InlineData(2, "ask", "LOPMI", "--batch", "file.jsonl", "--json")]
    [InlineData(2, "--bogus")]
    [InlineData(1, "ask", "LOPMI", "--corpus", "/nowhere/at/all")]
    [InlineData(1, "ask", "--batch", "/nowhere/at/all.jsonl", "--json")]
    [InlineData(1, "serve", "--corpus", "/nowhere/at/all")]
    [InlineData(0, "--help")]
    [InlineData(0, "ask", "--help")]
    [InlineData(0, "check")]
    [InlineData(0, "index")]
    [InlineData(0, "document", "lopmi-fr")]
    public async Task Exit_codes_tell_what_happened(int code, params string[] arguments)
    {
        var takesData = arguments.Length > 0 && arguments[0] is "ask" or "document" or "serve" or "index" or "check";

        var run = await BotProgram.RunAsync([.. arguments, .. takesData && !arguments.Contains("--help") ? ["--data", _data.Path] : Array.Empty<string>()]);

        run.ExitCode.ShouldBe(code, run.Output + run.Error);
        (code is 1 or 2).ShouldBe(run.Error.Length > 0 && code is 1 or 2, run.Error);
    }

    [Fact]
    public async Task Any_folder_of_documents_can_be_asked()
    {
        using var corpus = new TemporaryFolder();
        corpus.Write("notes/garden.md", "# The garden\n\nThe roses are watered on Tuesday mornings by the caretaker.\n");

        var run = await RunAsync("ask", "When are the roses watered?", "--json", "--corpus", corpus.Path);

        var excerpt = JsonDocument.Parse(run.Output).RootElement.GetProperty("excerpts")[0];
        excerpt.GetProperty("text").GetString().ShouldBe("The roses are watered on Tuesday mornings by the caretaker.");
        excerpt.GetProperty("source").GetProperty("path").GetString().ShouldBe("notes/garden.md");
    }

    [Fact]
    public async Task Eval_prints_figures_and_writes_a_report()
    {
        using var folder = new TemporaryFolder();
        var questions = folder.Write("set.jsonl", """{"id": "head", "lang": "fr", "kind": "who", "question": "Qui dirige J3 ?", "answerable": true, "expect_any": ["Brousse"]}""");
        var reports = Path.Combine(folder.Path, "report");

        var run = await RunAsync("eval", "--questions", questions, "--report", reports);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldStartWith("answer@1");
        run.Error.ShouldBeEmpty();
        var all = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(reports, "report.json"))).RootElement.GetProperty("groups")[0];
        all.GetProperty("figures")[0].GetProperty("hits").GetInt32().ShouldBe(1);

        var again = await RunAsync("eval", "--questions", questions, "--report", Path.Combine(folder.Path, "again"), "--compare", reports);

        again.ExitCode.ShouldBe(0, again.Error);
        var page = await File.ReadAllTextAsync(Path.Combine(folder.Path, "again", "report.html"));
        page.ShouldContain("<h2>Calibration</h2>");
        page.ShouldContain("<td>answer@1</td><td>100.0 %</td>");
        page.ShouldContain("<th>earlier</th><th>change</th>");
        page.ShouldNotContain("http");
    }

    [Fact]
    public async Task Eval_asks_the_questions_beside_the_documents_of_a_corpus_without_them()
    {
        using var folder = new TemporaryFolder();
        var corpus = Path.Combine(folder.Path, "corpus");
        folder.Write("corpus/roses-en.md", "# Roses\n\n## When are the roses watered? {#water}\n\nThe roses are watered on Tuesday mornings.\n");
        folder.Write("corpus/oven-en.md", "# Oven\n\n## When is the oven cleaned? {#clean}\n\nThe oven is cleaned on Friday evenings.\n");
        folder.Write("corpus/questions/roses.yaml", "water:\n  - fr: arrosage des roses\n    en: watering the roses\n  - fr: xyzzy\n    en: xyzzy\n");
        folder.Write("corpus/questions/oven.yaml", "clean:\n  - fr: nettoyage du four\n    en: cleaning the oven\n");

        var run = await BotProgram.RunAsync(["eval", "--ways", "--corpus", corpus, "--data", Path.Combine(folder.Path, "data")]);

        run.ExitCode.ShouldBe(0, run.Error);
        // Found by itself, "xyzzy" would be right: only the corpus's other words may answer.
        run.Output.ShouldMatch(@"answer@1\s+66\.7 %.*, of 3");
        (await BotProgram.RunAsync(["eval", "--ways", "--questions", "any.jsonl", "--corpus", corpus])).Error.ShouldContain("Give either --questions FILE");
        (await BotProgram.RunAsync(["eval", "--corpus", corpus])).Error.ShouldContain("or --ways");
    }

    [Fact]
    public async Task Eval_tries_other_weights()
    {
        using var folder = new TemporaryFolder();
        var questions = folder.Write("set.jsonl", """{"id": "head", "lang": "fr", "question": "Qui dirige J3 ?", "answerable": true, "expect_any": ["Brousse"]}""");
        var silent = folder.Write("silent.json", """{"obtained": "by hand", "weights": {"Similarity": 1}, "leastScope": 1}""");

        (await RunAsync("eval", "--questions", questions, "--ranking", silent)).Output.ShouldMatch(@"answered\s+0\.0 %");
        (await RunAsync("eval", "--questions", questions, "--ranking", folder.Write("other.json", "{}"))).Error.ShouldContain("cannot be read");
        (await RunAsync("eval", "--questions", questions, "--encoder", folder.Path)).Error.ShouldContain("holds no sentence encoder");
        (await BotProgram.RunAsync(["tune", "--questions", questions, "--corpus", folder.Path, "--encoder", folder.Path])).Error.ShouldContain("holds no sentence encoder");
    }

    [Fact]
    public async Task Eval_says_which_earlier_report_is_missing()
    {
        using var folder = new TemporaryFolder();
        var questions = folder.Write("set.jsonl", """{"id": "head", "question": "Qui dirige J3 ?", "answerable": true}""");

        var run = await RunAsync("eval", "--questions", questions, "--compare", Path.Combine(folder.Path, "nowhere"));

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("The earlier report cannot be read");
        folder.Write("report.json", "{}");
        (await RunAsync("eval", "--questions", questions, "--compare", folder.Path)).Error.ShouldContain("holds no report of an evaluation");
    }

    [Fact]
    public async Task Explain_shows_terms_evidence_and_scores()
    {
        var run = await RunAsync("ask", "--explain", "Qui dirige J3 ?");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("asks for Person");
        run.Output.ShouldContain("answers: the documents are about this with probability");
        run.Output.ShouldContain("1. j3-fr#");
        run.Output.ShouldContain("SentenceCount");
    }

    [Fact]
    public async Task Tune_learns_weights_and_writes_them()
    {
        using var folder = new TemporaryFolder();
        folder.Write("corpus/a.md", "# La cour\n\nLa cour compte trente juges.\n\nLa cour juge les appels.\n");
        var questions = folder.Write("set.jsonl", """{"id": "1", "lang": "fr", "question": "combien de juges compte la cour", "answerable": true, "expect_any": ["trente"]}""");
        var weights = Path.Combine(folder.Path, "ranking.json");

        var run = await BotProgram.RunAsync(["tune", "--questions", questions, "--corpus", Path.Combine(folder.Path, "corpus"), "--folds", "0", "--output", weights]);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("answer@1               100.0 %, of 1");
        JsonDocument.Parse(await File.ReadAllTextAsync(weights)).RootElement.GetProperty("obtained").GetString().ShouldBe("Learned by 'LopmiBot tune' from 1 questions of set. Do not edit: run the command again.");
    }

    [Fact]
    public async Task Tune_says_which_folder_is_missing()
    {
        using var folder = new TemporaryFolder();
        var questions = folder.Write("set.jsonl", """{"id": "1", "question": "combien", "answerable": true}""");

        var run = await BotProgram.RunAsync(["tune", "--questions", questions, "--corpus", Path.Combine(folder.Path, "nowhere")]);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("does not exist");
    }

    [Fact]
    public async Task Eval_names_the_line_to_mend()
    {
        using var folder = new TemporaryFolder();

        var run = await RunAsync("eval", "--questions", folder.Write("set.jsonl", "not json"));

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("set.jsonl: line 1: ");
    }

    [Fact]
    public async Task Check_names_file_line_and_remedy()
    {
        using var corpus = new TemporaryFolder();
        corpus.Write("a.md", "---\nid: a\ntitle: A\nlanguage: fr\nkind: felony\nreviewed: 2026-01-01\nsources: [{ title: x }]\n---\n\nTexte.\n");

        var run = await RunAsync("check", "--corpus", corpus.Path);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("a.md");
        run.Error.ShouldContain("kind 'felony' is not known: use one of");
    }

    private Task<ProgramRun> RunAsync(params string[] arguments) => BotProgram.RunAsync([.. arguments, "--data", _data.Path]);

    private static List<string> Names(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];
}
