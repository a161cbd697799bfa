using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Documents;

namespace LopmiBot.Importing.Tests;

public sealed class DraftFolderTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 26);

    private readonly TemporaryFolder _folder = new();
    private readonly DraftFolder _drafts;
    private readonly CorpusFolder _corpus;

    public DraftFolderTests()
    {
        _drafts = new DraftFolder(Path.Combine(_folder.Path, "drafts"));
        _corpus = new CorpusFolder(Directory.CreateDirectory(Path.Combine(_folder.Path, "corpus")).FullName);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_draft_is_reviewed_changed_and_published()
    {
        _drafts.List(10).ShouldBeEmpty();
        _drafts.Add("note-fr", Content("Une note.")).ShouldBe(Added.New);
        _drafts.Add("note-fr", Content("Une note.")).ShouldBe(Added.Same);
        _drafts.Add("note-fr", Content("Une autre note.")).ShouldBe(Added.Taken);
        var draft = _drafts.List(10).ShouldHaveSingleItem();
        draft.IsReady.ShouldBeTrue();
        draft.Document!.Text.ShouldBe("Une note.");

        _drafts.Save(draft.Name, Content("Une note relue.").Replace("\n", "\r\n", StringComparison.Ordinal)).ShouldBeTrue();
        _drafts.Publish(draft.Name, _corpus, replaces: null, Today).ShouldNotBeNull().Path.ShouldBe("imported/note-fr.md");

        _drafts.List(10).ShouldBeEmpty();
        var read = _corpus.Read(_corpus.Files().Single());
        read.Problems.ShouldBeEmpty();
        read.Document!.Reviewed.ShouldBe(Today);
        read.Document.Text.ShouldBe("Une note relue.");
        _drafts.Publish(draft.Name, _corpus, replaces: null, Today).ShouldBeNull("it is published");
    }

    [Fact]
    public void A_new_version_takes_the_place_of_the_old_one()
    {
        _drafts.Add("note-fr", Content("Une note."));
        _drafts.Publish("note-fr.md", _corpus, replaces: null, Today);
        _drafts.Add("note-fr", Content("Une note de plus."));

        _drafts.Publish("note-fr.md", _corpus, "imported/note-fr.md", Today.AddDays(1));

        var read = _corpus.Read(_corpus.Files().Single());
        read.Document!.Text.ShouldBe("Une note de plus.");
        read.Document.Reviewed.ShouldBe(Today.AddDays(1));
        File.ReadAllText(Directory.GetFiles(Path.Combine(_drafts.Root, "replaced")).ShouldHaveSingleItem()).ShouldContain("Une note.");
    }

    [Fact]
    public void Of_the_versions_of_a_text_one_at_a_time_is_in_force()
    {
        Publication Published(string id, string from, string text = "LEGIARTI1")
        {
            _drafts.Add(id, Content("Une peine.").Replace("id: note-fr", $"id: {id}\nvalidFrom: {from}\nprovenance:\n  file: a.xml\n  versionOf: {text}", StringComparison.Ordinal));
            return _drafts.Publish(id + ".md", _corpus, replaces: null, Today).ShouldNotBeNull();
        }

        Validity OnDisk(Publication publication) => _corpus.Read(_corpus.Files().Single(file => file.Path == publication.Path)).Document!.Validity;

        var second = Published("b-fr", "2023-01-26");
        var other = Published("d-fr", "2024-01-01", "LEGIARTI11");
        var third = Published("c-fr", "2025-06-15");
        var first = Published("a-fr", "2020-01-01");

        OnDisk(first).ShouldBe(new Validity(new DateOnly(2020, 1, 1), new DateOnly(2023, 1, 25)));
        OnDisk(second).ShouldBe(new Validity(new DateOnly(2023, 1, 26), new DateOnly(2025, 6, 14)));
        OnDisk(third).ShouldBe(new Validity(new DateOnly(2025, 6, 15), null));
        OnDisk(other).ShouldBe(new Validity(new DateOnly(2024, 1, 1), null), "another text");
        (second.Ended.Count, third.Ended.Count, first.Ended.Count).ShouldBe((0, 1, 0));
    }

    [Fact]
    public void What_is_not_ready_stays_a_draft_and_says_what_to_mend()
    {
        _drafts.Add("note-fr", "---\nid: note-fr\nlanguage: fr\n---\n\nUne note.\n");

        _drafts.Publish("note-fr.md", _corpus, replaces: null, Today).ShouldBeNull();

        var draft = _drafts.List(10).ShouldHaveSingleItem();
        draft.IsReady.ShouldBeFalse();
        draft.Problems.Select(problem => problem.Message).ShouldContain(message => message.Contains("'title' is missing", StringComparison.Ordinal));
        _drafts.Discard(draft.Name).ShouldBeTrue();
        _drafts.Discard(draft.Name).ShouldBeFalse();
    }

    [Fact]
    public void The_id_and_not_the_file_says_where_a_document_goes()
    {
        _drafts.Add("note-fr", Content("Une note.").Replace("id: note-fr", "id: memo-fr", StringComparison.Ordinal));
        _drafts.Publish("note-fr.md", _corpus, replaces: null, Today).ShouldNotBeNull().Path.ShouldBe("imported/memo-fr.md");
        _drafts.Add("note-fr", Content("Une autre note."));
        _drafts.Publish("note-fr.md", _corpus, replaces: null, Today).ShouldNotBeNull().Path.ShouldBe("imported/note-fr.md");

        _corpus.Files().Select(file => _corpus.Read(file).Document!.Text).ShouldBe(["Une note.", "Une autre note."]);
    }

    [Theory]
    [InlineData("id: ../../escape")]
    [InlineData("id: /etc/passwd")]
    [InlineData("id: Note FR")]
    public void No_id_leads_out_of_the_corpus(string id)
    {
        _drafts.Add("note-fr", Content("Une note.").Replace("id: note-fr", id, StringComparison.Ordinal));

        _drafts.Find("note-fr.md")!.IsReady.ShouldBeFalse();
        _drafts.Publish("note-fr.md", _corpus, replaces: null, Today).ShouldBeNull();
    }

    [Fact]
    public void A_draft_whose_front_matter_was_taken_away_is_not_ready()
    {
        _drafts.Add("note-fr", Content("Une note."));
        _drafts.Save("note-fr.md", "Une note sans rien.");

        _drafts.Find("note-fr.md")!.IsReady.ShouldBeFalse();
        _drafts.Publish("note-fr.md", _corpus, replaces: null, Today).ShouldBeNull();
    }

    [Theory]
    [InlineData("../corpus/a.md")]
    [InlineData("..")]
    [InlineData("a/b.md")]
    [InlineData("A.md")]
    [InlineData("a.txt")]
    [InlineData("")]
    public void No_name_leads_out_of_the_folder(string name)
    {
        _folder.Write("corpus/a.md", "# A\n\nB\n");

        _drafts.Read(name).ShouldBeNull();
        _drafts.Save(name, "x").ShouldBeFalse();
        _drafts.Discard(name).ShouldBeFalse();
        _drafts.Publish(name, _corpus, replaces: null, Today).ShouldBeNull();
        Should.Throw<ArgumentException>(() => _drafts.Add("../" + name, "x"));
    }

    private static string Content(string text) =>
        $"---\nid: note-fr\ntitle: Une note\nlanguage: fr\nkind: guide\nsources:\n  - title: Une note\n    publisher: Moi\n    consulted: 2026-11-26\n---\n\n{text}\n";
}
