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
/// <param name="terms">What the question looks for in the passage's language.</param>
/// <param name="kind">What the sentences should hold beside the terms.</param>
/// <param name="kindTerms">The terms that ask for it: a sentence of the kind counts as holding them.</param>
internal sealed partial class ExcerptSelector(QuestionTerms terms, AnswerKind kind, IReadOnlyList<string> kindTerms)
{
    /// <summary>The kind of thing asked for is worth this share of the question.</summary>
    public const double KindShare = 0.3;

    /// <summary>Terms gathered in one sentence are worth more than the same terms spread over several.</summary>
    private const double GatheredShare = 0.5;

    /// <summary>The best run of whole sentences of a passage, and the best of what it leaves.</summary>
    public IEnumerable<Window> SelectTwo(Document document, TextSpan passage)
    {
        var best = Select(document, passage);
        yield return best;
        TextSpan[] rest = [passage with { End = best.Span.Start }, passage with { Start = best.Span.End }];
        var second = rest.Where(part => part.Length > 0).Select(part => Select(document, part)).OrderByDescending(window => window.Weight).FirstOrDefault();
        if (second.Weight > 0)
        {
            yield return second;
        }
    }

    /// <summary>The best run of whole sentences of at most <see cref="Excerpt.MaxLength"/> units.</summary>
    public Window Select(Document document, TextSpan passage)
    {
        var sentences = SentenceSplitter.Split(document.Text, passage)
            .SelectMany(sentence => Pieces(document, sentence))
            .Select(sentence => Measure(document, sentence))
            .ToList();

        var best = default(Window);
        var (bestFirst, bestLast) = (0, -1);
        for (var first = 0; first < sentences.Count; first++)
        {
            var held = new HashSet<string>(StringComparer.Ordinal);
            var densest = 0.0;
            var isOfKind = false;
            for (var last = first; last < sentences.Count && Span(sentences, first, last).Length <= Excerpt.MaxLength; last++)
            {
                held.UnionWith(sentences[last].Terms);
                isOfKind |= sentences[last].IsOfKind;
                densest = Math.Max(densest, sentences[last].Weight);
                var weight = held.Sum(term => terms.Weights[term])
                    + (GatheredShare * densest)
                    + (kind != AnswerKind.Any && isOfKind ? KindShare * terms.Total : 0);
                if (weight > best.Weight + 1e-9 || bestLast < 0)
                {
                    best = new Window(Span(sentences, first, last), weight, [.. held]);
                    (bestFirst, bestLast) = (first, last);
                }
            }
        }

        // What stands around the match often completes it: the sentences after it first, then those before.
        bool CanGrow(int first, int last) =>
            first >= 0 && last < sentences.Count && Span(sentences, first, last).Length <= Excerpt.MaxLength;
        while (bestLast >= 0 && (CanGrow(bestFirst, bestLast + 1) || CanGrow(bestFirst - 1, bestLast)))
        {
            if (CanGrow(bestFirst, bestLast + 1))
            {
                bestLast++;
            }

            if (CanGrow(bestFirst - 1, bestLast))
            {
                bestFirst--;
            }
        }

        return bestLast < 0 ? best : best with { Span = Span(sentences, bestFirst, bestLast) };
    }

    private static TextSpan Span(List<Sentence> sentences, int first, int last) =>
        new(sentences[first].Span.Start, sentences[last].Span.End);

    /// <summary>What in <paramref name="text"/> matched, in its own offsets.</summary>
    public IReadOnlyList<TextSpan> Highlights(string text, Language language)
    {
        var spans = new List<TextSpan>();
        var found = Terms.Of(text, language);
        var all = found.Select(term => term.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var term in found)
        {
            if (terms.Matches(term.Text, all) && (spans.Count == 0 || spans[^1].End <= term.Span.Start))
            {
                spans.Add(term.Span);
            }
        }

        return spans;
    }

    private bool Holds(string sentence) => kind switch
    {
        AnswerKind.Penalty => Money().IsMatch(sentence) && Punishment().IsMatch(sentence),
        AnswerKind.Figure => sentence.Any(char.IsAsciiDigit),
        AnswerKind.Date => Year().IsMatch(sentence),
        AnswerKind.Person => FullName().IsMatch(sentence),
        AnswerKind.Definition => Defining().IsMatch(sentence),
        _ => false,
    };

    private Sentence Measure(Document document, TextSpan span)
    {
        var text = document.Slice(span);
        var isOfKind = Holds(text);
        var all = Terms.Of(text, document.Language).Select(term => term.Text).ToHashSet(StringComparer.Ordinal);
        var held = terms.HeldBy(all)
            .Concat(isOfKind ? kindTerms.Where(terms.Weights.ContainsKey) : [])
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return new Sentence(span, held, held.Sum(term => terms.Weights[term]), isOfKind);
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

    [GeneratedRegex(@"\b(?:1[89]|20)[0-9]{2}\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Year();

    [GeneratedRegex(@"\b\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)? (?:\p{Lu}\p{Ll}+|\p{Lu}+)\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FullName();

    /// <summary>A verb of being or meaning near the start: "LOPMI est la loi …", "OFAC is the office …".</summary>
    [GeneratedRegex(@"^.{1,60}?\b(?:est|sont|signifie|désigne|désignent|is|are|means?|stands for)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Defining();

    private sealed record Sentence(TextSpan Span, IReadOnlyList<string> Terms, double Weight, bool IsOfKind);
}
