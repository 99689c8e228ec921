"""Tables of other shapes: years and values without a head, years beside a goal, a row that gives the units."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docanalyzer.knowledge.table_headers import header_role
from docanalyzer.records.grid_places import Grid, Place
from docanalyzer.records.table_cells import is_year
from docanalyzer.records.table_columns import Column, Head, Surroundings
from docanalyzer.records.table_names import Names
from docanalyzer.records.table_units import Units

# A table that is but years with their values, and how the text above it names those.
_WIDTH, _FEWEST_YEARS, _REACH = 2, 3, 600
_YEAR = re.compile(r"(?:[A-Z]Y\s?)?(?:19|20)\d\d(?:[/-]\d\d)?\s*年?")
# The share of retail sales from solar power shall be: what a share is one of is what is measured.
_MEASURED = re.compile(
    r"\b(?:number|percentage|per ?cent|share|proportion|amount|quantity|volume)s?\b(?:,[^.,;:|\n]{1,40},)?"
    r"(?:\s+or\s+\w+)?(?:,[^.,;:|\n]{1,40},)?\s+of\s+(?:its\s+|their\s+|the\s+|all\s+)?(?P<name>[^.;:,|\n]{3,120}?)"
    r"(?=\s{0,3}(?:\b(?:shall|to|must|is|are|will|from|by|that)\b|[,:.;|\n]))"
)
_RULES = re.compile(r"\b(?:shall|must|requires?|required|to be|obligations?|targets?)\b", re.IGNORECASE)
_ASIDE = frozenset({"index", "group", "name", "unit", "binding", "note", "deadline"})


def course_head(grid: Grid, numbers: Sequence[int], head: Head, text: str) -> Head:
    """The head of a table of years and values without one (2014, 2.05 %; 2015, 2.45 %): what stands above it."""
    rows = [[cell for cell in grid.cells if cell.row == number] for number in numbers]
    if len(head.columns) != _WIDTH or len(rows) < _FEWEST_YEARS or any(len(row) != _WIDTH for row in rows):
        return head
    if not all(_YEAR.fullmatch(text, row[0].start, row[0].end) for row in rows):
        return head
    above = text[max(0, grid.start - _REACH) : grid.start]
    named = next(reversed(list(_MEASURED.finditer(above))), None)
    if named is None:
        return head
    start, end = (grid.start - len(above) + at for at in named.span("name"))
    # What a law lays down for each year is a goal whenever the year was.
    role = "goal" if _RULES.search(above) else "amount"
    return head._replace(depth=0, columns=[Column("group"), Column(role, label=(start, end))])


def share_unit(names: Names, named: int | None) -> None:
    """Give columns that are but a year the unit of the only other head that has one (目标（%）, 2021年, 2022年).

    That head then says what the rows measure, too.
    """
    text, head = names.text, names.head
    values = [c for i, c in enumerate(head.columns) if c.role not in _ASIDE and i != named]
    held = [c for c in values if c.unit]
    bare = [c for c in values if not c.unit and c.label and is_year(text[slice(*c.label)])]
    if len(held) != 1 or not bare or head.unit or any(c.role == "unit" for c in head.columns):
        return
    for column in bare:
        column.unit = held[0].unit
    measured = next((q for place in held[0].heads if (q := names.quantity_of_head(place.start, place.end))), None)
    if head.named is None and measured is not None:
        names.head = head._replace(named=measured)


def is_row_of_units(cells: dict[int, Place], columns: Sequence[Column], around: Surroundings, units: Units) -> bool:
    """Whether a row gives the unit of each column, as in tables with the indicators side by side; they are taken."""
    first, text = cells.get(0), around.text
    if first is None or header_role(text[first.start : first.end], around.language.code) != "unit":
        return False
    for index, cell in cells.items():
        if index and index < len(columns) and not columns[index].unit:
            columns[index].unit = units.usable(text[cell.start : cell.end])
    return True
