using System.Security.Cryptography;
using System.Text;

namespace LopmiBot.Answers.Documents;

/// <summary>A file of a corpus and the hash of its bytes.</summary>
/// <param name="Path">Relative to the corpus folder, with forward slashes.</param>
/// <param name="Hash">SHA-256, lower-case hexadecimal; empty when the file cannot be read.</param>
public sealed record CorpusFile(string Path, string Hash)
{
    /// <summary>Whether it could be read.</summary>
    public bool IsReadable => Hash.Length > 0;
}

/// <summary>A folder of Markdown documents, subfolders included. Files named README.md are for curators and are not documents.</summary>
/// <param name="root">The folder.</param>
/// <param name="without">Documents of this language are passed over: shows what questions find in the other one.</param>
public sealed class CorpusFolder(string root, Language? without = null)
{
    /// <summary>Larger files are refused: 32 MiB.</summary>
    public const int MaxFileBytes = 32 * 1024 * 1024;

    /// <summary>A document should be held against its sources at least this often.</summary>
    public const int DefaultReviewDays = 365;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The folder's full path.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>The paths of the documents' files in ordinal order.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public IEnumerable<string> Paths()
    {
        if (!Directory.Exists(Root))
        {
            throw new DirectoryNotFoundException($"The corpus folder {Root} does not exist. Create it, or name another with --corpus DIR.");
        }

        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
        };
        return Directory.EnumerateFiles(Root, "*.md", options)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !Path.GetFileName(path).Equals("README.md", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>The documents' files in ordinal order of their paths.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public IEnumerable<CorpusFile> Files()
    {
        foreach (var path in Paths())
        {
            // The questions beside a document are indexed with it: it changes when they do.
            var questions = QuestionFile(path);
            var file = new CorpusFile(path, HashOf(Path.Combine(Root, path)) + (File.Exists(questions) ? HashOf(questions) : ""));
            if (without is null || Read(file).Document?.Language != without)
            {
                yield return file;
            }
        }
    }

    private string QuestionFile(string path) => Path.Combine(Root, SampleQuestions.Folder, Document.NameOf(path) + ".yaml");

    private static string HashOf(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Reading it says why.
            return "";
        }
    }

    /// <summary>Reads one file.</summary>
    public ReadResult Read(CorpusFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var fullPath = Path.Combine(Root, file.Path);
        try
        {
            if (new FileInfo(fullPath).Length > MaxFileBytes)
            {
                return Refused(file.Path, $"the file is larger than {MaxFileBytes / 1024 / 1024} MiB: split it");
            }

            var result = MarkdownReader.Read(file.Path, File.ReadAllText(fullPath, StrictUtf8));
            var questions = QuestionFile(file.Path);
            return result.Document is { } document && File.Exists(questions)
                ? result with { Document = document with { Questions = SampleQuestions.Read(questions, File.ReadAllText(questions, StrictUtf8)).Questions.Questions } }
                : result;
        }
        catch (DecoderFallbackException)
        {
            return Refused(file.Path, "the file is not UTF-8: save it as UTF-8");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused(file.Path, $"the file cannot be read: {e.Message}");
        }
    }

