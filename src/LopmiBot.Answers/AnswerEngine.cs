using System.Diagnostics;
using System.Numerics.Tensors;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Ranking;
using LopmiBot.Answers.Searching;
using LopmiBot.Answers.Text;
using LopmiBot.Answers.Understanding;

namespace LopmiBot.Answers;

/// <summary>Answers questions with verbatim excerpts from an index. Safe to use from many threads.</summary>
/// <param name="index">Where to look.</param>
/// <param name="time">The clock; the system's when omitted.</param>
/// <param name="ranking">The weights by which excerpts are ranked; those that ship with the program when omitted.</param>
public sealed partial class AnswerEngine(DocumentShelf index, TimeProvider? time = null, RankingModel? ranking = null)
{
    private const int MostExcerpts = 10;
    private const int MostDocuments = 10;

    /// <summary>An offence is named in no more words than this; more tell what happened.</summary>
    private const int MostOffenceWords = 4;

    /// <summary>Excerpts among which the nearest offences are looked for.</summary>
    private const int MostNearest = 20;

    /// <summary>What is nearer than this to the question says the same in other words.</summary>
    private const double LeastOffenceSimilarity = 0.9;

    /// <summary>Groups of questions that are compared by meaning: each costs one run of the encoder.</summary>
    public const int MostGapsByMeaning = 300;

    /// <summary>Two questions whose cosine is at least this ask the same: of 393 unanswered ones, mostly translations of each other met; at 0.8, "recette de la ratatouille" and "comment faire une ratatouille" stayed apart.</summary>
    private const float LeastGapSimilarity = 0.7f;

    /// <summary>Below this probability that the excerpts answer, the penalty of something that the glossary does not know is not quoted.</summary>
    private const double LeastPenaltyConfidence = 0.5;

    /// <summary>Below this probability that the excerpts answer, they are shown as the nearest passages, not as an answer.</summary>
    private const double LeastSureConfidence = 0.35;

    /// <summary>An excerpt whose odds are less than this share of the first one's adds nothing beside it.</summary>
    private const double LeastShown = 0.05;

    /// <summary>Two excerpts that share more than this of their words, and the same figures, say the same thing.</summary>
    private const double SameWords = 0.7;

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly RankingModel _model = ranking ?? RankingModel.Default;

    /// <summary>Answers one question.</summary>
    public Answer Answer(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var started = Stopwatch.GetTimestamp();
        using var lease = index.Acquire();
        var today = Today();
        var understood = Read(lease, question, today);
        var asked = understood.Asked;
        var answer = new Answer
        {
            Question = question.Text,
            Reading = understood.Reading,
            Circumstances = SubjectCatalogue.Of(lease).NamesOf(understood.Reading),
            IsFollowUp = understood.IsFollowUp,
            Conversation = question.Previous,
            Language = asked.Language,
            AsOf = asked.AsOf > today ? today : asked.AsOf,
            FutureDay = asked.AsOf > today ? asked.AsOf : null,
            IsOfPastDay = asked.AsOf < today,
            Outcome = Outcome.NeedsDetail,
            WasCut = question.Text.Length > Question.MaxLength,
            AsksAdvice = asked.AsksAdvice,
        };

        if (asked.IsOnlyDay && question.Previous is null)
        {
            // There is nothing yet to ask for that day.
            answer = answer with { Conversation = understood.Reading with { Text = "" } };
        }
        else if (asked.IsSmallTalk)
        {
            answer = answer with { Outcome = Outcome.SmallTalk };
        }
        else if (asked.UnreadableDay is { } unreadable)
        {
            answer = answer with { Silence = Silence.UnreadableDay, UnreadableDay = unreadable };
        }
        else if (understood is { IsUnstated: true, IsFullyRead: true, Reading: { Offender: not Offender.Company, Circumstances.Count: > 0 } })
        {
            answer = answer with { Outcome = Outcome.NotFound, Silence = Silence.UnstatedPenalty };
        }
        else if (LanguageCodes.All.Any(language => asked.Terms[language].Count > 0))
        {
            var found = Find(lease, understood, _model);
            var corrections = found.Terms[asked.Language].Corrections;
            if (WithSubjectSpelt(lease, question, found, today) is { } spelt)
            {
                found = Find(lease, spelt, _model);
                answer = answer with { Reading = spelt.Reading, Circumstances = SubjectCatalogue.Of(lease).NamesOf(spelt.Reading) };
            }

            answer = Search(lease, found, Math.Clamp(question.Excerpts, 1, MostExcerpts), answer with { Corpus = lease.Version, Ranking = _model.Version });
            answer = IsInOtherLanguage(found, answer)
                ? answer with { Outcome = Outcome.OutOfScope, Silence = Silence.OtherLanguage, Excerpts = [] }
                : answer with { Corrections = CorrectionsOf(lease, asked.Language, corrections, answer), Conversation = answer.Outcome == Outcome.Answered || answer.OfAnotherDay is not null ? Kept(lease, found.Understood, answer) : question.Previous };
        }

        return answer with { Elapsed = Stopwatch.GetElapsedTime(started) };
    }

