using System.Globalization;
using LopmiBot.Answers.Temporal;

namespace LopmiBot.Answers.Tests.Temporal;

public sealed class TemporalExpressionTests
{
    private static readonly DateOnly Today = new(2026, 11, 27);

    private static readonly IReadOnlyList<NamedEvent> Events =
    [
        new("lopmi", new DateOnly(2023, 1, 26), new DateOnly(2023, 1, 24)),
        new("loi sren", new DateOnly(2024, 5, 23), new DateOnly(2024, 5, 21)),
        new("loi narcotrafic", new DateOnly(2025, 6, 15), new DateOnly(2025, 6, 13)),
        new("narcotrafic act", new DateOnly(2025, 6, 15), new DateOnly(2025, 6, 13)),
        new("arrestation de durov", new DateOnly(2024, 8, 24)),
        new("arrestation de pavel durov", new DateOnly(2024, 8, 24)),
        new("durov a ete arrete", new DateOnly(2024, 8, 24)),
        new("durov's arrest", new DateOnly(2024, 8, 24)),
        new("durov was arrested", new DateOnly(2024, 8, 24)),
    ];

    public static TheoryData<string, string, string> Ways()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "tests", "questions", "days.tsv")).Where(line => !line.StartsWith('#')))
        {
            var cells = line.Split('\t');
            rows.Add(cells[0], cells[1], cells[2]);
        }

        return rows;
    }

    [Fact]
    public void The_table_has_every_usual_way() => Ways().Count.ShouldBeGreaterThanOrEqualTo(250);

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_day_is_read_in_every_usual_way_of_writing_it(string question, string day, string other)
    {
        var reading = TemporalExpressionParser.Parse(question, Today, Events);

        var read = reading.Unreadable is { } unreadable ? (unreadable.Reason == UnreadableDayReason.Impossible ? "impossible" : "year missing")
            : reading.Expression is { } expression ? Iso(expression.Day) : "today";
        read.ShouldBe(day);
        if (reading.Unreadable is null)
        {
            (reading.Expression?.OtherDay is { } second ? Iso(second) : "").ShouldBe(other);
        }
    }

    [Theory]
    [InlineData("2024-08-24")]
    [InlineData("le 24 août 2024")]
    [InlineData("24/08/24.")]
    public void A_day_alone_is_a_day(string text) =>
        TemporalExpressionParser.ParseDay(text, Today).ShouldBe(new DateOnly(2024, 8, 24));

    [Theory]
    [InlineData("the penalty on 24 August 2024")]
    [InlineData("31/02/2024")]
    [InlineData("soon")]
    [InlineData("")]
    public void Anything_else_is_no_day_alone(string text) =>
        TemporalExpressionParser.ParseDay(text, Today).ShouldBeNull();

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
