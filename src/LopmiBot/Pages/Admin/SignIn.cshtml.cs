using LopmiBot.Administration;
using LopmiBot.Conversation.Memory;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LopmiBot.Pages.Admin;

/// <summary>Signs people in: with a link made at the console or in a chat, or with a provider.</summary>
/// <param name="options">Which of the two.</param>
/// <param name="conversation">Who has a role.</param>
/// <param name="links">Knows which links are good.</param>
/// <param name="curation">Notes who came.</param>
public sealed class SignInModel(AdminOptions options, ConversationOptions conversation, SignInLinks links, Curation curation) : PageModel
{
    /// <summary>Whether people sign in with a provider.</summary>
    public bool HasProvider => options.HasProvider;

    /// <summary>Whether a link was used that is of no use.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>The link's key.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Key { get; set; }

    /// <summary>Asks whoever has a link to press a button, since programs that look at links in chats may not use it up; else shows how to get one.</summary>
    public IActionResult OnGet() => Key is null || links.Find(Key) is not null ? Page() : Refused();

    /// <summary>Signs in with a link.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (links.Use(Key) is not { } who || Roles.Of(who, conversation) is not { } role)
        {
            return Refused();
        }

        await AdminPages.SignInAsync(HttpContext, who, role);
        await curation.NoteAsync(who, "sign in", "", "", cancellationToken);
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

    private PageResult Refused()
    {
        IsRefused = true;
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Page();
    }
}
