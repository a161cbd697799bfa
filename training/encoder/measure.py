"""Measures how well the right section is found, on the questions of the held-out documents.

usage: measure.py VOCAB.txt CORPUS NAME=WEIGHTS[,VOCAB.txt]... [--all] [--bare]

Each question is held against every passage of the corpus in its own language, and again in
the other one. A section stands where its best passage stands. The figures are shares, in
percent, of questions whose section comes first / in the first three / in the first ten.
BM25 (whole words, no stems) reads the same texts; the sum is that of both scores, each
brought to mean 0 and deviation 1 over the passages; nothing is tuned.
"""

import argparse
import math
from collections import Counter, defaultdict
from pathlib import Path

import torch

from corpus import LANGUAGES, is_held_out, read_pairs, read_passages
from encoder import QUESTION_PREFIX, Tokeniser, encode, read_weights

LONGEST = 256


class Bm25:
    """The usual formula, with k1 = 1.2 and b = 0.75."""

    def __init__(self, texts: list[list[str]]):
        self.postings = defaultdict(list)
        mean = sum(map(len, texts)) / len(texts)
        for number, words in enumerate(texts):
            for word, count in Counter(words).items():
                self.postings[word].append((number, 2.2 * count / (count + 0.3 + 0.9 * len(words) / mean)))
        self.size = len(texts)

    def scores(self, words: list[str]) -> torch.Tensor:
        result = torch.zeros(self.size)
        for word in set(words):
            found = self.postings.get(word, [])
            weight = math.log(1 + (self.size - len(found) + 0.5) / (len(found) + 0.5))
            for number, share in found:
                result[number] += weight * share
        return result


def even(scores: torch.Tensor) -> torch.Tensor:
    """Mean 0 and deviation 1 in each row."""
    return (scores - scores.mean(1, keepdim=True)) / (scores.std(1, keepdim=True) + 1e-6)


def places(scores: torch.Tensor, sections: list, wanted: list) -> list[int]:
    """For each row of scores, how many sections stand before the wanted one."""
    names = {section: number for number, section in enumerate(dict.fromkeys(sections))}
    columns = torch.tensor([names[section] for section in sections])
    best = torch.full((len(scores), len(names)), -1e9)
    best.scatter_reduce_(1, columns.expand(len(scores), -1), scores, "amax")
    own = best[torch.arange(len(scores)), [names[section] for section in wanted]]
    return (best > own[:, None]).sum(1).tolist()


def shares(found: list[int]) -> str:
    return " / ".join(f"{100 * sum(place < limit for place in found) / len(found):.1f}" for limit in (1, 3, 10))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("vocabulary")
    options.add_argument("corpus")
    options.add_argument("weights", nargs="*", help="NAME=FILE (.onnx of the base model or .pt), with a comma and its vocabulary where it has one of its own")
    options.add_argument("--all", action="store_true", help="the questions of all documents")
    options.add_argument("--bare", action="store_true", help="passages without title and heading, for comparison")
    chosen = options.parse_args()

    tokenise = Tokeniser(chosen.vocabulary)
    corpus = Path(chosen.corpus)
    passages = {language: [] for language in LANGUAGES}
    for passage in read_passages(corpus):
        passages[passage.language].append(passage)
    pairs = [pair for pair in read_pairs(corpus) if chosen.all or is_held_out(pair.document)]
    wanted = [pair.section for pair in pairs]
    texts = {l: [p.text if chosen.bare else p.read for p in passages[l]] for l in LANGUAGES}
    asked = {l: [getattr(pair, l) for pair in pairs] for l in LANGUAGES}
    words = lambda text: tokenise.words(tokenise.prepare(text))

    directions = [("fr", "fr"), ("en", "en"), ("fr", "en"), ("en", "fr")]
    print(f"{len(pairs)} pairs of questions; passages: " + ", ".join(f"{len(passages[l])} {l}" for l in LANGUAGES))
    print("| ranking | " + " | ".join(f"{a} → {b}" for a, b in directions) + " |\n|---|" + "---|" * len(directions))

    def report(name: str, scores: dict) -> None:
        cells = []
        for question, passage in directions:
            if (question, passage) in scores:
                sections = [p.section for p in passages[passage]]
                cells.append(shares(places(scores[question, passage], sections, wanted)))
            else:
                cells.append("")
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)

    bm25 = {}
    for language in LANGUAGES:
        index = Bm25([words(text) for text in texts[language]])
        bm25[language, language] = torch.stack([index.scores(words(q)) for q in asked[language]])
    report("BM25", bm25)
    for given in chosen.weights:
        name, path = given.split("=", 1)
        path, _, vocabulary = path.partition(",")
        encoder, tokenise = read_weights(path), Tokeniser(vocabulary or chosen.vocabulary)
        of_text = {l: encode(encoder, [tokenise(t, LONGEST) for t in texts[l]]) for l in LANGUAGES}
        of_question = {l: encode(encoder, [tokenise(QUESTION_PREFIX + q, LONGEST) for q in asked[l]]) for l in LANGUAGES}
        scores = {(a, b): of_question[a] @ of_text[b].T for a, b in directions}
        report(name, scores)
        report(f"BM25 + {name}", {(l, l): even(bm25[l, l]) + even(scores[l, l]) for l in LANGUAGES})


if __name__ == "__main__":
    main()
