using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Curation;

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
/// <param name="asksNothingOf">Names of documents whose questions are passed over: shows what they find that are not known.</param>
public sealed class CorpusFolder(string root, Language? without = null, IReadOnlySet<string>? asksNothingOf = null)
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
            var (hash, questions) = (HashOf(path), QuestionFile(path));
            var file = new CorpusFile(path, hash.Length > 0 && questions is not null ? hash + HashOf(questions) : hash);
            if (without is null || Read(file).Document?.Language != without)
            {
                yield return file;
            }
        }
    }

    /// <summary>The file of questions beside a document; <see langword="null"/> when there is none.</summary>
    private string? QuestionFile(string path)
    {
        var name = Document.NameOf(path);
        var file = $"{SampleQuestions.Folder}/{name}.yaml";
        return asksNothingOf?.Contains(name) != true && Exists(file) ? file : null;
    }

    private bool Exists(string path) => File.Exists(Path.Combine(Root, path));

    private string HashOf(string path)
    {
        try
        {
            using var stream = File.OpenRead(Path.Combine(Root, path));
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Reading it says why.
            return "";
        }
    }

    /// <summary>Reads one file, with the questions beside it: where those cannot be read, the document stands without them.</summary>
    public ReadResult Read(CorpusFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!TryReadText(file.Path, out var content, out var problem))
        {
            return new ReadResult(null, [problem], IsCurated: false);
        }

        var result = MarkdownReader.Read(file.Path, content);
        return result.Document is { } document && QuestionFile(file.Path) is { } questions && TryReadText(questions, out var text, out _)
            ? result with { Document = document with { Questions = SampleQuestions.Read(questions, text).Questions.Questions } }
            : result;
    }

    private bool TryReadText(string path, [NotNullWhen(true)] out string? content, [NotNullWhen(false)] out DocumentProblem? problem)
    {
        (content, problem) = (null, null);
        var fullPath = Path.Combine(Root, path);
        try
        {
            if (new FileInfo(fullPath).Length > MaxFileBytes)
            {
                problem = Refused($"the file is larger than {MaxFileBytes / 1024 / 1024} MiB: split it");
                return false;
            }

            content = File.ReadAllText(fullPath, StrictUtf8);
            return true;
        }
        catch (DecoderFallbackException)
        {
            problem = Refused("the file is not UTF-8: save it as UTF-8");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = Refused($"the file cannot be read: {e.Message}");
        }

        return false;

        DocumentProblem Refused(string message) => new(ProblemSeverity.Error, path, 0, message);
    }

    /// <summary>The files that are no documents: the glossary and the table of provisions, as far as the corpus has them.</summary>
    public IReadOnlyList<CorpusFile> Tables() =>
        [.. new[] { GlossaryReader.FileName, ProvisionTable.FileName }.Where(Exists).Select(name => new CorpusFile(name, HashOf(name)))];

    /// <summary>Reads the glossary; empty when the corpus has none.</summary>
    public (IReadOnlyList<GlossaryEntry> Entries, IReadOnlyList<DocumentProblem> Problems) ReadGlossary()
    {
        if (!Exists(GlossaryReader.FileName))
        {
            return ([], []);
        }

        return TryReadText(GlossaryReader.FileName, out var content, out var problem) ? GlossaryReader.Read(content) : ([], [problem]);
    }

    /// <summary>Reads the questions beside the documents; none when the corpus has no such folder.</summary>
    public (IReadOnlyList<SampleQuestions> Files, IReadOnlyList<DocumentProblem> Problems) ReadQuestions()
    {
        var folder = Path.Combine(Root, SampleQuestions.Folder);
        var files = new List<SampleQuestions>();
        var problems = new List<DocumentProblem>();
        if (Directory.Exists(folder))
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*.yaml").Select(path => $"{SampleQuestions.Folder}/{Path.GetFileName(path)}").Order(StringComparer.Ordinal))
            {
                if (TryReadText(path, out var content, out var problem))
                {
                    var read = SampleQuestions.Read(path, content);
                    files.Add(read.Questions);
                    problems.AddRange(read.Problems);
                }
                else
                {
                    problems.Add(problem);
                }
            }
        }

        return (files, problems);
    }

    /// <summary>Reads the table of provisions; <see langword="null"/> when the corpus has none, or none that can be read.</summary>
    public (ProvisionTable Table, IReadOnlyList<DocumentProblem> Problems) ReadProvisions()
    {
        if (!Exists(ProvisionTable.FileName))
        {
            return (ProvisionTable.Empty, []);
        }

        return TryReadText(ProvisionTable.FileName, out var content, out var problem) ? ProvisionTableReader.Read(content) : (ProvisionTable.Empty, [problem]);
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
                $"{reference.Key} names '{reference.Id}', which no document has as its id: fix or remove it")));
        var glossary = ReadGlossary();
        problems.AddRange(glossary.Problems);
        problems.AddRange(curated.SelectMany(new GlossarySpelling(glossary.Entries).Check));
        problems.AddRange(new CurationRules(today, reviewDays).Check(curated));
        var provisions = ReadProvisions();
        problems.AddRange(provisions.Problems);
        problems.AddRange(new ProvisionRules(Exists(ProvisionTable.FileName) ? provisions.Table : null).Check(curated));
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
}

/// <summary>What checking a corpus gave.</summary>
/// <param name="Documents">Those that could be read.</param>
/// <param name="Problems">What to fix.</param>
public sealed record CorpusCheck(IReadOnlyList<Document> Documents, IReadOnlyList<DocumentProblem> Problems)
{
    /// <summary>Whether nothing stands in the way of serving every document.</summary>
    public bool Passed => Problems.All(problem => problem.Severity != ProblemSeverity.Error);
}
