using LopmiBot.Answers.Excerpts;

namespace LopmiBot.Answers.Ranking;

/// <summary>What a passage holds of a question's terms, as bits.</summary>
internal sealed class PassageMatch(AnalyzedPassage passage)
{
    private readonly ulong[] _family = new ulong[passage.Sentences.Count];

    /// <summary>For each term of the passage, the question's term that it is; 0: none.</summary>
    public ulong[] Bits { get; } = new ulong[passage.TermCount];

    /// <summary>For each sentence, the question's terms that it holds, in the question's words or in others that mean the same.</summary>
    public ulong[] Held { get; } = new ulong[passage.Sentences.Count];

    /// <summary>What the whole passage holds.</summary>
    public ulong Whole
    {
        get
        {
            var whole = 0UL;
            foreach (var held in Held)
            {
                whole |= held;
            }

            return whole;
        }
    }

    /// <summary>What a sentence holds, words of the same family included.</summary>
    public ulong Family(int sentence) => Held[sentence] | _family[sentence];

    /// <summary>The bits of a run of sentences.</summary>
    public ReadOnlySpan<ulong> Words(int first, int last) =>
        Bits.AsSpan(passage.Sentences[first].FirstTerm..passage.Sentences[last].EndTerm);

    /// <summary>Notes a term of the passage's vocabulary as one of the question's.</summary>
    public void Hold(int term, ulong bit)
    {
        foreach (var place in passage.Places[term])
        {
            Bits[place] |= bit;
            Held[SentenceAt(place)] |= bit;
        }
    }

    /// <summary>Notes a term of the passage's vocabulary as one of the family of the question's.</summary>
    public void HoldFamily(int term, ulong bit)
    {
        foreach (var place in passage.Places[term])
        {
            _family[SentenceAt(place)] |= bit;
        }
    }

    /// <summary>The sentence in which a term stands.</summary>
    public int SentenceAt(int place)
    {
        var sentence = 0;
        while (passage.Sentences[sentence].EndTerm <= place)
        {
            sentence++;
        }

        return sentence;
    }
}
