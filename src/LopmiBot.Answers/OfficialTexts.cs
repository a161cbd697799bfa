using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers;

/// <summary>The articles of codes and acts as their publisher gives them, version by version. Safe to use from many threads.</summary>
/// <param name="texts">One document for each version of an article, whose reference names text and article: "Code pénal, art. 323-3-2".</param>
/// <param name="documents">The documents that cite them, with their glossary: what a text is called in another language.</param>
public sealed class OfficialTexts(DocumentShelf texts, DocumentShelf documents)
{
    /// <summary>The articles of that number, in the order of their texts.</summary>
    /// <param name="number">As typed: "323-3-2", "l. 871-1".</param>
    /// <param name="text">Part of what the code or act is called; empty: any.</param>
    public IReadOnlyList<OfficialArticle> Find(string number, string text = "")
    {
        ArgumentNullException.ThrowIfNull(number);
        ArgumentNullException.ThrowIfNull(text);
        using var view = texts.Acquire();
        var articles = ArticlesOf(view).ByNumber[ArticleNumbers.Normal(number)].ToList();
        var named = text.Length == 0 ? articles : [.. articles.Where(article => KeysOf(text).Any(key => OfficialArticle.KeyOf(article.Text).Contains(key, StringComparison.Ordinal)))];
        return [.. named.OrderBy(article => article.Text, StringComparer.Ordinal)];
    }

    /// <summary>The versions of an article, the oldest first.</summary>
    public IReadOnlyList<DocumentEntry> VersionsOf(OfficialArticle article)
    {
        ArgumentNullException.ThrowIfNull(article);
        using var view = texts.Acquire();
        return [.. ArticlesOf(view).Versions[article].OrderBy(version => version.Validity.From)];
    }

    /// <summary>The version of an article that was in force on a day; <see langword="null"/>: none was.</summary>
    public Document? On(OfficialArticle article, DateOnly day) =>
        VersionsOf(article).LastOrDefault(version => version.Validity.Contains(day)) is { } entry ? texts.Find(entry.Id) : null;

    /// <summary>The article that a citation's reference names first, in the version of a day.</summary>
    /// <param name="reference">"Code pénal, art. 323-3-2, I", "Criminal Code, art. 323-3-2".</param>
    /// <param name="day">The day.</param>
    /// <returns>Id of its document; <see langword="null"/>: there is no such text, article or version.</returns>
    public string? Cited(string reference, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (OfficialArticle.Read(reference) is not { } cited)
        {
            return null;
        }

        using var view = texts.Acquire();
        var articles = ArticlesOf(view);
        var keys = KeysOf(cited.Text);
        var article = articles.ByNumber[cited.Number].FirstOrDefault(article => keys.Contains(OfficialArticle.KeyOf(article.Text)));
        return article is null ? null : articles.Versions[article].FirstOrDefault(version => version.Validity.Contains(day))?.Id;
    }

    private static ArticleCatalogue ArticlesOf(CommitView view) => view.Derived(static each => new ArticleCatalogue(each));

    /// <summary>By what a text may be known: as it is called, and by every other form of its name in the glossary.</summary>
    private HashSet<string> KeysOf(string text)
    {
        var key = OfficialArticle.KeyOf(text);
        using var view = documents.Acquire();
        var forms = view.ReadGlossary()
            .Select(entry => entry.French.Concat(entry.English).ToList())
            .Where(all => all.Exists(form => Words.Fold(form) == key))
            .SelectMany(all => all)
            .Select(OfficialArticle.KeyOf);
        return [key, .. forms];
    }

    /// <summary>The articles of a commit.</summary>
    private sealed class ArticleCatalogue
    {
        public ArticleCatalogue(CommitView view)
        {
            var versions = view.Catalogue
                .Select(entry => (Entry: entry, Article: entry.Reference is null ? null : OfficialArticle.Read(entry.Reference)))
                .Where(pair => pair.Article is not null)
                .ToList();
            Versions = versions.ToLookup(pair => pair.Article!, pair => pair.Entry);
            ByNumber = Versions.Select(group => group.Key).ToLookup(article => article.Number, StringComparer.Ordinal);
        }

        public ILookup<OfficialArticle, DocumentEntry> Versions { get; }

        public ILookup<string, OfficialArticle> ByNumber { get; }
    }
}
