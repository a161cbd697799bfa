using System.Globalization;
using BenchmarkDotNet.Running;
using LopmiBot.Benchmarks;

if (args is ["latency", .. var rest])
{
    Latency.Run(rest is [var passages] ? int.Parse(passages, CultureInfo.InvariantCulture) : 0);
    return;
}

if (args is ["index", var path])
{
    await Indexing.RunAsync(path);
    return;
}

if (args is ["acknowledge"])
{
    await Acknowledgement.RunAsync();
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(AnswerBenchmarks).Assembly).Run(args);
