"""The Five-Year Plans of China, by number and by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from docanalyzer.core.record import Name
from docanalyzer.knowledge.tables import read_csv


@dataclass(frozen=True, slots=True)
class Plan:
    """One Five-Year Plan: calendar years from ``start`` to ``end``, measured against ``base_year``.

    ``short_zh`` is the everyday name without quotation marks (``十三五``), ``ordinal_en`` is ``13th``.
    """

    n: int
    start: int
    end: int
    name: Name
    short_zh: str
    ordinal_en: str
    base_year: int


@cache
def plans() -> tuple[Plan, ...]:
    """All plans, the first one first."""
    return tuple(
        Plan(
            n=int(row["n"]),
            start=int(row["start"]),
            end=int(row["end"]),
            name=Name(row["zh"], row["en"]),
            short_zh=row["short_zh"],
            ordinal_en=row["ordinal_en"],
            base_year=int(row["base_year"]),
        )
        for row in read_csv("five_year_plans.csv")
    )


def plan(n: int) -> Plan | None:
    """The ``n``-th plan (13 is 2016 to 2020)."""
    table = plans()
    return table[n - 1] if 1 <= n <= len(table) else None


def plan_named(name: str) -> Plan | None:
    """The plan of a name as written: ``十三五``, ``“十三五”``, ``13th``, ``Thirteenth``, ``13th Five-Year Plan``."""
    return _by_name().get(name.strip("“”\"'‘’ ").lower())


@cache
def _by_name() -> dict[str, Plan]:
    words = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
    ]
    names: dict[str, Plan] = {}
    for entry, word in zip(plans(), words, strict=True):
        for ordinal in (entry.ordinal_en, word):
            for tail in ("", " five-year plan", " five year plan", " fyp"):
                names[ordinal + tail] = entry
        names |= {entry.short_zh: entry, entry.name.zh: entry, f"{entry.n}fyp": entry}
    return names
