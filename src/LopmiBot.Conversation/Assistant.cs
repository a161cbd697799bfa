using System.Collections.Frozen;
using LopmiBot.Answers;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;
using LopmiBot.Conversation.Wording;

namespace LopmiBot.Conversation;

/// <summary>Turns what a person says into what the bot says. Knows no channel. Safe to use from many threads.</summary>
/// <param name="engine">Answers questions.</param>
/// <param name="index">The documents that are quoted.</param>
public sealed class Assistant(AnswerEngine engine, CorpusIndex index)
{
    /// <summary>Titles and headings come from documents of any kind: longer ones are cut.</summary>
    private const int MaxCitation = 300;

    private const int MaxSuggestion = 150;

    private const int Suggestions = 3;

    private static readonly FrozenSet<string> HelpWords =
        FrozenSet.ToFrozenSet(["help", "aide", "?", "aide-moi", "help me"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Replies to what a person says in a channel: a command, else a question.</summary>
    public Reply Respond(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var word = request.Text.Trim();
        if (!HelpWords.Contains(word))
        {
            return Ask(request);
        }

        var asked = word.StartsWith("aide", StringComparison.OrdinalIgnoreCase) ? Language.French : Likely(request);
        return Help(request.Language ?? asked);
    }

    /// <summary>Answers a question; <see cref="Reply.Answer"/> is set.</summary>
    public Reply Ask(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Reply(engine.Answer(new Question(request.Text)
        {
            Language = request.Language,
            LikelyLanguage = Likely(request),
            AsOf = request.AsOf,
            Context = request.Context,
            Excerpts = request.Excerpts,
        }));
    }

    /// <summary>What the bot covers, with questions to try.</summary>
    public Reply Help(Language language)
    {
        var words = Words.In(language);
        var documents = index.AllDocuments().Count(document => document.Language == language);
        return WithExamples(new Reply { Words = words, Text = documents == 0 ? words.EmptyCorpus : words.Help(documents) });
    }

    private static Language Likely(Request request) => LanguageCodes.Parse(request.Locale) ?? Language.French;

    private Reply Reply(Answer answer)
    {
        var words = Words.In(answer.Language);
        var text = answer.Outcome switch
        {
            Outcome.Answered => words.Answered(answer),
            Outcome.NotFound or Outcome.OutOfScope => words.Silent(answer),
            Outcome.SmallTalk => words.SmallTalk,
            _ => words.NeedsDetail,
        };
        var reply = new Reply
        {
            Words = words,
            Text = answer.WasCut ? $"{text} {words.WasCut(Question.MaxLength)}" : text,
            Answer = answer,
            Quotes = [.. answer.Excerpts.Select(excerpt => new Quote(excerpt, Cite(excerpt.Citation, words)))],
        };
        return answer.Outcome switch
        {
            Outcome.Answered => reply,
            Outcome.NotFound => WithClosestTopics(reply, answer),
            _ => WithExamples(reply),
        };
    }

    private Reply WithClosestTopics(Reply reply, Answer answer)
    {
        var topics = answer.Documents
            .Select(index.Find)
            .OfType<Document>()
            .Where(document => document.Language == answer.Language)
            .Select(document => ShortText.Cut(document.Title, MaxSuggestion))
            .Distinct(StringComparer.Ordinal)
            .Take(Suggestions)
            .ToList();
        return topics.Count == 0 ? WithExamples(reply) : reply with { SuggestionsTitle = reply.Words.ClosestTopics, Suggestions = topics };
    }

    /// <summary>Headings that are questions: each is known to have an answer.</summary>
    private Reply WithExamples(Reply reply)
    {
        var questions = index.AllDocuments()
            .Where(document => document.Language == reply.Words.Language)
            .OrderBy(document => document.Kind)
            .ThenBy(document => document.Id, StringComparer.Ordinal)
            .Select(document => (document.Kind, document.Sections.FirstOrDefault(section => section.Heading.EndsWith('?'))?.Heading))
            .Where(entry => entry.Heading is not null)
            .DistinctBy(entry => entry.Kind)
            .Select(entry => ShortText.Cut(entry.Heading!, MaxSuggestion))
            .Take(Suggestions)
            .ToList();
        return questions.Count == 0 ? reply : reply with { SuggestionsTitle = reply.Words.ForExample, Suggestions = questions };
    }

    private static string Cite(Citation citation, Words words)
    {
        string?[] parts =
        [
            citation.Reference ?? citation.Title,
            citation.Section.Length > 0 && citation.Section != citation.Title ? citation.Section : null,
            words.InForce(citation.Validity),
            citation.Reviewed is { } day ? words.Reviewed(day) : null,
            citation.Language == words.Language ? null : words.InLanguage(citation.Language),
        ];
        return ShortText.Cut(string.Join(" · ", parts.OfType<string>()), MaxCitation);
    }
}
