using BitFaster.Caching.Lru;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace LopmiBot.Answers.Searching;

/// <summary>Finds what was likely meant by a word that no document of a commit holds. What was found is kept up to a number of words.</summary>
internal sealed class Spelling
{
    private const int Shortest = 5;
    private const int LongEnoughForTwo = 9;
    private const int Longest = 30;
    private const int Most = 3;
    private const int MostKept = 2_000;

    /// <summary>A question with more words than this that nobody knows is not misspelt: it is about something else.</summary>
    public const int MostWords = 8;

    private readonly ConcurrentLru<(Language Language, string Word), IReadOnlyList<string>> _near = new(MostKept);

    private Spelling()
    {
    }

    /// <summary>What was likely meant by a word that no document of a language holds.</summary>
    public static IReadOnlyList<string> Near(CommitView index, Language language, string word) =>
        index.Derived(static _ => new Spelling())._near.GetOrAdd((language, word), key => Find(index.Searcher.IndexReader, key.Language, key.Word));

    /// <summary>A word as the documents write it, with its accents.</summary>
    /// <param name="index">The documents.</param>
    /// <param name="language">The language of the texts.</param>
    /// <param name="word">A word of theirs, folded.</param>
    public static string? Written(CommitView index, Language language, string word)
    {
        var hits = index.Searcher.Search(new TermQuery(new Term(IndexSchema.Words(language), word)), 1).ScoreDocs;
        return hits.Length > 0 && PassageRetriever.Read(index, hits[0].Doc) is { } passage ? WrittenIn(passage.Document.Slice(passage.Span), language, [word]) : null;
    }

    /// <summary>The first of some words, or another form of it, that a text holds, as it writes it.</summary>
    public static string? WrittenIn(string text, Language language, IReadOnlyList<string> words)
    {
        var terms = words.SelectMany(word => Text.Terms.Of(word, language)).Select(term => term.Text).ToHashSet(StringComparer.Ordinal);
        return Text.Terms.Of(text, language).Where(found => terms.Contains(found.Text))
            .Select(found => text.Substring(found.Span.Start, found.Span.Length).ToLowerInvariant())
            .FirstOrDefault();
    }

    /// <summary>The words one edit away, or two for a long word, that begin with the same letter; the nearest first, then the most usual.</summary>
    /// <param name="reader">The documents.</param>
    /// <param name="language">The language of the texts.</param>
    /// <param name="word">A folded word that no document holds in any form.</param>
    private static IReadOnlyList<string> Find(IndexReader reader, Language language, string word)
    {
        if (word.Length is < Shortest or > Longest || !word.All(char.IsLetter))
        {
            return [];
        }

        var field = IndexSchema.Words(language);
        if (MultiFields.GetTerms(reader, field) is not { } terms)
        {
            return [];
        }

        var edits = word.Length >= LongEnoughForTwo ? 2 : 1;
        var near = new FuzzyTermsEnum(terms, new AttributeSource(), new Term(field, word), edits, prefixLength: 1, transpositions: true);
        var boost = near.Attributes.AddAttribute<IBoostAttribute>();
        var found = new List<(string Word, float Nearness, int Frequency)>();
        while (near.MoveNext())
        {
            found.Add((near.Term.Utf8ToString(), boost.Boost, near.DocFreq));
        }

        return [.. found.Where(each => each.Word.Length >= Shortest - 1)
            .OrderByDescending(each => each.Nearness).ThenByDescending(each => each.Frequency).ThenBy(each => each.Word, StringComparer.Ordinal)
            .Take(Most).Select(each => each.Word)];
    }
}
