using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Temporal;

namespace LopmiBot.Answers.Searching;

/// <summary>A word of a question, analysed for each language; most give one term, a word that is none gives none.</summary>
/// <param name="Text">As typed.</param>
/// <param name="Terms">Its terms by language.</param>
/// <param name="IsName">Whether it is typed as a name is: with a capital, or with a figure.</param>
internal sealed record QuestionWord(string Text, IReadOnlyDictionary<Language, IReadOnlyList<string>> Terms, bool IsName);

/// <summary>What a question asks for, as far as its words tell.</summary>
internal sealed record AnalyzedQuestion
{
    public required Language Language { get; init; }

    /// <summary>Whether its words show a language: nonsense shows none.</summary>
    public required bool IsOfKnownLanguage { get; init; }

    /// <summary>The question to be found by meaning: without its day, with those that it follows before it.</summary>
    public required string Meaning { get; init; }

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

    /// <summary>Terms of the questions that this one follows, not its own, with what each is weighed by. Empty for a question that stands alone.</summary>
    public required IReadOnlyDictionary<Language, IReadOnlyDictionary<string, RetrievalWeight>> ContextTerms { get; init; }

    /// <summary>The terms typed with a capital, the first word left out: names.</summary>
    public required IReadOnlyDictionary<Language, IReadOnlyList<string>> NameTerms { get; init; }

    /// <summary>Compound article numbers, such as <c>323_3_2</c>, as the index holds them.</summary>
    public required IReadOnlyList<string> ArticleNumbers { get; init; }

    /// <summary>Whether the question is about a company or another legal person.</summary>
    public required bool NamesCompany { get; init; }

    /// <summary>What kind of thing the answer is likely to be.</summary>
    public required AnswerKind AnswerKind { get; init; }

    /// <summary>The terms that say so, such as "penalty": a sentence of that kind answers them without holding them.</summary>
    public required IReadOnlyDictionary<Language, IReadOnlyList<string>> KindTerms { get; init; }
}

/// <summary>Reads a question: language, day, words to search for.</summary>
internal static partial class QuestionAnalyzer
{
    /// <summary>A question of more terms than this says what it is about.</summary>
    private const int MostFollowUpTerms = 2;

    /// <summary>The same for one that opens as a follow-up does: "and for a company that …".</summary>
    private const int MostOpenedTerms = 4;

    private static readonly FrozenSet<string> FrenchStopWords = Set("""
        a afin ai ainsi alors apres art article articles as au aucun aussi autre aux avait avant avec avez avoir ca car ce cela celle celui ces cet
        cette ceux chaque chez ci c d de des dit doit donc du elle elles en encore entre es est et etait ete etre eu eux fait
        faut font il ils j je l la le les leur leurs lors lui m ma mais me meme mes moi mon n ne ni nos notre nous on ont ou par
        pas peut peux plus pour qu que quel quelle quelles quels qui quoi s sa sans se selon ses si son sont sous sur t ta te
        tes toi ton tous tout toute toutes tres tu un une va vers vos votre vous y
        combien comment pourquoi quand lequel laquelle lesquels lesquelles dont koi
        actuel actuelle actuels actuelles actuellement aujourd hui maintenant kesako quesako quezako fut furent sera seront dans quelqu quelqun
        explique expliquer dis donne donner parle parler savoir veut dire bref brievement resume resumer simplement
        """);

    private static readonly FrozenSet<string> EnglishStopWords = Set("""
        a about after all also am an and any are art article articles as at be because been before being but by can could d did do does doing for
        from get give had has have he her here him his how i if in into is it its just know ll m me more most much my no not of
        off on one only or our out over please re s same she should so some still t tell than that the their them then there these
        they this those to too under until up us ve very was we were what when where which while who whom whose why will with
        would you your many long now today current currently nowadays go goes going went someone somebody anyone anybody explain line brief briefly short shortly simply
        """);

    private static readonly FrozenSet<string> SmallTalk = Set("""
        bonjour bonsoir salut coucou hello hi hey bjr merci mci thanks thank you thx ok super parfait great cool bravo
        beaucoup very much good morning afternoon evening bye ciao au revoir bonne journee soiree nice day
        comment ca va how are allez vous tu vas bien
        """);

    /// <summary>Words that open a follow-up: what comes after them continues what was said.</summary>
    private static readonly FrozenSet<string> FollowUpOpeners = Set("""
        et mais donc alors sinon puis and but so then or also
        """);

    /// <summary>Words that stand for something said before.</summary>
    private static readonly FrozenSet<string> Pronouns = Set("""
        il elle ils elles ca cela celui celle lui leur it he she they him her them this that these those its
        """);

