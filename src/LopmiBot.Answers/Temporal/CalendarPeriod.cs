namespace LopmiBot.Answers.Temporal;

/// <summary>The days that a date, a month, a year or a part of one covers, both ends included.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Precision">How exactly it is named.</param>
internal readonly record struct CalendarPeriod(DateOnly From, DateOnly To, TemporalPrecision Precision)
{
    /// <summary>Years that a question may name; elsewhere a number is no year.</summary>
    public const int FirstYear = 1900, LastYear = 2100;

    public static CalendarPeriod Of(DateOnly day) => new(day, day, TemporalPrecision.Day);

    public static CalendarPeriod Of(int year) => new(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31), TemporalPrecision.Year);

    public static CalendarPeriod Of(int year, int month) => Months(year, month, 1) with { Precision = TemporalPrecision.Month };

    /// <summary>Whole months, which may reach into the next year.</summary>
    public static CalendarPeriod Months(int year, int first, int count)
    {
        var from = new DateOnly(year, first, 1);
        return new CalendarPeriod(from, from.AddMonths(count).AddDays(-1), TemporalPrecision.Year);
    }

    /// <summary>The first, middle or last part of a month or a year: a third of it, to whole days and months.</summary>
    public CalendarPeriod Part(PeriodPart part)
    {
        if (Precision == TemporalPrecision.Day || part == PeriodPart.Whole)
        {
            return this;
        }

        if (Precision == TemporalPrecision.Month)
        {
            return part switch
            {
                PeriodPart.Early => this with { To = From.AddDays(9) },
                PeriodPart.Middle => this with { From = From.AddDays(10), To = From.AddDays(19) },
                _ => this with { From = From.AddDays(20) },
            };
        }

        return part switch
        {
            PeriodPart.Early => Months(From.Year, 1, 4),
            PeriodPart.Middle => Months(From.Year, 5, 4),
            _ => Months(From.Year, 9, 4),
        };
    }

    public static bool IsYear(int number) => number is >= FirstYear and <= LastYear;

    /// <summary>The century that two digits leave out: 70 and later are of the twentieth.</summary>
    public static int FullYear(int number, int digits) => digits == 2 ? number + (number < 70 ? 2000 : 1900) : number;

    /// <summary>A day of the calendar; <see langword="null"/>: there is no such day.</summary>
    public static DateOnly? Day(int year, int month, int day) =>
        IsYear(year) && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
}

/// <summary>A part of a month or a year.</summary>
internal enum PeriodPart
{
    Whole,
    Early,
    Middle,
    Late,
}
