using LopmiBot.Answers.Documents;
using LopmiBot.Importing.Reports;

namespace LopmiBot.Importing.Formats;

/// <summary>Markdown, with or without front matter: its text is kept as it is written, but for what would not be read as it is shown.</summary>
internal sealed class MarkdownFile : IFormat
{
    public string Name => "Markdown";

    public IReadOnlyList<string> Extensions => [".md", ".markdown"];

    public IEnumerable<Reading>? Read(ImportFile file, ImportLimits limits, CancellationToken cancellationToken)
    {
        var decoded = file.Decode();
        var report = new ReportBuilder { Encoding = decoded.Encoding };
        if (decoded.Warning is { } warning)
        {
            report.Warn(warning);
        }

        var content = decoded.Text.ReplaceLineEndings("\n");
        var read = MarkdownReader.Read(file.Name + ".md", content);
        if (read.Document is not { } document)
        {
            throw new ImportException(read.Problems.Count > 0 ? read.Problems[0].Message : "it holds no text");
        }

        var source = document.Sources.Count > 0 ? document.Sources[0] : null;
        var body = MarkdownReader.BodyOf(content);
        var shown = MarkdownAsShown.Of(body, report, cancellationToken);
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
                Body = shown,
                Publisher = source?.Publisher ?? "",
                Url = source?.Url,
                Date = source?.Date,
                Report = report.Build(ReportBuilder.WordsOf(body), shown),
            },
        ];
    }
}
