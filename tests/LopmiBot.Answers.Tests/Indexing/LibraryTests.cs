using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Indexing;

namespace LopmiBot.Answers.Tests.Indexing;

/// <summary>Several document sets, each with its index, brought up to date together.</summary>
public sealed class LibraryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_id_that_a_set_before_it_gains_is_served_from_that_set_and_from_the_later_one_again_once_it_is_gone()
    {
        _folder.Write("first/a.md", "# A\n\nLe premier texte.\n");
        _folder.Write("second/twice.md", "# Deux fois\n\nLe texte du second ensemble.\n");
        using var library = new Library([SetOf("first"), SetOf("second")]);
        library.Update();
        var shelf = library.Shelf(_ => true);
        shelf.Find("twice").ShouldNotBeNull().Text.ShouldContain("second ensemble");

        var added = _folder.Write("first/twice.md", "# Deux fois\n\nLe texte du premier ensemble.\n");
        var report = library.Update();

        report.Problems.ShouldHaveSingleItem().Message.ShouldContain("the id 'twice' is already used by first/twice.md");
        shelf.Catalogue().Select(document => document.Id).ShouldBe(["a", "twice"]);
        shelf.Find("twice").ShouldNotBeNull().Text.ShouldContain("premier ensemble");

        File.Delete(added);
        library.Update().Problems.ShouldBeEmpty();
        shelf.Find("twice").ShouldNotBeNull().Text.ShouldContain("second ensemble");
    }

    private DocumentSet SetOf(string name) => new(name, new CorpusFolder(Path.Combine(_folder.Path, name)), CorpusIndex.Open(Path.Combine(_folder.Path, "index", name), ShippedEncoder.Embedder));
}
