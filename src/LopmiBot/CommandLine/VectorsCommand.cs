using System.CommandLine;
using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Indexing;
using LopmiBot.Configuration;

namespace LopmiBot.CommandLine;

/// <summary><c>vectors</c>: writes the vectors of documents beside them, so that indexing them takes no time.</summary>
internal static class VectorsCommand
{
    public static Command Create()
    {
        var (corpus, data) = LopmiBotCommand.FolderOptions();
        var command = new Command("vectors", $"Write the vectors of the documents to {VectorFile.FileName} beside them: who indexes them then need not make them.") { corpus, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await LopmiBotCommand.SettingsAsync(parsed, corpus, data) is not { } settings)
            {
                return ExitCode.Error;
            }

            var (encoder, embedder) = AnswerService.OpenEncoder(settings);
            using var _ = encoder;
            var count = await LongWork.RunAsync(
                "Encoding",
                step => VectorFile.Update(new CorpusFolder(settings.Corpus), embedder, LongWork.Progress<IndexProgress>(progress => step(progress.Done, progress.Total)), cancellationToken),
                cancellationToken);
            Console.WriteLine($"{count} vectors in {Path.Combine(settings.Corpus, VectorFile.FileName)}.");
            return ExitCode.Answered;
        });
        return command;
    }
}
