using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Documents;

/// <summary>Where an official or secondary source of a document is found.</summary>
public sealed record DocumentSource
{
    /// <summary>What paragraphs name it by, <c>[^id]</c>; <see langword="null"/> when none does.</summary>
    public string? Id { get; init; }

    /// <summary>Who published it.</summary>
    public string Publisher { get; init; } = "";

    /// <summary>What it is called.</summary>
    public string Title { get; init; } = "";

    /// <summary>An absolute http or https address, or <see langword="null"/>.</summary>
    public string? Url { get; init; }

    /// <summary>The day of its publication, or of the version that was read.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The day on which it was read.</summary>
    public DateOnly? Consulted { get; init; }

    /// <summary>Whether it is the act that made the law that is told, and may be older than its coming into force.</summary>
    public bool IsAct { get; init; }
}

/// <summary>The file that a document was imported from.</summary>
/// <param name="File">Its name, as it was when it was read.</param>
/// <param name="Format">What it was read as.</param>
/// <param name="Sha256">Hash of its bytes, lower-case hexadecimal.</param>
/// <param name="Imported">The day.</param>
/// <param name="VersionOf">The publisher's own name for the text of which it is one version; <see langword="null"/>: of none.</param>
public sealed record Provenance(string File, string Format, string Sha256, DateOnly? Imported, string? VersionOf = null);

/// <summary>A part of a document under one heading. The text before the first heading is a section without one.</summary>
public sealed partial record Section
{
    /// <summary>Unique in its document, stable over edits of the heading when given explicitly. Empty: the document's head.</summary>
    public required string Anchor { get; init; }

    /// <summary>The heading's text; empty for the document's head.</summary>
    public required string Heading { get; init; }

    /// <summary>1 to 6; 0 for the document's head.</summary>
    public required int Level { get; init; }

    /// <summary>The article or decision that this section states, when it narrows the document's.</summary>
    public string? Reference { get; init; }

    /// <summary>When this section's content is in force: its own days, or the document's when it has none.</summary>
    public Validity Validity { get; init; }

    /// <summary>1-based line of its heading in the file; 0 for the document's head.</summary>
    public int Line { get; init; }

    /// <summary>What its versions share: its anchor without the year in which it came into force, <c>penalty</c> for <c>penalty-2025</c>.</summary>
    [JsonIgnore]
    public string Provision => Year().Replace(Anchor, "");

    /// <summary>Whether it says that nothing was in force: it has an end and no beginning.</summary>
    [JsonIgnore]
    public bool IsBeforeFirstVersion => Validity is { From: null, To: not null };

