namespace LopmiBot.Importing.Formats;

/// <summary>A document that was read, or why something gave none.</summary>
/// <param name="Document">The document.</param>
/// <param name="Problem">Why there is none; <see langword="null"/> with no document: there is nothing to read, and nothing wrong with that.</param>
internal readonly record struct Reading(ImportedDocument? Document, string? Problem = null)
{
    public static implicit operator Reading(ImportedDocument document) => new(document);
}

/// <summary>A kind of file that documents can be read from.</summary>
internal interface IFormat
{
    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>Endings of its files' names, in lower case, with their dots.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="limits">What it may cost.</param>
    /// <param name="cancellationToken">Stops the work, not only the waiting for it.</param>
    /// <returns><see langword="null"/> when the file is of another kind.</returns>
    /// <exception cref="ImportException">The file is of this kind and cannot be read.</exception>
    IEnumerable<Reading>? Read(ImportFile file, ImportLimits limits, CancellationToken cancellationToken);
}
