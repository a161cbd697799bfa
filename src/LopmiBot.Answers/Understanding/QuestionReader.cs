using System.Collections.Frozen;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Understanding;

/// <summary>
/// Reads a question together with what the conversation was about. What a follow-up changes and what it keeps:
/// a day stays until another is named, "today" included; person and circumstances stay while the subject stays; a new
/// circumstance joins those before where a row of the table has them all, and else takes their place; a question that names
/// another subject and says little else asks of it what was asked before; one that says more starts anew.
/// </summary>
internal static class QuestionReader
{
    /// <summary>A question that names no subject and has no more words than this continues the one before.</summary>
    private const int MostFollowUpTerms = 2;

    /// <summary>One that opens as what continues a conversation does, or refers back by a pronoun, may have so many.</summary>
    private const int MostOpenedTerms = 5;

    /// <summary>One that names another subject and has no more terms beside it asks what was asked before.</summary>
    private const int MostUnreadBesideSubject = 1;

    /// <summary>One that says no more words of its own than this, and not what it asks, asks what was asked before.</summary>
    private const int MostTermsOfSameAsking = 3;

    /// <summary>So many subjects are asked about together.</summary>
    private const int MostSubjects = 2;

    private static readonly FrozenSet<string> Openers = Words.Set("et mais donc alors sinon puis and but so then or also ok idem");

    private static readonly FrozenSet<string> Pronouns = Words.Set("""
        il elle ils elles ca cela celui celle lui leur y it he she they him her them this that these those its his their
        """);

    /// <summary>Reads a question.</summary>
    /// <param name="index">The documents.</param>
    /// <param name="question">The question.</param>
    /// <param name="today">The day on which it is asked.</param>
    public static UnderstoodQuestion Read(CommitView index, Question question, DateOnly today)
    {
        var previous = question.Without.HasFlag(ReadingParts.Conversation) ? null : question.Previous;
        if (previous is not null && ArticleReference.OfSameAct(previous.Text, question.Text, Openers) is { } text)
        {
            question = question with { Text = text };
        }

        var alone = QuestionAnalyzer.Analyze(question, today, PreparedGlossary.Of(index).Events);
        previous = alone.IsSmallTalk ? null : previous;
        var names = NamesOf(index, alone, previous);
        var unread = Unread(alone, names, previous);
        alone = WithoutDay(index, question, alone, previous, today);
        var reading = new Reading
        {
            Language = alone.Language,
            Asks = alone.AnswerKind,
            Subjects = [.. names.Subjects.Select(each => each.Subject)],
            Offender = OffenderOf(alone),
            Circumstances = [.. names.Circumstances.Select(each => each.Key)],
            Unread = [.. unread.Select(word => word.Text)],
            Text = alone.Meaning,
        };
        var asked = alone;
        if (previous is not null && question.AsOf is null && !alone.NamesDay && !alone.NamesToday)
        {
            reading = reading with { Day = previous.Day, OtherDay = previous.OtherDay, LastDay = previous.LastDay };
            asked = alone with { AsOf = previous.Day ?? alone.AsOf, OtherDay = previous.OtherDay, LastDay = previous.LastDay ?? DateOnly.MaxValue, NamesDay = previous.Day is not null };
        }
        else if (alone.NamesDay && (question.AsOf is not null || !alone.IsDayTopic))
        {
            reading = reading with { Day = alone.AsOf, OtherDay = alone.OtherDay, LastDay = alone.LastDay == DateOnly.MaxValue ? null : alone.LastDay };
        }

        var namesOther = previous is not null && reading.Subjects.Except(previous.Subjects).Any();
        var understood = previous is not null && IsFollowUp(alone, unread, namesOther)
            ? Continued(index, asked, reading, question, previous, names, unread, today)
            : new UnderstoodQuestion(asked, reading);
        understood = understood with { Reading = Without(understood.Reading, question.Without), NamesSubject = names.Subjects.Count > 0, IsFullyRead = unread.Count == 0 };
        return WithPenalties(index, understood);
    }

