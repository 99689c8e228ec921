"""The documents of the corpus with a translation: which sentences belong together."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from docanalyzer.evaluation.reference import numbered_sentences

# Kept for measuring: the translation whose two sides were written most freely. Its documents are of the train split.
_TESTED = frozenset({"documents/zh-three-year-plan-news.txt"})


@dataclass(frozen=True, slots=True)
class Translated:
    """A document and its translation: Chinese and English sentences that say the same."""

    name: str
    split: Literal["train", "test"]
    pairs: tuple[tuple[str, str], ...]


def translated(corpus: Path) -> Iterator[Translated]:
    """The documents of ``comparison/translations.json`` in a corpus folder."""
    with (corpus / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        splits = {f"documents/{row['file']}": row.get("split") for row in csv.DictReader(file)}
    for case in json.loads((corpus / "comparison" / "translations.json").read_text("utf-8")):
        texts = [(corpus / case[side]).read_text("utf-8") for side in ("left", "right")]
        spans = [numbered_sentences(text) for text in texts]
        found = {}
        for parts in case["provisions"]:
            zh, en = (_sentence(*side) for side in zip(texts, spans, parts, strict=True))
            found[zh] = (zh, en)
        test = case["left"] in _TESTED or "test" in {splits.get(case[side]) for side in ("left", "right")}
        yield Translated(Path(case["left"]).stem, "test" if test else "train", tuple(found.values()))


def _sentence(text: str, spans: Iterable[tuple[int, int]], part: str) -> str:
    """The sentence that a piece of the text ends in."""
    end = text.index(part) + len(part)
    return next(text[start:stop] for start, stop in spans if start < end <= stop)
