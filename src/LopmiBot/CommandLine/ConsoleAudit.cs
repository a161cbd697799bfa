using LopmiBot.Configuration;
using LopmiBot.Conversation.Administration;
using LopmiBot.Storage;

namespace LopmiBot.CommandLine;

/// <summary>Notes what somebody at the machine did.</summary>
internal static class ConsoleAudit
{
    /// <summary>Adds an entry to the audit log of a bot's state.</summary>
    public static async Task NoteAsync(BotSettings settings, string act, string subject, string detail, CancellationToken cancellationToken)
    {
        try
        {
            var database = StateFile.Open(settings);
            await using var closing = database as IAsyncDisposable;
            await NoteAsync(database, act, subject, detail, cancellationToken);
        }
        catch (System.Data.Common.DbException e)
        {
            // What was done is done: an index can be made where the state is out of reach.
            await Console.Error.WriteLineAsync($"This could not be noted in the audit log: {e.Message}");
        }
    }

    /// <summary>Adds an entry to an audit log that is open.</summary>
    public static Task NoteAsync(StateDatabase database, string act, string subject, string detail, CancellationToken cancellationToken) =>
        new AuditLog(database).AppendAsync(new AuditEntry(TimeProvider.System.GetUtcNow(), "console", act, subject, detail), cancellationToken);
}
