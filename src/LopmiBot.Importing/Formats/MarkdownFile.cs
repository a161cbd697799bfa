using LopmiBot.Answers.Documents;

namespace LopmiBot.Importing.Formats;

/// <summary>Markdown, with or without front matter: its text is kept as it is written.</summary>
internal sealed class MarkdownFile : IFormat
{
    public string Name => "Markdown";

    public IReadOnlyList<string> Extensions => [".md", ".markdown"];

    public IEnumerable<Reading>? Read(ImportFile file, ImportLimits limits)
    {
        var content = file.Text().ReplaceLineEndings("\n");
        var read = MarkdownReader.Read(file.Name + ".md", content);
        if (read.Document is not { } document)
        {
            throw new ImportException(read.Problems.Count > 0 ? read.Problems[0].Message : "it holds no text");
        }

        var source = document.Sources.Count > 0 ? document.Sources[0] : null;
        return
        [
            new ImportedDocument
            {
                Id = Names.Id(document.Id, document.Language),
                Title = document.Title,
                Language = document.Language,
                Kind = document.Kind,
                Reference = document.Reference,
                Validity = document.Validity,
                Body = MarkdownReader.BodyOf(content),
                Publisher = source?.Publisher ?? "",
                Url = source?.Url,
                Date = source?.Date,
            },
        ];
    }
}
