"""The forms in which English texts write periods without a year of their own: plans, next year, two months ago."""

from __future__ import annotations

import re
from datetime import date, timedelta

from docanalyzer.knowledge.scanner import TermScanner
from docanalyzer.languages.dates import (
    Dates,
    first_day,
    iso,
    last_day,
    plan_years,
    review_span,
    shifted,
    unit_around,
)
from docanalyzer.languages.en.numerals import DAYS, ORDINALS, WORDS
from docanalyzer.languages.en.period_forms import bounded, count_of, day_number, leaning, months_of

_NUMBER = "|".join(sorted((w for w in WORDS if WORDS[w] <= 30), key=len, reverse=True))
_COUNT = rf"(?:\d\d?|{_NUMBER})"
_DAY = rf"(?:\d\d?(?:st|nd|rd|th)?|{'|'.join(sorted(DAYS, key=len, reverse=True))})"
# 3 years, five years one month and 12 days.
_ONE = rf"(?:{_COUNT}|a\s+few|few|an?)\s+(?:years?|months?|weeks?|days?)"
_DURATION = rf"{_ONE}(?:(?:,?\s+and|,)?\s+{_ONE}){{0,3}}"
_PART = re.compile(rf"(?P<n>{_COUNT}|few|an?)\s+(?P<u>year|month|week|day)")
# Periods without a year of their own.
UNDATED = re.compile(
    rf"""
    (?<![a-z\d])(?:
      (?P<plan>\b(?:(?P<p_n>\d\d?)(?:st|nd|rd|th)|(?P<p_w>{"|".join(ORDINALS)}))\s+(?:five[\s-]year\s+plan|fyp)
        (?P<p_tail>\s+period)?\b(?!\s+for\b))
    | (?P<share>(?:\b(?P<q_n>q[1-4]|h[12])\s+(?:of\s+)?
        |\b(?P<q_word>first|second|third|fourth|last)\s+(?P<q_part>quarter|half)\s+(?:of\s+)?)(?P<q_y>this|next|last)\s+year\b
        |\b(?P<q_y2>this|next|last)\s+year['’]s\s+(?P<q_word2>first|second|third|fourth|last)\s+(?P<q_part2>quarter|half)\b)
    | (?P<within>\bwithin\s+(?:the\s+)?(?P<w_next>next\s+)?(?P<w_d>{_DURATION})\b
        (?!\s+(?:of|from|after|following|prior|before|to|since)\b))
    | (?P<ago>\b(?:past|last|previous|preceding)\s+(?:(?P<a_n>{_COUNT})\s+)?(?P<a_unit>years?|decades?)\b
        |\b(?P<a_n2>{_COUNT})\s+past\s+years\b)
    | (?P<ahead>\b(?:next|coming|following)\s+(?P<h_n>{_COUNT})\s+(?P<h_unit>years|decades)\b)
    | (?P<spell>\b(?:(?P<s_n>{_COUNT})\s+)?(?P<s_side>next|coming|upcoming|last|past)\s+(?P<s_n2>{_COUNT}\s+)?
        (?P<s_unit>days|weeks|months|quarters|years)\b(?!\s+of\b))
    | (?P<hence>\bin\s+(?P<c_d>{_DURATION})(?:['’]?\s+time\b|(?=\s*(?:[.;!?]|\Z))))
    | (?P<since>\b(?P<g_d>{_DURATION})\s+(?P<g_side>ago|later|from\s+now)\b)
    | (?P<monthday>\b(?P<d_1>{_DAY})(?:(?:\s+(?:to|and)\s+|\s?[-–]\s?)(?P<d_2>{_DAY}))?(?:\s+day)?\s+(?:(?:of|in)\s+)?
        (?P<d_m>this|next|last)\s+month\b)
    | (?P<yearmonth>\b(?P<y_m>{_DAY})\s+month\s+of\s+(?P<y_y>this|next|last)\s+year\b)
    | (?P<side>\b(?P<e_side>earlier|later)\s+(?:this|in\s+the)\s+(?P<e_unit>year|month|quarter|week|decade)\b)
    | (?P<rest>\b(?:rest|remainder)\s+of\s+(?:the|this)\s+(?P<r_unit>year|month|quarter|week|decade)\b)
    | (?P<second>\b(?P<o_unit>week|month|quarter|year)\s+after\s+(?:the\s+)?next\b)
    | (?P<unit>\b(?P<u_side>this|current|next|upcoming|coming|last|past)\s+(?P<u_unit>week|month|quarter|decade)\b
        (?!\s+of\b|['’]s))
    | (?P<rel>\b(?:this|next)\s+year\b(?!['’]s))
    | (?P<century>\b(?:mid[\s-]?century|(?:middle|end)\s+of\s+(?:the|this)\s+century))
    | (?P<hundred>\b(?P<v_n>\d\d?)(?:st|nd|rd|th)\s+century\b)
    )
    """,
    re.VERBOSE,
)
# One of these stands in every such period.
UNDATED_HINTS = TermScanner(
    [
        (hint, None)
        for hint in (
            "five-year plan", "five year plan", "fyp", "past", "last", "previous", "preceding", "next", "coming",
            "following", "upcoming", "this year", "century", "mid-century", "within", "time",
            "years", "months", "weeks", "days", "ago",
            "later", "earlier", "rest", "remainder", "this month", "this quarter", "this week", "this decade",
            "current", "from now", "this week",
        )
    ],
    words=True,
)  # fmt: skip
_SIDES = {"this": 0, "current": 0, "next": 1, "upcoming": 1, "coming": 1, "last": -1, "past": -1}
# What a law gives its addressees runs from an event and not from the day of issue.
_DUTY = re.compile(r"\b(?:shall|must|may)\b[^.;]*\Z")
_DUTY_REACH = 120
_NAMED_CENTURY = re.compile(r"(?:in|during|throughout|since|by|until)\b")


