using System.Text.RegularExpressions;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Temporal;
using LopmiBot.Answers.Text;

namespace LopmiBot.Conversation.Commands;

/// <summary>Reads commands from what people type. Whatever is no command is a question.</summary>
public static partial class CommandReader
{
    /// <summary>A search among documents has few words; a sentence that opens with "sources" is a question.</summary>
    private const int MostSearchWords = 4;

    private enum Takes
    {
        Nothing,

        /// <summary>Nothing, and no question mark: "erase my data?" asks before it is done.</summary>
        NoQuestion,
        Comment,
        Word,
        FewWords,
        Day,
        Language,
        Number,
        NumberAndText,
        Full,
    }

    private static readonly (CommandKind Kind, Language? Language, Takes Takes, string[] Words)[] Forms =
    [
        (CommandKind.Help, null, Takes.Nothing, ["?"]),
        (CommandKind.Help, null, Takes.Nothing, ["help", "help me", "commands", "what can you do", "what do you do", "how does this work"]),
        (CommandKind.Help, Language.French, Takes.Nothing, ["aide", "aide-moi", "aidez-moi", "commandes", "que sais-tu faire", "que savez-vous faire", "tu sais faire quoi", "comment ça marche"]),
        (CommandKind.Sources, null, Takes.FewWords, ["sources", "documents"]),
        (CommandKind.Source, null, Takes.Word, ["source", "document"]),
        (CommandKind.AsOf, Language.English, Takes.Day, ["as of", "as-of", "on"]),
        (CommandKind.AsOf, Language.French, Takes.Day, ["au", "à la date du", "en date du"]),
        (CommandKind.Language, null, Takes.Language, ["language", "langue", "lang"]),
        (CommandKind.More, Language.English, Takes.Nothing, ["more", "next", "show more", "show me more", "see more", "anything else", "what else"]),
        (CommandKind.More, Language.French, Takes.Nothing, ["plus", "suite", "la suite", "encore", "montre-m'en plus", "voir plus", "autre chose", "quoi d'autre"]),
        (CommandKind.Why, Language.English, Takes.Nothing, ["why", "why this", "why this answer", "how did you find this", "how do you know", "where does this come from", "explain"]),
        (CommandKind.Why, Language.French, Takes.Nothing, ["pourquoi", "pourquoi cette réponse", "comment tu sais", "comment le savez-vous", "d'où ça vient", "explique"]),
        (CommandKind.NotHelpful, Language.English, Takes.Comment, ["not helpful", "unhelpful", "👎"]),
        (CommandKind.NotHelpful, Language.French, Takes.Comment, ["pas utile", "inutile"]),
        (CommandKind.Helpful, Language.English, Takes.Comment, ["helpful", "👍"]),
        (CommandKind.Helpful, Language.French, Takes.Comment, ["utile"]),
        (CommandKind.AskExpert, Language.English, Takes.Nothing, ["expert", "ask an expert"]),
        (CommandKind.AskExpert, Language.French, Takes.Nothing, ["demander à un expert", "un expert"]),
        (CommandKind.Share, Language.English, Takes.Nothing, ["share"]),
        (CommandKind.Share, Language.French, Takes.Nothing, ["partager", "partage"]),
        (CommandKind.NewQuestion, Language.English, Takes.Nothing, ["new question", "new topic", "new", "start over", "reset", "another question"]),
        (CommandKind.NewQuestion, Language.French, Takes.Nothing, ["nouvelle question", "nouveau sujet", "nouveau", "on recommence", "recommencer", "une autre question"]),
        (CommandKind.ExportData, Language.English, Takes.Nothing, ["privacy export", "export my data", "show my data", "what do you know about me"]),
        (CommandKind.ExportData, Language.French, Takes.Nothing, ["confidentialité export", "exporter mes données", "montrer mes données", "que savez-vous de moi", "que sais-tu de moi"]),
        (CommandKind.EraseData, Language.English, Takes.NoQuestion, ["privacy erase", "erase my data", "delete my data", "forget me"]),
        (CommandKind.EraseData, Language.French, Takes.NoQuestion, ["confidentialité effacer", "effacer mes données", "supprimer mes données", "oublie-moi", "oubliez-moi"]),
        (CommandKind.Privacy, Language.English, Takes.Nothing, ["privacy"]),
        (CommandKind.Privacy, Language.French, Takes.Nothing, ["confidentialité", "vie privée"]),
        (CommandKind.ExpertQuestions, null, Takes.Nothing, ["questions"]),
        (CommandKind.TakeQuestion, Language.English, Takes.Number, ["take"]),
        (CommandKind.TakeQuestion, Language.French, Takes.Number, ["prendre"]),
        (CommandKind.AnswerQuestion, Language.English, Takes.NumberAndText, ["answer"]),
        (CommandKind.AnswerQuestion, Language.French, Takes.NumberAndText, ["répondre"]),
        (CommandKind.CloseQuestion, Language.English, Takes.Number, ["close"]),
        (CommandKind.CloseQuestion, Language.French, Takes.Number, ["clore"]),
        (CommandKind.Status, null, Takes.Nothing, ["status", "état"]),
        (CommandKind.Reindex, Language.English, Takes.Full, ["reindex"]),
        (CommandKind.Reindex, Language.French, Takes.Full, ["réindexer"]),
        (CommandKind.CancelReindex, Language.English, Takes.Nothing, ["cancel reindex", "stop reindex"]),
        (CommandKind.CancelReindex, Language.French, Takes.Nothing, ["annuler la réindexation", "arrêter la réindexation"]),
        (CommandKind.AdminPages, null, Takes.Nothing, ["admin"]),
        (CommandKind.AdminPages, Language.English, Takes.Nothing, ["admin pages"]),
        (CommandKind.AdminPages, Language.French, Takes.Nothing, ["administration", "pages d'administration"]),
        (CommandKind.Unanswered, Language.English, Takes.Nothing, ["unanswered"]),
        (CommandKind.Unanswered, Language.French, Takes.Nothing, ["sans réponse"]),
    ];

