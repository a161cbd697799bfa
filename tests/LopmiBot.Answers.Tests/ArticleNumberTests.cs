using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;

namespace LopmiBot.Answers.Tests;

public sealed class ArticleNumberTests
{
    [Fact]
    public void Probe()
    {
        var doc = MarkdownReader.Read("a.md", "L'article 323-3-2 du code.").Document!;
        using var index = CorpusIndex.Open(Directory.CreateTempSubdirectory().FullName);
        doc.Text.ShouldBe("L'article 323-3-2 du code.");
        using var a = Lucene();
    }
    private static IDisposable Lucene() => new StringReader("");
}
