"""What a text does to a document that it names, from the words around the name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from docanalyzer.knowledge.tables import read_toml

Relation = Literal["repeals", "amends", "implements", "issues", "cites"]


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A row of ``citation_relations.toml``; words are lower case."""

    id: Relation
    before: tuple[str, ...]
    after: tuple[str, ...]
    examples: tuple[str, ...]


@cache
def relations() -> tuple[RelationRow, ...]:
    """The rows in the order in which they apply."""
    return tuple(
        RelationRow(row["id"], tuple(row["before"]), tuple(row["after"]), tuple(row["examples"]))
        for row in read_toml("citation_relations.toml")["relation"]
    )