def _open() -> Dates:
    """No date to stand on."""
    return None, None, "during"


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


def _moved(day: date, duration: str, sign: int = 1) -> date:
    """The day so much later (``sign`` 1) or earlier; a few are three."""
    for part in _PART.finditer(duration):
        word = part["n"]
        n = sign * (3 if word == "few" else 1 if word in {"a", "an"} else count_of(word))
        unit = part["u"]
        day = shifted(
            day,
            years=n if unit == "year" else 0,
            months=n if unit == "month" else 0,
            days=n * {"week": 7, "day": 1}.get(unit, 0),
        )
    return day


def _within(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    """Within three years: from the issue date on."""
    short = not m["w_next"] and not re.search("year|month", m["w_d"])
    if short or _DUTY.search(m.string, max(0, m.start() - _DUTY_REACH), m.start()):
        return None
    if issued is None:
        return _open()
    return issued.isoformat(), _moved(issued, m["w_d"]).isoformat(), "during"


def _ago(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    years = count_of(m["a_n"] or m["a_n2"]) * (10 if m["a_unit"] and m["a_unit"].startswith("decade") else 1)
    if issued is None:
        return _open()
    first, last = review_span(issued, years)
    return first_day(first), last_day(last), "during"


def _ahead(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    if issued is None:
        return _open()
    return _coming(issued, count_of(m["h_n"]) * (10 if m["h_unit"] == "decades" else 1))


def _coming(issued: date, years: int) -> Dates:
    return first_day(issued.year), last_day(issued.year + years - 1), "during"


def _spell(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    """The last three months, the five upcoming years: on either side of the issue date."""
    number = m["s_n"] or m["s_n2"]
    if number is None:
        return None
    if issued is None:
        return _open()
    unit = m["s_unit"].rstrip("s")
    duration = f"{count_of(number.strip()) * (3 if unit == 'quarter' else 1)} {'month' if unit == 'quarter' else unit}"
    if _SIDES[m["s_side"]] < 0:
        return _moved(issued, duration, -1).isoformat(), (issued - timedelta(days=1)).isoformat(), "during"
    return (issued + timedelta(days=1)).isoformat(), _moved(issued, duration).isoformat(), "during"


def _hence(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    """In three years' time."""
    if issued is None:
        return _open()
    at = _moved(issued, m["c_d"]).isoformat()
    return at, at, "during"


def _since(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    """Two months ago."""
    if issued is None:
        return _open()
    at = _moved(issued, m["g_d"], -1 if m["g_side"] == "ago" else 1).isoformat()
    return bounded(at, at, leaning(lead))


def _share(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    months = months_of(m["q_n"], m["q_word"] or m["q_word2"], m["q_part"] or m["q_part2"])
    if issued is None or months is None:
        return _open()
    year = issued.year + _SIDES[m["q_y"] or m["q_y2"]]
    return bounded(first_day(year, months[0]), last_day(year, months[1]), leaning(lead))


def _month_day(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    """The 20th of next month, 4 to 22 this month."""
    if issued is None:
        return _open()
    month = date.fromisoformat(unit_around(issued, "month", _SIDES[m["d_m"]])[0])
    first = iso(month.year, month.month, day_number(m["d_1"]))
    if m["d_2"] is None:
        return bounded(first, first, leaning(lead))
    return bounded(first, iso(month.year, month.month, day_number(m["d_2"])), "during")


def _year_month(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    """The ninth month of next year."""
    month = day_number(m["y_m"])
    if issued is None or month > 12:
        return _open()
    year = issued.year + _SIDES[m["y_y"]]
    return bounded(first_day(year, month), last_day(year, month), leaning(lead))


def _side(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    """Later this year, earlier this month."""
    if issued is None:
        return _open()
    first, last = unit_around(issued, m["e_unit"])
    if m["e_side"] == "earlier":
        return first, issued.isoformat(), "during"
    return issued.isoformat(), last, "during"


def _rest(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    return (issued.isoformat(), unit_around(issued, m["r_unit"])[1], "during") if issued else _open()


def _second(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    """The month after the next."""
    return bounded(*unit_around(issued, m["o_unit"], 2), leaning(lead)) if issued else _open()


def _unit(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    """Last quarter, this decade."""
    if issued is None:
        return _open()
    side = _SIDES[m["u_side"]]
    if m["u_unit"] == "decade" and side > 0:
        return _coming(issued, 10)
    return bounded(*unit_around(issued, m["u_unit"], side), leaning(lead))


def _relative(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    if issued is None:
        return _open()
    year = issued.year + (m["rel"].startswith("next"))
    return (None, last_day(year), "by") if lead and "end" in lead else (first_day(year), last_day(year), "during")


def _century(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    return None, "2099-12-31" if m["century"].startswith("end") else "2050-12-31", "by"


def _hundred(m: re.Match[str], lead: str | None, issued: date | None) -> Dates | None:
    """In the 21st century; without a word before it the century belongs to a name."""
    if lead is None or not _NAMED_CENTURY.match(lead):
        return None
    first = (int(m["v_n"]) - 1) * 100
    return bounded(first_day(first), last_day(first + 99), leaning(lead)) if first > 0 else None


UNDATED_READERS = {
    "plan": _plan,
    "within": _within,
    "ago": _ago,
    "ahead": _ahead,
    "spell": _spell,
    "hence": _hence,
    "since": _since,
    "share": _share,
    "monthday": _month_day,
    "yearmonth": _year_month,
    "side": _side,
    "rest": _rest,
    "second": _second,
    "unit": _unit,
    "rel": _relative,
    "century": _century,
    "hundred": _hundred,
}
