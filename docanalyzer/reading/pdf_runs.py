"""The pieces of a line that wide blanks part, and whether they make a row of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from docanalyzer.reading.pdf_glyphs import Glyph

# Between two cells of a row, in character sizes; a wider blank than between words.
_GAP = 1.0
_FEWEST_PIECES = 3
_VALUE = re.compile(
    r"[-−–—/.*]{1,4}|n/?a|[≥≤<>＞＜±~约-]?\s?[\[(（〔]?[-−]?\d[\d,. ]*(?:\s?[-–—~～至]\s?\d[\d,.]*)?\s?[%‰]?[\])）〕]?"
    r"\s?(?:以上|以下|以内|左右)?(?:\s?\([a-z]\)|[*①-⑳])?",
    re.IGNORECASE,
)


class Run(NamedTuple):
    """Characters of one line without a wide gap."""

    x0: float
    x1: float
    glyphs: list[Glyph]

    @property
    def text(self) -> str:
        """The characters as they stand."""
        return "".join(g.char for g in self.glyphs).strip()


def runs_of(row: Sequence[Glyph]) -> list[Run]:
    """The pieces of a line, from left to right, each with the spaces inside it."""
    runs: list[Run] = []
    for glyph in sorted((g for g in row if not g.char.isspace()), key=lambda g: g.x0):
        if runs and glyph.x0 - runs[-1].x1 <= _GAP * glyph.size:
            last = runs[-1]
            runs[-1] = Run(last.x0, max(last.x1, glyph.x1), [*last.glyphs, glyph])
        else:
            runs.append(Run(glyph.x0, glyph.x1, [glyph]))
    spaces = [g for g in row if g.char.isspace()]
    return [
        Run(r.x0, r.x1, sorted([*r.glyphs, *(s for s in spaces if r.x0 < s.x0 < r.x1)], key=lambda g: g.x0))
        for r in runs
    ]


def is_row(runs: list[Run]) -> bool:
    """Whether a line is a row: a name and then values."""
    if len(runs) < _FEWEST_PIECES:
        return False
    values = [bool(_VALUE.fullmatch(run.text)) and not _is_year(run.text) for run in runs[1:]]
    return sum(values) * 3 >= len(values) * 2 or sum(values) >= 2


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", text))
