"""Dates and periods in English policy texts."""

from __future__ import annotations

import re
from datetime import date

from docanalyzer.core.mention import Mention
from docanalyzer.languages.base import Span2
from docanalyzer.languages.dates import first_day, iso, last_day, plan_years, review_span
from docanalyzer.languages.en.numerals import ORDINALS, WORDS
from docanalyzer.linguistics import View

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_Y = r"(?:19|20)\d\d"
_NUMBER = "|".join(sorted((w for w in WORDS if WORDS[w] <= 30), key=len, reverse=True))
_BY = (
    r"by\s+the\s+end\s+of|by\s+end[\s-]of|by\s+the\s+year|by\s+end[\s-]|by\s+late|by\s+mid[\s-]?|by\s+early|by\s+the\s+beginning\s+of|by|until\s+the\s+end\s+of|until|"
    r"before\s+the\s+end\s+of|before|no\s+later\s+than|not\s+later\s+than|at\s+the\s+latest\s+by|up\s+to(?:\s+the\s+year)?|through\s+to|through|till|at\s+the\s+end\s+of|the\s+end\s+of|end\s+of|end-|"
    r"prior\s+to|to\s+the\s+year|towards|toward"
)
_FROM = r"from|since|starting\s+in|starting\s+from|starting|as\s+of|as\s+from|after|beginning\s+in|beginning|effective|retroactive\s+to|with\s+effect\s+from"
_IN = r"in\s+the\s+year|in|during|for|over|within|of|on"
_PERIOD = re.compile(
    rf"""
      (?P<dayrange>(?P<dr_lead>{_BY}|{_FROM})?\s*\b(\d\d?)\s+(?:and|to|-|–)\s+(\d\d?)\s+({_MONTH})\.?,?\s+({_Y})\b)
    | (?P<day>(?:(?P<d_lead>{_BY}|{_FROM})\s+)?\b(?:(?P<d1>\d\d?)(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<mo1>{_MONTH})\.?,?\s+(?P<y1>{_Y})
        |(?P<mo2>{_MONTH})\.?\s+(?P<d2>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<y2>{_Y})|(?P<d3>\d\d?)[./](?P<mo3>\d\d?)[./](?P<y3>{_Y})|(?P<y4>{_Y})-(?P<mo4>\d\d)-(?P<d4>\d\d))\b(?!\.\d))
    | (?P<month>(?:(?P<m_lead>{_BY}|{_FROM})\s+)?\b(?P<m_mo>{_MONTH})\.?,?\s+(?:of\s+)?(?P<m_y>{_Y})\b)
    | (?P<quarter>(?:(?P<q_lead>{_BY}|since)\s+)?(?:the\s+)?\b(?:(?P<q_word>first|second|third|fourth|last)\s+(?P<q_part>quarter|half)\s+of|(?P<q_n>q[1-4]|h[12]))\s+(?P<q_y>{_Y})\b)
    | (?P<fiscal>(?:(?P<f_lead>{_BY}|{_IN}|{_FROM})\s+)?(?:the\s+)?\b(?:(?:financial|fiscal)\s+years?\s+|fy\s?-?)(?P<f_y>{_Y})(?:\s?[/\-–]\s?(?P<f_y2>\d\d(?:\d\d)?))?\b)
    | (?P<slash>(?:(?P<s_lead>{_BY}|{_IN}|{_FROM})\s+)?(?<![\d/)(]\s)(?<![\d/.\-])(?P<s_y>{_Y})(?P<s_sep>[/\-–])(?P<s_y2>\d\d)\b(?![\d/%.,]\d|/|%|\s?%))
    | (?P<range>(?:(?P<r_lead>from|between|over|during|in|for|by)\s+)?(?:the\s+)?(?:period\s+(?:of\s+)?(?:from\s+)?)?(?<![\d/.\-])(?P<r_y1>{_Y})\s?(?P<r_sep>-|–|—|to|and|through|until)\s?(?P<r_y2>{_Y})\b(?![/-]\d|,\d))
    | (?P<plan>(?:(?P<p_lead>by\s+the\s+end\s+of|at\s+the\s+end\s+of|end\s+of|during|in|over|for|throughout|under)\s+)?(?:the\s+)?\b(?:(?P<p_n>\d\d?)(?:st|nd|rd|th)|(?P<p_w>[a-z]+(?:-?[a-z]+)?th|first|second|third))\s+(?:five[\s-]year\s+plan|fyp)(?P<p_tail>\s+period)?\b(?!\s+for\b))
    | (?P<ago>(?:over|in|during|for)?\s*\bthe\s+(?:past|last|previous|preceding)\s+(?:(?P<a_n>\d\d?|{_NUMBER})\s+)?(?P<a_unit>years?|decades?)\b)
    | (?P<ahead>(?:over|in|during|for|within)?\s*\b(?:the\s+)?(?:next|coming|following)\s+(?P<h_n>\d\d?|{_NUMBER})\s+years\b)
    | (?P<within>\b(?:in|within)\s+(?:the\s+)?(?P<w_n>\d\d?|{_NUMBER})\s+(?P<w_unit>years|months)\b(?!\s+of))
    | (?P<rel>\b(?:(?P<l_lead>by\s+the\s+end\s+of)\s+)?(?:this|last|next)\s+year\b(?!['’]s))
    | (?P<century>\b(?:(?:by|until)\s+)?(?:the\s+)?(?:mid[\s-]?century|middle\s+of\s+(?:the|this)\s+century|end\s+of\s+(?:the|this)\s+century))
    | (?P<year>(?:(?P<lead>{_BY}|{_FROM}|{_IN})\s+)?(?:the\s+(?=year)|year\s+|fiscal\s+year\s+|ey\s?)?(?:(?<![\d/.,$£€\-–])|(?<=19\d\d/)|(?<=20\d\d/))(?P<y>{_Y})(?P<tail>\s+onwards?)?(?![\d]|/(?!(?:19|20)\d\d\b)\d|,\d\d\d|-\d|\s?(?:%|ha\b|mw\b|gw\b|kw\b|km\b|tonnes\b|tons\b|million\b|billion\b|kg\b|twh\b|gwh\b|mwh\b|hectares\b|households\b|people\b|jobs\b|per\s?cent|acres\b|m\b|t\b|toe\b|mtoe\b|°|years\b|units\b)))
    """,
    re.VERBOSE,
)
_SINCE_AFTER_CHANGE = re.compile(r"(?:%|per\s?cent|percent)\s(?:by\s\d{4}\s)?since\s$")
_ID_BEFORE = re.compile(r"(?:[a-z]\.?|no\.?\s|\(eu\)\s|\(ec\)\s|\(eec\)\s|\bc\s?\(|com\s?\(|swd\s?\(|l\.|/|https?://\S*|www\.\S*|#\S*|[\w-]+\.pdf\S*)\Z")
_TITLE_BEFORE = re.compile(
    r"\b(?:Act|Report|Agenda|Vision|Europe|Horizon|Regulations|Order|Strategy|Plan|Law|Trends|Statistics|Outlook|Programme|Review|Survey|Code|Roadmap|Oman|COP|Edition|REPowerEU),?\s\(?$"
)
_TITLE_AFTER = re.compile(r"\s(?:[A-Z][a-z]+\s){2,}(?:Report|Plan|Strategy|Act|Framework|Agreement|Assessment|Review|Programme|Survey|Package)\b|\sAgenda\b")
_BASE_LEAD = re.compile(
    r"(?:compared\s+(?:to|with)|relative\s+to|below|above|against|versus|vs\.?|than(?:\s+in|\s+the|\s+it\s+was\s+in)?|on|from|over|of|to|with|at|since)\s+(?:its\s+|their\s+|the\s+|a\s+|base[\s-]?year\s+|baseline\s+(?:of\s+)?|(?:the\s+)?levels?\s+(?:of|in)\s+|(?:the\s+)?year\s+)*$|\blevels?\s\(\s*(?:(?:19|20)\d\d/)?$"
)
_STRONG_BASE = re.compile(r"(?:from|against|over|below|than|to|with)\s+(?:the\s+|its\s+|their\s+)?(?:levels?|that|those|figure|volume)\s*$|(?:reduction|decrease|increase)\s+(?:of|from|in|on)\s+the\s+(?:target|levels?|average|value)\s*$|(?:compared\s+(?:to|with)|relative\s+to|below|above|against|versus|vs\.?|than(?:\s+in)?)\s[^;.,]{0,30}$")
_BASE_AFTER = re.compile(r"\s*\)?\s*(?:emissions?\s+|reference\s+|base[\s-]?year\s+|baseline\s+|year\s+)?(?:levels?|baseline|base\s?year|values?|figures?|volumes?|totals?|averages?|output)\b")