    /// <summary>Reads a question; one that follows another takes over what it leaves unsaid.</summary>
    /// <param name="question">The question.</param>
    /// <param name="today">The day on which it is asked.</param>
    /// <param name="events">What it may name in place of a day.</param>
    public static AnalyzedQuestion Analyze(Question question, DateOnly today, IReadOnlyList<NamedEvent> events)
    {
        var asked = AnalyzeAlone(question, today, events);
        if (question.Context.Count == 0 || asked.IsSmallTalk || !IsFollowUp(question.Text, asked))
        {
            return asked;
        }

        // The question before may itself follow one: the chain is read from its start.
        var before = Analyze(question with { Text = question.Context[^1], Context = [.. question.Context.SkipLast(1)], AsOf = null }, today, events);
        var keepsDay = !asked.NamesDay && !asked.NamesToday;
        var context = LanguageCodes.All.ToDictionary(
            each => each,
            each => (IReadOnlyDictionary<string, RetrievalWeight>)before.Terms[each].Select(term => (Term: term, Worth: before.ContextTerms[each].Count == 0 ? RetrievalWeight.Subject : RetrievalWeight.Aside))
                .Concat(before.ContextTerms[each].Select(pair => (Term: pair.Key, Worth: pair.Value)))
                .Where(pair => !asked.Terms[each].Contains(pair.Term, StringComparer.Ordinal))
                .ToDictionary(pair => pair.Term, pair => pair.Worth, StringComparer.Ordinal));
        var inheritsKind = asked.AnswerKind == AnswerKind.Any;
        return asked with
        {
            Meaning = before.Meaning + " " + asked.Meaning,
            ContextTerms = context,
            AsOf = keepsDay ? before.AsOf : asked.AsOf,
            OtherDay = keepsDay ? before.OtherDay : asked.OtherDay,
            LastDay = keepsDay ? before.LastDay : asked.LastDay,
            NamesDay = keepsDay ? before.NamesDay : asked.NamesDay,
            NamesCompany = asked.NamesCompany || before.NamesCompany,
            AnswerKind = inheritsKind ? before.AnswerKind : asked.AnswerKind,
            KindTerms = inheritsKind ? before.KindTerms : asked.KindTerms,
        };
    }

    private static bool IsFollowUp(string text, AnalyzedQuestion asked)
    {
        var words = WordsOf(Fold(QuestionText.Normalize(Cut(text))));
        var own = asked.Terms[asked.Language].Count;
        return words.Count == 0
            || (own == 0 && (asked.NamesDay || asked.NamesToday))
            || ((FollowUpOpeners.Contains(words[0]) || words is ["what", "about", ..]) && own <= MostOpenedTerms)
            || (own <= MostFollowUpTerms && words.Exists(Pronouns.Contains) && asked.ArticleNumbers.Count == 0);
    }

    private static AnalyzedQuestion AnalyzeAlone(Question question, DateOnly today, IReadOnlyList<NamedEvent> events)
    {
        var text = QuestionText.Normalize(Cut(question.Text));
        var folded = Fold(text);
        var detected = LanguageDetector.Detect(text);
        var language = question.Language ?? detected ?? question.LikelyLanguage;
        var words = WordsOf(folded);
        var (kind, kindWords) = AnswerKinds.Of(WithoutElision(words), folded);
        var time = TemporalExpressionParser.Parse(text, today, events);
        // A year that stands alone is a time where a penalty is asked; elsewhere it may be anything.
        var expression = time.Expression is { IsBareYear: true } && kind != AnswerKind.Penalty ? null : time.Expression;
        // A year may be what texts tell ("who was arrested in 2024"), and so may what came after an event; what was before it is not about it.
        var isTopic = expression is null or { IsToday: true } or { NamesEvent: true, Relation: TemporalRelation.After or TemporalRelation.Since or TemporalRelation.Between } || (expression.Precision == TemporalPrecision.Year && kind != AnswerKind.Penalty);
        var asOf = question.AsOf ?? expression?.Day ?? today;
        var last = question.AsOf ?? expression?.Last ?? today;

        // The day has done its work: as a word it would only find texts that happen to name it.
        var undated = isTopic ? text : text.Remove(expression!.Span.Start, expression.Span.Length);
        var content = ContentWords(JoinSpacedArticleNumbers(ContentWords(undated).Any() ? undated : text))
            .Select(word => new QuestionWord(word, LanguageCodes.All.ToDictionary(each => each, each => TermsOfWord(word, each)), char.IsUpper(word[(word.IndexOfAny(['\'', '’']) + 1) % word.Length]) || word.Any(char.IsDigit)))
            .ToList();
        var terms = LanguageCodes.All.ToDictionary(
            each => each,
            each => (IReadOnlyList<string>)[.. content.SelectMany(word => word.Terms[each]).Distinct(StringComparer.Ordinal)]);
        return new AnalyzedQuestion
        {
            Language = language,
            Meaning = expression is null or { NamesEvent: true } ? text : text.Remove(expression.Span.Start, expression.Span.Length),
            AsOf = asOf,
            OtherDay = question.AsOf is null ? expression?.OtherDay : null,
            LastDay = last < today ? last : DateOnly.MaxValue,
            NamesDay = asOf != today || (question.AsOf is null && expression?.OtherDay is not null),
            NamesToday = question.AsOf is null && expression is { IsToday: true },
            UnreadableDay = question.AsOf is null && !IsTopic(time.Unreadable, kind) ? time.Unreadable : null,
            IsSmallTalk = words.Count is > 0 and <= 8 && words.TrueForAll(SmallTalk.Contains),
            IsOfKnownLanguage = detected is not null,
            PersonalDetail = Scope.DetailAskedBy(folded),
            AsksAdvice = Scope.AsksAdvice(folded),
            Words = content,
            Terms = terms,
            ContextTerms = LanguageCodes.All.ToDictionary(each => each, _ => (IReadOnlyDictionary<string, RetrievalWeight>)FrozenDictionary<string, RetrievalWeight>.Empty),
            ArticleNumbers = [.. terms[Language.French].Where(term => ArticleNumber().IsMatch(term))],
            NameTerms = LanguageCodes.All.ToDictionary(
                each => each,
                each => (IReadOnlyList<string>)[.. content.Where(word => word.IsName).SelectMany(word => word.Terms[each])]),
            NamesCompany = AnalyzedPassage.NamesCompany(text),
            AnswerKind = kind,
            KindTerms = LanguageCodes.All.ToDictionary(
                each => each,
                each => (IReadOnlyList<string>)[.. Terms.Of(string.Join(' ', WithoutElision(words).Where(kindWords.Contains)), each).Select(term => term.Text)]),
        };
    }

