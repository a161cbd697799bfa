using System.Text;
using LopmiBot.Answers.Documents;

namespace LopmiBot.Importing.Tests;

/// <summary>Reads files as an import does.</summary>
internal static class Imported
{
    private static readonly DateOnly Today = new(2026, 11, 26);

    /// <summary>The only document of a file, as the corpus would hold it.</summary>
    public static Task<Document> OneAsync(string name, string content) => OneAsync(name, Encoding.UTF8.GetBytes(content));

    /// <summary>The only document of a file, as the corpus would hold it.</summary>
    public static async Task<Document> OneAsync(string name, byte[] content) => (await AllAsync(name, content)).ShouldHaveSingleItem();

    /// <summary>The documents of a file, as the corpus would hold them. None is refused for anything but the review that is still to come.</summary>
    public static async Task<IReadOnlyList<Document>> AllAsync(string name, byte[] content, ImportLimits? limits = null)
    {
        var results = await new Importer(limits).ReadAsync(new ImportFile(name, content), TestContext.Current.CancellationToken);
        results.Select(result => result.Problem).ShouldAllBe(problem => problem == null);
        return [.. results.Where(result => result.Document is not null).Select(result =>
        {
            var read = MarkdownReader.Read("a.md", DraftFile.Write(result.Document!, result.File, result.Format, Today));
            read.Problems.Select(problem => problem.Message).ShouldBe(["'reviewed' is missing in the front matter: add it"]);
            return read.Document!;
        })];
    }

    /// <summary>Why a file is refused.</summary>
    public static async Task<string> ProblemAsync(string name, byte[] content, ImportLimits? limits = null) =>
        (await new Importer(limits).ReadAsync(new ImportFile(name, content), TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Problem.ShouldNotBeNull();
}
