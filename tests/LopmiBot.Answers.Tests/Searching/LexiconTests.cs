using LopmiBot.Answers.Searching;
using LopmiBot.Learning.Training;

namespace LopmiBot.Answers.Tests.Searching;

public sealed class LexiconTests
{
    [Fact]
    public void Words_that_stand_for_each_other_are_learned_from_translated_documents()
    {
        using var folder = new TemporaryFolder();
        folder.Write("fr.md", """
            ---
            id: animaux-fr
            title: Les animaux
            language: fr
            kind: guide
            reviewed: 2026-06-01
            sources:
              - { publisher: Essai, title: Animaux, url: "https://example.org/fr", date: 2026-06-01, consulted: 2026-06-01 }
            ---

            Le chien dort dehors. Le chat dort dedans. Le chien mange tard. Le chat mange tôt.
            """);
        folder.Write("en.md", """
            ---
            id: animaux-en
            title: The animals
            language: en
            kind: guide
            translationOf: animaux-fr
            reviewed: 2026-06-01
            sources:
              - { publisher: Test, title: Animals, url: "https://example.org/en", date: 2026-06-01, consulted: 2026-06-01 }
            ---

            The dog sleeps outside. The cat sleeps inside. The dog eats late. The cat eats early.
            """);
        using var answering = new Answering(folder.Path);

        var entries = LexiconTrainer.Learn(answering.Index);

        entries.ShouldContain(entry => entry.French == "chien" && entry.English == "dog");
        entries.ShouldContain(entry => entry.French == "chat" && entry.English == "cat");
        entries.ShouldContain(entry => entry.French == "dort" && entry.English == "sleeps");
        entries.ShouldNotContain(entry => entry.French == "chien" && entry.English == "cat");
        entries.ShouldAllBe(entry => entry.Likelihood > 0 && entry.Likelihood <= 1);
    }

    [Fact]
    public void A_lexicon_is_read_back_as_it_was_written()
    {
        var written = new StringWriter();
        Lexicon.Write(written, [new LexiconEntry("chien", "dog", 0.75)], "by hand");

        Lexicon.Read(new StringReader(written.ToString())).Entries.ShouldBe([new LexiconEntry("chien", "dog", 0.75)]);
    }

    [Fact]
    public void A_line_that_is_no_pair_is_named() =>
        Should.Throw<InvalidDataException>(() => Lexicon.Read(new StringReader("# how\nchien\tdog\n"))).Message.ShouldStartWith("line 2 of the lexicon");

    [Fact]
    public void The_shipped_lexicon_knows_everyday_words() =>
        Lexicon.Default.Entries.ShouldContain(entry => entry.French == "amende" && entry.English == "fine");
}
