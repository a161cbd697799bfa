using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Searching;
using LopmiBot.Answers.Text;
using LopmiBot.Answers.Understanding;

namespace LopmiBot.Answers.Ranking;

/// <summary>Cuts candidates into excerpts and ranks them by a linear score.</summary>
internal sealed class WindowRanker
{
    /// <summary>By what an excerpt's score is less where its penalty is another person's: seven times in odds.</summary>
    internal const double OtherPerson = 2;

    /// <summary>By what an excerpt's score is more where its passage stands under just this question: fifty times in odds.</summary>
    internal const double SameQuestion = 4;

    /// <summary>By what an excerpt's score is more where it states the very penalty that is asked for, by the table of provisions.</summary>
    internal const double AskedPenalty = 16;

    /// <summary>By what it is more where words of the question were not understood, which may ask for something else.</summary>
    internal const double LikelyPenalty = 4;

    /// <summary>By what an excerpt's score is more where a question refers back to its document's subject by a pronoun, or says next to nothing of its own.</summary>
    internal const double ReferredTo = 7;

    /// <summary>By what it is more in the section in which a document tells how far its subject has come, when that is asked of it.</summary>
    internal const double StatusOfSubject = 3;

    /// <summary>By what it is less in the opening of the subject's document, which sums it up, where a follow-up says something of its own.</summary>
    internal const double Overview = 2;

    /// <summary>
    /// By what it is more where it says that its subject is not covered: seven times in odds. Tried with 0 to 3 on the project's
    /// sets: up to 2 no answer is lost.
    /// </summary>
    internal const double NotCovered = 2;

    /// <summary>The cosine of two questions that differ in signs at most; rounding to 8 bits takes a little.</summary>
    private const double SameQuestionSimilarity = 0.99;

    private static readonly int Features = Enum.GetValues<Feature>().Length;

    private readonly RankingModel _model;
    private readonly AnalyzedQuestion _asked;
    private readonly UnderstoodQuestion _understood;
    private readonly CommitView _index;
    private readonly AnalyzedPassages _passages;
    private readonly Dictionary<Language, TermMasks> _masks;
    private readonly Dictionary<Language, ulong> _kindMasks;
    private readonly List<Matched> _candidates;
    private readonly double _best;
    private readonly Dictionary<string, DocumentMatch> _documents = new(StringComparer.Ordinal);
    private readonly HashSet<(string Document, int Start)> _found = [];

    /// <summary>The question's names: typed as such, or written as such in the texts found.</summary>
    private readonly Dictionary<Language, ulong> _names;
    private readonly SentenceTraits _wanted;

    public WindowRanker(CommitView index, UnderstoodQuestion understood, IReadOnlyDictionary<Language, QuestionTerms> terms, IReadOnlyList<Candidate> candidates, RankingModel model)
    {
        var asked = understood.Asked;
        _model = model;
        _asked = asked;
        _understood = understood;
        _index = index;
        _passages = AnalyzedPassages.Of(index);
        _masks = LanguageCodes.All.ToDictionary(language => language, language => new TermMasks(terms[language], asked.Terms[language]));
        _kindMasks = LanguageCodes.All.ToDictionary(
            language => language,
            language => asked.KindTerms[language].Aggregate(0UL, (mask, term) => mask | _masks[language].Bit(term)));
        _names = LanguageCodes.All.ToDictionary(language => language, language => _masks[language].Of(asked.NameTerms[language]));
        _candidates = new List<Matched>(candidates.Count);
        foreach (var candidate in candidates)
        {
            var passage = _passages.Get(candidate.Document, candidate.Section, candidate.Span);
            var match = _masks[candidate.Document.Language].Match(passage);
            _candidates.Add(new Matched(candidate, passage, match));
            foreach (var sentence in passage.Sentences)
            {
                _names[candidate.Document.Language] |= _masks[candidate.Document.Language].Of(sentence.Names);
            }

            _best = Math.Max(_best, candidate.Score);
            _found.Add((candidate.Document.Id, candidate.Span.Start));
            var document = _documents.GetValueOrDefault(candidate.Document.Id);
            _documents[candidate.Document.Id] = new DocumentMatch(Math.Max(document.Best, candidate.Score), document.Held | match.Whole);
        }

        _wanted = asked.AnswerKind switch
        {
            AnswerKind.Figure => SentenceTraits.Figure,
            AnswerKind.Date => SentenceTraits.Date,
            AnswerKind.Penalty => SentenceTraits.Penalty,
            AnswerKind.Person => SentenceTraits.Person,
            AnswerKind.Definition => SentenceTraits.Definition,
            AnswerKind.Place => SentenceTraits.Place,
            AnswerKind.Reason => SentenceTraits.Reason,
            AnswerKind.Name => SentenceTraits.Name,
            AnswerKind.Status => SentenceTraits.Status,
            AnswerKind.Procedure => SentenceTraits.Procedure,
            AnswerKind.Comparison => SentenceTraits.Comparison,
            AnswerKind.YesOrNo => SentenceTraits.Denial,
            _ => SentenceTraits.None,
        };
    }

