"""Tables whose rows are parted by lines but whose columns are not: a row is what stands between two lines.

A cell may run over several lines. The columns are where the rows with the most cells leave blank strips.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from docanalyzer.reading.pdf_glyphs import Glyph
from docanalyzer.reading.pdf_lines import rows_of
from docanalyzer.reading.pdf_runs import Run, is_row, runs_of
from docanalyzer.reading.pdf_tables import Grid, GridCell

_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 4
_MOST_ROW_LINES = 12
# A row with one cell names a group; what is longer is running text between two tables.
_LONGEST_GROUP = 60
# Of the narrower of a cell and a column, so much lies in the other where the cell belongs to the column.
_SHARE = 0.25


class _Band(NamedTuple):
    """What stands between two lines: its cells from left to right, each with where it begins and ends."""

    top: float
    bottom: float
    cells: list[Run]
    lines: int


def banded_tables(
    edges: Sequence[float], glyphs: Sequence[Glyph], sides: tuple[float, float], *, low: bool = False
) -> Iterator[Grid]:
    """The tables between lines at the heights ``edges``, from the top.

    A table whose rows stand on one line each is none of these unless ``low``: its lines tell the rows better where they
    are rows of numbers.
    """
    stretch: list[_Band] = []
    for band in [*(_band(glyphs, top, bottom) for top, bottom in pairwise(edges)), None]:
        if band is not None and not band.cells:
            continue
        if band is not None and _may_be_row(band):
            stretch.append(band)
            continue
        grid = _grid(stretch, sides, low=low)
        if grid is not None:
            yield grid
        stretch = []


def _band(glyphs: Sequence[Glyph], top: float, bottom: float) -> _Band | None:
    """Null for a band that holds several rows of a table, or running text."""
    lines = [runs_of(row) for row in rows_of([g for g in glyphs if top < g.base - 0.3 * g.size < bottom])]
    if len(lines) > _MOST_ROW_LINES or sum(is_row(runs) for runs in lines) > 1:
        return None
    return _Band(top, bottom, _cells([run for runs in lines for run in runs]), len(lines))


def _cells(runs: list[Run]) -> list[Run]:
    """Runs that stand above each other are one cell."""
    cells: list[Run] = []
    for run in sorted(runs, key=lambda r: r.x0):
        if cells and run.x0 <= cells[-1].x1:
            last = cells[-1]
            cells[-1] = Run(last.x0, max(last.x1, run.x1), [*last.glyphs, *run.glyphs])
        else:
            cells.append(run)
    return cells


def _may_be_row(band: _Band) -> bool:
    return len(band.cells) > 1 or len(band.cells[0].text) <= _LONGEST_GROUP


def _grid(bands: list[_Band], sides: tuple[float, float], *, low: bool) -> Grid | None:
    widths = Counter(len(band.cells) for band in bands)
    width = max((n for n in widths if n >= _FEWEST_COLUMNS), key=lambda n: (widths[n], n), default=0)
    full = [band for band in bands if len(band.cells) == width]
    numbers = sum(any(c.isdigit() for cell in band.cells[1:] for c in cell.text) for band in full)
    tall = sum(band.lines > 1 for band in full)
    if len(full) < _FEWEST_ROWS or numbers * 2 < len(full):
        return None
    if len(full) * 3 < len(bands) * 2 if low else tall * 3 < len(full):
        return None
    columns = [(min(b.cells[i].x0 for b in full), max(b.cells[i].x1 for b in full)) for i in range(width)]
    if any(one[1] > other[0] for one, other in pairwise(columns)):
        return None
    xs = [sides[0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), sides[1]]
    cells: list[GridCell] = []
    for row, band in enumerate(bands):
        for run in band.cells:
            held = [c for c in range(width) if _inside(run, xs[c], xs[c + 1])]
            if not held:
                return None
            cells.append(GridCell(row, held[0], 1, held[-1] - held[0] + 1, list(run.glyphs)))
    return Grid(xs, [*(band.top for band in bands), bands[-1].bottom], cells)


def _inside(run: Run, left: float, right: float) -> bool:
    return min(run.x1, right) - max(run.x0, left) > _SHARE * min(run.x1 - run.x0, right - left)
