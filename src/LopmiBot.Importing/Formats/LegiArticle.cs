using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;

namespace LopmiBot.Importing.Formats;

/// <summary>
/// One version of one article of French law, as the DILA and Légifrance describe it, whatever the file's form.
/// </summary>
internal sealed record LegiArticle
{
    /// <summary>From this day on the base's days mean that there is none: 2222-02-22, 2999-01-01.</summary>
    private static readonly DateOnly Unknown = new(2222, 1, 1);

    private static readonly string[] Unnumbered = ["annexe", "tableau", "état", "appendice", "préambule"];

    public required string Id { get; init; }

    /// <summary>What all versions of the article have in common: the id of the first.</summary>
    public string? FirstId { get; init; }

    public required string Number { get; init; }

    /// <summary>VIGUEUR, MODIFIE, ABROGE and others.</summary>
    public required string State { get; init; }

    public required DateOnly? From { get; init; }

    /// <summary>The first day on which it is no longer in force: the base's own way of writing it.</summary>
    public required DateOnly? Until { get; init; }

    /// <summary>The code or act.</summary>
    public required string Text { get; init; }

    /// <summary>Titles of the parts that it stands in, the outermost first.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Its content as HTML.</summary>
    public required string Html { get; init; }

    /// <summary>A note on its content, as HTML.</summary>
    public string Note { get; init; } = "";

    /// <summary>Of a code, and not of an act that stands by itself.</summary>
    public required bool IsCode { get; init; }

    /// <summary>Of the Official Journal, and not consolidated: it has no state and no days in force.</summary>
    public bool IsPublished { get; init; }

    public DateOnly? PublishedOn { get; init; }

    public IReadOnlyList<LegiLink> Links { get; init; } = [];

    /// <summary>A day that the base knows.</summary>
    public static DateOnly? Known(DateOnly? day) => day < Unknown ? day : null;

    /// <summary>The document; or why there is none.</summary>
    public Reading ToDocument()
    {
        if (State is "MODIFIE_MORT_NE" or "MORT_NE" or "ANNULE" or "DISJOINT")
        {
            return default;
        }

        var name = Number.Length > 0 ? $"article {Number}" : $"the article {Id}";
        if (!IsPublished && Known(From) is null)
        {
            return new Reading(null, $"{name} is not in force on any known day: it is left out");
        }

        var validity = IsPublished ? Validity.Always : new Validity(From, Known(Until)?.AddDays(-1));
        if (!validity.IsOrdered)
        {
            return default;
        }

        var markdown = new MarkdownWriter();
        markdown.Heading(2, Parts.Count > 0 ? Parts[^1] : "");
        var parsed = SafeHtml.Parse($"<body>{Html}</body>");
        var text = HtmlText.Text(parsed.Body!);
        new HtmlText(markdown).Add(parsed.Body!);
        if (text.Length == 0)
        {
            return new Reading(null, $"{name} has no text: it is left out");
        }

        if (HtmlText.Text(SafeHtml.Parse($"<body>{Note}</body>").Body!) is { Length: > 0 } note)
        {
            markdown.Paragraph("NOTA : " + note);
        }

        var reference = Number.Length == 0 ? Text : IsNumbered ? $"{Text}, art. {Number}" : $"{Text}, {Number}";
        if (IsPublished && PublishedOn is { } day)
        {
            reference += $" (JORF du {Names.French(day)})";
        }

        return new ImportedDocument
        {
            Id = Names.Id(Id, Language.French),
            Title = reference,
            Language = Language.French,
            Kind = DocumentKind.Statute,
            Reference = reference,
            VersionOf = IsPublished ? null : FirstId,
            Validity = validity,
            Body = markdown.ToString(),
            Publisher = "Légifrance",
            Url = $"https://www.legifrance.gouv.fr/{(IsPublished ? "jorf/article_jo" : IsCode ? "codes/article_lc" : "loda/article_lc")}/{Id}",
            Date = IsPublished ? PublishedOn : From,
            MadeBy = [.. Links.Where(link => link.MadeIt).Select(link => link.ToSource()).Where(act => act.Title.Length > 0).DistinctBy(act => act.Title, StringComparer.Ordinal)],
        };
    }

    /// <summary>Whether it is cited as an article: an annex or a table is called what it is.</summary>
    private bool IsNumbered => !Array.Exists(Unnumbered, word => Number.StartsWith(word, StringComparison.OrdinalIgnoreCase));
}

/// <summary>What the base says of an article and another text.</summary>
/// <param name="Type">What one does to the other: a verb, or in older entries a noun.</param>
/// <param name="Orientation">The article's part in it: <c>cible</c>, <c>source</c>.</param>
/// <param name="Title">The other text's title, with its article.</param>
/// <param name="ArticleId">That article.</param>
/// <param name="TextId">The other text.</param>
/// <param name="SignedOn">When that was signed.</param>
internal sealed record LegiLink(string? Type, string? Orientation, string Title, string? ArticleId, string? TextId, DateOnly? SignedOn)
{
    /// <summary>
    /// Whether the other text made the article what it is, and does not cite it, nor was made by it. The base's two vocabularies
    /// look from opposite ends: what an act "modifie" is its target, and the act is the source of a "modification".
    /// </summary>
    public bool MadeIt => (Orientation, Type) is
        ("cible", "CREE" or "MODIFIE" or "ABROGE" or "TRANSFERE" or "DEPLACE" or "CODIFIE")
        or ("source", "CREATION" or "MODIFICATION" or "ABROGATION" or "TRANSFERT" or "DEPLACEMENT" or "CODIFICATION" or "RECTIFICATION");

    public DocumentSource ToSource() => new()
    {
        Title = Names.Line(Title),
        Publisher = "Légifrance",
        Url = ArticleId?.StartsWith("JORFARTI", StringComparison.Ordinal) == true ? "https://www.legifrance.gouv.fr/jorf/article_jo/" + ArticleId
            : TextId?.StartsWith("JORFTEXT", StringComparison.Ordinal) == true ? "https://www.legifrance.gouv.fr/jorf/id/" + TextId
            : null,
        Date = LegiArticle.Known(SignedOn),
    };
}
