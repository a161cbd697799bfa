using System.Collections.Frozen;
using System.Text.RegularExpressions;
using LopmiBot.Answers.Temporal;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Questions;

/// <summary>A word of a question, analysed for each language; most give one term, a word that is none gives none.</summary>
/// <param name="Text">As typed.</param>
/// <param name="Terms">Its terms by language.</param>
/// <param name="IsName">Whether it is typed as a name is: with a capital, or with a figure.</param>
internal sealed record QuestionWord(string Text, IReadOnlyDictionary<Language, IReadOnlyList<string>> Terms, bool IsName)
{
    /// <summary>Whether a word is typed as a name is: with a capital after what is elided, or with a figure.</summary>
    public static bool IsTypedAsName(string word) => char.IsUpper(word[(word.IndexOfAny(['\'', '’']) + 1) % word.Length]) || word.Any(char.IsDigit);
}

/// <summary>What a question asks for, as far as its words tell.</summary>
internal sealed record AnalyzedQuestion
{
    public required Language Language { get; init; }

    /// <summary>The language that it is typed in, which may be another than the one to answer in.</summary>
    public required Language TypedIn { get; init; }

    /// <summary>Whether its words show a language: nonsense shows none.</summary>
    public required bool IsOfKnownLanguage { get; init; }

    /// <summary>The question to be found by meaning: without its day.</summary>
    public required string Meaning { get; init; }

    /// <summary>What the conversation was about, for a question that continues it: subjects and what was asked last.</summary>
    public string? Before { get; init; }

    /// <summary>What the documents are called that the conversation is about, without a language at the end.</summary>
    public IReadOnlyList<string> SubjectDocuments { get; init; } = [];

    /// <summary>The day whose law is asked for.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The other end of the period that is asked about, or the other of two days.</summary>
    public DateOnly? OtherDay { get; init; }

    /// <summary>The last day that is looked at: what happened later is not told.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>Whether a day other than today was asked for, not assumed.</summary>
    public required bool NamesDay { get; init; }

    /// <summary>Whether today was asked for, not assumed.</summary>
    public bool NamesToday { get; init; }

    /// <summary>Whether the day is part of what is asked ("who was arrested after …"), not the day whose law is asked for.</summary>
    public bool IsDayTopic { get; init; }

    /// <summary>Whether it says a day and nothing else.</summary>
    public bool IsOnlyDay { get; init; }

    /// <summary>What is written as a day and names none.</summary>
    public UnreadableDay? UnreadableDay { get; init; }

    /// <summary>Set when the question is a greeting or thanks, and nothing else.</summary>
    public required bool IsSmallTalk { get; init; }

    /// <summary>The detail of someone's person that it asks for.</summary>
    public required PersonalDetail? PersonalDetail { get; init; }

    /// <summary>Set when it asks what the person should do, or what becomes of them.</summary>
    public required bool AsksAdvice { get; init; }

    /// <summary>The words to search for, in the order typed, stop words removed.</summary>
    public required IReadOnlyList<QuestionWord> Words { get; init; }

    /// <summary>The words to search for, in the order typed, stop words removed, analysed for each language.</summary>
    public required IReadOnlyDictionary<Language, IReadOnlyList<string>> Terms { get; init; }

    /// <summary>The terms typed with a capital, the first word left out: names.</summary>
    public required IReadOnlyDictionary<Language, IReadOnlyList<string>> NameTerms { get; init; }

    /// <summary>Compound article numbers, such as <c>323_3_2</c>, as the index holds them.</summary>
    public required IReadOnlyList<string> ArticleNumbers { get; init; }

    /// <summary>Whether the question is about a company or another legal person.</summary>
    public required bool NamesCompany { get; init; }

    /// <summary>What kind of thing the answer is likely to be.</summary>
    public required AnswerKind AnswerKind { get; init; }

    /// <summary>What is counted where a number is asked for: "how many users".</summary>
    public QuestionWord? Counted { get; init; }

