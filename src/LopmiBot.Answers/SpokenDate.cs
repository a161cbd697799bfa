using LopmiBot.Answers.Searching;

namespace LopmiBot.Answers;

/// <summary>Reads a day as people write it.</summary>
public static class SpokenDate
{
    /// <summary>A text that is nothing but a day: <c>2024-08-24</c>, <c>24/08/2024</c>, <c>24 août 2024</c>, <c>August 24 2024</c>.</summary>
    /// <returns><see langword="null"/> when it is anything else.</returns>
    public static DateOnly? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return QuestionAnalyzer.DayAlone(text);
    }
}
