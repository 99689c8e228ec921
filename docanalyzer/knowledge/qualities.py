"""Words that set a goal without a number, compiled into one scanner for each language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from docanalyzer.core.record import Direction
from docanalyzer.knowledge.scanner import TermScanner
from docanalyzer.knowledge.tables import read_toml

Needs = Literal["nothing", "goal", "company", "date"]
_Tongue = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Quality:
    """What a surface says: its row, which way the thing moves, and what must stand beside it to make a goal.

    ``degree`` is the row of its adverb; ``takes_object`` marks verbs that may have the thing behind them.
    """

    id: str
    direction: Direction | None
    needs: Needs
    degree: str | None
    takes_object: bool


@cache
def quality_scanner(language: _Tongue) -> TermScanner[Quality | None]:
    """All surfaces of a language; one that only looks like a goal stands for None."""
    table = read_toml("qualities.toml")
    surfaces: dict[str, Quality | None] = {}
    for row in table["quality"]:
        for surface, degree in _surfaces(row, table["degree"], language):
            weighs = degree or row
            needs: Needs = weighs.get(f"needs_{language}", weighs["needs"])
            quality = Quality(
                row["id"], row.get("direction"), needs, degree["id"] if degree else None, row.get("object", False)
            )
            surfaces.setdefault(surface, quality)
    for row in table["quality"]:
        surfaces |= dict.fromkeys(row.get(f"not_{language}", ()))
    return TermScanner(surfaces.items(), words=language == "en")


def _surfaces(
    row: dict[str, Any], degrees: list[dict[str, Any]], language: _Tongue
) -> Iterator[tuple[str, dict[str, Any] | None]]:
    words = row.get(language, ())
    if "degrees" not in row:
        yield from ((word, None) for word in words)
        return
    for degree in degrees:
        if degree["id"] not in row["degrees"]:
            continue
        for adverb in degree.get(language, ()):
            for word in words:
                if language == "zh":
                    yield adverb + word, degree
                else:
                    yield f"{adverb} {word}", degree
                    yield f"{word} {adverb}", degree