    /// <summary>The glossary's file; <see langword="null"/> when the corpus has none.</summary>
    public CorpusFile? GlossaryFile()
    {
        var path = Path.Combine(Root, GlossaryReader.FileName);
        return File.Exists(path) ? new CorpusFile(GlossaryReader.FileName, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))) : null;
    }

    /// <summary>Reads the glossary; empty when the corpus has none.</summary>
    public (IReadOnlyList<GlossaryEntry> Entries, IReadOnlyList<DocumentProblem> Problems) ReadGlossary()
    {
        try
        {
            return GlossaryFile() is null ? ([], []) : GlossaryReader.Read(File.ReadAllText(Path.Combine(Root, GlossaryReader.FileName), StrictUtf8));
        }
        catch (DecoderFallbackException)
        {
            return ([], [new DocumentProblem(ProblemSeverity.Error, GlossaryReader.FileName, 0, "the file is not UTF-8: save it as UTF-8")]);
        }
    }

    /// <summary>Reads the questions beside the documents; none when the corpus has no such folder.</summary>
    public (IReadOnlyList<SampleQuestions> Files, IReadOnlyList<DocumentProblem> Problems) ReadQuestions()
    {
        var folder = Path.Combine(Root, SampleQuestions.Folder);
        if (!Directory.Exists(folder))
        {
            return ([], []);
        }

        var read = Directory.EnumerateFiles(folder, "*.yaml")
            .Order(StringComparer.Ordinal)
            .Select(path => SampleQuestions.Read($"{SampleQuestions.Folder}/{Path.GetFileName(path)}", File.ReadAllText(path)))
            .ToList();
        return ([.. read.Select(each => each.Questions)], [.. read.SelectMany(each => each.Problems)]);
    }

    /// <summary>Reads the table of provisions; <see langword="null"/> when the corpus has none.</summary>
    public (ProvisionTable? Table, IReadOnlyList<DocumentProblem> Problems) ReadProvisions()
    {
        var path = Path.Combine(Root, ProvisionTable.FileName);
        return File.Exists(path) ? ProvisionTableReader.Read(File.ReadAllText(path)) : (null, []);
    }

    /// <summary>Reads everything and checks what only shows across documents, and the rules of curation. Nothing is written.</summary>
    /// <param name="today">The day against which dates are held.</param>
    /// <param name="reviewDays">A document reviewed longer ago than this draws a warning.</param>
    public CorpusCheck Check(DateOnly today, int reviewDays = DefaultReviewDays)
    {
        var curated = new List<Document>();
        var documents = new Dictionary<string, Document>(StringComparer.Ordinal);
        var problems = new List<DocumentProblem>();
        var references = new List<(Document From, string Key, string Id)>();
        foreach (var file in Files())
        {
            var result = Read(file);
            problems.AddRange(result.Problems);
            if (result.Document is not { } document)
            {
                continue;
            }

            if (!documents.TryAdd(document.Id, document))
            {
                problems.Add(new DocumentProblem(ProblemSeverity.Error, document.Path, 0,
                    $"the id '{document.Id}' is already used by {documents[document.Id].Path}: give each document its own id"));
                continue;
            }

            if (result.IsCurated)
            {
                curated.Add(document);
            }

            references.AddRange(document.Related.Select(id => (document, "related", id)));
            if (document.TranslationOf is { } original)
            {
                references.Add((document, "translationOf", original));
            }
        }

        problems.AddRange(references
            .Where(reference => !documents.ContainsKey(reference.Id))
            .Select(reference => new DocumentProblem(ProblemSeverity.Error, reference.From.Path, 0,
                $"{reference.Key} names '{reference.Id}', which no document has as its id: mend or remove it")));
        var glossary = ReadGlossary();
        problems.AddRange(glossary.Problems);
        problems.AddRange(curated.SelectMany(new GlossarySpelling(glossary.Entries).Check));
        problems.AddRange(new CurationRules(today, reviewDays).Check(curated));
        var provisions = ReadProvisions();
        problems.AddRange(provisions.Problems);
        problems.AddRange(new ProvisionRules(provisions.Table).Check(curated));
        var questions = ReadQuestions();
        problems.AddRange(questions.Problems);
        if (questions.Files.Count > 0)
        {
            problems.AddRange(new SampleQuestionRules().Check(questions.Files, curated));
        }

        if (documents.Count == 0)
        {
            problems.Add(new DocumentProblem(ProblemSeverity.Error, ".", 0, "the corpus has no document: add Markdown files (*.md)"));
        }

        return new CorpusCheck([.. documents.Values], problems);
    }

    private static ReadResult Refused(string path, string message) =>
        new(null, [new DocumentProblem(ProblemSeverity.Error, path, 0, message)], IsCurated: false);
}

/// <summary>What checking a corpus gave.</summary>
/// <param name="Documents">Those that could be read.</param>
/// <param name="Problems">What to mend.</param>
public sealed record CorpusCheck(IReadOnlyList<Document> Documents, IReadOnlyList<DocumentProblem> Problems)
{
    /// <summary>Whether nothing stands in the way of serving every document.</summary>
    public bool Passed => Problems.All(problem => problem.Severity != ProblemSeverity.Error);
}