def find_periods(view: View, issued: date | None) -> list[Mention[Span2]]:
    """Every date or period of the English part, in order; relative ones stand on ``issued``."""
    text = view.lower
    found: list[Mention[Span2]] = []
    for m in _PERIOD.finditer(text):
        form = _form(m)
        start, end = m.span()
        while text[start].isspace():
            start += 1
        dates = _READERS[form](m, issued)
        if dates is None:
            continue
        start_date, end_date, relation = dates
        if form in {"year", "slash", "range"} and _ID_BEFORE.search(text, max(0, start - 40), start):
            continue
        if form == "year" and not m["lead"] and _is_name(view.text, m.start("y"), end):
            continue
        lead = m["lead"] if form == "year" else None
        use = _use(text, start, m.start("y") if form == "year" else start, end, lead, relation)
        if _SINCE_AFTER_CHANGE.search(text, max(0, start - 40), start + 6):
            use = "base"
        if use == "base" and form in {"year", "slash"}:
            year = int((start_date or end_date or "")[:4])
            start_date, end_date, relation = first_day(year), last_day(year), "during"
            if form == "slash":
                start_date, end_date = f"{year}-04-01", f"{year + 1}-03-31"
        found.append(Mention(start, end, Span2(start_date, end_date, relation, use), "period:en:" + form))
        if form == "range" and m["r_sep"] == "and" and m["r_lead"] not in {"between"}:
            found.pop()
            found.extend(_two_years(m, start))
    return found


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a bare year belongs to a name: Climate Change Act 2008, 2023 Climate Action Progress Report."""
    return bool(_TITLE_BEFORE.search(text, max(0, start - 24), start) or _TITLE_AFTER.match(text, end))


def _form(m: re.Match[str]) -> str:
    return next(name for name in _FORMS if m[name] is not None)


def _two_years(m: re.Match[str], start: int) -> list[Mention[Span2]]:
    """"in 2020 and 2030" names two years."""
    lead = m["r_lead"]
    both = []
    for name in ("r_y1", "r_y2"):
        year = int(m[name])
        span = (None, last_day(year), "by") if lead == "by" else (first_day(year), last_day(year), "during")
        begin = start if name == "r_y1" else m.start(name)
        both.append(Mention(begin, m.end(name), Span2(*span, "goal"), "period:en:list"))
    return both


def _use(text: str, start: int, at: int, end: int, lead: str | None, relation: str) -> str:
    """Whether the words around a year make it the base of a comparison."""
    after = _BASE_AFTER.match(text, end)
    before = _BASE_LEAD.search(text, max(0, at - 40), at)
    if after:
        return "base"
    if before:
        word = before.group().split()[0]
        if word in {"level", "levels", "compared", "relative", "below", "above", "against", "versus", "vs", "vs.", "than"}:
            return "base"
    if lead in {"in", "of", "for", "from", None} and _STRONG_BASE.search(text, max(0, start - 45), start):
        return "base"
    return "goal"


Dates = tuple[str | None, str | None, str]


def _leaning(lead: str | None) -> str:
    """``by``, ``from`` or ``during`` for the word before a date."""
    if lead is None:
        return "during"
    word = lead.split()[0].rstrip("-")
    if word in {"by", "until", "before", "no", "not", "at", "up", "through", "till", "the", "end", "prior", "to", "towards", "toward"}:
        return "by"
    if word in {"from", "since", "starting", "as", "after", "beginning", "effective", "retroactive", "with"}:
        return "from"
    return "during"


def _bounded(first: str | None, last: str | None, relation: str) -> Dates | None:
    if first is None or last is None:
        return None
    if relation == "by":
        return None, last, "by"
    if relation == "from":
        return first, None, "from"
    return first, last, "during"


def _day_range(m: re.Match[str], issued: date | None) -> Dates | None:
    d1, d2, month, year = (m.group(m.re.groupindex["dr_lead"] + i) for i in range(1, 5))
    return _bounded(iso(int(year), _MONTHS[month], int(d1)), iso(int(year), _MONTHS[month], int(d2)), "during")


def _day(m: re.Match[str], issued: date | None) -> Dates | None:
    for i in "1234":
        if m["y" + i]:
            month = m["mo" + i]
            number = _MONTHS.get(month) or int(month)
            if not 1 <= number <= 12:
                return None
            at = iso(int(m["y" + i]), number, int(m["d" + i]))
            return _bounded(at, at, _leaning(m["d_lead"]))
    return None


def _month(m: re.Match[str], issued: date | None) -> Dates | None:
    year, month = int(m["m_y"]), _MONTHS[m["m_mo"]]
    return _bounded(first_day(year, month), last_day(year, month), _leaning(m["m_lead"]))


def _quarter(m: re.Match[str], issued: date | None) -> Dates | None:
    year = int(m["q_y"])
    if m["q_n"]:
        size, number = (3, int(m["q_n"][1])) if m["q_n"][0] == "q" else (6, int(m["q_n"][1]))
    else:
        size = 3 if m["q_part"] == "quarter" else 6
        number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 12 // size}[m["q_word"]]
    if number * size > 12:
        return None
    return _bounded(first_day(year, (number - 1) * size + 1), last_day(year, number * size), _leaning(m["q_lead"]))


def _fiscal(m: re.Match[str], issued: date | None) -> Dates | None:
    year = int(m["f_y"])
    return _bounded(f"{year}-04-01", f"{year + 1}-03-31", _leaning(m["f_lead"]))


def _slash(m: re.Match[str], issued: date | None) -> Dates | None:
    year, second = int(m["s_y"]), int(m["s_y2"])
    if second == (year + 1) % 100:
        return _bounded(f"{year}-04-01", f"{year + 1}-03-31", _leaning(m["s_lead"]))
    if m["s_sep"] == "/" or second <= year % 100 or (second <= 12 and m["s_sep"] == "-" and year % 100 > 12):
        return None
    return first_day(year), last_day(year - year % 100 + second), "during"


def _range(m: re.Match[str], issued: date | None) -> Dates | None:
    first, last = int(m["r_y1"]), int(m["r_y2"])
    if last < first:
        return None
    return first_day(first), last_day(last), "during"


def _plan(m: re.Match[str], issued: date | None) -> Dates | None:
    number = int(m["p_n"]) if m["p_n"] else ORDINALS.get(m["p_w"] or "")
    if not number or number > 19:
        return None
    first, last = plan_years(number)
    lead = m["p_lead"] or ""
    if "end" in lead:
        return None, last_day(last), "by"
    if m["p_tail"] or lead in {"during", "over", "throughout", "in"}:
        return first_day(first), last_day(last), "during"
    return None


def _count(word: str | None) -> int:
    if not word:
        return 1
    return int(word) if word.isdigit() else int(WORDS[word])


def _ago(m: re.Match[str], issued: date | None) -> Dates | None:
    years = _count(m["a_n"]) * (10 if m["a_unit"].startswith("decade") else 1)
    if issued is None:
        return None, None, "during"
    first, last = review_span(issued, years)
    return first_day(first), last_day(last), "during"


def _ahead(m: re.Match[str], issued: date | None) -> Dates | None:
    if issued is None:
        return None, None, "during"
    return first_day(issued.year), last_day(issued.year + _count(m["h_n"]) - 1), "during"


def _within(m: re.Match[str], issued: date | None) -> Dates | None:
    return None, None, "during"


def _relative(m: re.Match[str], issued: date | None) -> Dates | None:
    if issued is None:
        return None, None, "during"
    word = m["rel"].split()[-2]
    year = issued.year + {"this": 0, "last": -1, "next": 1}[word]
    return (None, last_day(year), "by") if m["l_lead"] else (first_day(year), last_day(year), "during")


def _century(m: re.Match[str], issued: date | None) -> Dates | None:
    return None, "2099-12-31" if "end" in m["century"] else "2050-12-31", "by"


def _year(m: re.Match[str], issued: date | None) -> Dates | None:
    year = int(m["y"])
    relation = "from" if m["tail"] else _leaning(m["lead"])
    return _bounded(first_day(year), last_day(year), relation)


_READERS = {
    "dayrange": _day_range,
    "day": _day,
    "month": _month,
    "quarter": _quarter,
    "fiscal": _fiscal,
    "slash": _slash,
    "range": _range,
    "plan": _plan,
    "ago": _ago,
    "ahead": _ahead,
    "within": _within,
    "rel": _relative,
    "century": _century,
    "year": _year,
}
_FORMS = tuple(_READERS)
