"""Verbs of change: which direction and kind they give to a number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from docanalyzer.core.record import Direction, Kind
from docanalyzer.knowledge.tables import read_toml


@dataclass(frozen=True, slots=True)
class Predicate:
    """A row of ``predicates.toml``."""

    id: str
    direction: Direction | None
    kind: Kind | None


@cache
def predicates(language: Literal["zh", "en"]) -> dict[str, Predicate]:
    """Surface -> predicate; a surface on two rows stands for the first."""
    table: dict[str, Predicate] = {}
    for row in read_toml("predicates.toml")["predicate"]:
        predicate = Predicate(row["id"], row.get("direction"), row.get("kind"))
        for surface in row.get(language, ()):
            table.setdefault(surface, predicate)
    return table
