"""The forms in which English policy texts write dates and periods, and what each resolves to."""

from __future__ import annotations

import re
from datetime import date

from docanalyzer.core.record import Relation
from docanalyzer.knowledge.scanner import TermScanner
from docanalyzer.languages.dates import Dates, first_day, iso, last_day, plan_years, review_span
from docanalyzer.languages.en.lists import any_of, words
from docanalyzer.languages.en.numerals import ORDINALS, WORDS

_MONTH_NAMES = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|"
    "november nov|december dec"
)
_MONTHS = {name: i for i, names in enumerate(_MONTH_NAMES.split("|"), 1) for name in names.split()}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_Y = r"(?:19|20)\d\d"
_NUMBER = "|".join(sorted((w for w in WORDS if WORDS[w] <= 30), key=len, reverse=True))
# What makes four digits a quantity and no year.
_UNITS = (
    r"%|per\s?cent\b|°|"
    r"(?:ha|[kmg]w|km|tonnes|tons|million|billion|kg|[tgm]wh|hectares|households|people|jobs|acres|m|t|m?toe|"
    r"years|units)\b"
)

YEAR = re.compile(r"(?:19|20)\d\d")
# Each alternative holds a year; the search runs over a few words around one, so the order is from long to short.
DATED = re.compile(
    rf"""
      (?P<dayrange>\b(?P<r_d1>\d\d?)\s+(?:and|to|-|–)\s+(?P<r_d2>\d\d?)\s+(?P<r_mo>{_MONTH})\.?,?\s+(?P<r_y>{_Y})\b)
    | (?P<day>\b(?:(?P<d1>\d\d?)(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<mo1>{_MONTH})\.?,?\s+(?P<y1>{_Y})
        |(?P<mo2>{_MONTH})\.?\s+(?P<d2>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<y2>{_Y})
        |(?P<d3>\d\d?)[./](?P<mo3>\d\d?)[./](?P<y3>{_Y})|(?P<y4>{_Y})-(?P<mo4>\d\d)-(?P<d4>\d\d))\b(?!\.\d))
    | (?P<month>\b(?P<m_mo>{_MONTH})\.?,?\s+(?:of\s+)?(?P<m_y>{_Y})\b)
    | (?P<quarter>\b(?:(?P<q_word>first|second|third|fourth|last)\s+(?P<q_part>quarter|half)\s+of
        |(?P<q_n>q[1-4]|h[12]))\s+(?P<q_y>{_Y})\b)
    | (?P<fiscal>\b(?:(?:financial|fiscal)\s+years?\s+|fy\s?-?)(?P<f_y>{_Y})(?:\s?[/\-–]\s?\d\d(?:\d\d)?)?\b)
    | (?P<slash>(?<![\d/)(]\s)(?<![\d/.\-])(?P<s_y>{_Y})(?P<s_sep>[/\-–])(?P<s_y2>\d\d)\b(?![\d/%.,]\d|/|\s?%))
    | (?P<range>(?<![\d/.\-])(?P<r_y1>{_Y})\s?(?P<r_sep>-|–|—|to|and|through|until)\s?(?P<r_y2>{_Y})\b(?![/-]\d|,\d))
    | (?P<year>(?:year\s+|\bey\s?)?
        (?:(?<![\d/.,$£€\-–])|(?<=19\d\d/)|(?<=20\d\d/)|(?<=\bmid-)|(?<=\bend-))(?P<y>{_Y})(?P<tail>\s+onwards?)?
        (?!\d|/(?!{_Y}\b)\d|,\d\d\d|-\d|\s?(?:{_UNITS})))
    """,
    re.VERBOSE,
)
# Periods without a year of their own.
UNDATED = re.compile(
    rf"""
      (?P<plan>\b(?:(?P<p_n>\d\d?)(?:st|nd|rd|th)|(?P<p_w>{"|".join(ORDINALS)}))\s+(?:five[\s-]year\s+plan|fyp)
        (?P<p_tail>\s+period)?\b(?!\s+for\b))
    | (?P<ago>\b(?:past|last|previous|preceding)\s+(?:(?P<a_n>\d\d?|{_NUMBER})\s+)?(?P<a_unit>years?|decades?)\b)
    | (?P<ahead>\b(?:next|coming|following)\s+(?P<h_n>\d\d?|{_NUMBER})\s+years\b)
    | (?P<rel>\b(?:this|next)\s+year\b(?!['’]s))
    | (?P<century>\b(?:mid[\s-]?century|(?:middle|end)\s+of\s+(?:the|this)\s+century))
    """,
    re.VERBOSE,
)
# One of these stands in every such period.
UNDATED_HINTS = TermScanner(
    [
        (hint, None)
        for hint in (
            "five-year plan", "five year plan", "fyp", "past", "last", "previous", "preceding", "next", "coming",
            "following", "this year", "century", "mid-century",
        )
    ],
    words=True,
)  # fmt: skip
_LEADS = any_of("deadline_leads", "start_leads", "span_leads")
LEAD = re.compile(rf"\b(?P<lead>{_LEADS})[\s-]+(?:the\s+)?(?:period\s+(?:of\s+)?(?:from\s+)?)?\Z")