    /// <summary>A question that continues a conversation, with what it keeps of it.</summary>
    private static UnderstoodQuestion Continued(
        CommitView index, AnalyzedQuestion asked, Reading reading, Question question, Reading previous, Names names, List<QuestionWord> unread, DateOnly today)
    {
        var catalogue = SubjectCatalogue.Of(index);
        var own = reading.Subjects;
        var before = previous.Subjects.Select(subject => catalogue.In(subject, asked.Language)).ToList();
        var keepsSubject = own.All(previous.Subjects.Contains);
        var isReplaced = !keepsSubject
            && (unread.Count == 0 || asked.AnswerKind is not (AnswerKind.Any or AnswerKind.YesOrNo) || own.Any(subject => before.Exists(other => catalogue.AreAlike(subject, other))));
        var asksAgain = unread.Count == 0;
        reading = reading with
        {
            Subjects = own.Count == 0 ? before : keepsSubject || isReplaced ? own : [.. own.Union(before).Take(MostSubjects)],
            Asks = AskedBy(asked, previous, names, unread),
            Offender = reading.Offender ?? (keepsSubject ? previous.Offender : null),
            Quoted = keepsSubject ? previous.Quoted : null,
        };
        var former = isReplaced ? TextWithoutSubjects(index, question, today, previous) : previous.Text;
        if (asksAgain && asked.AnswerKind == AnswerKind.Penalty && previous.Asks != AnswerKind.Penalty && own.Count == 0)
        {
            // A penalty is that of the subject, whatever else was asked of it.
            former = string.Join(' ', before.Select(subject => subject.Name));
        }

        reading = reading with
        {
            Circumstances = keepsSubject && asksAgain ? Joined(index, reading.Subjects, previous.Circumstances, reading.Circumstances) : reading.Circumstances,
            Text = !asksAgain ? asked.Meaning : isReplaced ? $"{former} {asked.Meaning}" : former,
        };
        if (asksAgain)
        {
            var again = QuestionAnalyzer.Analyze(new Question(isReplaced ? reading.Text : $"{reading.Text} {asked.Meaning}") { Language = asked.Language }, today, []);
            asked = again with { KindTerms = asked.KindTerms, AsOf = asked.AsOf, OtherDay = asked.OtherDay, LastDay = asked.LastDay, NamesDay = asked.NamesDay, NamesToday = asked.NamesToday };
        }

        return new UnderstoodQuestion(
            asked with
            {
                AnswerKind = reading.Asks,
                NamesCompany = reading.Offender == Offender.Company,
                Before = asksAgain ? null : string.Join(' ', reading.Subjects.Except(own).Select(subject => subject.Name).Append(former)),
                SubjectDocuments = [.. reading.Subjects.SelectMany(subject => subject.Documents).Append(reading.Quoted).OfType<string>().Distinct(StringComparer.Ordinal)],
            },
            reading)
        {
            IsFollowUp = true,
            RefersBack = RefersBack(asked) || unread.Count <= MostUnreadBesideSubject,
        };
    }

    /// <summary>A day that is left out, and "and before?", which asks for the eve of the version that was quoted.</summary>
    private static AnalyzedQuestion WithoutDay(CommitView index, Question question, AnalyzedQuestion alone, Reading? previous, DateOnly today)
    {
        if (question.Without.HasFlag(ReadingParts.Day))
        {
            alone = alone with { AsOf = today, LastDay = DateOnly.MaxValue, OtherDay = null, NamesDay = false, NamesToday = true };
        }

        return previous is not null && EveOf(index, alone, previous, today) is { } eve
            ? alone with { AsOf = eve, LastDay = eve, NamesDay = true, IsDayTopic = false, Words = [], Terms = LanguageCodes.All.ToDictionary(each => each, _ => (IReadOnlyList<string>)[]) }
            : alone;
    }

