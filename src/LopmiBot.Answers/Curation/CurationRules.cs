using System.Text.RegularExpressions;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Curation;

/// <summary>What a curated document must be, beyond being readable: see the corpus's README.</summary>
/// <param name="today">The day against which dates are held.</param>
/// <param name="reviewDays">A document reviewed longer ago than this draws a warning.</param>
internal sealed partial class CurationRules(DateOnly today, int reviewDays)
{
    private readonly List<DocumentProblem> _problems = [];

    public IReadOnlyList<DocumentProblem> Check(IReadOnlyList<Document> documents)
    {
        var presumedInnocent = documents.SelectMany(document => document.PresumedInnocent).Distinct(StringComparer.Ordinal).ToList();
        foreach (var document in documents)
        {
            CheckIdentity(document);
            CheckDates(document);
            CheckVersions(document);
            if (document.Provenance is null)
            {
                CheckSections(document);
                CheckSources(document);
                CheckSourceMarks(document);
                CheckSentences(document);
                CheckPresumption(document, presumedInnocent);
                CheckCase(document);
            }
        }

        foreach (var versions in documents.Where(document => document.Provenance?.VersionOf is not null).GroupBy(document => (document.Provenance!.VersionOf, document.Language)))
        {
            CheckSuccession([.. versions.OrderBy(version => version.Validity.From ?? DateOnly.MinValue)]);
        }

        // An imported text is somebody else's: it is quoted as it stands, in the language that it has.
        foreach (var translations in documents.Where(document => document.Provenance is null).GroupBy(document => document.TranslationGroup, StringComparer.Ordinal))
        {
            CheckTranslations([.. translations]);
        }

        return _problems;
    }

    private void CheckIdentity(Document document)
    {
        if (!Id().IsMatch(document.Id))
        {
            Error(document, 1, $"the id '{document.Id}' has other characters than a-z, 0-9 and hyphens: change it");
        }
        else if (!document.Id.EndsWith("-" + document.Language.Code(), StringComparison.Ordinal))
        {
            Error(document, 1, $"the id '{document.Id}' does not end with the language: name it {document.Id}-{document.Language.Code()}");
        }

        if (document.Related.Contains(document.Id, StringComparer.Ordinal))
        {
            Error(document, 1, "related names the document itself: remove it");
        }
    }

    private void CheckDates(Document document)
    {
        if (document.Reviewed > today)
        {
            Error(document, 1, $"reviewed is in the future ({document.Reviewed:yyyy-MM-dd}): set the day of the last review");
        }
        else if (document.Reviewed < today.AddDays(-reviewDays))
        {
            Warn(document, 1, $"reviewed is older than {reviewDays} days ({document.Reviewed:yyyy-MM-dd}): look for news of its subject again");
        }
    }

