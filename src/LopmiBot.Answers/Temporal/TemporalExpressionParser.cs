using System.Collections.Frozen;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Temporal;

/// <summary>
/// Reads what a question says about time, in French and English: days in every usual way of writing them, months, years and
/// parts of them, "last year" and "today", events, and how the question stands to them: on, before, after, between.
/// </summary>
/// <remarks>
/// A day that is part of a name ("the act of 24 January 2023", "loi n° 2023-22 du 24 janvier 2023") is not asked about. Figures
/// with slashes, dots or dashes are read day first, as in France and the United Kingdom, unless only month first makes a day.
/// </remarks>
public sealed partial class TemporalExpressionParser
{
    private static readonly FrozenSet<string> Fillers = CalendarWords.Set("le la les l ' du de des d the of date jour day month year mois annee courant an s acts faits");

    private static readonly FrozenSet<string> TimePrepositions = CalendarWords.Set("en in during durant courant pour for on au aux version dans within through throughout le l ' annee year depuis since as of at dated date du");

    /// <summary>What is named by its day: an act, a decision, a statement.</summary>
    private static readonly FrozenSet<string> DatedTexts = CalendarWords.Set("""
        loi lois act acts ordonnance ordinance ordonnances decret decrets decree decrees arrete arretes arret arrets circulaire circular decision decisions jugement jugements
        judgment judgement judgments ruling rulings order orders reglement regulation directive directives communique statement bill avis rapport report lettre letter instruction convention journal jorf jo traite treaty
        """.ReplaceLineEndings(" "));

    private readonly string _text;
    private readonly DateOnly _today;
    private readonly IReadOnlyList<NamedEvent> _events;
    private readonly List<Token> _tokens;
    private UnreadableDay? _unreadable;