    /// <summary>The same question for another day.</summary>
    /// <param name="index">The documents.</param>
    /// <param name="understood">The question.</param>
    /// <param name="day">The day.</param>
    public static UnderstoodQuestion On(CommitView index, UnderstoodQuestion understood, DateOnly day) =>
        WithPenalties(index, understood with { Asked = understood.Asked with { AsOf = day, LastDay = DateOnly.MaxValue, OtherDay = null, NamesDay = false } });

    /// <summary>What a question names: subjects, and beside an offence the circumstances in which it was committed.</summary>
    private static Names NamesOf(CommitView index, AnalyzedQuestion alone, Reading? previous)
    {
        var catalogue = SubjectCatalogue.Of(index);
        var subjects = catalogue.Match(Nouns(alone), alone.ArticleNumbers, alone.KindTerms[alone.TypedIn], alone.TypedIn, alone.Language);
        var own = subjects.Select(each => catalogue.OffenceOf(each.Subject)).OfType<Offence>().ToList();
        var offences = own.Count > 0 ? own : [.. (previous?.Subjects ?? []).Select(catalogue.OffenceOf).OfType<Offence>()];
        if (offences.Count == 0)
        {
            return new Names(subjects, []);
        }

        // A word of the offence's own name says nothing of how it was committed; an organised gang is not a subject beside it.
        var ofOffences = subjects.Where(each => each.Subject.Kind == SubjectKind.Offence).SelectMany(each => each.Terms).ToHashSet(StringComparer.Ordinal);
        var known = offences.SelectMany(offence => offence.Penalties).SelectMany(row => row.Circumstances).ToHashSet(StringComparer.Ordinal);
        var circumstances = CircumstanceNames.Of(index).Match(alone.Words, alone.TypedIn)
            .Where(each => !each.Words.SelectMany(word => word.Terms[alone.TypedIn]).All(ofOffences.Contains))
            .ToList();
        var ofCircumstances = circumstances.SelectMany(each => each.Words).SelectMany(word => word.Terms[alone.TypedIn]).ToHashSet(StringComparer.Ordinal);
        var names = new Names([.. subjects.Where(each => !each.Terms.IsSubsetOf(ofCircumstances))], circumstances);
        var unread = Unread(alone, names, previous);
        // With words that were not read, a circumstance of no row of the offence is more likely a word among others.
        names = names with { Circumstances = [.. circumstances.Where(each => known.Contains(each.Key) || (unread.Count == 0 && !catalogue.Provisions.Circumstances[each.Key].IsMeans))] };
        return names.Circumstances.Count == 0 && own.Count == 0 && unread.Count is > 0 and <= MostOpenedTerms && CircumstanceNames.Nearest(index, alone.Meaning, known, alone.TypedIn) is { } near
            ? names with { Circumstances = [(near, unread)] }
            : names;
    }

    /// <summary>The words that may name a subject: a company whose penalty is asked for is not one.</summary>
    private static IReadOnlyList<QuestionWord> Nouns(AnalyzedQuestion alone) =>
        alone.NamesCompany && alone.Words.Where(word => !LegalPersons.AreNamedIn(word.Text)).ToList() is { Count: > 0 } others ? others : alone.Words;

    /// <summary>"And before?" asks for the version before: the eve of the penalty that was in force on the day that the conversation is about.</summary>
    private static DateOnly? EveOf(CommitView index, AnalyzedQuestion alone, Reading previous, DateOnly today) =>
        Words.Of(Words.Fold(alone.Meaning)).Where(word => !Openers.Contains(word)).ToList() is ["avant" or "auparavant" or "precedemment" or "before" or "previously" or "earlier"]
            ? previous.Subjects.Select(SubjectCatalogue.Of(index).OffenceOf).OfType<Offence>()
                .SelectMany(offence => Rows(offence, previous))
                .Where(row => row.Validity.Contains(previous.Day ?? today))
                .Min(row => row.Validity.From)?.AddDays(-1)
            : null;