    /// <summary>Every excerpt that may be shown, best first.</summary>
    public List<RankedWindow> Rank()
    {
        var windows = new List<RankedWindow>();
        foreach (var candidate in _candidates)
        {
            windows.AddRange(Windows(candidate));
        }

        return [.. windows.OrderByDescending(window => window.Score)];
    }

    /// <summary>What tells whether the best excerpt answers.</summary>
    /// <param name="windows">The excerpts, best first; one at least.</param>
    /// <param name="isKnown">Whether any document's text holds a word.</param>
    public float[] EvidenceOf(IReadOnlyList<RankedWindow> windows, Func<QuestionWord, bool> isKnown)
    {
        var best = windows[0];
        var evidence = new float[Enum.GetValues<Evidence>().Length];
        void Set(Evidence which, double value) => evidence[(int)which] = (float)value;
        var words = _asked.Words;
        var names = words.Where(word => word.IsName).ToList();
        var masks = _masks[best.Language];
        Set(Evidence.Always, 1);
        Set(Evidence.Similarity, Math.Max(best.Features[(int)Feature.Similarity], best.Features[(int)Feature.AskedSimilarity]));
        Set(Evidence.Coverage, masks.Share(best.All));
        Set(Evidence.RareCoverage, masks.RareShare(best.All));
        Set(Evidence.UnknownWords, words.Count == 0 ? 0 : (double)words.Count(word => !isKnown(word)) / words.Count);
        Set(Evidence.UnknownNames, names.Count == 0 ? 0 : (double)names.Count(word => !isKnown(word)) / names.Count);
        var besideNames = ~masks.Of(best.Passage.Sentences.SelectMany(sentence => sentence.Names)) & masks.All;
        Set(Evidence.MissingBesideNames, masks.Share(besideNames) is > 0 and var rest ? masks.Share(besideNames & ~best.All) / rest : 0);
        Set(Evidence.WrongKind, _wanted != SentenceTraits.None && !best.IsOfKind ? 1 : 0);
        Set(Evidence.Score, best.Score / 10);
        Set(Evidence.Concentration, Concentration(windows));
        return evidence;
    }

    /// <summary>The sum of the squares of the passages' shares in a softmax of the scores: 1 where one passage stands out, 1 in their number where none does.</summary>
    private static double Concentration(IReadOnlyList<RankedWindow> windows)
    {
        var odds = windows.DistinctBy(window => (window.Passage.Document.Id, window.Passage.Span.Start)).Select(window => Math.Exp(window.Score - windows[0].Score)).ToList();
        var sum = odds.Sum();
        return odds.Sum(each => each / sum * (each / sum));
    }

    private IEnumerable<RankedWindow> Windows(Matched matched)
    {
        var candidate = matched.Candidate;
        if (candidate.Document.Language == _asked.Language)
        {
            return Cut(matched, otherLanguage: false);
        }

        if (Translations.Of(candidate, _asked.Language, _index) is not { } translated)
        {
            return Cut(matched, otherLanguage: true);
        }

        // A passage that the asker's own words find is judged by them.
        if (_found.Contains((translated.Document.Id, translated.Span.Start)))
        {
            return [];
        }

        // The words that matched are in the other language; what is shown is the same sentence in the asker's.
        var shown = _passages.Get(translated.Document, translated.Section, translated.Span);
        return shown.Sentences.Count == matched.Passage.Sentences.Count
            ? Cut(matched, otherLanguage: false).Select(window => window with { Passage = shown, Span = Span(shown, Run(shown, window.Core, onward: true)) })
            : Cut(new Matched(candidate, shown, _masks[_asked.Language].Match(shown)), otherLanguage: false);
    }

