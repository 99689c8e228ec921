"""The catalogue of indicators: a phrase of a text -> the canonical indicator that it names.

The rows (``data/indicators.toml``) follow the tables of the national five-year plans and the wording of plans, work
reports and climate pledges; ``data/indicator_words.toml`` holds how names vary.

A phrase is put into a key (spelling, synonyms and word order settled), and the key is looked up as a whole: every word
of the phrase must be part of a name or a known qualifier. What is left over makes it another quantity (a share, an
intensity, a growth rate, a sector, a second pollutant), so there is no partial match.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from docanalyzer.core.record import Direction, Kind, Name
from docanalyzer.knowledge.regions import countries, divisions, policy_regions
from docanalyzer.knowledge.tables import read_text, read_toml

_Tongue = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of ``indicators.toml``; ``zh`` and ``en`` begin with the canonical name.

    ``unit`` is the usual one of its level, ``kind`` and ``direction`` are how targets usually put it. ``short_zh`` and
    ``short_en`` hold bare nouns that are the indicator only where the number has this unit.
    """

    id: str
    category: str
    unit: str
    kind: Kind
    direction: Direction | None
    zh: tuple[str, ...]
    en: tuple[str, ...]
    short_zh: tuple[str, ...]
    short_en: tuple[str, ...]
    examples: tuple[str, ...]


@cache
def indicators() -> dict[str, Indicator]:
    """Every row, by id."""
    return {
        row["id"]: Indicator(
            row["id"],
            row["category"],
            row["unit"],
            row["kind"],
            row.get("direction"),
            tuple(row["zh"]),
            tuple(row["en"]),
            tuple(row.get("short_zh", ())),
            tuple(row.get("short_en", ())),
            tuple(row["examples"]),
        )
        for row in _rows()
    }


def indicator_name(indicator: str) -> Name:
    """The canonical name in both languages; both empty for an unknown id."""
    row = indicators().get(indicator)
    return Name(row.zh[0], row.en[0]) if row else Name("", "")


@lru_cache(maxsize=16_384)
def indicator_id(phrase: str, language: _Tongue, unit: str | None = None, kind: Kind | None = None) -> str | None:
    """The id of the indicator that a phrase names, or null where it names none of the catalogue for certain.

    With the ``unit`` of its number, a bare noun may be settled too, and a name that cannot have the unit is refused;
    with ``kind`` as well, so is a ratio as the level of an amount (钢铁产能 at 80% is a share of it, not the capacity).

    >>> indicator_id("全省单位地区生产总值能耗", "zh"), indicator_id("share of renewables in the electricity mix", "en")
    ('energy_per_gdp', 're_share_generation')
    >>> indicator_id("海上风电", "zh"), indicator_id("海上风电", "zh", "kW")
    (None, 'offshore_wind_capacity')
    """
    if len(phrase) > 160:
        return None
    find = _find_zh if language == "zh" else _find_en
    found = find(phrase, _names(language))
    if unit is None or (found is not None and _can_have(indicators()[found], unit, kind)):
        return found
    # A change of what policies cut by a share (氨氮 下降8%) is one of its amount.
    short = _short(language).get("change" if unit == "%" and kind == "relative_change" else _dimension(unit))
    return find(phrase, short) if short else None


def _rows() -> list[dict[str, Any]]:
    """The rows of the table; each value is JSON on the line of its key, which reads ten times faster than TOML does."""
    _, _, text = read_text("indicators.toml").strip().partition("[[indicator]]")
    text = "[{" + text.replace("\n\n[[indicator]]", "},{")
    for field in fields(Indicator):
        text = text.replace(f"\n{field.name} = ", f',"{field.name}":')
    rows: list[dict[str, Any]] = json.loads(text.replace("{,", "{") + "}]")
    return rows


@cache
def _names(language: _Tongue) -> dict[str, str]:
    """Key of a name -> id."""
    key = _key_zh if language == "zh" else _key_en
    return {key(name): row.id for row in indicators().values() for name in (row.zh if language == "zh" else row.en)}