    /// <summary>The terms that say so, such as "penalty": a sentence of that kind answers them without holding them.</summary>
    public required IReadOnlyDictionary<Language, IReadOnlyList<string>> KindTerms { get; init; }
}

/// <summary>Reads a question: language, day, words to search for.</summary>
internal static partial class QuestionAnalyzer
{
    private static readonly FrozenSet<string> SmallTalk = Words.Set("""
        bonjour bonsoir salut coucou hello hi hey bjr merci mci thanks thank you thx ok super parfait great cool bravo
        beaucoup very much good morning afternoon evening bye ciao au revoir bonne journee soiree nice day
        comment ca va how are allez vous tu vas bien
        """);

    /// <summary>Reads the words of a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="today">The day on which it is asked.</param>
    /// <param name="events">What it may name in place of a day.</param>
    public static AnalyzedQuestion Analyze(Question question, DateOnly today, IReadOnlyList<NamedEvent> events)
    {
        var normal = ChatSpelling.Expand(QuestionText.Normalize(Cut(question.Text)));
        var leadIn = question.Previous is null ? 0 : LeadIn().Match(Words.Fold(normal)).Length;
        var text = leadIn < normal.Length ? normal[leadIn..] : normal;
        var folded = Words.Fold(text);
        var detected = LanguageDetector.Detect(text);
        var language = question.Language ?? detected ?? question.LikelyLanguage;
        var words = Words.Of(folded);
        var (kind, kindWords) = AnswerKinds.Of(Words.WithoutElision(words), folded);
        var time = TemporalExpressionParser.Parse(text, today, events);
        var saysOnlyDay = time.Expression is { } found && !Words.OfContent(text.Remove(found.Span.Start, found.Span.Length)).Any();
        // A year that stands alone is a time where a penalty is asked, or nothing else is said; elsewhere it may be anything.
        var mayBeDay = kind == AnswerKind.Penalty || saysOnlyDay;
        var expression = time.Expression is { IsBareYear: true } && !mayBeDay ? null : time.Expression;
        // A year may be what texts tell ("who was arrested in 2024"), and so may what came after an event; what was before it is not about it.
        var isTopic = expression is null or { IsToday: true } or { NamesEvent: true, Relation: TemporalRelation.After or TemporalRelation.Since or TemporalRelation.Between } || (expression.Precision == TemporalPrecision.Year && !mayBeDay);
        var asOf = question.AsOf ?? expression?.Day ?? today;
        var last = question.AsOf ?? expression?.Last ?? today;

        // The day has done its work: as a word it would only find texts that happen to name it.
        var undated = isTopic && expression is not { IsToday: true } ? text : text.Remove(expression!.Span.Start, expression.Span.Length);
        var content = Words.OfContent(JoinSpacedArticleNumbers(question.Previous is not null || Words.OfContent(undated).Any() ? undated : text))
            .Select(word => new QuestionWord(word, LanguageCodes.All.ToDictionary(each => each, each => Terms.TextsOf(word, each)), QuestionWord.IsTypedAsName(word)))
            .ToList();
        var terms = LanguageCodes.All.ToDictionary(
            each => each,
            each => (IReadOnlyList<string>)[.. content.SelectMany(word => word.Terms[each]).Distinct(StringComparer.Ordinal)]);
        return new AnalyzedQuestion
        {
            Language = language,
            TypedIn = detected ?? question.Language ?? question.LikelyLanguage,
            Meaning = expression is null or { NamesEvent: true } ? text : text.Remove(expression.Span.Start, expression.Span.Length),
            AsOf = asOf,
            OtherDay = question.AsOf is null ? expression?.OtherDay : null,
            LastDay = last < today ? last : DateOnly.MaxValue,
            NamesDay = asOf != today || (question.AsOf is null && expression?.OtherDay is not null),
            IsDayTopic = isTopic,
            IsOnlyDay = saysOnlyDay && !isTopic,
            NamesToday = question.AsOf is null && expression is { IsToday: true },
            UnreadableDay = question.AsOf is null && !IsTopic(time.Unreadable, kind) ? time.Unreadable : null,
            IsSmallTalk = words.Count is > 0 and <= 8 && words.TrueForAll(SmallTalk.Contains),
            IsOfKnownLanguage = detected is not null,
            PersonalDetail = Scope.DetailAskedBy(folded),
            AsksAdvice = Scope.AsksAdvice(folded),
            Words = content,
            Terms = terms,
            ArticleNumbers = [.. terms[Language.French].Where(term => ArticleNumber().IsMatch(term))],
            NameTerms = LanguageCodes.All.ToDictionary(
                each => each,
                each => (IReadOnlyList<string>)[.. content.Where(word => word.IsName).SelectMany(word => word.Terms[each])]),
            NamesCompany = LegalPersons.AreNamedIn(text),
            AnswerKind = kind,
            Counted = HowMany().Match(folded) is { Success: true } match ? content.Find(word => Words.WithoutElision(Words.Fold(word.Text)) == match.Groups["noun"].Value) : null,
            KindTerms = LanguageCodes.All.ToDictionary(
                each => each,
                each => Terms.TextsOf(string.Join(' ', Words.WithoutElision(words).Where(kindWords.Contains)), each)),
        };
    }

