"""Whether a number of a table is a level, a change or a rate, and which way it goes."""

from __future__ import annotations

import re

from docanalyzer.core.record import Direction, Kind
from docanalyzer.languages.base import Reading
from docanalyzer.records.table_cells import Value
from docanalyzer.records.table_columns import Column

# Names that are the size of a change: 降低比例, 削减率.
_RATE_NAMES: tuple[tuple[re.Pattern[str], Direction], ...] = (
    (re.compile(r"(?:下降|降低|减少|削减|减排|压减)(?:率|比例|比率|幅度|幅)$|[降减]幅$"), "decrease"),
    (re.compile(r"(?:增长|提高|增加|提升)(?:率|比例|比率|幅度|幅)$|增幅$"), "increase"),
)
_GROWTH_NAME = re.compile(r"增长|增速|增幅|\bgrowth\b", re.IGNORECASE)
# What is left of a name whose change comes together over years: 碳排放五年累计[下降].
_OVER_TAIL = re.compile(r"(?:[三五十]年)?累计$|[三五十]年$")


def adds_over_years(column: Column, value: Value | None) -> bool:
    """Whether a number comes together over years: in a column of sums, or in brackets in one of rates."""
    return column.role == "total" or (column.role == "growth" and value is not None and value.opened)


def kind_of(
    reading: Reading, column: Column, value: Value | None, name: str, unit: str, said: Direction | None
) -> tuple[Kind | None, Direction | None]:
    """The kind and the direction of a number of ``column`` that measures ``name``; ``said`` is those of the caption."""
    kind, direction = reading.kind, reading.direction
    over = adds_over_years(column, value)
    grows = column.role == "growth" or (column.yearly and bool(_GROWTH_NAME.search(name)))
    if grows and unit == "%" and value is not None and not value.opened:
        return "growth_rate", direction or "increase"
    if kind != "level" or direction is not None:
        return kind, direction
    rate = next((way for pattern, way in _RATE_NAMES if pattern.search(name)), None)
    if rate is not None and unit in {"%", "permille"}:
        return "relative_change", rate
    if column.compares and unit == "%":
        return "relative_change", column.change or said
    if column.moves and unit in {"%", "pp"}:
        return ("relative_change" if unit == "%" else "absolute_change"), "increase"
    if column.change is not None and not (over and column.role == "growth"):
        return ("relative_change" if unit == "%" else "absolute_change"), column.change
    return kind, direction


def end_of_name(text: str, start: int, end: int) -> int:
    """Where a name ends without the years over which its change comes together."""
    m = _OVER_TAIL.search(text, start, end)
    return m.start() if m and m.start() > start else end
