using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using LopmiBot.Answers.Documents;

namespace LopmiBot.Importing.Formats;

/// <summary>
/// An act as EUR-Lex shows it in HTML: of the Official Journal (classes <c>oj-ti-art</c>, and <c>ti-art</c> of older pages),
/// or consolidated (<c>title-article-norm</c>). Each article becomes a section with its reference.
/// </summary>
internal sealed partial class EurLexHtml : IFormat
{
    private const int MaxTitle = 300;

    public string Name => "EUR-Lex HTML";

    public IReadOnlyList<string> Extensions => [".html", ".htm", ".xhtml"];

    public IEnumerable<Reading>? Read(ImportFile file, ImportLimits limits)
    {
        if (file.Content.AsSpan().IndexOf("ti-art"u8) < 0 && file.Content.AsSpan().IndexOf("title-article-norm"u8) < 0)
        {
            return null;
        }

        var page = SafeHtml.Parse(file.Text());
        if (page.Body is not { } content || content.QuerySelector(".oj-ti-art, .ti-art, .title-article-norm") is null)
        {
            return null;
        }

        RemoveNoteMarks(content);
        var title = string.Join(' ', content.QuerySelectorAll(".oj-doc-ti, .doc-ti, .title-doc-first, .title-doc-last").Select(HtmlText.Text).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal));
        title = title.Length > 0 ? title : Names.Line(page.Title);
        var language = LanguageCodes.Parse(page.DocumentElement.GetAttribute("lang")) ?? LanguageDetector.Detect(HtmlText.Text(content)) ?? Language.French;
        var celex = Celex().Match($"{page.QuerySelector("meta[name='WT.z_docID']")?.GetAttribute("content")} {file.Name}") is { Success: true } number ? number.Value : null;
        var reference = Acts.ReferenceOf(title, language);
        return
        [
            new ImportedDocument
            {
                Id = Names.Id(reference ?? celex ?? file.Name, language),
                Title = title.Length <= MaxTitle ? title : title[..MaxTitle].TrimEnd() + " …",
                Language = language,
                Kind = DocumentKind.Statute,
                Reference = reference,
                Body = new ActReader(reference).Read(PartsOf(content)),
                Publisher = "EUR-Lex",
                Url = celex is null ? null : $"https://eur-lex.europa.eu/legal-content/{language.Code().ToUpperInvariant()}/TXT/?uri=CELEX:{celex}",
                Date = Acts.DateOf(title),
            },
        ];
    }

    /// <summary>The act and its annexes, without the Official Journal's own head and foot.</summary>
    private static List<IElement> PartsOf(IElement content)
    {
        const string Part = ".eli-container";
        var parts = content.QuerySelectorAll(Part).Where(part => part.ParentElement?.Closest(Part) is null).ToList();
        return parts.Count > 0 ? parts : [content];
    }

    /// <summary>Marks of notes, <c>(1)</c> in small figures, are no words of the act; the notes stand after it.</summary>
    private static void RemoveNoteMarks(IElement content)
    {
        foreach (var mark in content.QuerySelectorAll("a[href^='#']").Where(link => link.QuerySelector(".oj-super, .super, .oj-note-tag") is not null).ToList())
        {
            if (mark.PreviousSibling is IText before)
            {
                before.Data = before.Data.TrimEnd();
            }

            mark.Remove();
        }
    }

    [GeneratedRegex("[0-9CE][0-9]{4}[A-Z]{1,2}[0-9]{4}(?:-[0-9]{8})?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Celex();

    /// <summary>Walks through an act's page in order.</summary>
    private sealed class ActReader(string? act)
    {
        /// <summary>A numbered point is laid out as a table: its number, then its text.</summary>
        private const int LongestPointNumber = 10;

        private readonly MarkdownWriter _markdown = new();
        private readonly StringBuilder _division = new();
        private string? _article;

        /// <summary>Reads an act and its annexes.</summary>
        public string Read(IEnumerable<IElement> parts)
        {
            foreach (var part in parts)
            {
                Walk(part);
            }

            EndHeadings();
            return _markdown.ToString();
        }

        private void Walk(IElement element)
        {
            foreach (var child in element.Children.Where(HtmlText.IsRead))
            {
                switch (child.LocalName)
                {
                    case "p":
                        AddParagraph(child);
                        break;
                    case "table":
                        AddTable(child);
                        break;
                    case "div" when Is(child, "norm") && child.Children.Length == 0:
                        Say(HtmlText.Text(child));
                        break;
                    default:
                        Walk(child);
                        break;
                }
            }
        }

        private void AddParagraph(IElement paragraph)
        {
            var text = HtmlText.Text(paragraph);
            if (text.Length == 0 || Is(paragraph, "doc-ti", "title-doc-first", "title-doc-last", "note", "hd-date", "hd-lg", "hd-ti", "hd-oj", "hd-uniq", "hd-toc-1", "doc-sep", "signatory", "arrow", "hd-modifiers", "disclaimer"))
            {
                return;
            }

            if (Is(paragraph, "ti-art", "title-article-norm"))
            {
                EndHeadings();
                _article = text;
            }
            else if (Is(paragraph, "sti-art", "stitle-article-norm") && _article is { } article)
            {
                _markdown.Heading(3, $"{article} — {text}", Acts.AttributesOf(article, act));
                _article = null;
            }
            else if (Is(paragraph, "ti-section-1", "ti-section-2", "title-division-1", "title-division-2", "ti-grseq-1"))
            {
                EndArticle();
                _division.Append(_division.Length > 0 ? " — " : "").Append(text);
            }
            else
            {
                Say(text);
            }
        }

        private void AddTable(IElement table)
        {
            var rows = table.QuerySelectorAll("tr").Where(row => row.Closest("table") == table).Select(row => row.Children.Where(cell => cell.LocalName is "td" or "th").ToList()).ToList();
            if (!rows.TrueForAll(row => row.Count == 2 && HtmlText.Text(row[0]).Length <= LongestPointNumber))
            {
                EndHeadings();
                _markdown.Table(rows.Select(row => row.ConvertAll(HtmlText.Text)));
                return;
            }

            foreach (var row in rows)
            {
                AddPoint(HtmlText.Text(row[0]), row[1]);
            }
        }

        /// <summary>A point's number stands before its first paragraph; points within it follow.</summary>
        private void AddPoint(string number, IElement content)
        {
            if (content.Children.FirstOrDefault(child => child.LocalName is "p" or "div") is not { } first)
            {
                Say($"{number} {HtmlText.Text(content)}");
                return;
            }

            Say($"{number} {HtmlText.Text(first)}");
            first.Remove();
            Walk(content);
        }

        private void Say(string text)
        {
            EndHeadings();
            _markdown.Paragraph(text);
        }

        private void EndHeadings()
        {
            if (_division.Length > 0)
            {
                _markdown.Heading(2, _division.ToString());
                _division.Clear();
            }

            EndArticle();
        }

        private void EndArticle()
        {
            if (_article is { } article)
            {
                _markdown.Heading(3, article, Acts.AttributesOf(article, act));
                _article = null;
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
