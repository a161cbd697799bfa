using LopmiBot.Answers.Documents;

namespace LopmiBot.Importing.Formats;

/// <summary>
/// One version of one article of French law, as the DILA and Légifrance describe it, whatever the file's form.
/// </summary>
internal sealed record LegiArticle
{
    /// <summary>What the base writes for "no known end".</summary>
    private static readonly DateOnly Unknown = new(2222, 1, 1);

    public required string Id { get; init; }

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

    /// <summary>Of the Official Journal, and not consolidated.</summary>
    public bool IsPublished { get; init; }

    public DateOnly? PublishedOn { get; init; }

    /// <summary>The acts that created or changed it: title, id of the act's article or of the act, day.</summary>
    public IReadOnlyList<(string Title, string Id, DateOnly? Day)> Acts { get; init; } = [];

    /// <summary>The document; or why there is none.</summary>
    public Reading ToDocument()
    {
        if (State is "MODIFIE_MORT_NE" or "MORT_NE" or "ANNULE" or "DISJOINT")
        {
            return default;
        }

        if (From is null || From >= Unknown)
        {
            return new Reading(null, $"article {Number} is not in force on any known day: it is left out");
        }

        var validity = IsPublished ? Validity.Always : new Validity(From, Until is null || Until >= Unknown ? null : Until.Value.AddDays(-1));
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
            return new Reading(null, $"article {Number} has no text: it is left out");
        }

        if (HtmlText.Text(SafeHtml.Parse($"<body>{Note}</body>").Body!) is { Length: > 0 } note)
        {
            markdown.Paragraph("NOTA : " + note);
        }

        var reference = Number.Length > 0 ? $"{Text}, art. {Number}" : Text;
        return new ImportedDocument
        {
            Id = Names.Id(Id, Language.French),
            Title = reference,
            Language = Language.French,
            Kind = DocumentKind.Statute,
            Reference = reference,
            Validity = validity,
            Body = markdown.ToString(),
            Publisher = "Légifrance",
            Url = IsPublished ? $"https://www.legifrance.gouv.fr/jorf/article_jo/{Id}" : $"https://www.legifrance.gouv.fr/codes/article_lc/{Id}",
            Date = PublishedOn ?? From,
            MadeBy = [.. Acts.Where(act => act.Title.Length > 0).DistinctBy(act => act.Title, StringComparer.Ordinal).Select(act => new DocumentSource
            {
                Title = act.Title,
                Publisher = "Légifrance",
                Url = act.Id.StartsWith("JORFARTI", StringComparison.Ordinal) ? "https://www.legifrance.gouv.fr/jorf/article_jo/" + act.Id
                    : act.Id.StartsWith("JORFTEXT", StringComparison.Ordinal) ? "https://www.legifrance.gouv.fr/jorf/id/" + act.Id
                    : null,
                Date = act.Day,
            })],
        };
    }
}
