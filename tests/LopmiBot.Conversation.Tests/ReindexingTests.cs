using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Indexing;
using LopmiBot.Conversation.Delivery;
using LopmiBot.Conversation.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace LopmiBot.Conversation.Tests;

/// <summary>Runs that wait at a document until the test lets them go on.</summary>
public sealed class ReindexingTests : IAsyncLifetime
{
    private const string Content = "# Lent\n\nLe document lent parle de la plateforme.\n";

    private static readonly Person Administrator = new("slack", "T1:ADMIN");

    private readonly TemporaryFolder _corpus = new();
    private readonly TemporaryFolder _data = new();
    private readonly Library _library;
    private readonly Chat _chat;
    private readonly Place _slack = new();
    private readonly DeliveryWorker _worker;

    public ReindexingTests()
    {
        _corpus.Write("a.md", "# Premier\n\nLe premier document parle de la section J3.\n");
        _library = new Library([new DocumentSet("corpus", new CorpusFolder(_corpus.Path), CorpusIndex.Open(_data.Path, ShippedEncoder.Embedder))]);
        _library.Update();
        _chat = new Chat(_library, new ConversationOptions { Administrators = ["slack:T1:ADMIN"] });
        _worker = new DeliveryWorker(_chat.Intake, _chat.Deliveries, [new NoticeDelivery(_chat.Experts, _chat.Administrators, [_slack])], NullLogger<DeliveryWorker>.Instance);
    }

