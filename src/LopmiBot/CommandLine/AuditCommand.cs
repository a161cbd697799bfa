using System.CommandLine;
using System.Globalization;
using LopmiBot.Configuration;
using LopmiBot.Storage;

namespace LopmiBot.CommandLine;

/// <summary><c>audit</c>: what experts and administrators did.</summary>
internal static class AuditCommand
{
    private const int Listed = 100;

    public static Command Create() => new("audit", "Show what experts and administrators did, and check that nobody changed the record of it.")
    {
        Create("list", $"Print the last {Listed} acts, newest first.", async (log, cancellationToken) =>
        {
            foreach (var entry in await log.LastAsync(Listed, cancellationToken))
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{entry.At:yyyy-MM-dd HH:mm:ss}Z  {entry.Person}  {entry.Act} {entry.Subject}  {entry.Detail}").TrimEnd());
            }

            return ExitCode.Answered;
        }),
        Create("verify", "Check that no act was changed, or removed before another.", async (log, cancellationToken) =>
        {
            var (sound, all) = await log.VerifyAsync(cancellationToken);
            if (all)
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"All {sound} acts are as they were written."));
                return ExitCode.Answered;
            }

            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The record was changed: the first {sound} acts are sound, the next is not. Compare with a backup."));
            return ExitCode.Error;
        }),
    };

    private static Command Create(string name, string description, Func<AuditLog, CancellationToken, Task<int>> act)
    {
        var (corpus, data) = LopmiBotCommand.FolderOptions();
        var command = new Command(name, description) { data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await LopmiBotCommand.SettingsAsync(parsed, corpus, data) is not { } settings)
            {
                return ExitCode.Error;
            }

            var database = StateFile.Open(settings);
            await using var closing = database as IAsyncDisposable;
            return await act(new AuditLog(database), cancellationToken);
        });
        return command;
    }
}
