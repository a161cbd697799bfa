using System.Text.RegularExpressions;
using LopmiBot.Answers.Documents;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Searching;

namespace LopmiBot.Answers.Excerpts;

/// <summary>The run of sentences chosen from a passage.</summary>
/// <param name="Span">Where it stands in the document's text.</param>
/// <param name="Weight">Weight of the question's terms that it holds.</param>
/// <param name="Terms">Those terms.</param>
internal readonly record struct Window(TextSpan Span, double Weight, IReadOnlyCollection<string> Terms);

/// <summary>Chooses which sentences of a passage to quote, and what to highlight in them.</summary>
/// <param name="weights">The question's terms in the passage's language, with what each is worth.</param>
/// <param name="kind">What the sentences should hold beside the terms.</param>
/// <param name="kindTerms">The terms that ask for it: a sentence of the kind counts as holding them.</param>
internal sealed partial class ExcerptSelector(IReadOnlyDictionary<string, double> weights, AnswerKind kind, IReadOnlyList<string> kindTerms)
{
    /// <summary>The kind of thing asked for is worth this share of the question.</summary>
    public const double KindShare = 0.3;

    /// <summary>Terms gathered in one sentence are worth more than the same terms spread over several.</summary>
    private const double GatheredShare = 0.5;

    private readonly double _total = weights.Values.Sum();

    /// <summary>The best run of whole sentences of at most <see cref="Excerpt.MaxLength"/> units.</summary>
    public Window Select(Document document, TextSpan passage)
    {
        var sentences = SentenceSplitter.Split(document.Text, passage)
            .SelectMany(sentence => Pieces(document, sentence))
            .Select(sentence => Measure(document, sentence))
            .ToList();

        var best = default(Window);
        for (var first = 0; first < sentences.Count; first++)
        {
            var held = new HashSet<string>(StringComparer.Ordinal);
            var densest = 0.0;
            var isOfKind = false;
            for (var last = first; last < sentences.Count; last++)
            {
                var span = new TextSpan(sentences[first].Span.Start, sentences[last].Span.End);
                if (span.Length > Excerpt.MaxLength)
                {
                    break;
                }

                held.UnionWith(sentences[last].Terms);
                isOfKind |= sentences[last].IsOfKind;
                densest = Math.Max(densest, sentences[last].Weight);
                var weight = held.Sum(term => weights[term])
                    + (GatheredShare * densest)
                    + (kind != AnswerKind.Any && isOfKind ? KindShare * _total : 0);

                // On equal worth the longer window: the sentence after the match often completes it.
                if (weight > best.Weight + 1e-9 || best.Span.Length == 0 || (weight >= best.Weight - 1e-9 && first == FirstOf(best, sentences)))
                {
                    best = new Window(span, weight, [.. held]);
                }
            }
        }

        return best;
    }

    /// <summary>What in <paramref name="text"/> matched, in its own offsets.</summary>
    public IReadOnlyList<TextSpan> Highlights(string text, Language language)
    {
        var spans = new List<TextSpan>();
        foreach (var term in Terms.Of(text, language))
        {
            if (weights.ContainsKey(term.Text) && (spans.Count == 0 || spans[^1].End <= term.Span.Start))
            {
                spans.Add(term.Span);
            }
        }

        return spans;
    }

    private static int FirstOf(Window window, List<Sentence> sentences) =>
        sentences.FindIndex(sentence => sentence.Span.Start == window.Span.Start);

    private bool Holds(string sentence) => kind switch
    {
        AnswerKind.Penalty => Money().IsMatch(sentence) && Punishment().IsMatch(sentence),
        AnswerKind.Figure => sentence.Any(char.IsAsciiDigit),
        _ => false,
    };

    private Sentence Measure(Document document, TextSpan span)
    {
        var text = document.Slice(span);
        var isOfKind = Holds(text);
        var terms = Terms.Of(text, document.Language)
            .Select(term => term.Text)
            .Concat(isOfKind ? kindTerms : [])
            .Where(weights.ContainsKey)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return new Sentence(span, terms, terms.Sum(term => weights[term]), isOfKind);
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

    private sealed record Sentence(TextSpan Span, IReadOnlyList<string> Terms, double Weight, bool IsOfKind);
}