    /// <summary>"Did he show up in April?" tells of a month; "what was the penalty in April?" asks for its law.</summary>
    private static bool IsTopic(UnreadableDay? day, AnswerKind kind) =>
        day is { Reason: UnreadableDayReason.YearMissing } && kind != AnswerKind.Penalty && !day.Text.Any(char.IsAsciiDigit);

    /// <summary>The terms of a text that a question would search for.</summary>
    public static IReadOnlyList<string> TermsOf(string text, Language language) =>
        [.. ContentWords(text).SelectMany(word => TermsOfWord(word, language)).Distinct(StringComparer.Ordinal)];

    /// <summary>What kind of thing a text asks for, were it a question.</summary>
    public static AnswerKind KindOf(string text)
    {
        var folded = Fold(QuestionText.Normalize(text));
        return AnswerKinds.Of(WithoutElision(WordsOf(folded)), folded).Kind;
    }

    private static IReadOnlyList<string> TermsOfWord(string word, Language language) =>
        [.. Terms.Of(word, language).Select(term => term.Text)];

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

    private static IEnumerable<string> ContentWords(string text)
    {
        foreach (var word in WordsOf(text))
        {
            var folded = Fold(word);
            var apostrophe = folded.IndexOfAny(['\'', '’']);
            var stem = apostrophe > 0 ? folded[(apostrophe + 1)..] : folded;
            if (!FrenchStopWords.Contains(stem) && !EnglishStopWords.Contains(stem))
            {
                yield return word;
            }
        }
    }

    private static List<string> WordsOf(string text) =>
        [.. Words().Matches(Inversion().Replace(text, " ${pronoun}")).Select(match => match.Value)];

    /// <summary>"l'année" asks for what "année" does.</summary>
    private static List<string> WithoutElision(List<string> words) =>
        words.ConvertAll(WithoutElision);

    internal static string WithoutElision(string word) => word[(word.IndexOfAny(['\'', '’']) + 1)..];

    internal static FrozenSet<string> Set(string list) =>
        list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A text without case and accents.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToLowerInvariant(c));
            }
        }

        return folded.ToString();
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:['’_\-‑.][\p{L}\p{N}]+)*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();

    /// <summary>"est-il", "risque-t-on": a verb and its pronoun are two words.</summary>
    [GeneratedRegex("(?<=\\p{L})-(?:t-)?(?<pronoun>je|tu|il|elle|on|nous|vous|ils|elles|ce)(?![\\p{L}\\p{N}-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Inversion();

    [GeneratedRegex("^[0-9]+_[0-9_]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ArticleNumber();

    [GeneratedRegex(@"(?<before>\b(?:articles?|art\.?)\s*[lLrRdD]?\.?\s*)(?<number>[0-9]{1,4}(?:[ .][0-9]{1,2}){1,2})\b|(?<before>)(?<![0-9 .])(?<number>\b[0-9]{3,4}(?:[ ][0-9]{1,2}){2})\b(?!\s*[0-9€])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SpacedArticle();

    [GeneratedRegex("[ .]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separators();
}
