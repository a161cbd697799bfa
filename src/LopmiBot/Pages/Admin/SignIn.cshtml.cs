using LopmiBot.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LopmiBot.Pages.Admin;

/// <summary>Signs people in: with a link made at the console, or with a provider.</summary>
/// <param name="options">Which of the two.</param>
/// <param name="links">Knows which links are good.</param>
/// <param name="curation">Notes who came.</param>
public sealed class SignInModel(AdminOptions options, SignInLinks links, Curation curation) : PageModel
{
    /// <summary>Whether people sign in with a provider.</summary>
    public bool HasProvider => options.HasProvider;

    /// <summary>Whether a link was used that is of no use.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Signs in with a link, or shows how to.</summary>
    /// <param name="key">The link's key.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IActionResult> OnGetAsync(string? key, CancellationToken cancellationToken)
    {
        if (key is null)
        {
            return Page();
        }

        if (!links.Use(key))
        {
            IsRefused = true;
            Response.StatusCode = StatusCodes.Status403Forbidden;
            return Page();
        }

        await AdminPages.SignInAtConsoleAsync(HttpContext);
        await curation.NoteAsync("console", "sign in", "", "", cancellationToken);
        return Redirect(AdminPages.Root);
    }

    /// <summary>Goes to the provider. A link, because pages may not send forms elsewhere.</summary>
    public async Task<IActionResult> OnGetInAsync()
    {
        if (HasProvider)
        {
            await AdminPages.ChallengeAsync(HttpContext);
            return new EmptyResult();
        }

        return Page();
    }

    /// <summary>Signs out.</summary>
    public async Task<IActionResult> OnPostOutAsync()
    {
        await AdminPages.SignOutAsync(HttpContext);
        return Redirect("/");
    }
}
