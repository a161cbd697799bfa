using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using LopmiBot.Answers.Text;

namespace LopmiBot.Importing.Formats;

/// <summary>
/// An act as EUR-Lex shows it in HTML: of the Official Journal (classes <c>oj-ti-art</c>, and <c>ti-art</c> of older pages),
/// or consolidated (<c>title-article-norm</c>). Each article becomes a section with its reference.
/// </summary>
internal sealed partial class EurLexHtml : IFormat
{
    public string Name => "EUR-Lex HTML";

    public IReadOnlyList<string> Extensions => [".html", ".htm", ".xhtml"];

    public IEnumerable<Reading>? Read(ImportFile file, ImportLimits limits, CancellationToken cancellationToken)
    {
        if (file.Content.AsSpan().IndexOf("ti-art"u8) < 0 && file.Content.AsSpan().IndexOf("title-article-norm"u8) < 0)
        {
            return null;
        }

        var page = SafeHtml.Parse(file.Decode(TextDecoder.DeclaredIn(file.Content)).Text, cancellationToken);
        if (page.Body is not { } content || content.QuerySelector(".oj-ti-art, .ti-art, .title-article-norm") is null)
        {
            return null;
        }

        var version = VersionOf(page);
        Remove(content, isConsolidated: version is not null);
        var language = LanguageCodes.Parse(page.DocumentElement.GetAttribute("lang")) ?? LanguageDetector.Detect(HtmlText.Text(content)) ?? Language.French;
        var title = TitleOf(page);
        var act = new ActWriter(Acts.ReferenceOf(title, language), language);
        var reader = new PageReader(act, content);
        foreach (var part in PartsOf(content))
        {
            reader.Read(part);
        }

        var celex = Celex().Match($"{page.QuerySelector("meta[name='WT.z_docID']")?.GetAttribute("content")} {file.Name}") is { Success: true } number ? number.Value : null;
        return [act.ToDocument(title, celex, Acts.DateOf(title), version, file)];
    }

