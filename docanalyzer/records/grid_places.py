"""A table as places of cells in a text."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """One cell: its characters and where it stands; spans count the rows and columns that it covers."""

    start: int
    end: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


class Grid(NamedTuple):
    """A table; ``table`` is its number among the tables of the source, -1 where it lay flat in the text."""

    start: int
    end: int
    table: int
    cells: tuple[Place, ...]
