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
    private readonly CommitView _index;
    private readonly Dictionary<Language, TermMasks> _masks;
    private readonly Dictionary<Language, ulong> _kindMasks;
    private readonly List<Matched> _candidates;
    private readonly double _best;
    private readonly double _sum;
    private readonly Dictionary<string, DocumentMatch> _documents = new(StringComparer.Ordinal);
    private readonly HashSet<(string Document, int Start)> _found = [];

    /// <summary>The question's names: typed as such, or written as such in the texts found.</summary>
    private readonly Dictionary<Language, ulong> _names;
    private readonly SentenceTraits _wanted;

    public WindowRanker(CommitView index, AnalyzedQuestion asked, IReadOnlyDictionary<Language, QuestionTerms> terms, IReadOnlyList<Candidate> candidates, RankingModel model)
    {
        _model = model;
        _asked = asked;
        _index = index;
        _masks = LanguageCodes.All.ToDictionary(language => language, language => new TermMasks(terms[language], asked.Terms[language]));
        _kindMasks = LanguageCodes.All.ToDictionary(
            language => language,
            language => asked.KindTerms[language].Aggregate(0UL, (mask, term) => mask | _masks[language].Bit(term)));
        _names = LanguageCodes.All.ToDictionary(language => language, language => _masks[language].Of(asked.NameTerms[language]));
        _candidates = new List<Matched>(candidates.Count);
        foreach (var candidate in candidates)
        {
            var passage = index.Analyzed(candidate.Document, candidate.Section, candidate.Span);
            var match = _masks[candidate.Document.Language].Match(passage);
            _candidates.Add(new Matched(candidate, passage, match));
            foreach (var sentence in passage.Sentences)
            {
                _names[candidate.Document.Language] |= _masks[candidate.Document.Language].Of(sentence.Names);
            }

            _best = Math.Max(_best, candidate.Score);
            _sum += candidate.Score;
            _found.Add((candidate.Document.Id, candidate.Span.Start));
            var document = _documents.GetValueOrDefault(candidate.Document.Id);
            _documents[candidate.Document.Id] = new DocumentMatch(Math.Max(document.Best, candidate.Score), document.Sum + candidate.Score, document.Held | match.Whole);
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
        for (var rank = 0; rank < _candidates.Count; rank++)
        {
            windows.AddRange(Windows(_candidates[rank], rank));
        }

        return [.. windows.OrderByDescending(window => window.Score)];
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
        Set(Evidence.AskedMatch, Of(Feature.AskedMatch));
        Set(Evidence.HeadingPrecision, Of(Feature.HeadingPrecision));
        Set(Evidence.UnknownWords, words.Count == 0 ? 0 : (double)words.Count(word => !isKnown(word)) / words.Count);
        Set(Evidence.UnknownNames, names.Count == 0 ? 0 : (double)names.Count(word => !isKnown(word)) / names.Count);
        Set(Evidence.Brevity, 1.0 / Math.Max(1, words.Count));
        Set(Evidence.SingleMatch, System.Numerics.BitOperations.PopCount(best.All) <= 1 ? 1 : 0);
        var glossaryWords = _index.Glossary.Count(words);
        Set(Evidence.GlossaryWords, words.Count == 0 ? 0 : (double)glossaryWords / words.Count);
        Set(Evidence.HasGlossary, _index.Glossary.IsEmpty ? 0 : 1);
        Set(Evidence.NoGlossaryWord, !_index.Glossary.IsEmpty && glossaryWords == 0 ? 1 : 0);
        Set(Evidence.WrongKind, _wanted != SentenceTraits.None && !best.IsOfKind ? 1 : 0);
        Set(Evidence.OtherLaw, _asked.OtherLaw);
        var focus = masks.Of(_asked.FocusTerms[best.Language]);
        Set(Evidence.MissingFocus, focus != 0 && (best.All & focus) == 0 && Of(Feature.FocusInExcerpt) == 0 ? 1 : 0);
        Set(Evidence.UnknownFocus, _asked.FocusTerms[_asked.Language].Any(term => !words.Any(word => word.Terms[_asked.Language].Contains(term, StringComparer.Ordinal) && isKnown(word))) ? 1 : 0);
        var besideNames = ~masks.Of(best.Passage.Sentences.SelectMany(sentence => sentence.Names)) & masks.All;
        Set(Evidence.MissingBesideNames, masks.Share(besideNames) is > 0 and var rest ? masks.Share(besideNames & ~best.All) / rest : 0);
        Set(Evidence.MissingMeasure, _asked.Measures != Measures.None && Of(Feature.MeasureInExcerpt) == 0 ? 1 : 0);
        Set(Evidence.MissingFigure, _asked.AnswerKind == AnswerKind.Figure && Of(Feature.NewFiguresAsked) == 0 ? 1 : 0);
        Set(Evidence.Score, best.Score / 10);
        Set(Evidence.OtherLanguage, best.Language == _asked.Language ? 0 : 1);
        return evidence;
    }

    private IEnumerable<RankedWindow> Windows(Matched matched, int rank)
    {
        var candidate = matched.Candidate;
        if (candidate.Document.Language == _asked.Language)
        {
            return Cut(matched, rank, otherLanguage: false);
        }

        if (Translations.Of(candidate, _asked.Language, _index) is not { } translated)
        {
            return Cut(matched, rank, otherLanguage: true);
        }

        // A passage that the asker's own words find is judged by them.
        if (_found.Contains((translated.Document.Id, translated.Span.Start)))
        {
            return [];
        }

        // The words that matched are in the other language; what is shown is the same sentence in the asker's.
        var shown = _index.Analyzed(translated.Document, translated.Section, translated.Span);
        return shown.Sentences.Count == matched.Passage.Sentences.Count
            ? Cut(matched, rank, otherLanguage: false).Select(window => window with { Passage = shown, Span = Span(shown, Run(shown, window.Core, onward: true)) })
            : Cut(new Matched(candidate, shown, _masks[_asked.Language].Match(shown)), rank, otherLanguage: false);
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

    private IEnumerable<RankedWindow> Cut(Matched matched, int rank, bool otherLanguage)
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
        var besideCase = passage.Document.Kind is DocumentKind.Case or DocumentKind.Decision
            && (_asked.AnswerKind == AnswerKind.Penalty || title == 0);
        var sameKind = _asked.AnswerKind != AnswerKind.Any && passage.HeadingKind == _asked.AnswerKind;
        var document = _documents[candidate.Document.Id];
        var names = _names[language];
        var focus = masks.Of(_asked.FocusTerms[language]);
        var own = _asked.ContextTerms[language].Count == 0 ? 0 : masks.Of(_asked.Terms[language]);
        var askedCoverage = 0.0;
        var askedMatch = 0.0;
        foreach (var terms in passage.Asked)
        {
            var share = masks.Share(masks.HeldBy(terms));
            askedCoverage = Math.Max(askedCoverage, share);
            askedMatch = Math.Max(askedMatch, share * Precision(terms, masks));
        }

        var passageBm25 = masks.Bm25(match.Bits, UsualPassage);
        foreach (var (core, first, last) in Runs(passage))
        {
            var excerpt = 0UL;
            var excerptFamily = 0UL;
            var traits = SentenceTraits.None;
            var measures = Measures.None;
            for (var i = first; i <= last; i++)
            {
                excerpt |= held[i];
                excerptFamily |= match.Family(i);
                traits |= passage.Sentences[i].Traits;
                measures |= passage.Sentences[i].Measures;
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
            Set(Feature.AskedCoverage, askedCoverage);
            Set(Feature.AskedMatch, askedMatch);
            Set(Feature.SentenceCoverage, masks.Share(held[core]));
            Set(Feature.SentenceCount, (double)System.Numerics.BitOperations.PopCount(held[core]) / masks.Count);
            var words = match.Words(first, last);
            var family = match.Family(core);
            Set(Feature.NamesInSentence, TermMasks.Portion(held[core], names));
            Set(Feature.NamesInExcerpt, TermMasks.Portion(excerpt, names));
            Set(Feature.NamesInPassage, TermMasks.Portion(whole | heading | title, names));
            Flag(Feature.FocusInSentence, (family & focus) != 0);
            Flag(Feature.FocusInExcerpt, (excerptFamily & focus) != 0);
            Set(Feature.DocumentCoverage, masks.Share(document.Held | heading | title));
            Set(Feature.Place, held.Length < 2 ? 0 : (double)core / (held.Length - 1));
            Set(Feature.SentenceRare, masks.RareShare(held[core]));
            Set(Feature.SentenceFamily, masks.Share(family & ~held[core]));
            Set(Feature.SentenceBm25, masks.Bm25(match.Words(core, core), UsualSentence));
            Set(Feature.ExcerptBm25, masks.Bm25(words, UsualExcerpt));
            Set(Feature.PassageBm25, passageBm25);
            Set(Feature.ExcerptRare, masks.RareShare(excerpt));
            Set(Feature.PassageRare, masks.RareShare(whole));
            Set(Feature.ExcerptFamily, masks.Share(excerptFamily & ~excerpt));
            Set(Feature.ExcerptPairs, masks.PairsIn(words));
            var newNames = sentence.Names.Count(name => masks.Bit(name) == 0);
            var figures = sentence.Figures.Count(figure => masks.Bit(figure) == 0);
            Set(Feature.NewNames, Math.Min(1, newNames / 3.0));
            Set(Feature.NewNamesAsked, _asked.AnswerKind is AnswerKind.Person or AnswerKind.Place or AnswerKind.Name ? Math.Min(1, newNames / 3.0) : 0);
            Set(Feature.NewFigures, Math.Min(1, figures / 2.0));
            Set(Feature.NewFiguresAsked, _asked.AnswerKind is AnswerKind.Figure or AnswerKind.Date ? Math.Min(1, figures / 2.0) : 0);
            Set(Feature.ExcerptCoverage, masks.Share(excerpt));
            Set(Feature.PassageCoverage, masks.Share(whole));
            Set(Feature.HeadingsBeyond, masks.Share((heading | title) & ~excerpt));
            Set(Feature.HeadingCoverage, masks.Share(heading));
            Set(Feature.HeadingPrecision, Precision(passage.HeadingTerms, masks));
            Flag(Feature.HeadingKind, sameKind);
            Set(Feature.HeadingKindAsked, sameKind ? masks.Share(heading | title) : 0);
            Set(Feature.TitleCoverage, masks.Share(title));
            Set(Feature.TitlePrecision, Precision(passage.TitleTerms, masks));
            Set(Feature.SentencePairs, masks.PairsIn(match.Words(core, core)));
            Flag(Feature.RarestTerm, (held[core] & masks.Rarest) != 0);
            Set(Feature.SentenceBefore, core > 0 ? masks.Share(held[core - 1] & ~held[core]) : 0);
            Set(Feature.SentenceAfter, core + 1 < held.Length ? masks.Share(held[core + 1] & ~held[core]) : 0);
            Set(Feature.OwnTerms, TermMasks.Portion(excerptFamily | heading | title, own));
            Flag(Feature.AllOwnTerms, own != 0 && (own & ~(excerptFamily | heading | title)) == 0);
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
            Kind(AnswerKind.Name, Feature.NameAsked, Feature.NameInExcerpt);
            Kind(AnswerKind.Status, Feature.StatusAsked, null);
            Kind(AnswerKind.Procedure, Feature.ProcedureAsked, null);
            Kind(AnswerKind.Comparison, Feature.ComparisonAsked, null);
            Kind(AnswerKind.YesOrNo, Feature.DenialAsked, null);
            Flag(Feature.StatusSection, _asked.AnswerKind is AnswerKind.Status or AnswerKind.YesOrNo && passage.Section.Anchor == PassageRetriever.StatusAnchor);
            Flag(Feature.MeasureAsked, (sentence.Measures & _asked.Measures) != Measures.None);
            Flag(Feature.MeasureInExcerpt, (measures & _asked.Measures) != Measures.None);
            Flag(Feature.UnaskedCondition, sentence.Traits.HasFlag(SentenceTraits.Condition) && (!_asked.NamesCondition || (!_asked.NamesCompany && sentence.Traits.HasFlag(SentenceTraits.Company))));
            Flag(Feature.BesideCase, besideCase);
            Flag(Feature.OtherLanguage, otherLanguage);
            Flag(Feature.Undated, _asked.NamesDay && passage.Section.Validity == Validity.Always);
            yield return new RankedWindow(passage, core, span, features)
            {
                All = excerpt | heading | title,
                Language = language,
                IsOfKind = IsOfKind(sentence),
                Score = _model.Score(features),
            };

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

    /// <summary>A candidate with what its passage holds of the question.</summary>
    private sealed record Matched(Candidate Candidate, AnalyzedPassage Passage, PassageMatch Match);

    /// <summary>What the candidates of one document come to: the best search score, the sum of them, and the question's terms that they hold among them.</summary>
    private readonly record struct DocumentMatch(double Best, double Sum, ulong Held);
}