    public async ValueTask InitializeAsync() => await _worker.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(CancellationToken.None);
        _worker.Dispose();
        _chat.Dispose();
        _library.Dispose();
        _corpus.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task A_run_tells_how_far_it_is_and_questions_are_answered_all_the_while()
    {
        _corpus.Write("b.md", "# Deuxième\n\nLe deuxième document parle de Cyberdouane.\n");
        var slow = new SlowDocument(_corpus, _data, "z.md", Content);
        var saying = _chat.SayAsync("réindexer", Administrator);
        await slow.LetThroughAsync();
        var reached = await slow.ReachedAsync();

        (await _chat.SayAsync("état", Administrator)).Note.ShouldNotBeNull().ShouldContain("2 fichiers lus sur 3");
        (await _chat.SayAsync("De quoi parle la section J3 ?")).Quotes.ShouldNotBeEmpty();
        (await _chat.SayAsync("Cyberdouane")).Quotes.ShouldBeEmpty("not before the commit");
        _chat.Time.Advance(TimeSpan.FromSeconds(30));
        var reply = await saying;
        reply.Text.ShouldContain("2 fichiers lus sur 3");
        reply.Buttons.Select(button => button.Command).ShouldBe([Commands.CommandKind.Status, Commands.CommandKind.CancelReindex]);

        await reached.DisposeAsync();
        await _chat.Reindexing.Last!.Report;
        var (to, told) = await _slack.Said.NextAsync();
        to.ShouldBe(Administrator.Id);
        told.Text.ShouldStartWith("Index mis à jour : 2 ajoutés, 0 modifié, 0 retiré, 1 inchangé.");
        (await _chat.SayAsync("état", Administrator)).Note.ShouldNotBeNull().ShouldStartWith("Index mis à jour : 2 ajoutés, 0 modifié, 0 retiré, 1 inchangé.");
        (await _chat.SayAsync("Cyberdouane")).Quotes.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Whoever_asks_during_a_run_joins_it()
    {
        var slow = new SlowDocument(_corpus, _data, "z.md", Content);
        var (first, isNew) = _chat.Reindexing.Start();
        var (second, isNewToo) = _chat.Reindexing.Start(full: true);

        isNew.ShouldBeTrue();
        isNewToo.ShouldBeFalse();
        second.ShouldBeSameAs(first);
        await slow.LetThroughAsync();
        await slow.LetThroughAsync();
        (await first.Report).Added.ShouldBe(["z"]);
    }

    [Fact]
    public async Task A_run_that_is_stopped_leaves_the_index_as_it_was()
    {
        _corpus.Write("b.md", "# Deuxième\n\nLe deuxième document parle de Cyberdouane.\n");
        var slow = new SlowDocument(_corpus, _data, "c.md", Content);
        var saying = _chat.SayAsync("reindex", Administrator);
        await slow.LetThroughAsync();
        var reached = await slow.ReachedAsync();

        var stopping = _chat.SayAsync("cancel reindex", Administrator);
        while ((await _chat.Audit.LastAsync(1, TestContext.Current.CancellationToken))[0].Detail != "cancelled")
        {
            await Task.Yield();
        }

        await reached.DisposeAsync();

        (await stopping).Text.ShouldStartWith("Updating the index was cancelled");
        (await saying).Text.ShouldStartWith("Updating the index was cancelled");
        (await _chat.SayAsync("Cyberdouane")).Quotes.ShouldBeEmpty();
        (await _chat.SayAsync("annuler la réindexation", Administrator)).Text.ShouldBe("Aucune mise à jour de l’index n’est en cours.");
        var entries = await _chat.Audit.LastAsync(10, TestContext.Current.CancellationToken);
        entries.Select(entry => entry.Detail).ShouldBe(["cancelled", ""]);
    }

    [Fact]
    public async Task A_file_that_a_run_has_passed_is_read_by_one_that_follows_and_whoever_waited_for_the_first_is_told()
    {
        var slow = new SlowDocument(_corpus, _data, "z.md", Content);
        var saying = _chat.SayAsync("réindexer", Administrator);
        await slow.LetThroughAsync();
        var reached = await slow.ReachedAsync();
        var first = _chat.Reindexing.Last;
        _chat.Time.Advance(TimeSpan.FromSeconds(30));
        await saying;

        _corpus.Write("b.md", "# Deuxième\n\nLe deuxième document parle de Cyberdouane.\n");
        _chat.Reindexing.Refresh();
        _chat.Reindexing.Last.ShouldBeSameAs(first);
        await reached.DisposeAsync();

        (await _slack.Said.NextAsync()).Reply.Text.ShouldStartWith("Index mis à jour : 1 ajouté,");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (_chat.Reindexing.Last == first)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        (await _chat.Reindexing.Last!.Report).Added.ShouldBe(["b"]);
        (await _chat.SayAsync("Cyberdouane")).Quotes.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_report_that_may_name_what_not_everybody_reads_is_not_for_a_room()
    {
        var request = new Request("réindexer") { Person = Administrator, Room = new Room("C1"), IsSeenByRoom = true };

        (await _chat.Assistant.RespondAsync(request, TestContext.Current.CancellationToken)).Text.ShouldBe("Cela ne regarde que vous : écrivez-le-moi en message privé.");

        _chat.Reindexing.Last.ShouldBeNull();
    }

    [Fact]
    public async Task Only_a_full_run_reads_what_did_not_change()
    {
        (await _chat.SayAsync("reindex", Administrator)).Text.ShouldStartWith("The index is up to date: 1 document");
        _chat.Reindexing.Last!.Progress.Total.ShouldBe(0);

        (await _chat.SayAsync("reindex full", Administrator)).Text.ShouldStartWith("The index is up to date: 1 document");
        _chat.Reindexing.Last!.Progress.ShouldBe(new IndexProgress(1, 1, "a.md"));
        (await _chat.SayAsync("reindex the planet", Administrator)).Answer.ShouldNotBeNull("a question");
    }

    [Fact]
    public async Task What_cannot_be_read_is_counted_and_named_and_its_previous_version_serves()
    {
        _corpus.Write("b.md", "# Deuxième\n\nLe deuxième document parle de Cyberdouane.\n");
        await _chat.Reindexing.Start().Run.Report;
        _corpus.Write("b.md", "");

        var reply = await _chat.SayAsync("reindex", Administrator);

        reply.Text.ShouldContain("1 could not be read.");
        reply.Suggestions.ShouldHaveSingleItem().ShouldContain("b.md");
        (await _chat.SayAsync("Cyberdouane")).Quotes.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Nobody_else_starts_or_stops_one()
    {
        foreach (var words in (string[])["reindex", "reindex full", "cancel reindex"])
        {
            (await _chat.SayAsync(words)).Answer.ShouldNotBeNull("a question");
        }

        (await _chat.PressAsync(new ReplyButton(Commands.CommandKind.CancelReindex, "", 0))).Text.ShouldContain("réservé");
        _chat.Reindexing.Last.ShouldBeNull();
    }
}
