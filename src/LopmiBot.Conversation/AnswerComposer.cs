using System.Text.RegularExpressions;
using LopmiBot.Answers;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation.Memory;
using LopmiBot.Conversation.Wording;

namespace LopmiBot.Conversation;

/// <summary>Puts answers and documents into words; remembers nothing. Safe to use from many threads.</summary>
/// <param name="engine">Answers questions.</param>
/// <param name="index">The documents that are quoted.</param>
/// <param name="pages">The documents that the pages show; <see langword="null"/>: all of them.</param>
/// <param name="official">Codes and acts as their publisher gives them; <see langword="null"/>: none are installed.</param>
/// <param name="time">The clock; the system's when omitted.</param>
public sealed partial class AnswerComposer(AnswerEngine engine, DocumentShelf index, DocumentShelf? pages = null, OfficialTexts? official = null, TimeProvider? time = null)
{
    /// <summary>Titles and headings come from documents of any kind: longer ones are cut.</summary>
    private const int MaxCitation = 300;

    private const int MaxSuggestion = 150;

    private const int Suggestions = 3;

    /// <summary>Paragraphs of an article that are shown in a chat; its page has them all.</summary>
    private const int MostParagraphs = 8;

    private const int Listed = 10;

    /// <summary>How many documents there are.</summary>
    public int Documents => index.Size().Documents.Values.Sum();

    /// <summary>Answers a message: one that names an article and nothing else with its official text, where that is installed; any other as a question.</summary>
    public Reply Ask(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ArticleText(request) ?? Answer(request);
    }

    /// <summary>Answers a question; <see cref="Reply.Answer"/> is set.</summary>
    public Reply Answer(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Reply(engine.Answer(QuestionOf(request)));
    }

    /// <summary>The official text of an article, with its other versions; <see langword="null"/>: none is asked for, or it is not installed.</summary>
    private Reply? ArticleText(Request request)
    {
        var today = DateOnly.FromDateTime((time ?? TimeProvider.System).GetLocalNow().Date);
        if (official is null || ArticleRequest.Read(request.Text, today) is not { } asked || official.Find(asked.Number, asked.Text) is not { Count: > 0 } articles)
        {
            return null;
        }

        var words = Words.In(request.Language ?? asked.Language ?? Likely(request));
        if (articles.Count > 1)
        {
            return new Reply
            {
                Words = words,
                Text = words.ArticleOfSeveral(asked.Number),
                SuggestionsTitle = words.DidYouMean,
                Suggestions = [.. articles.Take(Listed).Select(article => ShortText.Cut($"{words.Article(article)}{(asked.Day is { } on ? $" {words.AsOf(on)}" : "")}", MaxSuggestion))],
            };
        }

        var day = request.AsOf ?? asked.Day ?? today;
        var (article, version) = (articles[0], official.On(articles[0], day));
        return new Reply
        {
            Words = words,
            Text = version is null ? words.ArticleNotInForce(article, day) : words.ArticleAsOf(article, day),
            Quotes = version is null ? [] : [.. AnswerEngine.Preview(version).Take(MostParagraphs).Select(excerpt => QuoteOf(excerpt, words))],
            Links = [.. official.VersionsOf(article).Where(entry => entry.Id != version?.Id)
                .Select(entry => new ReplyLink(words.InForce(entry.Validity) ?? entry.Title, HasPage(entry.Id) ? SourceLink.ToDocument(entry.Id) : null))],
        };
    }

    /// <summary>Puts questions without an answer together that ask the same.</summary>
    public IReadOnlyList<QuestionGap> Gaps(IReadOnlyList<(string Text, Language Language)> questions) => engine.Gaps(questions);

