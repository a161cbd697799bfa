"""Gives an English encoder French words: each begins where the English words that translate it stand.

usage: vocabulary.py WEIGHTS.pt VOCAB.txt CORPUS PAIRS.tsv OUT.pt OUT-VOCAB.txt [--hold-out]

An English vocabulary cuts French words into pieces that say little. Which English word stands
for which French one is learned from sentences in both languages (IBM model 1: Brown et al. 1993,
https://aclanthology.org/J93-2003/): a French word that is seen at least twice, and that the
vocabulary does not have whole, gets a row of its own: the mean of its English words' rows,
weighed by their probabilities.
"""

import argparse
import math
from collections import Counter, defaultdict
from pathlib import Path

import torch

from corpus import is_held_out, parallel, read_pairs, read_passages
from encoder import Tokeniser, read_weights

ROUNDS = 8
LEAST_SEEN = 2
LEAST_SHARE = 0.08  # of the probability of an English word; rarer ones are noise
MOST_ENGLISH = 4
MOST_WORDS = 15_000
SHORTEST = 3
NOTHING = ""  # stands for a French word that no English word stands for


def align(pairs: list[tuple[list[str], list[str]]]) -> dict[str, dict[str, float]]:
    """For each French word, how likely each English word stands for it."""
    chance: dict[str, dict[str, float]] = {}
    for _ in range(ROUNDS):
        counts: dict[str, Counter] = defaultdict(Counter)
        for french, english in pairs:
            for word in french:
                known = chance.get(word)
                shares = [known.get(other, 1e-9) if known else 1.0 for other in english]
                total = sum(shares)
                for other, share in zip(english, shares):
                    counts[other][word] += share / total
        # The model tells French words from an English one; it is turned round for what follows.
        chance = defaultdict(dict)
        for other, words in counts.items():
            total = sum(words.values())
            for word, count in words.items():
                if count > 1e-4:
                    chance[word][other] = count / total
    # Turned round: how likely each English word, given the French one.
    result = {}
    frequency = Counter(other for _, english in pairs for other in english)
    for word, others in chance.items():
        weighed = {other: share * frequency[other] for other, share in others.items()}
        total = sum(weighed.values())
        best = sorted(((share / total, other) for other, share in weighed.items()), reverse=True)[:MOST_ENGLISH]
        result[word] = {other: share for share, other in best if share >= LEAST_SHARE and other != NOTHING}
    return result


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("weights", "vocabulary", "corpus", "pairs", "output", "vocabulary_output"):
        options.add_argument(name)
    options.add_argument("--hold-out", action="store_true")
    chosen = options.parse_args()
    tokenise = Tokeniser(chosen.vocabulary)
    corpus = Path(chosen.corpus)
    seen = [p for p in read_passages(corpus) if not (chosen.hold_out and is_held_out(p.document))]
    asked = [p for p in read_pairs(corpus) if not (chosen.hold_out and is_held_out(p.document))]
    texts = parallel(seen) + [(pair.fr, pair.en) for pair in asked]
    with open(chosen.pairs, encoding="utf-8") as lines:
        texts += [tuple(line.rstrip("\n").split("\t")[:2]) for line in lines]

    def words(text: str) -> list[str]:
        return [word for word in tokenise.words(tokenise.prepare(text)) if word.isalnum()]

    pairs = [(words(fr)[:80], [NOTHING] + words(en)[:80]) for fr, en in texts]
    print(len(pairs), "pairs of texts")
    found = align(pairs)
    frequency = Counter(word for french, _ in pairs for word in french)
    new = [
        word for word, count in frequency.most_common()
        if count >= LEAST_SEEN and len(word) >= SHORTEST and word not in tokenise.ids and word.isalpha() and found.get(word)
    ][:MOST_WORDS]
    encoder = read_weights(chosen.weights)
    old = encoder.words.weight.detach()
    rows = []
    for word in new:
        shares = found[word]
        total = sum(shares.values())
        rows.append(sum(share / total * old[tokenise.pieces(other)].mean(0) for other, share in shares.items()))
    state = encoder.state_dict()
    state["words.weight"] = torch.cat([old, torch.stack(rows)])
    torch.save(state, chosen.output)
    lines = Path(chosen.vocabulary).read_text(encoding="utf-8").rstrip("\n").split("\n")
    assert len(lines) == len(old)
    Path(chosen.vocabulary_output).write_text("\n".join(lines + new) + "\n", encoding="utf-8")
    covered = sum(frequency[w] for w in new) / sum(c for w, c in frequency.items() if w not in tokenise.ids and len(w) >= SHORTEST and w.isalpha())
    print(len(new), "words;", f"{covered:.0%} of the French words that were cut are whole")


if __name__ == "__main__":
    main()
