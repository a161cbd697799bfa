using System.Text.RegularExpressions;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;
using LopmiBot.Importing.Reports;

namespace LopmiBot.Importing.Formats;

/// <summary>Plain text: paragraphs between empty lines, their lines joined; a short line alone is a heading.</summary>
internal sealed partial class PlainText : IFormat
{
    private const int MaxHeading = 120;

    public string Name => "text";

    public IReadOnlyList<string> Extensions => [".txt", ".text"];

    public IEnumerable<Reading>? Read(ImportFile file, ImportLimits limits, CancellationToken cancellationToken)
    {
        var decoded = file.Decode();
        var report = new ReportBuilder { Encoding = decoded.Encoding };
        if (decoded.Warning is { } warning)
        {
            report.Warn(warning);
        }

        var text = VisibleText.Of(decoded.Text.ReplaceLineEndings("\n"));
        var own = Hyphens.OwnHyphens(text);
        var body = new MarkdownWriter();
        string? title = null;
        foreach (var block in Blocks().Split(text).Select(block => block.Trim('\n')).Where(block => block.Trim().Length > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var lines = block.Split('\n').Select(Names.Line).Where(line => line.Length > 0).ToList();
            if (lines.TrueForAll(line => Item().IsMatch(line)))
            {
                body.List(lines.Select(line => Item().Replace(line, "")));
            }
            else if (lines is [{ Length: <= MaxHeading } line] && !line.EndsWith('.') && !line.EndsWith(';') && !line.EndsWith(',') && !line.EndsWith(':'))
            {
                if (title is null && body.IsEmpty)
                {
                    title = line;
                }
                else
                {
                    body.Heading(2, line);
                }
            }
            else
            {
                body.Paragraph(Hyphens.Mend(lines, own));
            }
        }

        if (body.IsEmpty)
        {
            throw new ImportException("it holds no text");
        }

        var language = LanguageDetector.Detect(text) ?? Language.French;
        return [new ImportedDocument { Id = Names.Id(file.Name, language), Title = title ?? file.Name, Language = language, Body = body.ToString(), Report = report.Build(ReportBuilder.WordsOf(text), $"{title}\n{body}") }];
    }

    [GeneratedRegex(@"\n[ \t]*\n", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"^[-*•–]\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Item();
}
