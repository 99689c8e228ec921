"""The word lists of English clauses, as sets to look words up in and as patterns to build others from."""

from __future__ import annotations

from functools import cache

from docanalyzer.knowledge.tables import read_toml
from docanalyzer.knowledge.units import alternation


@cache
def words(key: str) -> frozenset[str]:
    """A list of ``clauses.toml`` or ``counts.toml``."""
    lists = read_toml("clauses.toml")["en"] | read_toml("counts.toml")["en"]
    return frozenset(lists[key])


@cache
def any_of(*keys: str) -> str:
    """A pattern for every word or phrase of the lists, the longest first; any run of blanks parts words."""
    return alternation({surface for key in keys for surface in words(key)}, blank=r"\s+")
