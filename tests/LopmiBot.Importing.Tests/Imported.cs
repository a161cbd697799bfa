using System.Text;
using LopmiBot.Answers.Documents;

namespace LopmiBot.Importing.Tests;

/// <summary>Reads files as an import does.</summary>
internal static class Imported
{
    private static readonly DateOnly Today = new(2026, 11, 26);

    /// <summary>The only document of a file, as the corpus would hold it.</summary>
    public static Document One(string name, string content) => One(name, Encoding.UTF8.GetBytes(content));

    /// <summary>The only document of a file, as the corpus would hold it.</summary>
    public static Document One(string name, byte[] content) => All(name, content).ShouldHaveSingleItem();

    /// <summary>The documents of a file, as the corpus would hold them. None is refused for anything but the review that is still to come.</summary>
    public static IReadOnlyList<Document> All(string name, byte[] content, ImportLimits? limits = null)
    {
        var results = new Importer(limits).Read(new ImportFile(name, content));
        results.Select(result => result.Problem).ShouldAllBe(problem => problem == null);
        return [.. results.Where(result => result.Document is not null).Select(result =>
        {
            var read = MarkdownReader.Read("a.md", DraftFile.Write(result.Document!, result.File, result.Format, Today));
            read.Problems.Select(problem => problem.Message).ShouldBe(["'reviewed' is missing in the front matter: add it"]);
            return read.Document!;
        })];
    }

    /// <summary>Why a file is refused.</summary>
    public static string Problem(string name, byte[] content, ImportLimits? limits = null) =>
        new Importer(limits).Read(new ImportFile(name, content)).ShouldHaveSingleItem().Problem.ShouldNotBeNull();
}
