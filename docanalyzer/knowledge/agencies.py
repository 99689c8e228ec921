"""Public bodies: ministries, institutions, and the governments and departments of every division.

The bodies of the State Council follow the lists of english.www.gov.cn; see ``docs/knowledge-sources.md``. A national
body has a row (``miit``); a body of a division is its kind and its place (``ecology_130000``, ``gov_130000``), and so
is the government of a country (``gov_VN``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from docanalyzer.core.record import Name
from docanalyzer.knowledge.regions import countries, country_of_alpha3, divisions, region_name
from docanalyzer.knowledge.tables import read_toml

_LOCAL_ID = re.compile(r"([a-z_]+)_(\d{6}|[A-Z]{2})")


@dataclass(frozen=True, slots=True)
class Agency:
    """A public body with a row; ``zh`` and ``en`` begin with the canonical name, ``successor`` is an id or null.

    ``abbreviations`` count as written anywhere, ``home_abbreviations`` only in texts of the body's own region.
    """

    id: str
    region: str | None
    zh: tuple[str, ...]
    en: tuple[str, ...]
    abbreviations: tuple[str, ...]
    home_abbreviations: tuple[str, ...]
    successor: str | None


@dataclass(frozen=True, slots=True)
class LocalBody:
    """A kind of body that divisions have; ``zh`` are the endings of its name behind the place."""

    id: str
    zh: tuple[str, ...]
    en: str


@cache
def agencies() -> dict[str, Agency]:
    """Every body with a row, by id."""
    return {
        row["id"]: Agency(
            id=row["id"],
            region=row.get("region"),
            zh=tuple(row.get("zh", ())),
            en=tuple(row["en"]),
            abbreviations=tuple(row.get("abbr", ())),
            home_abbreviations=tuple(row.get("abbr_home", ())),
            successor=row.get("successor"),
        )
        for row in _tables()["agency"]
    }


@cache
def local_bodies() -> dict[str, LocalBody]:
    """Every kind of body of a division, by id."""
    return {row["id"]: LocalBody(row["id"], tuple(row["zh"]), row["en"]) for row in _tables()["local"]}


@cache
def _tables() -> dict[str, Any]:
    return read_toml("agencies.toml")


def office_names(language: str) -> list[str]:
    """Every full or short name of a body in ``zh`` or, in lower case, in ``en``; without abbreviations."""
    if language == "en":
        return [name.lower() for agency in agencies().values() for name in agency.en]
    endings = [ending for body in local_bodies().values() for ending in body.zh]
    return [name for agency in agencies().values() for name in agency.zh] + endings


@cache
def agency_name(agency_id: str) -> Name:
    """The canonical name in both languages; both empty for an unknown id."""
    if agency := agencies().get(agency_id):
        return Name(agency.zh[0] if agency.zh else "", agency.en[0])
    kind, place = _local_parts(agency_id)
    body = local_bodies().get(kind)
    if body is None or place is None:
        return Name("", "")
    where = region_name(place)
    if place in countries():
        return Name(f"{where.zh}政府", f"Government of {where.en}")
    # Provinces have 厅, what lies below has 局; the first ending that fits the level is the usual one.
    wanted = (
        ("局", "委员会", "政府") if not place.endswith("0000") or place[:2] in {"11", "12", "31", "50"} else ("厅",)
    )
    ending = next((zh for zh in body.zh if zh.endswith(wanted)), body.zh[0])
    return Name(where.zh + ending, f"{where.en} {body.en}")


def agency_region(agency_id: str) -> str | None:
    """The region that a body governs: ``CN`` of a ministry, the place of a local body, null of an international one."""
    if agency := agencies().get(agency_id):
        return agency.region
    return _local_parts(agency_id)[1]


def agency_id_for(name: str) -> str | None:
    """The id of a name as a title page or a manifest writes it, or null where no row and no pattern fits.

    >>> agency_id_for("河北省人民政府"), agency_id_for("MIIT"), agency_id_for("VNM")
    ('gov_130000', 'miit', 'gov_VN')
    """
    name = name.strip()
    if known := _by_name().get(name.lower().removeprefix("the ")):
        return known
    if name.isupper() and len(name) == 3 and (country := country_of_alpha3(name)):
        return f"gov_{country}"
    for ending, kind in _endings():
        if name.endswith(ending) and (place := division_named(name[: -len(ending)])):
            return f"{kind}_{place}"
    if name.lower().startswith("government of ") and (country := country_named(name[14:].removeprefix("the "))):
        return f"gov_{country}"
    return None


def division_named(name: str) -> str | None:
    """The code of a division's full or short name; the highest where several bear it, null for a short county name."""
    return _division_names().get(name)


def country_named(name: str) -> str | None:
    """The alpha-2 code of a country's name in either language."""
    return _country_names().get(name.lower())


def _local_parts(agency_id: str) -> tuple[str, str | None]:
    parts = _LOCAL_ID.fullmatch(agency_id)
    return (parts[1], parts[2]) if parts else ("", None)


@cache
def _by_name() -> dict[str, str]:
    return {
        name.lower(): agency.id
        for agency in agencies().values()
        for name in (*agency.home_abbreviations, *agency.abbreviations, *agency.en, *agency.zh)
    }


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    """Endings of local bodies with their kind, the longest first."""
    pairs = [(ending, body.id) for body in local_bodies().values() for ending in body.zh]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _division_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for division in sorted(divisions().values(), key=lambda d: -d.level):
        names[division.zh] = division.code
        if division.level < 3:
            names[division.short] = division.code
    return names


@cache
def _country_names() -> dict[str, str]:
    return {name.lower(): country.code for country in countries().values() for name in (*country.zh, *country.en)}
