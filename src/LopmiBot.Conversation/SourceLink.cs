using System.Globalization;
using LopmiBot.Answers.Excerpts;

namespace LopmiBot.Conversation;

/// <summary>Addresses of the page that shows a passage in its document.</summary>
public static class SourceLink
{
    /// <summary>The page of an excerpt's document with the passage marked, relative to the bot's public address.</summary>
    public static Uri To(Excerpt excerpt)
    {
        ArgumentNullException.ThrowIfNull(excerpt);
        var citation = excerpt.Citation;
        var anchor = citation.Anchor.Length > 0 ? "#" + Uri.EscapeDataString(citation.Anchor) : "";
        var passage = string.Create(CultureInfo.InvariantCulture, $"{excerpt.Span.Start}-{excerpt.Span.End}");
        return new Uri($"documents/{Uri.EscapeDataString(citation.DocumentId)}?passage={passage}{anchor}", UriKind.Relative);
    }

    /// <summary>The page of a document, at one of its sections.</summary>
    /// <param name="document">Id of the document.</param>
    /// <param name="anchor">Anchor of the section; empty for its head.</param>
    public static Uri ToDocument(string document, string anchor = "")
    {
        ArgumentNullException.ThrowIfNull(anchor);
        return new Uri($"documents/{Uri.EscapeDataString(document)}" + (anchor.Length > 0 ? "#" + Uri.EscapeDataString(anchor) : ""), UriKind.Relative);
    }

    /// <summary>The page that lists all documents.</summary>
    public static Uri ToDocuments() => new("documents", UriKind.Relative);
}
