using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Temporal;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Understanding;

/// <summary>Other words for some terms of a question, in one language.</summary>
/// <param name="Covered">The question's terms that they stand for.</param>
/// <param name="Alternatives">Each the terms of one form: all of them must be there.</param>
internal sealed record Expansion(IReadOnlyList<string> Covered, IReadOnlyList<IReadOnlyList<string>> Alternatives);

/// <summary>A glossary whose forms are analysed once, to be held against many questions.</summary>
internal sealed class PreparedGlossary
{
    private readonly Dictionary<Language, Dictionary<string, List<Form>>> _byFirstTerm = LanguageCodes.All.ToDictionary(
        language => language,
        _ => new Dictionary<string, List<Form>>(StringComparer.Ordinal));

    private readonly List<NamedEvent> _events = [];

    public PreparedGlossary(IEnumerable<GlossaryEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Day is { } day)
            {
                _events.AddRange(LanguageCodes.All.SelectMany(entry.In).Select(Words.Fold).Distinct(StringComparer.Ordinal).Select(form => new NamedEvent(form, day, entry.Enacted)));
            }

            var concept = new Concept(LanguageCodes.All.ToDictionary(language => language, entry.In), LanguageCodes.All.ToDictionary(
                language => language,
                language => (IReadOnlyList<IReadOnlyList<string>>)[.. entry.In(language)
                    .Select(form => Terms.OfContent(form, language))
                    .Where(terms => terms.Count > 0)]));
            foreach (var language in LanguageCodes.All)
            {
                foreach (var terms in concept.Forms[language])
                {
                    if (!_byFirstTerm[language].TryGetValue(terms[0], out var forms))
                    {
                        _byFirstTerm[language][terms[0]] = forms = [];
                    }

                    forms.Add(new Form(concept, terms));
                }
            }
        }
    }

    /// <summary>The glossary of a commit.</summary>
    public static PreparedGlossary Of(CommitView index) => index.Derived(static view => new PreparedGlossary(view.ReadGlossary()));

    /// <summary>Whether the corpus has no glossary.</summary>
    public bool IsEmpty => _byFirstTerm.Values.All(forms => forms.Count == 0);

    /// <summary>What else may be looked for in a language, for words of a question in either.</summary>
    /// <param name="words">The question's words, each analysed for every language.</param>
    /// <param name="language">The language of the texts.</param>
    public IReadOnlyList<Expansion> Expand(IReadOnlyList<QuestionWord> words, Language language)
    {
        var expansions = new List<Expansion>();
        var done = new HashSet<Concept>();
        foreach (var form in Found(words).OrderByDescending(form => form.Terms.Count))
        {
            if (!done.Add(form.Concept))
            {
                continue;
            }

            var covered = words
                .Where(word => LanguageCodes.All.Any(each => form.Concept.Forms[each].Contains(form.Terms) && word.Terms[each].Any(form.Terms.Contains)))
                .SelectMany(word => word.Terms[language])
                .Distinct(StringComparer.Ordinal)
                .ToList();
            var alternatives = form.Concept.Forms[language].Where(terms => !terms.All(covered.Contains)).ToList();
            if (covered.Count > 0 && alternatives.Count > 0)
            {
                expansions.Add(new Expansion(covered, alternatives));
            }
        }

        return expansions;
    }

    /// <summary>The other forms, as they are written, of what has a form of just these terms in its language.</summary>
    public IEnumerable<string> FormsWith(IReadOnlyList<string> terms, Language language) =>
        terms.Count == 0 ? [] : (_byFirstTerm[language].GetValueOrDefault(terms[0]) ?? [])
            .Where(form => form.Terms.SequenceEqual(terms))
            .SelectMany(form => form.Concept.Written[language]);

    /// <summary>What may be named in place of a day.</summary>
    public IReadOnlyList<NamedEvent> Events => _events;

    /// <summary>How many of a question's words stand in a form of the glossary, of either language.</summary>
    public int Count(IReadOnlyList<QuestionWord> words)
    {
        var forms = Found(words).ToList();
        return words.Count(word => forms.Exists(form => LanguageCodes.All.Any(language => word.Terms[language].Any(form.Terms.Contains))));
    }

    private IEnumerable<Form> Found(IReadOnlyList<QuestionWord> words)
    {
        foreach (var language in LanguageCodes.All)
        {
            var terms = words.SelectMany(word => word.Terms[language]).ToHashSet(StringComparer.Ordinal);
            foreach (var term in terms)
            {
                foreach (var form in _byFirstTerm[language].GetValueOrDefault(term) ?? [])
                {
                    if (form.Terms.All(terms.Contains))
                    {
                        yield return form;
                    }
                }
            }
        }
    }

    private sealed record Form(Concept Concept, IReadOnlyList<string> Terms);

    private sealed class Concept(IReadOnlyDictionary<Language, IReadOnlyList<string>> written, IReadOnlyDictionary<Language, IReadOnlyList<IReadOnlyList<string>>> forms)
    {
        public IReadOnlyDictionary<Language, IReadOnlyList<string>> Written => written;

        public IReadOnlyDictionary<Language, IReadOnlyList<IReadOnlyList<string>>> Forms => forms;
    }
}