    /// <summary>What a conversation comes to: each of its questions is answered after those before it.</summary>
    /// <param name="questions">The questions, oldest first.</param>
    /// <returns><see langword="null"/> when none was answered.</returns>
    public Reading? Follow(IEnumerable<Question> questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        return questions.Aggregate((Reading?)null, (previous, question) => Answer(question with { Previous = previous }).Conversation);
    }

    /// <summary>What is kept of a question for the next one: where it names no subject, what was quoted is its subject.</summary>
    private static Reading Kept(CommitView lease, UnderstoodQuestion understood, Answer answer)
    {
        var reading = understood.Reading;
        if (lease.Find((answer.Excerpts.Count > 0 ? answer.Excerpts[0].Citation : answer.OfAnotherDay!).DocumentId) is not { } quoted)
        {
            return reading;
        }

        reading = reading with { Quoted = quoted.Name };
        return understood.NamesSubject || quoted.Kind == DocumentKind.Glossary || reading.Subjects.Any(subject => subject.Documents.Contains(quoted.Name, StringComparer.Ordinal))
            ? reading
            : reading with { Subjects = [SubjectCatalogue.Of(lease).SubjectOf(quoted.Name, reading.Language)] };
    }

    /// <summary>Puts questions without an answer together that ask the same, in the same words or by meaning, in either language.</summary>
    /// <param name="questions">The questions, with their languages. By words, all are compared with each other; by meaning, the <see cref="MostGapsByMeaning"/> largest groups.</param>
    /// <returns>The largest group first.</returns>
    public IReadOnlyList<QuestionGap> Gaps(IReadOnlyList<(string Text, Language Language)> questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        using var lease = index.Acquire();
        var gaps = new List<(float[] Vector, List<int> Places)>();
        foreach (var places in QuestionGroups.Group(questions))
        {
            var vector = gaps.Count < MostGapsByMeaning ? lease.VectorOf(questions[places[0]].Text) : [];
            var same = vector.Length == 0 ? null : gaps.Where(gap => gap.Vector.Length == vector.Length)
                .Select(gap => (gap.Places, Similarity: TensorPrimitives.Dot<float>(gap.Vector, vector)))
                .Where(pair => pair.Similarity >= LeastGapSimilarity)
                .OrderByDescending(pair => pair.Similarity)
                .Select(pair => pair.Places)
                .FirstOrDefault();
            if (same is null)
            {
                gaps.Add((vector, [.. places]));
            }
            else
            {
                same.AddRange(places);
            }
        }

        return [.. gaps.OrderByDescending(gap => gap.Places.Count).Select(gap => new QuestionGap(gap.Places, NearestTo(lease, questions[gap.Places[0]])))];
    }

    private List<DocumentEntry> NearestTo(CommitView lease, (string Text, Language Language) question)
    {
        var found = Find(lease, Read(lease, new Question(question.Text) { Language = question.Language }, Today()), _model);
        return [.. found.Documents
            .Select(id => lease.Catalogue.FirstOrDefault(entry => entry.Id == id && entry.Language == question.Language))
            .OfType<DocumentEntry>()
            .Where(entry => entry.Kind != DocumentKind.Scope)
            .Take(Question.DefaultExcerpts)];
    }

