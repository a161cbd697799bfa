using System.Text.RegularExpressions;
using LopmiBot.Answers.Documents;

namespace LopmiBot.Answers.Searching;

/// <summary>Other words for some terms of a question, in one language.</summary>
/// <param name="Covered">The question's terms that they stand for.</param>
/// <param name="Alternatives">Each the terms of one form: all of them must be there.</param>
internal sealed record Expansion(IReadOnlyList<string> Covered, IReadOnlyList<IReadOnlyList<string>> Alternatives);

/// <summary>A glossary whose forms are analysed once, to be held against many questions.</summary>
internal sealed partial class PreparedGlossary
{
    private readonly Dictionary<Language, Dictionary<string, List<Form>>> _byFirstTerm = LanguageCodes.All.ToDictionary(
        language => language,
        _ => new Dictionary<string, List<Form>>(StringComparer.Ordinal));

    private readonly List<(string Form, DateOnly Day)> _events = [];

    public PreparedGlossary(IEnumerable<GlossaryEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Day is { } day)
            {
                _events.AddRange(LanguageCodes.All.SelectMany(entry.In).Select(form => (QuestionAnalyzer.Fold(form), day)));
            }

            var concept = new Concept(LanguageCodes.All.ToDictionary(
                language => language,
                language => (IReadOnlyList<IReadOnlyList<string>>)[.. entry.In(language)
                    .Select(form => QuestionAnalyzer.TermsOf(form, language))
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

    /// <summary>The day that an event in a question names: the eve of it after "before", else the day itself.</summary>
    /// <param name="folded">The question without case and accents.</param>
    public DateOnly? NamedDay(string folded)
    {
        foreach (var (form, day) in _events.OrderByDescending(each => each.Form.Length))
        {
            for (var at = folded.IndexOf(form, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(form, at + 1, StringComparison.Ordinal))
            {
                var before = Relation().Match(folded[..at]);
                if (before.Success)
                {
                    return before.Groups["eve"].Success ? day.AddDays(-1) : day;
                }
            }
        }

        return null;
    }

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

    /// <summary>What stands before an event when the question is about its time, and not about the event: "when" at the start asks for the day itself.</summary>
    [GeneratedRegex(@"\b(?:(?<eve>avant|before|prior to)|(?<!^\W*)(?:quand|when)|lors de|au moment de|at the time of)\s+(?:l['’]|(?:la|le|les|the|de|du|l)\s+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Relation();

    private sealed record Form(Concept Concept, IReadOnlyList<string> Terms);

    private sealed class Concept(IReadOnlyDictionary<Language, IReadOnlyList<IReadOnlyList<string>>> forms)
    {
        public IReadOnlyDictionary<Language, IReadOnlyList<IReadOnlyList<string>>> Forms => forms;
    }
}
