using LopmiBot.Learning.Evaluation;

namespace LopmiBot.CommandLine;

/// <summary>Reads a question set that was named on the command line.</summary>
internal static class QuestionFile
{
    /// <summary>Reads it, or says on standard error what to mend.</summary>
    /// <param name="path">The file.</param>
    /// <returns><see langword="null"/> when it is not there or cannot be read.</returns>
    public static async Task<IReadOnlyList<SetQuestion>?> ReadAsync(string path)
    {
        try
        {
            using var reader = File.OpenText(path);
            return QuestionSet.Read(reader);
        }
        catch (InvalidDataException e)
        {
            await Console.Error.WriteLineAsync($"{path}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The question set cannot be read: {e.Message}");
        }

        return null;
    }
}
