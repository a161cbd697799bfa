using System.Diagnostics.CodeAnalysis;
using System.Text;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Text;

namespace LopmiBot.Benchmarks;

/// <summary>A corpus of many passages: those of the shipped corpus again and again, three words in ten replaced by others of its words.</summary>
[SuppressMessage("Security", "CA5394", Justification = "The same corpus each time is what is wanted, not a secret one.")]
internal static class LargeCorpus
{
    private const int Seed = 20230124;
    private const int PassagesInDocument = 20;
    private const double Replaced = 0.3;

    /// <summary>Writes documents without front matter, half in each language.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="source">Where the passages come from.</param>
    /// <param name="passages">How many to write, about.</param>
    public static void Write(string folder, CorpusIndex source, int passages)
    {
        var random = new Random(Seed);
        foreach (var language in LanguageCodes.All)
        {
            var paragraphs = source.AllDocuments()
                .Where(document => document.Language == language)
                .SelectMany(document => document.Blocks.Where(block => block.Kind == BlockKind.Paragraph).Select(block => document.Slice(block.Span).Split(' ')))
                .ToList();
            var words = paragraphs.SelectMany(paragraph => paragraph).ToList();
            for (var number = 0; number < passages / LanguageCodes.All.Count / PassagesInDocument; number++)
            {
                var text = new StringBuilder("# ").AppendJoin(' ', Pick(random, words, 4)).Append("\n\n");
                for (var passage = 0; passage < PassagesInDocument; passage++)
                {
                    var paragraph = paragraphs[random.Next(paragraphs.Count)];
                    text.AppendJoin(' ', paragraph.Select(word => random.NextDouble() < Replaced ? words[random.Next(words.Count)] : word)).Append("\n\n");
                }

                File.WriteAllText(Path.Combine(folder, $"{language.Code()}-{number:00000}.md"), text.ToString());
            }
        }
    }

    private static IEnumerable<string> Pick(Random random, List<string> words, int count) =>
        Enumerable.Range(0, count).Select(_ => words[random.Next(words.Count)]);
}