    private TemporalExpressionParser(string text, DateOnly today, IReadOnlyList<NamedEvent> events)
    {
        _text = text;
        _today = today;
        _events = events;
        _tokens = Token.Of(text);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="today">The day from which "today" and "last year" count.</param>
    /// <param name="events">What may be named in place of a day.</param>
    public static TemporalReading Parse(string text, DateOnly today, IReadOnlyList<NamedEvent>? events = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new TemporalExpressionParser(text, today, events ?? []).Read();
    }

    /// <summary>A text that is nothing but a day or a period: <c>2024-08-24</c>, <c>le 24 août 2024</c>, <c>last year</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="today">The day from which "today" and "last year" count.</param>
    /// <returns>The day whose law it asks for; <see langword="null"/> when it is anything else.</returns>
    public static DateOnly? ParseDay(string text, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim().TrimEnd('.', '?', '!', ' ');
        return Parse(trimmed, today).Expression is { } expression && expression.Span.Start == 0 && expression.Span.End == trimmed.Length ? expression.Day : null;
    }

    /// <summary>The latest day, or first day of a month or year, that a text names.</summary>
    /// <param name="text">The text.</param>
    /// <returns><see langword="null"/>: it names none.</returns>
    internal static DateOnly? LatestDay(string text)
    {
        var parser = new TemporalExpressionParser(text, DateOnly.MaxValue, []);
        DateOnly? latest = null;
        for (var i = 0; i < parser._tokens.Count;)
        {
            var (part, start) = parser.Part(i);
            if (parser.PartialDate(start) is { } date)
            {
                var isYear = date is { Month: null, Day: null };
                var first = isYear && part == PeriodPart.Whole && !parser.IsFreeNumber(start) ? null : date.Period?.Part(part).From;
                latest = first > latest || latest is null ? first ?? latest : latest;
                i = date.Next;
            }
            else
            {
                i++;
            }
        }

        return latest;
    }

    private TemporalReading Read()
    {
        var found = new List<TemporalExpression>();
        for (var i = 0; i < _tokens.Count;)
        {
            if (Range(i) is { } range)
            {
                found.Add(range.Expression);
                i = range.Next;
            }
            else if (Point(i) is { } point)
            {
                if (Related(i, point) is { } expression)
                {
                    found.Add(expression);
                }

                i = point.Next;
            }
            else
            {
                i++;
            }
        }

        var asked = found.Exists(each => !each.IsBareYear) ? found.FindAll(each => !each.IsBareYear) : found;
        // Beside a day that can be read, "24 August" is a topic; 31 February is an error in any case.
        return asked.Count == 0 ? new TemporalReading(null, _unreadable)
            : new TemporalReading(Joined(asked), _unreadable is { Reason: UnreadableDayReason.Impossible } ? _unreadable : null);
    }

    /// <summary>"In 2023 and today" asks for two days.</summary>
    private static TemporalExpression Joined(List<TemporalExpression> found)
    {
        var first = found[0];
        return found.Find(each => each.Day != first.Day) is { } other
            ? first with
            {
                OtherDay = other.Day,
                Relation = TemporalRelation.Between,
                Last = first.Last is { } one && other.Last is { } two ? (one > two ? one : two) : null,
                IsToday = false,
            }
            : first;
    }

    /// <summary>From one to another: "entre mars et juin 2024", "du 3 au 5 mars 2024", "from 2023 to 2025".</summary>
    private (TemporalExpression Expression, int Next)? Range(int at)
    {
        if (Word(at) is not ("entre" or "between" or "from" or "du" or "de" or "d" or "des"))
        {
            return null;
        }

        var start = SkipFillers(at + 1);
        // "Du 3 au 5 mars 2024": the first day leaves out the rest.
        var day = Number(start) is >= 1 and <= 31 && Word(start + 1) is "au" or "et" or "and" or "to" or "a" ? new Partial(null, null, Number(start), start + 1) : (Partial?)null;
        if ((day ?? Endpoint(start)) is not { } first)
        {
            return null;
        }

        var connector = first.Next;
        var joins = Word(at) is "entre" or "between"
            ? Word(connector) is "et" or "and" or "a" or "to"
            : Word(connector) is "a" or "au" or "to" or "until" or "till" or "through" or "jusqu";
        if (!joins)
        {
            return null;
        }

        var second = SkipConnector(connector + 1);
        if (Endpoint(second) is not { } last || last.Period is not { } end || first.Completed(last) is not { } begin || begin.From > end.To)
        {
            return null;
        }

        return (new TemporalExpression
        {
            Span = Span(at, last.Next),
            Relation = TemporalRelation.Between,
            Precision = (TemporalPrecision)Math.Max((int)begin.Precision, (int)end.Precision),
            Day = begin.From,
            OtherDay = end.To,
            Last = end.To,
        }, last.Next);
    }

    /// <summary>What a question asks of a point in time, by the words around it; <see langword="null"/>: it is part of a name, or nothing.</summary>
    private TemporalExpression? Related(int at, PointInTime point)
    {
        if (point.IsToday)
        {
            return new TemporalExpression { Span = Span(at, point.Next), Relation = TemporalRelation.On, Precision = TemporalPrecision.Day, Day = _today, IsToday = true };
        }

        if (NameStart(at, point) is { } name)
        {
            // "Before the act of 24 January 2023": the day names an act, and the act its first day in force.
            return _events.FirstOrDefault(each => each.Enacted == point.Period.From && point.Period.Precision == TemporalPrecision.Day) is { } act
                && Cue(name, point with { IsEvent = true }) is { Relation: { } byAct } around
                ? Expression(byAct, new PointInTime(CalendarPeriod.Of(act.Day), point.Next, IsEvent: true), around.Start, around.End)
                : null;
        }

        var cue = Cue(at, point);
        if (cue.Relation is not { } relation)
        {
            return null;
        }

        var isBareYear = point.IsYearAlone && relation == TemporalRelation.On && !TimePrepositions.Contains(Word(at - 1));
        if (isBareYear && at > 0 && point.Next < _tokens.Count && _tokens[point.Next].Kind == TokenKind.Word)
        {
            // "2000 members" is a count.
            return null;
        }

        return Expression(relation, point, cue.Start, cue.End) is { } expression ? expression with { IsBareYear = isBareYear } : null;
    }

    private TemporalExpression? Expression(TemporalRelation relation, PointInTime point, int start, int end)
    {
        var period = point.Period;
        var expression = new TemporalExpression { Span = Span(start, end), Relation = relation, Precision = period.Precision, Day = period.From, Last = period.To, NamesEvent = point.IsEvent };
        return relation switch
        {
            TemporalRelation.Before => expression with { Day = period.From.AddDays(-1), Last = period.From.AddDays(-1) },
            TemporalRelation.Until => expression with { Day = period.To },
            TemporalRelation.After => Onward(expression, point.IsEvent ? period.From : period.To.AddDays(1)),
            TemporalRelation.Since => Onward(expression, period.From),
            TemporalRelation.BeforeAndAfter => expression with
            {
                Day = period.From.AddDays(-1),
                OtherDay = period.Precision == TemporalPrecision.Day ? period.From : period.To.AddDays(1),
                Last = null,
            },
            _ when period.Precision == TemporalPrecision.Day => expression,
            _ when period.Precision == TemporalPrecision.Month => Within(expression, period, period.From),
            _ => Within(expression, period, period.To),
        };
    }

    /// <summary>"Since June 2025" lasts until today, and began with what was the law then.</summary>
    private TemporalExpression Onward(TemporalExpression expression, DateOnly from) =>
        from < _today ? expression with { Day = _today, OtherDay = from, Last = null } : expression with { Day = from, Last = null };

    /// <summary>A period that is not over ends today, as far as anybody knows.</summary>
    private TemporalExpression Within(TemporalExpression expression, CalendarPeriod period, DateOnly day)
    {
        var to = period.To > _today && period.From <= _today ? _today : period.To;
        day = day > to ? to : day;
        return expression with { Day = day, OtherDay = day == to ? period.From : to, Last = to };
    }

    /// <summary>How the question stands to a point in time, and where the words that say so start and end.</summary>
    private (TemporalRelation? Relation, int Start, int End) Cue(int at, PointInTime point)
    {
        var (end, onBothSides, onward) = After(point.Next);
        var before = at - 1;
        while (before >= 0 && before > at - 5 && Fillers.Contains(_tokens[before].Text))
        {
            before--;
        }

        var relation = RelationOf(before, out var start);
        relation = onBothSides ? TemporalRelation.BeforeAndAfter : onward ? TemporalRelation.Since : relation;
        if (relation is null && point.IsEvent)
        {
            return (null, at, end);
        }

        if (relation is null)
        {
            // "le", "on", "in" belong to the day; what stands before them does not.
            start = at;
            while (start > 0 && start > at - 3 && (Word(start - 1) is "le" or "l" or "on" or "in" or "en" or "au" or "the" or "during" or "durant" or "courant" or "'"))
            {
                start--;
            }
        }

        return (relation ?? TemporalRelation.On, start, end);
    }

    private TemporalRelation? RelationOf(int at, out int start)
    {
        start = at;
        var word = Word(at);
        var previous = Word(at - 1);
        TemporalRelation? relation = word switch
        {
            "avant" or "before" or "preceding" or "precedant" => TemporalRelation.Before,
            "veille" => TemporalRelation.Before,
            "eve" => TemporalRelation.Before,
            "apres" or "after" or "following" or "suivant" => TemporalRelation.After,
            "lendemain" => TemporalRelation.After,
            "depuis" or "since" or "starting" => TemporalRelation.Since,
            "from" => TemporalRelation.Since,
            "until" or "till" or "jusqu" => TemporalRelation.Until,
            "lors" or "when" or "quand" or "lorsque" => at == 0 ? null : TemporalRelation.On,
            "moment" or "time" => TemporalRelation.On,
            _ => null,
        };
        if (relation is not null)
        {
            // "avant et après", "before and after".
            if (relation is TemporalRelation.After or TemporalRelation.Before && previous is "et" or "and" or "ou" or "or" or "puis" or "then" or "/"
                && Word(at - 2) is "avant" or "before" or "apres" or "after" && Word(at - 2) != word)
            {
                start = at - 2;
                return TemporalRelation.BeforeAndAfter;
            }

            // "the day before", "the day after" name the neighbouring day, as "before" and "after" do.
            return relation;
        }

        if (word is "a" or "au" or "aux" or "to" or "than" or "up" or "partir" or "compter" or "s")
        {
            relation = (previous, word) switch
            {
                ("jusqu" or "jusque", _) => TemporalRelation.Until,
                ("prior", "to") => TemporalRelation.Before,
                ("up", "to") => TemporalRelation.Until,
                ("anterieur" or "anterieure" or "anterieurs" or "anterieures" or "anterieurement", _) => TemporalRelation.Before,
                ("posterieur" or "posterieure" or "posterieurs" or "posterieures" or "posterieurement", _) => TemporalRelation.After,
                ("earlier", "than") => TemporalRelation.Before,
                ("later", "than") => TemporalRelation.After,
                ("a", "partir" or "compter") => TemporalRelation.Since,
                ("'", "a" or "au" or "aux") when Word(at - 2) is "jusqu" => TemporalRelation.Until,
                _ => null,
            };
            if (relation is not null)
            {
                start = Math.Max(0, at - 1);
                return relation;
            }
        }

        if (word == "'" && previous == "jusqu")
        {
            start = at - 1;
            return TemporalRelation.Until;
        }

        if (word is "en" or "in" && Word(at - 1) == "'" && Word(at - 2) == "jusqu")
        {
            start = at - 2;
            return TemporalRelation.Until;
        }

        return null;
    }

    /// <summary>Words after a point in time that change its sense: "onwards", "et après", "or later".</summary>
    private (int End, bool OnBothSides, bool Onward) After(int next)
    {
        if (Word(next) is "onward" or "onwards")
        {
            return (next + 1, false, true);
        }

        if (Word(next) is "et" or "and" or "ou" or "or" or "puis" or "/" && Point(next + 2) is null && Point(SkipFillers(next + 2)) is null)
        {
            if (Word(next + 1) is "apres" or "after" or "avant" or "before" or "afterwards")
            {
                return (next + 2, true, false);
            }

            if (Word(next + 1) is "later")
            {
                return (next + 2, false, true);
            }
        }

        return (next, false, false);
    }

    /// <summary>"La loi du 24 janvier 2023", "the act of 24 January 2023", "the 2023 act": where the name starts that the day is part of.</summary>
    private int? NameStart(int at, PointInTime point)
    {
        if (point.IsEvent)
        {
            return null;
        }

        if (DatedTexts.Contains(Word(point.Next)) || (point.IsYearAlone && Word(point.Next) is "law"))
        {
            return at;
        }

        var before = at - 1;
        var links = false;
        while (Word(before) is "du" or "de" or "d" or "'" or "of" or "the" or "le" or "dated" or "date")
        {
            links |= Word(before) is not ("le" or "the");
            before--;
        }

        // "loi n° 2023-22 du", "directive (UE) 2015/1535 du".
        while (before >= 0 && (_tokens[before].Kind == TokenKind.Number || Word(before) is "-" or "/" or "°" or "º" or "n" or "no" or "(" or ")" or "ue" or "eu" or "ce" or "ec" or "."))
        {
            links = true;
            before--;
        }

        var isName = DatedTexts.Contains(Word(before)) ? links || point.IsYearAlone
            : Word(before) is "law" ? links && (point.IsYearAlone || _events.Any(each => each.Enacted == point.Period.From))
            : point.IsYearAlone && ((links && Word(before - 1) is "loi" or "act") || (at > 0 && _events.Any(each => EndsWith(each, at - 1))));
        return isName ? Math.Max(0, before) : null;
    }

    private bool EndsWith(NamedEvent named, int last) => EndOf(named, last - named.Words.Count + 1) == last + 1;

    private string Word(int at) => at >= 0 && at < _tokens.Count ? _tokens[at].Text : "";

    private int Number(int at) => at >= 0 && at < _tokens.Count ? _tokens[at].Number : -1;

    private bool Touches(int at) => at > 0 && at < _tokens.Count && _tokens[at - 1].End == _tokens[at].Start;

    private int SkipFillers(int at)
    {
        while (at < _tokens.Count && Word(at) is "le" or "la" or "l" or "'" or "du" or "de" or "the" or "mois" or "month" or "annee" or "year" or "of" or "d")
        {
            at++;
        }

        return at;
    }

    private int SkipConnector(int at) => SkipFillers(Word(at) is "'" ? at + 1 : Word(at) is "au" or "a" or "en" or "to" ? at + 1 : at);

    private TextSpan Span(int first, int next) => new(_tokens[Math.Max(0, first)].Start, _tokens[Math.Min(next, _tokens.Count) - 1].End);
}
