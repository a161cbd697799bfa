using System.CommandLine;
using System.Globalization;
using LopmiBot.Importing;
using LopmiBot.Importing.Reports;

namespace LopmiBot.CommandLine;

/// <summary><c>report</c>: shows how faithfully a draft says what its file says, and what was changed in it since.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("draft") { Description = "The draft's id or file name." };
        var output = new Option<string?>("--output") { Description = "Folder of the drafts. Default: the one in which the administrators' page shows them.", HelpName = "DIR" };
        var (corpus, data) = LopmiBotCommand.FolderOptions();
        var command = new Command("report", "Show how faithfully a draft says what its file says: words in and out, what was left out and where, where each passage comes from, and what was changed since the import.") { name, output, corpus, data };
        command.SetAction(async (parsed, _) =>
        {
            if (await LopmiBotCommand.SettingsAsync(parsed, corpus, data) is not { } settings)
            {
                return ExitCode.Error;
            }

            var drafts = new DraftFolder(parsed.GetValue(output) ?? settings.Drafts);
            var draft = parsed.GetRequiredValue(name) is var given && given.EndsWith(".md", StringComparison.Ordinal) ? given : given + ".md";
            if (drafts.ReportOf(draft) is not { } report)
            {
                await Console.Error.WriteLineAsync($"There is no draft {draft} in {drafts.Root}.");
                return ExitCode.NothingFound;
            }

            foreach (var line in Lines(report))
            {
                Console.Out.WriteLine(line);
            }

            return ExitCode.Answered;
        });
        return command;
    }

    /// <summary>The words of a file and of its draft, and what to look at, on one line each.</summary>
    public static IEnumerable<string> Summary(ImportReport report)
    {
        var order = report.OrderConfidence is { } confidence ? string.Create(CultureInfo.InvariantCulture, $", order {confidence:P0} certain") : "";
        yield return string.Create(CultureInfo.InvariantCulture, $"{report.SourceWords} words in, {report.DraftWords} out{(report.Encoding is { } encoding ? $", {encoding}" : "")}{order}");
        foreach (var warning in report.Warnings)
        {
            yield return $"look at: {warning}";
        }

        foreach (var omission in report.Omissions)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"left out: {omission.What}{(omission.Words > 0 ? $", {omission.Words} words" : "")}{(omission.Place.Length > 0 ? $" ({omission.Place})" : "")}");
        }
    }

    private static IEnumerable<string> Lines(DraftReport report)
    {
        foreach (var line in report.Import is { } import ? Summary(import) : ["Nothing was noted at its import."])
        {
            yield return line;
        }

        foreach (var place in report.Import?.Places ?? [])
        {
            yield return $"{place.Place}: {place.Start}";
        }

        yield return report.Changes.Count == 0 ? "Unchanged since the import." : "Changed since the import:";
        foreach (var change in report.Changes)
        {
            yield return $"{(change.IsAdded ? '+' : '-')} {change.Text}";
        }
    }
}