    private void CheckSources(Document document)
    {
        foreach (var source in document.Sources)
        {
            if (source.Publisher.Length == 0)
            {
                Error(document, 1, $"the source '{source.Title}' has no publisher: add it");
            }

            if (source.Consulted is null)
            {
                Error(document, 1, $"the source '{source.Title}' has no day of consultation: add consulted");
            }
            else if (source.Consulted > today)
            {
                Error(document, 1, $"the source '{source.Title}' was consulted in the future: mend consulted");
            }
            else if (source.Date > source.Consulted)
            {
                Error(document, 1, $"the source '{source.Title}' is dated after it was consulted: mend date or consulted");
            }
        }

        foreach (var source in document.Sources.Where(source => source.Url is not null && Unpublished().IsMatch(new Uri(source.Url).Host)))
        {
            Error(document, 1, $"the source {source.Url} leads to a host that is not meant for readers: name the publisher's public page");
        }

        foreach (var twice in document.Sources.Where(source => source.Url is not null).GroupBy(source => source.Url, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            Error(document, 1, $"the source {twice.Key} is listed twice: remove one");
        }

        if (document.Sources.All(source => source.Url is null))
        {
            Error(document, 1, "no source has an address, so that no citation can lead to it: add a url");
        }
    }

    /// <summary>In a text on the law or on a case, and wherever one paragraph does, each says which of several sources it rests on.</summary>
    private void CheckSourceMarks(Document document)
    {
        var ids = document.Sources.Select(source => source.Id).OfType<string>().ToList();
        foreach (var twice in ids.GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            Error(document, 1, $"two sources have the id '{twice.Key}': give each its own");
        }

        foreach (var block in document.Blocks)
        {
            foreach (var id in block.Sources.Except(ids, StringComparer.Ordinal))
            {
                Error(document, block.Line, $"the paragraph names the source [^{id}], which the front matter does not list: add it to sources, or mend the mark");
            }
        }

        foreach (var id in ids.Except(document.Blocks.SelectMany(block => block.Sources), StringComparer.Ordinal))
        {
            Error(document, 1, $"no paragraph names the source '{id}': mark what rests on it with [^{id}], or remove it");
        }

        var isSourced = Sourced.Contains(document.Kind) || document.Blocks.Any(block => block.Sources.Count > 0);
        if (isSourced && document.Sources.Count > 1)
        {
            foreach (var (span, _) in document.Passages())
            {
                var blocks = document.Blocks.Where(block => block.Span.Start >= span.Start && block.Span.End <= span.End).ToList();
                if (blocks.TrueForAll(block => block.Sources.Count == 0))
                {
                    Error(document, blocks[0].Line, "the paragraph does not say which source it rests on: end it with [^id], the id of a source in the front matter");
                }
            }
        }
    }

    private void CheckSections(Document document)
    {
        for (var i = 0; i < document.Sections.Count; i++)
        {
            var section = document.Sections[i];
            if (section.Level == 0)
            {
                continue;
            }

            if (section.Level != 2)
            {
                Error(document, section.Line, "a section's heading has two hashes (##): the title is in the front matter");
            }

            if (!document.Blocks.Any(block => block.Section == i && block.Kind != BlockKind.Heading))
            {
                Error(document, section.Line, $"the section '{section.Heading}' has no text: write it, or remove the heading");
            }

            var twin = document.Sections.Take(i).FirstOrDefault(other => other.Heading == section.Heading);
            if (twin is not null)
            {
                Error(document, section.Line, $"the heading '{section.Heading}' stands twice in this document: say what differs");
            }
        }
    }

    /// <summary>Sections whose anchors differ in a year alone (penalty-2023, penalty-2025) are versions of one provision.</summary>
    private void CheckVersions(Document document)
    {
        var versions = document.Sections
            .Where(section => section.Provision != section.Anchor && !section.IsBeforeFirstVersion)
            .GroupBy(section => section.Provision, StringComparer.Ordinal)
            .Where(group => group.Count() > 1);
        foreach (var provision in versions)
        {
            var ordered = provision.OrderBy(section => section.Validity.From ?? DateOnly.MinValue).ToList();
            foreach (var (earlier, later) in ordered.Zip(ordered.Skip(1)))
            {
                if (earlier.Validity.To is not { } end || later.Validity.From is not { } start)
                {
                    Error(document, earlier.Line, $"the versions {earlier.Anchor} and {later.Anchor} do not say where one ends and the other begins: set validTo and validFrom");
                }
                else if (end.AddDays(1) < start)
                {
                    Error(document, later.Line, $"no version of '{provision.Key}' is in force from {end.AddDays(1):yyyy-MM-dd} to {start.AddDays(-1):yyyy-MM-dd}: mend the gap");
                }
                else if (end >= start)
                {
                    Error(document, later.Line, $"two versions of '{provision.Key}' are in force from {start:yyyy-MM-dd} to {end:yyyy-MM-dd}: mend the overlap");
                }
            }
        }
    }

    /// <summary>Of the versions of one text, one at a time is in force.</summary>
    private void CheckSuccession(IReadOnlyList<Document> versions)
    {
        foreach (var (earlier, later) in versions.Zip(versions.Skip(1)))
        {
            if (earlier.Validity.To is not { } end || end >= later.Validity.From)
            {
                Error(earlier, 1, $"'{later.Id}' is another version of the same text and in force at the same time: end the earlier one by validTo, on the day before the later one's validFrom");
            }
        }
    }

    /// <summary>What is quoted alone must not mislead, and must fit.</summary>
    private void CheckSentences(Document document)
    {
        foreach (var block in document.Blocks.Where(block => block.Kind == BlockKind.Paragraph))
        {
            var section = document.Sections[block.Section];
            var text = document.Slice(block.Span);
            if (section.Validity.To < today && !Superseded().IsMatch(text))
            {
                Error(document, block.Line, "a paragraph on a version that is no longer in force must say so: begin it with 'Jusqu\u2019au …' or 'Until …'");
            }

            foreach (var sentence in SentenceSplitter.Split(document.Text, block.Span))
            {
                if (sentence.Length > Excerpt.MaxLength)
                {
                    Error(document, block.Line, $"a sentence of {sentence.Length} characters cannot be quoted whole (at most {Excerpt.MaxLength}): split it");
                }
            }

            var opening = FirstWord().Match(text).Value;
            if (Pronouns.Contains(opening) && !Impersonal().IsMatch(text))
            {
                Error(document, block.Line, $"the paragraph opens with '{opening}': name its subject, so that its first sentence can be quoted alone");
            }
        }
    }

    private void CheckPresumption(Document document, IReadOnlyList<string> presumedInnocent)
    {
        if (document.Kind == DocumentKind.Case && !Presumption().IsMatch(document.Text) && Suspicion().IsMatch(document.Text))
        {
            Error(document, 1, "the case names people or companies under suspicion and never says that they are presumed innocent: say it");
        }

        foreach (var (span, _) in document.Passages())
        {
            var text = document.Slice(span);
            if (!Presumption().IsMatch(text) && presumedInnocent.FirstOrDefault(name => text.Contains(name, StringComparison.Ordinal)) is { } named)
            {
                Error(document, document.Blocks.First(block => block.Span.Start >= span.Start).Line, $"the paragraph names {named}, who is not finally judged, and is quoted alone: say in it that they are presumed innocent");
            }
        }
    }

    /// <summary>A case says what was known on which day, and what happened when.</summary>
    private void CheckCase(Document document)
    {
        if (document.Kind != DocumentKind.Case)
        {
            return;
        }

        var status = Paragraphs(document, "status");
        if (!status.Exists(block => Day().IsMatch(document.Slice(block.Span))))
        {
            Error(document, status.Count > 0 ? status[0].Line : 1, "the case does not say where it stands, and as of which day: give it a section {#status} that does");
        }

        var chronology = Paragraphs(document, "chronology");
        if (chronology.Count == 0)
        {
            Error(document, 1, "the case has no chronology: give it a section {#chronology} with one dated event a paragraph");
        }

        foreach (var undated in chronology.Where(block => !Year().IsMatch(document.Slice(block.Span))))
        {
            Error(document, undated.Line, "the event has no date: say when it happened");
        }
    }

    private static List<TextBlock> Paragraphs(Document document, string anchor) =>
        [.. document.Blocks.Where(block => block.Kind == BlockKind.Paragraph && document.Sections[block.Section].Anchor == anchor)];

    private void CheckTranslations(List<Document> translations)
    {
        var original = translations.Find(document => document.TranslationOf is null);
        foreach (var language in LanguageCodes.All.Where(language => translations.TrueForAll(document => document.Language != language)))
        {
            Error(translations[0], 1, $"the document has no version in {language}: write it, with translationOf: {translations[0].TranslationGroup}");
        }

        foreach (var translation in translations.Where(document => document.TranslationOf is not null && original is not null))
        {
            CheckTranslation(original!, translation);
        }
    }

    private void CheckTranslation(Document original, Document translation)
    {
        if (translation.Language == original.Language)
        {
            Error(translation, 1, $"translationOf names {original.Id}, which is in the same language: mend it");
            return;
        }

        if (translation.Kind != original.Kind || translation.Validity != original.Validity)
        {
            Error(translation, 1, $"kind, validFrom and validTo differ from those of {original.Id}: make them the same");
        }

        if (!translation.Sections.Select(section => section.Anchor).SequenceEqual(original.Sections.Select(section => section.Anchor), StringComparer.Ordinal))
        {
            Error(translation, 1, $"the sections' anchors differ from those of {original.Id}: give both the same sections in the same order");
            return;
        }

        for (var i = 0; i < translation.Sections.Count; i++)
        {
            var (here, there) = (translation.Sections[i], original.Sections[i]);
            if (here.Validity != there.Validity)
            {
                Error(translation, here.Line, $"validFrom and validTo of '{here.Heading}' differ from those in {original.Id}: make them the same");
            }

            var figures = FiguresOf(translation, i);
            var expected = FiguresOf(original, i);
            if (!figures.SequenceEqual(expected, StringComparer.Ordinal))
            {
                var missing = string.Join(", ", Less(expected, figures));
                var added = string.Join(", ", Less(figures, expected));
                Error(translation, here.Line, $"the figures of '{here.Heading}' differ from those in {original.Id} (only there: {missing}; only here: {added}): mend the wrong one");
            }
        }
    }

    private static List<string> FiguresOf(Document document, int section) =>
        Figures.Of(
            string.Join('\n', document.Blocks.Where(block => block.Section == section).Select(block => document.Slice(block.Span))),
            document.Language);

    /// <summary>What the first list holds more often than the second.</summary>
    private static List<string> Less(List<string> from, List<string> what)
    {
        var rest = from.ToList();
        what.ForEach(figure => rest.Remove(figure));
        return rest;
    }

    private void Error(Document document, int line, string message) =>
        _problems.Add(new DocumentProblem(ProblemSeverity.Error, document.Path, line, message));

    private void Warn(Document document, int line, string message) =>
        _problems.Add(new DocumentProblem(ProblemSeverity.Warning, document.Path, line, message));

    private static readonly HashSet<DocumentKind> Sourced =
    [
        DocumentKind.Statute, DocumentKind.Offence, DocumentKind.Case, DocumentKind.Decision,
    ];

    private static readonly HashSet<string> Pronouns = new(StringComparer.OrdinalIgnoreCase)
    {
        "il", "elle", "ils", "elles", "celui-ci", "celle-ci", "cela", "ceci", "it", "he", "she", "they", "this", "these", "that",
    };

    [GeneratedRegex("^[a-z0-9]+(?:-[a-z0-9]+)*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();

    [GeneratedRegex("^(?:jusqu['’]|until )", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Superseded();

    [GeneratedRegex(@"^[\p{L}\-]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstWord();

    [GeneratedRegex("^(?:il (?:n['’])?(?:y )?(?:a|est|faut)|it is) ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Impersonal();

    [GeneratedRegex("présumée?s? innocente?s?|presumed innocent", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Presumption();

    [GeneratedRegex(@"\b[0-9]{1,2}(?:er)? \p{L}+ (?:19|20)[0-9]{2}\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Day();

    /// <summary>Hosts by which publishers try or deliver their pages.</summary>
    [GeneratedRegex(@"(?:^|[.-])(?:test|tests|staging|preprod|dev|beta|webview)(?:[.-]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unpublished();

    [GeneratedRegex(@"\b(?:19|20)[0-9]{2}\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Year();

    [GeneratedRegex("mis en examen|garde à vue|suspect|mises? en cause|accus|under formal investigation|custody|implicated", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Suspicion();
}
