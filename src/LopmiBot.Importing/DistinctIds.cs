using LopmiBot.Importing.Formats;

namespace LopmiBot.Importing;

/// <summary>
/// Files of the same name in different folders give documents with different ids: after the first, the names of their folders
/// stand before their own. Ids that publishers give are left as they are.
/// </summary>
internal sealed class DistinctIds
{
    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);

    /// <summary>A result with an id that no other file of this import has, unless that says the same.</summary>
    public ImportResult Distinguish(ImportResult result)
    {
        // What publishers give is read without a report, and named by them.
        if (result.Document is not { Report: not null } document || document.Id != Names.Id(result.File.Name, document.Language))
        {
            return result;
        }

        var (id, name) = (document.Id, result.File.Name);
        var folders = new Stack<string>(result.File.Path.Replace('!', '/').Replace('\\', '/').Split('/')[..^1].Where(folder => folder.Trim('.').Length > 0));
        while (!_hashes.TryAdd(id, result.File.Hash) && _hashes[id] != result.File.Hash && folders.TryPop(out var folder))
        {
            name = $"{folder}-{name}";
            id = Names.Id(name, document.Language);
        }

        return id == document.Id ? result : result with { Document = document with { Id = id } };
    }
}
