using System.Text.RegularExpressions;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Excerpts;

/// <summary>What a sentence holds, whatever is asked.</summary>
[Flags]
internal enum SentenceTraits
{
    /// <summary>Nothing of note.</summary>
    None = 0,

    /// <summary>A number.</summary>
    Figure = 1,

    /// <summary>A year.</summary>
    Date = 2,

    /// <summary>A punishment with its length or its amount.</summary>
    Penalty = 4,

    /// <summary>A first name and a name.</summary>
    Person = 8,

    /// <summary>Says what its subject is.</summary>
    Definition = 16,

    /// <summary>A name after a preposition of place.</summary>
    Place = 32,

    /// <summary>A cause or an aim.</summary>
    Reason = 64,

    /// <summary>Opens with a word that stands for something said before.</summary>
    Dependent = 128,

    /// <summary>A name that is not the first word.</summary>
    Name = 512,

    /// <summary>Says how far a matter has come.</summary>
    Status = 1024,

    /// <summary>Says what must or may be done.</summary>
    Procedure = 2048,

    /// <summary>Sets two things against each other.</summary>
    Comparison = 4096,

    /// <summary>Says that something is not so.</summary>
    Denial = 8192,

    /// <summary>Is about a company or another legal person.</summary>
    Company = 16384,
}

/// <summary>A sentence, analysed once for all questions.</summary>
/// <param name="Span">Where it stands in the document's text.</param>
/// <param name="FirstTerm">Its first term, counted from the start of the passage.</param>
/// <param name="EndTerm">The term after its last.</param>
/// <param name="Traits">What it holds.</param>
/// <param name="Names">Its words that begin with a capital, the first word left out.</param>
/// <param name="Figures">Its numbers.</param>
internal sealed record AnalyzedSentence(TextSpan Span, int FirstTerm, int EndTerm, SentenceTraits Traits, IReadOnlyList<string> Names, IReadOnlyList<string> Figures);

