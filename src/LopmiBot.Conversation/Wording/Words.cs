using System.Globalization;
using System.Resources;
using LopmiBot.Answers;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Temporal;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation.Commands;

namespace LopmiBot.Conversation.Wording;

/// <summary>The bot's own words in one language, from the resource files beside this class.</summary>
public sealed class Words
{
    private static readonly ResourceManager Resources = new("LopmiBot.Conversation.Wording.Messages", typeof(Words).Assembly);

    private readonly CultureInfo _culture;
    private readonly string[] _months;
    private readonly NumberFormatInfo _amounts;

    private Words(Language language)
    {
        Language = language;
        _culture = CultureInfo.GetCultureInfo(language.Code());
        _months = Text("Months").Split(',');
        _amounts = new NumberFormatInfo { NumberGroupSeparator = Text("ThousandsSeparator"), NumberDecimalSeparator = Text("DecimalSeparator") };
    }

    /// <summary>Words in French.</summary>
    public static Words French { get; } = new(Language.French);

    /// <summary>Words in English.</summary>
    public static Words English { get; } = new(Language.English);

    /// <summary>The language of these words.</summary>
    public Language Language { get; }

    /// <summary>Label of a link to the passage in its document.</summary>
    public string OpenInContext => Text("OpenInContext");

    /// <summary>Label of a link to what the document was written from.</summary>
    public string OpenSource => Text("OpenSource");

    /// <summary>Opens a list of topics near a question that has no answer.</summary>
    public string ClosestTopics => Text("ClosestTopics");

    /// <summary>Opens a list of questions to try.</summary>
    public string ForExample => Text("ForExample");

    /// <summary>Title and button of the form in which a question is asked.</summary>
    public string Ask => Text("Ask");

    /// <summary>Closes a form without sending it.</summary>
    public string Cancel => Text("Cancel");

    /// <summary>Sends a form.</summary>
    public string Send => Text("Send");

    /// <summary>Label of the field for the question.</summary>
    public string YourQuestion => Text("YourQuestion");

    /// <summary>Label of the field for the day on which the law is asked for.</summary>
    public string OnTheDay => Text("OnTheDay");

    /// <summary>Label of the field for the language to answer in.</summary>
    public string AnswerLanguage => Text("AnswerLanguage");

    /// <summary>Said beside a field that must not be empty.</summary>
    public string WriteSomething => Text("WriteSomething");

    /// <summary>Opens the list of the person's last questions.</summary>
    public string LastQuestions => Text("LastQuestions");

    /// <summary>Label of the list of documents.</summary>
    public string FindDocument => Text("FindDocument");

    /// <summary>Asks whether all is to be erased.</summary>
    public string ReallyErase => Text("ReallyErase");

    /// <summary>The name of a language, in that language.</summary>
    public static string NameOf(Language language) => In(language).Text("LanguageName");

    /// <summary>Asks for the room to share an answer in.</summary>
    public string ShareWhere => Text("ShareWhere");

    /// <summary>Said where there is no room to share in.</summary>
    public string NothingToShare => Text("NothingToShare");

    /// <summary>There is no room to share in.</summary>
    public string NowhereToShare => Text("NowhereToShare");

    /// <summary>Says where an answer was shared.</summary>
    public string SharedIn(string room) => Text("SharedIn", room);

    /// <summary>Comes after the bot's name while it looks for an answer.</summary>
    public string Searching => Text("Searching");

    /// <summary>Comes before the name of the person who shows an answer to a room.</summary>
    public string SharedBy => Text("SharedBy");

    /// <summary>The id under which a failure was noted.</summary>
    internal string FailureId(string id) => Text("FailureId", id);

    /// <summary>Said when answering failed.</summary>
    public string AnswerFailed => Text("AnswerFailed");

    /// <summary>Said beside an answer to someone who asks for advice.</summary>
    internal string NoAdvice => Text("NoAdvice");

