using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LopmiBot.Answers.Indexing;
using LopmiBot.Conversation.Administration;
using LopmiBot.Importing;

namespace LopmiBot.Administration;

/// <summary>What became of a file that was uploaded.</summary>
/// <param name="File">Its name.</param>
/// <param name="Drafts">Names of the drafts it gave.</param>
/// <param name="Problems">What could not be read or was left as it is.</param>
public sealed record Uploaded(string File, IReadOnlyList<string> Drafts, IReadOnlyList<string> Problems);

/// <summary>What curators do with documents, each act noted. Safe to use from many threads.</summary>
/// <param name="importer">Reads what is uploaded.</param>
/// <param name="drafts">Keeps it until it is reviewed.</param>
/// <param name="library">Where it is published.</param>
/// <param name="reindexing">Has the bot use it.</param>
/// <param name="audit">Notes who did what.</param>
/// <param name="time">The clock.</param>
public sealed class Curation(Importer importer, DraftFolder drafts, Library library, Reindexing reindexing, IAuditLog audit, TimeProvider time)
{
    /// <summary>More drafts of one file than this are not each waited for until they are on the disk.</summary>
    private const int MostFlushed = 100;

    private DateOnly Today => DateOnly.FromDateTime(time.GetLocalNow().DateTime);

    /// <summary>Makes drafts of a file. When this returns, they are on the disk.</summary>
    public async Task<Uploaded> UploadAsync(string name, byte[] content, string person, CancellationToken cancellationToken)
    {
        var file = new ImportFile(Path.GetFileName(name), content);
        var results = await importer.ReadAsync(file, cancellationToken);
        var names = new List<string>();
        var problems = new List<string>();
        foreach (var result in results)
        {
            if (result.Document is not { } document)
            {
                problems.AddRange(result.Problem is { } problem ? [problem] : []);
                continue;
            }

            if (drafts.Add(document.Id, DraftFile.Write(document, result.File, result.Format, Today), document.Report, flush: results.Count <= MostFlushed) == Added.Taken)
            {
                problems.Add($"{document.Id}: another draft of this name waits already. Publish or discard it first.");
            }
            else
            {
                names.Add(document.Id + ".md");
            }
        }

        await NoteAsync(person, "upload", file.Path, string.Create(CultureInfo.InvariantCulture, $"sha256:{file.Hash}, {names.Count} drafts"), cancellationToken);
        return new Uploaded(file.Path, names, problems);
    }

    /// <summary>Changes a draft's text.</summary>
    /// <returns>Whether there is such a draft.</returns>
    public async Task<bool> SaveAsync(string name, string content, string person, CancellationToken cancellationToken)
    {
        var before = drafts.Read(name);
        if (before is null || !drafts.Save(name, content))
        {
            return false;
        }

        await NoteAsync(person, "edit draft", name, $"{Hash(before)} → {Hash(drafts.Read(name) ?? "")}", cancellationToken);
        return true;
    }

    /// <summary>Throws a draft away.</summary>
    public async Task DiscardAsync(string name, string person, CancellationToken cancellationToken)
    {
        var before = drafts.Read(name);
        if (before is not null && drafts.Discard(name))
        {
            await NoteAsync(person, "discard draft", name, Hash(before), cancellationToken);
        }
    }

    /// <summary>Publishes a draft in a set, as reviewed today, and has the bot use it.</summary>
    /// <returns>Id of the document; <see langword="null"/> when the draft is not ready, or its id is used in another set.</returns>
    public async Task<string?> PublishAsync(string name, string set, string person, CancellationToken cancellationToken)
    {
        if (library.Sets.FirstOrDefault(each => each.Name == set) is not { } chosen || drafts.Find(name) is not { IsReady: true, Document: { } document } || SetOf(document.Id) is { } other && other != set)
        {
            return null;
        }

        var before = chosen.Index.Find(document.Id);
        var after = Hash(drafts.Read(name) ?? "");
        if (drafts.Publish(name, chosen.Folder, before?.Path, Today) is not { } published)
        {
            return null;
        }

        await NoteAsync(person, "publish", $"{set}/{published.Path}", $"{(before is null ? "new" : Hash(before.Text))} → {after}", cancellationToken);
        foreach (var ended in published.Ended)
        {
            await NoteAsync(person, "end version", $"{set}/{ended.Path}", string.Create(CultureInfo.InvariantCulture, $"in force until {ended.Validity.To:yyyy-MM-dd}"), cancellationToken);
        }

        reindexing.Refresh();
        return document.Id;
    }

    /// <summary>The set that has a document.</summary>
    public string? SetOf(string id) => library.Sets.FirstOrDefault(each => each.Index.Find(id) is not null)?.Name;

    /// <summary>Starts a run, or joins the one under way.</summary>
    public async Task ReindexAsync(bool full, string person, CancellationToken cancellationToken)
    {
        if (reindexing.Start(full).IsNew)
        {
            await NoteAsync(person, "reindex", "", full ? "full" : "", cancellationToken);
        }
    }

    /// <summary>Stops the run under way.</summary>
    public async Task CancelReindexAsync(string person, CancellationToken cancellationToken)
    {
        if (reindexing.Current is { } run)
        {
            run.Cancel();
            await NoteAsync(person, "reindex", "", "cancelled", cancellationToken);
        }
    }

    /// <summary>Notes something else that somebody did.</summary>
    public Task NoteAsync(string person, string act, string subject, string detail, CancellationToken cancellationToken) =>
        audit.AppendAsync(new AuditEntry(time.GetUtcNow(), person, act, subject, detail), cancellationToken);

    private static string Hash(string content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..16];
}
