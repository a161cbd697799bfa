using System.CommandLine;
using LopmiBot.Hosting;

namespace LopmiBot.CommandLine;

/// <summary><c>serve</c>: runs the bot until it is stopped.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var urls = new Option<string?>("--urls") { Description = "Where to listen, such as http://0.0.0.0:8080. Default: http://localhost:3978.", HelpName = "URLS" };
        var (corpus, data) = LopmiBotCommand.FolderOptions();
        var command = new Command("serve", "Run the bot: web page, Teams and Slack (the default command).") { urls, corpus, data };
        command.SetAction((parsed, cancellationToken) =>
            BotHost.RunAsync(parsed.GetValue(corpus), parsed.GetValue(data), parsed.GetValue(urls), cancellationToken));
        return command;
    }
}
