using System.Text.Json;
using LopmiBot.Answers.Text;
using LopmiBot.Conversation;
using LopmiBot.Conversation.Commands;
using LopmiBot.Conversation.Wording;
using LopmiBot.Slack.Inbox;

namespace LopmiBot.Slack.Blocks;

/// <summary>Draws modals and the Home tab, and names their fields.</summary>
public static class Forms
{
    /// <summary>Callback id of a form with one text.</summary>
    public const string Text = "text";

    /// <summary>Callback id of the form in which a question is asked, and of the shortcut that opens it.</summary>
    public const string Ask = "ask";

    /// <summary>Callback id of the shortcut on a message.</summary>
    public const string AskAbout = "ask_about";

    /// <summary>Action id of the menu of documents.</summary>
    public const string SourceMenu = "source";

    /// <summary>Before the number of a question to ask again in its action id.</summary>
    public const string AskAgain = "again:";

    /// <summary>Before the code of a language in its action id.</summary>
    public const string Language = "language:";

    /// <summary>The field for the question, and its action id.</summary>
    public const string QuestionField = "question";
    /// <summary>The field for the day, and its action id.</summary>
    public const string DayField = "day";
    /// <summary>The field for the language, and its action id.</summary>
    public const string LanguageField = "language";

    private const int MaxTitle = 24;
    private const int MaxLabel = 75;
    private const int MaxQuestion = 2_000;
    private const int MaxInput = 3_000;
    private const int MaxSection = 3_000;

    /// <summary>Draws a form with one text.</summary>
    /// <param name="form">The form.</param>
    /// <param name="origin">Where it was opened from.</param>
    /// <param name="words">The words of its language.</param>
    public static View Draw(ReplyForm form, FormOrigin origin, Words words)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(words);
        return Modal(
        Text,
        form.Title,
        form.Send,
        JsonSerializer.Serialize(origin, SlackJson.Default.FormOrigin),
        words,
        new InputBlock(Text, Plain(form.Label), new TextInputElement(Text, Math.Min(form.MaxLength, MaxInput))));
    }

    /// <summary>Draws the form in which a question is asked.</summary>
    public static View DrawAsk(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Modal(
        Ask,
        words.Ask,
        words.Send,
        origin: null,
        words,
        new InputBlock(QuestionField, Plain(words.YourQuestion), new TextInputElement(QuestionField, MaxQuestion)),
        new InputBlock(DayField, Plain(words.OnTheDay), new DatePickerElement(DayField), Optional: true),
        new InputBlock(
            LanguageField,
            Plain(words.AnswerLanguage),
            new StaticSelectElement(LanguageField, [.. LanguageCodes.All.Select(language => new SelectOption(Plain(Words.NameOf(language)), language.Code()))]),
            Optional: true));
    }

    /// <summary>Draws a person's Home tab.</summary>
    public static View Draw(Home home)
    {
        ArgumentNullException.ThrowIfNull(home);
        var words = home.Help.Words;
        var blocks = new List<Block>
        {
            new HeaderBlock(Plain("LopmiBot")),
            Section(home.Help.Text),
            Questions(home.Help.Suggestions, "example"),
            new ActionsBlock([new ButtonElement(AnswerMessage.ActionPrefix + CommandKind.Ask, Plain(words.Ask), "0"), new ExternalSelectElement(SourceMenu, Plain(words.FindDocument))]),
        };
        if (home.Asked.Count > 0)
        {
            blocks.AddRange([new DividerBlock(), Section(words.LastQuestions), Questions(home.Asked, "asked")]);
        }

        blocks.AddRange(
        [
            new DividerBlock(),
            new ActionsBlock([.. LanguageCodes.All.Select(language => new ButtonElement(Language + language.Code(), Plain(Words.NameOf(language)), language.Code()))]),
            new DividerBlock(),
            Section(home.Privacy.Text),
            new ActionsBlock(
            [
                Button(CommandKind.ExportData, words),
                Button(CommandKind.EraseData, words, new ConfirmDialog(Plain(words.Label(CommandKind.EraseData)), Plain(words.ReallyErase), Plain(words.Label(CommandKind.EraseData)), Plain(words.Cancel))),
            ]),
        ]);
        if (home.Status is { } status)
        {
            blocks.AddRange([new DividerBlock(), Section(status.Text), new ActionsBlock([Button(CommandKind.Reindex, words), Button(CommandKind.Unanswered, words), Button(CommandKind.AdminPages, words)])]);
        }

        // Nothing asked yet leaves no row of buttons.
        return new View { Type = "home", Blocks = [.. blocks.Where(block => block is not ActionsBlock { Elements.Count: 0 })] };
    }

    private static ActionsBlock Questions(IReadOnlyList<string> questions, string name) =>
        new([.. questions.Select((question, i) => new ButtonElement($"{AskAgain}{name}:{i}", Plain(ShortText.Cut(question, MaxLabel)), question))]);

    private static ButtonElement Button(CommandKind command, Words words, ConfirmDialog? confirm = null) =>
        new(AnswerMessage.ActionPrefix + command, Plain(words.Label(command)), "0", confirm);

    private static View Modal(string callback, string title, string send, string? origin, Words words, params IReadOnlyList<Block> blocks) => new()
    {
        Type = "modal",
        CallbackId = callback,
        PrivateMetadata = origin,
        Title = Plain(ShortText.Cut(title, MaxTitle)),
        Submit = Plain(ShortText.Cut(send, MaxTitle)),
        Close = Plain(ShortText.Cut(words.Cancel, MaxTitle)),
        Blocks = blocks,
    };

    private static SectionBlock Section(string text) => new(Plain(ShortText.Cut(text, MaxSection)));

    private static PlainText Plain(string text) => new(text);
}
