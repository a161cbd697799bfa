using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Xml;
using LopmiBot.Importing.Archives;
using LopmiBot.Importing.Formats;
using LopmiBot.Importing.Formats.Docx;
using LopmiBot.Importing.Formats.Pdf;

namespace LopmiBot.Importing;

/// <summary>What became of one document, or of one file that gave none.</summary>
/// <param name="File">The file.</param>
/// <param name="Format">What it was read as; empty when it was not.</param>
/// <param name="Document">The document; <see langword="null"/>: none.</param>
/// <param name="Problem">Why there is none, and what to do.</param>
public sealed record ImportResult(ImportFile File, string Format, ImportedDocument? Document, string? Problem);

/// <summary>Reads files, folders and archives, one file at a time. Safe to use from many threads.</summary>
/// <param name="limits">What it may cost; the usual when omitted.</param>
public sealed class Importer(ImportLimits? limits = null)
{
    /// <summary>In the order in which they are tried: what is more particular first.</summary>
    private static readonly IFormat[] Formats =
    [
        new LegiXml(), new Formex(), new Judilibre(), new CodeJson(), new EurLexHtml(),
        new MarkdownFile(), new PlainText(), new HtmlPage(), new PdfFile(), new WordFile(),
    ];

    private readonly ImportLimits _limits = limits ?? new ImportLimits();

    /// <summary>The endings of the names of files that documents can be read from.</summary>
    public static IReadOnlyCollection<string> Extensions { get; } = Formats.SelectMany(format => format.Extensions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();

    /// <summary>The endings of the names of archives of such files.</summary>
    public static IReadOnlyCollection<string> ArchiveExtensions => FileSource.ArchiveExtensions;

    /// <summary>Reads what stands at some paths: files, archives, and folders with all that is in them.</summary>
    /// <param name="paths">The paths.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <returns>Results as they come; a file may give many documents.</returns>
    public async IAsyncEnumerable<ImportResult> ReadAsync(IEnumerable<string> paths, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var ids = new DistinctIds();
        foreach (var found in new FileSource(_limits, Extensions.ToHashSet(StringComparer.Ordinal)).Files(paths, cancellationToken))
        {
            if (found.Problem is { } problem)
            {
                yield return new ImportResult(new ImportFile(found.Path, []), "", Document: null, problem);
                continue;
            }

            foreach (var result in await ReadAsync(new ImportFile(found.Path, found.Content!) { Neighbours = found.Neighbours }, cancellationToken))
            {
                yield return ids.Distinguish(result);
            }
        }
    }

    /// <summary>Reads one file.</summary>
    /// <param name="file">The file; not an archive.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever is wrong with a file, the others are read.")]
    public async Task<IReadOnlyList<ImportResult>> ReadAsync(ImportFile file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ImportResult[] Refused(string problem) => [new(file, "", Document: null, problem)];
        if (file.Content.Length > _limits.MaxFileBytes)
        {
            return Refused($"it is larger than {_limits.MaxFileBytes / 1024 / 1024} MiB");
        }

        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var token = reading.Token;
            return await Task.Run(() => ReadWhole(file, token), token).WaitAsync(_limits.TimePerFile, cancellationToken);
        }
        catch (TimeoutException)
        {
            // What is no longer waited for does not go on using a core.
            await reading.CancelAsync();
            return Refused($"reading it took longer than {_limits.TimePerFile.TotalSeconds:0} s: split it");
        }
        catch (Exception e) when (e is ImportException or XmlException or JsonException)
        {
            return Refused(e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Refused($"it cannot be read: {e.Message}");
        }
    }

    private IReadOnlyList<ImportResult> ReadWhole(ImportFile file, CancellationToken cancellationToken)
    {
        foreach (var format in Formats)
        {
            if (format.Extensions.Contains(file.Extension, StringComparer.Ordinal) && format.Read(file, _limits, cancellationToken) is { } read)
            {
                return [.. read.Select(each => Encoding.UTF8.GetByteCount(each.Document?.Body ?? "") > _limits.MaxTextBytes
                    ? new ImportResult(file, format.Name, Document: null, $"the text of {each.Document!.Id} is larger than {_limits.MaxTextBytes / 1024 / 1024} MiB: split it")
                    : new ImportResult(file, format.Name, each.Document is { } document ? document with { Title = VisibleText.Of(document.Title), Body = VisibleText.Of(document.Body) } : null, each.Problem))];
            }
        }

        return [new ImportResult(file, "", Document: null, $"nothing known can be read from it. What can: {string.Join(' ', Extensions)}")];
    }
}
