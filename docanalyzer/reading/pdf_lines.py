"""Lines of text out of the characters of a page, in the order in which they are read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from docanalyzer.reading.layout import is_wide
from docanalyzer.reading.pdf_glyphs import Glyph

_MARK = re.compile(r"[\[(]?\d{1,3}[\])]?(?:,\d{1,3})*")
# A gap wider than this share of the size parts words; an f hangs over the blank behind it.
_BETWEEN, _AFTER_F = 0.19, 0.13
# The characters of a raised mark in brackets.
_LONGEST_MARK = 4
# Before a raised digit: what makes it a power or a formula and no footnote mark.
_POWER = re.compile(r"(?:^|[^\d.,])10$")
_UNIT = re.compile(r"(?:^|[^A-Za-z])(?:[kcdmμ]?m|CO|SO|NO|O|H|N|PM)$")


@dataclass(slots=True)
class Line:
    """One line as it stands on the page; ``left`` and ``right`` are the edges of the column or box it is in.

    ``first_word`` is the width of what would have had to fit on the line above, ``marks`` counts the footnote marks
    that were left out; ``noted`` says that one stood at the very start, as it does in a footnote.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    page: int
    first_word: float
    marks: int = 0
    noted: bool = False
    left: float = 0.0
    right: float = 0.0
    region: int = 0

    @property
    def top(self) -> float:
        """The upper edge, near enough for comparing with other things on the page."""
        return self.base - self.size


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """The lines that characters form, from top to bottom."""
    return [line for row in rows_of(list(glyphs)) if (line := _line(row, page)).text]


def rows_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The characters of each line from top to bottom; within a line in no order."""
    return _rows([g for g in glyphs if not g.char.isspace()], [g for g in glyphs if g.char.isspace()])


def _rows(printed: list[Glyph], blanks: list[Glyph]) -> list[list[Glyph]]:
    """Characters on one base line, with the raised and lowered ones beside them."""
    if not printed:
        return []
    rows: list[list[Glyph]] = []
    for glyph in sorted(printed, key=lambda g: g.base):
        last = rows[-1] if rows else []
        if last and glyph.base - last[-1].base <= 0.12 * glyph.size and glyph.base - last[0].base < 0.4 * glyph.size:
            last.append(glyph)
        else:
            rows.append([glyph])
    rows = _attach_small(rows)
    bases = [row[0].base for row in rows]
    for blank in blanks:
        # A blank matters only between characters of its own line; it is dropped where no line is near.
        after = bisect_left(bases, blank.base)
        near = min(range(max(0, after - 1), min(len(rows), after + 1)), key=lambda i: abs(bases[i] - blank.base))
        if abs(bases[near] - blank.base) < 0.5 * blank.size:
            rows[near].append(blank)
    return rows


def _attach_small(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Give sub- and superscripts, which have a base line of their own, to the line that they stand at."""
    sizes = [median(g.size for g in row) for row in rows]
    kept: list[list[Glyph]] = []
    moved: dict[int, list[Glyph]] = {}
    for index, row in enumerate(rows):
        hosts = [
            other
            for other in (index - 1, index + 1, index - 2, index + 2)
            if 0 <= other < len(rows)
            and abs(rows[other][0].base - row[0].base) < 0.62 * sizes[other]
            and (sizes[index] < 0.9 * sizes[other] or len(row) * 4 <= len(rows[other]))
            and len(rows[other]) >= len(row)
        ]
        hosts.sort(key=lambda other: abs(rows[other][0].base - row[0].base))
        rest = []
        for mark in _marks(row) if hosts else [row]:
            near = (
                h
                for h in hosts
                if any(_touches(glyph, rows[h], sizes[h]) for glyph in mark) or _leads(row, rows[h], sizes[h])
            )
            host = next(near, None)
            if host is None:
                rest += mark
            else:
                moved.setdefault(host, []).extend(mark)
        kept.append(rest)
    for host, extra in moved.items():
        # The order within a row is by place; its first character must go on to be one of the base line.
        kept[host] += extra
    return [row for row in kept if row]


def _marks(row: list[Glyph]) -> list[list[Glyph]]:
    """The small characters of a row one by one, but marks in brackets whole: (b)."""
    marks: list[list[Glyph]] = []
    for glyph in sorted(row, key=lambda g: g.x0):
        if marks and glyph.x0 - marks[-1][-1].x1 < 0.3 * glyph.size:
            marks[-1].append(glyph)
        else:
            marks.append([glyph])
    parts: list[list[Glyph]] = []
    for mark in marks:
        whole = 2 < len(mark) <= _LONGEST_MARK and mark[0].char in "(（[" and mark[-1].char in ")）]"
        parts += [mark] if whole else [[glyph] for glyph in mark]
    return parts


