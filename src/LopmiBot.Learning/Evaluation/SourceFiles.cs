using System.Text.RegularExpressions;
using LopmiBot.Answers.Excerpts;

namespace LopmiBot.Learning.Evaluation;

/// <summary>
/// The files of a corpus as they lie on the disk. What is quoted must stand in them word for word, whatever the index has made
/// of them: Markdown's signs are taken off by rules of its own, not by the reader that the index is made with.
/// </summary>
/// <param name="folders">The corpus folders.</param>
internal sealed partial class SourceFiles(IReadOnlyList<string> folders)
{
    private readonly Dictionary<string, string> _plain = new(StringComparer.Ordinal);

    /// <summary>Whether the text of an excerpt stands in its document's file.</summary>
    public bool Hold(Excerpt excerpt) =>
        folders.Select(folder => Path.Combine(folder, excerpt.Path)).Where(File.Exists).Any(path => PlainOf(path).Contains(Bare(excerpt.Text), StringComparison.Ordinal));

    private string PlainOf(string path)
    {
        if (!_plain.TryGetValue(path, out var plain))
        {
            var markdown = File.ReadAllText(path);
            _plain[path] = plain = Bare(Link().Replace(Footnote().Replace(ListItem().Replace(TableRule().Replace(markdown, " "), " "), ""), "${text}"));
        }

        return plain;
    }

    /// <summary>Without Markdown's signs, with single blanks.</summary>
    private static string Bare(string text) => Blanks().Replace(Signs().Replace(text, " "), " ").Trim();

    [GeneratedRegex(@"\[\^[^\]\n]*\]:?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Footnote();

    [GeneratedRegex(@"\[(?<text>[^\]\n]*)\]\([^)\n]*\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^[ \t]*(?:[-*+]|[0-9]+[.)])[ \t]+", RegexOptions.CultureInvariant | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListItem();

    [GeneratedRegex(@"^[ \t]*\|?[ :|-]+\|[ :|-]*$", RegexOptions.CultureInvariant | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TableRule();

    [GeneratedRegex(@"[*_`|#>\\]|\{#[^}\n]*\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Signs();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