    /// <summary>Why there is no answer.</summary>
    internal string Silent(Answer answer) => answer.Silence switch
    {
        Silence.UnknownArticle => Text("UnknownArticle", string.Join(", ", answer.UnknownArticles)),
        Silence.UnknownOffence => Text("UnknownOffence", answer.UnknownOffence ?? ""),
        Silence.UnstatedPenalty => Text("UnstatedPenalty", string.Join(", ", answer.Reading.Subjects.Select(subject => subject.Name)), string.Join(", ", answer.Circumstances)),
        Silence.NotCovered => Text("NotCovered"),
        Silence.Unreadable => Text("Unreadable"),
        Silence.OtherLanguage => Text("OtherLanguage"),
        Silence.NotInForce when answer.OfAnotherDay is { } cited => Text("TextNotInForce", Date(answer.FutureDay ?? answer.AsOf), cited.Reference ?? cited.Title, InForce(cited.Validity) ?? ""),
        Silence.NotChecked when answer.OfAnotherDay is { } cited => Text("TextNotChecked", Date(answer.AsOf), cited.Reference ?? cited.Title, InForce(cited.Validity) ?? ""),
        Silence.UnreadableDay when answer.UnreadableDay is { } day => Text(day.Reason == UnreadableDayReason.Impossible ? "ImpossibleDay" : "DayWithoutYear", day.Text),
        _ => Text(answer.Outcome == Outcome.NotFound ? "NotFound" : "OutOfScope"),
    };

    /// <summary>Comes before a question whose spelling was corrected.</summary>
    internal string DidYouMean => Text("DidYouMean");

    /// <summary>Says how misspelt words were read.</summary>
    internal string ReadAs(SpellingCorrection correction) => Text("ReadAs", correction.Typed, correction.Meant);

    internal string SmallTalk => Text("SmallTalk");

    internal string YouAreWelcome => Text("YouAreWelcome");

    internal string NeedsDetail => Text("NeedsDetail");

    internal string EmptyCorpus => Text("EmptyCorpus");

    /// <summary>The words in a language.</summary>
    public static Words In(Language language) => language == Language.French ? French : English;

    /// <summary>A day of the calendar in words: <c>1er juin 2024</c>, <c>1 June 2024</c>. Never depends on the machine's culture data.</summary>
    public string Date(DateOnly day) => string.Format(
        CultureInfo.InvariantCulture,
        Text("DatePattern"),
        day.Day == 1 ? Text("FirstOfMonth") : day.Day,
        _months[day.Month - 1],
        day.Year);

    /// <summary>When a text is in force, or <see langword="null"/> for one that always is.</summary>
    public string? InForce(Validity validity) => validity switch
    {
        { IsStartUnknown: true, From: { } from, To: { } to } => Text("InForceNoLaterUntil", Date(from), Date(to)),
        { IsStartUnknown: true, From: { } from } => Text("InForceNoLater", Date(from)),
        { From: { } from, To: { } to } => Text("InForceBetween", Date(from), Date(to)),
        { From: { } from } => Text("InForceSince", Date(from)),
        { To: { } to } => Text("InForceUntil", Date(to)),
        _ => null,
    };

    /// <summary>Names the language of a quoted document.</summary>
    public string InLanguage(Language language) => Text(language == Language.French ? "InFrench" : "InEnglish");

    /// <summary>When news of a document's subject was last looked for.</summary>
    public string Reviewed(DateOnly day) => Text("Reviewed", Date(day));

    /// <summary>The day of the source that a text rests on.</summary>
    internal string SourceDay(DateOnly day) => Text("SourceDay", Date(day));

    /// <summary>Said of a text without days that is quoted for a past one.</summary>
    internal string UndatedFor(DateOnly day) => Text("UndatedFor", Date(day));

    /// <summary>Opens an answer: the day that it is for, and the day on which what is quoted first changed or will change.</summary>
    internal string Answered(Answer answer) =>
        answer.FutureDay is { } future ? Text("AnsweredKnown", Date(answer.AsOf), Date(future))
        : answer.OtherDay is { } other ? Text("AnsweredTwice", Date(answer.AsOf), Date(other))
        : answer.ChangedOn is { } changed ? Text("AnsweredChangedSince", Date(answer.AsOf), Date(changed))
        : answer.ChangesOn is { } change ? Text("AnsweredBeforeChange", Date(answer.AsOf), Date(change))
        : Text(answer.IsUnsure ? "AnsweredUnsure" : "Answered", Date(answer.AsOf));

