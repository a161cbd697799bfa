"""Reads the project's corpus: passages, and the questions that people ask about them."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from encoder import passage_text

LANGUAGES = ("fr", "en")
OPENING = "opening"


@dataclass(frozen=True)
class Passage:
    """One paragraph, list or table of a section."""

    document: str
    anchor: str
    number: int  # in its section, from 1
    language: str
    title: str
    heading: str
    text: str

    @property
    def section(self) -> tuple[str, str]:
        return self.document, self.anchor

    @property
    def read(self) -> str:
        """The text as the encoder reads it."""
        return passage_text(self.title, self.heading, self.text)


@dataclass(frozen=True)
class Pair:
    """One question in both languages, and where it is answered."""

    document: str
    anchor: str
    paragraph: int | None  # from 1; None where the whole section answers
    fr: str
    en: str

    @property
    def section(self) -> tuple[str, str]:
        return self.document, self.anchor


def is_held_out(document: str) -> bool:
    """Every fifth document, by a hash of its name, so that a new document moves no other."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % 5 == 0


def plain(block: str) -> str:
    """A block of Markdown without references to sources, emphasis, links and table signs."""
    block = re.sub(r"\[\^[^\]]*\]", "", block)
    block = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", block)
    block = re.sub(r"^\s*\|?[\s:|-]+\|\s*$", "", block, flags=re.M)
    block = re.sub(r"^\s*(?:[-*]|\d+\.)\s+", "", block, flags=re.M)
    return re.sub(r"\s+", " ", re.sub(r"[*`|]", " ", block)).strip()


def read_document(path: Path, language: str) -> list[Passage]:
    """The passages of one Markdown file, in order."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    title = str(yaml.safe_load(front)["title"])
    heading, anchor, number, passages = "", OPENING, 0, []
    for block in re.split(r"\n[ \t]*\n", body):
        block = block.strip()
        if not block:
            continue
        if block.startswith("#"):
            match = re.match(r"#+\s*(.*?)\s*(?:\{#([\w.-]+)[^}]*\})?\s*$", block.split("\n")[0])
            heading, anchor, number = match[1], match[2] or match[1], 0
            continue
        number += 1
        passages.append(Passage(path.stem, anchor, number, language, title, heading, plain(block)))
    return passages


def read_passages(corpus: Path) -> list[Passage]:
    """Every passage of the corpus, French first."""
    return [
        passage
        for language in LANGUAGES
        for path in sorted((corpus / language).glob("*.md"))
        if path.name != "README.md"
        for passage in read_document(path, language)
    ]


def read_pairs(corpus: Path) -> list[Pair]:
    """Every pair of questions."""
    pairs = []
    for path in sorted((corpus / "questions").glob("*.yaml")):
        sections = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        for anchor, questions in (sections or {}).items():
            for question in questions:
                pairs.append(Pair(path.stem, str(anchor), question.get("paragraph"), str(question["fr"]), str(question["en"])))
    return pairs


def read_unanswered(path: Path) -> list[dict]:
    """Every pair of questions that no document answers, each with `fr` and `en`."""
    kinds = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return [question for questions in kinds.values() for question in questions]


def sentences(text: str) -> list[str]:
    """A simple cut after full stops, colons and semicolons before a space."""
    return [part for part in re.split(r"(?<=[.;:!?])\s+(?=\S)", text) if part]


def parallel(passages: list[Passage]) -> list[tuple[str, str]]:
    """French and English texts that say the same: headings, paragraphs, and sentences where both have as many."""
    english = {(p.section, p.number): p for p in passages if p.language == "en"}
    found: dict[tuple[str, str], None] = {}
    for french in passages:
        other = english.get((french.section, french.number)) if french.language == "fr" else None
        if other is None:
            continue
        found[french.title, other.title] = None
        if french.heading and other.heading:
            found[french.heading, other.heading] = None
        found[french.text, other.text] = None
        ours, theirs = sentences(french.text), sentences(other.text)
        if 1 < len(ours) == len(theirs):
            found.update(dict.fromkeys(zip(ours, theirs)))
    return list(found)