    /// <summary>Tells how the answer to a question comes about.</summary>
    public Explanation Explain(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        using var lease = index.Acquire();
        var found = Find(lease, Read(lease, question, Today()), _model);
        return new Explanation
        {
            Language = found.Asked.Language,
            AsOf = found.Asked.AsOf,
            NamesDay = found.Asked.NamesDay,
            AnswerKind = found.Asked.AnswerKind.ToString(),
            Reading = found.Understood.Reading,
            Words = [.. found.Asked.Words.Where(word => LanguageCodes.All.Any(language => word.Terms[language].Any(found.Terms[language].Knows))).Select(word => word.Text).Distinct(StringComparer.OrdinalIgnoreCase)],
            Terms = [.. LanguageCodes.All.SelectMany(language => found.Terms[language].Explain(language))],
            Evidence = found.Evidence.Length == 0 ? [] : RankingModel.Contributions<Evidence>(found.Evidence, _model.Scope),
            Confidence = found.Evidence.Length == 0 ? 0 : _model.ConfidenceOf(found.Evidence),
            Scope = found.Evidence.Length == 0 ? 0 : _model.ScopeOf(found.Evidence),
            LeastScope = _model.LeastScope,
            Excerpts = [.. found.Windows.Take(question.Excerpts).Select(window => new ExplainedExcerpt(
                window.Passage.Document.Id,
                window.Passage.Section.Anchor,
                window.Passage.Document.Slice(window.Span),
                window.Score,
                [.. RankingModel.Contributions<Feature>(window.Features, _model.Weights), .. Rules(window, found)]))],
        };
    }

    private static IEnumerable<Contribution> Rules(RankedWindow window, Found found) =>
    [
        .. window.IsOfOtherPerson ? [new Contribution(nameof(WindowRanker.OtherPerson), 1, -WindowRanker.OtherPerson)] : Array.Empty<Contribution>(),
        .. window.IsReferredTo ? [new Contribution(nameof(WindowRanker.ReferredTo), 1, WindowRanker.ReferredTo)] : Array.Empty<Contribution>(),
        .. window.IsOverview ? [new Contribution(nameof(WindowRanker.Overview), 1, -WindowRanker.Overview)] : Array.Empty<Contribution>(),
        .. window.Passage.Document.Kind == DocumentKind.Scope ? [new Contribution(nameof(WindowRanker.NotCovered), 1, WindowRanker.NotCovered)] : Array.Empty<Contribution>(),
        .. window.IsStatusOfSubject ? [new Contribution(nameof(WindowRanker.StatusOfSubject), 1, WindowRanker.StatusOfSubject)] : Array.Empty<Contribution>(),
        .. window.States is null ? [] : new[] { new Contribution(nameof(WindowRanker.AskedPenalty), 1, found.Understood.IsFullyRead ? WindowRanker.AskedPenalty : WindowRanker.LikelyPenalty) },
        .. window.IsSameQuestion ? [new Contribution(nameof(WindowRanker.SameQuestion), 1, WindowRanker.SameQuestion)] : Array.Empty<Contribution>(),
    ];

    /// <summary>Excerpts that were shown before, read again from the same version of the documents.</summary>
    /// <param name="corpus">The version that they were shown from: <see cref="Answers.Answer.Corpus"/>.</param>
    /// <param name="shown">Id of each document, and where the excerpt stands in it.</param>
    /// <returns>None when the documents have changed since.</returns>
    public IReadOnlyList<Excerpt> Quote(string corpus, IEnumerable<(string Document, TextSpan Span)> shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        using var view = index.Acquire();
        return view.Version == corpus ? [.. shown.Select(each => Quote(view, each.Document, each.Span)).OfType<Excerpt>()] : [];
    }

    /// <summary>The passages of a document as they are quoted, each whole, in order.</summary>
    /// <param name="document">The document, indexed or not.</param>
    public static IReadOnlyList<Excerpt> Preview(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return [.. document.Passages().Select(passage => new Excerpt
        {
            Text = document.Slice(passage.Span),
            Score = 1,
            Highlights = [],
            Citation = Cite(document, document.Sections[passage.Section], passage.Span),
            Path = document.Path,
            Span = passage.Span,
        })];
    }

