"""Prepares what the ranking is learned from: questions about documents that the encoder has not seen.

usage: prepare.py CORPUS OUT UNANSWERABLE.jsonl...

Writes two copies of the corpus and a question set for each:

OUT/bare    no questions beside the documents; the set asks all questions of the held-out documents
OUT/half    every other question beside its document; the set asks the others of the held-out documents

The held-out documents are those of ../encoder: weights of the encoder that were trained with
--hold-out have seen neither their text nor their questions. Each line of UNANSWERABLE.jsonl has
`kind`, `fr` and `en`: a question that the documents do not answer. Both sets get all of them.
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


def unanswerable(paths: list[str]) -> list[dict]:
    """The questions that no document answers."""
    questions = []
    for path in paths:
        for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines()):
            pair = json.loads(line)
            questions += [
                {"id": f"{Path(path).stem}/{number}/{language}", "lang": language, "kind": pair["kind"], "question": pair[language], "answerable": False}
                for language in LANGUAGES
            ]
    return questions


def main() -> None:
    corpus, out, *silent = sys.argv[1:]
    for name, asks in (("bare", "all"), ("half", "others")):
        asked = copy(Path(corpus), Path(out) / name, asks) + unanswerable(silent)
        lines = "".join(json.dumps(question, ensure_ascii=False) + "\n" for question in asked)
        (Path(out) / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        print(name, len(asked))


if __name__ == "__main__":
    main()
