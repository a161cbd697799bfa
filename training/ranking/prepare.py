"""Prepares what the ranking is learned from: questions about documents that the encoder has not seen.

usage: prepare.py CORPUS OUT

Writes two copies of the corpus and a question set for each:

OUT/bare    no questions beside the documents; the set asks all questions of the held-out documents
OUT/half    every other question beside its document; the set asks the others of the held-out documents

The held-out documents are those of ../encoder: weights of the encoder that were trained with
--hold-out have seen neither their text nor their questions. Both sets also ask every second of the
questions that no document answers (unanswered.yaml).
"""

import json
import shutil
import sys
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parent.parent / "encoder"))

from corpus import LANGUAGES, OPENING, is_held_out  # noqa: E402


def id_of(corpus: Path, language: str, document: str) -> str:
    """The id in a document's front matter."""
    _, front, _ = (corpus / language / f"{document}.md").read_text(encoding="utf-8").split("---\n", 2)
    return str(yaml.safe_load(front)["id"])


def copy(corpus: Path, target: Path, asks: str) -> list[dict]:
    """Copies the corpus with some of its questions, and gives the others that the held-out documents answer."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(corpus, target)
    asked = []
    for path in sorted((target / "questions").glob("*.yaml")):
        sections = yaml.safe_load(path.read_text(encoding="utf-8"))
        if asks == "all":
            path.unlink()
        else:
            kept = {anchor: questions[0::2] for anchor, questions in sections.items()}
            path.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), encoding="utf-8")
        if not is_held_out(path.stem):
            continue
        for anchor, questions in sections.items():
            for number, question in enumerate(questions):
                if asks == "all" or number % 2 == 1:
                    for language in LANGUAGES:
                        document = id_of(corpus, language, path.stem)
                        asked.append({
                            "id": f"{path.stem}/{anchor}/{number}/{language}", "lang": language, "kind": "way",
                            "question": question[language], "answerable": True, "relevant": [document],
                            "sections": [f"{document}#{'' if anchor == OPENING else anchor}"],
                        })
    return asked


def unanswered() -> list[dict]:
    """Every second of the questions that no document answers: those that weights trained with --hold-out have not seen."""
    pairs = [
        (kind, number, question)
        for kind, questions in yaml.safe_load((Path(__file__).parent / "unanswered.yaml").read_text(encoding="utf-8")).items()
        for number, question in enumerate(questions)
    ]
    return [
        {"id": f"{kind}/{number}/{language}", "lang": language, "kind": kind, "question": question[language], "answerable": False}
        for kind, number, question in pairs[1::2]
        for language in LANGUAGES
    ]


def main() -> None:
    corpus, out = Path(sys.argv[1]), Path(sys.argv[2])
    for name, asks in (("bare", "all"), ("half", "others")):
        asked = copy(corpus, out / name, asks) + unanswered()
        lines = "".join(json.dumps(question, ensure_ascii=False) + "\n" for question in asked)
        (out / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        print(name, len(asked))


if __name__ == "__main__":
    main()
