"""The things on a page in reading order: lines, column by column, and tables."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from docanalyzer.core.document import Cell
from docanalyzer.reading.layout import join_lines, mostly_han, tidy
from docanalyzer.reading.pdf_glyphs import Glyph, Sheet
from docanalyzer.reading.pdf_lines import Line, lines_of
from docanalyzer.reading.pdf_open_tables import find_open_tables
from docanalyzer.reading.pdf_tables import Grid, find_grids

# Regions of running text are numbered from 0, frames on a page from here.
FRAMES = 10
# Lines of two pages nearer than this stand at the same place.
_SAME_LINE = 6.0


_NOTE_NUMBER = re.compile(r"\d{1,3}\s+(?:[A-Z“\"‘]|https?:|www\.)")


@dataclass(slots=True)
class Table:
    """A ruled table on one page; ``rows`` holds each row's texts with their places, from column 0."""

    page: int
    top: float
    xs: tuple[float, ...]
    rows: list[list[tuple[str, Cell]]]
    marks: int = 0

    @property
    def columns(self) -> int:
        """How many columns the table has."""
        return max((cell.column + cell.column_span for row in self.rows for _, cell in row), default=0)


@dataclass(slots=True)
class PageFlow:
    """What a page holds, in reading order; ``notes`` are its footnotes.

    ``gutter`` is where the strip between two columns runs, null where there is one column.
    """

    number: int
    width: float
    height: float
    items: list[Line | Table] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    gutter: float | None = None

    @property
    def lines(self) -> list[Line]:
        """The lines that stand in no table."""
        return [item for item in self.items if isinstance(item, Line)]


def lay_out(sheet: Sheet, hint: float | None = None) -> PageFlow:
    """Put the characters of a page into lines and tables; ``hint`` is where other pages have their gutter."""
    flow = PageFlow(sheet.number, sheet.width, sheet.height)
    grids, loose = find_grids(sheet.rules, sheet.glyphs)
    pieces: list[tuple[float, list[Line | Table]]] = []
    for grid in grids:
        if grid.is_table() or grid.is_rest(loose):
            table = _table(grid, sheet.number)
            pieces.append((table.top, [table]))
        elif len(grid.filled) == 1 and len(grid.filled[0].glyphs) * 5 < len(sheet.glyphs) * 3:
            # A frame around running text keeps its lines together and gives them its own margins.
            inside = lines_of(grid.filled[0].glyphs, sheet.number)
            pieces.append((grid.top, list(_placed(inside, region=FRAMES + len(pieces)))))
        else:
            loose += [glyph for cell in grid.cells for glyph in cell.glyphs]
    opened, loose = find_open_tables(sheet.rules, loose)
    for grid in opened:
        table = _table(grid, sheet.number)
        pieces.append((table.top, [table]))
    flow.notes, loose = _part_notes(loose, sheet)
    flow.gutter = _gutter(loose, hint)
    for top, lines in _columns(loose, sheet, flow.gutter):
        pieces.append((top, list(lines)))
    flow.items = _in_order(pieces)
    return flow


def _in_order(pieces: list[tuple[float, list[Line | Table]]]) -> list[Line | Table]:
    """Running text with tables and frames let in where they stand between its lines."""
    running = [item for top, items in pieces if top < 0 for item in items]
    for top, items in sorted((piece for piece in pieces if piece[0] >= 0), key=lambda piece: piece[0]):
        anchor = _middle(items)
        at = next((i for i, item in enumerate(running) if item.top > top and _beside(item, anchor)), len(running))
        running[at:at] = items
    return running


def _middle(items: list[Line | Table]) -> float:
    first = items[0]
    return (first.xs[0] + first.xs[-1]) / 2 if isinstance(first, Table) else (first.left + first.right) / 2


def _beside(item: Line | Table, x: float) -> bool:
    """Whether an item is in the column that ``x`` lies in."""
    if isinstance(item, Table):
        return item.xs[0] <= x <= item.xs[-1] or item.xs[-1] - item.xs[0] > 0
    return item.left - 5 <= x <= item.right + 5


