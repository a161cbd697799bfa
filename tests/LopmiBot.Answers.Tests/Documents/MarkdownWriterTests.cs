using FsCheck;
using FsCheck.Xunit;
using LopmiBot.Answers.Documents;

namespace LopmiBot.Answers.Tests.Documents;

public sealed class MarkdownWriterTests
{
    [Property(MaxTest = 2_000)]
    public void Whatever_is_written_reads_back_as_that_text(NonEmptyString text)
    {
        var plain = Plain(text.Get);
        if (plain.Length == 0)
        {
            return;
        }

        var markdown = new MarkdownWriter().Heading(2, "T").Paragraph(plain).List([plain, "b"]).Table([["a", plain], [plain, "b"]]).ToString();

        var document = MarkdownReader.Read("a.md", markdown).Document.ShouldNotBeNull();
        document.Text.ShouldBe($"T\n\n{plain}\n\n{plain}\nb\n\na | {plain}\n{plain} | b");
    }

    [Theory]
    [InlineData("- pas une liste")]
    [InlineData("+ plus")]
    [InlineData("= = =")]
    [InlineData("---")]
    [InlineData("1. un")]
    [InlineData("12) douze")]
    [InlineData("# titre {#a}")]
    [InlineData("&copy; <b>gras</b> [lien](https://evil.example) ![i](x) `c` ~~~ | a | b")]
    [InlineData("https://example.org/_a_*b*")]
    [InlineData("\\* déjà échappé \\")]
    public void Nothing_is_taken_for_markup(string text)
    {
        MarkdownReader.Read("a.md", new MarkdownWriter().Paragraph(text).ToString()).Document!.Text.ShouldBe(text);
    }

    [Fact]
    public void An_enumeration_stays_with_the_sentence_that_opens_it()
    {
        var markdown = new MarkdownWriter().Paragraph("Est puni :").Paragraph("1° Le vol ;").Paragraph("2° Le recel ;").Paragraph("- la tentative.").Paragraph("1° Ceci suit encore.").Paragraph("Autre chose.").Paragraph("2° Ceci n'est pas un point.");

        var document = MarkdownReader.Read("a.md", markdown.ToString()).Document!;

        document.Blocks.Select(block => block.Kind).ShouldBe([BlockKind.Paragraph, BlockKind.List, BlockKind.Paragraph, BlockKind.Paragraph]);
        document.Text.ShouldBe("Est puni :\n\n1° Le vol ;\n2° Le recel ;\nla tentative.\n1° Ceci suit encore.\n\nAutre chose.\n\n2° Ceci n'est pas un point.");
    }

    [Fact]
    public void Spaces_that_must_not_break_stay()
    {
        MarkdownReader.Read("a.md", new MarkdownWriter().Paragraph("une amende  de\n500\u00A0000\u202F€ \u00A0").ToString()).Document!.Text.ShouldBe("une amende de 500\u00A0000\u202F€");
    }

    /// <summary>What the reader makes of any text: no control characters, no mark of a source at its end.</summary>
    private static string Plain(string text) =>
        MarkdownWriter.Line(new string([.. text.Where(c => (!char.IsControl(c) || c is '\t' or '\n') && !char.IsSurrogate(c) && c != '\uFEFF')]).TrimEnd(']', ':', ' ', '\t', '\n'));
}
