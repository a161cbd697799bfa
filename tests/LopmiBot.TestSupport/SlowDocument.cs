using System.Diagnostics;
using System.Text;

namespace LopmiBot.TestSupport;

/// <summary>A document that whoever reads it waits for: a named pipe, read twice by a run, once for its hash and once for its text.</summary>
public sealed class SlowDocument
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _path;

    /// <summary>Makes one.</summary>
    /// <param name="folder">The corpus folder.</param>
    /// <param name="name">Its file's name.</param>
    public SlowDocument(TemporaryFolder folder, string name)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _path = Path.Combine(folder.Path, name);
        using var made = Process.Start("mkfifo", [_path]);
        made.WaitForExit();
    }

    /// <summary>Waits for one reading of it to begin; that goes on when the result is closed.</summary>
    public Task<Stream> ReachedAsync() =>
        Task.Run<Stream>(() => new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)).WaitAsync(Patience);

    /// <summary>Lets one reading of it go on, as soon as there is one.</summary>
    public async Task LetThroughAsync(string content)
    {
        await using var pipe = await ReachedAsync();
        await pipe.WriteAsync(Encoding.UTF8.GetBytes(content));
    }
}
