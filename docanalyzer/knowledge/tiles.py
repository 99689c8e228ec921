"""Places of the provinces of China on a grid of equal tiles: where each stands, and nothing of its boundaries.

The places are those of ``china_prov_grid1`` of hafen/geofacet (MIT); ``docs/knowledge-sources.md`` has the source.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from docanalyzer.knowledge.tables import read_csv


@dataclass(frozen=True, slots=True)
class Tile:
    """A province: GB/T 2260 code, the letters of ISO 3166-2 (``BJ``), row from the north and column from the west."""

    code: str
    abbreviation: str
    row: int
    column: int


@cache
def province_tiles() -> tuple[Tile, ...]:
    """Every province once, no two in one place."""
    return tuple(
        Tile(row["code"], row["abbreviation"], int(row["row"]), int(row["column"]))
        for row in read_csv("province_tiles.csv")
    )
