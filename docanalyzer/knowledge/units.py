"""Units: from a surface as written to the unit of the record contract and the factor to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from docanalyzer.knowledge.tables import read_toml


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of ``units.toml``: n of it are ``(n + offset) * factor`` of the contract's unit ``code``."""

    id: str
    code: str
    factor: float
    offset: float = 0.0


@cache
def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read_toml("units.toml")["unit"]
    return rows


@cache
def units_zh() -> dict[str, Unit]:
    """Surface in a Chinese text -> unit."""
    return _by_surface("zh")


@cache
def units_en() -> dict[str, Unit]:
    """Words in an English text, lower case -> unit."""
    return _by_surface("en")


@cache
def unit_symbols() -> dict[str, Unit]:
    """Symbols in an English text, as written -> unit."""
    return _by_surface("sym")


@cache
def carbon_words() -> tuple[str, ...]:
    """What after a mass makes it a mass of CO2 (equivalent), longest first."""
    words: list[str] = read_toml("units.toml")["carbon"]["en"]
    return tuple(sorted(words, key=len, reverse=True))


@cache
def other_units() -> tuple[str, ...]:
    """Symbols of units that the record contract does not have, longest first."""
    symbols: list[str] = read_toml("units.toml")["other"]["sym"]
    return tuple(sorted(symbols, key=len, reverse=True))


def alternation(surfaces: Iterable[str], *, blank: str = r"\s") -> str:
    """A pattern that matches the longest of ``surfaces`` first; ``blank`` is the pattern for a blank in one of them.

    It branches by characters and not by words, so that a text that fits none is given up after few steps.
    """
    root: dict[str, Any] = {}
    for surface in surfaces:
        node = root
        for character in surface:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branches(root, blank)


def _branches(node: dict[str, Any], blank: str) -> str:
    """The pattern for what follows a common beginning."""
    ways = [
        (blank if character == " " else re.escape(character)) + _branches(after, blank)
        for character, after in sorted(node.items())
        if character
    ]
    if not ways:
        return ""
    if len(ways) == 1 and "" not in node:
        return ways[0]
    return f"(?:{'|'.join(ways)}){'?' if '' in node else ''}"


def _by_surface(key: str) -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for row in _rows():
        unit = Unit(str(row["id"]), str(row["unit"]), float(row.get("factor", 1)), float(row.get("offset", 0)))
        for surface in row.get(key, ()):
            table.setdefault(surface, unit)
    return table