/// <summary>A passage, analysed once for all questions.</summary>
internal sealed partial class AnalyzedPassage
{
    public AnalyzedPassage(Document document, Section section, TextSpan span)
    {
        Document = document;
        Section = section;
        Span = span;
        var terms = new List<string>();
        var sentences = new List<AnalyzedSentence>();
        foreach (var sentence in SentenceSplitter.Split(document.Text, span).SelectMany(sentence => Pieces(document, sentence)))
        {
            sentences.Add(Analyze(document, sentence, terms));
        }

        Sentences = sentences;
        TermCount = terms.Count;
        var places = terms.Select((term, at) => (term, at)).GroupBy(pair => pair.term, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        Vocabulary = [.. places.Select(group => group.Key)];
        Places = [.. places.Select(group => group.Select(pair => pair.at).ToArray())];
        HeadingTerms = Terms.OfContent($"{section.Heading}\n{section.Reference}", document.Language);
        HeadingKind = QuestionAnalyzer.KindOf(section.Heading);
        TitleTerms = Terms.OfContent($"{document.Title}\n{document.Reference}", document.Language);
        Asked = [.. document.QuestionsFor(section, span).Select(question => Terms.OfContent(question, document.Language)).Where(asked => asked.Count > 0)];
        OpensSection = document.Blocks.First(block => block.Kind != BlockKind.Heading && ReferenceEquals(document.Sections[block.Section], section)).Span.Start == span.Start;
    }

    public Document Document { get; }

    /// <summary>The terms of each question that people ask for it.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Asked { get; }

    public Section Section { get; }

    public TextSpan Span { get; }

    /// <summary>In order; none is longer than an excerpt may be.</summary>
    public IReadOnlyList<AnalyzedSentence> Sentences { get; }

    /// <summary>How many terms the passage has.</summary>
    public int TermCount { get; }

    /// <summary>Its different terms, in ordinal order: what a question holds is looked up, not compared word by word.</summary>
    public string[] Vocabulary { get; }

    /// <summary>Where each of them stands, counted in terms from the start of the passage.</summary>
    public int[][] Places { get; }

    /// <summary>What the heading says, without the words of asking.</summary>
    public IReadOnlyList<string> HeadingTerms { get; }

    /// <summary>What the heading asks for, when it is a question.</summary>
    public AnswerKind HeadingKind { get; }

    public IReadOnlyList<string> TitleTerms { get; }

    /// <summary>Whether it is the first passage under its heading: the one that answers what the heading asks.</summary>
    public bool OpensSection { get; }

    private static AnalyzedSentence Analyze(Document document, TextSpan span, List<string> before)
    {
        var text = document.Slice(span);
        var terms = Terms.Of(text, document.Language);
        var first = before.Count;
        before.AddRange(terms.Select(term => term.Text));
        return new AnalyzedSentence(
            span,
            first,
            before.Count,
            TraitsOf(text),
            [.. terms.Skip(1).Where(term => char.IsUpper(text[term.Span.Start])).Select(term => term.Text).Distinct(StringComparer.Ordinal)],
            [.. terms.Where(term => char.IsAsciiDigit(text[term.Span.Start])).Select(term => term.Text).Distinct(StringComparer.Ordinal)]);
    }

    private static SentenceTraits TraitsOf(string text)
    {
        var traits = SentenceTraits.None;
        void Set(SentenceTraits trait, bool holds) => traits |= holds ? trait : SentenceTraits.None;
        var hasDigit = text.Any(char.IsAsciiDigit);
        Set(SentenceTraits.Figure, hasDigit || NumberWord().IsMatch(text));
        Set(SentenceTraits.Date, hasDigit && Year().IsMatch(text));
        Set(SentenceTraits.Penalty, Punishment().IsMatch(text) && (Money().IsMatch(text) || Duration().IsMatch(text)));
        Set(SentenceTraits.Person, FullName().IsMatch(text));
        Set(SentenceTraits.Definition, Defining().IsMatch(text));
        Set(SentenceTraits.Place, Place().IsMatch(text));
        Set(SentenceTraits.Reason, Reason().IsMatch(text));
        Set(SentenceTraits.Dependent, Dependent().IsMatch(text));
        Set(SentenceTraits.Name, Name().IsMatch(text));
        Set(SentenceTraits.Status, Status().IsMatch(text));
        Set(SentenceTraits.Procedure, Procedure().IsMatch(text));
        Set(SentenceTraits.Comparison, Comparison().IsMatch(text));
        Set(SentenceTraits.Denial, Denial().IsMatch(text));
        Set(SentenceTraits.Company, LegalPersons.AreNamedIn(text));
        return traits;
    }

    /// <summary>A sentence longer than an excerpt may be is cut after a clause, else between words, never inside one.</summary>
    private static IEnumerable<TextSpan> Pieces(Document document, TextSpan sentence)
    {
        var rest = sentence;
        while (rest.Length > Excerpt.MaxLength)
        {
            var limit = document.Text.AsSpan(rest.Start, Excerpt.MaxLength);
            var clause = limit.LastIndexOfAny(';', ',', ':');
            var space = limit.LastIndexOf(' ');
            var cut = clause > Excerpt.MaxLength / 2 && limit[clause + 1 < limit.Length ? clause + 1 : clause] == ' ' ? clause + 1
                : space > 0 ? space
                : char.IsHighSurrogate(limit[^1]) ? Excerpt.MaxLength - 1
                : Excerpt.MaxLength;
            yield return new TextSpan(rest.Start, rest.Start + cut);
            var next = rest.Start + cut;
            while (next < rest.End && document.Text[next] == ' ')
            {
                next++;
            }

            rest = new TextSpan(next, rest.End);
        }

        if (rest.Length > 0)
        {
            yield return rest;
        }
    }

    [GeneratedRegex("€|euros", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Money();

    [GeneratedRegex(@"\b(?:amende|emprisonnement|réclusion|prison|fine|imprisonment)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Punishment();

    [GeneratedRegex(@"\b(?:1[0-9]|20)[0-9]{2}\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Year();

    [GeneratedRegex(@"\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|mille|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred|thousand)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberWord();

    [GeneratedRegex(@"\b\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)? (?:(?:de|von|van|di|d['’]) ?)?(?:\p{Lu}\p{Ll}+|\p{Lu}+)\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FullName();

    /// <summary>A verb of being or meaning near the start: "LOPMI est la loi …", "OFAC is the office …".</summary>
    [GeneratedRegex(@"^.{1,60}?\b(?:est|sont|signifie|désigne|désignent|consiste|is|are|means?|stands for)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Defining();

    [GeneratedRegex(@"\b(?:à|au|aux|en|dans|près de|in|at|near|from)\s+(?:l['’]|la |le |les |the )?\p{Lu}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"(?<=[\p{L}\p{N},;:)»] (?:[ldLD]['’])?)\p{Lu}[\p{L}\p{N}]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\b(?:au [0-9]{1,2}(?:er)? \p{L}+ [0-9]{4}|à ce jour|à cette date|toujours|encore|en cours|n['’]a pas été|n['’]est pas|as of|as at|so far|still|ongoing|under way|pending|has not|have not|no trial|not been|sources? (?:end|go)|remains?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Status();

    [GeneratedRegex(@"\b(?:doit|doivent|peut|peuvent|il faut|permet|permettent|autorise|en cas de|must|may|can|should|have to|has to|allows?|lets)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Procedure();

    [GeneratedRegex(@"\b(?:tandis que|alors que|contrairement|à la différence|au contraire|plutôt|plus que|moins que|comme en|whereas|while|unlike|in contrast|rather than|instead|but not|more than|less than)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"\b(?:n['’e] ?\p{L}+ (?:pas|plus|jamais|aucun|ni)|aucune?|non|no|not|never|cannot|neither|nor)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Denial();

    [GeneratedRegex(@"\b(?:car|parce qu|afin|pour que|en raison|à cause|grâce à|permet|because|since|so that|in order|due to|owing to)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reason();

    [GeneratedRegex(@"\b(?:[0-9]+|une?|deux|trois|quatre|cinq|six|sept|dix|quinze|vingt|trente|one|two|three|four|five|seven|ten|fifteen|twenty|thirty)(?:['’]s?)? (?:ans?|mois|years?|months?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Duration();

    [GeneratedRegex(@"^(?:il|elle|ils|elles|ce|cet|cette|ces|celui-ci|celle-ci|cela|ceci|it|he|she|they|this|these|that|those)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dependent();
}
