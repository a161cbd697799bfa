using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Documents;

/// <summary>One question that people ask, in both languages, and the section that answers it.</summary>
/// <param name="Anchor">The section's anchor; empty for the document's opening.</param>
/// <param name="French">The question in French.</param>
/// <param name="English">The same question in English.</param>
/// <param name="Paragraph">1-based number of the paragraph, list or table of the section that answers; <see langword="null"/>: the section does.</param>
/// <param name="Line">1-based line in the file.</param>
public sealed record SampleQuestion(string Anchor, string French, string English, int? Paragraph, int Line)
{
    /// <summary>The question in a language.</summary>
    public string In(Language language) => language == Language.French ? French : English;
}

/// <summary>How people ask for each section of a document: the file <c>questions/NAME.yaml</c> of a corpus.</summary>
/// <param name="Document">The document's <see cref="Document.Name"/>: <c>cp-323-3-2</c>.</param>
/// <param name="Path">The file, relative to the corpus folder.</param>
/// <param name="Questions">The questions in the order of the file.</param>
public sealed record SampleQuestions(string Document, string Path, IReadOnlyList<SampleQuestion> Questions)
{
    /// <summary>The folder of these files in a corpus.</summary>
    public const string Folder = "questions";

    /// <summary>The key of a document's opening, which has no anchor.</summary>
    public const string Opening = "opening";

    /// <summary>Reads one file: for each section's anchor a list of <c>fr</c>, <c>en</c> and, where it helps, <c>paragraph</c>.</summary>
    /// <param name="path">The file, relative to the corpus folder.</param>
    /// <param name="content">The file, decoded.</param>
    public static (SampleQuestions Questions, IReadOnlyList<DocumentProblem> Problems) Read(string path, string content)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(content);
        var file = new YamlFile(path);
        var questions = new List<SampleQuestion>();
        if (file.Read(content, "the questions of a document by section") is { } root)
        {
            foreach (var (anchor, items, _) in file.Pairs(root))
            {
                questions.AddRange(file.Items(items).Select(item => Question(file, anchor == Opening ? "" : anchor, item)).OfType<SampleQuestion>());
            }
        }

        return (new SampleQuestions(System.IO.Path.GetFileNameWithoutExtension(path), path, questions), file.Problems);
    }

    private static SampleQuestion? Question(YamlFile file, string anchor, YamlDotNet.RepresentationModel.YamlNode item)
    {
        string? french = null, english = null;
        int? paragraph = null;
        foreach (var (key, value, line) in file.Pairs(item))
        {
            switch (key)
            {
                case "fr":
                    french = file.Text(value, key);
                    break;
                case "en":
                    english = file.Text(value, key);
                    break;
                case "paragraph":
                    paragraph = file.Ordinal(value, key);
                    break;
                default:
                    file.Error(line, $"'{key}' is not a key of a question: use fr, en or paragraph");
                    break;
            }
        }

        if (french is null || english is null)
        {
            file.Error(YamlFile.LineOf(item), "a question lacks a language: give it fr and en, the same question in both");
            return null;
        }

        return new SampleQuestion(anchor, french, english, paragraph, YamlFile.LineOf(item));
    }
}