@cache
def _short(language: _Tongue) -> dict[str, dict[str, str]]:
    """Dimension, or ``change`` for rows that are usually put as one -> key of a bare noun -> id."""
    key = _key_zh if language == "zh" else _key_en
    tables: dict[str, dict[str, str]] = {}
    for row in indicators().values():
        for name in row.short_zh if language == "zh" else row.short_en:
            for dimension in (_dimension(row.unit), *(["change"] if row.kind == "relative_change" else [])):
                tables.setdefault(dimension, {})[key(name)] = row.id
    return tables


# -- wording -----------------------------------------------------------------------------------------------------------


class _Wording(NamedTuple):
    """The part of ``indicator_words.toml`` for one language; ``pattern`` finds the spellings that ``same`` settles."""

    same: dict[str, str]
    pattern: re.Pattern[str]
    alike: dict[str, str]
    extent: dict[str, str]
    lists: dict[str, tuple[str, ...]]
    sets: dict[str, frozenset[str]]
    idle: tuple[tuple[str, str], ...]


@cache
def _words() -> dict[str, Any]:
    return read_toml("indicator_words.toml")


@cache
def _wording(language: _Tongue) -> _Wording:
    table = dict(_words()[language])
    same = _by_spelling(table.pop("same"))
    pattern = "|".join(map(re.escape, sorted(same, key=len, reverse=True)))
    if language == "en":
        pattern = rf"(?<![\w&])(?:{pattern})(?![\w&])"
    idle = tuple((word, other) for word, other in table.pop("idle", ()))
    alike, extent = _by_spelling(table.pop("alike", {})), table.pop("extent", {})
    lists = {key: tuple(words) for key, words in table.items()}
    sets = {key: frozenset(words) for key, words in table.items()}
    return _Wording(same, re.compile(pattern), alike, extent, lists, sets, idle)


def _by_spelling(forms: dict[str, list[str]]) -> dict[str, str]:
    return {spelling: form for form, spellings in forms.items() for spelling in spellings}


# -- units -------------------------------------------------------------------------------------------------------------

_SAME = {
    **dict.fromkeys(("%", "pp", "permille", "1"), "ratio"),
    **dict.fromkeys(("t", "kg", "g", "mg"), "mass"),
    **dict.fromkeys(("tce", "toe", "kgce", "gce", "kWh", "J"), "energy"),
    **dict.fromkeys(("tCO2e", "kgCO2e", "gCO2e"), "carbon"),
    **dict.fromkeys(("mm", "cm", "m", "km", "nmi"), "length"),
    **dict.fromkeys(("m2", "km2", "ha", "mu"), "area"),
    **dict.fromkeys(("m3", "L"), "volume"),
    **dict.fromkeys(("year", "month", "day", "hour"), "time"),
}
# Measured in either: carbon with or without its name, fuels by weight, volume or heat.
_MIXED = ({"carbon", "mass"}, {"energy", "mass"}, {"energy", "volume"})


def _dimension(unit: str) -> str:
    """What kind of quantity a unit measures; every currency is money."""
    return _SAME.get(unit) or ("money" if len(unit) == 3 and unit.isupper() else unit)


def _can_have(row: Indicator, unit: str, kind: Kind | None) -> bool:
    """Whether a number of this unit can speak of the indicator: of its level, or by a ratio of a change of it."""
    own, _, by = row.unit.partition("/")
    other, _, per = unit.partition("/")
    own, other = _dimension(own), _dimension(other)
    if other == "ratio" and not per:
        return kind != "level" or own == "ratio" or bool(by)
    if per and not by and _dimension(per) != "time":
        return False
    return own == other or {own, other} in _MIXED


# -- Chinese -----------------------------------------------------------------------------------------------------------

