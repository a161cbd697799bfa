using LopmiBot.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LopmiBot.Pages.Admin;

/// <summary>Signs people in: with a link made at the console, or with a provider.</summary>
public sealed class SignInModel : PageModel
{
    private readonly AdminOptions _options;
    private readonly SignInLinks _links;
    private readonly Curation _curation;

    /// <summary>Creates the page.</summary>
    /// <param name="services">What it needs.</param>
    public SignInModel(IServiceProvider services)
    {
        _options = services.GetRequiredService<AdminOptions>();
        _links = services.GetRequiredService<SignInLinks>();
        _curation = services.GetRequiredService<Curation>();
    }

    /// <summary>Whether people sign in with a provider.</summary>
    public bool HasProvider => _options.HasProvider;

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

        if (!_links.Use(key))
        {
            IsRefused = true;
            Response.StatusCode = StatusCodes.Status403Forbidden;
            return Page();
        }

        await AdminPages.SignInAtConsoleAsync(HttpContext);
        await _curation.NoteAsync("console", "sign in", "", "", cancellationToken);
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