    /// <summary>
    /// For each sentence the runs of sentences around it: what comes after it first, then what stands before, and the other
    /// way round.
    /// </summary>
    private static List<(int Core, int First, int Last)> Runs(AnalyzedPassage passage)
    {
        var runs = new List<(int Core, int First, int Last)>();
        for (var core = 0; core < passage.Sentences.Count; core++)
        {
            var onward = Run(passage, core, onward: true);
            runs.Add((core, onward.First, onward.Last));
            var backward = Run(passage, core, onward: false);
            if (backward != onward)
            {
                runs.Add((core, backward.First, backward.Last));
            }
        }

        return runs;
    }

    private static (int First, int Last) Run(AnalyzedPassage passage, int core, bool onward)
    {
        var (first, last) = (core, core);
        bool Fits(int from, int to) => from >= 0 && to < passage.Sentences.Count && Span(passage, from, to).Length <= Excerpt.MaxLength;
        bool Onward()
        {
            var grows = Fits(first, last + 1);
            last += grows ? 1 : 0;
            return grows;
        }

        bool Backward()
        {
            var grows = Fits(first - 1, last);
            first -= grows ? 1 : 0;
            return grows;
        }

        while (onward ? Onward() || Backward() : Backward() || Onward())
        {
        }

        return (first, last);
    }

    private static TextSpan Span(AnalyzedPassage passage, (int First, int Last) run) => Span(passage, run.First, run.Last);

    private static TextSpan Span(AnalyzedPassage passage, int first, int last) =>
        new(passage.Sentences[first].Span.Start, passage.Sentences[last].Span.End);

