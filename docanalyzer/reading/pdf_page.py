"""The things on a page in reading order: lines, column by column, and tables."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from docanalyzer.core.document import Cell
from docanalyzer.reading.layout import join_lines, mostly_han, tidy
from docanalyzer.reading.pdf_glyphs import Glyph, Sheet
from docanalyzer.reading.pdf_lines import Line, lines_of
from docanalyzer.reading.pdf_tables import Grid, find_grids


# Regions of running text are numbered from 0, frames on a page from here.
FRAMES = 10


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
    """What a page holds, in reading order; ``notes`` are its footnotes."""

    number: int
    width: float
    height: float
    items: list[Line | Table] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """The lines that stand in no table."""
        return [item for item in self.items if isinstance(item, Line)]


def lay_out(sheet: Sheet) -> PageFlow:
    """Put the characters of a page into lines and tables."""
    flow = PageFlow(sheet.number, sheet.width, sheet.height)
    grids, loose = find_grids(sheet.rules, sheet.glyphs)
    pieces: list[tuple[float, list[Line | Table]]] = []
    for grid in grids:
        if grid.is_table():
            table = _table(grid, sheet.number)
            pieces.append((table.top, [table]))
        elif len(grid.filled) == 1 and len(grid.filled[0].glyphs) * 5 < len(sheet.glyphs) * 3:
            # A frame around running text keeps its lines together and gives them its own margins.
            inside = lines_of(grid.filled[0].glyphs, sheet.number)
            pieces.append((grid.top, list(_placed(inside, region=FRAMES + len(pieces)))))
        else:
            loose += [glyph for cell in grid.cells for glyph in cell.glyphs]
    for top, lines in _columns(loose, sheet):
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


def _columns(glyphs: list[Glyph], sheet: Sheet) -> list[tuple[float, list[Line]]]:
    """The running text: one column, or two where a gutter runs down the page."""
    gutter = _gutter(glyphs)
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


def _gutter(glyphs: list[Glyph]) -> float | None:
    """Where a blank strip parts two columns of running text; None for one column.

    Both sides must be as wide as running text is: tables without lines and tables of contents have blank strips too.
    """
    runs = _runs(glyphs)
    if len(runs) < 16:
        return None
    left, right = min(r[0] for r in runs), max(r[1] for r in runs)
    width = right - left
    best = None
    for step in range(35, 66):
        x = left + width * step / 100
        crossing = sum(1 for a, b, _ in runs if a < x - 2 and b > x + 2)
        if best is None or crossing < best[0] or (crossing == best[0] and abs(step - 50) < abs(best[2] - 50)):
            best = (crossing, x, step)
    if best is None:
        return None
    crossing, x, _ = best
    sides = [[b - a for a, b, _ in runs if b <= x + 2], [b - a for a, b, _ in runs if a >= x - 2]]
    if crossing * 4 > len(runs) or min(len(side) for side in sides) < 6:
        return None
    # Most lines of each side fill their column.
    halves = (x - left, right - x)
    full = [sum(w > 0.7 * half for w in side) * 2 > len(side) for side, half in zip(sides, halves, strict=True)]
    return x if all(full) else None


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


def continues(before: Table, table: Table) -> bool:
    """Whether a table is the rest of one on the page before: the same columns at the same places."""
    return len(before.xs) == len(table.xs) and all(
        abs(a - b) < 6 for a, b in zip(before.xs, table.xs, strict=True)
    )


def part_notes(flow: PageFlow, body: float) -> None:
    """Move the footnotes of a page out of its running text: small lines at the foot, the first with a raised mark."""
    lines = [item for item in flow.items if isinstance(item, Line) and item.region < FRAMES]
    lowest = max((line.base for line in lines if line.size > 0.92 * body), default=flow.height)
    small = [line for line in lines if line.base > max(lowest, 0.4 * flow.height) and line.size < 0.92 * body]
    first = next((index for index, line in enumerate(small) if line.noted), None)
    if first is not None:
        flow.notes = small[first:]
        gone = {id(line) for line in flow.notes}
        flow.items = [item for item in flow.items if id(item) not in gone]


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