def leaning(lead: str | None) -> Relation:
    """``by``, ``from`` or ``during`` for the words before a date."""
    phrase = " ".join(lead.split()) if lead else ""
    if phrase in words("deadline_leads"):
        return "by"
    return "from" if phrase in words("start_leads") else "during"


def _bounded(first: str | None, last: str | None, relation: Relation) -> Dates | None:
    if first is None or last is None:
        return None
    if relation == "by":
        return None, last, "by"
    return (first, None, "from") if relation == "from" else (first, last, "during")


def _day_range(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    year, month = int(m["r_y"]), _MONTHS[m["r_mo"]]
    if int(m["r_d1"]) > int(m["r_d2"]):
        return None
    return _bounded(iso(year, month, int(m["r_d1"])), iso(year, month, int(m["r_d2"])), "during")


def _day(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    for i in "1234":
        if m["y" + i]:
            month = _MONTHS.get(m["mo" + i]) or int(m["mo" + i])
            at = iso(int(m["y" + i]), month, int(m["d" + i]))
            return _bounded(at, at, leaning(lead))
    return None


def _month(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    year, month = int(m["m_y"]), _MONTHS[m["m_mo"]]
    return _bounded(first_day(year, month), last_day(year, month), leaning(lead))


def _quarter(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    year = int(m["q_y"])
    if m["q_n"]:
        size, number = (3 if m["q_n"][0] == "q" else 6), int(m["q_n"][1])
    else:
        size = 3 if m["q_part"] == "quarter" else 6
        number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 12 // size}[m["q_word"]]
    if number * size > 12:
        return None
    return _bounded(first_day(year, (number - 1) * size + 1), last_day(year, number * size), leaning(lead))


def _fiscal(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    year = int(m["f_y"])
    return _bounded(f"{year}-04-01", f"{year + 1}-03-31", leaning(lead))


def _slash(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    """2007/08 and 2012-13 are fiscal years, 2021-27 is a range; 2012/27 and 2018-06 are neither."""
    year, second = int(m["s_y"]), int(m["s_y2"])
    if second == (year + 1) % 100:
        return _bounded(f"{year}-04-01", f"{year + 1}-03-31", leaning(lead))
    if m["s_sep"] == "/" or second <= year % 100 or (second <= 12 and m["s_sep"] == "-" and year % 100 > 12):
        return None
    return first_day(year), last_day(year - year % 100 + second), "during"


def _range(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    first, last = int(m["r_y1"]), int(m["r_y2"])
    return (first_day(first), last_day(last), "during") if first <= last else None


def _year(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    year = int(m["y"])
    if lead and lead.endswith("mid"):
        return None, f"{year}-06-30", "by"
    return _bounded(first_day(year), last_day(year), "from" if m["tail"] else leaning(lead))


def _plan(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    """A plan's name alone is no period; "during the 13th Five-Year Plan" is."""
    number = int(m["p_n"]) if m["p_n"] else ORDINALS[m["p_w"]]
    if not 0 < number < 20:
        return None
    first, last = plan_years(number)
    if lead and "end" in lead:
        return None, last_day(last), "by"
    if m["p_tail"] or (lead and lead.split()[0] in {"during", "over", "throughout", "in"}):
        return first_day(first), last_day(last), "during"
    return None


def _count(word: str | None) -> int:
    if not word:
        return 1
    return int(word) if word.isdigit() else int(WORDS[word])


def _ago(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    years = _count(m["a_n"]) * (10 if m["a_unit"].startswith("decade") else 1)
    if issued is None:
        return None, None, "during"
    first, last = review_span(issued, years)
    return first_day(first), last_day(last), "during"


def _ahead(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    if issued is None:
        return None, None, "during"
    return first_day(issued.year), last_day(issued.year + _count(m["h_n"]) - 1), "during"


def _relative(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    if issued is None:
        return None, None, "during"
    year = issued.year + (m["rel"].startswith("next"))
    return (None, last_day(year), "by") if lead and "end" in lead else (first_day(year), last_day(year), "during")


def _century(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    return None, "2099-12-31" if m["century"].startswith("end") else "2050-12-31", "by"


READERS = {
    "dayrange": _day_range,
    "day": _day,
    "month": _month,
    "quarter": _quarter,
    "fiscal": _fiscal,
    "slash": _slash,
    "range": _range,
    "year": _year,
    "plan": _plan,
    "ago": _ago,
    "ahead": _ahead,
    "rel": _relative,
    "century": _century,
}


def form_of(m: re.Match[str], dated: bool) -> str:
    """Which alternative matched."""
    names = _DATED_FORMS if dated else _UNDATED_FORMS
    return next(name for name in names if m[name] is not None)


_DATED_FORMS = ("dayrange", "day", "month", "quarter", "fiscal", "slash", "range", "year")
_UNDATED_FORMS = ("plan", "ago", "ahead", "rel", "century")
