using System.CommandLine;
using System.Globalization;
using LopmiBot.Configuration;
using LopmiBot.Conversation.Administration;
using LopmiBot.Storage;

namespace LopmiBot.CommandLine;

/// <summary><c>audit</c>: what experts and administrators did.</summary>
internal static class AuditCommand
{
    private const int Listed = 100;

    public static Command Create()
    {
        var known = new Option<string?>("--known") { Description = "The head that an earlier check printed: shows whether acts up to it were taken away.", HelpName = "HASH" };
        return new Command("audit", "Show what experts and administrators did, and check that nobody changed the record of it.")
        {
            Create("list", $"Print the last {Listed} acts, newest first.", [], async (log, _, cancellationToken) =>
            {
                foreach (var entry in await log.LastAsync(Listed, cancellationToken))
                {
                    Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{entry.At:yyyy-MM-dd HH:mm:ss}Z  {entry.Person}  {entry.Act} {entry.Subject}  {entry.Detail}").TrimEnd());
                }

                return ExitCode.Answered;
            }),
            Create("verify", "Check that no act was changed, or removed before another.", [known], async (log, parsed, cancellationToken) => await TellAsync(await log.VerifyAsync(parsed.GetValue(known), cancellationToken))),
        };
    }

    private static async Task<int> TellAsync(AuditVerdict verdict)
    {
        if (!verdict.All)
        {
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The record was changed: the first {verdict.Sound} acts are sound, the next is not. Compare with a backup."));
            return ExitCode.Error;
        }

        if (!verdict.HasKnown)
        {
            await Console.Error.WriteLineAsync("The record does not hold the act of that head any more: acts were taken away. Compare with a backup.");
            return ExitCode.Error;
        }

        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"All {verdict.Sound} acts are as they were written."));
        if (verdict.Head.Length > 0)
        {
            Console.Out.WriteLine($"Head: {verdict.Head}");
        }

        return ExitCode.Answered;
    }

    private static Command Create(string name, string description, IReadOnlyList<Option> options, Func<AuditLog, ParseResult, CancellationToken, Task<int>> act)
    {
        var (corpus, data) = LopmiBotCommand.FolderOptions();
        var command = new Command(name, description) { data };
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await LopmiBotCommand.SettingsAsync(parsed, corpus, data) is not { } settings)
            {
                return ExitCode.Error;
            }

            var database = StateFile.Open(settings);
            await using var closing = database as IAsyncDisposable;
            return await act(new AuditLog(database), parsed, cancellationToken);
        });
        return command;
    }
}
