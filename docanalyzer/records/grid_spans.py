"""Cells that reach over others in a source that cannot say so: Markdown, tabs."""

from __future__ import annotations

from docanalyzer.knowledge.table_headers import header_role
from docanalyzer.linguistics import Tongue
from docanalyzer.records.grid_places import Grid, Place

# Columns whose cells go on over the empty ones below them.
_GO_ON = frozenset({"index", "group", "name", "binding"})


def _goes_on(column: int, row: dict[int, Place], roles: dict[int, str]) -> bool:
    """Whether an empty cell belongs to the one above: an attribute, or one with nothing to its left."""
    role = roles.get(column)
    return role == "binding" or (role in _GO_ON and not any(other < column for other in row))


def with_spans(grid: Grid, text: str, language: Tongue) -> Grid:
    """The same table with empty cells counted to the one above or, in the head of the names, to the one beside.

    A table that knows spans is left as it is.
    """
    if any(cell.row_span > 1 or cell.column_span > 1 for cell in grid.cells):
        return grid
    rows: dict[int, dict[int, Place]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell
    if sum(map(len, rows.values())) < len(grid.cells):
        return grid  # several values share a place
    numbers = sorted(rows)
    width = max(cell.column for cell in grid.cells) + 1
    if len(numbers) < 2 or all(len(rows[n]) == width for n in numbers):
        return grid
    head = rows[numbers[0]]
    roles = {c: header_role(text[cell.start : cell.end], language) for c, cell in head.items()}
    made = dict(head)
    for column in range(1, width):
        before = made.get(column - 1)
        told = any(column in rows[n] for n in numbers[1:])
        if (
            column not in head
            and before is not None
            and told
            and roles.get(before.column) in {"index", "group", "name"}
        ):
            made[before.column] = made[column] = before._replace(column_span=column - before.column + 1)
            roles[column] = roles[before.column]
    cells = list({cell.column: cell for cell in made.values()}.values())
    wide = {cell.column: cell.column_span for cell in cells if cell.column_span > 1}
    last: dict[int, int] = {}
    body: list[Place] = []
    for number in numbers[1:]:
        row = rows[number]
        if len(row) < 2:
            last.clear()  # the heading of a group
        for column in range(width):
            if column in row:
                last[column] = len(body)
                reach = wide.get(column, 1)
                alone = reach > 1 and not any(column + i in row for i in range(1, reach))
                body.append(row[column]._replace(column_span=reach) if alone else row[column])
            elif len(row) > 1 and column in last and _goes_on(column, row, roles):
                above = body[last[column]]
                body[last[column]] = above._replace(row_span=number - above.row + 1)
    return grid._replace(cells=tuple(sorted(cells + body, key=lambda c: (c.row, c.column))))