    /// <summary>Reads one message.</summary>
    /// <param name="text">The message.</param>
    /// <param name="today">The day on which it is written.</param>
    public static Command Read(string text, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(text);
        var normal = LeadIn().Replace(SignsAfter().Replace(SignsBefore().Replace(QuestionText.Normalize(text), ""), ""), "").Trim().TrimStart('/');
        var verbatim = Blanks().Replace(text, " ").Trim().TrimStart('/');
        if (ToPerson().Match(normal) is { Success: true } person)
        {
            return new Command(CommandKind.AskExpert, "", person.Groups["french"].Success ? Language.French : Language.English);
        }

        foreach (var (kind, language, takes, forms) in Forms)
        {
            // What people write to be kept is kept as they wrote it.
            var typed = takes is Takes.Comment or Takes.NumberAndText ? verbatim : normal;
            foreach (var form in forms)
            {
                if (typed.Length < form.Length || !typed.StartsWith(form, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                var rest = typed[form.Length..];
                if (rest.Length > 0 && rest[0] is not (' ' or ':' or '.' or '!' or '?' or ','))
                {
                    continue;
                }

                // "helpful: thank you" comments; "helpful sources on ransomware?" asks.
                if (takes == Takes.Comment && rest.TrimStart() is not ([] or [':' or '.' or '!', ..]))
                {
                    continue;
                }

                if (Argument(takes, today, rest.TrimStart(' ', ':', '.', '!').Trim()) is { } argument)
                {
                    return new Command(kind, argument, language);
                }
            }
        }

        return new Command(CommandKind.Ask, text);
    }

    /// <summary>What comes after a command's words; <see langword="null"/> when the whole is no such command.</summary>
    private static string? Argument(Takes takes, DateOnly today, string rest) => takes switch
    {
        Takes.Nothing => Courtesy().IsMatch(rest) ? "" : null,
        Takes.NoQuestion => Courtesy().IsMatch(rest) && !rest.Contains('?') ? "" : null,
        Takes.FewWords => rest.Length == 0 || (rest.Count(c => c == ' ') < MostSearchWords && !rest.EndsWith('?')) ? rest : null,
        Takes.Word => rest.Length > 0 && !rest.Contains(' ') ? rest : null,
        Takes.Day => TemporalExpressionParser.ParseDay(rest, today) is not null ? rest : null,
        Takes.Language => LanguageCodes.Named(rest) is not null ? rest : null,
        Takes.Number => Number().IsMatch(rest) ? rest.TrimStart('#') : null,
        Takes.Full => rest.TrimStart('-').ToLowerInvariant() is "" or "full" or "all" or "complet" or "tout" ? rest : null,
        Takes.NumberAndText => NumberAndText().IsMatch(rest) ? rest.TrimStart('#') : null,
        _ => rest,
    };

    /// <summary>What may come after a command without making it a question: "aide s'il te plaît", "why?", "help please!".</summary>
    [GeneratedRegex(@"^[ ,.!?]*(?:(?:s'il (?:te|vous) pla[iî]t|svp|stp|please|pls|plz|merci|thanks|thank you)[ ,.!?]*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Courtesy();

    /// <summary>What may come before a command: a greeting, a mention that the channel left in, "can you", "je voudrais".</summary>
    [GeneratedRegex(@"^(?>(?:(?:@[^\s,.!:]+|bonjour|bonsoir|salut|hello|hi|hey|ok|please|pls|svp|stp|s'il (?:te|vous) pla[iî]t|(?:can|could|would) you|peux-tu|pouvez-vous|(?:i want|i'd like|i would like) to|je (?:veux|voudrais|souhaite))[ ,.!:]+)+)(?=\S)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeadIn();

    /// <summary>Pictures and their short codes before what is said, but for the thumbs.</summary>
    [GeneratedRegex(@"^(?>(?:\s|:[a-z0-9_+-]{1,40}:|(?!👍|👎)[\p{So}\p{Cs}\uFE0F])+)(?=\S)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SignsBefore();

    /// <summary>The same after it. Read from the end, so that signs within a text cost nothing.</summary>
    [GeneratedRegex(@"(?<=[^\s\p{So}\p{Cs}\uFE0F:])(?:\s|:[a-z0-9_+-]{1,40}:|[\p{So}\p{Cs}\uFE0F])+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.RightToLeft, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SignsAfter();

    /// <summary>"Can I talk to a real person?", "je veux parler à quelqu'un".</summary>
    [GeneratedRegex(@"^(?:(?:can|could|may) i |let me |i (?:need|want) to )?(?:talk|speak|chat) (?:to|with) (?:an? |the )?(?:(?:real|actual|live) )?(?:person|human(?: being)?|someone|somebody|expert|lawyer|colleague)[ ,.!?]*(?:please[ ,.!?]*)?$|^(?<french>(?:(?:est-ce que )?je (?:peux|veux|voudrais) |puis-je |peut-on |je souhaite )?(?:parler|discuter) (?:à|avec) (?:quelqu'un|un humain|une (?:vraie )?personne|un expert|une experte|un juriste|un avocat|un collègue)[ ,.!?]*(?:(?:svp|stp|s'il (?:te|vous) pla[iî]t)[ ,.!?]*)?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ToPerson();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex("^#?[0-9]{1,9}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^#?[0-9]{1,9}[ :]\s*\S", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberAndText();
}
