namespace LopmiBot.Answers.Temporal;

/// <content>Days, months, years, relative days and _events.</content>
public sealed partial class TemporalExpressionParser
{
    /// <summary>A point or period in time that stands in the text.</summary>
    /// <param name="Period">The days that it covers.</param>
    /// <param name="Next">The token after it.</param>
    /// <param name="IsYearAlone">Whether it is a year and nothing else.</param>
    /// <param name="IsEvent">Whether it is an event.</param>
    /// <param name="IsToday">Whether it says "today".</param>
    private readonly record struct PointInTime(CalendarPeriod Period, int Next, bool IsYearAlone = false, bool IsEvent = false, bool IsToday = false);

    /// <summary>A date of which the month or the year may be left out: "du 3 au 5 mars 2024".</summary>
    private readonly record struct Partial(int? Year, int? Month, int? Day, int Next, CalendarPeriod? Whole = null)
    {
        /// <summary>The days that it covers; <see langword="null"/>: it is not complete, or the calendar has no such day.</summary>
        public CalendarPeriod? Period => Whole ?? this switch
        {
            { Year: { } year, Month: { } month, Day: { } day } => CalendarPeriod.Day(year, month, day) is { } date ? CalendarPeriod.Of(date) : null,
            { Year: { } year, Month: { } month } => CalendarPeriod.Of(year, month),
            { Year: { } year, Day: null } => CalendarPeriod.Of(year),
            _ => null,
        };

        /// <summary>This date, with the month and the year of the one that ends the period.</summary>
        public CalendarPeriod? Completed(Partial end) =>
            Whole ?? (this with { Year = Year ?? end.Year, Month = Month ?? (Year is null || Day is not null ? end.Month : null) }).Period;
    }

    private PointInTime? Point(int at)
    {
        if (at >= _tokens.Count)
        {
            return null;
        }

        if (Relative(at) is { } relative)
        {
            return relative;
        }

        var (part, start) = Part(at);
        if (part == PeriodPart.Whole && Event(at) is { } named)
        {
            return named;
        }

        if (Fraction(start) is { } fraction)
        {
            return fraction;
        }

        if (PartialDate(start) is { } date && date.Period is { } period)
        {
            // A year needs more than its digits where a part of it is not named.
            var isYear = date is { Month: null, Day: null, Whole: null };
            return isYear && part == PeriodPart.Whole && !IsFreeNumber(start) ? null : new PointInTime(period.Part(part), date.Next, isYear && part == PeriodPart.Whole);
        }

        return null;
    }

    /// <summary>"début", "mi-", "end of": the part of the month or year that follows, and where that starts.</summary>
    private (PeriodPart Part, int Next) Part(int at)
    {
        var (part, next) = Word(at) switch
        {
            "debut" or "early" or "beginning" or "start" => (PeriodPart.Early, at + 1),
            "mi" or "mid" or "milieu" or "middle" => (PeriodPart.Middle, at + 1),
            "fin" or "late" or "end" => (PeriodPart.Late, at + 1),
            _ => (PeriodPart.Whole, at),
        };
        if (part == PeriodPart.Whole)
        {
            return (part, at);
        }

        while (Word(next) is "-" or "de" or "d" or "'" or "l" or "du" or "of" or "the" or "annee" or "year" or "in" or "mois" or "month" or "en")
        {
            next++;
        }

        return (part, next);
    }

    /// <summary>Quarters, halves, seasons and decades: "T2 2024", "second half of 2024", "été 2024", "années 2010".</summary>
    private PointInTime? Fraction(int at)
    {
        if (Word(at) is "annees" && Number(at + 1) is var decade && decade % 10 == 0 && CalendarPeriod.IsYear(decade))
        {
            return new PointInTime(CalendarPeriod.Months(decade, 1, 120), at + 2);
        }

        if (Number(at) is var tens && tens % 10 == 0 && CalendarPeriod.IsYear(tens) && Word(at + 1) is "s" && Touches(at + 1))
        {
            return new PointInTime(CalendarPeriod.Months(tens, 1, 120), at + 2);
        }

        if (CalendarWords.Seasons.TryGetValue(Word(at), out var first) && Number(SkipFillers(at + 1)) is var year && CalendarPeriod.IsYear(year))
        {
            return new PointInTime(CalendarPeriod.Months(year, first, 3), SkipFillers(at + 1) + 1);
        }

        var (length, index, next) = (0, 0, at);
        if (Word(at) is "q" or "t" or "h" or "s" && Touches(at + 1) && Number(at + 1) is var short1 and >= 1 and <= 4)
        {
            (length, index, next) = (Word(at) is "q" or "t" ? 3 : 6, short1, at + 2);
        }
        else if ((Number(at) is var ordinal and >= 1 and <= 4 || CalendarWords.Numbers.TryGetValue(Word(at), out ordinal)) && Word(at + 1) is "trimestre" or "quarter" or "semestre" or "half")
        {
            (length, index, next) = (Word(at + 1) is "trimestre" or "quarter" ? 3 : 6, ordinal, at + 2);
        }

        next = SkipFillers(next);
        return length > 0 && index <= 12 / length && Number(next) is var of && CalendarPeriod.IsYear(of)
            ? new PointInTime(CalendarPeriod.Months(of, ((index - 1) * length) + 1, length), next + 1)
            : null;
    }

