using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Indexing;

namespace LopmiBot.TestSupport;

/// <summary>A library with a set that is open to all and one, <c>internal</c>, whose every document holds <see cref="Secret"/>.</summary>
public sealed class TwoSets : IDisposable
{
    /// <summary>Stands in what only some may read, and nowhere else.</summary>
    public const string Secret = "Zorglub";

    /// <summary>What both sets answer.</summary>
    public const string Question = "Combien coûte l'opération de la section ?";

    private readonly TemporaryFolder _folder = new();

    /// <summary>Writes and indexes it.</summary>
    public TwoSets()
    {
        _folder.Write("corpus/j3.md", "# La section J3\n\nLa section J3 mène des opérations.\n\n## Combien coûte une opération ?\n\nUne opération de la section J3 coûte 2 000 euros.\n");
        _folder.Write("internal/notes-fr.md", $"# Notes {Secret}\n\nL'opération {Secret} de la section est interne.\n\n## Combien coûte l'opération {Secret} ?\n\nL'opération {Secret} de la section coûte 4 000 euros.\n");
        Library = new Library([SetOf("corpus"), SetOf("internal")]);
        Library.Update();
    }

    /// <summary>The library.</summary>
    public Library Library { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Library.Dispose();
        _folder.Dispose();
    }

    private DocumentSet SetOf(string name) => new(name, new CorpusFolder(Path.Combine(_folder.Path, name)), CorpusIndex.Open(Path.Combine(_folder.Path, "index", name), ShippedEncoder.Embedder));
}
