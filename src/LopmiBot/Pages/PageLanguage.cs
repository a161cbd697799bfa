using System.Globalization;
using LopmiBot.Answers.Text;
using Microsoft.AspNetCore.Http.Extensions;

namespace LopmiBot.Pages;

/// <summary>The language that a page is shown in.</summary>
public static class PageLanguage
{
    /// <summary>The language of this request.</summary>
    public static Language Current => LanguageCodes.Parse(CultureInfo.CurrentUICulture.Name) ?? Language.English;

    /// <summary>The same page in another language.</summary>
    public static string Switch(HttpRequest request, Language language)
    {
        ArgumentNullException.ThrowIfNull(request);
        var query = new QueryBuilder(request.Query.Where(pair => pair.Key != "lang"));
        query.Add("lang", language.Code());
        return request.Path.ToUriComponent() + query.ToQueryString();
    }
}