    private static Excerpt? Quote(CommitView view, string id, TextSpan span)
    {
        if (view.Find(id) is not { } document || span.Start < 0 || span.End > document.Text.Length)
        {
            return null;
        }

        var section = document.Sections.FirstOrDefault(section => view.PassagesOf(document, section).Any(passage => passage.Start <= span.Start && span.End <= passage.End));
        return section is null ? null : new Excerpt
        {
            Text = document.Slice(span),
            Score = 1,
            Highlights = [],
            Citation = Cite(document, section, span),
            Path = document.Path,
            Span = span,
        };
    }

    /// <summary>What a question finds, for the ranking to learn from.</summary>
    internal static Found Find(DocumentShelf index, Question question, DateOnly today, RankingModel model)
    {
        using var lease = index.Acquire();
        return Find(lease, Read(lease, question, today), model);
    }

    /// <summary>The passages among which a question's answer is looked for, the likeliest first.</summary>
    internal static List<Candidate> Passages(DocumentShelf index, Question question, DateOnly today, RankingModel model)
    {
        using var lease = index.Acquire();
        var asked = Read(lease, question, today);
        return PassageRetriever.Retrieve(lease, asked.Asked, TermsOf(lease, asked.Asked), model.RetrievalWeights);
    }

    private static UnderstoodQuestion Read(CommitView lease, Question question, DateOnly today) =>
        QuestionReader.Read(lease, question with { LikelyLanguage = LikelyLanguage(lease, question) }, today);

    /// <summary>A question without small words, "Ghost takedown 2024 french role", is likely of the language whose documents hold more of its words.</summary>
    private static Language LikelyLanguage(CommitView lease, Question question)
    {
        var known = LanguageCodes.All.ToLookup(language => Terms.OfContent(question.Text, language).Count(term => lease.Frequency(language, term) > 0));
        return known.MaxBy(group => group.Key)!.ToList() is [var only] ? only : question.LikelyLanguage;
    }

    private static Dictionary<Language, QuestionTerms> TermsOf(CommitView lease, AnalyzedQuestion asked) =>
        LanguageCodes.All.ToDictionary(language => language, language => new QuestionTerms(lease, language, asked));

    private static Found Find(CommitView lease, UnderstoodQuestion understood, RankingModel model)
    {
        var asked = understood.Asked;
        var terms = TermsOf(lease, asked);
        var glossary = PreparedGlossary.Of(lease);
        bool IsKnown(QuestionWord word) => LanguageCodes.All.Any(language => word.Terms[language].Any(terms[language].Knows));
        var found = new Found
        {
            Understood = understood,
            Terms = terms,
            KnowsNothing = !asked.IsOfKnownLanguage && !asked.Words.Any(IsKnown),
        };
        var candidates = found.KnowsNothing ? [] : PassageRetriever.Retrieve(lease, asked, terms, model.RetrievalWeights);
        if (candidates.Count == 0)
        {
            return found;
        }

        var ranker = new WindowRanker(lease, understood, terms, candidates, model);
        var windows = ranker.Rank();
        return found with
        {
            NamesGlossaryTerm = glossary.IsEmpty || glossary.Count(asked.Words) > 0 || (understood.IsFollowUp && understood.Reading.Subjects.Count > 0),
            Documents = [.. windows.Select(window => window.Passage.Document).Concat(candidates.Select(candidate => candidate.Document))
                .Select(document => document.Id).Distinct(StringComparer.Ordinal).Take(MostDocuments)],
            Windows = windows,
            Evidence = windows.Count == 0 ? [] : ranker.EvidenceOf(windows, word => LanguageCodes.All.Any(language => word.Terms[language].Any(terms[language].StandsInText))),
        };
    }

