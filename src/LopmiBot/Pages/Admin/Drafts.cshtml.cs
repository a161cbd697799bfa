using LopmiBot.Administration;
using LopmiBot.Importing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LopmiBot.Pages.Admin;

/// <summary>Files go in, drafts come out.</summary>
/// <param name="drafts">The drafts.</param>
/// <param name="curation">Makes them, and notes who did.</param>
[RequestSizeLimit(MaxUploadBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = MaxUploadBytes)]
public sealed class DraftsModel(DraftFolder drafts, Curation curation) : PageModel
{
    /// <summary>Bytes that one upload may have: 64 MiB. For more there is the command line.</summary>
    public const int MaxUploadBytes = 64 * 1024 * 1024;

    /// <summary>Drafts that are listed.</summary>
    public const int MostShown = 200;

    /// <summary>How many drafts there are.</summary>
    public int Total => drafts.Count;

    /// <summary>Those that were changed last, the last first.</summary>
    public IReadOnlyList<Draft> Drafts { get; private set; } = [];

    /// <summary>What became of the files just uploaded.</summary>
    public IReadOnlyList<Uploaded> Uploaded { get; private set; } = [];

    /// <summary>Lists the drafts.</summary>
    public void OnGet() => Drafts = drafts.List(MostShown);

    /// <summary>Makes drafts of files.</summary>
    public async Task OnPostUploadAsync(IReadOnlyList<IFormFile> files, CancellationToken cancellationToken)
    {
        var uploaded = new List<Uploaded>();
        foreach (var file in files)
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancellationToken);
            uploaded.Add(await curation.UploadAsync(file.FileName, content.ToArray(), Roles.NameOf(User), cancellationToken));
        }

        Uploaded = uploaded;
        Drafts = drafts.List(MostShown);
    }
}
