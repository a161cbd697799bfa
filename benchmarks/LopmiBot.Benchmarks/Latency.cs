using System.Diagnostics;
using System.Globalization;

namespace LopmiBot.Benchmarks;

/// <summary>How long single questions take: a mean hides the slow ones.</summary>
internal static class Latency
{
    /// <summary>Rounds over all questions before those that count: the compiler takes its time.</summary>
    private const int WarmUp = 8;

    private const int Rounds = 10;

    /// <summary>Fewer rounds among so many passages that one takes minutes.</summary>
    private const int ManyPassages = 50_000;

    /// <summary>Measures and prints.</summary>
    /// <param name="passages">How many passages, about.</param>
    public static void Run(int passages)
    {
        using var contestants = new Contestants(passages);
        var questions = Contestants.Questions();
        var rounds = contestants.Passages < ManyPassages ? Rounds : 1;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{contestants.Passages} passages, {questions.Length} questions, {rounds} rounds; milliseconds"));
        var bare = Measure(questions, contestants.BareSearch, rounds);
        var answers = Measure(questions, contestants.Answer, rounds);
        Print("bare search", bare);
        Print("answer", answers);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio of the means {answers.Average() / bare.Average():0.0}"));
    }

    private static double[] Measure(string[] questions, Func<string, int> ask, int rounds)
    {
        var times = new List<double>(questions.Length * rounds);
        for (var round = rounds < Rounds ? -1 : -WarmUp; round < rounds; round++)
        {
            foreach (var question in questions)
            {
                // With a number of its own, no question was asked before: nothing that is remembered of one helps.
                var asked = string.Create(CultureInfo.InvariantCulture, $"{question} {round + WarmUp}");
                var started = Stopwatch.GetTimestamp();
                ask(asked);
                if (round >= 0)
                {
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
            }
        }

        return [.. times.Order()];
    }

    private static void Print(string name, double[] times) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-12} mean {times.Average(),7:0.000}   p50 {times[times.Length / 2],7:0.000}   p99 {times[(int)(times.Length * 0.99)],7:0.000}   most {times[^1],7:0.000}"));
}
