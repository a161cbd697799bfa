using BitFaster.Caching.Lru;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Ranking;

/// <summary>The passages of a commit, each analysed when it is first asked for and kept up to a number of them.</summary>
internal sealed class AnalyzedPassages
{
    private const int Most = 20_000;

    private readonly ConcurrentLru<(string Document, int Start), AnalyzedPassage> _passages = new(Most);

    private AnalyzedPassages()
    {
    }

    /// <summary>Those of a commit.</summary>
    public static AnalyzedPassages Of(CommitView index) => index.Derived(static _ => new AnalyzedPassages());

    /// <summary>A passage of a document, analysed.</summary>
    public AnalyzedPassage Get(Document document, Section section, TextSpan span) =>
        _passages.GetOrAdd((document.Id, span.Start), _ => new AnalyzedPassage(document, section, span));
}
