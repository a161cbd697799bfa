"""Makes a French and English encoder out of an English one. About an hour on two processor cores.

usage: train.py BASE.onnx VOCAB.txt CORPUS UNANSWERED.yaml OUT.pt --general PAIRS.tsv [--hold-out]
       train.py OUT.pt VOCAB.txt CORPUS UNANSWERED.yaml ALL.pt --catch-up
       train.py FRENCH.pt FRENCH-VOCAB.txt CORPUS UNANSWERED.yaml FINAL.pt --general PAIRS.tsv --teacher OUT.pt VOCAB.txt [--hold-out]

The first form:

1. Distillation: a French sentence is drawn to where the base model puts its English
   translation; a third of the English sentences hold their places.
2. Contrast, two rounds: a question is drawn to its passage and away from the others
   of the batch. A passage stands with up to four of its questions, so that it is
   read once for all of them.
3. Hard negatives, one round: the same, and with each passage goes a wrong one that
   stands near its questions.

Beside every second passage of steps 2 and 3 goes a question that no document answers,
in step 3 with one of the passages nearest to it. "No passage" is a choice of its own,
at a cosine that does not change: such a question must be below it with every passage,
and any other above it with its own. So a cosine tells more of whether a passage answers.

With --hold-out, nothing of every fifth document is seen, and only the first, third, fifth ... of
the questions that no document answers: that run is for measuring.
With --catch-up, weights of such a run then learn those documents too, among as many
questions of the others: two rounds as in step 2.

The last form begins with weights that vocabulary.py gave French words, and makes them read
French as the teacher reads English:

4. Distillation as in step 1, with the teacher in place of the base model.
5. One round as in step 2, and one as in step 3.
"""

import argparse
import copy
import random
import time
from collections import defaultdict
from pathlib import Path

import torch
import torch.nn.functional as functional

from corpus import LANGUAGES, is_held_out, parallel, read_pairs, read_passages, read_unanswered
from encoder import QUESTION_PREFIX, Encoder, Tokeniser, encode, read_weights, stack

QUESTION_LENGTH, PASSAGE_LENGTH, SENTENCE_LENGTH = 96, 128, 96
NO_PASSAGE = 0.56  # the cosine of "no passage": between those of questions with and without an answer before it was learned
SCALE = 20.0  # a cosine times this is a score
NEAREST = 6  # hard negatives are drawn from so many nearest wrong passages
SILENT = 0.3  # what questions that no document answers count beside the others
FRENCH = 0.6  # share of questions that are asked in French, in each round
OTHER_LANGUAGE = 0.2  # share of questions that are set before a passage in the other language

started = time.time()


def say(*words: object) -> None:
    print(f"{time.time() - started:6.0f} s ", *words, flush=True)


def in_batches(items: list, size: int, length, pool: int = 40) -> list[list]:
    """Batches of similar lengths, so that little is filled up; in random order."""
    random.shuffle(items)
    batches = []
    for start in range(0, len(items), size * pool):
        part = sorted(items[start : start + size * pool], key=length)
        batches += [part[i : i + size] for i in range(0, len(part), size)]
    random.shuffle(batches)
    return batches


def train(encoder: Encoder, batches: list, rate: float, loss_of) -> None:
    """One step for each batch; the rate rises over 50 steps and then falls evenly.

    A copy in 16 bits does the reckoning, which is twice as fast; the weights that are
    changed have 32.
    """
    copy16 = copy.deepcopy(encoder).bfloat16()
    both = list(zip(encoder.parameters(), copy16.parameters()))
    optimiser = torch.optim.AdamW(encoder.parameters(), lr=rate, weight_decay=0.01)
    total = 0.0
    for step, batch in enumerate(batches, 1):
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1, step / 50) * max(0.05, 1 - step / len(batches))
        loss = loss_of(copy16, batch)
        loss.backward()
        for exact, rough in both:
            exact.grad, rough.grad = rough.grad.float(), None
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimiser.step()
        with torch.no_grad():
            for exact, rough in both:
                rough.copy_(exact)
        total += loss.item()
        if step % 50 == 0 or step == len(batches):
            say(f"step {step} of {len(batches)}, mean loss {total / ((step - 1) % 50 + 1):.4f}")
            total = 0.0