def _touches(glyph: Glyph, row: list[Glyph], size: float) -> bool:
    near, far = -0.6 * size, 0.5 * size
    return any(near < glyph.x0 - other.x1 < far or near < other.x0 - glyph.x1 < far for other in row)


def _leads(row: list[Glyph], host: list[Glyph], size: float) -> bool:
    """Whether a row is the number of a footnote, set a little before its text."""
    gap = min(g.x0 for g in host) - max(g.x1 for g in row)
    return len(row) <= 3 and 0 <= gap < 1.6 * size and all(g.char.isdigit() for g in row)


def _line(row: list[Glyph], page: int) -> Line:
    ordered = sorted(row, key=lambda g: g.x0)
    printed = [g for g in ordered if not g.char.isspace()]
    size = _main_size(printed)
    base = median(g.base for g in printed if g.size > 0.9 * size)
    builder = _LineText(size, base)
    for glyph in ordered:
        builder.take(glyph)
    builder.finish()
    bold = sum(g.bold for g in printed) * 5 > len(printed) * 4
    x0, x1 = printed[0].x0, max(g.x1 for g in printed)
    return Line(builder.text, x0, x1, base, size, bold, page, _first_word(printed), builder.marks, builder.noted)


def _main_size(glyphs: list[Glyph]) -> float:
    """The size that most characters have."""
    counts: dict[float, int] = {}
    for glyph in glyphs:
        key = round(glyph.size * 2) / 2
        counts[key] = counts.get(key, 0) + 1
    return max(counts, key=lambda key: (counts[key], key)) or 1.0


def _first_word(glyphs: list[Glyph]) -> float:
    """The width of the first word; of the first character in Chinese, which may break anywhere."""
    first = glyphs[0]
    end = first.x1
    for before, glyph in pairwise(glyphs):
        if is_wide(glyph.char) or is_wide(before.char) or glyph.x0 - before.x1 > 0.15 * glyph.size:
            break
        end = glyph.x1
    return end - first.x0


class _LineText:
    """Puts the characters of a line together and decides where blanks stand."""

    def __init__(self, size: float, base: float) -> None:
        self.text = ""
        self.marks = 0
        self.noted = False
        self._size, self._base = size, base
        self._last: Glyph | None = None
        self._blank = False
        self._raised = ""
        self._before_raised = ""

    def take(self, glyph: Glyph) -> None:
        """Add the next character from the left."""
        if glyph.char.isspace():
            self._blank = True
            return
        last = self._last
        if last is not None and glyph.char == last.char and glyph.x0 - last.x0 < 0.4 * (glyph.x1 - glyph.x0):
            return  # bold made by printing twice
        raised = glyph.size < 0.85 * self._size and glyph.base < self._base - 0.18 * self._size
        if raised and (glyph.char.isdigit() or (glyph.char in "[](),-−" and (self._raised or glyph.char in "[("))):
            self._raised += glyph.char
        else:
            self._settle()
            self.text += self._gap(glyph) + glyph.char
        self._last = glyph
        self._blank = False

    def finish(self) -> None:
        """Settle what waits at the end of the line."""
        self._settle()

    def _settle(self) -> None:
        """Decide what raised digits are: a power, a part of a unit or formula, or a footnote mark."""
        raised, self._raised = self._raised, ""
        if not raised:
            return
        if not _MARK.fullmatch(raised):
            self.text += raised
        elif not self.text:
            self.noted = True
            self.marks += 1
        elif _POWER.search(self.text):
            self.text += "^" + raised
        elif _UNIT.search(self.text):
            self.text += raised
        else:
            self.marks += 1

    def _gap(self, glyph: Glyph) -> str:
        last = self._last
        if last is None or not self.text:
            return ""
        gap = glyph.x0 - last.x1
        if is_wide(last.char) or is_wide(glyph.char):
            # Blanks around Chinese are typesetting; only a gap as of a table without lines parts words.
            return " " if gap > 1.6 * self._size else ""
        if _ambiguous(last, glyph):
            return " " if gap > 1.6 * self._size else ""
        if self._blank and gap > -0.3 * self._size:
            return " "
        return " " if gap > (_AFTER_F if last.char == "f" else _BETWEEN) * self._size else ""


def _ambiguous(last: Glyph, glyph: Glyph) -> bool:
    """Whether one of two characters is a quotation mark or dash as wide as a Chinese character."""
    return any(g.char in "“”‘’—…·" and g.x1 - g.x0 > 0.8 * g.size for g in (last, glyph))
