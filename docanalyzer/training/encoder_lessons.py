"""What the encoder is tuned on: the marked passages of the corpus, and its documents with their translations."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from docanalyzer.core.errors import ModelError
from docanalyzer.evaluation.passages import Marked, load, pairs
from docanalyzer.evaluation.translations import translated
from docanalyzer.training.cases import Labelled, labelled
from docanalyzer.training.encoder_pairs import glossary
from docanalyzer.training.encoder_text import Pair
from docanalyzer.training.encoder_tune import Asked, Lessons, Tagged
from docanalyzer.training.texts import Split, corpus_texts, digest

Part = Literal["train", "held", "test"]

_SPLITS: tuple[Split, ...] = ("train", "test")
# Sentences of the glossary are learnt so many at a time, as if they were a document.
_PAGE = 26
# One topic in so many is held out of the training part, to see when tuning has learnt enough.
_HELD = 9


@dataclass(frozen=True, slots=True)
class School:
    """The lessons by part; ``hash`` and ``counts`` are what the model's description says of them."""

    train: Lessons
    held: Lessons
    test: Lessons
    hash: str
    counts: dict[str, int]


def school(corpus: Path, name: str = "encoder") -> School:
    """The lessons of a corpus folder; raises :class:`ModelError` where it has no passages."""
    folder = corpus / "passages"
    if not folder.is_dir():
        raise ModelError(name, f"{folder} is missing: the encoder is tuned on the passages of a checkout")
    cases = {split: labelled(corpus_texts(split)) for split in _SPLITS}
    return assembled(corpus, cases)


def assembled(corpus: Path, cases: dict[Split, list[Labelled]]) -> School:
    """The lessons of a corpus folder with the questions of its splits."""
    parts: dict[Part, _Material] = {"train": _Material(), "held": _Material(), "test": _Material()}
    for item in load(corpus / "passages"):
        parts[part_of(item.topic, item.split)].marked.append(item)
    for split, found in cases.items():
        for case in found:
            parts[part_of(case.group, split)].cases.append(case)
    for document in translated(corpus):
        parts[part_of(document.name, document.split)].translated.append(tuple(Pair(*pair) for pair in document.pairs))
    written = glossary("sentences")
    parts["train"].translated += [written[at : at + _PAGE] for at in range(0, len(written), _PAGE)]
    lessons = {part: material.lessons() for part, material in parts.items()}
    counts = {f"passages_{part}": len(material.marked) for part, material in parts.items()}
    counts |= {f"pairs_{part}": sum(map(len, lesson.documents)) for part, lesson in lessons.items()}
    counts |= {"roles_train": len(lessons["train"].roles), "forces_train": len(lessons["train"].forces)}
    return School(lessons["train"], lessons["held"], lessons["test"], digest(corpus_texts("train")), counts)


@dataclass(slots=True)
class _Material:
    """What one part is made of."""

    marked: list[Marked] = field(default_factory=list)
    cases: list[Labelled] = field(default_factory=list)
    translated: list[tuple[Pair, ...]] = field(default_factory=list)

    def lessons(self) -> Lessons:
        documents: dict[str, list[Pair]] = {}
        for pair in pairs(self.marked):
            documents.setdefault(pair.topic, []).append(Pair(pair.zh, pair.en))
        return Lessons(
            (*map(tuple, documents.values()), *self.translated),
            tuple(_asked(case) for case in self.cases if case.case.task == "role"),
            tuple(_asked(case) for case in self.cases if case.case.task == "force"),
            tuple(tagged for item in self.marked for tagged in _tagged(item)),
        )


def part_of(topic: str, split: str) -> Part:
    """Where a topic belongs; both languages of it belong together."""
    if split == "test":
        return "test"
    number = int.from_bytes(hashlib.sha256(topic.encode()).digest()[:4], "big")
    return "held" if number % _HELD == 0 else "train"


def _asked(case: Labelled) -> Asked:
    return Asked(case.case, tuple(sorted(case.answer)), tuple(sorted(case.unknown)), case.rules, case.doubtful)


def _tagged(item: Marked) -> Iterator[Tagged]:
    for line in item.lines:
        phrases = [
            (span.start - line.start, span.end - line.start, span.label)
            for span in item.spans
            if line.start <= span.start < line.end
        ]
        yield Tagged(item.text[line.start : line.end], tuple(phrases))