def _placed(lines: Iterable[Line], region: int) -> list[Line]:
    """Give the lines of one column the edges of that column."""
    lines = list(lines)
    left = min((line.x0 for line in lines), default=0.0)
    right = max((line.x1 for line in lines), default=0.0)
    for line in lines:
        line.left, line.right, line.region = left, right, region
    return lines


def _columns(glyphs: list[Glyph], sheet: Sheet, gutter: float | None) -> list[tuple[float, list[Line]]]:
    """The running text: one column, or two where a gutter runs down the page."""
    lines = lines_of(glyphs, sheet.number)
    if gutter is None:
        return [(-1.0, _placed(lines, 0))]
    wide = [line for line in lines if line.x0 < gutter - 3 and line.x1 > gutter + 3 and _crosses(line, glyphs, gutter)]
    edges = [line.base for line in wide]
    bands: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        band = bisect_left(edges, glyph.base - 0.35 * glyph.size)
        if any(abs(glyph.base - edge) < 0.5 * glyph.size for edge in edges[max(0, band - 1) : band + 1]):
            continue
        bands.setdefault((band, 1 if glyph.x0 < gutter else 2), []).append(glyph)
    found: list[Line] = []
    sides: dict[int, list[Line]] = {0: wide, 1: [], 2: []}
    for band in range(len(wide) + 1):
        for side in (1, 2):
            made = lines_of(bands.get((band, side), []), sheet.number)
            sides[side] += made
            found += made
        found += wide[band : band + 1]
    for side, members in sides.items():
        _placed(members, side)
    return [(-1.0, found)]


def _crosses(line: Line, glyphs: list[Glyph], gutter: float) -> bool:
    """Whether a line has a character or an ordinary blank at the gutter, and not the gap between two columns."""
    near = [g for g in glyphs if abs(g.base - line.base) < 0.3 * line.size and not g.char.isspace()]
    before = max((g.x1 for g in near if g.x0 < gutter), default=line.x0)
    after = min((g.x0 for g in near if g.x0 >= gutter), default=line.x1)
    return after - before < 0.9 * line.size


def _part_notes(glyphs: list[Glyph], sheet: Sheet) -> tuple[list[Line], list[Glyph]]:
    """The footnotes of a page, small lines at its foot of which the first has a number, and the other characters."""
    sizes = Counter(round(glyph.size * 2) / 2 for glyph in glyphs)
    main = max(sizes, key=lambda size: sizes[size], default=0.0)
    lowest = max((g.base for g in glyphs if g.size > 0.92 * main and g.char.isalpha()), default=sheet.height)
    small = [g for g in glyphs if g.size <= 0.92 * main and g.base > max(lowest + 2, sheet.height * 0.3)]
    lines = lines_of(small, sheet.number)
    first = next((i for i, line in enumerate(lines) if line.noted or _NOTE_NUMBER.match(line.text)), None)
    if first is None:
        return [], glyphs
    edge = lines[first].base - 0.8 * lines[first].size
    notes = _placed(lines[first:], 0)
    for line in notes:
        line.noted = line.noted or bool(_NOTE_NUMBER.match(line.text))
    return notes, [g for g in glyphs if g.base <= edge or g.size > 0.92 * main]


def _gutter(glyphs: list[Glyph], hint: float | None) -> float | None:
    """Where a blank strip parts two columns of running text; None for one column.

    Both sides must have lines as wide as running text has: tables without lines and tables of contents have blank
    strips too. Where other pages have their gutter, less is asked for.
    """
    runs = _runs(glyphs)
    if len(runs) < 4:
        return None
    left, right = min(r[0] for r in runs), max(r[1] for r in runs)
    if hint is not None and left + 40 < hint < right - 40 and _parts(runs, hint, left, right, least=3):
        return hint
    places = [left + (right - left) * step / 100 for step in range(35, 66)]
    middle = (left + right) / 2
    x = min(places, key=lambda x: (_crossing(runs, x), abs(x - middle)))
    return x if _parts(runs, x, left, right, least=6) else None


