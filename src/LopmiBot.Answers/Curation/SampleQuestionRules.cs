using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Curation;

/// <summary>What the questions beside the documents must be: enough of them for each section, each under one section.</summary>
internal sealed class SampleQuestionRules
{
    /// <summary>Questions that each section has at least.</summary>
    public const int FewestQuestions = 4;

    private readonly List<DocumentProblem> _problems = [];

    public IReadOnlyList<DocumentProblem> Check(IReadOnlyList<SampleQuestions> files, IReadOnlyList<Document> documents)
    {
        var written = documents.Where(document => document.Provenance is null).ToList();
        var byName = written.ToLookup(document => document.Name, StringComparer.Ordinal);
        foreach (var missing in byName.Where(group => !files.Any(file => file.Document == group.Key)))
        {
            Error($"{SampleQuestions.Folder}/{missing.Key}.yaml", 0, $"the document '{missing.Key}' has no file of questions: write one, with at least {FewestQuestions} for each section");
        }

        foreach (var file in files)
        {
            if (!byName.Contains(file.Document))
            {
                Error(file.Path, 0, $"no document is called '{file.Document}': rename or remove the file");
                continue;
            }

            CheckFile(file, [.. byName[file.Document]]);
        }

        CheckUnique(files);
        return _problems;
    }

    private void CheckFile(SampleQuestions file, List<Document> translations)
    {
        var bySection = file.Questions.ToLookup(question => question.Anchor, StringComparer.Ordinal);
        var document = translations[0];
        foreach (var anchor in bySection.Select(group => group.Key).Where(anchor => document.Sections.All(section => section.Anchor != anchor)))
        {
            Error(file.Path, bySection[anchor].First().Line, $"{document.Id} has no section '{anchor}': fix the key or remove its questions");
        }

        for (var i = 0; i < document.Sections.Count; i++)
        {
            var section = document.Sections[i];
            var paragraphs = document.Passages().Count(passage => passage.Section == i);
            if (paragraphs == 0)
            {
                continue;
            }

            var questions = bySection[section.Anchor].ToList();
            if (questions.Count < FewestQuestions)
            {
                Error(file.Path, questions.Count > 0 ? questions[0].Line : 0, $"the section '{KeyOf(section)}' has {questions.Count} questions: write at least {FewestQuestions}");
            }

            foreach (var question in questions.Where(question => question.Paragraph < 1 || question.Paragraph > paragraphs))
            {
                Error(file.Path, question.Line, $"the section '{KeyOf(section)}' has no paragraph {question.Paragraph}: fix the number or leave it out");
            }

            foreach (var translation in translations)
            {
                var heading = translation.Sections.FirstOrDefault(each => each.Anchor == section.Anchor)?.Heading;
                foreach (var question in questions.Where(question => heading is { Length: > 0 } && Normal(question.In(translation.Language)) == Normal(heading)))
                {
                    Error(file.Path, question.Line, $"'{question.In(translation.Language)}' copies the heading: ask it in other words");
                }
            }
        }
    }

    private void CheckUnique(IReadOnlyList<SampleQuestions> files)
    {
        foreach (var language in LanguageCodes.All)
        {
            var seen = new Dictionary<string, (string Document, string Anchor)>(StringComparer.Ordinal);
            foreach (var (file, question) in files.SelectMany(file => file.Questions.Select(question => (file, question))))
            {
                var key = Normal(question.In(language));
                if (!seen.TryAdd(key, (file.Document, question.Anchor)) && seen[key] != (file.Document, question.Anchor))
                {
                    Error(file.Path, question.Line, $"'{question.In(language)}' stands under {seen[key].Document}#{seen[key].Anchor} too: keep it where it is answered");
                }
            }
        }
    }

    private static string KeyOf(Section section) => section.Anchor.Length == 0 ? SampleQuestions.Opening : section.Anchor;

    private static string Normal(string question) =>
        string.Join(' ', Words.Fold(question).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim(' ', '?', '.', '!');

    private void Error(string path, int line, string message) => _problems.Add(new DocumentProblem(ProblemSeverity.Error, path, line, message));
}
