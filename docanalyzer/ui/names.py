"""Ids, codes and values in the language of the screen, whatever the language of the document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final

from docanalyzer.core.record import Baseline, Name, Period, Quantity
from docanalyzer.knowledge.agencies import agency_name
from docanalyzer.knowledge.indicators import indicator_name
from docanalyzer.knowledge.industries import industries, industry_name
from docanalyzer.knowledge.regions import region_name
from docanalyzer.knowledge.units import units_zh
from docanalyzer.present import number_in_words, one_line
from docanalyzer.ui.words import Tongue, known, language, t

_SIGNS: Final = {"ge": "≥ ", "le": "≤ ", "eq": "", "range": ""}
_ARROWS: Final = {"increase": "↑", "decrease": "↓", "maintain": "="}
# Numbers are written with these in the language of the screen: 30000000 t is 3000万 t, or 30 million t.
_STEPS: Final[dict[Tongue, tuple[tuple[float, str], ...]]] = {
    "zh": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
    "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")),
}
_OWN_UNITS: Final[dict[str, tuple[str, str]]] = {
    "pp": ("个百分点", "pp"),
    "permille": ("‰", "‰"),
    "Cel": ("℃", "°C"),
    "1": ("倍", "times"),
    "ug": ("微克", "µg"),
    "km2": ("平方公里", "km²"),
    "m2": ("平方米", "m²"),
    "m3": ("立方米", "m³"),
    "tCO2e": ("吨CO₂当量", "t CO₂e"),
    "kgCO2e": ("千克CO₂当量", "kg CO₂e"),
    "gCO2e": ("克CO₂当量", "g CO₂e"),
    "count": ("个", "unit"),
    "day": ("天", "days"),
    "hour": ("小时", "hours"),
    "month": ("个月", "months"),
    "year": ("年", "years"),
}
# Below a stroke the same units stand in the singular, and money by ten thousands (0.49吨标准煤/万元).
_PER_ONE: Final[dict[str, tuple[str, str]]] = {
    "day": ("天", "day"),
    "hour": ("小时", "h"),
    "month": ("月", "month"),
    "year": ("年", "year"),
}
_PER_MANY: Final[dict[str, tuple[float, str, str]]] = {
    "CNY": (1e4, "万元", "10,000 CNY"),
    "USD": (1e3, "千美元", "1,000 USD"),
    "km": (1e2, "百公里", "100 km"),
}


def indicator(indicator_id: str | None, text: str = "") -> str:
    """The catalogue's name of an indicator; the words of the document where the catalogue has none."""
    return _in(indicator_name(indicator_id)) if indicator_id else one_line(text)


def industry(code: str) -> str:
    """The name of an industry; in English with the code where the catalogue has only the name of what is above."""
    name = _in(industry_name(code))
    above = language() == "en" and code in industries() and not industries()[code].name.en
    return f"{name} ({code})" if name and above else name or code


def region(code: str) -> str:
    """The name of a region."""
    return _in(region_name(code)) or code


def agency(agency_id: str) -> str:
    """The name of a public body; what the document calls it where no table has it."""
    return _in(agency_name(agency_id)) or agency_id


def listed(codes: Iterable[str], name: Callable[[str], str]) -> str:
    """Names of several codes in one line."""
    return ("、" if language() == "zh" else ", ").join(dict.fromkeys(name(code) for code in codes))


def word(table: str, value: str | None) -> str:
    """A value of a closed list in words (``word("role", "target")``); itself where the table does not have it."""
    if not value:
        return ""
    key = f"{table}.{value}"
    return t(key) if known(key) else value


def words(table: str, values: Sequence[str]) -> str:
    """Several values of a closed list in one line."""
    return listed(values, lambda value: word(table, value))


def arrow(direction: str | None) -> str:
    """``↑``, ``↓`` or ``=``."""
    return _ARROWS.get(direction or "", "")


def unit(code: str, counted: str | None = None) -> str:
    """A unit as people write it (``吨标准煤/元`` for ``tce/CNY``); ``counted`` is what ``count`` counts."""
    if code == "count":
        return counted or ""
    head, *below = code.split("/")
    tongue = language()
    return "/".join((_unit(head, tongue), *(_unit_below(part, tongue, counted) for part in below)))