    private static string TitleOf(IDocument page)
    {
        var lines = page.QuerySelectorAll(".oj-doc-ti, .doc-ti, .title-doc-first, .title-doc-last").Where(line => line.Closest("[id^='anx_']") is null).Select(HtmlText.Text).TakeWhile(text => !Acts.IsAnnex(text)).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal);
        return string.Join(' ', lines) is { Length: > 0 } title ? title : Names.Line(page.Title);
    }

    /// <summary>Which version a consolidated text is: its first line tells. <see langword="null"/> for an act as it was published.</summary>
    private static ActVersion? VersionOf(IDocument page) =>
        Version().Match($"{HtmlText.Text(page.Body!)} {page.Title}") is { Success: true } match
        && Names.Day(string.Concat(match.Groups["year"].Value, match.Groups["month"].Value, match.Groups["day"].Value)) is { } day
            ? new ActVersion(match.Groups["act"].Value, day)
            : null;

    /// <summary>The act and its annexes, without the Official Journal's own head and foot.</summary>
    private static List<IElement> PartsOf(IElement content)
    {
        const string Part = ".eli-container";
        var parts = content.QuerySelectorAll(Part).Where(part => part.ParentElement?.Closest(Part) is null).ToList();
        return parts.Count > 0 ? parts : [content];
    }

    /// <summary>
    /// Marks of notes, <c>(1)</c> in small figures, are no words of the act, nor are the notes after it, nor what a consolidated
    /// text says of the acts that changed it.
    /// </summary>
    private static void Remove(IElement content, bool isConsolidated)
    {
        // Before its title, a consolidated text lists the acts that changed it.
        for (var from = isConsolidated ? content.QuerySelectorAll(".title-doc-first").LastOrDefault(title => title.Closest("table") is null) : null; from is not null && from != content; from = from.ParentElement)
        {
            while (from.PreviousElementSibling is { } before && !before.ClassList.Contains("title-doc-first"))
            {
                before.Remove();
            }
        }

        foreach (var mark in content.QuerySelectorAll("a[href^='#']").Where(link => link.QuerySelector(".oj-super, .super, .oj-note-tag, .superscript") is not null).ToList())
        {
            // Consolidated texts have the brackets around the link.
            if (mark.PreviousSibling is IText before)
            {
                before.Data = before.Data.TrimEnd();
                if (mark.NextSibling is IText after && before.Data.EndsWith('(') && after.Data.TrimStart().StartsWith(')'))
                {
                    before.Data = before.Data[..^1].TrimEnd();
                    after.Data = after.Data.TrimStart()[1..];
                }
            }

            mark.Remove();
        }

        foreach (var notice in content.QuerySelectorAll(".oj-note, .note, .footnote, .modref, .arrow, .hd-modifiers, .disclaimer, .signatory, .oj-signatory").ToList())
        {
            notice.Remove();
        }

        foreach (var text in content.Descendants<IText>().Where(text => text.Data.AsSpan().IndexOfAny("►◄▼") >= 0).ToList())
        {
            text.Data = Amended().Replace(text.Data, "");
        }
    }

    [GeneratedRegex("[0-9CE][0-9]{4}[A-Z]{1,2}[0-9]{4}(?:-[0-9]{8})?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Celex();

    [GeneratedRegex(@"\b[03](?<act>[0-9]{4}[A-Z]{1,2}[0-9]{4}) — [A-Z]{2} — (?<day>[0-9]{2})\.(?<month>[0-9]{2})\.(?<year>[0-9]{4})\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();

    [GeneratedRegex(@"[►▼]\s*[A-Z]{1,2}[0-9]*\s*|\s*◄", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Amended();

    [GeneratedRegex(@"^[(«“‘""']?\s*(?:[0-9]{1,3}[a-z]{0,2}|[a-z]{1,4}|[A-Z])\s*[.)]$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PointNumber();

    /// <summary>Walks through an act's page in order.</summary>
    /// <param name="act">Takes it.</param>
    /// <param name="page">The whole page.</param>
    private sealed class PageReader(ActWriter act, IElement page)
    {
        /// <summary>A numbered point is laid out as a table: its number, then its text.</summary>
        private const int LongestPointNumber = 10;

        private const string AnnexPart = "[id^='anx_']";

        /// <summary>Most pages name each article; on the oldest only the layout tells them from those that they quote.</summary>
        private readonly bool _namesArticles = page.QuerySelector("[id^='art_']") is not null;

        private readonly List<string> _titles = [];
        private Heading _heading;
        private IElement? _annex;
        private bool _hasText;

        private enum Heading
        {
            None,
            Division,
            Article,
            Annex,
        }

        /// <summary>Reads a part of the page to its end.</summary>
        public void Read(IElement part)
        {
            Walk(part);
            EndHeading();
        }

        private void Walk(IElement element)
        {
            var line = new StringBuilder();
            foreach (var node in element.ChildNodes)
            {
                switch (node)
                {
                    case IText text:
                        line.Append(text.Data);
                        break;
                    case IElement child when !HtmlText.IsRead(child):
                        break;
                    case IElement child when Is(child, "no-parag", "grid-list-column-1"):
                        EndLine(line);
                        AddNumber(HtmlText.Text(child));
                        break;
                    case IElement child when HtmlText.IsBlock(child) || child.QuerySelector("p, div, table") is not null:
                        EndLine(line);
                        Add(child);
                        break;
                    case IElement child:
                        line.Append(HtmlText.Raw(child));
                        break;
                }
            }

            EndLine(line);
        }

        private void Add(IElement element)
        {
            switch (element.LocalName)
            {
                case "p":
                    AddParagraph(element);
                    break;
                case "table":
                    AddTable(element);
                    break;
                default:
                    Walk(element);
                    break;
            }
        }

        private void AddParagraph(IElement paragraph)
        {
            var text = HtmlText.Text(paragraph);
            var isQuoted = paragraph.Closest("table") is not null;
            if (text.Length == 0 || Is(paragraph, "reference", "hd-date", "hd-lg", "hd-ti", "hd-oj", "hd-uniq", "hd-toc-1", "doc-sep", "title-doc-oj-reference", "title-fam-member", "title-fam-member-star"))
            {
                return;
            }

            if (Is(paragraph, "ti-art", "title-article-norm") && IsOwn(paragraph))
            {
                Begin(Heading.Article, text);
            }
            else if (Is(paragraph, "sti-art", "stitle-article-norm") && _heading == Heading.Article && _titles.Count == 1)
            {
                _titles.Add(text);
            }
            else if (Is(paragraph, "title-annex-1") || (Is(paragraph, "doc-ti", "ti-annex") && !isQuoted && BeginsAnnex(paragraph, text)))
            {
                Begin(Heading.Annex, text);
            }
            else if (Is(paragraph, "doc-ti", "ti-annex", "title-annex-2", "title-doc-first", "title-doc-last") && (_heading == Heading.Annex || !_hasText))
            {
                // The act's own title is the document's.
                _titles.AddRange(_heading == Heading.Annex ? [text] : []);
            }
            else if (!isQuoted && Is(paragraph, "ti-section-1", "ti-section-2", "title-division-1", "title-division-2", "ti-grseq-1", "title-gr-seq-level-1", "title-gr-seq-level-2"))
            {
                if (_heading == Heading.Division)
                {
                    _titles.Add(text);
                }
                else
                {
                    Begin(Heading.Division, text);
                }
            }
            else
            {
                Walk(paragraph);
            }
        }

        /// <summary>Whether an article is the act's, and not one that it quotes to change another act, or that an annex holds.</summary>
        private bool IsOwn(IElement heading) =>
            _namesArticles ? heading.ParentElement?.Id?.StartsWith("art_", StringComparison.Ordinal) == true
            : heading.Closest("table") is null && !act.IsInAnnex && _heading != Heading.Annex;

        private bool BeginsAnnex(IElement heading, string text)
        {
            var part = heading.Closest(AnnexPart);
            var begins = part is null ? Acts.IsAnnex(text) : part != _annex;
            _annex = part;
            return begins;
        }

        private void AddTable(IElement table)
        {
            var rows = table.QuerySelectorAll("tr").Where(row => row.Closest("table") == table).Select(row => row.Children.Where(cell => cell.LocalName is "td" or "th").ToList()).ToList();
            if (!rows.TrueForAll(row => row.Count == 2 && HtmlText.Text(row[0]).Length <= LongestPointNumber))
            {
                EndHeading();
                act.Table(rows.Select(row => row.ConvertAll(HtmlText.Text)));
                return;
            }

            foreach (var row in rows)
            {
                AddNumber(HtmlText.Text(row[0]));
                Walk(row[1]);
            }
        }

        private void AddNumber(string number)
        {
            EndHeading();
            act.Number(number);
        }

        private void EndLine(StringBuilder line)
        {
            var text = Names.Line(line.ToString());
            line.Clear();
            if (PointNumber().IsMatch(text))
            {
                AddNumber(text);
            }
            else if (text.Length > 0)
            {
                EndHeading();
                act.Say(text);
                _hasText = true;
            }
        }

        private void Begin(Heading heading, string title)
        {
            EndHeading();
            (_heading, _hasText) = (heading, true);
            _titles.Add(title);
        }

        private void EndHeading()
        {
            var (heading, titles) = (_heading, _titles.ToArray());
            _heading = Heading.None;
            _titles.Clear();
            switch (heading)
            {
                case Heading.Division:
                    act.Division(titles);
                    break;
                case Heading.Article:
                    act.Article(titles[0], titles.ElementAtOrDefault(1) ?? "");
                    break;
                case Heading.Annex:
                    act.Annex(titles[0], string.Join(' ', titles.Skip(1)));
                    break;
            }
        }

        private static bool Is(IElement element, params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (element.ClassList.Contains(name) || element.ClassList.Contains("oj-" + name))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