_NOISE_ZH = re.compile(r"\([^()]*\)?|[\s“”‘’\"'《》的,，]+")
_POWER_ZH = re.compile(r"(?<=[伏能质热水风核气煤火储])发电装机")
_SHARE_WITHIN_ZH = re.compile(r"(.+?)在(.+?)中占比")
_SHARE_OF_ZH = re.compile(r"(.+?)占(?![比地用])(.+)")


def _key_zh(phrase: str) -> str:
    text = _NOISE_ZH.sub("", unicodedata.normalize("NFKC", phrase).lower())
    words = _wording("zh")
    text = words.pattern.sub(lambda found: words.same[found[0]], text)
    if "装机" in text:
        text = _POWER_ZH.sub("装机", text)
    return _share_zh(text) if "占" in text else text


def _share_zh(text: str) -> str:
    """One form for 甲占乙比重, 甲在乙中的比重 and 甲占乙."""
    if "中占比" in text and (within := _SHARE_WITHIN_ZH.fullmatch(text)):
        text = f"{within[1]}占{within[2]}占比"
    whole = _SHARE_OF_ZH.fullmatch(text)
    if whole is None:
        return text
    part, of = whole[1], whole[2].removesuffix("占比")
    for ending in ("总量", "总额", "总数", "总值"):
        of = of.removesuffix(ending)
    if len(of) > 4 and of.startswith(("全国", "全省", "全市", "全区", "本市", "我省", "我市")):
        of = of[2:]
    if of.endswith(("能源消费量", "用电量", "发电量")):
        of = of[:-1]
    if "能源消费" in of or "用电" in of:
        # What consumption is divided by consumption goes without saying: 煤炭(消费量)占能源消费总量.
        for ending in ("消费总量", "消费量", "消费"):
            part = part.removesuffix(ending)
    return f"{part}占{of}占比"


def _find_zh(phrase: str, names: dict[str, str]) -> str | None:
    key = _key_zh(phrase)
    if found := names.get(key):
        return found
    for rest in _stripped_zh(key):
        if found := names.get(rest):
            return found
    return _find_doing_zh(key, names)


def _stripped_zh(key: str) -> Iterator[str]:
    """The key without known qualifiers before and behind it, one by one, and without the name of a place."""
    lists = _wording("zh").lists
    while True:
        if ending := next((e for e in lists["trailing"] if key.endswith(e)), None):
            key = key[: -len(ending)]
        elif opening := next((o for o in lists["leading"] if key.startswith(o)), None):
            key = key[len(opening) :]
        elif place := _place_zh(key):
            key = key[place:]
        else:
            return
        if len(key) < 2:
            return
        yield key


def _find_doing_zh(key: str, names: dict[str, str]) -> str | None:
    lists = _wording("zh").lists
    for rest in (key, *_stripped_zh(key)):
        opening = next((d for d in lists["doing"] if rest.startswith(d)), "")
        ending = next((a for a in lists["amount"] if rest.endswith(a)), "")
        if not opening and not ending:
            continue
        bare = rest[len(opening) : len(rest) - len(ending)]
        for candidate in (rest[len(opening) :], bare):
            found = names.get(candidate)
            if found and indicators()[found].kind == "absolute_change":
                return found
    return None


@cache
def _places_zh() -> frozenset[str]:
    places = {name for d in divisions().values() if d.level < 3 for name in (d.zh, d.short)}
    places.update(name for country in countries().values() for name in country.zh)
    places.update(name for region in policy_regions().values() for name in region.names_zh)
    return frozenset(places)


def _place_zh(key: str) -> int:
    """How long the name of a place at the head of the key is; 0 without one."""
    places = _places_zh()
    for size in range(min(len(key) - 2, 12), 1, -1):
        if key[:size] in places:
            return size + 2 if key.startswith("地区", size) else size
    return 0


# -- English -----------------------------------------------------------------------------------------------------------

