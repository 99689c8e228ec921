"""Bring units of the record contract to a common one: what may be compared with what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from docanalyzer.knowledge.tables import read_toml

_PARTS = re.compile(r"([/.])")


@dataclass(frozen=True, slots=True)
class Scale:
    """``factor`` of the base unit ``base`` make one of the unit; equal ``base`` means comparable."""

    base: str
    factor: float


@cache
def _scales() -> dict[str, Scale]:
    table: dict[str, Scale] = {}
    for units in read_toml("unit_scales.toml").values():
        base = next(iter(units))
        table |= {unit: Scale(base, float(factor)) for unit, factor in units.items()}
    return table


@lru_cache(maxsize=4096)
def scale(unit: str) -> Scale:
    """The common unit of ``unit`` and the factor to it; compounds part by part.

    A unit that no table names is its own base, so that it can be compared with itself alone.

    >>> scale("kgce/t"), scale("permille")
    (Scale(base='tce/t', factor=0.001), Scale(base='%', factor=0.1))
    """
    base, factor, sign = "", 1.0, "."
    for part in _PARTS.split(unit):
        if part in {"/", "."}:
            sign = part
            base += part
            continue
        one = _scales().get(part) or Scale(part, 1.0)
        base += one.base
        factor = factor / one.factor if sign == "/" else factor * one.factor
    return Scale(base, factor)
