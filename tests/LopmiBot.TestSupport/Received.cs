using System.Threading.Channels;

namespace LopmiBot.TestSupport;

/// <summary>What a counterpart received, in order; waiting for it ends with a clear error.</summary>
/// <typeparam name="T">What is received.</typeparam>
public sealed class Received<T>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Channel<T> _items = Channel.CreateUnbounded<T>();

    /// <summary>Adds an item.</summary>
    public void Add(T item) => _items.Writer.TryWrite(item);

    /// <summary>The next item, as soon as there is one.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    public async Task<T> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await _items.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"Nothing was received within {Patience}.", e);
        }
    }

    /// <summary>Whether nothing waits to be taken.</summary>
    public bool IsEmpty => _items.Reader.Count == 0;
}
