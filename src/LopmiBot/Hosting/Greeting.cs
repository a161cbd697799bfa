using LopmiBot.CommandLine;
using LopmiBot.Configuration;
using LopmiBot.Slack;
using LopmiBot.Teams;

namespace LopmiBot.Hosting;

/// <summary>What the program prints once it is ready.</summary>
internal static class Greeting
{
    public static void Write(AnswerService answers, BotSettings settings, TeamsOptions teams, SlackOptions slack, Uri address, string adminLink)
    {
        var report = answers.Report;
        var output = Console.Out;
        foreach (var problem in report.Problems)
        {
            output.WriteLine($"Not indexed: {problem}");
        }

        var changes = report.HasChanges
            ? $"Indexed {report.Added.Count + report.Changed.Count} documents, retired {report.Retired.Count}, in {report.Elapsed.TotalSeconds:0.0} s."
            : "The index was up to date.";
        output.WriteLine($"{changes} It holds {IndexSummary.Of(answers.Index)}");
        output.WriteLine($"Corpus: {settings.Corpus}");
        foreach (var set in settings.Sets)
        {
            output.WriteLine($"Set:    {set.Name}, {set.Folder}{(set.IsOpen ? "" : ", for those whom the settings list")}");
        }

        output.WriteLine($"Data:   {settings.Data}{(settings.ConnectionString is null ? "" : ", state in PostgreSQL")}");
        output.WriteLine($"Teams:  {ChannelStatus.Of(teams, settings)}");
        output.WriteLine($"Slack:  {ChannelStatus.Of(slack)}");
        if (settings.PublicUrl is { } publicUrl)
        {
            output.WriteLine($"Public: {publicUrl}");
        }

        output.WriteLine($"Admin:  {address}{adminLink}{(adminLink.Contains('?', StringComparison.Ordinal) ? "   (signs you in once, within 30 minutes)" : "")}");
        output.WriteLine($"LopmiBot is ready on {address}");
        output.WriteLine();
        output.WriteLine("Three things to try:");
        output.WriteLine($"  1. Open {address} and ask: What does LOPMI punish, and how much prison?");
        output.WriteLine("  2. In another terminal: dotnet run --project src/LopmiBot -- ask \"Combien de temps pour porter plainte après une cyberattaque ?\"");
        output.WriteLine($"  3. As in Teams: npx @microsoft/m365agentsplayground start -e {address}api/messages -c msteams");
        output.WriteLine();
        output.WriteLine("Press Ctrl+C to stop.");
    }
}
