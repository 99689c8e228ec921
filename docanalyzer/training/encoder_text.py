"""Text for the encoder: the sentences of a folder of documents, and the bilingual pairs in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from docanalyzer.core.errors import ReadError
from docanalyzer.linguistics import Tongue, fold, language_of
from docanalyzer.reading import SUPPORTED, read
from docanalyzer.structure import build_structure

_BLANK = re.compile(r"\s+")
_WORTH = re.compile(r"[一-鿿]{2}|[A-Za-z]{3}")


class Pair(NamedTuple):
    """The same said in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a folder held: the sentences of each document in their order, and pairs from its ``.tsv`` files."""

    documents: tuple[tuple[str, ...], ...]
    pairs: tuple[Pair, ...]
    left_out: int
    """Sentences that stand in a text that must not be learnt from."""

    @property
    def characters(self) -> int:
        """Characters of all sentences."""
        return sum(len(sentence) for document in self.documents for sentence in document)


def read_folder(folder: Path, without: Path | None = None) -> Read:
    """Every document of a folder that :func:`docanalyzer.reading.read` takes, as sentences, each sentence once.

    A ``.tsv`` file holds pairs: Chinese, a tab, English. Sentences that stand in a ``.txt`` file of ``without`` are
    left out. Raises :class:`ReadError` where the folder is missing or nothing in it can be read.
    """
    if not folder.is_dir():
        raise ReadError(str(folder), "missing", "there is no such folder of text")
    forbidden = _Forbidden(without)
    seen: set[str] = set()
    documents: list[tuple[str, ...]] = []
    pairs: list[Pair] = []
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".tsv":
            pairs += [pair for pair in read_pairs(path) if not (forbidden.holds(pair.zh) or forbidden.holds(pair.en))]
        elif path.suffix.lower() in SUPPORTED and path.is_file():
            documents.append(tuple(s for s in _sentences(path) if _new(s, seen) and not forbidden.holds(s)))
    documents = [document for document in documents if document]
    if not documents:
        raise ReadError(str(folder), "empty", "nothing in this folder can be read as a document")
    return Read(tuple(documents), tuple(pairs), forbidden.met)


def read_pairs(path: Path) -> list[Pair]:
    """The rows of a file with Chinese, a tab and English on each line; lines that begin with ``#`` are remarks."""
    pairs = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != 2 or not all(cells):
            raise ReadError(path.name, "damaged", f"line {number} does not hold Chinese, a tab and English")
        pairs.append(Pair(*cells))
    return pairs


class _Forbidden:
    """Texts whose sentences must not be learnt from."""

    def __init__(self, folder: Path | None) -> None:
        self.met = 0
        paths = sorted(folder.glob("*.txt")) if folder else []
        if folder and not paths:
            raise ReadError(str(folder), "empty", "there is no .txt file whose sentences could be left out")
        self._all = "\n".join(_squeezed(path.read_text("utf-8")) for path in paths)
        self._sentences = [key for path in paths for s in _sentences(path) if len(key := _squeezed(s)) >= 12]

    def holds(self, sentence: str) -> bool:
        """Whether the sentence stands in one of the texts, or a whole sentence of theirs stands in it."""
        key = _squeezed(sentence)
        inside = len(key) >= 8 and (key in self._all or any(other in key for other in self._sentences))
        self.met += inside
        return inside


def _sentences(path: Path) -> Iterator[str]:
    document = read(path)
    tongue: Tongue = "en" if language_of(document.text) == "en" else "zh"
    for s in build_structure(document, tongue).sentences:
        sentence = _BLANK.sub(" ", document.text[s.start : s.end])
        if _WORTH.search(sentence):
            yield sentence


def _new(sentence: str, seen: set[str]) -> bool:
    key = _squeezed(sentence)
    if key in seen:
        return False
    seen.add(key)
    return True


def _squeezed(text: str) -> str:
    return _BLANK.sub("", fold(text)).lower()
