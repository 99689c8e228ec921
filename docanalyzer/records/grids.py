"""Tables as rows of cells: those that the reader found, and those that lie flat in the lines of a text.

A flat table keeps its head (序号 指标 单位 2020年 2025年 属性) and its order, with tabs or blanks between the cells of
a line or with each cell on a line of its own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from docanalyzer.core.document import Block
from docanalyzer.knowledge.table_headers import header_role
from docanalyzer.linguistics import Tongue
from docanalyzer.records.grid_places import Grid, Place
from docanalyzer.records.grid_rows import closed_rows
from docanalyzer.records.grid_spans import with_spans
from docanalyzer.records.table_cells import is_number

_LINE = re.compile(r"[^\n]+")
_PIECE = re.compile(r"[^\s]+")
_BRACKETS = re.compile(r"[（(][^（）()]{1,12}[)）]\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIXED = frozenset({"index", "name", "unit", "binding"})
_HEAD_LENGTH = 24
_MOST_COLUMNS = 12
# A table in lines with tabs has at least so many of them.
_FEWEST_LINES = 3


def find_grids(text: str, blocks: Sequence[Block], language: Tongue) -> list[Grid]:
    """The tables of a text in order."""
    grids = list(_given(blocks)) or list(_flat(text, language))
    return sorted(with_spans(grid, text, language) for grid in grids)


def _given(blocks: Sequence[Block]) -> Iterator[Grid]:
    """Tables whose cells the reader marked."""
    marked = [block for block in blocks if block.cell is not None]
    for table, group in itertools.groupby(marked, key=lambda b: b.cell.table if b.cell else -1):
        cells = tuple(
            Place(b.start, b.end, b.cell.row, b.cell.column, b.cell.row_span, b.cell.column_span)
            for b in group
            if b.cell is not None
        )
        yield Grid(cells[0].start, max(c.end for c in cells), table, cells)


def _flat(text: str, language: Tongue) -> Iterator[Grid]:
    """Tables that lie in the lines."""
    lines = [m.span() for m in _LINE.finditer(text) if not m[0].isspace()]
    at = 0
    while at < len(lines):
        start, end = lines[at]
        found = None
        if end - start <= 200 and _may_head(text[start:end], language):
            found = (
                _rows_in_lines(text, lines, at, language)
                or closed_rows(text, lines, at, language)
                or _rows_of_lines(text, lines, at, language)
            )
        tabbed = _tabbed(text, lines, at, language) if "\t" in text[start:end] else None
        if tabbed is not None and (found is None or tabbed[1] >= found[1]):
            found = tabbed
        if found is None:
            at += 1
            continue
        grid, at = found
        yield grid


def _may_head(line: str, language: Tongue) -> bool:
    first = line.split(maxsplit=1)[0] if line.strip() else ""
    return header_role(first, language) in {"index", "name", "group"}


def _is_head(pieces: list[str], language: Tongue) -> bool:
    """Whether the cells of a line are heads: names for most, and a unit, a year or a goal among them."""
    roles = [
        header_role(piece, language) or ("year" if _YEAR.search(piece) else "unit" if _BRACKETS.search(piece) else "")
        for piece in pieces
    ]
    known = sum(bool(role) for role in roles)
    return len(pieces) >= 3 and known * 3 >= len(pieces) * 2 and bool(set(roles) & {"unit", "year", "goal", "result"})


def _cut(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """The cells of a line: between tabs where it has any (an empty first cell is kept), else between blanks."""
    start, end = span
    if "\t" not in text[start:end]:
        return [m.span() for m in _PIECE.finditer(text, start, end)]
    cells, at = [], start
    while at <= end:
        stop = text.find("\t", at, end)
        stop = end if stop < 0 else stop
        cells.append((at, stop))
        at = stop + 1
    return cells


def _rows_in_lines(text: str, lines: list[tuple[int, int]], at: int, language: Tongue) -> tuple[Grid, int] | None:
    """A table with one row to a line."""
    head = _cut(text, lines[at])
    if not _is_head([text[a:b] for a, b in head], language):
        return None
    roles = [header_role(text[a:b], language) for a, b in head]
    wide = next((i for i, role in enumerate(roles) if role == "name"), 1)
    tabbed = "\t" in text[lines[at][0] : lines[at][1]]
    cells = [Place(a, b, 0, column) for column, (a, b) in enumerate(head)]
    row, line = 0, at + 1
    while line < len(lines):
        pieces = _cut(text, lines[line])
        if tabbed != ("\t" in text[lines[line][0] : lines[line][1]]) or len(pieces) < max(3, len(head) - 2 * tabbed):
            break
        if len(pieces) > len(head):  # blanks inside the name
            extra = len(pieces) - len(head)
            pieces[wide : wide + extra + 1] = [(pieces[wide][0], pieces[wide + extra][1])]
        row += 1
        cells += [Place(a, b, row, column) for column, (a, b) in enumerate(pieces) if text[a:b].strip()]
        line += 1
    if not row:
        return None
    return Grid(cells[0].start, cells[-1].end, -1, tuple(cells)), line


def _tabbed(text: str, lines: list[tuple[int, int]], at: int, language: Tongue) -> tuple[Grid, int] | None:
    """A table of lines with as many tabs each, whose first line holds but heads; more heads may stand below it."""
    head = _cut(text, lines[at])
    told = [text[a:b] for a, b in head if text[a:b].strip()]
    known = sum(bool(header_role(w, language) or _YEAR.search(w) or _BRACKETS.search(w)) for w in told)
    if len(head) < 2 or known * 2 < len(told) or any(is_number(w) for w in told):
        return None
    line = at
    cells: list[Place] = []
    while (
        line < len(lines) and len(pieces := _cut(text, lines[line])) == len(head) and "\t" in text[slice(*lines[line])]
    ):
        cells += [Place(a, b, line - at, column) for column, (a, b) in enumerate(pieces) if text[a:b].strip()]
        line += 1
    if line - at < _FEWEST_LINES:
        return None
    return Grid(cells[0].start, cells[-1].end, -1, tuple(cells)), line


def _rows_of_lines(text: str, lines: list[tuple[int, int]], at: int, language: Tongue) -> tuple[Grid, int] | None:
    """A table with one cell to a line, whose first column counts the rows."""
    if header_role(text[slice(*lines[at])], language) != "index":
        return None
    first = next((i for i in range(at + 3, min(at + 2 * _MOST_COLUMNS, len(lines))) if _says(text, lines[i], 1)), None)
    if first is None or any(b - a > _HEAD_LENGTH for a, b in lines[at:first]):
        return None
    starts, width = _row_starts(text, lines, first)
    if not 3 <= width <= first - at <= width + 4:
        return None
    head = _join_heads(text, lines[at:first], width, language)
    cells = [Place(a, b, 0, column) for column, (a, b) in enumerate(head)]
    last = first
    for row, (begin, stop) in enumerate(itertools.pairwise(starts), 1):
        pieces = lines[begin:stop]
        last = stop
        columns = [*range(min(width - 1, len(pieces) - 1)), *[width - 2] * max(0, len(pieces) - width), width - 1]
        if len(pieces) < width:
            columns = list(range(len(pieces)))
        cells += [Place(a, b, row, column) for column, (a, b) in zip(columns, pieces, strict=True)]
    return Grid(cells[0].start, cells[-1].end, -1, tuple(cells)), last


def _says(text: str, line: tuple[int, int], number: int) -> bool:
    return text[line[0] : line[1]].strip().rstrip(".．、") == str(number)


def _row_starts(text: str, lines: list[tuple[int, int]], first: int) -> tuple[list[int], int]:
    """Lines at which the rows begin, with the end of the last row added, and the usual number of lines of a row."""
    starts = [first]
    while True:
        wanted = len(starts) + 1
        width = starts[-1] - starts[-2] if len(starts) > 1 else 0
        near = [starts[-1] + width] if width else []
        near += range(starts[-1] + 3, starts[-1] + _MOST_COLUMNS + 1)
        following = next((i for i in near if i < len(lines) and _says(text, lines[i], wanted)), None)
        if following is None:
            break
        starts.append(following)
    widths = [b - a for a, b in itertools.pairwise(starts)]
    width = max(set(widths), key=widths.count) if widths else 0
    end = starts[-1] + 1
    while end < len(lines) and end < starts[-1] + width + 2 and lines[end][1] - lines[end][0] <= _HEAD_LENGTH:
        end += 1
    # The last row ends after its usual lines, or later where more short lines of numbers follow.
    usual = starts[-1] + width
    while end > usual and not any(c.isdigit() for c in text[slice(*lines[end - 1])]):
        end -= 1
    return [*starts, max(min(end, len(lines)), min(usual, len(lines)))], width


def _join_heads(text: str, lines: list[tuple[int, int]], width: int, language: Tongue) -> list[tuple[int, int]]:
    """Heads that were broken over two lines, joined so that the most of them say something."""
    best: tuple[float, list[tuple[int, int]]] = (float("-inf"), [])
    for cuts in itertools.combinations(range(1, len(lines)), width - 1):
        edges = [0, *cuts, len(lines)]
        heads = [(lines[a][0], lines[b - 1][1]) for a, b in itertools.pairwise(edges)]
        # A head over three lines is less likely than two heads over two.
        score = -0.1 * sum((b - a - 1) ** 2 for a, b in itertools.pairwise(edges))
        for (a, b), first in zip(heads, edges, strict=False):
            role = header_role(text[a:b], language)
            # 情况 goes on with the line above it: a head begins with a word that says something.
            score += 0.25 * bool(header_role(text[slice(*lines[first])], language))
            score += 2.0 if role in _FIXED else 1.0 if role else 0.0
            score += 0.5 * (text[a] in '“"0123456789')
        if score > best[0]:
            best = (score, heads)
    return best[1]
