using System.Globalization;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation.Access;
using LopmiBot.Conversation.Wording;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace LopmiBot.Pages;

/// <summary>A section of a document with its blocks, as the page draws it.</summary>
/// <param name="Section">The section.</param>
/// <param name="Heading">Its heading; <see langword="null"/> when there is none, or when it only repeats the title.</param>
/// <param name="Blocks">Its blocks without the heading.</param>
public sealed record SectionView(Section Section, string? Heading, IReadOnlyList<TextBlock> Blocks);

/// <summary>A document, with a quoted passage marked in it.</summary>
/// <param name="librarian">Knows what everybody may read.</param>
/// <param name="time">The clock.</param>
/// <param name="label">The pages' own words.</param>
public sealed class DocumentModel(Librarian librarian, TimeProvider time, IStringLocalizer<PageText> label) : PageModel
{
    /// <summary>Fragment of the part before the first heading.</summary>
    public const string HeadAnchor = "head";

    private readonly Words _words = Words.In(PageLanguage.Current);

    /// <summary>The document; <see langword="null"/>: there is none of that id.</summary>
    public Document? Document { get; private set; }

    /// <summary>The passage to mark; empty: none.</summary>
    public TextSpan Passage { get; private set; }

    /// <summary>The document in the other language.</summary>
    public Document? Translation { get; private set; }

    /// <summary>Documents to read next.</summary>
    public IReadOnlyList<Document> Related { get; private set; } = [];

    /// <summary>The document's sections.</summary>
    public IEnumerable<SectionView> Sections =>
        Document!.Blocks
            .GroupBy(block => block.Section)
            .Select(group =>
            {
                var section = Document.Sections[group.Key];
                var heading = section.Heading.Length == 0 || section.Heading == Document.Title ? null : section.Heading;
                return new SectionView(section, heading, [.. group.Where(block => block.Kind != BlockKind.Heading)]);
            });

    /// <summary>Fragment of the section that holds the passage.</summary>
    public string PassageAnchor
    {
        get
        {
            var block = Document!.Blocks.LastOrDefault(each => each.Span.Start <= Passage.Start);
            var anchor = block is null ? "" : Document.Sections[block.Section].Anchor;
            return anchor.Length > 0 ? anchor : HeadAnchor;
        }
    }

    /// <summary>What to know of the document, in a line.</summary>
    public IEnumerable<string> Facts
    {
        get
        {
            string?[] facts =
            [
                Document!.Reference,
                Period(Document.Validity),
                Document.Reviewed is { } day ? _words.Reviewed(day) : null,
            ];
            return facts.OfType<string>();
        }
    }

    /// <summary>Shows a document.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="passage">A range of its text, <c>START-END</c>; anything else marks nothing.</param>
    public IActionResult OnGet(string id, string? passage)
    {
        Document = librarian.OpenPages.Find(id);
        if (Document is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return Page();
        }

        Passage = ParsePassage(passage, Document.Text.Length);
        Translation = librarian.OpenShelf.FindTranslation(Document, Document.Language == Language.French ? Language.English : Language.French);
        Related = [.. Document.Related.Select(librarian.OpenShelf.Find).OfType<Document>()];
        return Page();
    }

    /// <summary>What to know of a section beyond what holds for the document; <see langword="null"/>: nothing.</summary>
    public string? FactsOf(Section section)
    {
        ArgumentNullException.ThrowIfNull(section);
        string?[] facts = [section.Reference, section.Validity == Document!.Validity ? null : Period(section.Validity)];
        var line = string.Join(" · ", facts.OfType<string>());
        return line.Length > 0 ? line : null;
    }

    /// <summary>The sources that a block names, with their places in the list, from 1.</summary>
    public IEnumerable<(DocumentSource Source, int Number)> SourcesOf(TextBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return block.Sources
            .Select(id => Document!.Sources.ToList().FindIndex(source => source.Id == id))
            .Where(place => place >= 0)
            .Select(place => (Document!.Sources[place], place + 1));
    }

    /// <summary>Publisher and dates of a source.</summary>
    public IEnumerable<string> FactsOf(DocumentSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        string?[] facts =
        [
            source.Publisher.Length > 0 ? source.Publisher : null,
            source.Date is { } date ? _words.Date(date) : null,
            source.Consulted is { } day ? label["Consulted", _words.Date(day)].Value : null,
        ];
        return facts.OfType<string>();
    }

    private string? Period(Validity validity)
    {
        var today = DateOnly.FromDateTime(time.GetLocalNow().Date);
        return _words.InForce(validity) is not { } period ? null
            : validity.Contains(today) ? period
            : label["NotInForce", period].Value;
    }

    private static TextSpan ParsePassage(string? passage, int length)
    {
        var dash = passage?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        return dash > 0
            && int.TryParse(passage.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            && int.TryParse(passage.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            && start < end && end <= length
                ? new TextSpan(start, end)
                : default;
    }
}