    /// <summary>What was understood of a question that continues others, or names a person, circumstances or a day.</summary>
    internal IReadOnlyList<UnderstoodPart> Understood(Answer answer)
    {
        var reading = answer.Reading;
        if (answer.Outcome is not (Outcome.Answered or Outcome.NotFound) || !(answer.IsFollowUp || reading.Offender is not null || reading.Circumstances.Count > 0 || reading.Day is not null))
        {
            return [];
        }

        return
        [
            .. reading.Asks == AnswerKind.Any ? [] : new[] { new UnderstoodPart(Text("Asks" + reading.Asks), ReadingParts.None) },
            .. reading.Subjects.Select(subject => new UnderstoodPart(subject.Name, answer.IsFollowUp ? ReadingParts.Conversation : ReadingParts.None)),
            .. reading.Offender is { } offender ? [new UnderstoodPart(Text("Offender" + offender), ReadingParts.Offender)] : Array.Empty<UnderstoodPart>(),
            .. answer.Circumstances.Select(name => new UnderstoodPart(name, ReadingParts.Circumstances)),
            .. reading.Day is { } day ? [new UnderstoodPart(reading.OtherDay is { } other ? Text("LawOfPeriod", Date(other < day ? other : day), Date(other < day ? day : other)) : Text("LawOf", Date(day)), ReadingParts.Day)] : Array.Empty<UnderstoodPart>(),
        ];
    }

