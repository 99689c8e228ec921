"""The notes below a table: which marks stand for another year of a value, and which for the attribute of a row.

注：带*的为2019年数据；★为约束性指标。
"""

from __future__ import annotations

import re
from typing import NamedTuple

from docanalyzer.core.record import Binding
from docanalyzer.records.grid_places import Grid

_MARKS = r"*＊★▲●△☆※#†‡①-⑳"
_MARK = f"[{_MARKS}]"
# What stands between a mark and what it means: no other mark, and no end of a sentence.
_GAP = rf"[^。；;\n{_MARKS}]{{0,12}}?"
# How far below a table its notes reach, and how they begin.
_REACH, _MOST_LINES = 400, 6
_NOTE = re.compile(rf"\s*(?:[（(]?(?:注|备注|说明)\s*\d?[：:、.]?|(?:Notes?|Remarks?)\b|{_MARK})", re.IGNORECASE)
_OF_YEAR = re.compile(
    rf"[“\"'‘]?(?P<mark>{_MARK})[”\"'’]?{_GAP}(?P<year>(?:19|20)\d\d)\s*年[底末度]?(?:的?(?:数据|数值|数|值|现状)|[。；;\s]|$)"
    rf"|(?P<mark_en>{_MARK})[\"”]?\s*[^.;\n]{{0,40}}?\b(?:data|values?|figures?)\b[^.;\n]{{0,20}}?\b(?P<year_en>(?:19|20)\d\d)\b"
    rf"|(?P<mark_en2>{_MARK})[\"”]?\s*[^.;\n]{{0,20}}?\b(?P<year_en2>(?:19|20)\d\d)\s+(?:data|values?|figures?)\b",
    re.IGNORECASE,
)
_OF_ATTRIBUTE = re.compile(
    rf"[“\"'‘]?(?P<mark>{_MARK})[”\"'’]?{_GAP}(?P<what>约束性|预期性|\b(?:binding|mandatory|indicative|expected)\b)",
    re.IGNORECASE,
)
_EXPECTED = ("预期性", "indicative", "expected")


class Notes(NamedTuple):
    """Marks with the span of the year that they stand for, and with the attribute that they give a row."""

    years: dict[str, tuple[int, int]]
    attributes: dict[str, Binding]


def read_notes(text: str, grid: Grid) -> Notes:
    """The notes of a table: its last row where that is one cell, and the lines below it that begin as notes do."""
    years: dict[str, tuple[int, int]] = {}
    attributes: dict[str, Binding] = {}
    for start, end in _lines(text, grid):
        for m in _OF_YEAR.finditer(text, start, end):
            key = next(name for name in ("mark", "mark_en", "mark_en2") if m[name])
            years.setdefault(m[key], m.span(key.replace("mark", "year")))
        for m in _OF_ATTRIBUTE.finditer(text, start, end):
            attributes.setdefault(m["mark"], "expected" if m["what"].lower() in _EXPECTED else "binding")
    return Notes(years, attributes)


def _lines(text: str, grid: Grid) -> list[tuple[int, int]]:
    last = max((cell.row for cell in grid.cells), default=0)
    bottom = [cell for cell in grid.cells if cell.row == last]
    found = [(cell.start, cell.end) for cell in bottom if len(bottom) == 1 and _NOTE.match(text, cell.start, cell.end)]
    at, stop = grid.end, min(len(text), grid.end + _REACH)
    for _ in range(_MOST_LINES):
        while at < stop and text[at].isspace():
            at += 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if at >= stop or not _NOTE.match(text, at, end):
            break
        found.append((at, min(end, at + _REACH)))
        at = end
    return found


def marks_behind(text: str, start: int, end: int) -> str:
    """The marks at the end of a cell or a name: 60.6*, 用水总量（亿立方米）*."""
    tail = end
    while tail > start and (text[tail - 1] in "*＊★▲●△☆※#†‡\\ " or "①" <= text[tail - 1] <= "⑳"):
        tail -= 1
    return text[tail:end]


def marks_before(text: str, start: int, end: int) -> str:
    """The marks at the beginning of a name: ★单位地区生产总值能耗降幅."""
    at = start
    while at < end and text[at] in "*＊★▲●△☆※# ":
        at += 1
    return text[start:at]
