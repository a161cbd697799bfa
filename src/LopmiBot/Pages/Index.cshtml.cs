using System.Globalization;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace LopmiBot.Pages;

/// <summary>Ask, and read the cited excerpts.</summary>
/// <param name="librarian">Answers from what everybody may read.</param>
public sealed class IndexModel(Librarian librarian) : PageModel
{
    /// <summary>The question.</summary>
    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Question { get; set; }

    /// <summary>The day for which the law is asked, <c>yyyy-MM-dd</c>.</summary>
    [BindProperty(Name = "asOf", SupportsGet = true)]
    public string? AsOf { get; set; }

    /// <summary>What is left out of what is understood.</summary>
    [BindProperty(Name = "without", SupportsGet = true)]
    public ReadingParts Without { get; set; }

    /// <summary>Whether <see cref="AsOf"/> is not a day; the question is then kept and not answered.</summary>
    public bool HasBadDate { get; private set; }

    /// <summary>What to show below the form.</summary>
    public Reply? Reply { get; private set; }

    /// <summary>The same question with a part left out.</summary>
    public string AddressWithout(ReadingParts part) => QueryHelpers.AddQueryString("/", new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["lang"] = PageLanguage.Current.Code(),
        ["q"] = Question,
        ["asOf"] = part == ReadingParts.Day ? null : AsOf,
        ["without"] = (Without | part).ToString(),
    }.Where(pair => pair.Value is not null));

    /// <summary>Shows the form, and the answer to a question.</summary>
    public void OnGet()
    {
        DateOnly? day = null;
        if (!string.IsNullOrWhiteSpace(AsOf))
        {
            HasBadDate = !DateOnly.TryParseExact(AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed);
            day = parsed;
        }

        if (HasBadDate)
        {
            return;
        }

        Reply = string.IsNullOrWhiteSpace(Question)
            ? librarian.Open.Help(PageLanguage.Current)
            : librarian.Open.Ask(new Request(Question) { Locale = CultureInfo.CurrentUICulture.Name, AsOf = day, Without = Without });
    }
}