def value(quantity: Quantity | None) -> str:
    """``≥ 18%``, ``3–5 GW``, ``约3000万吨``; empty without a quantity."""
    if quantity is None:
        return ""
    return amount(quantity, quantity.unit, quantity.counted)


def amount(found: object, code: str | None, counted: str | None = None) -> str:
    """The value of what has ``low``, ``high``, ``comparison`` and ``approximate``: a quantity or a row of a list."""
    low, high = getattr(found, "low", None), getattr(found, "high", None)
    if low is None or high is None or code is None:
        return ""
    unit_words = unit(code, counted)
    below = code.partition("/")[2]
    if below in _PER_MANY and max(abs(low), abs(high)) < 1:
        many, chinese, english = _PER_MANY[below]
        low, high = low * many, high * many
        unit_words = f"{unit(code.partition('/')[0])}/{chinese if language() == 'zh' else english}"
    step, name = _step(max(abs(low), abs(high)))
    number = _number(low / step)
    if high != low:
        number = f"{number}–{_number(high / step)}"
    gap = "" if not unit_words or unit_words[0] in "%‰℃°" or _chinese(unit_words) else " "
    text = f"{number}{name}{gap}{unit_words}"
    if getattr(found, "approximate", False):
        text = t("value.about", value=text)
    return f"{_SIGNS.get(getattr(found, 'comparison', None) or '', '')}{text}"


def baseline(found: Baseline | None) -> str:
    """What a change is measured from: ``2020``, ``2020, 305 gce/kWh`` or the previous year."""
    if found is None:
        return ""
    year = t("value.previous_year") if found.relation == "previous_year" else str(found.year or "")
    level = "" if found.value is None else f"{_number(found.value)} {unit(found.unit or '')}".strip()
    return ", ".join(part for part in (year, level) if part)


def period(found: Period | None) -> str:
    """``by 2020-12-31`` in the language of the screen; the document's own words where nothing dates them."""
    if found is None:
        return ""
    return span(found.start_date, found.end_date, found.relation, found.text)


def span(start: str | None, end: str | None, relation: str | None, text: str = "") -> str:
    """The words for a period of ISO days."""
    if start and end:
        days = _days(start, end)
    elif end:
        year_end = end.endswith("-12-31")
        days = t("value.end_of_year", year=end[:4]) if year_end else t("value.by", date=end)
    elif start:
        days = t("value.since", date=start)
    else:
        return one_line(text)
    return t("value.each_year", date=days) if relation == "each_year" else days


def _in(name: Name) -> str:
    return (name.zh or name.en) if language() == "zh" else (name.en or name.zh)


def _days(start: str, end: str) -> str:
    whole = start.endswith("-01-01") and end.endswith("-12-31")
    if whole and start[:4] == end[:4]:
        return t("value.year", year=start[:4])
    if whole:
        return t("value.year", year=f"{start[:4]}–{end[:4]}")
    return start if start == end else f"{start} – {end}"


def _step(largest: float) -> tuple[float, str]:
    for step, name in _STEPS[language()]:
        # Four digits stand well without a word: 5000 and not 0.5万.
        if largest >= step and largest >= 1e5:
            return step, name
    return 1.0, ""


def _number(number: float) -> str:
    return number_in_words(float(f"{number:.10g}"))


def _chinese(text: str) -> bool:
    return "㐀" <= text[0] <= "鿿"


def _unit_below(code: str, tongue: Tongue, counted: str | None) -> str:
    if code == "count" and counted:
        return counted
    own = _PER_ONE.get(code)
    return _unit(code, tongue) if own is None else own[0] if tongue == "zh" else own[1]


@cache
def _unit(code: str, tongue: Tongue) -> str:
    own = _OWN_UNITS.get(code)
    if own is not None:
        return own[0] if tongue == "zh" else own[1]
    return _chinese_units().get(code, code) if tongue == "zh" else code


@cache
def _chinese_units() -> dict[str, str]:
    """Unit of the contract -> how Chinese writes it: the first surface of its row."""
    found: dict[str, str] = {}
    for surface, row in units_zh().items():
        if row.factor == 1:
            found.setdefault(row.code, surface)
    return found