    /// <summary>
    /// The offence whose penalty is asked for and that neither the table of provisions nor the glossary knows: that of another
    /// is worse than silence. A question that tells a story is left to what is found.
    /// </summary>
    /// <returns>As the asker calls it; <see langword="null"/> when it is known or none is asked for.</returns>
    private static string? UnknownOffence(CommitView lease, Found found)
    {
        var asked = found.Asked;
        if (asked.AnswerKind != AnswerKind.Penalty || found.Understood.Reading.Subjects.Count > 0 || asked.ArticleNumbers.Count > 0 || SubjectCatalogue.Of(lease).Provisions.Offences.Count == 0)
        {
            return null;
        }

        var subject = asked.Words.Where(word => !LanguageCodes.All.Any(each => word.Terms[each].Any(asked.KindTerms[each].Contains))).ToList();
        var isUnknown = subject.Count is > 0 and <= MostOffenceWords
            && !subject.Exists(word => word.Text.Any(char.IsDigit))
            && PreparedGlossary.Of(lease).Count(subject) * 2 <= subject.Count
            && (found.Windows.Count == 0 || Math.Max(found.Windows[0].Features[(int)Feature.Similarity], found.Windows[0].Features[(int)Feature.AskedSimilarity]) < LeastOffenceSimilarity);
        var start = isUnknown ? asked.Meaning.IndexOf(subject[0].Text, StringComparison.Ordinal) : -1;
        var end = isUnknown ? asked.Meaning.LastIndexOf(subject[^1].Text, StringComparison.Ordinal) + subject[^1].Text.Length : -1;
        return !isUnknown ? null : start >= 0 && end > start ? asked.Meaning[start..end] : string.Join(' ', subject.Select(word => word.Text));
    }

    /// <summary>The offences whose penalties the best excerpts state.</summary>
    private static IReadOnlyList<string> NearestOffences(CommitView lease, Found found) =>
        [.. found.Windows.Take(MostNearest)
            .SelectMany(window => SubjectCatalogue.Of(lease).OffencesIn(window.Passage.Document.Name, window.Passage.Section.Anchor))
            .Select(offence => offence.Names[found.Asked.Language][0])
            .Distinct(StringComparer.Ordinal)
            .Take(Question.DefaultExcerpts)];

    private DateOnly Today() => DateOnly.FromDateTime(_time.GetLocalNow().Date);

    private Answer Search(CommitView lease, Found found, int wanted, Answer answer)
    {
        var asked = found.Asked;
        answer = answer with { Documents = found.Documents };

        // An article that no document names must not be answered with another one, nor an offence.
        var articles = asked.ArticleNumbers.ToLookup(number =>
            LanguageCodes.All.Any(language => lease.Frequency(language, number) > 0));
        if (articles[false].Any())
        {
            return answer with { Outcome = Outcome.NotFound, Silence = Silence.UnknownArticle, UnknownArticles = [.. articles[false].Select(number => number.Replace('_', '-'))] };
        }

        if (found.KnowsNothing)
        {
            return answer with { Outcome = Outcome.OutOfScope, Silence = Silence.Unreadable };
        }

        if (UnknownOffence(lease, found) is { } offence)
        {
            return answer with { Outcome = Outcome.NotFound, Silence = Silence.UnknownOffence, UnknownOffence = offence, NearestOffences = NearestOffences(lease, found) };
        }

        if (asked.AsOf != Today() && found.Understood.Penalties.Count == 0 && OfItsDay(lease, found, wanted, answer) is { } dated)
        {
            return WithOtherDay(lease, found.Understood, wanted, dated);
        }

        if (found.Windows.Count == 0)
        {
            return answer with { Outcome = Outcome.NotFound, Silence = Silence.NoAnswer };
        }

        var confidence = _model.ConfidenceOf(found.Evidence);
        answer = answer with { Confidence = Math.Round(confidence, 4), IsUnsure = !StatesIt(found) && IsUnsure(found, confidence) && !articles[true].Any() };
        var isAnswered = IsAnswered(found, namesKnownArticle: articles[true].Any());
        if (isAnswered && found.Windows[0].Passage.Document.Kind == DocumentKind.Scope)
        {
            return answer with { Outcome = Outcome.NotFound, Silence = Silence.NotCovered, IsUnsure = false, Scope = Quote(found.Windows[0], found, 1) };
        }

        return isAnswered
            ? WithOtherDay(lease, found.Understood, wanted, WithChange(answer with { Outcome = Outcome.Answered, Excerpts = Choose(found, wanted) }))
            : Unsure(answer, asked, PreparedGlossary.Of(lease));
    }

