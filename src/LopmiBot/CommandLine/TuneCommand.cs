using System.CommandLine;
using System.Globalization;
using LopmiBot.Answers;
using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Embeddings;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Ranking;
using LopmiBot.Answers.Searching;
using LopmiBot.Embeddings;
using LopmiBot.Learning.Evaluation;
using LopmiBot.Learning.Training;

namespace LopmiBot.CommandLine;

/// <summary><c>tune</c>: learns the weights of the ranking from question sets, and shows how they do on questions that they were not learned from.</summary>
internal static class TuneCommand
{
    public static Command Create()
    {
        var questions = new Option<string[]>("--questions")
        {
            Description = "A question set; give the option once a set.",
            HelpName = "FILE",
            Required = true,
        };
        var corpora = new Option<string[]>("--corpus")
        {
            Description = "The documents that the set is about: the first for the first set, and so on.",
            HelpName = "DIR",
            Required = true,
        };
        var folds = new Option<int>("--folds") { Description = "Parts for the cross-validation, by document; 0: none.", HelpName = "N", DefaultValueFactory = _ => 5 };
        var lexicon = new Option<string?>("--lexicon") { Description = "Where to write the words that stand for each other in the documents and their translations.", HelpName = "FILE" };
        var retrieval = new Option<bool>("--retrieval") { Description = "Also learn by what weights passages are found, which takes a quarter of an hour; without it those that ship are kept." };
        var encoder = new Option<string?>("--encoder") { Description = "Folder of the sentence encoder: one that has not seen the documents of the questions. The one that ships when omitted.", HelpName = "DIR" };
        var output = new Option<string?>("--output") { Description = "Where to write the weights.", HelpName = "FILE" };
        var command = new Command("tune", "Learn the weights of the ranking from question sets. Offline; the same inputs give the same weights.") { questions, corpora, encoder, retrieval, folds, output, lexicon };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var files = parsed.GetRequiredValue(questions);
            var folders = parsed.GetRequiredValue(corpora);
            if (files.Length != folders.Length)
            {
                await Console.Error.WriteLineAsync("Give as many --corpus folders as --questions files: the first is for the first set, and so on.");
                return ExitCode.Usage;
            }

            if (parsed.GetValue(encoder) is { } named && !SentenceEncoder.IsIn(named))
            {
                await Console.Error.WriteLineAsync($"{named} holds no sentence encoder: put encoder.onnx and vocab.txt there, or leave --encoder out.");
                return ExitCode.Error;
            }

            using var sets = new Sets(parsed.GetValue(encoder));
            foreach (var (file, folder) in files.Zip(folders))
            {
                if (!await sets.AddAsync(file, folder, cancellationToken))
                {
                    return ExitCode.Error;
                }
            }

            if (parsed.GetValue(lexicon) is { } words)
            {
                await using var writer = new StreamWriter(words);
                Lexicon.Write(writer, sets.All.Select(set => set.Index).Distinct().SelectMany(LexiconTrainer.Learn), "Learned by 'LopmiBot tune --lexicon' from translated documents: French, English, likelihood. Do not edit: run the command again.");
            }

            var trainer = new RankingTrainer(sets.All, DateOnly.FromDateTime(DateTime.Now), parsed.GetValue(retrieval));
            if (parsed.GetValue(folds) is > 1 and var parts)
            {
                await CrossValidateAsync(trainer, sets.All, parts, cancellationToken);
            }

            var learned = await LearnAsync(trainer, "Learning from all questions", (_, _) => true, Obtained(sets.All), cancellationToken);
            Print("questions that the weights were learned from", sets.All.Select(set => (set, Measure(set, learned, set.Questions))));
            if (parsed.GetValue(output) is { } path)
            {
                await using var stream = File.Create(path);
                learned.Write(stream);
            }

            return ExitCode.Answered;
        });
        return command;
    }

    private static Task<RankingModel> LearnAsync(RankingTrainer trainer, string title, Func<TrainingSet, SetQuestion, bool> include, string obtained, CancellationToken cancellationToken) =>
        LongWork.RunAsync(
            title,
            step => trainer.Learn(include, obtained, LongWork.Progress<int>(done => step(done, RankingTrainer.Steps)), cancellationToken),
            cancellationToken);

    private static string Obtained(IReadOnlyList<TrainingSet> sets) =>
        "Learned by 'LopmiBot tune' from " + string.Join(" and ", sets.Select(set => string.Create(CultureInfo.InvariantCulture, $"{set.Questions.Count} questions of {set.Name}")))
        + ". Do not edit: run the command again.";

    private static async Task CrossValidateAsync(RankingTrainer trainer, IReadOnlyList<TrainingSet> sets, int folds, CancellationToken cancellationToken)
    {
        var results = sets.ToDictionary(set => set, _ => new Tally());
        for (var fold = 0; fold < folds; fold++)
        {
            var left = fold;
            var model = await LearnAsync(
                trainer,
                string.Create(CultureInfo.InvariantCulture, $"Fold {fold + 1} of {folds}"),
                (set, question) => FoldOf(set, question, folds) != left,
                "one fold",
                cancellationToken);
            foreach (var set in sets)
            {
                results[set].Add(Measure(set, model, [.. set.Questions.Where(question => FoldOf(set, question, folds) == left)]));
            }
        }

        Print(
            string.Create(CultureInfo.InvariantCulture, $"cross-validation by document, {folds} folds: questions that the weights were not learned from"),
            results.Select(pair => (pair.Key, pair.Value)));
    }

    /// <summary>Questions about one document, or about its translation, are in one fold; so are two whose ids differ in the language at their end only.</summary>
    private static int FoldOf(TrainingSet set, SetQuestion question, int folds)
    {
        var id = question.Relevant is { Count: > 0 } relevant ? relevant[0] : question.Id[..Math.Max(0, question.Id.LastIndexOf('/'))] is { Length: > 0 } pair ? pair : question.Id;
        var key = set.Index.Find(id)?.TranslationGroup ?? id;
        // FNV-1a: the same in every process.
        return (int)(key.Aggregate(2166136261, (hash, c) => (hash ^ c) * 16777619) % (uint)folds);
    }

    private static Tally Measure(TrainingSet set, RankingModel model, IReadOnlyList<SetQuestion> questions)
    {
        var tally = new Tally();
        if (questions.Count > 0)
        {
            var figures = new Evaluator(new AnswerEngine(set.Index, ranking: model), set.Folder).Run(questions).All.Figures;
            foreach (var figure in figures)
            {
                tally.Add(figure.Name, figure.Hits, figure.Of);
            }
        }

        return tally;
    }

    private static void Print(string title, IEnumerable<(TrainingSet Set, Tally Tally)> results)
    {
        Console.WriteLine(title);
        foreach (var (set, tally) in results)
        {
            Console.WriteLine("  " + set.Name);
            foreach (var (name, (hits, of)) in tally.Figures.Where(pair => pair.Value.Of > 0))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {name,-22} {100.0 * hits / of,5:0.0} %, of {of}"));
            }
        }
    }

    private sealed class Tally
    {
        public Dictionary<string, (int Hits, int Of)> Figures { get; } = new(StringComparer.Ordinal);

        public void Add(string name, int hits, int of)
        {
            var (before, beforeOf) = Figures.GetValueOrDefault(name);
            Figures[name] = (before + hits, beforeOf + of);
        }

        public void Add(Tally other)
        {
            foreach (var (name, (hits, of)) in other.Figures)
            {
                Add(name, hits, of);
            }
        }
    }

    private sealed class Sets : IDisposable
    {
        private readonly SentenceEncoder _encoder;
        private readonly PassageEmbedder _embedder;
        private readonly List<TrainingSet> _sets = [];
        private readonly List<DirectoryInfo> _folders = [];
        private readonly Dictionary<string, CorpusIndex> _indexes = [];

        public Sets(string? encoder)
        {
            _encoder = SentenceEncoder.Open(encoder, Environment.ProcessorCount);
            _embedder = new PassageEmbedder(_encoder, SentenceEncoder.QuestionPrompt);
        }

        public IReadOnlyList<TrainingSet> All => _sets;

        public async Task<bool> AddAsync(string file, string folder, CancellationToken cancellationToken)
        {
            if (await QuestionFile.ReadAsync(file) is not { } questions)
            {
                return false;
            }

            try
            {
                _sets.Add(new TrainingSet(NameOf(file), folder, IndexOf(folder, cancellationToken), questions));
                return true;
            }
            catch (DirectoryNotFoundException e)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return false;
            }
        }

        private CorpusIndex IndexOf(string folder, CancellationToken cancellationToken)
        {
            if (!_indexes.TryGetValue(folder, out var index))
            {
                var data = Directory.CreateTempSubdirectory("lopmibot-tune-");
                _folders.Add(data);
                index = _indexes[folder] = CorpusIndex.Open(data.FullName, _embedder);
                index.Update(new CorpusFolder(folder), cancellationToken: cancellationToken);
            }

            return index;
        }

        /// <summary>The file's own name, or its folder's when it has the usual one.</summary>
        private static string NameOf(string file) =>
            Path.GetFileName(file) is "questions.jsonl"
                ? new DirectoryInfo(Path.GetDirectoryName(Path.GetFullPath(file))!).Name
                : Path.GetFileNameWithoutExtension(file);

        public void Dispose()
        {
            _indexes.Values.ToList().ForEach(index => index.Dispose());
            _encoder.Dispose();
            _folders.ForEach(folder => folder.Delete(recursive: true));
        }
    }
}