    private IEnumerable<RankedWindow> Cut(Matched matched, bool otherLanguage)
    {
        var (candidate, passage, match) = matched;
        var language = passage.Document.Language;
        var masks = _masks[language];
        var held = match.Held;
        for (var i = 0; i < held.Length; i++)
        {
            held[i] |= IsOfKind(passage.Sentences[i]) ? _kindMasks[language] : 0;
        }

        var whole = match.Whole;
        var heading = masks.HeldBy(passage.HeadingTerms);
        var title = masks.HeldBy(passage.TitleTerms);
        var sameKind = _asked.AnswerKind != AnswerKind.Any && passage.HeadingKind == _asked.AnswerKind;
        var document = _documents[candidate.Document.Id];
        var best = Math.Max(double.Epsilon, _best);
        var names = _names[language];
        var askedCoverage = passage.Asked.Select(terms => masks.Share(masks.HeldBy(terms))).DefaultIfEmpty(0).Max();
        // Whoever wrote the documents said which passage answers this question.
        var isOfSubject = _understood.IsFollowUp && _asked.SubjectDocuments.Contains(passage.Document.Name, StringComparer.Ordinal);
        var isStatusOfSubject = _asked.AnswerKind == AnswerKind.Status && passage.Section.Anchor == PassageRetriever.StatusAnchor && _understood.Reading.Subjects.Any(subject => subject.Documents.Contains(passage.Document.Name, StringComparer.Ordinal));
        var isReferredTo = isOfSubject && _understood.RefersBack;
        var isOverview = isOfSubject && _asked.Before is not null && passage.Section.Anchor.Length == 0;
        var isSameQuestion = candidate.Similarity.Asked >= SameQuestionSimilarity && (isOfSubject || !_understood.IsFollowUp);
        var penalties = _understood.Penalties.Where(each => each.DocumentId == passage.Document.Id && each.Span == passage.Span).ToList();
        foreach (var (core, first, last) in Runs(passage))
        {
            var excerpt = 0UL;
            var excerptFamily = 0UL;
            for (var i = first; i <= last; i++)
            {
                excerpt |= held[i];
                excerptFamily |= match.Family(i);
            }

            var sentence = passage.Sentences[core];
            var features = new float[Features];
            void Set(Feature feature, double value) => features[(int)feature] = (float)value;
            void Flag(Feature feature, bool holds) => features[(int)feature] = holds ? 1 : 0;

            Set(Feature.Similarity, candidate.Similarity.Passage);
            Set(Feature.AskedSimilarity, candidate.Similarity.Asked);
            Set(Feature.AskedCoverage, askedCoverage);
            Set(Feature.PassageScore, candidate.Score / best);
            Set(Feature.DocumentScore, document.Best / best);
            Set(Feature.DocumentCoverage, masks.Share(document.Held | heading | title));
            Set(Feature.SentenceCount, (double)System.Numerics.BitOperations.PopCount(held[core]) / masks.Count);
            Set(Feature.ExcerptRare, masks.RareShare(excerpt));
            Set(Feature.ExcerptFamily, masks.Share(excerptFamily & ~excerpt));
            Set(Feature.HeadingsBeyond, masks.Share((heading | title) & ~excerpt));
            Set(Feature.NamesInPassage, TermMasks.Portion(whole | heading | title, names));
            var newNames = Math.Min(1, sentence.Names.Count(name => masks.Bit(name) == 0) / 3.0);
            var newFigures = Math.Min(1, sentence.Figures.Count(figure => masks.Bit(figure) == 0) / 2.0);
            Set(Feature.NewNamesAsked, _asked.AnswerKind is AnswerKind.Person or AnswerKind.Place or AnswerKind.Name ? newNames : 0);
            Set(Feature.NewFiguresAsked, _asked.AnswerKind is AnswerKind.Figure or AnswerKind.Date ? newFigures : 0);
            Flag(Feature.HeadingKind, sameKind);
            Flag(Feature.FirstOfSection, passage.OpensSection);
            Flag(Feature.Dependent, passage.Sentences[first].Traits.HasFlag(SentenceTraits.Dependent));
            Flag(Feature.OfSubject, isOfSubject);
            Flag(Feature.Undated, _asked.NamesDay && passage.Section.Validity == Validity.Always);
            Flag(Feature.OtherLanguage, otherLanguage);
            var isOfOtherPerson = IsOfOtherPerson(sentence);
            var span = Span(passage, first, last);
            var stated = penalties.Find(each => each.IsStatedBy(passage.Document.Slice(span), language));
            yield return new RankedWindow(passage, core, span, features)
            {
                States = stated,
                IsReferredTo = isReferredTo,
                IsStatusOfSubject = isStatusOfSubject,
                IsOverview = isOverview,
                All = excerpt | heading | title,
                Language = language,
                IsOfKind = IsOfKind(sentence),
                IsOfOtherPerson = isOfOtherPerson,
                IsSameQuestion = isSameQuestion,
                Score = _model.Score(features)
                    + (isReferredTo ? ReferredTo : 0)
                    + (isStatusOfSubject ? StatusOfSubject : 0)
                    + (stated is null ? 0 : _understood.IsFullyRead ? AskedPenalty : LikelyPenalty)
                    - (isOverview ? Overview : 0)
                    + (passage.Document.Kind == DocumentKind.Scope ? NotCovered : 0)
                    - (isOfOtherPerson ? OtherPerson : 0)
                    + (isSameQuestion ? SameQuestion : 0),
            };
        }
    }

    /// <summary>
    /// Whether a sentence is about a company where the question names none. A rule of the law, not learned: a company risks
    /// no prison and five times the fine (Code pénal, art. 131-37 to 131-39), so that its penalty answers only who asks for it.
    /// </summary>
    private bool IsOfOtherPerson(AnalyzedSentence sentence) =>
        _asked.AnswerKind == AnswerKind.Penalty && !_asked.NamesCompany && sentence.Traits.HasFlag(SentenceTraits.Company);

    private bool IsOfKind(AnalyzedSentence sentence) => (sentence.Traits & _wanted) != SentenceTraits.None;

    /// <summary>A candidate with what its passage holds of the question.</summary>
    private sealed record Matched(Candidate Candidate, AnalyzedPassage Passage, PassageMatch Match);

    /// <summary>What the candidates of one document come to: the best search score, and the question's terms that they hold among them.</summary>
    private readonly record struct DocumentMatch(double Best, ulong Held);
}
