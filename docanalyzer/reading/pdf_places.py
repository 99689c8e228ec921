"""Where words of the text stand on a page of the PDF that they were read from.

Reading joins lines, takes out blanks, footnote marks and hyphens; the words are therefore looked for without any of
those, first as they are, then piece by piece.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from docanalyzer.reading.pdf_glyphs import Glyph
from docanalyzer.reading.pdf_lines import rows_of

_LEAST_PIECE = 2
_LEAST_SHARE = 0.6
# A longer text is compared by its head and tail: comparing piece by piece takes time with the square.
_LONGEST = 600


class Box(NamedTuple):
    """A rectangle on a page in points, ``y`` from its top."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words to find: the ``nth`` place (from 0) where they stand on the page."""

    text: str
    nth: int = 0


class PageWords:
    """The characters of one page, to look for words in."""

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        # In most files characters come in reading order; where they do not, they are taken line by line.
        self._orders = [_Order(glyphs), _Order([g for row in rows_of(glyphs) for g in sorted(row, key=lambda g: g.x0)])]

    def find(self, wanted: Wanted, within: Sequence[Glyph] | None = None) -> list[Glyph]:
        """The characters that the words are made of, in order; empty where the page does not have them.

        ``within`` narrows the search to characters found before.
        """
        words = _bare(wanted.text)
        if not words:
            return []
        orders = self._orders if within is None else [_Order(within)]
        for order in orders:
            found = order.exact(words, wanted.nth)
            if found:
                return found
        return [] if within is not None else max((order.nearly(words) for order in orders), key=len)


def boxes(glyphs: Iterable[Glyph]) -> list[Box]:
    """One box for each stretch of a line that characters fill."""
    lines: list[list[Glyph]] = []
    for glyph in glyphs:
        last = lines[-1][-1] if lines else None
        size = max(glyph.size, last.size) if last else 0.0
        if last and abs(last.base - glyph.base) < 0.5 * size and -size < glyph.x0 - last.x1 < 4 * size:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [
        Box(
            min(g.x0 for g in line),
            min(g.base - 0.92 * g.size for g in line),
            max(g.x1 for g in line),
            max(g.base + 0.24 * g.size for g in line),
        )
        for line in lines
    ]


def occurrence(text: str, start: int, words: str) -> int:
    """How often the words stand in ``text`` before ``start``, blanks aside: the ``nth`` of :class:`Wanted`."""
    bare, before = _bare(words), _bare(text[:start])
    if not bare:
        return 0
    # The place at ``start`` itself does not count, nor one that overlaps it.
    return before.count(bare)


class _Order:
    """The characters of a page in one order, as a string without blanks that knows the way back."""

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        self._glyphs = glyphs
        self._back = [index for index, glyph in enumerate(glyphs) for _ in _bare(glyph.char)]
        self._text = "".join(_bare(glyph.char) for glyph in glyphs)

    def exact(self, words: str, nth: int) -> list[Glyph]:
        at = last = self._text.find(words)
        while at >= 0 and nth > 0:
            at = self._text.find(words, at + len(words))
            last = at if at >= 0 else last
            nth -= 1
        return self._taken(last, last + len(words)) if last >= 0 else []

    def nearly(self, words: str) -> list[Glyph]:
        """The characters of the pieces that the page shares with the words, if those are most of them and close by."""
        words = words[:_LONGEST]
        matcher = SequenceMatcher(None, self._text, words, autojunk=False)
        blocks = matcher.get_matching_blocks()
        anchor = max(blocks, key=lambda block: block.size)
        # The same two characters stand by chance anywhere: what counts lies around the longest piece.
        near = range(anchor.a - 2 * len(words), anchor.a + anchor.size + 2 * len(words))
        pieces = [block for block in blocks if block.size >= _LEAST_PIECE and block.a in near]
        if sum(piece.size for piece in pieces) < _LEAST_SHARE * len(words):
            return []
        return [glyph for piece in pieces for glyph in self._taken(piece.a, piece.a + piece.size)]

    def _taken(self, start: int, end: int) -> list[Glyph]:
        return [self._glyphs[index] for index in dict.fromkeys(self._back[start:end])]


def _bare(text: str) -> str:
    """The text as it is compared: compatibility forms as the common ones, small letters, no blanks, no hyphens."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if not (c.isspace() or c in "-‐‑­"))
