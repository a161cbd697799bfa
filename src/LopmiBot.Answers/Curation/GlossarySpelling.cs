using System.Text.RegularExpressions;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Curation;

/// <summary>
/// Holds documents to the spelling of the glossary: a word of it written with other hyphens or spaces
/// (<c>cyber-attaque</c> beside <c>cyberattaque</c>) would be two words to a reader, and to the search.
/// Abbreviations are left out: they are spelt by other words by chance ("ans si" and ANSSI).
/// </summary>
internal sealed partial class GlossarySpelling
{
    private const int MostWords = 5;

    /// <summary>By language and folded form: how the glossary writes it.</summary>
    private readonly Dictionary<(Language Language, string Folded), List<string>> _spellings = [];

    public GlossarySpelling(IReadOnlyList<GlossaryEntry> glossary)
    {
        var all = LanguageCodes.All.SelectMany(language => glossary.SelectMany(entry => entry.In(language)).Select(form => (language, form)));
        foreach (var (language, form) in all.Where(each => each.form.Any(char.IsLower)))
        {
            var key = (language, Fold(form));
            if (!_spellings.TryGetValue(key, out var forms))
            {
                _spellings.Add(key, forms = []);
            }

            forms.Add(form);
        }
    }

    public IEnumerable<DocumentProblem> Check(Document document) =>
        from block in document.Blocks
        from problem in Check(document, block)
        select problem;

    private IEnumerable<DocumentProblem> Check(Document document, TextBlock block)
    {
        var text = document.Slice(block.Span);
        var words = Word().Matches(text);
        for (var first = 0; first < words.Count; first++)
        {
            for (var last = first; last < Math.Min(words.Count, first + MostWords); last++)
            {
                var written = text[words[first].Index..(words[last].Index + words[last].Length)].Replace('’', '\'');
                if (written.Any(IsPunctuation))
                {
                    break;
                }

                if (_spellings.TryGetValue((document.Language, Fold(written)), out var forms)
                    && !forms.Exists(form => string.Equals(form.Replace('’', '\''), written, StringComparison.OrdinalIgnoreCase)))
                {
                    yield return new DocumentProblem(ProblemSeverity.Error, document.Path, block.Line,
                        $"'{written}' is spelt '{forms[0]}' in the glossary: write it one way");
                }
            }
        }
    }

    private static bool IsPunctuation(char c) => !char.IsLetterOrDigit(c) && c is not (' ' or '-' or '\'');

    /// <summary>Letters and digits alone, without case.</summary>
    private static string Fold(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
