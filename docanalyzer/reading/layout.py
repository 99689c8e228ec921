"""The text of a document and its blocks, put together piece by piece; every format module writes through here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from docanalyzer.core.document import Block, BlockKind, Cell, Metadata, Notice, Page, Place

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"

# Characters that must not reach the text of a made document: controls, zero-width marks, soft hyphens.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]"
)
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
# Used in both scripts: whether a blank belongs beside them depends on the words around.
_EITHER = frozenset("“”‘’—…·《》")
_HAN_CLASS = re.compile(f"[{HAN}]")
_HAN_RUN = re.compile(f"[{HAN}][{HAN}]*")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells with their places; ``columns`` is the width of the table."""

    cells: tuple[tuple[str, Cell], ...]
    columns: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a format module makes of the bytes, before it becomes a ``Document``.

    ``stated`` is metadata that the file states in fields of its own and ``guessed`` what it may mean by others
    (a file property that is often left over from a template): the text's own head stands between the two.
    """

    media_type: str
    text: str
    blocks: tuple[Block, ...] = ()
    pages: tuple[Page, ...] = ()
    notices: tuple[Notice, ...] = ()
    places: tuple[Place, ...] = ()
    stated: Metadata = field(default_factory=Metadata)
    guessed: Metadata = field(default_factory=Metadata)


class Writer:
    """Collects blocks in order, one line each; the text and the offsets come out together."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []

    @property
    def length(self) -> int:
        """Characters written so far: where the next block will begin."""
        return self._length

    @property
    def text(self) -> str:
        """Everything written, with a line feed after each block."""
        return "".join(self._parts)

    def add(
        self, text: str, kind: BlockKind, *, level: int = 0, number: str | None = None, page: int | None = None
    ) -> None:
        """Write one block on a line of its own; blank text is left out."""
        line = tidy(text)
        if not line:
            return
        start = self._length
        self.blocks.append(Block(start, start + len(line), kind, level, number, page))
        self._write(line + "\n")

    def add_row(self, row: Row, *, page: int | None = None) -> None:
        """Write a table row on one line; places that a merged cell covers stay empty, so that columns line up."""
        fields = [""] * row.columns
        places: dict[int, Cell] = {}
        for text, cell in row.cells:
            if cell.column < row.columns:
                fields[cell.column] = tidy(text)
                places[cell.column] = cell
        if not any(fields):
            return
        offset = self._length
        for column, value in enumerate(fields):
            if value:
                end = offset + len(value)
                self.blocks.append(Block(offset, end, BlockKind.CELL, page=page, cell=places[column]))
            offset += len(value) + 1
        self._write("\t".join(fields).rstrip("\t") + "\n")

    def _write(self, piece: str) -> None:
        self._parts.append(piece)
        self._length += len(piece)


def tidy(text: str) -> str:
    """Text on one line: every run of blanks is one space, invisible characters are gone, the ends are bare."""
    if "\n" in text or "\r" in text:
        text = join_lines(text.splitlines())
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()


def join_lines(lines: Iterable[str]) -> str:
    """One line out of several: Chinese is joined without a blank, words with one."""
    joined = ""
    for line in lines:
        piece = line.strip()
        if not joined:
            joined = piece
        elif piece:
            joined += glue(joined, piece) + piece
    return joined


def glue(left: str, right: str) -> str:
    """What stands between two pieces of a sentence that a line end parted."""
    if not left or not right:
        return ""
    a, b = left[-1], right[0]
    if is_wide(a) or is_wide(b):
        # With a number or a Latin word on one side only Chinese typesetting puts no blank either.
        return ""
    if (a in _EITHER or b in _EITHER) and _HAN_CLASS.search(left[-8:] + right[:8]):
        return ""
    return "" if a in "([/" or b in ")]%," else " "


def is_wide(character: str) -> bool:
    """Whether a character is of a script that puts no blank between words, or of its punctuation."""
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or "\uff00" <= character <= "\uff60"


def mostly_han(text: str) -> bool:
    """Whether a sample is Chinese: a fifth of its characters are enough, since tables and names are mixed in."""
    sample = text[:20_000]
    return sum(map(len, _HAN_RUN.findall(sample))) * 5 > len(sample) - sample.count(" ") - sample.count("\n")


def squeeze(text: str) -> str:
    """Text without any blank, for comparing what stands spaced out or came from two parsers."""
    return "".join(text.split())