    /// <summary>Whether a question without a sure answer, of whose words no document holds half, is in another language.</summary>
    private static bool IsInOtherLanguage(Found found, Answer answer) =>
        (answer.Excerpts.Count == 0 || answer.IsUnsure)
        && answer.UnknownArticles.Count == 0
        && found.Asked.Words.Count(word => !found.Terms[found.Asked.Language].Corrections.Any(each => each.Word == word) && !LanguageCodes.All.Any(language => word.Terms[language].Any(found.Terms[language].StandsInText))) * 2 > found.Asked.Words.Count
        && OtherLanguage.Is(found.Asked.Meaning);

    /// <summary>A question that names no subject as it is typed and one as it was likely meant.</summary>
    private static UnderstoodQuestion? WithSubjectSpelt(CommitView lease, Question question, Found found, DateOnly today)
    {
        var corrections = found.Terms[found.Asked.Language].Corrections;
        if (found.Understood.Reading.Subjects.Count > 0 || corrections.Count == 0)
        {
            return null;
        }

        var text = corrections.Aggregate(question.Text, (text, each) => text.Replace(each.Word.Text, Spelling.Written(lease, found.Asked.Language, each.Near[0]), StringComparison.Ordinal));
        return Read(lease, question with { Text = text }, today) is { Reading.Subjects.Count: > 0 } spelt ? spelt : null;
    }

    /// <summary>What was likely meant by words that no document holds; of an answer, only what its first excerpt holds.</summary>
    private static List<SpellingCorrection> CorrectionsOf(CommitView lease, Language language, IReadOnlyList<(QuestionWord Word, IReadOnlyList<string> Near)> corrections, Answer answer) =>
        [.. from each in corrections
            let meant = answer.Excerpts is [var first, ..]
                ? first.Citation.Language == language ? Spelling.WrittenIn(first.Text, language, each.Near) : null
                : Spelling.Written(lease, language, each.Near[0])
            where meant is not null
            select new SpellingCorrection(each.Word.Text, meant)];

    /// <summary>Whether what was found is nearest to the question rather than its answer.</summary>
    private bool IsUnsure(Found found, double confidence) =>
        confidence < LeastSureConfidence || LacksCounted(found) || _model.ScopeOf(found.Evidence) < _model.LeastSureScope;

    /// <summary>Whether a follow-up asks for the number of something that the best excerpt does not speak of: another number is no answer.</summary>
    private static bool LacksCounted(Found found)
    {
        if (found is not { Understood.IsFollowUp: true, Asked.Counted: { } counted })
        {
            return false;
        }

        var best = found.Windows[0];
        var language = best.Passage.Document.Language;
        var held = Terms.TextsOf(best.Passage.Document.Slice(best.Span), language).ToHashSet(StringComparer.Ordinal);
        return !counted.Terms[language].Any(held.Contains)
            && !found.Terms[language].Expansions.Any(each => each.Covered.Any(counted.Terms[language].Contains) && each.Alternatives.Any(form => form.All(held.Contains)));
    }

    /// <summary>Whether what was found is about the question. A penalty asked for in no word of the glossary must answer it as likely as not: that of another offence is worse than silence.</summary>
    private bool IsAnswered(Found found, bool namesKnownArticle) =>
        found.Windows.Count > 0
        && (StatesIt(found)
            || (_model.ScopeOf(found.Evidence) >= _model.LeastScope
                && (found.Asked.AnswerKind != AnswerKind.Penalty || found.NamesGlossaryTerm || _model.ConfidenceOf(found.Evidence) >= LeastPenaltyConfidence)
                && !LacksDetail(found))
            || namesKnownArticle);

    /// <summary>Whether the best excerpt states the very penalty that is asked for.</summary>
    private static bool StatesIt(Found found) => found.Windows[0].States is not null && (found.Understood.IsFullyRead || (found.Understood.IsFollowUp && found.Understood.Reading.Unread.Count == 1));

    /// <summary>A detail of someone's person is asked for, and nothing quoted gives it: what else is known of them is no answer.</summary>
    private static bool LacksDetail(Found found) =>
        found.Asked.PersonalDetail is { } detail && !Choose(found, Question.DefaultExcerpts).Exists(excerpt => Scope.Gives(excerpt.Text, detail));

