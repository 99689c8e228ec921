"""Numbers in the descriptions of a table: what their own words leave out, its heads and the cells beside them say.

Achieve a target of 12 % | Mar 2012: the row's cell for the date says when; so does the year of a column, or the goal
year of a table whose column of goals tells them in words.
"""

from __future__ import annotations

from dataclasses import replace

from docanalyzer.core.record import Measure, Period
from docanalyzer.records.grid_places import Place
from docanalyzer.records.tables import Table

_DATED = frozenset({"deadline", "goal"})


def tells(table: Table) -> bool:
    """Whether a table says by when what its descriptions promise is to be done, or how binding it is."""
    return any(column.role in _DATED or column.role == "binding" for column in table.columns)


def completed(table: Table, measure: Measure) -> Measure:
    """A target read from a description, with the period and the attribute that its row and column give."""
    if measure.role in {"baseline", "threshold"} or measure.quantity is None:
        return measure
    at = measure.quantity.start
    place = next((cell for cell in table.grid.cells if cell.start <= at < cell.end), None)
    if place is None or place.row not in table.numbers[table.head.depth :]:
        return measure
    row = table.rows[table.numbers.index(place.row)]
    if measure.role != "target":
        due = table.names.deadline(row) if measure.period is None and measure.kind == "absolute_change" else None
        if due is None or not table.issued or (due.end_date or "") < table.issued:
            return measure
        # 改造管网120公里 | 2021—2025年: what is to be done by then.
        measure = replace(measure, role="target", why={**measure.why, "role": "table:row"})
    if measure.binding is None:
        measure = replace(measure, binding=table.binding(row))
    if measure.period is None:
        period = _period(table, place, row)
        if period is not None and _is_ahead(table, period):
            measure = replace(measure, period=period, why={**measure.why, "period": "table:row"})
    return measure


def _period(table: Table, place: Place, row: dict[int, Place]) -> Period | None:
    due = table.names.deadline(row)
    if due is not None:
        # What is done by a month is done by its end, whenever it was begun.
        return due if due.relation == "each_year" else replace(due, start_date=None, relation="by")
    column = table.columns[place.column] if place.column < len(table.columns) else None
    if column is None or column.role == "deadline":
        return None
    return column.period or (table.fallback if column.role == "goal" else None)


def _is_ahead(table: Table, period: Period) -> bool:
    """Whether a target can be meant by a period: not where it ended before the table was issued."""
    return not table.issued or (period.end_date or "9999") >= table.issued
