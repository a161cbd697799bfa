using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;
using Lucene.Net.Index;

namespace LopmiBot.Answers.Indexing;

/// <summary>Documents that are read together. What stands on another shelf does not exist for whoever reads this one.</summary>
public abstract class DocumentShelf
{
    private protected DocumentShelf()
    {
    }

    /// <summary>How much it holds.</summary>
    public IndexSize Size()
    {
        using var lease = Acquire();
        var documents = new Dictionary<Language, int>();
        var passages = 0;
        foreach (var language in LanguageCodes.All)
        {
            passages += lease.Searcher.IndexReader.DocFreq(new Term(IndexSchema.Passage, language.Code()));
            documents[language] = 0;
        }

        foreach (var document in lease.Catalogue)
        {
            documents[document.Language]++;
        }

        return new IndexSize(documents, passages);
    }

    /// <summary>Finds a document by its id.</summary>
    public Document? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        using var lease = Acquire();
        return lease.Find(id);
    }

    /// <summary>A document in another language.</summary>
    /// <returns><see langword="null"/> when the index has no such translation.</returns>
    public Document? FindTranslation(Document document, Language language)
    {
        ArgumentNullException.ThrowIfNull(document);
        using var lease = Acquire();
        return lease.TranslationOf(document, language);
    }

    /// <summary>All documents without their texts, in ordinal order of their ids: as quick as it is often asked for.</summary>
    public IReadOnlyList<DocumentEntry> Catalogue()
    {
        using var lease = Acquire();
        return lease.Catalogue;
    }

    /// <summary>All documents, in ordinal order of their ids.</summary>
    public IReadOnlyList<Document> AllDocuments()
    {
        using var lease = Acquire();
        return [.. lease.AllDocuments().OrderBy(document => document.Id, StringComparer.Ordinal)];
    }

    /// <summary>A view of the last commits, steady while it is held.</summary>
    internal abstract CommitView Acquire();
}
