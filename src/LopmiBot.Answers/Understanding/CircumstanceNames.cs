using System.Numerics.Tensors;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Understanding;

/// <summary>Finds the circumstances of the table of provisions that a question names.</summary>
internal sealed class CircumstanceNames
{
    /// <summary>A word may be cut short to this many letters: "en bande orga".</summary>
    private const int ShortestPrefix = 4;

    /// <summary>Two texts whose cosine is at least this say the same: tried with nineteen, of which the nearest others were at 0.53.</summary>
    private const double LeastSimilarity = 0.6;

    private readonly Dictionary<Language, List<(string Key, IReadOnlyList<string> Terms)>> _names;

    public CircumstanceNames(CommitView index)
    {
        var glossary = PreparedGlossary.Of(index);
        _names = LanguageCodes.All.ToDictionary(language => language, language => Provisions(index)
            .SelectMany(pair =>
            {
                var name = pair.Value.In(language);
                return glossary.FormsWith(Terms.OfContent(name, language), language).Append(name).Select(form => (pair.Key, form: Terms.OfContent(form, language)));
            })
            .Where(name => name.form.Count > 0 && !HasLetterAlone(Provisions(index)[name.Key].In(language)))
            .ToList());
    }

    /// <summary>The names of a commit.</summary>
    public static CircumstanceNames Of(CommitView index) => index.Derived(static view => new CircumstanceNames(view));

    /// <summary>The circumstances whose names a question holds, with the words that do; of names within names the longest.</summary>
    public IReadOnlyList<(string Key, IReadOnlyList<QuestionWord> Words)> Match(IReadOnlyList<QuestionWord> words, Language language)
    {
        var found = new List<(string Key, IReadOnlyList<QuestionWord> Words)>();
        foreach (var (key, terms) in _names[language].OrderByDescending(name => name.Terms.Count))
        {
            var named = words.Where(word => word.Terms[language].Any(typed => terms.Any(term => Matches(typed, term)))).ToList();
            if (terms.All(term => named.Exists(word => word.Terms[language].Any(typed => Matches(typed, term))))
                && !found.Exists(other => other.Key == key || named.TrueForAll(other.Words.Contains)))
            {
                found.Add((key, named));
            }
        }

        return found;
    }

    /// <summary>The circumstance that says what a text says in other words: "my wife's?" is "by a spouse or partner".</summary>
    /// <param name="index">The documents.</param>
    /// <param name="text">The text.</param>
    /// <param name="among">The circumstances that it may be.</param>
    /// <param name="language">Its language.</param>
    /// <returns><see langword="null"/> when none is near enough.</returns>
    public static string? Nearest(CommitView index, string text, IReadOnlyCollection<string> among, Language language)
    {
        var asked = index.VectorOf(text);
        var (nearest, key) = among
            .Select(each => (index.VectorOf(Provisions(index)[each].In(language)), each))
            .Where(pair => asked.Length > 0 && pair.Item1.Length == asked.Length)
            .Select(pair => (Similarity: TensorPrimitives.Dot(asked, pair.Item1), pair.each))
            .OrderByDescending(pair => pair.Similarity)
            .FirstOrDefault();
        return nearest >= LeastSimilarity ? key : null;
    }

    private static IReadOnlyDictionary<string, Circumstance> Provisions(CommitView index) => SubjectCatalogue.Of(index).Provisions.Circumstances;

    /// <summary>"Arme de catégorie C": what tells it from category D is no word that is searched for.</summary>
    private static bool HasLetterAlone(string name) => Words.Of(name).Exists(word => word.Length == 1 && char.IsUpper(word[0]));

    private static bool Matches(string typed, string term) =>
        typed == term || (typed.Length >= ShortestPrefix && term.StartsWith(typed, StringComparison.Ordinal));
}
