using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Tests.Indexing;

public sealed class CorpusIndexTests : IDisposable
{
    private readonly TemporaryFolder _corpus = new();
    private readonly TemporaryFolder _data = new();

    public CorpusIndexTests()
    {
        _corpus.Write("a.md", "# Premier\n\nLe premier document parle de la plateforme.\n");
        _corpus.Write("b.md", "# Second\n\nLe second document parle de la section.\n");
    }

    public void Dispose()
    {
        _corpus.Dispose();
        _data.Dispose();
    }

    [Fact]
    public void Only_what_changed_is_indexed_again()
    {
        using var index = Open();
        Update(index).Added.ShouldBe(["a", "b"]);

        _corpus.Write("b.md", "# Second\n\nLe second document parle d'autre chose.\n");
        _corpus.Write("c.md", "# Tiers\n\nUn troisième document arrive ici.\n");
        File.Delete(Path.Combine(_corpus.Path, "a.md"));
        var report = Update(index);

        report.Added.ShouldBe(["c"]);
        report.Changed.ShouldBe(["b"]);
        report.Retired.ShouldBe(["a"]);
        index.Find("a").ShouldBeNull();
        index.Find("b")!.Text.ShouldContain("autre chose");
        Update(index).HasChanges.ShouldBeFalse();
    }

    [Fact]
    public void A_document_that_cannot_be_read_any_more_keeps_its_previous_version()
    {
        using var index = Open();
        Update(index);

        File.WriteAllBytes(Path.Combine(_corpus.Path, "a.md"), [0xC3, 0x28, 0xFF]);
        var report = Update(index);

        report.Problems.ShouldHaveSingleItem().Message.ShouldContain("not UTF-8");
        index.Find("a")!.Text.ShouldContain("plateforme");
    }

    [Fact]
    public void Two_files_with_one_id_are_reported_and_the_first_serves()
    {
        _corpus.Write("sub/a.md", "# Autre\n\nUn autre document avec le même nom.\n");
        using var index = Open();

        var report = Update(index);

        report.Problems.ShouldHaveSingleItem().Message.ShouldContain("already used by a.md");
        index.Find("a")!.Text.ShouldContain("plateforme");
    }

    [Fact]
    public void A_cancelled_run_leaves_the_index_as_it_was()
    {
        using var index = Open();
        Update(index);
        _corpus.Write("a.md", "# Premier\n\nUn texte tout nouveau pour ce document.\n");
        using var cancellation = new CancellationTokenSource();
        var progress = new CancelAtFirst(cancellation);

        Should.Throw<OperationCanceledException>(() => index.Update(new CorpusFolder(_corpus.Path), progress, cancellation.Token));

        index.Find("a")!.Text.ShouldContain("plateforme");
        Update(index).Changed.ShouldBe(["a"]);
    }

    [Fact]
    public void An_index_is_found_again_by_the_next_process()
    {
        using (var first = Open())
        {
            Update(first);
        }

        using var second = Open();
        second.Size().Documents[Language.French].ShouldBe(2);
        Update(second).Unchanged.ShouldBe(2);
    }

    [Fact]
    public void A_corpus_folder_that_does_not_exist_says_so()
    {
        using var index = Open();

        Should.Throw<DirectoryNotFoundException>(() => index.Update(new CorpusFolder(Path.Combine(_corpus.Path, "nowhere"))))
            .Message.ShouldContain("--corpus");
    }

    private CorpusIndex Open() => CorpusIndex.Open(_data.Path, ShippedEncoder.Embedder);

    private IndexReport Update(CorpusIndex index) => index.Update(new CorpusFolder(_corpus.Path));

    private sealed class CancelAtFirst(CancellationTokenSource cancellation) : IProgress<IndexProgress>
    {
        public void Report(IndexProgress value) => cancellation.Cancel();
    }
}
