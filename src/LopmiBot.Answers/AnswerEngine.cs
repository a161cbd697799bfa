using System.Diagnostics;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Searching;

namespace LopmiBot.Answers;

/// <summary>Answers questions with verbatim excerpts from an index. Safe to use from many threads.</summary>
/// <param name="index">Where to look.</param>
/// <param name="time">The clock; the system's when omitted.</param>
public sealed class AnswerEngine(CorpusIndex index, TimeProvider? time = null)
{
    private const int MostExcerpts = 10;
    private const int MostDocuments = 10;

    /// <summary>
    /// Below this share of the question's weight, the best passage is about something else. Chosen low: a wrong silence
    /// costs as much as a weak excerpt.
    /// </summary>
    private const double LeastCoverage = 0.25;

    /// <summary>How much the passage's own score counts beside the chosen sentences.</summary>
    private const double PassageShare = 0.5;

    /// <summary>A term in the headings above a passage is worth this much of one in its sentences.</summary>
    private const double HeadingShare = 0.5;

    /// <summary>Sentences of this many times the question's weight answer it fully: all terms, gathered in one sentence.</summary>
    private const double FullWeight = 1.5;

    /// <summary>Two excerpts that share more than this of their words say the same thing.</summary>
    private const double SameWords = 0.7;

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Answers one question.</summary>
    public Answer Answer(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var started = Stopwatch.GetTimestamp();
        var asked = QuestionAnalyzer.Analyze(question, Today());
        var answer = new Answer
        {
            Question = question.Text,
            Language = asked.Language,
            AsOf = asked.AsOf,
            Outcome = Outcome.NeedsDetail,
            WasCut = question.Text.Length > Question.MaxLength,
        };

        if (asked.IsSmallTalk)
        {
            answer = answer with { Outcome = Outcome.SmallTalk };
        }
        else if (asked.Terms.Values.Any(terms => terms.Count > 0))
        {
            using var lease = index.Acquire();
            answer = Search(lease, asked, Math.Clamp(question.Excerpts, 1, MostExcerpts), answer);
        }

        return answer with { Elapsed = Stopwatch.GetElapsedTime(started) };
    }

    private DateOnly Today() => DateOnly.FromDateTime(_time.GetLocalNow().Date);

    private static Answer Search(CorpusIndex.Lease lease, AnalyzedQuestion asked, int wanted, Answer answer)
    {
        var weights = LanguageCodes.All.ToDictionary(
            language => language,
            language => PassageRetriever.Weights(lease, language, asked.Terms[language]));
        var known = LanguageCodes.All.Any(language => asked.Terms[language].Any(term => PassageRetriever.Frequency(lease, language, term) > 0));
        if (!known)
        {
            return answer with { Outcome = Outcome.OutOfScope };
        }

        var candidates = PassageRetriever.Retrieve(lease, asked);
        var documents = candidates.Select(candidate => candidate.Document.Id).Distinct(StringComparer.Ordinal).Take(MostDocuments).ToList();
        answer = answer with { Documents = documents, Outcome = Outcome.NotFound };

        // An article that no document names must not be answered with another one.
        var unknownArticle = asked.ArticleNumbers.Any(number =>
            LanguageCodes.All.All(language => PassageRetriever.Frequency(lease, language, number) == 0));
        if (unknownArticle || candidates.Count == 0)
        {
            return answer;
        }

        var best = candidates.Max(candidate => candidate.Score);
        var selectors = weights.ToDictionary(pair => pair.Key, pair => new ExcerptSelector(pair.Value, asked.AnswerKind));
        var ranked = new List<(Candidate Candidate, Window Window, double Score)>();
        var coverage = 0.0;
        foreach (var candidate in candidates)
        {
            var language = candidate.Document.Language;
            var total = weights[language].Values.Sum();
            if (total <= 0)
            {
                continue;
            }

            var window = selectors[language].Select(candidate.Document, candidate.Span);
            var headings = HeadingWeight(candidate, weights[language], window.Terms);
            coverage = Math.Max(coverage, (window.Terms.Sum(term => weights[language][term]) + headings) / total);
            var sentences = Math.Min(1, (window.Weight + (HeadingShare * headings)) / (FullWeight * total));
            var score = (PassageShare * candidate.Score / best)
                + ((1 - PassageShare) * sentences * (language == asked.Language ? 1 : PassageRetriever.OtherLanguage));
            ranked.Add((candidate, window, score));
        }

        if (coverage < LeastCoverage)
        {
            return answer;
        }

        var excerpts = new List<Excerpt>(wanted);
        var groups = new List<(string Group, string Anchor, Language Language)>();
        foreach (var (candidate, window, score) in ranked.OrderByDescending(entry => entry.Score))
        {
            if (excerpts.Count == wanted)
            {
                break;
            }

            if (window.Weight <= 0)
            {
                continue;
            }

            var document = candidate.Document;
            var isTranslation = groups.Exists(shown => shown.Group == document.TranslationGroup && shown.Anchor == candidate.Section.Anchor && shown.Language != document.Language);
            var text = document.Slice(window.Span);
            if (isTranslation || excerpts.Exists(shown => SaysTheSame(shown.Text, text)))
            {
                continue;
            }

            groups.Add((document.TranslationGroup, candidate.Section.Anchor, document.Language));
            excerpts.Add(new Excerpt
            {
                Text = text,
                Score = Math.Round(Math.Clamp(score, 0, 1), 4),
                Highlights = selectors[document.Language].Highlights(text, document.Language),
                Citation = Cite(candidate),
                Path = document.Path,
                Span = window.Span,
            });
        }

        return excerpts.Count == 0 ? answer : answer with { Outcome = Outcome.Answered, Excerpts = excerpts };
    }

    /// <summary>The weight of the question's terms that only the headings above a passage hold.</summary>
    private static double HeadingWeight(Candidate candidate, Dictionary<string, double> weights, IReadOnlyCollection<string> inWindow)
    {
        var document = candidate.Document;
        var section = candidate.Section;
        var headings = $"{document.Title}\n{document.Reference}\n{section.Heading}\n{section.Reference}";
        return Terms.Of(headings, document.Language)
            .Select(term => term.Text)
            .Distinct(StringComparer.Ordinal)
            .Where(term => !inWindow.Contains(term))
            .Sum(term => weights.GetValueOrDefault(term));
    }

    private static bool SaysTheSame(string one, string other)
    {
        var words = one.Split(' ').ToHashSet(StringComparer.OrdinalIgnoreCase);
        var others = other.Split(' ').ToHashSet(StringComparer.OrdinalIgnoreCase);
        var shared = words.Count(others.Contains);
        return shared > SameWords * Math.Min(words.Count, others.Count);
    }

    private static Citation Cite(Candidate candidate)
    {
        var document = candidate.Document;
        return new Citation
        {
            DocumentId = document.Id,
            Title = document.Title,
            Section = candidate.Section.Heading,
            Anchor = candidate.Section.Anchor,
            Reference = candidate.Section.Reference ?? document.Reference,
            Url = document.Sources.FirstOrDefault(source => source.Url is not null)?.Url,
            Language = document.Language,
            Kind = document.Kind,
            Validity = candidate.Section.Validity,
            Reviewed = document.Reviewed,
        };
    }
}
