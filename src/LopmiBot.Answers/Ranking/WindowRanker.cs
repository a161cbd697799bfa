using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Searching;

namespace LopmiBot.Answers.Ranking;

/// <summary>Cuts candidates into excerpts and ranks them by a linear score.</summary>
internal sealed class WindowRanker
{
    // Terms that such texts usually have: what BM25 holds their length against.
    private const int UsualSentence = 25;
    private const int UsualExcerpt = 60;
    private const int UsualPassage = 120;

    private static readonly int Features = Enum.GetValues<Feature>().Length;

    private readonly RankingModel _model;
    private readonly AnalyzedQuestion _asked;
    private readonly CorpusIndex.Lease _index;
    private readonly Dictionary<Language, TermMasks> _masks;
    private readonly Dictionary<Language, ulong> _kindMasks;
    private readonly double _best;
    private readonly double _sum;
    private readonly Dictionary<string, (double Best, double Sum)> _documents;
    private readonly HashSet<(string Document, int Start)> _found;
    private readonly Dictionary<string, ulong> _documentMasks;
    private readonly SentenceTraits _wanted;

    public WindowRanker(CorpusIndex.Lease index, AnalyzedQuestion asked, IReadOnlyDictionary<Language, QuestionTerms> terms, IReadOnlyList<Candidate> candidates, RankingModel model)
    {
        _model = model;
        _asked = asked;
        _index = index;
        _masks = LanguageCodes.All.ToDictionary(language => language, language => new TermMasks(terms[language], asked.Terms[language], model));
        _kindMasks = LanguageCodes.All.ToDictionary(
            language => language,
            language => asked.KindTerms[language].Aggregate(0UL, (mask, term) => mask | _masks[language].Bit(term)));
        _best = candidates.Max(candidate => candidate.Score);
        _sum = candidates.Sum(candidate => candidate.Score);
        _documents = candidates
            .GroupBy(candidate => candidate.Document.Id, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (group.Max(each => (double)each.Score), group.Sum(each => (double)each.Score)), StringComparer.Ordinal);
        _found = [.. candidates.Select(candidate => (candidate.Document.Id, candidate.Span.Start))];
        _documentMasks = candidates
            .GroupBy(candidate => candidate.Document.Id, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.Aggregate(0UL, (mask, each) => mask | index.Analyzed(each.Document, each.Section, each.Span).Sentences
                    .Aggregate(0UL, (all, sentence) => all | _masks[each.Document.Language].HeldBy(sentence.Terms))),
                StringComparer.Ordinal);
        _wanted = asked.AnswerKind switch
        {
            AnswerKind.Figure => SentenceTraits.Figure,
            AnswerKind.Date => SentenceTraits.Date,
            AnswerKind.Penalty => SentenceTraits.Penalty,
            AnswerKind.Person => SentenceTraits.Person,
            AnswerKind.Definition => SentenceTraits.Definition,
            AnswerKind.Place => SentenceTraits.Place,
            AnswerKind.Reason => SentenceTraits.Reason,
            _ => SentenceTraits.None,
        };
    }

    /// <summary>Every excerpt that may be shown, best first.</summary>
    public List<RankedWindow> Rank(IReadOnlyList<Candidate> candidates)
    {
        var windows = new List<RankedWindow>();
        for (var rank = 0; rank < candidates.Count; rank++)
        {
            windows.AddRange(Windows(candidates[rank], rank));
        }

        return [.. windows.Select(window => window with { Score = _model.Score(window.Features) }).OrderByDescending(window => window.Score)];
    }

    /// <summary>What tells whether the best excerpt answers.</summary>
    /// <param name="best">The best excerpt.</param>
    /// <param name="isKnown">Whether any document holds a word.</param>
    public float[] EvidenceOf(RankedWindow best, Func<QuestionWord, bool> isKnown)
    {
        var evidence = new float[Enum.GetValues<Evidence>().Length];
        void Set(Evidence which, double value) => evidence[(int)which] = (float)value;
        double Of(Feature feature) => best.Features[(int)feature];
        var words = _asked.Words;
        var names = words.Where(word => word.IsName).ToList();
        var masks = _masks[best.Language];
        Set(Evidence.Always, 1);
        Set(Evidence.Coverage, masks.Share(best.All));
        Set(Evidence.RareCoverage, masks.RareShare(best.All));
        Set(Evidence.SentenceCoverage, Of(Feature.SentenceCoverage));
        Set(Evidence.Count, (double)System.Numerics.BitOperations.PopCount(best.All) / masks.Count);
        Set(Evidence.Bm25, Of(Feature.ExcerptBm25));
        Set(Evidence.HeadingPrecision, Of(Feature.HeadingPrecision));
        Set(Evidence.UnknownWords, words.Count == 0 ? 0 : (double)words.Count(word => !isKnown(word)) / words.Count);
        Set(Evidence.UnknownNames, names.Count == 0 ? 0 : (double)names.Count(word => !isKnown(word)) / names.Count);
        Set(Evidence.Brevity, 1.0 / Math.Max(1, words.Count));
        Set(Evidence.SingleMatch, System.Numerics.BitOperations.PopCount(best.All) <= 1 ? 1 : 0);
        Set(Evidence.GlossaryWords, words.Count == 0 ? 0 : (double)_index.Glossary.Count(words) / words.Count);
        Set(Evidence.WrongKind, _wanted != SentenceTraits.None && !best.IsOfKind ? 1 : 0);
        return evidence;
    }