def _crossing(runs: list[tuple[float, float, float]], x: float) -> int:
    return sum(1 for a, b, _ in runs if a < x - 2 and b > x + 2)


def _parts(runs: list[tuple[float, float, float]], x: float, left: float, right: float, *, least: int) -> bool:
    sides = [[b - a for a, b, _ in runs if b <= x + 2], [b - a for a, b, _ in runs if a >= x - 2]]
    wide = [[w for w in side if w > 0.6 * half] for side, half in zip(sides, (x - left, right - x), strict=True)]
    if min(map(len, wide)) < least or _crossing(runs, x) * 2 > sum(map(len, wide)):
        return False
    # Most of what stands on each side is lines that fill it.
    return all(sum(lines) > 0.6 * sum(side) for lines, side in zip(wide, sides, strict=True))


def _runs(glyphs: list[Glyph]) -> list[tuple[float, float, float]]:
    """Stretches of characters on one base line without a wide gap."""
    rows: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if not glyph.char.isspace():
            rows.setdefault(round(glyph.base / 2), []).append(glyph)
    runs = []
    for row in rows.values():
        row.sort(key=lambda g: g.x0)
        start, end = row[0].x0, row[0].x1
        for glyph in row[1:]:
            if glyph.x0 - end > 0.9 * glyph.size:
                runs.append((start, end, row[0].base))
                start = glyph.x0
            end = max(end, glyph.x1)
        runs.append((start, end, row[0].base))
    return runs


def _table(grid: Grid, page: int) -> Table:
    """The texts of a grid; columns and rows in which no filled cell begins are taken out."""
    filled = grid.filled
    columns = sorted({cell.column for cell in filled})
    rows = sorted({cell.row for cell in filled})
    table = Table(page, grid.top, (*(grid.xs[c] for c in columns), grid.xs[-1]), [[] for _ in rows])
    for cell in filled:
        lines = lines_of(cell.glyphs, page)
        table.marks += sum(line.marks for line in lines)
        row, column = rows.index(cell.row), columns.index(cell.column)
        place = Cell(
            0,
            row,
            column,
            sum(cell.row <= r < cell.row + cell.row_span for r in rows),
            sum(cell.column <= c < cell.column + cell.column_span for c in columns),
        )
        table.rows[row].append((_cell_text(lines), place))
    return table


def _cell_text(lines: list[Line]) -> str:
    return tidy(join_lines(line.text for line in lines))


def continued(before: Table, table: Table) -> Table | None:
    """A table as the rest of one on the page before, in its columns; null where it is another table.

    Its lines stand at the same places. Columns whose cells are merged from the page before hold nothing on this one, so
    that only some of the lines may be left.
    """
    places: list[int] = []
    for x in table.xs:
        near = min(range(len(before.xs)), key=lambda i: abs(before.xs[i] - x))
        if abs(before.xs[near] - x) >= _SAME_LINE or (places and near <= places[-1]):
            return None
        places.append(near)
    if places[-1] != len(before.xs) - 1 or len(places) * 2 < len(before.xs):
        return None
    if len(places) == len(before.xs):
        return table
    rows = [[(text, _moved(cell, places)) for text, cell in row] for row in table.rows]
    return replace(table, xs=before.xs, rows=rows)


def _moved(cell: Cell, places: list[int]) -> Cell:
    first, last = places[cell.column], places[min(cell.column + cell.column_span, len(places) - 1)]
    return replace(cell, column=first, column_span=max(1, last - first))


def body_size(flows: Iterable[PageFlow]) -> float:
    """The size in which most of the running text is set."""
    sizes: Counter[float] = Counter()
    for flow in flows:
        for line in flow.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=10.0)


def is_chinese(flows: Iterable[PageFlow]) -> bool:
    """Whether the running text is Chinese."""
    sample: list[str] = []
    for flow in flows:
        sample += [line.text for line in flow.lines]
        if sum(map(len, sample)) > 5000:
            break
    return mostly_han("\n".join(sample))
