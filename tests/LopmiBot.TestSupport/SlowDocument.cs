using System.Diagnostics;
using System.Text;

namespace LopmiBot.TestSupport;

/// <summary>
/// A document that its readers wait for: a run reads it once for its hash and once for its text, and each of the two waits
/// at a named pipe of its own.
/// </summary>
public sealed class SlowDocument
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _path;
    private readonly byte[] _content;
    private readonly Queue<string> _next = new();

    /// <summary>Makes one.</summary>
    /// <param name="corpus">The corpus folder.</param>
    /// <param name="aside">A folder beside it.</param>
    /// <param name="name">Its file's name.</param>
    /// <param name="content">What it holds.</param>
    public SlowDocument(TemporaryFolder corpus, TemporaryFolder aside, string name, string content)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(aside);
        _path = Path.Combine(corpus.Path, name);
        _content = Encoding.UTF8.GetBytes(content);
        _next.Enqueue(Pipe(Path.Combine(aside.Path, name + ".pipe")));
        _next.Enqueue(aside.Write(name, content));
        Pipe(_path);
    }

    /// <summary>Waits for a reading to begin, and holds it until the result is closed.</summary>
    public async Task<IAsyncDisposable> ReachedAsync()
    {
        var reading = await Task.Run(() => new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)).WaitAsync(Patience);
        File.Move(_next.Dequeue(), _path, overwrite: true);
        await reading.WriteAsync(_content);
        return reading;
    }

    /// <summary>Lets a reading go on, as soon as there is one.</summary>
    public async Task LetThroughAsync() => await (await ReachedAsync()).DisposeAsync();

    private static string Pipe(string path)
    {
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        return path;
    }
}