_BRACKETS_EN = re.compile(r"\([^()]*\)?")
_GENITIVE_EN = re.compile(r"['’]s?\b|['’]")
_BLANKS_EN = str.maketrans(dict.fromkeys('-‐‑‒–—―/\t\n\r\xa0"“”:;', " "))
_TOKEN_EN = re.compile(r"[a-z0-9][a-z0-9.,&]*")
# Words whose last s is none of a plural, and the like.
_FIXED_EN = {"gas": "gas", "gases": "gas", "bus": "bus", "buses": "bus", "less": "less", "wastes": "waste"}
# Where the noun that "per" divides by ends.
_AFTER_PER_EN = frozenset({"in", "from", "by", "for", "at"})


def _key_en(phrase: str) -> str:
    return " ".join(_tokens_en(phrase))


def _tokens_en(phrase: str) -> list[str]:
    """The telling words in alphabetical order; what stands after "per" is marked, since there order is meaning."""
    words = _wording("en")
    empty = words.sets["empty"]
    text = phrase if phrase.isascii() else unicodedata.normalize("NFKC", phrase)
    text = text.lower()
    if "(" in text:
        text = _BRACKETS_EN.sub(" ", text)
    if "'" in text or "’" in text:
        text = _GENITIVE_EN.sub("", text)
    text = text.translate(_BLANKS_EN)
    if "  " in text:
        text = " ".join(text.split())
    text = words.pattern.sub(lambda found: words.same[found[0]], text)
    tokens: list[str] = []
    divided = False
    for word in _TOKEN_EN.findall(text):
        if word == "per":
            divided = True
        elif word in empty:
            divided = divided and word not in _AFTER_PER_EN
        else:
            stem = _stem_en(word)
            token = f"per:{stem}" if divided else stem
            if token not in tokens:
                tokens.append(token)
    for word, idle in words.idle:
        if word in tokens and idle in tokens:
            tokens.remove(idle)
    tokens.sort()
    return tokens


@lru_cache(maxsize=8192)
def _stem_en(word: str) -> str:
    """The singular in American spelling; only equal results for equal words matter."""
    word = word.rstrip(".,")
    if fixed := _FIXED_EN.get(word):
        return fixed
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("sses"):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    word = _wording("en").alike.get(word, word)
    return word.replace("isation", "ization").replace("ised", "ized") if "is" in word else word


def _find_en(phrase: str, names: dict[str, str]) -> str | None:
    tokens = _tokens_en(phrase)
    if not tokens:
        return None
    if found := names.get(" ".join(tokens)):
        return found
    bare = tokens
    words = _wording("en")
    for idle in (words.sets["scope"], words.sets["economy"]):
        if len(fewer := [t for t in bare if t not in idle]) < len(bare):
            bare = fewer
            if found := names.get(" ".join(bare)):
                return found
    if doing := [t for t in bare if t not in words.sets["doing"]]:
        found = names.get(" ".join(doing)) if len(doing) < len(bare) else None
        if found and indicators()[found].kind == "absolute_change":
            return found
    for word, dimension in words.extent.items():
        if word in bare:
            found = names.get(" ".join(t for t in bare if t != word))
            if found and _dimension(indicators()[found].unit) == dimension:
                return found
    rest = _without_place_en(phrase)
    return _find_en(rest, names) if rest else None


@cache
def _places_en() -> frozenset[str]:
    places = {name.lower() for d in divisions().values() if d.level == 1 for name in (d.en, *d.aliases_en)}
    places.update(name.lower() for country in countries().values() for name in country.en)
    return frozenset(places)


def _without_place_en(phrase: str) -> str | None:
    """The phrase without the country or province that opens or ends it ("… in Viet Nam", "Spain's …")."""
    places = _places_en()
    lower = phrase.lower().strip()
    for preposition in (" in ", " of "):
        head, found, tail = lower.rpartition(preposition)
        if found and tail.removeprefix("the ") in places:
            return head
    words = lower.removeprefix("the ").split()
    for size in range(1, min(4, len(words) - 1) + 1):
        if " ".join(words[:size]).removesuffix("'s").removesuffix("’s") in places:
            return " ".join(words[size:])
    return None
