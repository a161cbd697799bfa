using System.Xml.Linq;

namespace LopmiBot.Importing.Formats;

/// <summary>
/// An article in the XML of the DILA's LEGI and JORF bases: one file a version. The other files of a delivery (texts,
/// sections, structures) hold no article and are passed over.
/// </summary>
internal sealed class LegiXml : IFormat
{
    public string Name => "LEGI/JORF XML";

    public IReadOnlyList<string> Extensions => [".xml"];

    public IEnumerable<Reading>? Read(ImportFile file, ImportLimits limits, CancellationToken cancellationToken)
    {
        var root = SafeXml.RootOf(file);
        return root switch
        {
            "ARTICLE" => [ArticleOf(SafeXml.Read(file).Root!).ToDocument()],
            "TEXTE_VERSION" or "TEXTELR" or "SECTION_TA" or "TEXTEKALI" or "JO" => [],
            _ => null,
        };
    }

    private static LegiArticle ArticleOf(XElement article)
    {
        var common = article.Element("META")?.Element("META_COMMUN");
        var meta = article.Element("META")?.Element("META_SPEC")?.Element("META_ARTICLE");
        var text = article.Element("CONTEXTE")?.Element("TEXTE");
        var from = LegiArticle.Known(Names.Day(meta?.Element("DATE_DEBUT")?.Value));
        return new LegiArticle
        {
            Id = common?.Element("ID")?.Value is { Length: > 0 } id ? id : throw new ImportException("the article has no ID"),
            FirstId = article.Element("VERSIONS")?.Descendants("LIEN_ART").Where(version => version.Attribute("origine")?.Value == "LEGI").Min(version => version.Attribute("id")?.Value),
            Number = Names.Line(meta?.Element("NUM")?.Value),
            State = Names.Line(meta?.Element("ETAT")?.Value),
            From = from,
            Until = Names.Day(meta?.Element("DATE_FIN")?.Value),
            Text = TitleOf(text, from),
            Parts = [.. Parts(text?.Element("TM"), from)],
            Html = InnerXml(article.Element("BLOC_TEXTUEL")?.Element("CONTENU")),
            Note = InnerXml(article.Element("NOTA")?.Element("CONTENU")),
            Links = [.. (article.Element("LIENS")?.Elements("LIEN") ?? []).Select(LinkOf)],
            IsCode = text?.Attribute("nature")?.Value == "CODE",
            IsPublished = common?.Element("ORIGINE")?.Value == "JORF",
            PublishedOn = LegiArticle.Known(Names.Day(text?.Attribute("date_publi")?.Value)),
        };
    }

    private static LegiLink LinkOf(XElement link) => new(
        link.Attribute("typelien")?.Value,
        link.Attribute("sens")?.Value,
        link.Value,
        link.Attribute("id")?.Value,
        link.Attribute("cidtexte")?.Value,
        Names.Day(link.Attribute("datesignatexte")?.Value));

    /// <summary>A text's title may have changed: the one of the version's day counts.</summary>
    private static string TitleOf(XElement? text, DateOnly? day)
    {
        var title = OnDay(text?.Elements("TITRE_TXT"), day);
        return Names.Line(title?.Value) is { Length: > 0 } name ? name : Names.Line(title?.Attribute("c_titre_court")?.Value) is { Length: > 0 } brief ? brief : "Texte sans titre";
    }

    private static IEnumerable<string> Parts(XElement? part, DateOnly? day)
    {
        for (; part is not null; part = part.Element("TM"))
        {
            if (Names.Line(OnDay(part.Elements("TITRE_TM"), day)?.Value) is { Length: > 0 } title)
            {
                yield return title;
            }
        }
    }

    private static XElement? OnDay(IEnumerable<XElement>? titles, DateOnly? day)
    {
        var all = titles?.ToList() ?? [];
        return all.Find(title => day is not null && (Names.Day(title.Attribute("debut")?.Value) ?? DateOnly.MinValue) <= day && day < (Names.Day(title.Attribute("fin")?.Value) ?? DateOnly.MaxValue)) ?? all.LastOrDefault();
    }

    private static string InnerXml(XElement? element) => element is null ? "" : string.Concat(element.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting)));
}
