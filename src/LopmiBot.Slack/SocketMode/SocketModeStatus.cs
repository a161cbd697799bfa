namespace LopmiBot.Slack.SocketMode;

/// <summary>How many Socket Mode connections can bring events. Safe to use from many threads.</summary>
public sealed class SocketModeStatus
{
    private int _connected;
    private volatile string? _stopped;

    /// <summary>Connections that said hello and are not closed.</summary>
    public int Connected => Volatile.Read(ref _connected);

    /// <summary>Why no connection is tried any more; <see langword="null"/>: they are.</summary>
    public string? Stopped => _stopped;

    internal void Opened() => Interlocked.Increment(ref _connected);

    internal void Closed() => Interlocked.Decrement(ref _connected);

    internal void Stop(string reason) => _stopped = reason;
}
