using System.CommandLine;
using System.IO.Compression;
using System.Text;
using YamlDotNet.RepresentationModel;

namespace LopmiBot.CommandLine;

/// <summary><c>manifest</c>: writes what an administrator gives to Slack or Teams to make the bot known there.</summary>
internal static class ManifestCommand
{
    private const string Placeholder = "bot.example.org";
    private const string NoApp = "00000000-0000-0000-0000-000000000000";

    public static Command Create() => new("manifest", "Write the manifest for Slack or the app package for Teams, with your bot's address in it.") { Slack(), Teams() };

    private static Command Slack()
    {
        var host = Host(isRequired: false);
        var socket = new Option<bool>("--socket-mode") { Description = "For a bot that connects to Slack by itself, and needs no public address." };
        var assistant = new Option<bool>("--assistant") { Description = "With Slack's assistant thread, in a workspace with a plan that has it." };
        var output = new Option<string?>("--output") { Description = "The file to write; printed when not given.", HelpName = "FILE" };
        var command = new Command("slack", "Write the manifest for api.slack.com/apps, Create New App, From a manifest.") { host, socket, assistant, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var bySocket = parsed.GetValue(socket);
            var address = HostName(parsed.GetValue(host));
            if (!bySocket && address is null)
            {
                await Console.Error.WriteLineAsync("Give the host under which Slack reaches the bot: --host bot.example.com; or --socket-mode for a bot without a public address.");
                return ExitCode.Usage;
            }

            var manifest = ForSlack(address, bySocket, parsed.GetValue(assistant));
            if (parsed.GetValue(output) is { } file)
            {
                await File.WriteAllTextAsync(file, manifest, cancellationToken);
                Console.Out.WriteLine($"Written: {file}. At api.slack.com/apps choose Create New App, From a manifest, and paste it.");
            }
            else
            {
                Console.Out.Write(manifest);
            }

            return ExitCode.Answered;
        });
        return command;
    }

    private static Command Teams()
    {
        var app = new Option<string>("--app-id") { Description = "The bot's app id: the same as MicrosoftAppId.", HelpName = "GUID", Required = true };
        var host = Host(isRequired: true);
        var output = new Option<string>("--output") { Description = "The app package to write.", HelpName = "FILE", DefaultValueFactory = _ => "lopmibot-teams.zip" };
        var command = new Command("teams", "Write the app package to upload in Teams under Apps, Manage your apps.") { app, host, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!Guid.TryParse(parsed.GetRequiredValue(app), out var id) || HostName(parsed.GetValue(host)) is not { } address)
            {
                await Console.Error.WriteLineAsync("Give the app id as a GUID, and the host under which people reach the bot: --app-id 11111111-2222-3333-4444-555555555555 --host bot.example.com.");
                return ExitCode.Usage;
            }

            var file = parsed.GetRequiredValue(output);
            await using (var stream = File.Create(file))
            {
                await ForTeamsAsync(stream, id, address, cancellationToken);
            }

            Console.Out.WriteLine($"Written: {file}. In Teams choose Apps, Manage your apps, Upload an app.");
            return ExitCode.Answered;
        });
        return command;
    }

    private static Option<string?> Host(bool isRequired) => new("--host") { Description = "The host under which the bot is reached, such as bot.example.com.", HelpName = "HOST", Required = isRequired };

    /// <summary>A host, maybe with its port, from what was typed; <see langword="null"/>: it is none.</summary>
    private static string? HostName(string? typed) =>
        typed is { Length: > 0 } && Uri.TryCreate(typed.Contains("://", StringComparison.Ordinal) ? typed : "https://" + typed, UriKind.Absolute, out var address)
            && address is { Host.Length: > 0, AbsolutePath: "/", Query.Length: 0 }
            ? address.Authority
            : null;

    private static string ForSlack(string? host, bool bySocket, bool withAssistant)
    {
        var yaml = new YamlStream();
        using (var template = new StreamReader(Open("slack/manifest.yaml")))
        {
            yaml.Load(template);
        }

        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        if (host is null)
        {
            // There is no address to come back to after an installation.
            ((YamlMappingNode)root["oauth_config"]).Children.Remove("redirect_urls");
        }

        if (withAssistant)
        {
            var view = new YamlMappingNode("assistant_description", root["display_information"]["description"]);
            ((YamlMappingNode)root["features"]).Add("assistant_view", view);
            ((YamlSequenceNode)root["oauth_config"]["scopes"]["bot"]).Add("assistant:write");
            ((YamlSequenceNode)root["settings"]["event_subscriptions"]["bot_events"]).Add("assistant_thread_started");
        }

        if (bySocket)
        {
            foreach (var command in (YamlSequenceNode)root["features"]["slash_commands"])
            {
                ((YamlMappingNode)command).Children.Remove("url");
            }

            var settings = (YamlMappingNode)root["settings"];
            ((YamlMappingNode)settings["event_subscriptions"]).Children.Remove("request_url");
            ((YamlMappingNode)settings["interactivity"]).Children.Remove("request_url");
            ((YamlMappingNode)settings["interactivity"]).Children.Remove("message_menu_options_url");
            settings.Children["socket_mode_enabled"] = "true";
        }

        using var written = new StringWriter { NewLine = "\n" };
        yaml.Save(written, assignAnchors: false);
        return written.ToString().Replace("\n...\n", "\n", StringComparison.Ordinal).Replace(Placeholder, host, StringComparison.Ordinal);
    }

    private static async Task ForTeamsAsync(Stream output, Guid app, string host, CancellationToken cancellationToken)
    {
        await using var package = new ZipArchive(output, ZipArchiveMode.Create);
        foreach (var name in (string[])["manifest.json", "fr.json", "color.png", "outline.png"])
        {
            await using var entry = await package.CreateEntry(name).OpenAsync(cancellationToken);
            await using var content = Open("teams/" + name);
            if (!name.EndsWith(".json", StringComparison.Ordinal))
            {
                await content.CopyToAsync(entry, cancellationToken);
                continue;
            }

            using var reader = new StreamReader(content);
            var text = (await reader.ReadToEndAsync(cancellationToken)).Replace(Placeholder, host, StringComparison.Ordinal).Replace(NoApp, app.ToString(), StringComparison.Ordinal);
            await entry.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        }
    }

    private static Stream Open(string name) =>
        typeof(ManifestCommand).Assembly.GetManifestResourceStream($"manifests/{name}") ?? throw new InvalidOperationException($"The manifest {name} is missing from the build.");
}
