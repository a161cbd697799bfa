using System.Diagnostics.CodeAnalysis;
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
    /// <param name="atMost">How long to wait; a minute when omitted.</param>
    public async Task<T> NextAsync(TimeSpan? atMost = null)
    {
        using var patience = new CancellationTokenSource(atMost ?? Patience);
        try
        {
            return await _items.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"Nothing was received within {atMost ?? Patience}.", e);
        }
    }

    /// <summary>Takes an item that is there already.</summary>
    public bool TryNext([MaybeNullWhen(false)] out T item) => _items.Reader.TryRead(out item);

    /// <summary>Whether nothing waits to be taken.</summary>
    public bool IsEmpty => _items.Reader.Count == 0;
}