def distil(encoder: Encoder, teacher: Encoder, tokenise: Tokeniser, teacher_tokenise: Tokeniser, pairs: list[tuple[str, str]], rate: float) -> None:
    """Draws the French of each pair to the teacher's English."""
    rows = [(tokenise(fr, SENTENCE_LENGTH), tokenise(en, SENTENCE_LENGTH)) for fr, en in pairs]
    targets = encode(teacher, [teacher_tokenise(en, SENTENCE_LENGTH) for _, en in pairs], fast=True)
    say(f"{len(rows)} pairs of sentences")

    def loss_of(network: Encoder, batch: list[int]) -> torch.Tensor:
        target = targets[batch]
        french = network(*stack([rows[i][0] for i in batch]))
        english = network(*stack([rows[i][1] for i in batch[::3]]))
        apart = (french - target).square().sum(-1).mean()
        return apart + 0.3 * (english - target[::3]).square().sum(-1).mean()

    train(encoder, in_batches(list(range(len(rows))), 128, lambda i: len(rows[i][0])), rate, loss_of)


class Contrast:
    """Questions against passages."""

    def __init__(self, encoder: Encoder, tokenise: Tokeniser, passages: list, pairs: list, unanswered: list):
        self.encoder, self.passages = encoder, passages
        self.passage_rows = [tokenise(p.read, PASSAGE_LENGTH) for p in passages]
        self.of_section = defaultdict(list)
        for number, passage in enumerate(passages):
            self.of_section[passage.section, passage.language].append(number)
        self.questions = [
            (tokenise(QUESTION_PREFIX + getattr(pair, language), QUESTION_LENGTH), pair, language)
            for pair in pairs
            for language in LANGUAGES  # question 2 n is pair n in French, 2 n + 1 in English
        ]

        self.unanswered = [
            (tokenise(QUESTION_PREFIX + pair[language], QUESTION_LENGTH), language) for pair in unanswered for language in LANGUAGES
        ]

    def right(self, question: int, language: str) -> list[int]:
        """The passages in a language that answer a question."""
        _, pair, _ = self.questions[question]
        own = self.of_section[pair.section, language]
        return own if pair.paragraph is None else [n for n in own if self.passages[n].number == pair.paragraph]

    def groups(self) -> list[tuple[int, list[int]]]:
        """Each pair once, in one of its languages, with a passage that answers it: a passage and up to four questions.

        What a whole section answers goes, in one round, with the same paragraph of it.
        """
        by_passage = defaultdict(list)
        drawn: dict[tuple, int] = {}
        for pair in range(len(self.questions) // 2):
            language = "fr" if random.random() < FRENCH else "en"
            question = 2 * pair + LANGUAGES.index(language)
            if random.random() < OTHER_LANGUAGE:
                language = "en" if language == "fr" else "fr"
            right = self.right(question, language)
            by_passage[drawn.setdefault(tuple(right), random.choice(right))].append(question)
        result = []
        for passage, questions in by_passage.items():
            random.shuffle(questions)
            result += [(passage, questions[i : i + 4]) for i in range(0, len(questions), 4)]
        return result

    def loss_of(self, network: Encoder, batch: list[tuple[int, list[int], list[int], list[int]]]) -> torch.Tensor:
        """Each question must find its passage or none, and each passage one of its questions."""
        questions = [q for _, own, _, _ in batch for q in own]
        silent = [q for _, _, _, others in batch for q in others]
        right = torch.tensor([i for i, (_, own, _, _) in enumerate(batch) for _ in own])
        columns = [passage for passage, _, _, _ in batch]
        columns += [n for n in dict.fromkeys(n for _, _, hard, _ in batch for n in hard) if n not in columns]
        rows = [self.questions[q][0] for q in questions] + [self.unanswered[q][0] for q in silent]
        passages = network(*stack([self.passage_rows[n] for n in columns]))
        all_scores = network(*stack(rows)) @ passages.T * SCALE
        scores, without = all_scores[: len(questions)], all_scores[len(questions) :]

        # What else of the same section stands in the batch is neither right nor wrong.
        section_of_question = [self.questions[q][1].section for q in questions]
        section_of_column = [self.passages[n].section for n in columns]
        open_ = torch.tensor([[a == b for b in section_of_column] for a in section_of_question])
        open_[torch.arange(len(questions)), right] = False
        scores = scores.masked_fill(open_, -1e4)
        none = torch.full((len(rows), 1), NO_PASSAGE * SCALE, dtype=scores.dtype)
        forward = functional.cross_entropy(torch.cat([scores, none[: len(questions)]], 1), right)
        if silent:
            nowhere = torch.full((len(silent),), len(columns))
            forward = forward + SILENT * functional.cross_entropy(torch.cat([without, none[len(questions) :]], 1), nowhere)

        own = functional.one_hot(right, len(batch)).bool()
        back = scores[:, : len(batch)].log_softmax(0).masked_fill(~own, -1e4).logsumexp(0)
        return (forward - back.mean()) / 2

    def one_in_two(self) -> list[int]:
        """A question that no document answers, half of the time."""
        return [random.randrange(len(self.unanswered))] if random.random() < 0.5 else []

    def easy_round(self) -> list:
        groups = [(passage, own, [], self.one_in_two()) for passage, own in self.groups()]
        return in_batches(groups, 32, lambda group: len(self.passage_rows[group[0]]))

    def hard_round(self) -> list:
        """Mines anew: with each group goes one of the wrong passages nearest to its questions."""
        vectors = encode(self.encoder, self.passage_rows, fast=True)
        asked = encode(self.encoder, [row for row, _, _ in self.questions], fast=True)
        without = encode(self.encoder, [row for row, _ in self.unanswered], fast=True)
        languages = [p.language for p in self.passages]
        groups = []
        for passage, own in self.groups():
            section, language = self.passages[passage].section, languages[passage]
            wrong = []
            for question in own:
                nearest = (asked[question] @ vectors.T).topk(60).indices.tolist()
                near = [n for n in nearest if languages[n] == language and self.passages[n].section != section]
                wrong += near[:NEAREST]
            hard = random.sample(sorted(set(wrong)), 1)
            silent = self.one_in_two()
            for question in silent:
                nearest = (without[question] @ vectors.T).topk(60).indices.tolist()
                hard.append(random.choice([n for n in nearest if languages[n] == self.unanswered[question][1]][:NEAREST]))
            groups.append((passage, own, hard, silent))
        return in_batches(groups, 16, lambda group: len(self.passage_rows[group[0]]))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("base", "vocabulary", "corpus", "unanswered", "output"):
        options.add_argument(name)
    options.add_argument("--general", help="everyday French and English sentences, a pair a line with a tab between")
    options.add_argument("--hold-out", action="store_true")
    options.add_argument("--catch-up", action="store_true", help="learn the held-out documents after a run without them")
    options.add_argument("--teacher", nargs=2, metavar=("WEIGHTS", "VOCABULARY"), help="weights whose English the French is drawn to")
    chosen = options.parse_args()

    random.seed(1)
    torch.manual_seed(1)
    tokenise = Tokeniser(chosen.vocabulary)
    corpus = Path(chosen.corpus)
    seen = [p for p in read_passages(corpus) if not (chosen.hold_out and is_held_out(p.document))]
    asked = [p for p in read_pairs(corpus) if not (chosen.hold_out and is_held_out(p.document))]
    unanswered = read_unanswered(Path(chosen.unanswered))
    if chosen.hold_out:
        unanswered = unanswered[0::2]
    if chosen.catch_up:
        new = [pair for pair in asked if is_held_out(pair.document)]
        asked = new + random.sample([pair for pair in asked if not is_held_out(pair.document)], len(new))
    say(f"{len(seen)} passages, {len(asked)} pairs of questions")

    encoder = read_weights(chosen.base)
    if not chosen.catch_up:
        weights, vocabulary = chosen.teacher or (chosen.base, chosen.vocabulary)
        questions = [(pair.fr, pair.en) for pair in asked] + [(pair["fr"], pair["en"]) for pair in unanswered]
        pairs = [(QUESTION_PREFIX + fr, QUESTION_PREFIX + en) for fr, en in questions] + parallel(seen)
        if chosen.general:
            with open(chosen.general, encoding="utf-8") as lines:
                pairs += [tuple(line.rstrip("\n").split("\t")[:2]) for line in lines]
        distil(encoder, read_weights(weights), tokenise, Tokeniser(vocabulary), pairs, 1.5e-4 if chosen.teacher else 2e-4)
        torch.save(encoder.state_dict(), chosen.output + ".distilled.pt")

    contrast = Contrast(encoder, tokenise, seen, asked, unanswered)
    if chosen.teacher:
        train(encoder, contrast.easy_round(), 4e-5, contrast.loss_of)
    else:
        train(encoder, contrast.easy_round() + contrast.easy_round(), 3e-5 if chosen.catch_up else 5e-5, contrast.loss_of)
    if not chosen.catch_up:
        torch.save(encoder.state_dict(), chosen.output + ".contrast.pt")
        train(encoder, contrast.hard_round(), 2e-5, contrast.loss_of)
    torch.save(encoder.state_dict(), chosen.output)
    say("done")


if __name__ == "__main__":
    main()
