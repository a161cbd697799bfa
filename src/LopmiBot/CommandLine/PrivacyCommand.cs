using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LopmiBot.Configuration;
using LopmiBot.Conversation;
using LopmiBot.Storage;

namespace LopmiBot.CommandLine;

/// <summary><c>privacy</c>: shows or erases what is kept of a person.</summary>
internal static class PrivacyCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static Command Create() => new("privacy", "Show or erase what the bot keeps of a person.")
    {
        Create("export", "Print all that is kept of a person, as JSON.", async (store, person, cancellationToken) =>
            Console.Out.WriteLine(JsonSerializer.Serialize(await store.ExportAsync(person, cancellationToken), Json))),
        Create("erase", "Erase all that is kept of a person: questions, opinions, requests to experts and settings.", async (store, person, cancellationToken) =>
        {
            await store.EraseAsync(person, cancellationToken);
            Console.Out.WriteLine($"Erased all that was kept of {person.Channel}:{person.Id}.");
        }),
    };

    private static Command Create(string name, string description, Func<ConversationStore, Person, CancellationToken, Task> act)
    {
        var who = new Argument<string>("PERSON") { Description = "slack:TEAM:USER or teams:OBJECT-ID." };
        var (corpus, data) = LopmiBotCommand.FolderOptions();
        var command = new Command(name, description) { who, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetRequiredValue(who).Split(':', 2) is not [{ Length: > 0 } channel, { Length: > 0 } id])
            {
                await Console.Error.WriteLineAsync("Name the person as slack:TEAM:USER or teams:OBJECT-ID.");
                return ExitCode.Usage;
            }

            if (await LopmiBotCommand.SettingsAsync(parsed, corpus, data) is not { } settings)
            {
                return ExitCode.Error;
            }

            var database = StateFile.Open(settings);
            await using var closing = database as IAsyncDisposable;
            await act(new ConversationStore(database), new Person(channel, id), cancellationToken);
            // Not of whom: that would be kept of them.
            await ConsoleAudit.NoteAsync(database, "privacy " + name, "", "", cancellationToken);
            return ExitCode.Answered;
        });
        return command;
    }
}
