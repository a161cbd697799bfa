using System.CommandLine;
using LopmiBot.Administration;

namespace LopmiBot.CommandLine;

/// <summary><c>sign-in</c>: makes a link to the administrators' pages.</summary>
internal static class SignInCommand
{
    public static Command Create()
    {
        var url = new Option<string>("--url") { Description = "The address of the running bot.", HelpName = "URL", DefaultValueFactory = _ => "http://localhost:3978" };
        var (corpus, data) = LopmiBotCommand.FolderOptions();
        var command = new Command("sign-in", "Print a link that signs an administrator in once, within 30 minutes. Use it where the bot runs, or with its data folder.") { url, data };
        command.SetAction(async (parsed, _) =>
        {
            if (await LopmiBotCommand.SettingsAsync(parsed, corpus, data) is not { } settings)
            {
                return ExitCode.Error;
            }

            Console.Out.WriteLine(parsed.GetRequiredValue(url).TrimEnd('/') + "/" + new SignInLinks(SignInLinks.FolderIn(settings.Data), TimeProvider.System).Create());
            return ExitCode.Answered;
        });
        return command;
    }
}
