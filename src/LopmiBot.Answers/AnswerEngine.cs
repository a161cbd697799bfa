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

    /// <summary>A question of which no more than this share of words is known to the corpus is likely about something else …</summary>
    private const double MostUnknown = 0.5;

    /// <summary>… and is answered only when the best passage covers at least this share of its weight.</summary>
    private const double LeastCoverageOfUnknown = 0.45;

    /// <summary>How much the passage's own score counts beside the chosen sentences.</summary>
    private const double PassageShare = 0.4;

    /// <summary>A term in the headings above a passage is worth this much of one in its sentences.</summary>
    private const double HeadingShare = 0.5;

    /// <summary>Sentences of this many times the question's weight answer it fully: all terms, gathered in one sentence.</summary>
    private const double FullWeight = 1.5;

    /// <summary>A passage found through its translation is worth a little less than one found by the asker's own words.</summary>
    private const double TranslationShare = 0.9;

    /// <summary>What a case is worth beside a text on the law when a penalty, or nothing about that case, is asked.</summary>
    private const double CasePrior = 0.8;

    /// <summary>What a text of no day is worth beside a version of the day that the question names.</summary>
    private const double UndatedPrior = 0.8;

    /// <summary>The first passage of a section says what its heading asks: worth up to this much more, by how much of the question the heading holds.</summary>
    private const double FirstShare = 0.15;

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
        else if (LanguageCodes.All.Any(language => asked.Terms[language].Count + asked.ContextTerms[language].Count > 0))
        {
            using var lease = index.Acquire();
            answer = Search(lease, asked, Math.Clamp(question.Excerpts, 1, MostExcerpts), answer);
        }

        return answer with { Elapsed = Stopwatch.GetElapsedTime(started) };
    }

    private DateOnly Today() => DateOnly.FromDateTime(_time.GetLocalNow().Date);

    private static Answer Search(CorpusIndex.Lease lease, AnalyzedQuestion asked, int wanted, Answer answer)
    {
        var terms = LanguageCodes.All.ToDictionary(language => language, language => new QuestionTerms(lease, language, asked));
        var known = asked.Words.Count(word => LanguageCodes.All.Any(language => word.Terms[language].Any(terms[language].Knows)));
        if (known == 0 && asked.ContextTerms.Values.All(context => context.Count == 0))
        {
            return answer with { Outcome = Outcome.OutOfScope };
        }

        var candidates = PassageRetriever.Retrieve(lease, asked, terms);
        answer = answer with { Documents = Best(candidates), Outcome = Outcome.NotFound };

        // An article that no document names must not be answered with another one.
        var isUnknownArticle = asked.ArticleNumbers.ToLookup(number =>
            LanguageCodes.All.All(language => QuestionTerms.Frequency(lease, language, number) == 0));
        if (isUnknownArticle[true].Any() || candidates.Count == 0)
        {
            return answer;
        }

        var (ranked, coverage) = Rank(lease, asked, terms, candidates);
        answer = answer with { Documents = Best(ranked.Select(passage => passage.Candidate).Concat(candidates)) };
        var needed = known <= MostUnknown * asked.Words.Count && asked.Words.Count > 1 ? LeastCoverageOfUnknown : LeastCoverage;
        if (coverage < needed && !isUnknownArticle[false].Any())
        {
            return answer;
        }

        var excerpts = Choose(ranked, wanted);
        return excerpts.Count == 0 ? answer : answer with { Outcome = Outcome.Answered, Excerpts = excerpts };
    }

    private static List<string> Best(IEnumerable<Candidate> candidates) =>
        [.. candidates.Select(candidate => candidate.Document.Id).Distinct(StringComparer.Ordinal).Take(MostDocuments)];

    /// <summary>Scores passages with their best sentences, and tells how much of the question the best one covers.</summary>
    private static (List<Ranked> Passages, double Coverage) Rank(
        CorpusIndex.Lease lease,
        AnalyzedQuestion asked,
        Dictionary<Language, QuestionTerms> terms,
        List<Candidate> candidates)
    {
        var selectors = terms.ToDictionary(pair => pair.Key, pair => new ExcerptSelector(pair.Value, asked.AnswerKind, asked.KindTerms[pair.Key]));
        var best = candidates.Max(candidate => candidate.Score);
        var ranked = new List<Ranked>(candidates.Count);
        var coverage = 0.0;
        var full = FullWeight + (asked.AnswerKind == AnswerKind.Any ? 0 : ExcerptSelector.KindShare);
        foreach (var candidate in candidates)
        {
            var language = candidate.Document.Language;
            var total = terms[language].Total;
            if (total <= 0)
            {
                continue;
            }

            var headingTerms = HeadingTerms(candidate, terms[language]);
            var prior = Prior(asked, candidate, terms[language]);
            if (IsFirstOfSection(candidate))
            {
                prior *= 1 + (FirstShare * headingTerms.Sum(term => terms[language].Weights[term]) / total);
            }

            foreach (var window in selectors[language].SelectTwo(candidate.Document, candidate.Span).Where(window => window.Weight > 0))
            {
                var headings = headingTerms.Where(term => !window.Terms.Contains(term)).Sum(term => terms[language].Weights[term]);
                coverage = Math.Max(coverage, (window.Terms.Sum(term => terms[language].Weights[term]) + headings) / total);
                var sentences = Math.Min(1, (window.Weight + (HeadingShare * headings)) / (full * total));
                var score = prior * ((PassageShare * candidate.Score / best) + ((1 - PassageShare) * sentences));
                if (language == asked.Language)
                {
                    ranked.Add(new Ranked(candidate, window, score, selectors[language]));
                }
                else if (Translations.Of(candidate, asked.Language, lease) is { } translated)
                {
                    var selector = selectors[asked.Language];
                    ranked.Add(new Ranked(translated, selector.Select(translated.Document, translated.Span), TranslationShare * score, selector));
                    break;
                }
                else
                {
                    ranked.Add(new Ranked(candidate, window, PassageRetriever.OtherLanguage * score, selectors[language]));
                }
            }
        }

        return ([.. ranked.OrderByDescending(passage => passage.Score)], coverage);
    }

    /// <summary>
    /// A case tells the penalty of its own time, and little to who does not ask about that case: texts on the law come
    /// first. For a day of the past, a version of that day comes before a text that is of no day.
    /// </summary>
    private static double Prior(AnalyzedQuestion asked, Candidate candidate, QuestionTerms terms)
    {
        var document = candidate.Document;
        var isBesideCase = document.Kind is DocumentKind.Case or DocumentKind.Decision
            && (asked.AnswerKind == AnswerKind.Penalty || !terms.HeldBy(TermsOf(document.Title, document.Language)).Any());
        return (isBesideCase ? CasePrior : 1)
            * (asked.NamesDay && candidate.Section.Validity == Validity.Always ? UndatedPrior : 1);
    }

    private static bool IsFirstOfSection(Candidate candidate)
    {
        var first = candidate.Document.Blocks.First(block =>
            block.Kind != BlockKind.Heading && ReferenceEquals(candidate.Document.Sections[block.Section], candidate.Section));
        return first.Span.Start == candidate.Span.Start;
    }

    /// <summary>The best passages that say different things.</summary>
    private static List<Excerpt> Choose(List<Ranked> ranked, int wanted)
    {
        var excerpts = new List<Excerpt>(wanted);
        foreach (var (candidate, window, score, selector) in ranked)
        {
            if (excerpts.Count == wanted)
            {
                break;
            }

            var document = candidate.Document;
            var text = document.Slice(window.Span);
            if (!excerpts.Exists(shown => SaysTheSame(shown.Text, text)))
            {
                excerpts.Add(new Excerpt
                {
                    Text = text,
                    Score = Math.Round(Math.Clamp(score, 0, 1), 4),
                    Highlights = selector.Highlights(text, document.Language),
                    Citation = Cite(candidate),
                    Path = document.Path,
                    Span = window.Span,
                });
            }
        }

        return excerpts;
    }

    /// <summary>The question's terms that the headings above a passage hold.</summary>
    private static List<string> HeadingTerms(Candidate candidate, QuestionTerms terms)
    {
        var document = candidate.Document;
        var section = candidate.Section;
        var headings = $"{document.Title}\n{document.Reference}\n{section.Heading}\n{section.Reference}";
        return [.. terms.HeldBy(TermsOf(headings, document.Language))];
    }

    private static HashSet<string> TermsOf(string text, Language language) =>
        Terms.Of(text, language).Select(term => term.Text).ToHashSet(StringComparer.Ordinal);

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
            Url = document.SourcesOf(candidate.Span).FirstOrDefault(source => source.Url is not null)?.Url,
            Language = document.Language,
            Kind = document.Kind,
            Validity = candidate.Section.Validity,
            Reviewed = document.Reviewed,
        };
    }

    private readonly record struct Ranked(Candidate Candidate, Window Window, double Score, ExcerptSelector Selector);
}
