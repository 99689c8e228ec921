"""Units at English numbers: their pattern and what each surface means, currencies, units that no record has."""

from __future__ import annotations

import re
from functools import cache

from docanalyzer.knowledge.units import alternation, other_units, unit_symbols, units_en

_PER = {
    "capita": "count",
    "person": "count",
    "inhabitant": "count",
    "household": "count",
    "head": "count",
    "unit": "count",
    "year": "year",
    "annum": "year",
}
LETTERS = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
INVERSE_TIMES = {"s": "second", "h": "hour", "d": "day", "yr": "year", "y": "year", "a": "year"}


@cache
def currencies() -> dict[str, str]:
    """Signs and codes that stand before an amount of money, upper case without blanks -> ISO 4217."""
    signs = {s: u.code for s, u in unit_symbols().items() if is_money(u.code)}
    codes = {f"{code}$": code for code in dollars()}
    return {plain_sign(s): code for s, code in (codes | signs).items()}


@cache
def dollars() -> list[str]:
    """Codes that a dollar sign may follow: USD$ 15."""
    return sorted({u.code for u in unit_symbols().values() if is_money(u.code) and u.code.endswith("D")})


def plain_sign(sign: str) -> str:
    """A sign of money in upper case without blanks."""
    return sign.upper().replace(" ", "")


def is_money(code: str) -> bool:
    """Whether a unit is a currency."""
    return len(code) == 3 and code.isupper()


@cache
def unit_pattern() -> str:
    """Words in any case, symbols as written; a symbol may have CO2 written onto it (MtCO2e)."""
    known = unit_symbols()
    scaled = [k + s for s, u in known.items() if is_money(u.code) and s in {u.code, "€"} for k in "kM"]
    symbols = sorted([*known, *scaled], key=len, reverse=True)
    guarded = "|".join(re.escape(s) + _guard(s) for s in symbols)
    return rf"(?:(?i:{alternation(tuple(units_en()))})\b|(?:{guarded}))"


def _guard(symbol: str) -> str:
    """What may not follow a symbol; of 3 USD50 cards the sign belongs to the second number."""
    if not symbol[-1].isalpha():
        return ""
    return r"(?!(?!CO)[A-Za-z])" + (r"(?!\d)" if is_money(unit_of(symbol)[0]) else "")


@cache
def other_unit() -> re.Pattern[str]:
    """A unit that the records do not have; 2.1 pm is a length, 2 pm and 2.30 pm are times of the day."""
    symbols = "|".join(re.escape(s) for s in other_units())
    return re.compile(rf"[ \u00a0-]?(?:{symbols})(?![\w/-])|(?<=\d\.\d)\spm(?!\w)")


def unit_of(surface: str) -> tuple[str, float]:
    """Contract unit and factor of a unit as written."""
    low = re.sub(r"\s", " ", surface.lower())
    if low in _PER:
        return _PER[low], 1.0
    unit = unit_symbols().get(surface) or units_en().get(low) or unit_symbols().get(re.sub(r"\s", " ", surface))
    if unit is None:  # MUSD, kEUR
        return unit_symbols()[surface[1:]].code, LETTERS[surface[0].lower()]
    return unit.code, unit.factor


def offset_of(surface: str) -> float:
    """What a scale with another zero adds before its factor."""
    unit = unit_symbols().get(surface) or units_en().get(re.sub(r"\s", " ", surface.lower()))
    return unit.offset if unit else 0.0


def inverse_of(m: re.Match[str]) -> tuple[str, float] | None:
    """The unit below of m s-1 and t ha-1 yr-1."""
    name = m["u"] + (m["p"] if m["p"] != "1" else "")
    known = unit_symbols().get(name)
    if name in INVERSE_TIMES:
        return INVERSE_TIMES[name], 1.0
    return (known.code, known.factor) if known else None
