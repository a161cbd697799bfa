using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;
using LopmiBot.Importing.Reports;

namespace LopmiBot.Importing.Formats;

/// <summary>A web page: what it is there to be read for, without menus, banners and footers. No script runs, nothing is fetched.</summary>
internal sealed class HtmlPage : IFormat
{
    /// <summary>Of its text, what may be links in a part that is read.</summary>
    private const double MostLinks = 0.5;

    public string Name => "HTML";

    public IReadOnlyList<string> Extensions => [".html", ".htm", ".xhtml"];

    public IEnumerable<Reading>? Read(ImportFile file, ImportLimits limits, CancellationToken cancellationToken)
    {
        var decoded = file.Decode(TextDecoder.DeclaredIn(file.Content));
        var report = new ReportBuilder { Encoding = decoded.Encoding };
        if (decoded.Warning is { } warning)
        {
            report.Warn(warning);
        }

        var page = SafeHtml.Parse(decoded.Text, cancellationToken);
        var source = HtmlOmissions.WordsIn(page.Body ?? page.DocumentElement);
        var title = page.QuerySelector("main h1, article h1, h1") is { } heading && HtmlText.Text(heading) is { Length: > 0 } first ? first : Names.Line(page.Title);
        var body = new MarkdownWriter();
        var content = ContentOf(page, report);
        HtmlOmissions.Note(page.Body ?? page.DocumentElement, content, report);
        foreach (var repeated in content.QuerySelectorAll("h1").Where(each => HtmlText.Text(each) == title).ToList())
        {
            repeated.Remove();
        }

        new HtmlText(body).Add(content);
        if (body.IsEmpty)
        {
            throw new ImportException("the page holds no text to read: it may be made by scripts in a browser. Save it from there as it is shown");
        }

        var text = body.ToString();
        var language = LanguageCodes.Parse(page.DocumentElement.GetAttribute("lang")) ?? LanguageDetector.Detect(HtmlText.Text(content)) ?? Language.French;
        return
        [
            new ImportedDocument
            {
                Id = Names.Id(file.Name, language),
                Title = title.Length > 0 ? title : file.Name,
                Language = language,
                Body = text,
                Publisher = Meta(page, "og:site_name") ?? "",
                Url = UrlOf(page),
                Date = Names.Day((Meta(page, "article:published_time") ?? Meta(page, "DC.date") ?? "") is { Length: >= 10 } date ? date[..10] : null),
                Report = report.Build(source, $"{title}\n{text}"),
            },
        ];
    }

    private static IElement ContentOf(IHtmlDocument page, ReportBuilder report)
    {
        if (page.QuerySelector("main, [role=main]") is { } main && HtmlText.Text(main).Length > 0)
        {
            return main;
        }

        var articles = page.QuerySelectorAll("article");
        if (articles.Length == 1 && HtmlText.Text(articles[0]).Length > 0)
        {
            return articles[0];
        }

        var body = (IElement?)page.Body ?? page.DocumentElement;
        foreach (var links in body.QuerySelectorAll("div, ul, ol, section").Where(IsMenu).ToList())
        {
            report.Omit("menu", "page", HtmlOmissions.WordsIn(links));
            links.Remove();
        }

        return body;
    }

    private static bool IsMenu(IElement part)
    {
        var all = HtmlText.Text(part).Length;
        return all > 0 && part.QuerySelectorAll("a").Length > 2 && part.QuerySelectorAll("a").Sum(link => HtmlText.Text(link).Length) > MostLinks * all && part.QuerySelector("p, h1") is null;
    }

    private static string? UrlOf(IHtmlDocument page)
    {
        var url = page.QuerySelector("link[rel=canonical]")?.GetAttribute("href") ?? Meta(page, "og:url");
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address.AbsoluteUri : null;
    }

    private static string? Meta(IHtmlDocument page, string name) =>
        page.QuerySelectorAll("meta").FirstOrDefault(meta => meta.GetAttribute("property") == name || meta.GetAttribute("name") == name)?.GetAttribute("content") is { Length: > 0 } content ? Names.Line(content) : null;
}
