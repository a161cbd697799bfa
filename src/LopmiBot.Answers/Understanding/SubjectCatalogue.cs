using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Temporal;
using LopmiBot.Answers.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Terms = LopmiBot.Answers.Text.Terms;

namespace LopmiBot.Answers.Understanding;

/// <summary>The subjects that a question may name: the offences of the table of provisions, and what documents are titled after.</summary>
internal sealed class SubjectCatalogue
{
    /// <summary>A name in the titles of more documents than this tells too little.</summary>
    private const int MostDocuments = 4;

    /// <summary>A name typed without its capital counts when at least this share of the passages that hold the word are of its documents: else it may be a common word ("free", "wish").</summary>
    private const double LeastOwnShare = 0.3;

    /// <summary>Of two forms of a word, at least this share of the letters of the longer are the same from the start.</summary>
    private const double LeastCommonShare = 0.6;

    private readonly Dictionary<Language, List<Name>> _names = LanguageCodes.All.ToDictionary(language => language, _ => new List<Name>());
    private readonly ILookup<string, Offence> _byArticle;
    private readonly ILookup<(string Document, string Anchor), Offence> _bySection;
    private readonly Dictionary<string, Offence> _offences;

    /// <summary>English names of codes by their French ones.</summary>
    private readonly Dictionary<string, string> _codes;

    public SubjectCatalogue(CommitView index)
    {
        Provisions = index.ReadProvisions();
        _offences = Provisions.Offences.ToDictionary(offence => offence.Id, StringComparer.Ordinal);
        _byArticle = Provisions.Offences
            .SelectMany(offence => offence.Penalties.SelectMany(penalty => penalty.Articles).Distinct(StringComparer.Ordinal).Select(article => (article, offence)))
            .ToLookup(pair => pair.article.Replace('-', '_').ToLowerInvariant(), pair => pair.offence, StringComparer.Ordinal);
        _bySection = Provisions.Offences.SelectMany(offence => offence.Penalties.Select(row => (Section: (row.Document, row.Anchor), offence))).ToLookup(pair => pair.Section, pair => pair.offence);
        _codes = index.ReadGlossary().SelectMany(entry => entry.French.Select(form => (form, entry.English[0]))).DistinctBy(pair => pair.form).ToDictionary(pair => pair.form, pair => pair.Item2, StringComparer.Ordinal);
        var glossary = PreparedGlossary.Of(index);
        foreach (var offence in Provisions.Offences)
        {
            foreach (var (language, name) in LanguageCodes.All.SelectMany(language => offence.Names[language].Select(name => (language, name))))
            {
                foreach (var form in glossary.FormsWith(Terms.OfContent(name, language), language).Append(name))
                {
                    Add(language, form, SubjectKind.Offence, offence.Id);
                }
            }
        }

        Topics = TopicsOf(index);
        foreach (var language in LanguageCodes.All)
        {
            AddTitles(index, language);
        }
    }

    /// <summary>The catalogue of a commit.</summary>
    public static SubjectCatalogue Of(CommitView index) => index.Derived(static view => new SubjectCatalogue(view));

    /// <summary>The table of provisions.</summary>
    public ProvisionTable Provisions { get; }

    private IReadOnlyDictionary<string, IReadOnlyList<DocumentEntry>> Topics { get; }

    /// <summary>An offence by its key.</summary>
    public Offence? OffenceOf(Subject subject) => subject.Kind == SubjectKind.Offence ? _offences.GetValueOrDefault(subject.Id) : null;

    /// <summary>Whether two subjects are of one kind, so that one takes the other's place: two offences, two cases, two institutions.</summary>
    public bool AreAlike(Subject one, Subject other) => one.Kind == other.Kind && (one.Kind == SubjectKind.Offence || KindOf(one) == KindOf(other));

    private DocumentKind? KindOf(Subject topic) => Topics.GetValueOrDefault(topic.Id.Split(' ')[0])?[0].Kind;