    /// <summary>What is asked of the subjects: what the words say, else what was asked before; of an offence under a circumstance, its penalty.</summary>
    private static AnswerKind AskedBy(AnalyzedQuestion alone, Reading previous, Names names, List<QuestionWord> unread) =>
        alone.AnswerKind != AnswerKind.Any || unread.Count > MostTermsOfSameAsking ? alone.AnswerKind
        : previous.Asks == AnswerKind.Any && unread.Count == 0 && names.Circumstances.Count > 0 ? AnswerKind.Penalty
        : previous.Asks;

    /// <summary>What was asked last, without the names of subjects that others take the place of.</summary>
    private static string TextWithoutSubjects(CommitView index, Question question, DateOnly today, Reading previous)
    {
        var before = QuestionAnalyzer.Analyze(question with { Text = previous.Text, Previous = null, Language = previous.Language }, today, []);
        var names = NamesOf(index, before, null).Subjects.SelectMany(each => each.Terms).ToHashSet(StringComparer.Ordinal);
        return string.Join(' ', before.Words.Where(word => !word.Terms[previous.Language].Any(names.Contains)).Select(word => word.Text));
    }

    private static Reading Without(Reading reading, ReadingParts parts) => reading with
    {
        Offender = parts.HasFlag(ReadingParts.Offender) ? null : reading.Offender,
        Circumstances = parts.HasFlag(ReadingParts.Circumstances) ? [] : reading.Circumstances,
    };

    /// <summary>Whether it opens as what continues a conversation does.</summary>
    private static bool Opens(AnalyzedQuestion alone)
    {
        var words = Words.Of(Words.Fold(alone.Meaning));
        return words.Count == 0 || Openers.Contains(words[0]) || words is ["what", "about", ..] or ["what", "if", ..];
    }

    /// <summary>Whether it has a pronoun; that of a verb turned round ("mon voisin peut-il") stands beside its noun.</summary>
    private static bool RefersBack(AnalyzedQuestion alone) => Words.Of(Words.Fold(alone.Meaning).Replace("-il", "", StringComparison.Ordinal).Replace("-elle", "", StringComparison.Ordinal)).Exists(Pronouns.Contains);

    private static bool IsFollowUp(AnalyzedQuestion alone, List<QuestionWord> unread, bool namesOther)
    {
        var pointsBack = Opens(alone) || RefersBack(alone);
        // A name that no document is titled after is a subject too.
        var namesUnknown = unread.Exists(word => word.IsName && !alone.Meaning.StartsWith(word.Text, StringComparison.Ordinal));
        return namesOther ? unread.Count <= MostUnreadBesideSubject || (pointsBack && unread.Count <= MostOpenedTerms)
            : !namesUnknown && unread.Count <= (pointsBack ? MostOpenedTerms : MostFollowUpTerms);
    }

    /// <summary>
    /// The words that are neither of a subject's name, nor say what kind of thing is asked for, nor name a person or a
    /// circumstance. Only an offence is asked about for a company; of another subject, the company is what is asked.
    /// </summary>
    private static List<QuestionWord> Unread(AnalyzedQuestion alone, Names names, Reading? previous)
    {
        var read = names.Subjects.SelectMany(each => each.Terms).Concat(alone.KindTerms[alone.TypedIn]).ToHashSet(StringComparer.Ordinal);
        var circumstances = names.Circumstances.SelectMany(each => each.Words).ToHashSet();
        var namesOffender = alone.NamesCompany && (names.Subjects.Count > 0 ? names.Subjects.Select(each => each.Subject) : previous?.Subjects ?? []).Any(subject => subject.Kind == SubjectKind.Offence);
        return [.. alone.Words.Where(word => word.Terms[alone.TypedIn] is { Count: > 0 } terms
            && !terms.All(read.Contains) && !circumstances.Contains(word) && !(namesOffender && LegalPersons.AreNamedIn(word.Text)))];
    }