    private PointInTime? Event(int at)
    {
        var longest = at;
        DateOnly? day = null;
        foreach (var each in _events)
        {
            if (EndOf(each, at) is { } next && next > longest)
            {
                (longest, day) = (next, each.Day);
            }
        }

        return day is { } first ? new PointInTime(CalendarPeriod.Of(first), longest, IsEvent: true) : null;
    }

    /// <summary>The token after an event's words, which start here; <see langword="null"/>: they do not.</summary>
    private int? EndOf(NamedEvent named, int at)
    {
        var next = at;
        foreach (var word in named.Words)
        {
            while (next > at && Word(next) is "'" or "-")
            {
                next++;
            }

            if (Word(next) != word)
            {
                return null;
            }

            next++;
        }

        return next;
    }

    /// <summary>Days that count from today: "aujourd'hui", "last year", "il y a deux ans", "in June last".</summary>
    private PointInTime? Relative(int at)
    {
        if (Today(at) is { } length)
        {
            return new PointInTime(CalendarPeriod.Of(_today), at + length, IsToday: true);
        }

        switch (Word(at))
        {
            case "hier" or "yesterday":
                return new PointInTime(CalendarPeriod.Of(_today.AddDays(-1)), at + 1);
            case "demain" or "tomorrow":
                return new PointInTime(CalendarPeriod.Of(_today.AddDays(1)), at + 1);
            case "last" or "previous" or "next" or "this" when Unit(Word(at + 1)) is { } unit:
                return new PointInTime(Shifted(unit, Word(at) switch { "this" => 0, "next" => 1, _ => -1 }), at + 2);
            case "last" or "next" when CalendarWords.Months.TryGetValue(Word(at + 1), out var month) && Number(at + 2) < 0:
                return new PointInTime(Nearest(month, Word(at) == "next"), at + 2);
            case "ce" or "cet" or "cette" when Unit(Word(at + 1)) is { } unit:
                return new PointInTime(Shifted(unit, 0), at + 2);
            case "an" or "annee" or "mois" or "semaine" when Unit(Word(at)) is { } unit && Direction(at + 1) is { } by:
                return new PointInTime(Shifted(unit, by), at + 2);
            case var word when CalendarWords.Months.TryGetValue(word, out var month) && Direction(at + 1) is { } by:
                return new PointInTime(Nearest(month, by > 0), at + 2);
            case "il" when Word(at + 1) == "y" && Word(at + 2) == "a" && Count(at + 3) is { } count:
                return new PointInTime(CalendarPeriod.Of(Moved(count.Unit, -count.Number)), count.Next);
            case "dans" when Count(at + 1) is { } count:
                return new PointInTime(CalendarPeriod.Of(Moved(count.Unit, count.Number)), count.Next);
            default:
                return Count(at) is { } ago && Word(ago.Next) is "ago" or "earlier" ? new PointInTime(CalendarPeriod.Of(Moved(ago.Unit, -ago.Number)), ago.Next + 1) : null;
        }
    }

    /// <summary>How many tokens say "today" here.</summary>
    private int? Today(int at) => (Word(at), Word(at + 1), Word(at + 2), Word(at + 3)) switch
    {
        ("aujourd", "'", "hui", _) => 3,
        ("aujourd", "hui", _, _) => 2,
        ("a", "l", "'", "heure") => Word(at + 4) is "actuelle" ? 5 : null,
        ("a", "ce", "jour", _) or ("en", "ce", "moment", _) or ("de", "nos", "jours", _) or ("as", "things", "stand", _) => 3,
        ("these", "days", _, _) or ("right", "now", _, _) or ("at", "present", _, _) => 2,
        ("aujourdhui" or "auj" or "ajd" or "today" or "now" or "maintenant" or "actuellement" or "currently" or "nowadays" or "presently", _, _, _) => 1,
        _ => null,
    };

