using System.Text.RegularExpressions;

namespace LopmiBot.Importing.Tests;

/// <summary>
/// One text, kept by several programs in several formats: pandoc 2.17, LibreOffice 7.4, Chromium 156 and pdfTeX. Each word of it stands
/// in the draft, in order, and nothing else does.
/// </summary>
public sealed partial class RoundTripTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    [Theory]
    [InlineData("pandoc.docx")]
    [InlineData("libreoffice.docx")]
    [InlineData("libreoffice.pdf")]
    [InlineData("chromium-narrow.pdf")]
    [InlineData("chromium-two.pdf")]
    [InlineData("tex.pdf")]
    [InlineData("pandoc.html")]
    [InlineData("libreoffice.html")]
    [InlineData("pandoc.md")]
    public async Task Each_word_of_the_source_stands_in_the_draft_in_order(string name)
    {
        var token = TestContext.Current.CancellationToken;
        var result = (await new Importer().ReadAsync(new ImportFile(name, await File.ReadAllBytesAsync(Path.Combine(Folder, name), token)), token)).ShouldHaveSingleItem();
        var imported = result.Document.ShouldNotBeNull(result.Problem);
        var document = await Imported.OneAsync(name, result.File.Content);

        var source = Words(await File.ReadAllTextAsync(Path.Combine(Folder, "source.txt"), token));
        var draft = Words($"{imported.Title} {document.Text}");
        draft[^Math.Min(draft.Count, source.Count)..].ShouldBe(source[^Math.Min(draft.Count, source.Count)..]);
        draft.Count.ShouldBeGreaterThanOrEqualTo(source.Count);
        imported.Report.ShouldNotBeNull().Warnings.ShouldBeEmpty();
    }

    /// <summary>Words as any reader tells them apart. Typographic apostrophes are what some programs make of plain ones.</summary>
    private static List<string> Words(string text) => [.. Word().Matches(text.Replace('’', '\'')).Select(match => match.Value)];

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:[-'.][\p{L}\p{N}]+)*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
