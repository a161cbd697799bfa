using System.CommandLine;
using System.Globalization;
using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Text;
using LopmiBot.Configuration;
using LopmiBot.Importing;

namespace LopmiBot.CommandLine;

/// <summary><c>import</c>: writes draft documents from files of many formats.</summary>
internal static class ImportCommand
{
    private const int ProblemsShown = 100;

    /// <summary>Lines of the report of one file.</summary>
    private const int MostNotes = 10;

    public static Command Create()
    {
        var paths = new Argument<string[]>("path") { Description = $"Files, archives, or folders with all that is in them ({string.Join(' ', Importer.Extensions.Concat(Importer.ArchiveExtensions))}).", Arity = ArgumentArity.OneOrMore };
        var publish = new Option<bool>("--publish") { Description = "Put the documents into the corpus at once, marked as reviewed today: you vouch for them." };
        var set = new Option<string>("--set") { Description = "The document set to publish in.", HelpName = "NAME", DefaultValueFactory = _ => BotSettings.MainSet };
        var output = new Option<string?>("--output") { Description = "Folder for the drafts. Default: the one in which the administrators' page shows them.", HelpName = "DIR" };
        var replace = new Option<bool>("--replace") { Description = "Write over drafts of the same id that are there already." };
        var maxMegabytes = new Option<int>("--max-megabytes") { Description = "Refuse larger files.", HelpName = "N", DefaultValueFactory = _ => (int)(new ImportLimits().MaxFileBytes / 1024 / 1024) };
        var (corpus, data) = LopmiBotCommand.FolderOptions();
        var command = new Command("import", "Write documents from Markdown, text, HTML, PDF, DOCX, LEGI/JORF XML, EUR-Lex HTML, Formex 4, Judilibre and code JSON as drafts for a person to review.") { paths, publish, set, output, replace, maxMegabytes, corpus, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await LopmiBotCommand.SettingsAsync(parsed, corpus, data) is not { } settings)
            {
                return ExitCode.Error;
            }

            var folder = parsed.GetRequiredValue(set) is var name && name == BotSettings.MainSet ? settings.Corpus : settings.Sets.FirstOrDefault(each => each.Name == name)?.Folder;
            if (folder is null)
            {
                await Console.Error.WriteLineAsync($"There is no document set '{name}': use {string.Join(", ", settings.Sets.Select(each => each.Name).Prepend(BotSettings.MainSet))}.");
                return ExitCode.Usage;
            }

            var run = new Run(new DraftFolder(parsed.GetValue(output) ?? settings.Drafts), parsed.GetValue(replace), parsed.GetValue(publish) ? new CorpusFolder(folder) : null);
            var importer = new Importer(new ImportLimits { MaxFileBytes = Math.Max(1, parsed.GetRequiredValue(maxMegabytes)) * 1024L * 1024 });
            await LongWork.CountAsync("Importing", step => run.TakeAsync(importer.ReadAsync(parsed.GetRequiredValue(paths), cancellationToken), step), cancellationToken);
            if (parsed.GetValue(publish) && run.Written > 0)
            {
                await ConsoleAudit.NoteAsync(settings, "publish", name, string.Create(CultureInfo.InvariantCulture, $"{run.Written} documents imported"), cancellationToken);
            }

            return run.Report();
        });
        return command;
    }

    private sealed class Run(DraftFolder drafts, bool replace, CorpusFolder? publishIn)
    {
        private readonly DateOnly _today = DateOnly.FromDateTime(DateTime.Today);
        private readonly List<string> _problems = [];
        private readonly List<string> _noted = [];
        private readonly Dictionary<(string Text, Language Language), Dictionary<string, PublishedVersion>> _versions = [];
        private Dictionary<string, string>? _published;
        private int _written;
        private int _ended;
        private int _same;

        public int Written => _written;

        public async Task TakeAsync(IAsyncEnumerable<ImportResult> results, Action<int> step)
        {
            await foreach (var result in results)
            {
                if (result.Problem is { } problem)
                {
                    _problems.Add($"{result.File.Path}: {problem}");
                }
                else if (result.Document is { } document)
                {
                    if (document.Report is { } report && (report.Warnings.Count > 0 || report.Omissions.Count > 0))
                    {
                        _noted.AddRange(ReportCommand.Summary(report).Take(MostNotes).Select(line => $"{result.File.Path}: {line}"));
                    }

                    Write(result, document);
                    step(_written + _same);
                }
            }
        }

        public int Report()
        {
            foreach (var note in _noted.Take(ProblemsShown))
            {
                Console.Out.WriteLine(note);
            }

            if (_noted.Count > ProblemsShown)
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… and {_noted.Count - ProblemsShown} more: 'LopmiBot report DRAFT' shows them."));
            }

            foreach (var problem in _problems.Take(ProblemsShown))
            {
                Console.Error.WriteLine(problem);
            }

            if (_problems.Count > ProblemsShown)
            {
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… and {_problems.Count - ProblemsShown} more."));
            }

            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(publishIn is null ? "Drafted" : "Published")}: {_written}, there already: {_same}, problems: {_problems.Count}.{(_ended == 0 ? "" : $" Earlier versions that end with these: {_ended}.")}"));
            Console.Out.WriteLine(publishIn is null
                ? $"Review them at /admin, or in {drafts.Root}; nothing of them is quoted before they are published."
                : $"They are in {publishIn.Root}. Run 'LopmiBot index', or say 'reindex' to the bot.");
            return _problems.Count > 0 ? ExitCode.Error : ExitCode.Answered;
        }

        private void Write(ImportResult result, ImportedDocument document)
        {
            if (publishIn is not null)
            {
                Publish(result, document, publishIn);
                return;
            }

            switch (drafts.Add(document.Id, DraftFile.Write(document, result.File, result.Format, _today), document.Report, replace))
            {
                case Added.New:
                    _written++;
                    break;
                case Added.Same:
                    _same++;
                    break;
                default:
                    _problems.Add($"{result.File.Path}: there is another draft {document.Id}: publish or discard it, or use --replace");
                    break;
            }
        }

        /// <summary>What a person wrote is not replaced by what a machine read.</summary>
        private void Publish(ImportResult result, ImportedDocument document, CorpusFolder folder)
        {
            _published ??= ReadPublished(folder);
            var before = _published.GetValueOrDefault(document.Id);
            if (before is "")
            {
                _problems.Add($"{result.File.Path}: the corpus has a document {document.Id} that was not imported: it is left as it is");
                return;
            }

            var versions = VersionsOf(document.VersionOf, document.Language);
            versions.Remove(document.Id);
            var published = DraftFolder.Publish(document, DraftFile.Write(document, result.File, result.Format, _today, _today), folder, before, [.. versions.Values]);
            foreach (var ended in published.Ended)
            {
                versions[versions.First(version => version.Value.Path == ended.Path).Key] = ended;
            }

            versions.Add(document.Id, new PublishedVersion(published.Path, published.Validity));
            _published[document.Id] = published.Path;
            _ended += published.Ended.Count;
            _written++;
        }

        /// <summary>Each document's path, or none for one that a person wrote; and the versions of texts.</summary>
        private Dictionary<string, string> ReadPublished(CorpusFolder folder)
        {
            var published = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var document in folder.Files().Select(folder.Read).Select(read => read.Document).OfType<Document>())
            {
                if (published.TryAdd(document.Id, document.Provenance is null ? "" : document.Path))
                {
                    VersionsOf(document.Provenance?.VersionOf, document.Language).TryAdd(document.Id, new PublishedVersion(document.Path, document.Validity));
                }
            }

            return published;
        }

        /// <summary>The versions of a text by their documents' ids; a text that has none has an empty list of its own.</summary>
        private Dictionary<string, PublishedVersion> VersionsOf(string? text, Language language)
        {
            if (text is null)
            {
                return [];
            }

            if (!_versions.TryGetValue((text, language), out var versions))
            {
                _versions.Add((text, language), versions = new Dictionary<string, PublishedVersion>(StringComparer.Ordinal));
            }

            return versions;
        }
    }
}
