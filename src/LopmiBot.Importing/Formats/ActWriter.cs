using System.Globalization;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;

namespace LopmiBot.Importing.Formats;

/// <summary>
/// Writes an act of the European Union part by part, so that each of its articles and annexes is cited as what it is. What an
/// act quotes of another, to change that, is no article of its own: it is said like any other text.
/// </summary>
/// <param name="act">The act's reference; <see langword="null"/>: it is not known.</param>
/// <param name="language">Its language.</param>
internal sealed class ActWriter(string? act, Language language)
{
    private const int MaxTitle = 300;
    private const int TopLevel = 2;

    private readonly MarkdownWriter _markdown = new();
    private readonly HashSet<string> _anchors = new(StringComparer.Ordinal);
    private string _number = "";
    private (string Name, string? Reference)? _annex;

    /// <summary>Whether nothing was written.</summary>
    public bool IsEmpty => _markdown.IsEmpty;

    /// <summary>Whether an annex is under way.</summary>
    public bool IsInAnnex => _annex is not null;

    /// <summary>A chapter or a section; of an annex, once one is under way.</summary>
    public void Division(params IEnumerable<string> titles)
    {
        Say("");
        _markdown.Heading(_annex is null ? TopLevel : TopLevel + 1, Joined(titles), _annex is var (name, reference) ? Attributes(name, reference) : "");
    }

    /// <summary>An article of the act.</summary>
    /// <param name="heading">Such as <c>Article premier</c>.</param>
    /// <param name="subtitle">What it is about; empty for none.</param>
    public void Article(string heading, string subtitle)
    {
        Say("");
        var number = Acts.ArticleNumberOf(heading);
        _markdown.Heading(TopLevel + 1, Joined([heading, subtitle]), number.Length == 0 ? "" : Attributes("article-" + number, Cited("art. " + number)));
    }

    /// <summary>An annex of the act, up to the next.</summary>
    /// <param name="heading">Such as <c>ANNEX I</c>.</param>
    /// <param name="subtitle">What it is about; empty for none.</param>
    public void Annex(string heading, string subtitle)
    {
        Say("");
        var annex = language == Language.French ? "annexe" : "annex";
        var number = Acts.AnnexNumberOf(heading);
        var name = number.Length == 0 ? annex : $"{annex} {number}";
        _annex = (name, Cited(name));
        _markdown.Heading(TopLevel, Joined([heading, subtitle]), Attributes(name, _annex.Value.Reference));
    }

    /// <summary>A number or letter that stands before the text that comes next.</summary>
    public void Number(string number) => _number = $"{_number} {number}".Trim();

    /// <summary>A paragraph; nothing when it is empty and no number waits for it.</summary>
    public void Say(string text)
    {
        _markdown.Paragraph($"{_number} {text}".Trim());
        _number = "";
    }

    /// <summary>A table.</summary>
    public void Table(IEnumerable<IReadOnlyList<string>> rows)
    {
        Say("");
        _markdown.Table(rows);
    }

    /// <summary>The act as a document.</summary>
    /// <param name="title">Its title; empty when the file does not tell.</param>
    /// <param name="celex">The number under which EUR-Lex keeps it, where the file tells.</param>
    /// <param name="date">Its day.</param>
    /// <param name="version">Which of its consolidated versions it is; <see langword="null"/>: it is the act as it was published.</param>
    /// <param name="file">What it was read from.</param>
    public ImportedDocument ToDocument(string title, string? celex, DateOnly? date, ActVersion? version, ImportFile file)
    {
        Say("");
        celex ??= Acts.CelexOf(act);
        return new ImportedDocument
        {
            Id = Names.Id($"{act ?? celex ?? file.Name}{(version is null ? "" : $"-{version.From:yyyyMMdd}")}", language),
            Title = title.Length == 0 ? file.Name : title.Length <= MaxTitle ? title : title[..MaxTitle].TrimEnd() + " …",
            Language = language,
            Kind = DocumentKind.Statute,
            Reference = act,
            VersionOf = version?.Act ?? celex?[1..],
            Validity = version is null ? Validity.Always : new Validity(version.From, version.To),
            Body = _markdown.ToString(),
            Publisher = "EUR-Lex",
            Url = Acts.UrlOf(version?.Celex ?? celex, language),
            Date = version?.From ?? date,
        };
    }

    private static string Joined(IEnumerable<string> titles) => string.Join(" — ", titles.Where(title => title.Length > 0));

    private string? Cited(string part) => act is null ? null : $"{act}, {part}";

    /// <summary>An anchor names one section only.</summary>
    private string Attributes(string name, string? reference)
    {
        var anchor = Names.Slug(name);
        for (var i = 2; !_anchors.Add(anchor); i++)
        {
            anchor = string.Create(CultureInfo.InvariantCulture, $"{Names.Slug(name)}-{i}");
        }

        return reference is null ? $"#{anchor}" : $"#{anchor} reference=\"{reference}\"";
    }
}

/// <summary>A consolidated version of an act.</summary>
/// <param name="Act">The act's number at EUR-Lex without the digit for its sector, such as <c>2014R0910</c>.</param>
/// <param name="From">The first day on which it is in force.</param>
/// <param name="To">The last one; <see langword="null"/>: none is known.</param>
internal sealed record ActVersion(string Act, DateOnly From, DateOnly? To = null)
{
    /// <summary>The number under which EUR-Lex keeps it.</summary>
    public string Celex => $"0{Act}-{From:yyyyMMdd}";
}
