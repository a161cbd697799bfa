using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Ranking;
using LopmiBot.Answers.Searching;
using LopmiBot.Answers.Text;

namespace LopmiBot.Learning.Training;

/// <summary>
/// Learns which words stand for each other in documents and their translations: IBM Model 1 (Brown et al., "The Mathematics
/// of Statistical Machine Translation", Computational Linguistics 1993), in both directions; a pair is kept when both
/// agree. The same documents give the same pairs.
/// </summary>
public static class LexiconTrainer
{
    private const int Rounds = 12;

    /// <summary>Words seen together in fewer sentences may be there by chance.</summary>
    private const int FewestSentences = 2;

    /// <summary>The geometric mean of the likelihoods of both directions, at least.</summary>
    private const double Least = 0.3;

    /// <summary>Learns from every document that has a translation.</summary>
    /// <param name="index">The documents.</param>
    public static IReadOnlyList<LexiconEntry> Learn(CorpusIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        var pairs = new List<(List<string> French, List<string> English)>();
        var surface = LanguageCodes.All.ToDictionary(language => language, _ => new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal));
        using (var view = index.Acquire())
        {
            foreach (var (french, english) in SentencePairs(view))
            {
                pairs.Add((Words(french, Language.French, surface), Words(english, Language.English, surface)));
            }
        }

        var toEnglish = Model1(pairs);
        var toFrench = Model1(pairs.ConvertAll(pair => (pair.English, pair.French)));
        var together = new Dictionary<(string, string), int>();
        foreach (var (french, english) in pairs)
        {
            foreach (var pair in from f in french.Distinct(StringComparer.Ordinal) from e in english.Distinct(StringComparer.Ordinal) select (f, e))
            {
                together[pair] = together.GetValueOrDefault(pair) + 1;
            }
        }

        return [.. together
            .Where(pair => pair.Value >= FewestSentences && pair.Key.Item1 != pair.Key.Item2)
            .Select(pair => (pair.Key, Likelihood: Math.Sqrt(toEnglish.GetValueOrDefault(pair.Key) * toFrench.GetValueOrDefault((pair.Key.Item2, pair.Key.Item1)))))
            .Where(pair => pair.Likelihood >= Least)
            .Select(pair => new LexiconEntry(Usual(surface[Language.French][pair.Key.Item1]), Usual(surface[Language.English][pair.Key.Item2]), pair.Likelihood))
            .OrderBy(entry => entry.French, StringComparer.Ordinal).ThenByDescending(entry => entry.Likelihood).ThenBy(entry => entry.English, StringComparer.Ordinal)];
    }

    /// <summary>Sentences and their translations; whole passages where the numbers of sentences differ; headings.</summary>
    private static IEnumerable<(string French, string English)> SentencePairs(CommitView view)
    {
        var passages = AnalyzedPassages.Of(view);
        foreach (var french in view.AllDocuments().Where(document => document.Language == Language.French).OrderBy(document => document.Id, StringComparer.Ordinal).ToList())
        {
            if (view.TranslationOf(french, Language.English) is not { } english)
            {
                continue;
            }

            yield return (french.Title, english.Title);
            foreach (var section in french.Sections)
            {
                if (english.Sections.FirstOrDefault(each => each.Anchor == section.Anchor) is not { } other)
                {
                    continue;
                }

                yield return (section.Heading, other.Heading);
                var here = view.PassagesOf(french, section);
                var there = view.PassagesOf(english, other);
                for (var i = 0; here.Count == there.Count && i < here.Count; i++)
                {
                    var one = passages.Get(french, section, here[i]).Sentences;
                    var two = passages.Get(english, other, there[i]).Sentences;
                    if (one.Count != two.Count)
                    {
                        yield return (french.Slice(here[i]), english.Slice(there[i]));
                        continue;
                    }

                    for (var j = 0; j < one.Count; j++)
                    {
                        yield return (french.Slice(one[j].Span), english.Slice(two[j].Span));
                    }
                }
            }
        }
    }

    /// <summary>The terms of a sentence that questions would search for; numbers and names of articles need no translation.</summary>
    private static List<string> Words(string text, Language language, Dictionary<Language, Dictionary<string, Dictionary<string, int>>> surface)
    {
        var terms = new List<string>();
        foreach (var term in Terms.Of(text, language))
        {
            var word = text.Substring(term.Span.Start, term.Span.Length).ToLowerInvariant();
            if (word.All(char.IsLetter) && Terms.OfContent(word, language).Count == 1)
            {
                terms.Add(term.Text);
                if (!surface[language].TryGetValue(term.Text, out var words))
                {
                    surface[language][term.Text] = words = new Dictionary<string, int>(StringComparer.Ordinal);
                }

                words[word] = words.GetValueOrDefault(word) + 1;
            }
        }

        return terms;
    }

    private static string Usual(Dictionary<string, int> words) =>
        words.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).First().Key;

    /// <summary>How likely each target word is where a source word stands.</summary>
    private static Dictionary<(string Source, string Target), double> Model1(List<(List<string> Source, List<string> Target)> pairs)
    {
        var likelihood = new Dictionary<(string Source, string Target), double>();
        foreach (var (source, target) in pairs)
        {
            foreach (var pair in from s in source.Append("") from t in target select (s, t))
            {
                likelihood[pair] = 1;
            }
        }

        for (var round = 0; round < Rounds; round++)
        {
            var counts = new Dictionary<(string Source, string Target), double>(likelihood.Count);
            var totals = new Dictionary<string, double>(StringComparer.Ordinal);
            foreach (var (source, target) in pairs)
            {
                // The empty word stands for what has no source.
                var from = source.Append("").ToList();
                foreach (var t in target)
                {
                    var sum = from.Sum(s => likelihood[(s, t)]);
                    foreach (var s in from)
                    {
                        var share = likelihood[(s, t)] / sum;
                        counts[(s, t)] = counts.GetValueOrDefault((s, t)) + share;
                        totals[s] = totals.GetValueOrDefault(s) + share;
                    }
                }
            }

            likelihood = counts.ToDictionary(pair => pair.Key, pair => pair.Value / totals[pair.Key.Source]);
        }

        return likelihood;
    }
}