    private int? Direction(int at) => Word(at) switch
    {
        "dernier" or "derniere" or "passe" or "passee" => -1,
        "prochain" or "prochaine" => 1,
        _ => null,
    };

    private static char? Unit(string word) => word switch
    {
        "an" or "ans" or "annee" or "annees" or "year" or "years" => 'y',
        "mois" or "month" or "months" => 'm',
        "semaine" or "semaines" or "week" or "weeks" => 'w',
        "jour" or "jours" or "day" or "days" => 'd',
        _ => null,
    };

    private (int Number, char Unit, int Next)? Count(int at)
    {
        var number = Number(at) is var digits and > 0 ? digits : CalendarWords.Numbers.GetValueOrDefault(Word(at));
        return number is > 0 and < 1000 && Unit(Word(at + 1)) is { } unit ? (number, unit, at + 2) : null;
    }

    private CalendarPeriod Shifted(char unit, int by) => unit switch
    {
        'y' => CalendarPeriod.Of(_today.Year + by),
        'm' => _today.AddMonths(by) is var month ? CalendarPeriod.Of(month.Year, month.Month) : default,
        'w' => _today.AddDays((7 * by) - (((int)_today.DayOfWeek + 6) % 7)) is var monday ? new CalendarPeriod(monday, monday.AddDays(6), TemporalPrecision.Month) : default,
        _ => CalendarPeriod.Of(_today.AddDays(by)),
    };

    private DateOnly Moved(char unit, int by) => unit switch
    {
        'y' => _today.AddYears(by),
        'm' => _today.AddMonths(by),
        'w' => _today.AddDays(7 * by),
        _ => _today.AddDays(by),
    };

    /// <summary>The last month of a name that is over, or the next one to begin.</summary>
    private CalendarPeriod Nearest(int month, bool next) =>
        CalendarPeriod.Of(next ? _today.Year + (month > _today.Month ? 0 : 1) : _today.Year - (month < _today.Month ? 0 : 1), month);

    /// <summary>One end of a period: a date that may be incomplete, a relative day or an event.</summary>
    private Partial? Endpoint(int at)
    {
        if (Relative(at) is { } relative)
        {
            return new Partial(null, null, null, relative.Next, relative.Period);
        }

        var (part, start) = Part(at);
        return part == PeriodPart.Whole ? Event(at) is { } named ? new Partial(null, null, null, named.Next, named.Period) : PartialDate(at)
            : PartialDate(start) is { } date ? date with { Whole = date.Period?.Part(part) } : null;
    }

    /// <summary>A date in figures or words.</summary>
    private Partial? PartialDate(int at) => Figures(at) ?? Worded(at) ?? YearAlone(at);

    private Partial? YearAlone(int at) =>
        at < _tokens.Count && _tokens[at].Text.Length == 4 && !_tokens[at].IsOrdinal && CalendarPeriod.IsYear(Number(at)) ? new Partial(Number(at), null, null, at + 1) : null;

    /// <summary>A number that is not a part of an article's or an act's, an amount or a count.</summary>
    private bool IsFreeNumber(int at)
    {
        var joinsBefore = Touches(at) && Word(at - 1) is "-" or "/" or "." or "," or "°" or "(" or ":" && _tokens[at - 1].Kind == TokenKind.Symbol && Word(at - 1) is not "(";
        var joinsAfter = Touches(at + 1) && Word(at + 1) is "-" or "/" && Touches(at + 2) && Number(at + 2) >= 0;
        return !joinsBefore && !joinsAfter
            && Word(at - 1) is not ("art" or "article" or "articles" or "n" or "no" or "numero" or "number" or "€")
            && Word(at + 1) is not ("€" or "euro" or "euros" or "eur" or "$" or "%" or "jours" or "days" or "personnes" or "people" or "magistrats" or "k");
    }

