using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;

namespace LopmiBot.Learning.Evaluation;

/// <summary>
/// The questions beside a corpus's documents as question sets: each part asks those of some documents, and the corpus that it is
/// asked of lacks them, so that a question does not find itself.
/// </summary>
/// <param name="Corpus">The corpus without the questions of the part's documents.</param>
/// <param name="Questions">Those questions, in both languages; right is the section that they stand under.</param>
public sealed record SampleQuestionSet(CorpusFolder Corpus, IReadOnlyList<SetQuestion> Questions)
{
    /// <summary>Cuts the questions of a corpus into parts, by document.</summary>
    /// <param name="folder">The corpus folder.</param>
    /// <param name="parts">How many.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static IReadOnlyList<SampleQuestionSet> Split(string folder, int parts)
    {
        var whole = new CorpusFolder(folder);
        var documents = whole.Files().Select(file => whole.Read(file).Document).OfType<Document>().ToLookup(document => document.Name, StringComparer.Ordinal);
        var (files, _) = whole.ReadQuestions();
        return [.. files
            .Select((file, number) => (file, part: number % parts))
            .GroupBy(each => each.part, each => each.file)
            .Select(group =>
            {
                var names = group.Select(file => file.Document).ToHashSet(StringComparer.Ordinal);
                return new SampleQuestionSet(
                    new CorpusFolder(folder, asksNothingOf: names),
                    [.. group.SelectMany(file => documents[file.Document].SelectMany(document => Asked(file, document)))]);
            })];
    }

    private static IEnumerable<SetQuestion> Asked(SampleQuestions file, Document document) =>
        file.Questions.Select((question, number) => new SetQuestion
        {
            Id = $"{document.Id}/{question.Anchor}/{number}",
            Lang = document.Language.Code(),
            Kind = document.Kind.ToString().ToLowerInvariant(),
            Question = question.In(document.Language),
            Answerable = true,
            Relevant = [document.Id],
            Sections = [$"{document.Id}#{question.Anchor}"],
        });
}