    /// <summary>What a question names, in the order of its words: the longest names, an offence before a title of the same words.</summary>
    /// <param name="words">The question's words.</param>
    /// <param name="articles">The articles that it names, as the index has them.</param>
    /// <param name="kindTerms">The terms that say what kind of thing is asked for: they name nothing alone.</param>
    /// <param name="language">The language that the question is typed in.</param>
    /// <param name="reader">The language in which subjects are named.</param>
    public IReadOnlyList<(Subject Subject, IReadOnlySet<string> Terms)> Match(IReadOnlyList<QuestionWord> words, IReadOnlyList<string> articles, IReadOnlyList<string> kindTerms, Language language, Language reader)
    {
        // Names are those of the asker's language; a proper name may be of either.
        var found = new List<(Name Name, Language Language)>();
        foreach (var each in LanguageCodes.All)
        {
            found.AddRange(_names[each].Where(name => IsNamed(name, words, each, ofAsker: each == language, kindTerms)).Select(name => (name, each)));
        }

        var ordered = found
            .OrderByDescending(pair => pair.Name.Terms.Count)
            .ThenByDescending(pair => pair.Language == language)
            .ThenBy(pair => pair.Name.Kind)
            .ToList();
        var chosen = new List<(Subject Subject, IReadOnlySet<string> Terms)>();
        var taken = new HashSet<QuestionWord>();
        foreach (var (name, each) in ordered)
        {
            var named = words.Where(word => word.Terms[each].Any(name.Terms.Contains)).ToList();
            if (named.Exists(word => !taken.Contains(word)) && !chosen.Exists(other => other.Subject.Kind == name.Kind && other.Subject.Id == name.Id))
            {
                taken.UnionWith(named);
                chosen.Add((SubjectOf(name.Kind, name.Id, reader, name.IsProperName ? name.Words[0] : null), named.SelectMany(word => word.Terms[language]).ToHashSet(StringComparer.Ordinal)));
            }
        }

        if (!chosen.Exists(each => each.Subject.Kind == SubjectKind.Offence))
        {
            chosen.AddRange(from article in articles
                            let offences = _byArticle[article].Distinct().ToList()
                            where offences.Count == 1
                            select (SubjectOf(SubjectKind.Offence, offences[0].Id, reader), (IReadOnlySet<string>)new HashSet<string>([article], StringComparer.Ordinal)));
        }

        return [.. chosen.OrderBy(each => words.TakeWhile(word => !word.Terms[language].Any(each.Terms.Contains)).Count())];
    }

    private static bool IsNamed(Name name, IReadOnlyList<QuestionWord> words, Language language, bool ofAsker, IReadOnlyList<string> kindTerms)
    {
        if (!name.Terms.All(term => words.Any(word => word.Terms[language].Contains(term) && name.Words.Any(written => AreForms(written, word.Text)))))
        {
            return false;
        }

        return ofAsker && !name.IsProperName
            || (name.IsProperName && !name.Terms.All(kindTerms.Contains)
                && (ofAsker && !name.IsCommonWord || words.Where(word => word.IsName).SelectMany(word => word.Terms[language]).Intersect(name.Terms, StringComparer.Ordinal).Any()));
    }

    /// <summary>Whether two words of one stem are forms of one word: "menaces" and "menace" are, "violation" and "viol" are not.</summary>
    private static bool AreForms(string one, string other)
    {
        var (a, b) = (Words.WithoutElision(Words.Fold(one)), Words.WithoutElision(Words.Fold(other)));
        var common = a.Zip(b).TakeWhile(pair => pair.First == pair.Second).Count();
        return common >= LeastCommonShare * Math.Max(a.Length, b.Length);
    }

    /// <summary>The offences of which a section states a penalty.</summary>
    /// <param name="document">The <see cref="Document.Name"/> of its document.</param>
    /// <param name="anchor">Its anchor.</param>
    public IEnumerable<Offence> OffencesIn(string document, string anchor) => _bySection[(document, anchor)].Distinct();

    /// <summary>What the circumstances of a reading are called.</summary>
    public IReadOnlyList<string> NamesOf(Reading reading) =>
        [.. reading.Circumstances.Select(key => Provisions.Circumstances.GetValueOrDefault(key)?.In(reading.Language)).OfType<string>()];

    /// <summary>A row of the table in words that lawyers of a language use.</summary>
    public PenaltyFact FactOf(Offence offence, Penalty row, Language language) =>
        new(offence.Names[language][0], language == Language.French ? offence.Code : _codes.GetValueOrDefault(offence.Code, offence.Code), row);

