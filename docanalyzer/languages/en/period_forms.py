"""The forms in which English texts write dates that name their year."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from docanalyzer.core.record import Relation
from docanalyzer.knowledge.units import alternation
from docanalyzer.languages.dates import Dates, first_day, iso, last_day
from docanalyzer.languages.en.lists import any_of, words
from docanalyzer.languages.en.numerals import DAYS, WORDS
from docanalyzer.languages.places import opening

_MONTH_NAMES = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|"
    "november nov|december dec"
)
_MONTHS = {name: i for i, names in enumerate(_MONTH_NAMES.split("|"), 1) for name in names.split()}
_MONTH = f"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_Y = r"(?:19|20)\d\d"
_NUMBER = "|".join(sorted((w for w in WORDS if WORDS[w] <= 30), key=len, reverse=True))
# What makes four digits a quantity and no year.
_UNITS = (
    r"%|per\s?cent\b|°|"
    r"(?:ha|[kmg]w|km|tonnes|tons|million|billion|kg|[tgm]wh|hectares|households|people|jobs|acres|m|t|m?toe|"
    r"years|units)\b"
)

_DAY = rf"(?:\d\d?(?:st|nd|rd|th)?|{'|'.join(sorted(DAYS, key=len, reverse=True))})"
# Days with a name that do not move.
_FEASTS = {
    r"new\s+year['’]?s\s+day": (1, 1),
    r"earth\s+day": (4, 22),
    r"(?:saint|st\.?)\s+patrick(?:['’]?s\s+day)?": (3, 17),
    r"valentine['’]?s\s+day": (2, 14),
    r"independence\s+day": (7, 4),
    r"halloween": (10, 31),
    r"christmas\s+eve": (12, 24),
    r"christmas(?:\s+day)?": (12, 25),
    r"new\s+year['’]?s\s+eve": (12, 31),
}
_ONWARDS = r"\s+onwards?|\s+(?:or|and)\s+(?:later|after|onwards?)\b(?!\s+(?:than|\d))"

_OPENERS = (
    *_MONTHS, *DAYS, "the", "first", "second", "third", "fourth", "last", "financial", "fiscal", "fy", "early", "mid",
    "late", "year", "ey", "new", "earth", "saint", "st", "valentine", "independence", "halloween", "christmas",
)  # fmt: skip
# Where a form may begin: a digit, a quarter or a half, or one of these words, told by three letters.
DATED_PLACES = opening(
    (r"\d", ""),
    ("q", "[1-4]"),
    ("h", "[12]"),
    *(
        (initial, alternation({word[1:3] for word in _OPENERS if word[0] == initial}))
        for initial in sorted({word[0] for word in _OPENERS})
    ),
    before="(?<![a-z].)",
)
YEAR = re.compile(r"(?:19|20)\d\d")
# Each alternative holds a year; the search runs over a few words around one, so the order is from long to short.
DATED = re.compile(
    rf"""
    (?:
      (?P<dayrange>(?<![\d.,])(?:
        (?P<r_d1>{_DAY})(?:\s+(?:and|to|through)\s+(?:the\s+)?|\s?[-–]\s?)(?P<r_d2>{_DAY})\s+(?:of\s+)?
          (?P<r_mo>{_MONTH})\.?(?:\s?,|\s+of|\s+in)?\s+
        |\b(?P<r_mo3>{_MONTH})\.?\s(?P<r_d3>{_DAY})(?:\s+(?:and|to|through)\s+|\s?[-–]\s?)(?P<r_d4>{_DAY})(?:\s?,|\s+of)\s+
        )(?P<r_y>{_Y})\b)
    | (?P<quarters>\bq(?P<qs_1>[1-4])\s?(?:-|–|to|through)\s?q(?P<qs_2>[1-4])[\s-](?:of\s)?(?P<qs_y>{_Y})\b)
    | (?P<monthrange>\b(?P<mr_1>{_MONTH})\.?(?P<mr_sep>\s?[-–~]\s?|\s+(?:to|and|through|until|till)\s+)
        (?P<mr_2>{_MONTH})\.?(?:\s?,|\s+of|\s+in)?\s+(?P<mr_y>{_Y})\b)
    | (?P<slashrange>(?<![\d/])(?P<sr_1>\d\d?)/(?P<sr_2>\d\d?)\s?[-–]\s?
        (?P<sr_3>\d\d?)/(?P<sr_4>\d\d?)(?:/|,\s?)(?P<sr_y>{_Y})\b)
    | (?P<day>(?<!\d[.,])\b(?:
        (?P<d1>{_DAY})(?:\s+day)?(?:\s+of)?\s+(?P<mo1>{_MONTH})\.?(?:\s?,|\s+of|\s+in)?\s+(?P<y1>{_Y})
        |(?P<mo2>{_MONTH})\.?\s?(?P<d2>{_DAY})(?:\s?,|\s+of|\s+in)?\s+(?P<y2>{_Y})
        |(?P<d3>\d\d?)(?P<sep3>[./-])(?P<mo3>\d\d?)(?P=sep3)(?P<y3>{_Y})
        |(?P<y4>{_Y})(?P<sep4>[./-])(?P<mo4>\d\d?)(?P=sep4)(?P<d4>\d\d?)
        |(?<=\bon\s)(?P<y5>{_Y})\s(?P<mo5>\d\d?)\s(?P<d5>\d\d?)
        |(?P<y6>{_Y})[-/](?P<mo6>{_MONTH})[-/](?P<d6>\d\d?)
        |(?P<mo7>{_MONTH})[-/](?P<d7>\d\d?)[-/](?P<y7>{_Y})
        |(?P<d8>\d\d?)[-/](?P<mo8>{_MONTH})[-/](?P<y8>{_Y})
        |(?<!\w)(?P<y0>{_Y})(?P<mo0>0[1-9]|1[0-2])(?P<d0>0[1-9]|[12]\d|3[01])(?!\w)
        |(?P<feast>{"|".join(_FEASTS)})\s+(?:of\s+|in\s+)?(?P<y9>{_Y})
        )(?!\d)(?!\.\d)(?P<d_tail>{_ONWARDS})?)
    | (?P<month>\b(?:(?P<m_mo>{_MONTH})\.?(?:\s?,)?\s+(?:of\s+|in\s+)?(?P<m_y>{_Y})\b
        |(?P<m_y2>{_Y})(?:\s?,)?\s(?P<m_mo2>(?!may\b|march\b|mar\b){_MONTH})\b(?!\s\d)
        |(?<![\d/)(]\s)(?<![\d/.-])(?P<m_y3>{_Y})(?:[-/](?P<m_mo3>[1-9])|(?:\s/\s?|/\s)(?P<m_mo5>0?[1-9]|1[0-2]))
          (?![\d/%.,-]\d|\d|[/%])
        |(?<![\d/.,-])(?P<m_mo4>0?[1-9]|1[0-2])(?:-\s?|/)(?P<m_y4>{_Y})\b(?![-/.]\d)))
    | (?P<partyear>\b(?:the\s+)?(?P<py_end>first|last)\s+(?P<py_n>{_NUMBER}|\d\d?)\s+
        (?P<py_unit>months|quarters)\s+of\s+(?P<py_y>{_Y})\b)
    | (?P<quarter>\b(?:(?P<q_word>first|second|third|fourth|last)\s+(?P<q_part>quarter|half)\s+(?:of\s+|in\s+)?
        |(?P<q_n>q[1-4]|h[12]|[1-4]q)[\s-](?:of\s)?)(?P<q_y>{_Y})\b
        |(?P<quarter2>\b(?P<q_y2>{_Y})[\s-]?(?P<q_n2>q[1-4]|h[12](?!\s[a-z])))\b)
    | (?P<fiscal>\b(?:(?:financial\s+years?|fiscal(?:\s+years?)?)\s+|fy\s?-?)(?P<f_y>{_Y})
        (?:\s?[/\-–]\s?\d\d(?:\d\d)?)?\b)
    | (?P<slash>(?<![\d/)(]\s)(?<![\d/.\-])(?P<s_y>{_Y})(?P<s_sep>[/\-–])(?P<s_y2>\d\d)\b(?![\d/%.,]\d|/|\s?%))
    | (?P<range>(?<![\d/.\-])(?P<r_y1>{_Y})\s?(?P<r_sep>-|–|~|to|and|through|until)\s?(?P<r_y2>{_Y})\b(?![/-]\d|,\d))
    | (?P<decade>(?:\b(?:early|mid|late)[\s-])?\b(?<![\d/.,$£€\-–])(?P<dc_y>(?:19|20)\d0)(?:['’]?|\s)s\b)
    | (?P<year>(?:year\s+|\bey\s?)?
        (?:(?<![\d/.,$£€\-–])|(?<=19\d\d/)|(?<=20\d\d/)|(?<=\bmid-)|(?<=\bend-))(?P<y>{_Y})(?P<tail>{_ONWARDS})?
        (?!\d|/(?!{_Y}\b)\d|,\d\d\d|-\d|\s?(?:{_UNITS})))
    )
    """,
    re.VERBOSE,
)
_LEADS = any_of("deadline_leads", "start_leads", "span_leads")
LEAD = re.compile(rf"\b(?P<lead>{_LEADS})[\s-]+(?:the\s+)?(?:period\s+(?:of\s+)?(?:from\s+)?)?\Z")
# How a text writes its numeric dates shows in those whose order is beyond doubt, else in its dates with month names.
_DAY_FIRST = re.compile(rf"(?<!\d)(?:1[3-9]|2\d|3[01])([/-])(?:0?[1-9]|1[0-2])\1{_Y}")
_MONTH_FIRST = re.compile(rf"(?<!\d)(?:0?[1-9]|1[0-2])([/-])(?:1[3-9]|2\d|3[01])\1{_Y}")
_DAY_BEFORE_MONTH = re.compile(rf"\b\d\d?(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b")


def leaning(lead: str | None) -> Relation:
    """``by``, ``from`` or ``during`` for the words before a date."""
    phrase = " ".join(lead.split()) if lead else ""
    if phrase in words("deadline_leads"):
        return "by"
    return "from" if phrase in words("start_leads") else "during"


def bounded(first: str | None, last: str | None, relation: Relation) -> Dates | None:
    """What a date's first and last day say under a relation; None where the calendar has no such day."""
    if first is None or last is None:
        return None
    if relation == "by":
        return None, last, "by"
    return (first, None, "from") if relation == "from" else (first, last, "during")


@lru_cache(maxsize=4)
def _days_first(text: str) -> bool:
    """Whether 1/2/2020 is the first of February in this text."""
    if _DAY_FIRST.search(text):
        return True
    return not _MONTH_FIRST.search(text) and bool(_DAY_BEFORE_MONTH.search(text))


def day_number(written: str) -> int:
    """31, 31st or thirty-first."""
    return DAYS.get(written) or int(written.rstrip("stndrh"))


def _day_range(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    year, month = int(m["r_y"]), _MONTHS[m["r_mo"] or m["r_mo3"]]
    first, last = day_number(m["r_d1"] or m["r_d3"]), day_number(m["r_d2"] or m["r_d4"])
    return bounded(iso(year, month, first), iso(year, month, last), "during") if first <= last else None


def _quarters(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    """Q1-Q3 2016."""
    year, first, last = int(m["qs_y"]), int(m["qs_1"]), int(m["qs_2"])
    return (first_day(year, 3 * first - 2), last_day(year, 3 * last), "during") if first < last else None


def _month_range(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    """Nov-Feb 2017 begins in the year before."""
    year, first, last = int(m["mr_y"]), _MONTHS[m["mr_1"]], _MONTHS[m["mr_2"]]
    return first_day(year - (first > last), first), last_day(year, last), "during"


def _slash_range(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    """5/1-5/7/2020."""
    year, *parts = (int(m["sr_" + part]) for part in "y1234")
    at = slice(None, None, -1) if _days_first(m.string) else slice(None)
    first, last = parts[:2][at], parts[2:][at]
    return bounded(iso(year - (first > last), *first), iso(year, *last), "during")


def _day(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    i = next(i for i in "1234567890" if m["y" + i])
    if i == "9":
        month, day = next(at for name, at in _FEASTS.items() if re.fullmatch(name, m["feast"]))
    else:
        month, day = _MONTHS.get(m["mo" + i]) or int(m["mo" + i]), day_number(m["d" + i])
        if i == "3" and m["sep3"] != "." and (month > 12 or (day <= 12 and not _days_first(m.string))):
            month, day = day, month
    at = iso(int(m["y" + i]), month, day)
    return bounded(at, at, "from" if m["d_tail"] else leaning(lead))


def _month(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    i = next(i for i in ("", "2", "3", "4") if m["m_y" + i])
    name = m["m_mo" + i] or m["m_mo5"]
    return _one_month(int(m["m_y" + i]), _MONTHS.get(name) or int(name), lead)


def _one_month(year: int, month: int, lead: str | None) -> Dates | None:
    first = first_day(year, month)
    if lead and _AFTER.fullmatch(lead):
        first = first_day(year + month // 12, month % 12 + 1)
    return bounded(first, last_day(year, month), leaning(lead))


def _part_of_year(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    """The last four months of 2021."""
    year, months = int(m["py_y"]), count_of(m["py_n"]) * (3 if m["py_unit"] == "quarters" else 1)
    if not 0 < months <= 12:
        return None
    if m["py_end"] == "first":
        return bounded(first_day(year), last_day(year, months), leaning(lead))
    return bounded(first_day(year, 13 - months), last_day(year), leaning(lead))


def _quarter(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    months = months_of(m["q_n"] or m["q_n2"], m["q_word"], m["q_part"])
    year = int(m["q_y"] or m["q_y2"])
    return bounded(first_day(year, months[0]), last_day(year, months[1]), leaning(lead)) if months else None


def months_of(code: str | None, word: str | None, part: str | None) -> tuple[int, int] | None:
    """First and last month of Q3, H1 or the second half."""
    if code:
        size, number = (6 if "h" in code else 3), int(code.strip("qh"))
    else:
        size = 3 if part == "quarter" else 6
        number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 12 // size}[word or "first"]
    return ((number - 1) * size + 1, number * size) if number * size <= 12 else None


def _fiscal(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    year = int(m["f_y"])
    return bounded(f"{year}-04-01", f"{year + 1}-03-31", leaning(lead))


def _slash(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    """2007/08 and 2012-13 are fiscal years, 2016-11 a month, 2021-27 and 2005-12 ranges; 2012/27 is none of them."""
    year, second = int(m["s_y"]), int(m["s_y2"])
    if second == (year + 1) % 100:
        return bounded(f"{year}-04-01", f"{year + 1}-03-31", leaning(lead))
    if 0 < second <= min(12, year % 100):
        return _one_month(year, second, lead)
    if m["s_sep"] == "/" or second <= year % 100:
        return None
    return first_day(year), last_day(year - year % 100 + second), "during"


def _range(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    first, last = int(m["r_y1"]), int(m["r_y2"])
    return (first_day(first), last_day(last), "during") if first <= last else None


def _decade(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    """The 2020s; the early 1990s and the mid-2030s have no firmer bounds than the decade's."""
    year = int(m["dc_y"])
    return bounded(first_day(year), last_day(year + 9), leaning(lead))


_AFTER = re.compile(r"after|(?:later|greater)\s+than")


def _year(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    year = int(m["y"])
    if lead and lead.endswith("mid"):
        return None, f"{year}-06-30", "by"
    if lead and _AFTER.fullmatch(lead) and not m["tail"]:
        return first_day(year + 1), None, "from"
    return bounded(first_day(year), last_day(year), "from" if m["tail"] else leaning(lead))


def count_of(word: str | None) -> int:
    """The number that a word or digits say; 1 where there is none."""
    if not word:
        return 1
    return int(word) if word.isdigit() else int(WORDS[word])


DATED_READERS = {
    "dayrange": _day_range,
    "quarters": _quarters,
    "monthrange": _month_range,
    "slashrange": _slash_range,
    "day": _day,
    "month": _month,
    "partyear": _part_of_year,
    "quarter": _quarter,
    "fiscal": _fiscal,
    "slash": _slash,
    "range": _range,
    "decade": _decade,
    "year": _year,
}