    /// <summary>Three figures, or a month and a year: 24/08/2024, 2024-08-24, 24.8.24, 20240824, 08/2024.</summary>
    private Partial? Figures(int at)
    {
        if (Number(at) is var first and >= 0 && _tokens[at].Text is { Length: 8 } packed && !_tokens[at].IsOrdinal)
        {
            var compact = CalendarPeriod.Day(first / 10000, first / 100 % 100, first % 100);
            return compact is { } day && packed[..2] is "19" or "20" ? new Partial(day.Year, day.Month, day.Day, at + 1) : null;
        }

        if (Number(at) < 0 || Separator(at + 1) is not { } separator || Number(at + 2) < 0 || IsNumbered(at))
        {
            return null;
        }

        var a = _tokens[at].Text;
        var b = _tokens[at + 2].Text;
        var hasThird = Separator(at + 3) == separator && Number(at + 4) >= 0 && _tokens[at + 4].Text.Length is 1 or 2 or 4;
        if (!hasThird)
        {
            return MonthAndYear(at, a, b, separator);
        }

        // A fourth figure makes it something else: an address, a version.
        if (Separator(at + 5) == separator && Number(at + 6) >= 0 && Touches(at + 6))
        {
            return null;
        }

        var c = _tokens[at + 4].Text;
        if (a.Length == 4 && b.Length <= 2 && c.Length <= 2)
        {
            return Checked(at, at + 5, Number(at), Number(at + 2), Number(at + 4), mustBe: true);
        }

        if (a.Length > 2 || b.Length > 2 || c.Length is not (2 or 4))
        {
            return null;
        }

        var year = CalendarPeriod.FullYear(Number(at + 4), c.Length);
        var (dayOrMonth, monthOrDay) = (Number(at), Number(at + 2));
        return CalendarPeriod.Day(year, monthOrDay, dayOrMonth) is null && CalendarPeriod.Day(year, dayOrMonth, monthOrDay) is not null
            ? Checked(at, at + 5, year, dayOrMonth, monthOrDay, mustBe: true)
            : Checked(at, at + 5, year, monthOrDay, dayOrMonth, mustBe: c.Length == 4);
    }

    private Partial? MonthAndYear(int at, string a, string b, string separator)
    {
        var (year, month) = (a.Length, b.Length) switch
        {
            (4, 1 or 2) when separator is not "." => (Number(at), Number(at + 2)),
            (1 or 2, 4) => (Number(at + 2), Number(at)),
            _ => (0, 0),
        };
        return CalendarPeriod.IsYear(year) && month is >= 1 and <= 12 ? new Partial(year, month, null, at + 3) : null;
    }

    /// <summary>Whether a figure is part of a number that stands for an act or an article: "n° 2023-10", "(UE) 2015/1", "art. 12-10-24".</summary>
    private bool IsNumbered(int at)
    {
        var joins = Touches(at) && at > 1 && Word(at - 1) is "-" or "/" or "." && _tokens[at - 2].Kind == TokenKind.Number && Touches(at - 1);
        var named = Word(at - 1) is "°" or "º" or "n" or "no" or "numero" or "article" or "articles" or "art" or ")" or "ue" or "eu" or "loi" or "directive" or "reglement" or "regulation" or "decret" or "ordonnance"
            || (Word(at - 1) is "." && Word(at - 2) is "art" or "l" or "r" or "d" or "no") || (Word(at - 1) is "l" or "r" or "d" && !(Word(at) is "'"));
        return joins || named;
    }

    private string? Separator(int at) => Word(at) is "-" or "/" or "." ? Word(at) : null;

    /// <summary>A day in words: 24 août 2024, August 24th, 2024, the first of May 2024, août 2024.</summary>
    private Partial? Worded(int at)
    {
        var (day, next) = DayNumber(at);
        if (day is not null && Month(at) is null)
        {
            while (Word(next) is "of" or "de" or "d" or "'" or "-" or "/" or "." || (Word(next) is "the"))
            {
                next++;
            }

            if (Month(next) is not { } month)
            {
                return null;
            }

            var (year, end) = Year(month.Next, afterDay: true);
            return year is { } known ? Checked(at, end, known, month.Number, day.Value, mustBe: true) : YearMissing(at, month.Next, next, day.Value, month.Number);
        }

        if (Month(at) is not { } named)
        {
            return null;
        }

        // "August 24, 2024": in English the day may follow the month.
        var (following, after) = DayNumber(named.Next);
        if (following is { } dayOfMonth)
        {
            var (year, end) = Year(after, afterDay: true);
            if (year is { } known)
            {
                return Checked(at, end, known, named.Number, dayOfMonth, mustBe: true);
            }

            if (_tokens[named.Next].Text.Length < 3 && Number(named.Next) is > 0 and <= 31 && !IsFrench(at))
            {
                return YearMissing(at, after, at, dayOfMonth, named.Number);
            }
        }

        var (ofMonth, monthEnd) = Year(named.Next, afterDay: false);
        return ofMonth is { } monthYear ? new Partial(monthYear, named.Number, null, monthEnd) : MonthAlone(at, named);
    }