    private static Offender? OffenderOf(AnalyzedQuestion alone) => alone.NamesCompany ? Offender.Company : null;

    /// <summary>Circumstances of the question before and of this one.</summary>
    private static IReadOnlyList<string> Joined(CommitView index, IReadOnlyList<Subject> subjects, IReadOnlyList<string> before, IReadOnlyList<string> now)
    {
        var all = before.Union(now, StringComparer.Ordinal).ToList();
        return now.Count == 0 || subjects.Select(SubjectCatalogue.Of(index).OffenceOf).OfType<Offence>().Any(offence => offence.Penalties.Any(row => IsUnder(row, all))) ? all : now;
    }

    private static bool IsUnder(Penalty row, IReadOnlyCollection<string> circumstances) =>
        row.Circumstances.Count == circumstances.Count && row.Circumstances.All(circumstances.Contains);

    /// <summary>Looks the penalty up that is asked for.</summary>
    private static UnderstoodQuestion WithPenalties(CommitView index, UnderstoodQuestion understood)
    {
        var (asked, reading) = (understood.Asked, understood.Reading);
        understood = understood with { IsUnstated = false, Penalties = [] };
        var offences = reading.Subjects.Select(SubjectCatalogue.Of(index).OffenceOf).OfType<Offence>().ToList();
        if (reading.Asks != AnswerKind.Penalty || offences.Count == 0)
        {
            return understood;
        }

        var rows = offences.SelectMany(offence => Rows(offence, reading).Select(row => (Offence: offence, Row: row))).ToList();
        return understood with
        {
            IsUnstated = rows.Count == 0,
            Penalties = [.. rows.Where(each => each.Row.Validity.Contains(asked.AsOf)).SelectMany(each => Stated(index, SubjectCatalogue.Of(index).FactOf(each.Offence, each.Row, reading.Language)))],
            Asked = asked with { SubjectDocuments = [.. asked.SubjectDocuments.Union(rows.Select(each => each.Row.Document), StringComparer.Ordinal)] },
        };
    }

    /// <summary>The rows for the person and the circumstances that are asked about; where none were named and every row has some, those that have the fewest.</summary>
    private static IEnumerable<Penalty> Rows(Offence offence, Reading reading)
    {
        var rows = offence.Penalties.Where(row => row.Offender == (reading.Offender ?? Offender.Natural)).ToList();
        if (reading.Offender is null && !rows.Exists(row => IsUnder(row, reading.Circumstances)))
        {
            // "By a public official" may stand in the table as a circumstance or as the person.
            rows.AddRange(offence.Penalties.Where(row => row.Offender is Offender.Official or Offender.Minor));
        }

        var fewest = reading.Circumstances.Count > 0 || rows.Count == 0 ? 0 : rows.Min(row => row.Circumstances.Count);
        return rows.Where(row => fewest > 0 ? row.Circumstances.Count == fewest : IsUnder(row, reading.Circumstances));
    }

    private static IEnumerable<StatedPenalty> Stated(CommitView index, PenaltyFact fact) =>
        from entry in index.Catalogue
        where entry.Name == fact.Penalty.Document
        let document = index.Find(entry.Id)
        where document is not null
        let section = document.Sections.FirstOrDefault(section => section.Anchor == fact.Penalty.Anchor)
        where section is not null
        let passages = index.PassagesOf(document, section)
        where passages.Count >= fact.Penalty.Paragraph
        select new StatedPenalty(fact, document.Id, section, passages[fact.Penalty.Paragraph - 1]);

    /// <summary>What a question names.</summary>
    private sealed record Names(IReadOnlyList<(Subject Subject, IReadOnlySet<string> Terms)> Subjects, IReadOnlyList<(string Key, IReadOnlyList<QuestionWord> Words)> Circumstances);
}
