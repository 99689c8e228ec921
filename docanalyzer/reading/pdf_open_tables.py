"""Tables with lines above and below but none between their columns.

The columns are where the characters of all rows leave blank strips. Only tables whose rows stand on one line each are
taken: where cells run over several lines, nothing tells one row from the next, and the text stays as lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from docanalyzer.reading.pdf_banded_tables import banded_tables
from docanalyzer.reading.pdf_glyphs import Glyph, Rule
from docanalyzer.reading.pdf_lines import rows_of
from docanalyzer.reading.pdf_runs import Run, is_row, runs_of
from docanalyzer.reading.pdf_tables import Grid, GridCell

_SNAP = 4.0
_SHORTEST_LINE = 150.0
_SAME_EDGE = 12.0
_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 2
_MOST_LINES = 120
_MOST_HEAD_LINES = 4
# A line of the head with one piece, such as a unit or a group, is no longer; a raised mark has so many characters.
_SHORT, _FEWEST_LETTERS = 30, 3


def find_open_tables(rules: Sequence[Rule], glyphs: list[Glyph]) -> tuple[list[Grid], list[Glyph]]:
    """The tables of a page, as grids whose columns were found by their blanks, and the characters in none of them."""
    grids: list[Grid] = []
    for edges, left, right in _frames(rules):
        top, bottom = edges[0], edges[-1]
        inside = [g for g in glyphs if top < g.base < bottom + 1 and left - 3 <= (g.x0 + g.x1) / 2 <= right + 3]
        banded = list(banded_tables(edges, inside, (left, right)))
        if banded:
            grids += banded
            held = {id(g) for grid in banded for cell in grid.cells for g in cell.glyphs}
            glyphs = [g for g in glyphs if id(g) not in held]
            inside = [g for g in inside if id(g) not in held]
        for lines in _stretches(_lines(inside)):
            grid = _grid(lines, (left, right))
            if grid is not None:
                grids.append(grid)
                held = {id(g) for cell in grid.cells for g in cell.glyphs}
                glyphs = [g for g in glyphs if id(g) not in held]
                inside = [g for g in inside if id(g) not in held]
        for grid in banded_tables(edges, inside, (left, right), low=True):
            grids.append(grid)
            held = {id(g) for cell in grid.cells for g in cell.glyphs}
            glyphs = [g for g in glyphs if id(g) not in held]
    return grids, glyphs


def _lines(glyphs: list[Glyph]) -> list[list[Run]]:
    """The lines, with those that are but a raised mark put to the next."""
    lines: list[list[Run]] = []
    marks: list[Glyph] = []
    for row in rows_of(glyphs):
        printed = [g for g in row if not g.char.isspace()]
        if (
            printed
            and len(printed) <= _FEWEST_LETTERS
            and all(g.char in "()（）*" or g.char.islower() for g in printed)
        ):
            marks += printed
            continue
        runs = runs_of([*row, *marks])
        marks = []
        if runs:
            lines.append(runs)
    return lines


def _stretches(lines: list[list[Run]]) -> Iterator[list[list[Run]]]:
    """Runs of rows with the head above them; a line of one piece between two rows names a group."""
    at = done = 0
    while at < len(lines):
        if not is_row(lines[at]):
            at += 1
            continue
        last = at
        while True:
            after = last + 1
            if after + 1 < len(lines) and len(lines[after]) == 1 and is_row(lines[after + 1]):
                after += 1
            if after < len(lines) and is_row(lines[after]) and abs(len(lines[after]) - len(lines[at])) <= 1:
                last = after
            else:
                break
        first = at
        while first > done and at - first < _MOST_HEAD_LINES and _is_head(lines[first - 1]):
            first -= 1
        while first < at and len(lines[first]) == 1:
            first += 1
        if last - at + 1 >= _FEWEST_ROWS and first < at:
            yield lines[first : last + 1]
            done = last + 1
        at = last + 1


def _is_head(runs: list[Run]) -> bool:
    """Whether a line above the rows belongs to their head: several pieces, or a short one such as a unit."""
    return len(runs) > 1 or len(runs[0].text) <= _SHORT


def _frames(rules: Sequence[Rule]) -> Iterator[tuple[list[float], float, float]]:
    """At least three lines that lie below each other: the height of each, and where they begin and end."""
    lines = _across(rules)
    at = 0
    while at < len(lines):
        _, left, right = lines[at]
        last = at
        while last + 1 < len(lines) and _alike(lines[last + 1], left, right):
            last += 1
        if last - at >= 2:
            yield [line[0] for line in lines[at : last + 1]], left, right
        at = last + 1


def _alike(line: tuple[float, float, float], left: float, right: float) -> bool:
    return abs(line[1] - left) < _SAME_EDGE and abs(line[2] - right) < _SAME_EDGE


def _across(rules: Sequence[Rule]) -> list[tuple[float, float, float]]:
    """The long horizontal lines, from the top, each with its ends; pieces in a row are one line."""
    lines: list[list[float]] = []
    for rule in sorted((r for r in rules if r.y0 == r.y1 and not r.shade), key=lambda r: (round(r.y0), r.x0)):
        near = next((line for line in reversed(lines[-8:]) if abs(line[0] - rule.y0) <= _SNAP), None)
        if near is not None and rule.x0 <= near[2] + 2 * _SNAP:
            near[1], near[2] = min(near[1], rule.x0), max(near[2], rule.x1)
        else:
            lines.append([rule.y0, rule.x0, rule.x1])
    return sorted((y, a, b) for y, a, b in lines if b - a >= _SHORTEST_LINE)


def _grid(lines: list[list[Run]], sides: tuple[float, float]) -> Grid | None:
    body = [runs for runs in lines if is_row(runs)]
    columns = _columns(body)
    if len(columns) < _FEWEST_COLUMNS or len(lines) > _MOST_LINES:
        return None
    if any(len(runs) > len(columns) for runs in lines):
        return None
    xs = [sides[0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), sides[1]]
    ys = [*(_top(runs) for runs in lines), max(g.base for run in lines[-1] for g in run.glyphs) + 1]
    cells: list[GridCell] = []
    for row, runs in enumerate(lines):
        for run in runs:
            reach = [c for c in range(len(columns)) if run.x0 < xs[c + 1] and run.x1 > xs[c]]
            held = [
                c for c in reach if _overlap(run, xs[c], xs[c + 1]) > 0.25 * min(run.x1 - run.x0, xs[c + 1] - xs[c])
            ]
            if not held:
                return None
            before = next((c for c in cells if c.row == row and c.column == held[0]), None)
            if before is not None:
                before.glyphs.extend(run.glyphs)
            else:
                cells.append(GridCell(row, held[0], 1, held[-1] - held[0] + 1, list(run.glyphs)))
    return Grid(xs, ys, sorted(cells, key=lambda c: (c.row, c.column)))


def _columns(body: list[list[Run]]) -> list[tuple[float, float]]:
    """The stretches that the rows fill, left to right."""
    columns: list[tuple[float, float]] = []
    for x0, x1 in sorted((run.x0, run.x1) for runs in body for run in runs):
        if columns and x0 <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _overlap(run: Run, left: float, right: float) -> float:
    return min(run.x1, right) - max(run.x0, left)


def _top(runs: list[Run]) -> float:
    return min(g.base - g.size for run in runs for g in run.glyphs)
