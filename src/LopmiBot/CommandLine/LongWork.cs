using Spectre.Console;

namespace LopmiBot.CommandLine;

/// <summary>Shows how far long work is, on standard error: standard output holds only what was asked for.</summary>
internal static class LongWork
{
    /// <summary>Runs the work beside a progress bar.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="work">The work; it calls its argument with how many steps are done and how many there are.</param>
    /// <param name="cancellationToken">Given up before it began.</param>
    public static async Task<T> RunAsync<T>(string title, Func<Action<int, int>, T> work, CancellationToken cancellationToken)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (!console.Profile.Out.IsTerminal)
        {
            return await Task.Run(() => work((_, _) => { }), cancellationToken);
        }

        return await console.Progress().AutoClear(true).StartAsync(context =>
        {
            var task = context.AddTask(title);
            return Task.Run(
                () => work((done, of) =>
                {
                    task.MaxValue = of;
                    task.Value = done;
                }),
                cancellationToken);
        });
    }

    /// <summary>Does work of unknown length; its count is shown on a terminal.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="work">The work; it calls its argument with how much is done.</param>
    /// <param name="cancellationToken">Given up before it began.</param>
    public static async Task CountAsync(string title, Func<Action<int>, Task> work, CancellationToken cancellationToken)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        await (console.Profile.Out.IsTerminal
            ? console.Status().StartAsync(title, context => Task.Run(() => work(done => context.Status($"{title}: {done}")), cancellationToken))
            : Task.Run(() => work(_ => { }), cancellationToken));
    }

    /// <summary>Reports on the thread that works, in order.</summary>
    /// <param name="report">Takes a report.</param>
    public static IProgress<T> Progress<T>(Action<T> report) => new SynchronousProgress<T>(report);

    private sealed class SynchronousProgress<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
