"""Find the public bodies that a text names."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from docanalyzer.core.mention import Concept, Mention
from docanalyzer.knowledge.agencies import agencies, agency_name, division_named, local_bodies
from docanalyzer.knowledge.regions import countries, divisions, is_within, parent
from docanalyzer.knowledge.scanner import TermScanner
from docanalyzer.linguistics import View
from docanalyzer.mentions.chinese import unwrap
from docanalyzer.mentions.english import one_line

# 省 + 生态环境厅: the last character of the place, which may itself stand before it (河北省) or not (我省, 省).
_PLACE_ENDS = ("省", "市", "县", "区", "州")
_LONGEST_PLACE = 14
# English names that many countries give to their offices.
_SHARED = (
    "Ministry of",
    "Department of",
    "Department for",
    "National ",
    "State ",
    "Environment",
    "Cabinet",
    "Board of",
)
_NATIONAL_ONLY = frozenset({"政府", "委员会", "人民代表大会", "人大常委会"})


class _Body(NamedTuple):
    """A surface: a national body, a local one behind 省 or 市 (``local``), or a local one by itself (``ending``)."""

    kind: Literal["national", "local", "ending"]
    id: str
    region: str | None = None
    home_only: bool = False
    exact: str | None = None


def find_agencies(view: View, *, jurisdiction: str | None = None) -> list[Mention[Concept]]:
    """Every public body that the view names, in order.

    省生态环境厅 is the one of ``jurisdiction``; without one its code is null. ``why`` is the row (``agency:miit``).
    """
    return _find_chinese(view.text, jurisdiction) if view.language == "zh" else _find_english(view, jurisdiction)


@cache
def agency_concept(agency_id: str) -> Concept:
    """The concept of an agency id."""
    name = agency_name(agency_id)
    return Concept("agency", agency_id, name.zh, name.en)


@cache
def _local_concept(kind: str) -> Concept:
    """A body of a division that the text leaves open."""
    body = local_bodies()[kind]
    return Concept("agency", None, body.zh[0], body.en)


@cache
def _chinese() -> TermScanner[_Body]:
    surfaces: dict[str, _Body] = {}
    for body in local_bodies().values():
        for ending in body.zh:
            if ending not in _NATIONAL_ONLY and not ending.startswith("人民政府"):
                surfaces[ending] = _Body("ending", body.id)
            surfaces |= {end + ending: _Body("local", body.id) for end in _PLACE_ENDS}
    for agency in agencies().values():
        surfaces |= {name: _Body("national", agency.id, agency.region) for name in agency.zh}
    return TermScanner(surfaces.items())


def _find_chinese(text: str, jurisdiction: str | None) -> list[Mention[Concept]]:
    wrapped = unwrap(text)
    text = wrapped.text
    found: list[Mention[Concept]] = []
    place: str | None = None  # of the last local body: 省农业农村厅、生态环境厅
    local_end = -2
    for start, end, body in _chinese().scan(text):
        inherits = start == local_end + 1 and text[local_end] in "、，和及"
        if body.kind == "local":
            start, place = _place_before(text, start, jurisdiction)
            if start < 0:
                continue
        elif body.kind == "ending":
            if not inherits:
                place = None
        elif not (inherits and body.id in _doubles()):
            found.append(Mention(start, end, agency_concept(body.id), f"agency:{body.id}"))
            continue
        kind = _doubles().get(body.id, body.id)
        found.append(_local(start, end, kind, place))
        local_end = end
    return wrapped.restore(found)


@cache
def _doubles() -> dict[str, str]:
    """National bodies whose short name is also the ending of local ones: 发展改革委 in 省财政厅、发展改革委."""
    endings = {ending: body.id for body in local_bodies().values() for ending in body.zh}
    return {a.id: endings[name] for a in agencies().values() for name in a.zh if name in endings}


def _local(start: int, end: int, kind: str, place: str | None) -> Mention[Concept]:
    if place is None:
        return Mention(start, end, _local_concept(kind), f"agency:{kind}")
    code = f"{kind}_{place}"
    return Mention(start, end, agency_concept(code), f"agency:{code}")


def _place_before(text: str, start: int, jurisdiction: str | None) -> tuple[int, str | None]:
    """Where the name of the place begins that ends with the character at ``start``, and its code; -1 for 各省, 级."""
    for length in range(min(_LONGEST_PLACE, start), 0, -1):
        if place := division_named(text[start - length : start + 1]):
            return start - length, place
    if start and (text[start - 1] in "各县市区两三" or text[start - 2 : start] in ("区、", "县、", "省、")):
        return -1, None
    at = jurisdiction if jurisdiction in divisions() else None
    wanted = {"省": 1, "市": 2, "州": 2, "县": 3, "区": 3}[text[start]]
    while at is not None and at in divisions():
        level = divisions()[at].level
        # A municipality is the 市 of its own departments, an autonomous region the 区.
        if level == wanted or (level == 1 and divisions()[at].zh.endswith(text[start])):
            return start, at
        at = parent(at)
    return start, None


def _at_home(body: _Body, jurisdiction: str | None) -> bool:
    """Whether a name that others use as well stands in a text of its own; a full name also where none is known."""
    if jurisdiction is None:
        return body.exact is None and body.region != "EU"
    return body.region is not None and is_within(jurisdiction, body.region)


@cache
def _english() -> TermScanner[_Body]:
    surfaces: dict[str, _Body] = {}
    for country in countries().values():
        for name in country.en:
            body = _Body("national", f"gov_{country.code}", country.code)
            surfaces |= dict.fromkeys((f"government of {name.lower()}", f"government of the {name.lower()}"), body)
    for agency in agencies().values():
        for abbreviation in (*agency.home_abbreviations, *agency.abbreviations):
            home = abbreviation in agency.home_abbreviations
            surfaces[abbreviation.lower()] = _Body("national", agency.id, agency.region, home, abbreviation)
        for name in agency.en:
            shared = name.startswith(_SHARED)
            surfaces[name.lower()] = _Body("national", agency.id, agency.region, home_only=shared)
    surfaces["the commission"] = _Body("national", "eu_commission", "EU", home_only=True)
    return TermScanner(surfaces.items(), words=True)


def _find_english(view: View, jurisdiction: str | None) -> list[Mention[Concept]]:
    found: list[Mention[Concept]] = []
    lower = one_line(view.lower)
    for start, end, body in _english().scan(lower):
        written = view.text[start:end]
        if body.exact is not None and written != body.exact:
            continue
        if written.islower() or (body.home_only and not _at_home(body, jurisdiction)):
            continue
        if body.id == "eu_commission" and body.home_only and "C" not in written:
            continue
        found.append(Mention(start, end, agency_concept(body.id), f"agency:{body.id}"))
    return found
