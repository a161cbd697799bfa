using LopmiBot.Conversation.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LopmiBot.Pages.Admin;

/// <summary>Who did what, and whether the record of it is as it was written.</summary>
/// <param name="audit">Keeps it.</param>
public sealed class AuditModel(IAuditLog audit) : PageModel
{
    private const int MostShown = 500;
    private const int MostKept = 1_000_000;

    /// <summary>The last acts, newest first.</summary>
    public IReadOnlyList<AuditEntry> Entries { get; private set; } = [];

    /// <summary>How many acts are as they were written, from the first on.</summary>
    public long Sound { get; private set; }

    /// <summary>Whether all are.</summary>
    public bool IsSound { get; private set; }

    /// <summary>The hash of the last sound act.</summary>
    public string Head { get; private set; } = "";

    /// <summary>Lists the last.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Entries = await audit.LastAsync(MostShown, cancellationToken);
        var verdict = await audit.VerifyAsync(known: null, cancellationToken);
        (Sound, IsSound, Head) = (verdict.Sound, verdict.All, verdict.Head);
    }

    /// <summary>All as a table to keep.</summary>
    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancellationToken) =>
        Csv.File("audit.csv", (await audit.LastAsync(MostKept, cancellationToken)).Select(entry => new { At = entry.At.UtcDateTime, entry.Person, entry.Act, entry.Subject, entry.Detail }));
}
