using System.Globalization;
using System.Text;
using LopmiBot.Answers.Text;
using YamlDotNet.Core;

namespace LopmiBot.Answers.Documents;

/// <summary>What reading one file gave.</summary>
/// <param name="Document"><see langword="null"/> when the file cannot be served.</param>
/// <param name="Problems">What to mend, errors and warnings.</param>
/// <param name="IsCurated">Whether the file has the front matter of a curated document.</param>
public sealed record ReadResult(Document? Document, IReadOnlyList<DocumentProblem> Problems, bool IsCurated);

/// <summary>Reads Markdown, with or without front matter, into a <see cref="Document"/>.</summary>
public static class MarkdownReader
{
    /// <summary>Reads one file's content.</summary>
    /// <param name="path">Its path relative to the corpus folder, with forward slashes: names the document when it has no id.</param>
    /// <param name="content">The file, decoded.</param>
    public static ReadResult Read(string path, string content)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(content);
        return new Reading(path).Run(Normalise(content));
    }

    /// <summary>The Markdown below the front matter; all of it when there is none that can be read.</summary>
    public static string BodyOf(string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        try
        {
            FrontMatter.Read(Normalise(content), out var body, out _);
            return body.TrimStart('\n');
        }
        catch (YamlException)
        {
            return content;
        }
    }

    /// <summary>A document with another day of review.</summary>
    /// <param name="content">The file.</param>
    /// <param name="day">The day on which a person held it against its sources.</param>
    /// <returns>The file with that day; <see langword="null"/> when it has no front matter.</returns>
    public static string? WithReview(string content, DateOnly day) => With(content, "reviewed", day);

    /// <summary>A document with another last day in force.</summary>
    /// <param name="content">The file.</param>
    /// <param name="day">The day.</param>
    /// <returns>The file with that day; <see langword="null"/> when it has no front matter.</returns>
    public static string? WithEnd(string content, DateOnly day) => With(content, "validTo", day);

    private static string? With(string content, string key, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(content);
        var lines = Normalise(content).Split('\n');
        return FrontMatter.Fences(lines) is not var (start, end) ? null : string.Join('\n',
        [
            .. lines[start..end].Where(line => !line.StartsWith(key + ":", StringComparison.Ordinal)),
            string.Create(CultureInfo.InvariantCulture, $"{key}: {day:yyyy-MM-dd}"),
            .. lines[end..],
        ]);
    }

    private static string Normalise(string content) =>
        content.TrimStart('\uFEFF').ReplaceLineEndings("\n");

    private sealed class Reading(string path)
    {
        private readonly List<DocumentProblem> _problems = [];

        public ReadResult Run(string content)
        {
            FrontMatter? front;
            string body;
            int bodyLine;
            try
            {
                front = FrontMatter.Read(content, out body, out bodyLine);
            }
            catch (YamlException e)
            {
                Error((int)e.Start.Line, $"the front matter is not valid YAML: {(e.InnerException as YamlException)?.Message ?? e.Message} Mend the line, or quote a value that holds a colon.");
                return new ReadResult(null, _problems, IsCurated: true);
            }

            TextLayout layout;
            try
            {
                layout = TextLayout.Of(body);
            }
            catch (ArgumentException e)
            {
                // Markdig refuses documents nested beyond its limit.
                Error(0, $"the Markdown cannot be read: {e.Message}");
                return new ReadResult(null, _problems, front is not null);
            }

            if (layout.Text.Length == 0)
            {
                Error(0, "the document is empty: write its text, or delete the file");
                return new ReadResult(null, _problems, front is not null);
            }

            var curated = front?.Id is not null;
            front ??= new FrontMatter();
            if (curated)
            {
                Require(front);
            }

            var document = Compose(front, layout, bodyLine);
            return new ReadResult(document, _problems, curated);
        }

        private Document Compose(FrontMatter front, TextLayout layout, int bodyLine)
        {
            var validity = new Validity(Date(front.ValidFrom, "validFrom"), Date(front.ValidTo, "validTo"), front.Start == Validity.UnknownStart);
            if (front.Start is not null && (!validity.IsStartUnknown || validity.From is null))
            {
                Error(0, $"start '{front.Start}' is not understood: write start: {Validity.UnknownStart} beside validFrom, or leave it out");
            }

            if (!validity.IsOrdered)
            {
                Error(0, "validFrom is later than validTo: swap or mend them");
            }

            return new Document
            {
                Id = front.Id ?? System.IO.Path.GetFileNameWithoutExtension(path),
                Path = path,
                Title = front.Title ?? FirstHeading(layout) ?? System.IO.Path.GetFileNameWithoutExtension(path),
                Language = LanguageOf(front, layout),
                Kind = KindOf(front),
                Reference = front.Reference,
                Validity = validity,
                Reviewed = Date(front.Reviewed, "reviewed"),
                TranslationOf = front.TranslationOf,
                Related = Items(front.Related, "related"),
                PresumedInnocent = Items(front.PresumedInnocent, "presumedInnocent"),
                Sources = Items(front.Sources, "sources").ConvertAll(SourceOf),
                Provenance = front.Provenance is { } origin ? new Provenance(origin.File ?? "", origin.Format ?? "", origin.Sha256 ?? "", Date(origin.Imported, "imported"), origin.VersionOf) : null,
                Text = layout.Text,
                Sections = Sections(layout, validity, bodyLine),
                Blocks = [.. layout.Blocks.Select(block => block with { Line = block.Line + bodyLine })],
            };
        }

        private static string? FirstHeading(TextLayout layout) =>
            layout.Headings.FirstOrDefault(heading => heading.Text.Length > 0)?.Text;

        private void Require(FrontMatter front)
        {
            (string Key, bool Missing)[] needed =
            [
                ("title", front.Title is null),
                ("language", front.Language is null),
                ("kind", front.Kind is null),
                ("reviewed", front.Reviewed is null),
                ("sources", front.Sources is null or { Count: 0 }),
            ];
            foreach (var (key, _) in needed.Where(field => field.Missing))
            {
                Error(1, $"'{key}' is missing in the front matter: add it");
            }

            foreach (var (key, line) in front.UnknownKeys)
            {
                Error(line, $"'{key}' is not a key of the front matter: mend its spelling or remove it");
            }
        }

        private Language LanguageOf(FrontMatter front, TextLayout layout)
        {
            if (front.Language is null)
            {
                return LanguageDetector.Detect(layout.Text) ?? Language.French;
            }

            if (LanguageCodes.Parse(front.Language) is { } language)
            {
                return language;
            }

            Error(0, $"language '{front.Language}' is not known: use fr or en");
            return Language.French;
        }

        private DocumentKind KindOf(FrontMatter front)
        {
            if (front.Kind is null)
            {
                return DocumentKind.Guide;
            }

            if (Enum.TryParse<DocumentKind>(front.Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsDigit(front.Kind[0]))
            {
                return kind;
            }

            Error(0, $"kind '{front.Kind}' is not known: use one of {string.Join(", ", Enum.GetNames<DocumentKind>()).ToLowerInvariant()}");
            return DocumentKind.Guide;
        }

        /// <summary>The items of a list; YAML makes nothing of one that is only a hyphen.</summary>
        private List<T> Items<T>(List<T?>? list, string key)
            where T : class
        {
            if (list?.Contains(null) == true)
            {
                Error(1, $"'{key}' has an empty item: complete it or remove it");
            }

            return [.. (list ?? []).OfType<T>()];
        }

        private DocumentSource SourceOf(FrontMatter.Source source)
        {
            if (source.Url is not null && !IsWebAddress(source.Url))
            {
                Error(0, $"source url '{source.Url}' is not an http or https address: mend or remove it");
                source.Url = null;
            }

            if (string.IsNullOrWhiteSpace(source.Title))
            {
                Error(0, "a source has no title: add it");
            }

            return new DocumentSource
            {
                Id = source.Id,
                Publisher = source.Publisher ?? "",
                Title = source.Title ?? "",
                Url = source.Url,
                Date = Date(source.Date, "date of a source"),
                Consulted = Date(source.Consulted, "consulted"),
                IsAct = source.Act,
            };
        }

        private static bool IsWebAddress(string url) =>
            Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);

        private List<Section> Sections(TextLayout layout, Validity outer, int bodyLine)
        {
            var sections = new List<Section> { new() { Anchor = "", Heading = "", Level = 0, Validity = outer } };
            var anchors = new HashSet<string>(StringComparer.Ordinal) { "" };
            foreach (var heading in layout.Headings)
            {
                var line = heading.Line + bodyLine;
                foreach (var problem in heading.Attributes.Problems)
                {
                    Error(line, problem);
                }

                // A section with days of its own does not take the document's.
                var validity = heading.Attributes.Validity.IsUndated ? outer : heading.Attributes.Validity;
                if (!validity.IsOrdered)
                {
                    Error(line, "this section's validFrom is later than its validTo: swap or mend them");
                }

                sections.Add(new Section
                {
                    Anchor = Anchor(heading, anchors, line),
                    Heading = heading.Text,
                    Level = heading.Level,
                    Reference = heading.Attributes.Reference,
                    Validity = validity,
                    Line = line,
                });
            }

            return sections;
        }

        private string Anchor(LaidOutHeading heading, HashSet<string> taken, int line)
        {
            if (heading.Attributes.Anchor is { } given)
            {
                if (taken.Add(given))
                {
                    return given;
                }

                Error(line, $"the anchor '{given}' is used twice in this document: give each section its own");
            }

            var slug = Slug(heading.Text);
            var anchor = slug;
            for (var n = 2; !taken.Add(anchor); n++)
            {
                anchor = string.Create(CultureInfo.InvariantCulture, $"{slug}-{n}");
            }

            return anchor;
        }

        private static string Slug(string heading)
        {
            var slug = new StringBuilder(heading.Length);
            foreach (var c in heading.Normalize(NormalizationForm.FormD))
            {
                if (char.IsAsciiLetterOrDigit(c))
                {
                    slug.Append(char.ToLowerInvariant(c));
                }
                else if (slug.Length > 0 && slug[^1] != '-' && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                {
                    slug.Append('-');
                }
            }

            var text = slug.ToString().Trim('-');
            return text.Length == 0 ? "section" : text;
        }

        private DateOnly? Date(string? value, string key)
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                return null;
            }

            if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                return date;
            }

            Error(0, $"{key} '{value}' is not a date: write it as 2025-06-15");
            return null;
        }

        private void Error(int line, string message) =>
            _problems.Add(new DocumentProblem(ProblemSeverity.Error, path, line, message));
    }
}
