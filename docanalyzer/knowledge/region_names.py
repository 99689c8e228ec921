"""The wording of regions: every surface by which a text may name one, read for a jurisdiction.

What a short name means depends on who speaks: 朝阳区 in a Beijing plan is 110105, in a Changchun one 220104, and 大兴
stands for the district only where Beijing is meant. So the surfaces are put together for each jurisdiction.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from docanalyzer.knowledge.regions import (
    CHINA,
    Division,
    countries,
    divisions,
    former_names,
    is_within,
    parent,
    policy_regions,
)
from docanalyzer.knowledge.scanner import TermScanner
from docanalyzer.knowledge.tables import read_toml

Check = Literal["sure", "choose", "neighbour", "direction", "unnamed", "proper", "no"]


class Surface(NamedTuple):
    """What a surface may stand for and what has to be looked at first.

    ``sure``: every code of ``codes``; ``choose``: the one of them that the context fits; ``neighbour``: the same, and
    only beside another place; ``direction``: a great region, unless a place stands before it; ``unnamed``: a region
    that the text leaves open; ``proper``: a word of every day unless it is written as a name; ``no``: no region.
    """

    check: Check
    codes: tuple[str, ...] = ()


NOTHING = Surface("no")
_Table = dict[str, Surface]


@lru_cache(maxsize=64)
def chinese_scanner(jurisdiction: str | None) -> TermScanner[Surface]:
    """The scanner of Chinese surfaces as a text of this jurisdiction means them."""
    words = _words()
    table: _Table = {}
    everyday = frozenset(words["words_zh"])
    for county in _counties_within(jurisdiction):
        check: Check = "neighbour" if county.short in everyday or parent(county.code) != jurisdiction else "sure"
        table |= dict.fromkeys({county.short, county.zh.removesuffix("新区")}, Surface(check, (county.code,)))
    table |= _cities(frozenset(words["cities_zh"]))
    table |= _county_names(jurisdiction, everyday)
    table |= _former_names(jurisdiction)
    table |= _prefecture_names(jurisdiction, everyday)
    for division in divisions().values():
        if division.level == 1:
            table |= dict.fromkeys((division.zh, division.short), Surface("sure", (division.code,)))
    for country in countries().values():
        table |= dict.fromkeys(country.zh, Surface("sure", (country.code,)))
    for region in policy_regions().values():
        table |= dict.fromkeys(region.names_zh, Surface("sure", (region.code,)))
    for row in words["group"]:
        table |= dict.fromkeys(row["names"], Surface("sure", tuple(row["codes"])))
    for row in words["direction"]:
        table |= dict.fromkeys(row["names"], Surface("direction", tuple(row["codes"])))
    table |= dict.fromkeys(words["unnamed_zh"], Surface("unnamed"))
    # 河北区 is a district of Tianjin, 河北区域 is Hebei.
    for name in [name for name in table if name.endswith("区") and name[:-1] in table]:
        table[name + "域"] = table[name[:-1]]
    return TermScanner((table | dict.fromkeys(words["not_zh"], NOTHING)).items())


@lru_cache(maxsize=8)
def english_scanner(*, in_china: bool) -> TermScanner[Surface]:
    """The scanner of English surfaces in lower case; places below the provinces of China only in texts about China."""
    words = _words()
    table: _Table = {}
    below: dict[str, set[str]] = {}
    for division in divisions().values():
        if division.level == 1 or in_china:
            for name in _english_names(division):
                below.setdefault(name, set()).add(division.code)
    for name, codes in below.items():
        highest = tuple(
            sorted(code for code in codes if divisions()[code].level == min(divisions()[c].level for c in codes))
        )
        table[name] = Surface("sure" if len(highest) == 1 else "choose", highest)
    for country in countries().values():
        people = (name + "s" for name in country.adjectives if name.endswith(("n", "i")))
        for name in (*country.en, *country.adjectives, *people):
            table[name.lower()] = Surface("sure", (country.code,))
    for region in policy_regions().values():
        # YRD and GBA mean other things elsewhere.
        names = [name for name in region.names_en if in_china or not name.isupper()]
        table |= {name.lower(): Surface("sure", (region.code,)) for name in names}
    table |= dict.fromkeys(words["unnamed_en"], Surface("unnamed"))
    for name in words["words_en"]:
        if name in table:
            table[name] = Surface("proper", table[name].codes)
    return TermScanner((table | dict.fromkeys(words["not_en"], NOTHING)).items(), words=True)


@cache
def _words() -> dict[str, Any]:
    return read_toml("region_words.toml")


def _counties_within(jurisdiction: str | None) -> list[Division]:
    """Counties whose short names may count: in texts of a division its own; elsewhere those names are words."""
    if jurisdiction is None or jurisdiction not in divisions():
        return []
    never = frozenset(_words()["no_short_zh"])
    return [
        division
        for division in divisions().values()
        if division.level == 3
        and len(division.short) > 1
        and division.short not in never
        and is_within(division.code, jurisdiction)
    ]


@cache
def _cities(names: frozenset[str]) -> _Table:
    """County-level cities that are known by their short names alone."""
    level = (division for division in divisions().values() if division.level == 3)
    return {division.short: Surface("sure", (division.code,)) for division in level if division.short in names}


def _former_names(jurisdiction: str | None) -> _Table:
    """Names of the past: of prefectures everywhere, of counties in texts of their province or of the whole country."""
    home = jurisdiction[:2] if jurisdiction in divisions() else None
    names: _Table = {}
    for name, code in former_names():
        if home in (None, code[:2]) or divisions()[code].level < 3:
            names[name] = Surface("sure", (code,))
    return names


def _county_names(jurisdiction: str | None, everyday: frozenset[str]) -> _Table:
    """Full names of counties; those that several counties bear are left to the context unless one is at home here."""
    bearers: dict[str, list[str]] = {}
    for division in divisions().values():
        if division.level == 3:
            bearers.setdefault(division.zh, []).append(division.code)
    table: _Table = {}
    for name, codes in bearers.items():
        home = _at_home(codes, jurisdiction)
        # 和县 or 城区 stand inside other words (市和县, 城区面积), and 老城区 is any old town.
        check: Check = "neighbour" if len(name) < 3 or name in everyday else "sure" if len(home) == 1 else "choose"
        table[name] = Surface(check, home)
    return table


def _at_home(codes: list[str], jurisdiction: str | None) -> tuple[str, ...]:
    """Those of the codes that are nearest to the jurisdiction: in it, else in its province, else all."""
    at = jurisdiction if jurisdiction in divisions() else None
    while at is not None and at != CHINA:
        near = tuple(code for code in codes if is_within(code, at))
        if near:
            return near
        at = parent(at)
    return tuple(codes)


def _prefecture_names(jurisdiction: str | None, everyday: frozenset[str]) -> _Table:
    table: _Table = {}
    shorts: dict[str, list[str]] = {}
    for division in divisions().values():
        if division.level == 2:
            table[division.zh] = Surface("sure", (division.code,))
            if len(division.short) > 1:
                shorts.setdefault(division.short, []).append(division.code)
    for name, codes in shorts.items():
        home = _at_home(codes, jurisdiction)
        here = jurisdiction is not None and any(is_within(code, jurisdiction[:2] + "0000") for code in home)
        check: Check = "neighbour" if name in everyday and not here else "sure" if len(home) == 1 else "choose"
        table[name] = Surface(check, home)
    return table


def _english_names(division: Division) -> Iterator[str]:
    name = division.en.lower()
    for one in (name, *(alias.lower() for alias in division.aliases_en)):
        yield one
        if division.level == 1:
            yield from (one + " province", one + " provinces")
        elif division.level == 2:
            yield from (one + " city", one + " cities")
            yield one.removesuffix(" prefecture")
