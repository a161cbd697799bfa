using BenchmarkDotNet.Running;
using LopmiBot.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(AnswerBenchmarks).Assembly).Run(args);