    /// <summary>A question with none of the corpus's own terms is about something else; with one, it is near.</summary>
    private static Answer Unsure(Answer answer, AnalyzedQuestion asked, PreparedGlossary glossary) =>
        glossary.Count(asked.Words) == 0 && asked.PersonalDetail is null ? answer with { Outcome = Outcome.OutOfScope, Silence = Silence.OtherSubject }
        : answer with { Outcome = Outcome.NotFound, Silence = Silence.NoAnswer };

    private Answer WithChange(Answer answer)
    {
        var next = answer.Excerpts[0].Citation.Validity.To?.AddDays(1);
        return next <= Today() ? answer with { ChangedOn = next } : answer with { ChangesOn = next };
    }

    /// <summary>The best excerpts that say different things.</summary>
    internal static List<Excerpt> Choose(Found found, int wanted)
    {
        var excerpts = new List<Excerpt>(wanted);
        foreach (var window in found.Windows.Where(window => window.Passage.Document.Kind != DocumentKind.Scope))
        {
            // Each of two penalties that are asked for is quoted, however much better the one is found.
            var share = window.States is not null ? 1 : Math.Min(1, Math.Exp(window.LearnedScore - found.Windows[0].LearnedScore));
            if (window.States is { } stated && excerpts.Exists(shown => shown.Penalty == stated.Fact))
            {
                continue;
            }

            if (excerpts.Count == wanted || share < LeastShown)
            {
                break;
            }

            var document = window.Passage.Document;
            var text = document.Slice(window.Span);
            if (!excerpts.Exists(shown => SaysTheSame(shown, window, text)))
            {
                excerpts.Add(Quote(window, found, Math.Round(share, 4)));
            }
        }

        return excerpts;
    }

    private static Excerpt Quote(RankedWindow window, Found found, double score) =>
        Quote(window.Passage.Document, window.Passage.Section, window.Span, found) with { Score = score, Penalty = window.States?.Fact };

    /// <summary>Sentences of a passage, as many from its start as an excerpt may hold.</summary>
    private static Excerpt Quote(Document document, Section section, TextSpan span, Found found)
    {
        var sentences = SentenceSplitter.Split(document.Text, span);
        var shown = span.Length <= Excerpt.MaxLength ? span
            : new TextSpan(span.Start, sentences.TakeWhile(sentence => sentence.End - span.Start <= Excerpt.MaxLength).Select(sentence => sentence.End).DefaultIfEmpty(sentences[0].End).Last());
        var text = document.Slice(shown);
        return new Excerpt
        {
            Text = text,
            Score = 1,
            Highlights = found.Terms[document.Language].Highlights(text, document.Language),
            Citation = Cite(document, section, shown),
            Path = document.Path,
            Span = shown,
        };
    }

    private static bool SaysTheSame(Excerpt shown, RankedWindow window, string text) =>
        (shown.Citation.DocumentId == window.Passage.Document.Id && shown.Span.Start < window.Span.End && window.Span.Start < shown.Span.End)
        || SaysTheSame(shown.Text, text);

    /// <summary>Most words in common, and no figure, article or day that only one of them has.</summary>
    private static bool SaysTheSame(string one, string other)
    {
        var words = one.Split(' ').ToHashSet(StringComparer.OrdinalIgnoreCase);
        var others = other.Split(' ').ToHashSet(StringComparer.OrdinalIgnoreCase);
        var shared = words.Count(others.Contains);
        return shared > SameWords * Math.Min(words.Count, others.Count)
            && words.Where(HasDigit).ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(others.Where(HasDigit));
    }

    private static bool HasDigit(string word) => word.Any(char.IsAsciiDigit);

    private static Citation Cite(Document document, Section section, TextSpan span) => new()
    {
        DocumentId = document.Id,
        Title = document.Title,
        Section = section.Heading,
        Anchor = section.Anchor,
        Reference = section.Reference ?? document.Reference,
        Url = document.SourcesOf(span).FirstOrDefault(source => source.Url is not null)?.Url,
        Language = document.Language,
        Kind = document.Kind,
        Validity = section.Validity,
        Reviewed = document.Reviewed,
        SourceDay = document.SourcesOf(span) is [var main, ..] ? main.Date : null,
    };
}