    /// <summary>"Did he show up in April?" tells of a month; "what was the penalty in April?" asks for its law.</summary>
    private static bool IsTopic(UnreadableDay? day, AnswerKind kind) =>
        day is { Reason: UnreadableDayReason.YearMissing } && kind != AnswerKind.Penalty && !day.Text.Any(char.IsAsciiDigit);

    /// <summary>What kind of thing a text asks for, were it a question.</summary>
    public static AnswerKind KindOf(string text)
    {
        var folded = Words.Fold(QuestionText.Normalize(text));
        return AnswerKinds.Of(Words.WithoutElision(Words.Of(folded)), folded).Kind;
    }

    /// <summary>The part of a question that is read: cut between characters, never inside a surrogate pair.</summary>
    private static string Cut(string text)
    {
        if (text.Length <= Question.MaxLength)
        {
            return text;
        }

        var end = Question.MaxLength;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)];
    }

    /// <summary>"art 323 3 2" is how people type 323-3-2. Three numbers in a row, or two after the word article.</summary>
    private static string JoinSpacedArticleNumbers(string text) =>
        SpacedArticle().Replace(text, match =>
            match.Groups["before"].Value + Separators().Replace(match.Groups["number"].Value, "-"));

    /// <summary>"Merci, et", "non pardon, je voulais dire": courtesy and correction before what is said in a conversation.</summary>
    [GeneratedRegex(@"^(?:(?:non|no|nope|pardon|oups|sorry|desole|erreur|merci(?: beaucoup| bcp)?|thanks?(?: you)?|thx|ok(?:ay)?|d'accord|super|je v(?:oulais|eux) dire|i (?:mean|meant|ment)|actually|plutot|rather)\b(?!-\p{L})[\s,.;:!…-]*)+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeadIn();

    [GeneratedRegex(@"\b(?:combien d(?:e |')|how many )(?<noun>[\p{L}-]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HowMany();

    [GeneratedRegex("^[0-9]+_[0-9_]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ArticleNumber();

    [GeneratedRegex(@"(?<before>\b(?:articles?|art\.?)\s*[lLrRdD]?\.?\s*)(?<number>[0-9]{1,4}(?:[ .][0-9]{1,2}){1,2})\b|(?<before>)(?<![0-9 .])(?<number>\b[0-9]{3,4}(?:[ ][0-9]{1,2}){2})\b(?!\s*[0-9€])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SpacedArticle();

    [GeneratedRegex("[ .]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separators();
}
