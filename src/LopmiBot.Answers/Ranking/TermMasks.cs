using System.Numerics;
using LopmiBot.Answers.Excerpts;
using LopmiBot.Answers.Searching;

namespace LopmiBot.Answers.Ranking;

/// <summary>The question's terms in one language as bits, so that what texts hold of them is quickly joined and weighed.</summary>
internal sealed class TermMasks
{
    /// <summary>A question of more terms is judged by its first ones.</summary>
    private const int Most = 64;

    /// <summary>Other words are looked for up to this many: what a mask has room for.</summary>
    private const int MostOthers = 128;

    /// <summary>Words that begin with the same letters, this many at least …</summary>
    private const int ShortestPrefix = 4;

    /// <summary>… and this share of the word, are likely of one family: construire, construction.</summary>
    private const double PrefixShare = 0.6;

    private readonly Dictionary<string, ulong> _bits;
    private readonly double[] _weights;
    private readonly double _squares;
    private readonly (string Prefix, ulong Bit)[] _prefixes;
    private readonly Dictionary<string, UInt128> _otherBits = new(StringComparer.Ordinal);
    private readonly List<(ulong Covered, UInt128 Form)> _forms = [];

    public TermMasks(QuestionTerms terms, IReadOnlyList<string> order)
    {
        var kept = order.Concat(terms.Weights.Keys).Distinct(StringComparer.Ordinal).Where(terms.Weights.ContainsKey).Take(Most).ToList();
        _bits = kept.Select((term, i) => (term, Bit: 1UL << i)).ToDictionary(pair => pair.term, pair => pair.Bit, StringComparer.Ordinal);
        _weights = [.. kept.Select(term => terms.Weights[term])];
        Total = Math.Max(1e-9, _weights.Sum());
        _squares = Math.Max(1e-9, _weights.Sum(weight => weight * weight));
        _prefixes = [.. kept.Where(term => term.Length > ShortestPrefix && term.All(char.IsLetter)).Select(term => (term[..Math.Max(ShortestPrefix, (int)Math.Ceiling(term.Length * PrefixShare))], _bits[term]))];
        Count = Math.Max(1, kept.Count);
        foreach (var expansion in terms.Expansions)
        {
            var covered = Of(expansion.Covered);
            foreach (var form in expansion.Alternatives.Where(form => covered != 0 && form.All(HasOtherBit)))
            {
                _forms.Add((covered, form.Aggregate(UInt128.Zero, (mask, term) => mask | _otherBits[term])));
            }
        }
    }

    public double Total { get; }

    /// <summary>How many terms there are.</summary>
    public int Count { get; }

    /// <summary>All of them.</summary>
    public ulong All => _weights.Length >= Most ? ulong.MaxValue : (1UL << _weights.Length) - 1;

    public ulong Bit(string term) => _bits.GetValueOrDefault(term);

    /// <summary>What a text holds, in the question's words or in others that mean the same.</summary>
    public ulong HeldBy(IReadOnlyList<string> terms)
    {
        var held = 0UL;
        var others = UInt128.Zero;
        for (var i = 0; i < terms.Count; i++)
        {
            held |= Bit(terms[i]);
            if (_forms.Count > 0 && _otherBits.TryGetValue(terms[i], out var other))
            {
                others |= other;
            }
        }

        foreach (var (covered, form) in _forms)
        {
            if ((others & form) == form)
            {
                held |= covered;
            }
        }

        return held;
    }

    /// <summary>What a passage holds, sentence by sentence.</summary>
    public PassageMatch Match(AnalyzedPassage passage)
    {
        var match = new PassageMatch(passage);
        foreach (var (term, bit) in _bits)
        {
            if (Array.BinarySearch(passage.Vocabulary, term, StringComparer.Ordinal) is >= 0 and var at)
            {
                match.Hold(at, bit);
            }
        }

        foreach (var (prefix, bit) in _prefixes)
        {
            var at = Array.BinarySearch(passage.Vocabulary, prefix, StringComparer.Ordinal);
            for (at = at < 0 ? ~at : at; at < passage.Vocabulary.Length && passage.Vocabulary[at].StartsWith(prefix, StringComparison.Ordinal); at++)
            {
                match.HoldFamily(at, bit);
            }
        }

        if (_forms.Count > 0)
        {
            HoldForms(match, passage);
        }

        return match;
    }

    private void HoldForms(PassageMatch match, AnalyzedPassage passage)
    {
        var others = new UInt128[passage.Sentences.Count];
        foreach (var (term, bit) in _otherBits)
        {
            if (Array.BinarySearch(passage.Vocabulary, term, StringComparer.Ordinal) is >= 0 and var at)
            {
                foreach (var place in passage.Places[at])
                {
                    others[match.SentenceAt(place)] |= bit;
                }
            }
        }

        for (var i = 0; i < others.Length; i++)
        {
            foreach (var (covered, form) in _forms)
            {
                if ((others[i] & form) == form)
                {
                    match.Held[i] |= covered;
                }
            }
        }
    }

    /// <summary>The share of the squares of the question's weights: rare terms count more than they do in <see cref="Share"/>.</summary>
    public double RareShare(ulong mask)
    {
        var sum = 0.0;
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            var weight = _weights[BitOperations.TrailingZeroCount(rest)];
            sum += weight * weight;
        }

        return sum / _squares;
    }

    /// <summary>The share of the question's weight, 0 to 1.</summary>
    public double Share(ulong mask)
    {
        var sum = 0.0;
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            sum += _weights[BitOperations.TrailingZeroCount(rest)];
        }

        return sum / Total;
    }

    /// <summary>How much of some terms a text holds, 0 to 1; 0 when there are none.</summary>
    public static double Portion(ulong held, ulong of) => of == 0 ? 0 : (double)BitOperations.PopCount(held & of) / BitOperations.PopCount(of);

    public ulong Of(IEnumerable<string> terms)
    {
        var mask = 0UL;
        foreach (var term in terms)
        {
            mask |= _bits.GetValueOrDefault(term);
        }

        return mask;
    }

    /// <summary>Gives a term of other words its bit; those beyond the room there is are not looked for.</summary>
    private bool HasOtherBit(string term)
    {
        if (!_otherBits.ContainsKey(term) && _otherBits.Count < MostOthers)
        {
            _otherBits.Add(term, UInt128.One << _otherBits.Count);
        }

        return _otherBits.ContainsKey(term);
    }
}