    /// <summary>What a conversation comes to before a question: each of its questions is answered after those before it.</summary>
    /// <param name="request">The question.</param>
    /// <param name="earlier">The questions before it, oldest first.</param>
    public Reading? Follow(Request request, IEnumerable<string> earlier)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(earlier);
        return engine.Follow(earlier.Select(text => QuestionOf(request with { Text = text, AsOf = null, Previous = null })));
    }

    /// <summary>What a turn showed; nothing once the documents have changed since.</summary>
    internal IReadOnlyList<Quote> Quotes(Turn turn)
    {
        var words = Words.In(turn.Language);
        return [.. engine.Quote(turn.Corpus, turn.Shown.Select(shown => (shown.Document, new TextSpan(shown.Start, shown.End)))).Select(excerpt => QuoteOf(excerpt, words))];
    }

    /// <summary>A reply as it was drawn.</summary>
    /// <returns><see langword="null"/> when a document that it quotes may not be read here: its name may stand in the rest of the reply too.</returns>
    internal Reply? Redraw(DrawnReply reply, Words words) =>
        reply.Quotes.All(quote => index.Find(quote.Excerpt.Citation.DocumentId) is not null) ? reply.In(words) : null;

    /// <summary>A document as it is quoted, each of its passages whole, in order.</summary>
    /// <param name="document">The document, indexed or not.</param>
    /// <param name="language">The reader's language.</param>
    public static IReadOnlyList<Quote> Preview(Document document, Language language)
    {
        var words = Words.In(language);
        return [.. AnswerEngine.Preview(document).Select(excerpt => new Quote(excerpt, Cite(excerpt.Citation, words), Link: null))];
    }

    /// <summary>How the answer to a question comes about, in a sentence or two.</summary>
    public Reply Explain(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var explanation = engine.Explain(QuestionOf(request) with { Excerpts = 1 });
        var words = Words.In(explanation.Language);
        return new Reply
        {
            Words = words,
            Text = words.Why(
                explanation.Words,
                Documents,
                explanation.AsOf,
                explanation.Excerpts.Count == 0 ? null : index.Find(explanation.Excerpts[0].DocumentId)?.Title,
                explanation.Confidence),
        };
    }

    /// <summary>The documents whose title or reference holds all of some words; without words, how many there are of each kind.</summary>
    public Reply Sources(string words, Language language)
    {
        ArgumentNullException.ThrowIfNull(words);
        var wording = Words.In(language);
        if (string.IsNullOrWhiteSpace(words))
        {
            var documents = index.Catalogue().Where(document => document.Language == language).ToList();
            return new Reply
            {
                Words = wording,
                Text = documents.Count == 0 ? wording.EmptyCorpus : wording.SourcesByKind(documents.Count),
                OffersSearch = documents.Count > 0,
                Links = [.. documents.GroupBy(document => document.Kind).OrderBy(group => group.Key)
                    .Select(group => new ReplyLink(wording.Kind(group.Key), SourceLink.ToDocuments(), wording.Documents(group.Count())))],
            };
        }

        var found = Search(words, language);
        return new Reply
        {
            Words = wording,
            Text = found.Count == 0 ? wording.NoSource(ShortText.Cut(words, MaxSuggestion)) : wording.SourcesFound(found.Count),
            Links = [.. found.Take(Listed).Select(document => new ReplyLink(ShortText.Cut(document.Title, MaxSuggestion), HasPage(document.Id) ? SourceLink.ToDocument(document.Id) : null, document.Reference))],
        };
    }

    /// <summary>The documents of a language whose title, reference or id holds all of some words, by title.</summary>
    public IReadOnlyList<DocumentEntry> Search(string words, Language language)
    {
        ArgumentNullException.ThrowIfNull(words);
        return [.. index.Catalogue()
            .Where(document => document.Language == language && document.Matches(words))
            .OrderBy(document => document.Title, StringComparer.Ordinal)];
    }

    /// <summary>The sections of one document; <see langword="null"/> when there is none of that id.</summary>
    /// <param name="id">Id of the document, or of its topic without the language.</param>
    /// <param name="language">The asker's language.</param>
    public Reply? Source(string id, Language language)
    {
        ArgumentNullException.ThrowIfNull(id);
        if ((index.Find($"{id}-{language.Code()}") ?? index.Find(id)) is not { } document)
        {
            return null;
        }

        var wording = Words.In(language);
        return new Reply
        {
            Words = wording,
            Text = ShortText.Cut(document.Title, MaxCitation),
            Links = [.. document.Sections.Where(section => section.Heading.Length > 0).Take(Listed * 2)
                .Select(section => new ReplyLink(ShortText.Cut(section.Heading, MaxSuggestion), HasPage(document.Id) ? SourceLink.ToDocument(document.Id, section.Anchor) : null, wording.InForce(section.Validity)))],
        };
    }

    /// <summary>What the bot covers, with questions to try.</summary>
    public Reply Help(Language language)
    {
        var words = Words.In(language);
        var documents = index.Catalogue().Count(document => document.Language == language);
        return WithExamples(new Reply { Words = words, Text = documents == 0 ? words.EmptyCorpus : words.Help(documents) });
    }

    private Quote QuoteOf(Excerpt excerpt, Words words, DateOnly? pastDay = null, bool namesOffence = false) => new(excerpt, Cite(excerpt.Citation, words, pastDay), HasPage(excerpt.Citation.DocumentId) ? SourceLink.To(excerpt) : null)
    {
        Official = official is not null && excerpt.Citation.Reference is { } reference && official.Cited(reference, DayOf(excerpt.Citation.Validity, pastDay)) is { } text && HasPage(text) ? SourceLink.ToDocument(text) : null,
        AnswerLine = excerpt.Penalty is { } penalty ? words.AnswerLine(penalty, excerpt, namesOffence) : null,
    };

    /// <summary>The day whose version of an article a quote is about: the one that is asked for, else today or the last one on which the quote holds.</summary>
    private DateOnly DayOf(Validity validity, DateOnly? pastDay)
    {
        var day = pastDay ?? DateOnly.FromDateTime((time ?? TimeProvider.System).GetLocalNow().Date);
        return validity.To is { } to && to < day ? to : validity.From is { } from && from > day ? from : day;
    }

    /// <summary>Pages are open to all: they do not show what only some may read.</summary>
    private bool HasPage(string document) => pages is null || pages.Find(document) is not null;

    private static Question QuestionOf(Request request) => new(request.Text)
    {
        Language = request.Language,
        LikelyLanguage = Likely(request),
        AsOf = request.AsOf,
        Previous = request.Previous,
        Without = request.Without,
        Excerpts = request.Excerpts,
    };

    /// <summary>The language that a person likely reads.</summary>
    internal static Language Likely(Request request) => LanguageCodes.Parse(request.Locale) ?? Language.French;

    private Reply Reply(Answer answer)
    {
        var words = Words.In(answer.Language);
        var text = answer.Outcome switch
        {
            Outcome.Answered => words.Answered(answer),
            Outcome.NotFound or Outcome.OutOfScope => words.Silent(answer),
            Outcome.NeedsDetail when answer.Silence == Silence.UnreadableDay => words.Silent(answer),
            Outcome.SmallTalk => IsThanks(answer.Question) ? words.YouAreWelcome : words.SmallTalk,
            _ => words.NeedsDetail,
        };
        var reply = new Reply
        {
            Words = words,
            Text = text,
            Note = NoteOn(answer, words),
            Understood = words.Understood(answer),
            Answer = answer,
            Quotes = answer.Scope is { } scope ? [QuoteOf(scope, words)] : [.. answer.Excerpts.Select(excerpt => QuoteOf(excerpt, words, answer.IsOfPastDay ? answer.AsOf : null, answer.Excerpts.DistinctBy(each => each.Penalty?.Offence, StringComparer.Ordinal).Count(each => each.Penalty is not null) > 1))],
        };
        return answer.Outcome switch
        {
            Outcome.Answered => reply,
            Outcome.SmallTalk when IsThanks(answer.Question) => reply,
            Outcome.NeedsDetail when answer.Silence == Silence.UnreadableDay => reply,
            Outcome.NotFound when answer.Silence == Silence.NotCovered => reply,
            Outcome.NotFound or Outcome.OutOfScope when answer.Corrections.Count > 0 => reply with { SuggestionsTitle = words.DidYouMean, Suggestions = [ShortText.Cut(Corrected(answer), MaxSuggestion)] },
            Outcome.NotFound when answer.NearestOffences.Count > 0 => reply with { SuggestionsTitle = words.ClosestTopics, Suggestions = [.. answer.NearestOffences.Select(offence => ShortText.Cut(words.PenaltyOf(offence), MaxSuggestion))] },
            Outcome.NotFound when answer.Silence == Silence.UnstatedPenalty => reply with { SuggestionsTitle = words.ForExample, Suggestions = [.. answer.Reading.Subjects.Select(subject => ShortText.Cut(words.PenaltyOf(subject.Name), MaxSuggestion))] },
            Outcome.NotFound => WithClosestTopics(reply, answer),
            _ => WithExamples(reply),
        };
    }

    private static string? NoteOn(Answer answer, Words words)
    {
        var notes = (answer.Outcome == Outcome.Answered ? answer.Corrections.Select(words.ReadAs) : []).ToList();
        if (answer.WasCut)
        {
            notes.Add(words.WasCut(Question.MaxLength));
        }

        return notes.Count == 0 ? null : string.Join(' ', notes);
    }

    /// <summary>The question with the words that were likely meant.</summary>
    private static string Corrected(Answer answer) =>
        answer.Corrections.Aggregate(answer.Question, (text, each) => text.Replace(each.Typed, each.Meant, StringComparison.OrdinalIgnoreCase));

    private Reply WithClosestTopics(Reply reply, Answer answer)
    {
        var topics = answer.Documents
            .Select(index.Find)
            .OfType<Document>()
            .Where(document => document.Language == answer.Language && document.Kind != DocumentKind.Scope)
            .Select(document => ShortText.Cut(document.Title, MaxSuggestion))
            .Distinct(StringComparer.Ordinal)
            .Take(Suggestions)
            .ToList();
        return topics.Count == 0 ? WithExamples(reply) : reply with { SuggestionsTitle = reply.Words.ClosestTopics, Suggestions = topics };
    }

    private static bool IsThanks(string text) => Thanks().IsMatch(text);

    [GeneratedRegex(@"\b(?:merci|mci|thanks?|thx|bravo|parfait|super|great|cool|au revoir|bye)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Thanks();

    /// <summary>
    /// Headings that are questions, each known to have an answer, of the documents that others refer to most: what the
    /// corpus is about.
    /// </summary>
    private Reply WithExamples(Reply reply)
    {
        var documents = index.Catalogue().Where(document => document.Language == reply.Words.Language).ToList();
        var references = documents.SelectMany(document => document.Related).CountBy(id => id, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var questions = documents
            .OrderByDescending(document => references.GetValueOrDefault(document.Id))
            .ThenBy(document => document.Id, StringComparer.Ordinal)
            .Where(entry => entry.Question is not null)
            .DistinctBy(entry => entry.Kind)
            .Select(entry => ShortText.Cut(entry.Question!, MaxSuggestion))
            .Take(Suggestions)
            .ToList();
        return questions.Count == 0 ? reply : reply with { SuggestionsTitle = reply.Words.ForExample, Suggestions = questions };
    }

    /// <summary>Says where a quote stands, when it is in force, and how old its source is.</summary>
    /// <param name="citation">What is cited.</param>
    /// <param name="words">The reader's words.</param>
    /// <param name="pastDay">The past day that it is quoted for.</param>
    private static string Cite(Citation citation, Words words, DateOnly? pastDay = null)
    {
        string?[] parts =
        [
            citation.Reference ?? citation.Title,
            citation.Section.Length > 0 && citation.Section != citation.Title ? citation.Section : null,
            words.InForce(citation.Validity),
            citation.Validity.IsUndated && pastDay is { } past ? words.UndatedFor(past) : null,
            citation.Validity is { From: not null, To: null } && citation.SourceDay is { } source ? words.SourceDay(source)
            : citation.Validity.IsUndated && citation.Reviewed is { } day ? words.Reviewed(day)
            : null,
            citation.Language == words.Language ? null : words.InLanguage(citation.Language),
        ];
        return ShortText.Cut(string.Join(" · ", parts.OfType<string>()), MaxCitation);
    }
}