    /// <summary>The subject of a document.</summary>
    /// <param name="name">The document's <see cref="Document.Name"/>.</param>
    /// <param name="language">The reader's language.</param>
    public Subject SubjectOf(string name, Language language) => SubjectOf(SubjectKind.Topic, name, language);

    /// <summary>A subject in a language.</summary>
    public Subject In(Subject subject, Language language) => SubjectOf(subject.Kind, subject.Id, language, subject.Name);

    private Subject SubjectOf(SubjectKind kind, string id, Language language, string? name = null)
    {
        if (kind == SubjectKind.Offence && _offences.GetValueOrDefault(id) is { } offence)
        {
            return new Subject(kind, id, offence.Names[language][0], [.. offence.Penalties.CountBy(penalty => penalty.Document, StringComparer.Ordinal).OrderByDescending(pair => pair.Value).Select(pair => pair.Key)]);
        }

        var names = id.Split(' ');
        var title = Topics.GetValueOrDefault(names[0])?.OrderByDescending(entry => entry.Language == language).FirstOrDefault()?.Title;
        return new Subject(kind, id, names.Length > 1 && name is not null ? name : title ?? id, names);
    }

    private static Dictionary<string, IReadOnlyList<DocumentEntry>> TopicsOf(CommitView index) =>
        index.Catalogue.GroupBy(entry => entry.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => (IReadOnlyList<DocumentEntry>)[.. group], StringComparer.Ordinal);

    /// <summary>A document is named by its whole title, and by each name in it that few titles have.</summary>
    private void AddTitles(CommitView index, Language language)
    {
        var entries = index.Catalogue.Where(entry => entry.Language == language).ToList();
        // A guide or a glossary tells of many things.
        var named = new Dictionary<string, (string Word, List<DocumentEntry> Documents)>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (Terms.OfContent(entry.Title, language) is { Count: > 0 } whole && whole.Count * 2 >= Words.Of(entry.Title).Count - 1)
            {
                Add(language, entry.Title, SubjectKind.Topic, entry.Name);
            }

            if (entry.Kind is DocumentKind.Guide or DocumentKind.Glossary or DocumentKind.Scope)
            {
                continue;
            }

            foreach (var (term, word) in Words.OfContent(entry.Title).Where(word => !(entry.Title.StartsWith(word, StringComparison.Ordinal) && word.Skip(1).All(char.IsLower))).Where(word => QuestionWord.IsTypedAsName(word) && word.Any(char.IsLetter) && !CalendarWords.Months.ContainsKey(Words.Fold(word))).SelectMany(word => Terms.TextsOf(word, language).Select(term => (term, word))).DistinctBy(pair => pair.term, StringComparer.Ordinal))
            {
                named.TryAdd(term, (word, []));
                named[term].Documents.Add(entry);
            }
        }

        foreach (var (term, (word, documents)) in named.Where(pair => pair.Value.Documents.Count <= MostDocuments))
        {
            _names[language].Add(new Name([term], [word], SubjectKind.Topic, string.Join(' ', documents.Select(entry => entry.Name)), IsProperName: true, IsCommonWord: !IsOwn(index, language, term, documents)));
        }
    }

    private void Add(Language language, string name, SubjectKind kind, string id)
    {
        if (Terms.OfContent(name, language) is { Count: > 0 } terms)
        {
            _names[language].Add(new Name(terms, [.. Words.OfContent(name)], kind, id));
        }
    }

    private static bool IsOwn(CommitView index, Language language, string term, List<DocumentEntry> documents)
    {
        int Count(Query query) => index.Searcher.Search(query, 1).TotalHits;
        var word = new TermQuery(new Term(IndexSchema.Body(language), term));
        var own = documents.Sum(entry => Count(new BooleanQuery { { word, Occur.MUST }, { new TermQuery(new Term(IndexSchema.DocumentId, entry.Id)), Occur.MUST } }));
        return own >= LeastOwnShare * Count(word);
    }

    /// <summary>A name of a subject in one language.</summary>
    private sealed record Name(IReadOnlyList<string> Terms, IReadOnlyList<string> Words, SubjectKind Kind, string Id, bool IsProperName = false, bool IsCommonWord = false);
}