    [GeneratedRegex("-(?:19|20)[0-9]{2}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Year();
}

/// <summary>What a block of text is.</summary>
public enum BlockKind
{
    /// <summary>A heading line.</summary>
    Heading,

    /// <summary>A paragraph.</summary>
    Paragraph,

    /// <summary>A list; <see cref="TextBlock.Parts"/> are its items.</summary>
    List,

    /// <summary>A table; <see cref="TextBlock.Parts"/> are its cells, row by row.</summary>
    Table,
}

/// <summary>One block of a document's text.</summary>
public sealed record TextBlock
{
    /// <summary>What it is.</summary>
    public required BlockKind Kind { get; init; }

    /// <summary>Where it stands in <see cref="Document.Text"/>.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>Index into <see cref="Document.Sections"/>.</summary>
    public required int Section { get; init; }

    /// <summary>1-based line in the file on which it starts.</summary>
    public int Line { get; init; }

    /// <summary>Items of a list or cells of a table, in order.</summary>
    public IReadOnlyList<TextSpan> Parts { get; init; } = [];

    /// <summary>Cells in a table's row; 0 for other blocks.</summary>
    public int Columns { get; init; }

    /// <summary>Ids of the sources that it rests on, the main one first; empty: the document's.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
}

/// <summary>A curated document. Its <see cref="Text"/> is what excerpts are slices of.</summary>
public sealed partial record Document
{
    /// <summary>Unique in the corpus.</summary>
    public required string Id { get; init; }

    /// <summary>Path of its file, relative to the corpus folder, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The language that it is written in.</summary>
    public required Language Language { get; init; }

    /// <summary>What it is about.</summary>
    public DocumentKind Kind { get; init; }

    /// <summary>The article, act or decision that it states, as lawyers cite it.</summary>
    public string? Reference { get; init; }

    /// <summary>When its content is in force.</summary>
    public Validity Validity { get; init; }

    /// <summary>The day on which a person last looked for news of its subject; <see langword="null"/>: nobody did.</summary>
    public DateOnly? Reviewed { get; init; }

    /// <summary>Id of the document that this one translates.</summary>
    public string? TranslationOf { get; init; }

    /// <summary>Ids of documents to read next.</summary>
    public IReadOnlyList<string> Related { get; init; } = [];

    /// <summary>Names of people and companies under suspicion and not finally judged: each paragraph that has one says that they are presumed innocent.</summary>
    public IReadOnlyList<string> PresumedInnocent { get; init; } = [];

    /// <summary>The sources that it was written from, official ones first.</summary>
    public IReadOnlyList<DocumentSource> Sources { get; init; } = [];

    /// <summary>The file that it was imported from; <see langword="null"/>: a person wrote it.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>Its text without markup.</summary>
    public required string Text { get; init; }

    /// <summary>Its sections in order; the first is the document's head.</summary>
    public required IReadOnlyList<Section> Sections { get; init; }

    /// <summary>The blocks that <see cref="Text"/> is made of, in order.</summary>
    public required IReadOnlyList<TextBlock> Blocks { get; init; }

    /// <summary>What the files of a document and its translations are called, without a language at the end: <c>cp-323-3-2</c>.</summary>
    [JsonIgnore]
    public string Name => NameOf(Path);

    /// <summary>The <see cref="Name"/> of the document in a file.</summary>
    /// <param name="path">The file.</param>
    internal static string NameOf(string path)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(path);
        return name.Length > 3 && name[^3] is '-' or '.' or '_' && LanguageCodes.All.Any(language => name.EndsWith(language.Code(), StringComparison.Ordinal)) ? name[..^3] : name;
    }

    /// <summary>How people ask for its sections.</summary>
    public IReadOnlyList<SampleQuestion> Questions { get; init; } = [];

    /// <summary>What ties a document to its translations: the id of the original.</summary>
    public string TranslationGroup => TranslationOf ?? Id;

    /// <summary>The sources of what stands at <paramref name="span"/>: those that its blocks name, else all of the document's.</summary>
    public IReadOnlyList<DocumentSource> SourcesOf(TextSpan span)
    {
        var named = Blocks
            .Where(block => block.Span.Start < span.End && span.Start < block.Span.End)
            .SelectMany(block => block.Sources)
            .Distinct(StringComparer.Ordinal)
            .Select(id => Sources.FirstOrDefault(source => source.Id == id))
            .OfType<DocumentSource>()
            .ToList();
        return named.Count > 0 ? named : Sources;
    }

    /// <summary>The section that holds on a day what another one holds on others: its version of that day, else the one that says that nothing was in force.</summary>
    /// <param name="section">A section of this document.</param>
    /// <param name="day">The day.</param>
    /// <returns><see langword="null"/> when this document has none.</returns>
    public Section? VersionOn(Section section, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(section);
        if (section.Validity.Contains(day))
        {
            return section;
        }

        var versions = Sections.Where(other => other.Provision == section.Provision && other.Level == section.Level).ToList();
        var first = versions.Min(version => version.Validity.From);
        return versions.Find(version => version.Validity.Contains(day))
            ?? Sections.FirstOrDefault(other => other.IsBeforeFirstVersion && other.Validity.Contains(day) && other.Validity.To?.AddDays(1) == first);
    }

    /// <summary>The slice of <see cref="Text"/> at <paramref name="span"/>.</summary>
    public string Slice(TextSpan span) => Text[span.Start..span.End];
}
