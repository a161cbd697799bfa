using System.Globalization;
using LopmiBot.Conversation.Memory;

namespace LopmiBot.Configuration;

/// <summary>How conversations are kept and limited, from the configuration section <c>Conversation</c>.</summary>
/// <param name="Options">What was read; the default stands for what could not be.</param>
/// <param name="Problems">What is wrong and what to set instead; empty when all is well.</param>
internal sealed record ConversationSettings(ConversationOptions Options, IReadOnlyList<string> Problems)
{
    private const string SectionName = "Conversation";

    public static ConversationSettings From(IConfiguration configuration)
    {
        var section = configuration.GetSection(SectionName);
        var problems = new List<string>();
        int Number(string name, int standard, int most)
        {
            if (section[name] is not { Length: > 0 } text)
            {
                return standard;
            }

            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
            {
                return number;
            }

            problems.Add($"{SectionName}:{name} '{text}' is not a number from 1 to {most}.");
            return standard;
        }

        IReadOnlyList<string> People(string name)
        {
            var people = section.GetSection(name).GetChildren().Select(each => each.Value ?? "").Where(each => each.Length > 0).ToList();
            problems.AddRange(people.Where(each => !(each.StartsWith("slack:", StringComparison.Ordinal) || each.StartsWith("teams:", StringComparison.Ordinal)))
                .Select(each => $"{SectionName}:{name} '{each}' names nobody: write slack:TEAM:ID or teams:ID."));
            return people;
        }

        var keep = section["Keep"] is { Length: > 0 } kept ? kept : "text";
        if (keep is not ("text" or "hash"))
        {
            problems.Add($"{SectionName}:Keep '{keep}' is neither text nor hash.");
        }

        var standard = new ConversationOptions();
        var options = new ConversationOptions
        {
            FollowUpWithin = TimeSpan.FromMinutes(Number("FollowUpMinutes", (int)standard.FollowUpWithin.TotalMinutes, 24 * 60)),
            PerPersonAndMinute = Number("PerPersonAndMinute", standard.PerPersonAndMinute, 1_000),
            PerRoomAndMinute = Number("PerRoomAndMinute", standard.PerRoomAndMinute, 10_000),
            KeepDays = Number("KeepDays", standard.KeepDays, 3_650),
            KeepHashesOnly = keep == "hash",
            Experts = People("Experts"),
            ExpertRooms = People("ExpertRooms"),
            Administrators = People("Administrators"),
            Curators = People("Curators"),
        };
        return new ConversationSettings(options, problems);
    }
}
