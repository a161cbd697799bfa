using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace LopmiBot.Answers.Searching;

/// <summary>Finds what was likely meant by a word that no document holds.</summary>
internal static class Spelling
{
    private const int Shortest = 6;
    private const int LongEnoughForTwo = 9;
    private const int Longest = 30;
    private const int Most = 3;

    /// <summary>A question with more words than this that nobody knows is not misspelt: it is about something else.</summary>
    public const int MostWords = 8;

    /// <summary>The terms one edit away, or two for a long word, that begin with the same letter; the most usual first.</summary>
    /// <param name="reader">The documents.</param>
    /// <param name="language">The language of the texts.</param>
    /// <param name="term">A term that the index does not hold.</param>
    public static IReadOnlyList<string> Near(IndexReader reader, Language language, string term)
    {
        if (term.Length is < Shortest or > Longest || !term.All(char.IsLetter))
        {
            return [];
        }

        var field = IndexSchema.Body(language);
        if (MultiFields.GetTerms(reader, field) is not { } terms)
        {
            return [];
        }

        var edits = term.Length >= LongEnoughForTwo ? 2 : 1;
        var near = new FuzzyTermsEnum(terms, new AttributeSource(), new Term(field, term), edits, prefixLength: 1, transpositions: true);
        var found = new List<(string Term, int Frequency)>();
        while (near.MoveNext())
        {
            found.Add((near.Term.Utf8ToString(), near.DocFreq));
        }

        return [.. found.Where(each => each.Term.Length >= Shortest - 1).OrderByDescending(each => each.Frequency).ThenBy(each => each.Term, StringComparer.Ordinal).Take(Most).Select(each => each.Term)];
    }
}
