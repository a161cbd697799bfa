using BenchmarkDotNet.Attributes;

namespace LopmiBot.Benchmarks;

/// <summary>
/// One question answered, beside a bare search of the same passages. Their ratio says what reading, ranking and quoting
/// cost. In one process: a project made on the fly would be held to the analyzers of this repository.
/// </summary>
[InProcess]
[MemoryDiagnoser]
public class AnswerBenchmarks : IDisposable
{
    private readonly string[] _questions = Contestants.Questions();
    private Contestants _contestants = null!;
    private int _next;

    /// <summary>How many passages, about; 0: those of the shipped corpus.</summary>
    [Params(0, 100_000)]
    public int Passages { get; set; }

    /// <summary>Indexes the passages both ways.</summary>
    [GlobalSetup]
    public void Open() => _contestants = new Contestants(Passages);

    /// <summary>Any of the words, ten hits, their text read.</summary>
    [Benchmark(Baseline = true)]
    public int BareSearch() => _contestants.BareSearch(NextQuestion());

    /// <summary>The whole way from a question to its cited excerpts.</summary>
    [Benchmark]
    public int Answer() => _contestants.Answer(NextQuestion());

    /// <summary>Removes what was written.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _contestants?.Dispose();
        GC.SuppressFinalize(this);
    }

    private string NextQuestion() => _questions[_next++ % _questions.Length];
}
