"""Further forms of dates in Chinese: 20240307, 13.5.2015, 明年年初, 上季度末, 三年前, 1985到89年9月.

They are read beside those of ``period_forms`` and hold where they are the longer reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from docanalyzer.core.mention import Mention
from docanalyzer.languages.base import When
from docanalyzer.languages.dates import Dates, first_day, iso, last_day, shifted, unit_around
from docanalyzer.languages.places import matches_at, opening
from docanalyzer.languages.zh.period_forms import YEARS_FROM, bounded, number_of, year_of

_Y = r"(?:19|20)\d\d"
_M = r"(?:\d\d?|十[一二]?|[一二三四五六七八九])"
_REL = "|".join(YEARS_FROM)
# A year in digits, short ones only before 年, or one named from the issue date.
_NAMED = rf"(?:{_Y}|(?<!\d)\d\d(?=年)|{_REL})"
_TO = r"\s?(?:-|—+|–|~|～|至|到)\s?"
_DMY = r"(\d\d?)(?:\.(\d\d?)\.|/(\d\d?)/)((?:19|20)\d\d)(?![\d./])"
_NUMERALS = "一二两三四五六七八九十"
# Where a form may begin.
_PLACES = opening(
    ("12", r"[09]\d\d"),
    (r"\d", r"\d?(?:年|[./]\d)"),
    (_NUMERALS, f"[{_NUMERALS}]{{0,2}}年"),
    ("".join(sorted({name[0] for name in YEARS_FROM})), "年|一年"),
    ("从自", r"(?:19|20)\d\d"),
    ("上本", "个?季度"),
    ("在", r"[1-9]\d\d年"),
)
SPOKEN = re.compile(
    rf"""
    (?:
      (?P<compact>(?<![\dA-Za-z./（(〔-])({_Y})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![\dA-Za-z.号元万]))
    | (?P<dayfirst>(?<![\d./-]){_DMY}(?:{_TO}{_DMY})?)
    | (?P<mixed>(?:从|自)?({_Y})(?:年|\.)({_M})月?{_TO}({_Y})(?![\d.-]|年?\d?\d月|年(?:底|末)|/))
    | (?P<short>(?:从|自)?({_Y})年?{_TO}(\d\d)年({_M})月(?!\d))
    | (?P<start>({_NAMED})年?(?:年初|初|伊始)((?:之|以)?前)?(?![级中步期次始]))
    | (?P<months>({_NAMED})年?度?的?(?:第({_M})个月|(首)月|(前|头|后|最后)({_M})个?月))
    | (?P<quarter>([上本])个?季度末)
    | (?P<away>(?<![\d第每满近过隔内一二两三四五六七八九十百千万亿几数])([一二两三四五六七八九十]{{1,3}}|[1-9]\d?)
        年(半)?(?:[之以])?([前后])(?![期续备置]))
    | (?P<early>在([1-9]\d\d)年(?!代|前|后|间|来))
    )
    """,
    re.VERBOSE,
)
# In a tale that has just named a year, 五年之后 counts from that year and not from the day of issue.
_TOLD, _TOLD_REACH = re.compile(r"(?:19|20)\d\d年"), 90
# A text that is nothing but a year: 2018, 24年.
_WHOLE = re.compile(rf"\s*[=＝]?\s*(?:(?P<y>{_Y})|(?P<s>\d\d)年)\s*")


def find_spoken(text: str, issued: date | None) -> Iterator[Mention[When]]:
    """Every date in these forms, in order; those that need an issue date only with one."""
    whole = _WHOLE.fullmatch(text) if len(text) < 12 else None
    if whole is not None:
        year = year_of(whole["y"] or whole["s"])
        name = "y" if whole["y"] else "s"
        end = whole.end(name) + (name == "s")
        yield _mention(whole.start(name), end, (first_day(year), last_day(year), "during"), "whole")
        return
    for m in matches_at(_PLACES, SPOKEN, text):
        form = m.lastgroup or ""
        if form == "away" and m[0].endswith("后") and _TOLD.search(text, max(0, m.start() - _TOLD_REACH), m.start()):
            continue
        dates = _READERS[form](_groups(m, form), issued)
        if dates is not None:
            yield _mention(m.start(), m.end(), dates, form)


def _mention(start: int, end: int, dates: Dates, form: str) -> Mention[When]:
    return Mention(start, end, When(*dates, "goal"), "period:zh:" + form)


def _groups(m: re.Match[str], form: str) -> list[str | None]:
    first = SPOKEN.groupindex[form] + 1
    return [m.group(i) for i in range(first, _ENDS[form])]


def _named_year(written: str | None, issued: date | None) -> int | None:
    if written in YEARS_FROM:
        return issued.year + YEARS_FROM[written] if issued else None
    return year_of(written)


def _compact(groups: list[str | None], issued: date | None) -> Dates | None:
    at = iso(*(number_of(group) for group in groups))
    return bounded(at, at, "during")


def _day_first(groups: list[str | None], issued: date | None) -> Dates | None:
    days = [
        iso(number_of(y), number_of(dotted or stroked), number_of(d)) if y else None
        for d, dotted, stroked, y in (groups[:4], groups[4:])
    ]
    return bounded(days[0], days[1] if groups[7] else days[0], "during")


def _mixed(groups: list[str | None], issued: date | None) -> Dates | None:
    """2008.03-2009."""
    year, month, last = (number_of(group) for group in groups)
    if not 1 <= month <= 12 or last < year:
        return None
    return first_day(year, month), last_day(last), "during"


def _short(groups: list[str | None], issued: date | None) -> Dates | None:
    """1985到89年9月."""
    year, tens, month = (number_of(group) for group in groups)
    last = year - year % 100 + tens
    if not 1 <= month <= 12 or last < year:
        return None
    return first_day(year), last_day(last, month), "during"


def _start(groups: list[str | None], issued: date | None) -> Dates | None:
    """The beginning of a year is its first two months."""
    year = _named_year(groups[0], issued)
    if year is None:
        return None
    return bounded(first_day(year), last_day(year, 2), "by" if groups[1] else "during")


def _months(groups: list[str | None], issued: date | None) -> Dates | None:
    """2005年首月, 去年第8个月, 2021年后三个月."""
    named, nth, first, side, count = groups
    year = _named_year(named, issued)
    months = number_of(nth or count or "1")
    if year is None or not 1 <= months <= 12:
        return None
    if first or nth:
        return first_day(year, months), last_day(year, months), "during"
    if side in {"前", "头"}:
        return first_day(year), last_day(year, months), "during"
    return first_day(year, 13 - months), last_day(year), "during"


def _quarter(groups: list[str | None], issued: date | None) -> Dates | None:
    """The end of a quarter is its last month."""
    if issued is None:
        return None
    last = date.fromisoformat(unit_around(issued, "quarter", -1 if groups[0] == "上" else 0)[1])
    return first_day(last.year, last.month), last.isoformat(), "during"


def _away(groups: list[str | None], issued: date | None) -> Dates | None:
    """三年前 is the whole year; 七年半后 the month."""
    count, half, side = groups
    years = number_of(count)
    if issued is None or not years:
        return None
    sign = 1 if side == "后" else -1
    if half:
        at = shifted(issued, years=sign * years, months=sign * 6)
        return first_day(at.year, at.month), last_day(at.year, at.month), "during"
    return first_day(issued.year + sign * years), last_day(issued.year + sign * years), "during"


def _early(groups: list[str | None], issued: date | None) -> Dates | None:
    year = number_of(groups[0])
    return first_day(year), last_day(year), "during"


_READERS = {
    "compact": _compact,
    "dayfirst": _day_first,
    "mixed": _mixed,
    "short": _short,
    "start": _start,
    "months": _months,
    "quarter": _quarter,
    "away": _away,
    "early": _early,
}
_BOUNDS = [*sorted(SPOKEN.groupindex.values()), SPOKEN.groups + 1]
_ENDS = {name: _BOUNDS[_BOUNDS.index(index) + 1] for name, index in SPOKEN.groupindex.items()}