    /// <summary>The fields of a row of the table of provisions that an excerpt and its citation state.</summary>
    internal string AnswerLine(PenaltyFact fact, Excerpt excerpt, bool namesOffence = false)
    {
        var row = fact.Penalty;
        string?[] punishments =
        [
            row.Imprisonment is { } term ? Text((row.IsCrime ? "Crime" : "") + "Term" + term.Unit + (term.Number == 1 ? "One" : ""), term.Number) : null,
            row.Fine is { } fine ? Text("Euros", fine.ToString("#,0.##", _amounts)) : null,
            row.TurnoverPercent is { } percent ? Text("OfTurnover", percent.ToString("0.##", _amounts)) : null,
        ];
        string?[] parts =
        [
            namesOffence ? fact.Offence : null,
            string.Join($" {Text("And")} ", punishments.OfType<string>()),
            row.Articles.Any(article => excerpt.Names(article)) ? $"{fact.Code}, art. {row.Article.Replace(" et ", $" {Text("And")} ", StringComparison.Ordinal)}" : null,
            InForce(excerpt.Citation.Validity),
        ];
        return string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part)));
    }

    /// <summary>Opens an article as its publisher gives it.</summary>
    public string OpenOfficialText => Text("OpenOfficialText");

    /// <summary>An article, as it is asked for.</summary>
    internal string Article(OfficialArticle article) => Text("Article", article.Number, article.Text);

    /// <summary>Says for which day a version is asked for.</summary>
    internal string AsOf(DateOnly day) => Text("AsOf", Date(day));

    /// <summary>Opens the official text of an article.</summary>
    internal string ArticleAsOf(OfficialArticle article, DateOnly day) => Text("ArticleAsOf", article.Text, article.Number, Date(day));

    /// <summary>Said where no version of an article was in force.</summary>
    internal string ArticleNotInForce(OfficialArticle article, DateOnly day) => Text("ArticleNotInForce", article.Text, article.Number, Date(day));

    /// <summary>Said where several codes have an article of that number.</summary>
    internal string ArticleOfSeveral(string number) => Text("ArticleOfSeveral", number);

    /// <summary>Asks the penalty of an offence.</summary>
    internal string PenaltyOf(string offence) => Text("PenaltyOf", offence);

    /// <summary>What a button says.</summary>
    public string Label(CommandKind command) => Text("Label" + command);

    internal string NothingToContinue => Text("NothingToContinue");

    internal string NoMore => Text("NoMore");

    internal string More => Text("More");

    internal string ThanksHelpful => Text("ThanksHelpful");

    internal string ThanksComment => Text("ThanksComment");

    internal string ThanksNotHelpful => Text("ThanksNotHelpful");

    internal string NoExperts => Text("NoExperts");

    internal string HowToAnswer => Text("HowToAnswer");

    internal string LanguageSet => Text("LanguageSet");

    internal string NewTopic => Text("NewTopic");

    internal string ParkedRequests => Text("ParkedRequests");

    internal string DataErased => Text("DataErased");

    internal string Interrupted(string question) => Text("Interrupted", question);

    internal string PressInterrupted => Text("PressInterrupted");

    internal string TooMany(int seconds) => Text("TooMany", Counted("Second", seconds));

    internal string Documents(int count) => Counted("Document", count);

    internal string SourcesByKind(int count) => Text("SourcesByKind", Counted("Document", count));

    internal string SourcesFound(int count) => Counted("SourcesFound", count);

    internal string NoSource(string words) => Text("NoSource", words);

    internal string Kind(DocumentKind kind) => Text("Kind" + kind);

    internal string ExpertAsked(long id) => Text("ExpertAsked", id);

    internal string ExpertQuestions(int count) => count == 0 ? Text("NoExpertQuestions") : Text("ExpertQuestions", Counted("Question", count));

    internal string ExpertQuestion(long id, string question, string? expert) => expert is null ? Text("ExpertQuestion", id, question) : Text("ExpertQuestionTaken", id, question, expert);

    internal string NoSuchQuestion(long id) => Text("NoSuchQuestion", id);

    internal string QuestionTaken(long id) => Text("QuestionTaken", id);

    internal string QuestionAnswered(long id) => Text("QuestionAnswered", id);

    internal string QuestionClosed(long id) => Text("QuestionClosed", id);

    internal string QuestionMovedOn(long id) => Text("QuestionMovedOn", id);

    internal string ExpertHasAnswered => Text("ExpertHasAnswered");

    internal string QuestionWaits(long id, string question) => Text("QuestionWaits", id, question);

    internal string QuotesShown(int count) => count == 0 ? Text("NothingWasShown") : Text("QuotesShown", Counted("Excerpt", count));

    internal string QuestionState(Experts.EscalationState state, string expert) => Text("Question" + state + "By", expert);

    internal string AskAlone => Text("AskAlone");

    internal string YourAnswer(long id) => Text("YourAnswer", id);

    internal string WhatWasMissing => Text("WhatWasMissing");

    internal string NotAllowed => Text("NotAllowed");

    internal string Reindexed(int added, int changed, int retired, int unchanged, int failed, TimeSpan elapsed)
    {
        var done = added + changed + retired == 0
            ? Text("NothingToReindex", Counted("Document", unchanged))
            : Text("Reindexed", Counted("Added", added), Counted("Changed", changed), Counted("Retired", retired), Counted("Unchanged", unchanged));
        return done + (failed == 0 ? "" : Counted("Failed", failed)) + Text("ReindexTook", Length(elapsed));
    }

    internal string ReindexUnderWay(int done, int total, TimeSpan? remaining) =>
        Text("ReindexUnderWay", done, total) + (remaining is { } rest ? Text("ReindexRemaining", Length(rest)) : "");

    internal string ReindexCancelled => Text("ReindexCancelled");

    internal string NoReindex => Text("NoReindex");

    /// <summary>A span of time in its greatest unit, minutes or seconds, rounded up.</summary>
    private string Length(TimeSpan time) => time < TimeSpan.FromMinutes(2)
        ? Counted("Second", (int)Math.Ceiling(time.TotalSeconds))
        : Counted("Minute", (int)Math.Ceiling(time.TotalMinutes));

    internal string ReindexFailed(string reason) => Text("ReindexFailed", reason);

    internal string AdminPages(TimeSpan? validFor) => validFor is { } time ? Text("AdminPagesOnce", Length(time)) : Text("AdminPages");

    internal string ReindexProblems => Text("ReindexProblems");

    internal string ExpertAnswer(string expert, string question, string answer) => Text("ExpertAnswer", expert, question, answer);

    internal string Privacy(int days) => Text("Privacy", Counted("Day", days));

    internal string DataKept(int questions, int feedback, int escalations) =>
        Text("DataKept", Counted("Question", questions), Counted("Opinion", feedback), Counted("ExpertRequest", escalations));

    internal string Status(int documents, int waiting) => Text("Status", Counted("Document", documents), Counted("Question", waiting));

    internal string UnansweredQuestions(int count) => count == 0 ? Text("NothingUnanswered") : Text("UnansweredQuestions", Counted("Question", count));

    /// <summary>How an answer was found.</summary>
    internal string Why(IReadOnlyList<string> terms, int documents, DateOnly asOf, string? best, double confidence) =>
        terms.Count == 0 || best is null
            ? Text("WhyNothing", Counted("Document", documents))
            : Text("Why", string.Join(", ", terms), Counted("Document", documents), Date(asOf), best, Math.Round(100 * confidence));

    /// <summary>A number with its noun in the right form: French says "0 document", English "0 documents".</summary>
    private string Counted(string noun, int count) =>
        Text(noun + ((Language == Language.French ? count < 2 : count == 1) ? "One" : "Many"), count);

    internal string WasCut(int characters) => Text("WasCut", characters);

    internal string Help(int documents) => Text("Help", documents);

    private string Text(string name, params object[] values)
    {
        var text = Resources.GetString(name, _culture) ?? throw new MissingManifestResourceException($"There is no message '{name}'.");
        return values.Length == 0 ? text : string.Format(CultureInfo.InvariantCulture, text, values);
    }
}
