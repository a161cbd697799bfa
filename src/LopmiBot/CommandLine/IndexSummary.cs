using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Text;

namespace LopmiBot.CommandLine;

/// <summary>What an index holds, in a line.</summary>
internal static class IndexSummary
{
    public static string Of(DocumentShelf index)
    {
        var size = index.Size();
        var documents = size.Documents.Values.Sum();
        return $"{documents} documents ({size.Documents[Language.French]} in French, {size.Documents[Language.English]} in English), {size.Passages} passages.";
    }
}