    private IEnumerable<RankedWindow> Windows(Candidate candidate, int rank)
    {
        var passage = _index.Analyzed(candidate.Document, candidate.Section, candidate.Span);
        var found = Cut(passage, candidate, rank);
        if (candidate.Document.Language == _asked.Language)
        {
            return found;
        }

        if (Translations.Of(candidate, _asked.Language, _index) is not { } translated)
        {
            return found.Select(InOtherLanguage);
        }

        // A passage that the asker's own words find is judged by them.
        if (_found.Contains((translated.Document.Id, translated.Span.Start)))
        {
            return [];
        }

        // The words that matched are in the other language; what is shown is the same sentence in the asker's.
        var shown = _index.Analyzed(translated.Document, translated.Section, translated.Span);
        return shown.Sentences.Count == passage.Sentences.Count
            ? found.Select(window => window with { Passage = shown, Span = Span(shown, Run(shown, window.Core, onward: true)) })
            : Cut(shown, candidate, rank);
    }

    private static RankedWindow InOtherLanguage(RankedWindow window)
    {
        window.Features[(int)Feature.OtherLanguage] = 1;
        return window;
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

    private IEnumerable<RankedWindow> Cut(AnalyzedPassage passage, Candidate candidate, int rank)
    {
        var language = passage.Document.Language;
        var masks = _masks[language];
        var held = passage.Sentences.Select(sentence => masks.HeldBy(sentence.Terms) | (IsOfKind(sentence) ? _kindMasks[language] : 0)).ToArray();
        var family = passage.Sentences.Select((sentence, i) => held[i] | masks.FamilyIn(sentence.Terms)).ToArray();
        var bits = passage.Sentences.Select(sentence => masks.BitsOf(sentence.Terms)).ToArray();
        var all = bits.SelectMany(each => each).ToArray();
        var starts = new int[bits.Length + 1];
        for (var i = 0; i < bits.Length; i++)
        {
            starts[i + 1] = starts[i] + bits[i].Length;
        }

        var whole = held.Aggregate(0UL, (joined, each) => joined | each);
        var heading = masks.HeldBy(passage.HeadingTerms);
        var title = masks.HeldBy(passage.TitleTerms);
        var besideCase = passage.Document.Kind is DocumentKind.Case or DocumentKind.Decision
            && (_asked.AnswerKind == AnswerKind.Penalty || title == 0);
        var document = _documents[candidate.Document.Id];
        var names = masks.Of(_asked.NameTerms[language]);
        var focus = masks.Of(_asked.FocusTerms[language]);
        var passageBm25 = masks.Bm25(all, UsualPassage);
        foreach (var (core, first, last) in Runs(passage))
        {
            var excerpt = 0UL;
            var excerptFamily = 0UL;
            var traits = SentenceTraits.None;
            for (var i = first; i <= last; i++)
            {
                excerpt |= held[i];
                excerptFamily |= family[i];
                traits |= passage.Sentences[i].Traits;
            }

            var sentence = passage.Sentences[core];
            var span = Span(passage, first, last);
            var features = new float[Features];
            void Set(Feature feature, double value) => features[(int)feature] = (float)value;
            void Flag(Feature feature, bool holds) => features[(int)feature] = holds ? 1 : 0;

            Set(Feature.PassageScore, candidate.Score / _best);
            Set(Feature.PassageRank, 1.0 / (1 + rank));
            Set(Feature.DocumentScore, document.Best / _best);
            Set(Feature.DocumentShare, document.Sum / _sum);
            Set(Feature.SentenceCoverage, masks.Share(held[core]));
            Set(Feature.SentenceCount, (double)System.Numerics.BitOperations.PopCount(held[core]) / masks.Count);
            var words = all.AsSpan(starts[first]..starts[last + 1]);
            Set(Feature.NamesInSentence, TermMasks.Portion(held[core], names));
            Set(Feature.NamesInExcerpt, TermMasks.Portion(excerpt, names));
            Set(Feature.NamesInPassage, TermMasks.Portion(whole | heading | title, names));
            Flag(Feature.FocusInSentence, (family[core] & focus) != 0);
            Flag(Feature.FocusInExcerpt, (excerptFamily & focus) != 0);
            Set(Feature.DocumentCoverage, masks.Share(_documentMasks[candidate.Document.Id] | heading | title));
            Set(Feature.Place, held.Length < 2 ? 0 : (double)core / (held.Length - 1));
            Set(Feature.SentenceRare, masks.RareShare(held[core]));
            Set(Feature.SentenceFamily, masks.Share(family[core] & ~held[core]));
            Set(Feature.SentenceBm25, masks.Bm25(bits[core], UsualSentence));
            Set(Feature.ExcerptBm25, masks.Bm25(words, UsualExcerpt));
            Set(Feature.PassageBm25, passageBm25);
            Set(Feature.ExcerptRare, masks.RareShare(excerpt));
            Set(Feature.PassageRare, masks.RareShare(whole));
            Set(Feature.ExcerptFamily, masks.Share(excerptFamily & ~excerpt));
            Set(Feature.ExcerptPairs, masks.PairsIn(words));
            var newNames = sentence.Names.Count(name => masks.Bit(name) == 0);
            var figures = sentence.Figures.Count(figure => masks.Bit(figure) == 0);
            Set(Feature.NewNames, Math.Min(1, newNames / 3.0));
            Set(Feature.NewNamesAsked, _asked.AnswerKind is AnswerKind.Person or AnswerKind.Place ? Math.Min(1, newNames / 3.0) : 0);
            Set(Feature.NewFigures, Math.Min(1, figures / 2.0));
            Set(Feature.NewFiguresAsked, _asked.AnswerKind is AnswerKind.Figure or AnswerKind.Date ? Math.Min(1, figures / 2.0) : 0);
            Set(Feature.ExcerptCoverage, masks.Share(excerpt));
            Set(Feature.PassageCoverage, masks.Share(whole));
            Set(Feature.HeadingsBeyond, masks.Share((heading | title) & ~excerpt));
            Set(Feature.HeadingCoverage, masks.Share(heading));
            Set(Feature.HeadingPrecision, Precision(passage.HeadingTerms, masks));
            Set(Feature.TitleCoverage, masks.Share(title));
            Set(Feature.TitlePrecision, Precision(passage.TitleTerms, masks));
            Set(Feature.SentencePairs, masks.PairsIn(bits[core]));
            Flag(Feature.RarestTerm, (held[core] & masks.Rarest) != 0);
            Set(Feature.SentenceBefore, core > 0 ? masks.Share(held[core - 1] & ~held[core]) : 0);
            Set(Feature.SentenceAfter, core + 1 < held.Length ? masks.Share(held[core + 1] & ~held[core]) : 0);
            Set(Feature.SentenceLength, (double)sentence.Span.Length / Excerpt.MaxLength);
            Set(Feature.ExcerptLength, (double)span.Length / Excerpt.MaxLength);
            Flag(Feature.FirstSentence, core == 0);
            Flag(Feature.FirstOfSection, passage.OpensSection);
            Set(Feature.FirstUnderAskedHeading, passage.OpensSection ? masks.Share(heading) : 0);
            Flag(Feature.Dependent, passage.Sentences[first].Traits.HasFlag(SentenceTraits.Dependent));
            Kind(AnswerKind.Figure, Feature.FigureAsked, Feature.FigureInExcerpt);
            Kind(AnswerKind.Date, Feature.DateAsked, Feature.DateInExcerpt);
            Kind(AnswerKind.Penalty, Feature.PenaltyAsked, null);
            Kind(AnswerKind.Person, Feature.PersonAsked, Feature.PersonInExcerpt);
            Kind(AnswerKind.Definition, Feature.DefinitionAsked, null);
            Kind(AnswerKind.Place, Feature.PlaceAsked, null);
            Kind(AnswerKind.Reason, Feature.ReasonAsked, null);
            Flag(Feature.UnaskedCondition, !_asked.NamesCondition && sentence.Traits.HasFlag(SentenceTraits.Condition));
            Flag(Feature.BesideCase, besideCase);
            Flag(Feature.Undated, _asked.NamesDay && passage.Section.Validity == Validity.Always);
            yield return new RankedWindow(passage, core, span, features) { Held = family[core], All = excerpt | heading | title, Language = language, IsOfKind = IsOfKind(sentence) };

            void Kind(AnswerKind kind, Feature inSentence, Feature? inExcerpt)
            {
                if (_asked.AnswerKind == kind)
                {
                    Flag(inSentence, IsOfKind(sentence));
                    if (inExcerpt is { } other)
                    {
                        Flag(other, (traits & _wanted) != SentenceTraits.None);
                    }
                }
            }
        }
    }

    private bool IsOfKind(AnalyzedSentence sentence) => (sentence.Traits & _wanted) != SentenceTraits.None;

    private static double Precision(IReadOnlyList<string> terms, TermMasks masks) =>
        terms.Count == 0 ? 0 : (double)terms.Count(term => masks.Bit(term) != 0) / terms.Count;
}