    /// <summary>A day of the month in figures or words.</summary>
    private (int? Day, int Next) DayNumber(int at)
    {
        if (Number(at) is var digits and >= 0 && _tokens[at].Text.Length <= 2)
        {
            return (digits, at + 1);
        }

        if (Word(at) is "a" or "an" or "un" or "une" or "one" || !CalendarWords.Numbers.TryGetValue(Word(at), out var first))
        {
            return (null, at);
        }

        var next = at + 1;
        var joined = Word(next) is "-" ? next + 1 : next;
        joined = Word(joined) is "et" ? joined + 1 : joined;
        joined = Word(joined) is "-" ? joined + 1 : joined;
        if (first is 10 or 20 or 30 && CalendarWords.Numbers.TryGetValue(Word(joined), out var unit) && unit < 10 && (first > 10 || unit > 6))
        {
            return (first + unit, joined + 1);
        }

        return (first, next);
    }

    private (int Number, int Next)? Month(int at)
    {
        if (!CalendarWords.Months.TryGetValue(Word(at), out var month))
        {
            return null;
        }

        return (month, Word(at + 1) is "." ? at + 2 : at + 1);
    }

    /// <summary>The year of a date in words; two digits after a day, or with an apostrophe.</summary>
    private (int? Year, int Next) Year(int at, bool afterDay)
    {
        while (Word(at) is "," or "of" or "de" or "-" or "/" or "'")
        {
            at++;
        }

        // "de l'année 2024", "of the year 2024".
        at = SkipFillers(at) is var skipped && Number(skipped) >= CalendarPeriod.FirstYear ? skipped : at;

        var apostrophe = Word(at - 1) is "'";
        if (at < _tokens.Count && _tokens[at] is { Kind: TokenKind.Number, IsOrdinal: false } token && (token.Text.Length == 4 || (token.Text.Length == 2 && (afterDay || apostrophe || IsFrench(at - 1)))))
        {
            var year = CalendarPeriod.FullYear(token.Number, token.Text.Length);
            var isCount = token.Text.Length == 2 && Unit(Word(at + 1)) is not null;
            return CalendarPeriod.IsYear(year) && !isCount ? (year, at + 1) : (null, at);
        }

        return (null, at);
    }

    /// <summary>Whether the month here is spelled as French only does: after it stands no day.</summary>
    private bool IsFrench(int at) => Word(at) is "janvier" or "fevrier" or "mars" or "avril" or "mai" or "juin" or "juillet" or "aout" or "septembre" or "octobre" or "novembre" or "decembre" or "janv" or "fevr" or "juil";

    private Partial? Checked(int at, int next, int year, int month, int day, bool mustBe)
    {
        if (CalendarPeriod.Day(year, month, day) is not null)
        {
            return new Partial(year, month, day, next);
        }

        if (mustBe && CalendarPeriod.IsYear(year))
        {
            _unreadable ??= new UnreadableDay(Quote(at, next), UnreadableDayReason.Impossible);
        }

        return null;
    }

    /// <summary>A day and a month without a year, when they are clearly meant as a day.</summary>
    private Partial? YearMissing(int at, int next, int month, int day, int number)
    {
        var isDay = day <= 31 && (!CalendarWords.AmbiguousMonths.Contains(Word(month)) || Word(at - 1) is "le" or "on" or "au" or "du" or "of" or "the");
        if (isDay && !IsCompletedLater(next))
        {
            _unreadable ??= new UnreadableDay(Quote(at, next), CalendarPeriod.Day(2024, number, day) is null ? UnreadableDayReason.Impossible : UnreadableDayReason.YearMissing);
        }

        return new Partial(null, number, day, next);
    }

    /// <summary>A month without a year after a preposition of time.</summary>
    private Partial? MonthAlone(int at, (int Number, int Next) named)
    {
        var isMeant = Word(at - 1) is "en" or "in" or "since" or "depuis" or "before" or "avant" or "until" or "after" or "apres" or "during" or "of" or "fin" or "debut" or "mi" or "early" or "late" or "mid"
            && Direction(named.Next) is null;
        if (isMeant && !IsCompletedLater(named.Next))
        {
            _unreadable ??= new UnreadableDay(Quote(at, named.Next), UnreadableDayReason.YearMissing);
        }

        return new Partial(null, named.Number, null, named.Next);
    }

    /// <summary>"Between 3 March and 5 June 2024": the year stands with the second day.</summary>
    private bool IsCompletedLater(int next) =>
        Word(next) is "et" or "and" or "a" or "au" or "to" or "until" or "or" or "ou" or "-" or "through" or "till" && _tokens.Skip(next).Take(7).Any(token => CalendarPeriod.IsYear(token.Number));

    private string Quote(int at, int next) => _text[_tokens[at].Start.._tokens[Math.Min(next, _tokens.Count) - 1].End];
}
