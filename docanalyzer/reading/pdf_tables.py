"""Ruled tables: the grid that the lines of a page draw, and the cells of it with their spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from docanalyzer.reading.pdf_glyphs import Glyph, Rule

# Lines nearer than this are one line drawn twice, or a frame and its shade.
_SNAP = 3.5
_MAX_SQUARES = 8_000
_MAX_CROSSINGS = 1_000_000


@dataclass(slots=True)
class GridCell:
    """A cell with its place in the grid and the characters in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    glyphs: list[Glyph]


@dataclass(slots=True)
class Grid:
    """Cells drawn by ruling lines; ``xs`` and ``ys`` are the lines."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.ys[0]

    @property
    def filled(self) -> list[GridCell]:
        """The cells that hold something."""
        return [cell for cell in self.cells if cell.glyphs]

    def is_table(self) -> bool:
        """Whether the grid holds a table, and not a frame around running text or the lines of a chart."""
        filled = self.filled
        if len({c.column for c in filled}) < 2 or len({c.row for c in filled}) < 2:
            return False
        return len(filled) * 10 >= len(self.cells) * 3

    def is_rest(self, glyphs: list[Glyph]) -> bool:
        """Whether the grid is the last row of a table that began a page earlier: one row above all of ``glyphs``."""
        filled = self.filled
        if len({c.row for c in filled}) != 1 or len(filled) < 3:
            return False
        return all(glyph.base > self.ys[-1] for glyph in glyphs if not glyph.char.isspace())


def find_grids(rules: list[Rule], glyphs: list[Glyph]) -> tuple[list[Grid], list[Glyph]]:
    """The grids of a page with their characters, and the characters that stand in none."""
    drawn = [rule for rule in rules if not rule.shade]
    # Shades draw a table only where lines do not: they often lie behind single lines of text.
    across, down = _snapped(drawn)
    if not across or not down:
        across, down = _snapped(rules)
    grids = [grid for lines in _connected(across, down) if (grid := _headed(*lines, rules)) is not None]
    # The smallest grid around a character holds it: a table may stand in a frame.
    grids.sort(key=lambda g: (g.xs[-1] - g.xs[0]) * (g.ys[-1] - g.ys[0]))
    finders = [(grid, _squares(grid)) for grid in grids]
    rest = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.base - 0.35 * glyph.size
        for grid, squares in finders:
            if grid.xs[0] <= x < grid.xs[-1] and grid.ys[0] <= y < grid.ys[-1]:
                cell = squares.get((bisect_right(grid.ys, y) - 1, bisect_right(grid.xs, x) - 1))
                if cell is not None:
                    cell.glyphs.append(glyph)
                    break
        else:
            rest.append(glyph)
    for grid in grids:
        for cell in grid.cells:
            if all(glyph.char.isspace() for glyph in cell.glyphs):
                cell.glyphs.clear()
    return [grid for grid in grids if grid.filled], rest


@dataclass(slots=True)
class _Stroke:
    """A line at ``at`` from ``low`` to ``high`` of the other axis."""

    at: float
    low: float
    high: float


def _snapped(rules: Sequence[Rule]) -> tuple[list[_Stroke], list[_Stroke]]:
    across = [_Stroke(r.y0, r.x0, r.x1) for r in rules if r.y0 == r.y1]
    down = [_Stroke(r.x0, r.y0, r.y1) for r in rules if r.y0 != r.y1]
    return _merged(across), _merged(down)


def _merged(strokes: list[_Stroke]) -> list[_Stroke]:
    """Strokes on one line become one where they meet; what stays shorter than a character is dropped."""
    merged: list[_Stroke] = []
    group: list[_Stroke] = []
    for stroke in [*sorted(strokes, key=lambda s: s.at), None]:
        if group and (stroke is None or stroke.at - group[0].at > _SNAP):
            at = sum(s.at for s in group) / len(group)
            current: _Stroke | None = None
            for piece in sorted(group, key=lambda s: s.low):
                if current is not None and piece.low <= current.high + _SNAP:
                    current.high = max(current.high, piece.high)
                else:
                    current = _Stroke(at, piece.low, piece.high)
                    merged.append(current)
            group = []
        if stroke is not None:
            group.append(stroke)
    return [s for s in merged if s.high - s.low > 6]


def _connected(across: list[_Stroke], down: list[_Stroke]) -> list[tuple[list[_Stroke], list[_Stroke]]]:
    """Sets of lines that touch each other: one for each table or frame of the page."""
    if len(across) * len(down) > _MAX_CROSSINGS:
        return []  # a drawing, and no table
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, h in enumerate(across):
        for j, v in enumerate(down):
            if h.low - _SNAP <= v.at <= h.high + _SNAP and v.low - _SNAP <= h.at <= v.high + _SNAP:
                parent[root(i)] = root(len(across) + j)
    sets: dict[int, tuple[list[_Stroke], list[_Stroke]]] = {}
    for i, h in enumerate(across):
        sets.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(down):
        sets.setdefault(root(len(across) + j), ([], []))[1].append(v)
    return [lines for lines in sets.values() if lines[0] and lines[1]]


def _headed(across: list[_Stroke], down: list[_Stroke], rules: Sequence[Rule]) -> Grid | None:
    """The grid of lines, with the row of shades above it that is its head: one shade over each column or some."""
    grid = _grid(across, down)
    if grid is None or len(grid.xs) < 3:
        return grid
    top = grid.ys[0]
    sides = [
        (x, r.y0)
        for r in rules
        if r.shade and r.x0 == r.x1 and abs(r.y1 - top) <= _SNAP and r.y1 - r.y0 > 2 * _SNAP
        for x in grid.xs
        if abs(r.x0 - x) <= _SNAP
    ]
    height = min((y for _, y in sides), default=top)
    held = {x for x, y in sides if abs(y - height) <= _SNAP}
    if len(held) < 3 or not {grid.xs[0], grid.xs[-1]} <= held:
        return grid
    above = [_Stroke(x, height, top) for x in sorted(held)]
    return _grid(
        [*across, _Stroke(height, grid.xs[0], grid.xs[-1]), _Stroke(top, grid.xs[0], grid.xs[-1])], [*down, *above]
    )


def _grid(across: list[_Stroke], down: list[_Stroke]) -> Grid | None:
    across = across + _open_sides(down, across)
    down = down + _open_sides(across, down)
    xs, ys = _places(down), _places(across)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MAX_SQUARES:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = [[(r, c) for c in range(columns)] for r in range(rows)]

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place[0]][place[1]] != place:
            place = owner[place[0]][place[1]]
        return place

    at_x = [[s for s in down if abs(s.at - x) <= _SNAP] for x in xs]
    at_y = [[s for s in across if abs(s.at - y) <= _SNAP] for y in ys]
    for r in range(rows):
        for c in range(columns):
            x, y = (xs[c] + xs[c + 1]) / 2, (ys[r] + ys[r + 1]) / 2
            if c + 1 < columns and not _drawn(at_x[c + 1], y):
                a, b = sorted((root((r, c)), root((r, c + 1))))
                owner[b[0]][b[1]] = a
            if r + 1 < rows and not _drawn(at_y[r + 1], x):
                a, b = sorted((root((r, c)), root((r + 1, c))))
                owner[b[0]][b[1]] = a
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for r in range(rows):
        for c in range(columns):
            members.setdefault(root((r, c)), []).append((r, c))
    cells = []
    for squares in members.values():
        top, left = min(r for r, _ in squares), min(c for _, c in squares)
        height = max(r for r, _ in squares) - top + 1
        width = max(c for _, c in squares) - left + 1
        cells.append(GridCell(top, left, height, width, []))
    return Grid(xs, ys, sorted(cells, key=lambda c: (c.row, c.column)))


def _open_sides(across: list[_Stroke], down: list[_Stroke]) -> list[_Stroke]:
    """The sides that a grid does not draw: where at least two of its lines run on over the outermost crossing one.

    Chinese tables often have no outer verticals, and a table that goes on over a page no line at the break.
    """
    left, right = min(s.at for s in down), max(s.at for s in down)
    top, bottom = min(s.at for s in across), max(s.at for s in across)
    sides = []
    if sum(s.low < left - 12 for s in across) >= 2:
        sides.append(_Stroke(min(s.low for s in across), top, bottom))
    if sum(s.high > right + 12 for s in across) >= 2:
        sides.append(_Stroke(max(s.high for s in across), top, bottom))
    return sides


def _places(strokes: list[_Stroke]) -> list[float]:
    places: list[float] = []
    for at in sorted(s.at for s in strokes):
        if not places or at - places[-1] > _SNAP:
            places.append(at)
    return places


def _drawn(strokes: list[_Stroke], along: float) -> bool:
    return any(s.low - 1 <= along <= s.high + 1 for s in strokes)


def _squares(grid: Grid) -> dict[tuple[int, int], GridCell]:
    """Each square of the grid with the cell that it belongs to."""
    return {
        (cell.row + i, cell.column + j): cell
        for cell in grid.cells
        for i in range(cell.row_span)
        for j in range(cell.column_span)
    }
