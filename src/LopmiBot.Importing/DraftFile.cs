using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;

namespace LopmiBot.Importing;

/// <summary>Writes an imported document as a Markdown file with front matter: where it came from, and no day of review, which only a person can give.</summary>
public static class DraftFile
{
    /// <summary>A JSON text is a YAML text.</summary>
    private static readonly JsonSerializerOptions Quoted = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the file's content.</summary>
    /// <param name="document">The document.</param>
    /// <param name="file">Where it came from.</param>
    /// <param name="format">What that was read as.</param>
    /// <param name="day">The day of the import.</param>
    /// <param name="reviewed">The day on which a person held it against its source; <see langword="null"/>: nobody did.</param>
    public static string Write(ImportedDocument document, ImportFile file, string format, DateOnly day, DateOnly? reviewed = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(file);
        var front = new StringBuilder("---\n");
        void Add(string key, string? value, string indent = "")
        {
            if (!string.IsNullOrEmpty(value))
            {
                front.Append(CultureInfo.InvariantCulture, $"{indent}{key}: {JsonSerializer.Serialize(value, Quoted)}\n");
            }
        }

        static string? Day(DateOnly? each) => each?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Add("id", document.Id);
        Add("title", document.Title);
        Add("language", document.Language.Code());
        Add("kind", document.Kind.ToString().ToLowerInvariant());
        Add("reference", document.Reference);
        Add("validFrom", Day(document.Validity.From));
        Add("validTo", Day(document.Validity.To));
        Add("start", document.Validity.IsStartUnknown ? Validity.UnknownStart : null);
        Add("reviewed", Day(reviewed));
        front.Append("sources:\n");
        Add("title", document.Reference ?? document.Title, "  - ");
        Add("publisher", document.Publisher.Length > 0 ? document.Publisher : Path.GetFileName(file.Path.Replace('\\', '/')), "    ");
        Add("url", document.Url, "    ");
        Add("date", Day(document.Date), "    ");
        Add("consulted", Day(day), "    ");
        foreach (var source in document.MadeBy)
        {
            Add("title", source.Title, "  - ");
            Add("publisher", source.Publisher, "    ");
            Add("url", source.Url, "    ");
            Add("date", Day(source.Date), "    ");
        }

        front.Append("provenance:\n");
        Add("file", file.Path, "  ");
        Add("format", format, "  ");
        Add("sha256", file.Hash, "  ");
        Add("imported", Day(day), "  ");
        Add("versionOf", document.VersionOf, "  ");
        return front.Append("---\n\n").Append(document.Body).ToString();
    }
}
