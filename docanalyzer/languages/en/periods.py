"""Find dates and periods in English policy texts, and tell goals from the bases of comparisons."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from docanalyzer.core.mention import Mention
from docanalyzer.languages.base import When
from docanalyzer.languages.dates import first_day, last_day
from docanalyzer.languages.en.lists import any_of
from docanalyzer.languages.en.period_forms import DATED, DATED_PLACES, DATED_READERS, LEAD, YEAR, leaning
from docanalyzer.languages.en.relative_forms import UNDATED, UNDATED_HINTS, UNDATED_READERS
from docanalyzer.languages.places import matches_at
from docanalyzer.linguistics import View

# The longest date before its year ("30 and 31 September, ") and the longest after it ("2021 through 2025 onwards").
_BEFORE_YEAR = 36
_AFTER_YEAR = 40
_LEAD_LENGTH = 40
# An ordinal before "Five-Year Plan", and what may follow "the next".
_BEFORE_HINT, _AFTER_HINT = 32, 48
_BARE = frozenset({"day", "month", "year"})
_NUMBER_WORD_BEFORE = re.compile(r"(?:no\.?|\(eu\)|\(ec\)|\(eec\))\s\Z")
_NO_PERIOD_BEFORE = re.compile(
    r"(?:[a-z]\.?|\bc\s?\(|com\s?\(|swd\s?\(|l\.|(?<!\d{4})/|https?://\S*|www\.\S*|#\S*"
    r"|[\w-]+\.pdf\S*)\Z"
)
_NUMBERED_BEFORE = re.compile(
    r"\b(?:opinion|number|nr\.?|no\.?|decree|law|act|regulations?|decisions?|directives?|resolutions?|orders?"
    r"|circular|"
    r"ordinance|case|standard)\s\Z"
)
# Between two dates that bound one period.
_TIE = re.compile(
    r"(?:,\s?)?\s?(?P<tie>-|–|—|~|to|until|till|through|thru|and)\s?(?:the\s+(?:start|beginning|end)\s+of\s+|the\s+)?"
)
_NOW = re.compile(r"\s(?P<tie>to|until|till|through|and)\s(?:now|date|today|the\s+present|present)\b(?!-)")
_TIE_LENGTH = 24
_SPANS = frozenset({"range", "dayrange", "quarters", "monthrange", "slashrange", "partyear", "decade"})
_LIKE_NUMBERS = frozenset({"year", "slash", "range", "month"})
_TITLE_BEFORE = re.compile(rf"\b(?:{any_of('titles')}),?\s\(?\Z")
_TITLE_AFTER = re.compile(rf"\s(?:[A-Z][a-z]+\s){{2,}}(?:{any_of('title_ends')})\b|\s(?:Agenda|IPCC)\b")
_SHORT_TITLE_AFTER = re.compile(rf"\s(?:[A-Z][a-z]+\s)?(?:{any_of('title_ends')})\b")
# The 2018 EED, the 2023 revised REDII: the year an act is of, and none that anything is to be done by.
_ACRONYM_AFTER = re.compile(
    r"\s(?:(?:revised|recast|amended|updated|new|original)\s)?[A-Z]{3,}(?<!GDP)(?<!BAU)(?<!GHG)(?<!NDC)[A-Z]*\b"
)
_PERCENT_BEFORE = re.compile(
    r"(?:%|per\s?cent|percent)\s(?:respectively\s)?(?:(?:by|in)\s(?:fiscal\s(?:year\s)?|fy\s?)?(?:19|20)\d\d\s)?\Z"
)
_GOES_ON = re.compile(r"\s?(?:onwards?|to|until|through|–|-)")
_SINCE_AFTER_CHANGE = re.compile(r"(?:%|per\s?cent|percent)\s(?:by\s\d{4}\s)?since\s\Z")
_COMPARED = (
    r"compared\s+(?:to|with)|relative\s+to|below|above|against|versus|vs\.?|"
    r"(?<!later\s)(?<!earlier\s)than(?:\s+in|\s+the|\s+it\s+was\s+in)?"
)
_BASE_BEFORE = re.compile(
    rf"(?:{_COMPARED})\s+"
    r"(?:its\s+|their\s+|the\s+|a\s+|base[\s-]?year\s+|baseline\s+(?:of\s+)?|(?:the\s+)?levels?\s+(?:of|in)\s+|"
    r"(?:the\s+)?(?:fiscal\s+)?year\s+|fiscal\s+)*\Z"
    r"|(?:%|percent|per\s?cent|percentage\spoints)(?:\s(?:by|in)\s(?:19|20)\d\d)?,?\s(?:(?:both|each"
    r"|all)\s)?(?:on|over)\s\Z"
    r"|,\s(?:both|each|all)\son\s\Z|\blevels?\s\(\s*(?:(?:19|20)\d\d/)?\Z"
)
_BASE_LEADS = frozenset({None, "in", "of", "for", "from"})
_BASE_FAR_BEFORE = re.compile(
    r"(?:from|against|over|below|than|to|with)\s+(?:the\s+|its\s+|their\s+)?(?:levels?|that|those|figure|volume)\s*\Z"
    r"|(?:reduction|decrease|increase)\s+(?:of|from|in|on)\s+the\s+(?:target|levels?|average|value)\s*\Z"
    rf"|(?:{_COMPARED})\s[^;.,\d%]{{0,30}}\Z"
    r"|(?:%|per\s?cent)\s(?:from|of|below|compared\s+to)\s+the\s[^;.,\d%]{3,50}\Z"
)
# "Below the 2030 projections": a scenario is no year to start from.
_PROJECTED = re.compile(
    r"\s*+(?:bau\b|business|projections?\b|projected|(?:reference\s+|baseline\s+)?scenario|forecast|eu\s+reference)"
)
_OF_A_LAW = re.compile(r"\s(?:[a-z]+\s)?(?:constitution|act|treaty|convention|decree|census|protocol)\b")
_BASE_AFTER = re.compile(
    r"\s*+\)?\s*+(?:emissions?\s+|reference\s+|base[\s-]?year\s+|baseline\s+|year\s+)?"
    r"(?:levels?|baseline|base\s?year|values?|figures?|volumes?|totals?|averages?|output)\b"
)


def find_periods(view: View, issued: date | None) -> list[Mention[When]]:
    """Every date or period of the English part, in order; relative ones stand on ``issued``."""
    found = list(_joined(view.lower, _dated(view, issued), issued))
    undated = list(_undated(view.lower, issued))
    if not undated:
        return found
    # Where both read one place (the last two quarters of 2015), the date that names its year holds.
    starts = [mention.start for mention in found]
    free = []
    for mention in undated:
        before = bisect_left(starts, mention.end) - 1
        if before < 0 or found[before].end <= mention.start:
            free.append(mention)
    return sorted(found + free, key=lambda mention: mention[0])


class _Found(NamedTuple):
    """A date as matched, with the word that leads it and what was made of it."""

    m: re.Match[str]
    form: str
    lead: str | None
    mentions: list[Mention[When]]


def _dated(view: View, issued: date | None) -> Iterator[_Found]:
    text = view.lower
    last = vetoed = 0
    for anchor in YEAR.finditer(text):
        at = anchor.start()
        if at < last or (at == vetoed + 1 and text[vetoed] == "/"):
            continue
        m = _dated_at(text, at, last)
        if m is None:
            continue
        form = _form_of(m, DATED_READERS)
        head = LEAD.search(text, max(last, m.start() - _LEAD_LENGTH), m.start())
        if head and head["lead"].endswith("the") and form in _BARE and not m[0].startswith("year"):
            head = None  # "agreed by the June 2010 European Council" is no deadline
        if head and form == "year" and head["lead"] == "by" and _OF_A_LAW.match(text, m.end()):
            head = None  # as laid down by the 1945 Constitution
        lead = head["lead"] if head else None
        start = head.start() if head else m.start()
        if form in _LIKE_NUMBERS and _is_number(text, m, form, start):
            vetoed = m.end()
            continue
        if form == "year" and not head and _is_name(view.text, m.start("y"), m.end()):
            continue
        mentions = _resolve(text, m, form, lead, start, issued)
        if form == "year" and not head and _is_of_act(view.text, m.start("y"), m.end()):
            mentions = [mention._replace(value=mention.value._replace(use="name")) for mention in mentions]
        if mentions:
            last = m.end()
            yield _Found(m, form, lead, mentions)


def _is_number(text: str, m: re.Match[str], form: str, start: int) -> bool:
    """Whether a year belongs to the number of a law or a document."""
    if start and text[start - 1].isspace():
        if _NUMBER_WORD_BEFORE.search(text, max(0, start - 7), start):
            return True
    elif _NO_PERIOD_BEFORE.search(text, max(0, start - 40), start):
        return True
    return form == "month" and not m[0][0].isalpha() and bool(_NUMBERED_BEFORE.search(text, max(0, start - 24), start))


def _joined(text: str, found: Iterable[_Found], issued: date | None) -> Iterator[Mention[When]]:
    """The mentions; two dates that "to" or a dash ties are one period (from 2015 to May 2017)."""
    waiting: _Found | None = None
    for item in found:
        if waiting is not None:
            whole = _one_period(text, waiting, item, issued)
            if whole is not None:
                yield whole
                waiting = None
                continue
            yield from _up_to_now(text, waiting, issued)
        waiting = item
    if waiting is not None:
        yield from _up_to_now(text, waiting, issued)


def _up_to_now(text: str, item: _Found, issued: date | None) -> list[Mention[When]]:
    """From June 2015 until now ends on the issue date."""
    now = _NOW.match(text, item.m.end()) if issued is not None and item.form not in _SPANS else None
    if now is None or issued is None or (now["tie"] == "and" and item.lead != "between"):
        return item.mentions
    start_date, _, _ = DATED_READERS[item.form](item.m, None, issued) or (None, None, "")
    if start_date is None or start_date > issued.isoformat() or leaning(item.lead) == "by":
        return item.mentions
    when = When(start_date, issued.isoformat(), "during", "goal")
    return [Mention(item.mentions[0].start, now.end(), when, "period:en:tied")]


def _one_period(text: str, first: _Found, last: _Found, issued: date | None) -> Mention[When] | None:
    begin, end = first.m.end(), last.m.start()
    tie = _TIE.fullmatch(text, begin, end) if end - begin <= _TIE_LENGTH else None
    if tie is None or first.form in _SPANS or last.form in _SPANS or (first.form == last.form == "year"):
        return None
    if tie["tie"] == "and" and first.lead != "between":
        return None
    if first.lead and leaning(first.lead) == "by":
        return None
    start_date, _, _ = DATED_READERS[first.form](first.m, None, issued) or (None, None, "")
    _, end_date, _ = DATED_READERS[last.form](last.m, None, issued) or (None, None, "")
    if start_date is None or end_date is None or start_date > end_date:
        return None
    start = first.mentions[0].start
    return Mention(start, last.m.end(), When(start_date, end_date, "during", "goal"), "period:en:tied")


def _dated_at(text: str, at: int, last: int) -> re.Match[str] | None:
    """The date around the year at ``at``."""
    begin, end = max(last, at - _BEFORE_YEAR), at + _AFTER_YEAR
    m = _first_dated(text, begin, end)
    while m is not None and m.end() <= at:  # an earlier year that belongs to a name
        m = _first_dated(text, m.end(), end)
    while m is not None and m.lastgroup == "monthrange" and _is_two_months(text, m):
        m = _first_dated(text, m.start() + 1, end)
    return m if m is not None and m.start() <= at and m.end() >= at + 4 else None


def _first_dated(text: str, begin: int, end: int) -> re.Match[str] | None:
    return next(matches_at(DATED_PLACES, DATED, text, begin, end), None)


def _is_two_months(text: str, m: re.Match[str]) -> bool:
    """In March and April 2021: two months and no range."""
    return m["mr_sep"].strip() == "and" and not text.endswith("between ", 0, m.start())


def _undated(text: str, issued: date | None) -> Iterator[Mention[When]]:
    last = 0
    for hint_start, hint_end, _ in UNDATED_HINTS.scan(text):
        m = UNDATED.search(text, max(last, hint_start - _BEFORE_HINT), hint_end + _AFTER_HINT)
        if m is None:
            continue
        last = m.end()
        form = _form_of(m, UNDATED_READERS)
        head = LEAD.search(text, max(0, m.start() - _LEAD_LENGTH), m.start())
        dates = UNDATED_READERS[form](m, head["lead"] if head else None, issued)
        if dates is not None:
            start = head.start() if head else m.start()
            yield Mention(start, m.end(), When(*dates, "goal"), "period:en:" + form)


def _form_of(m: re.Match[str], forms: Iterable[str]) -> str:
    """Which alternative matched."""
    return next(name for name in forms if m[name] is not None)


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a bare year belongs to a name: Climate Change Act 2008, 2023 Progress Report, the 2018 EED."""
    if text[max(0, start - 4) : start].lower() == "the " and _SHORT_TITLE_AFTER.match(text, end):
        return True
    return bool(_TITLE_BEFORE.search(text, max(0, start - 24), start) or _TITLE_AFTER.match(text, end))


def _is_of_act(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 4) : start].lower() == "the " and _ACRONYM_AFTER.match(text, end) is not None


def _resolve(
    text: str, m: re.Match[str], form: str, lead: str | None, start: int, issued: date | None
) -> list[Mention[When]]:
    why = "period:en:" + form
    if form == "range" and m["r_sep"] == "and" and lead != "between":
        return _two_years(m, lead, start)
    dates = DATED_READERS[form](m, lead, issued)
    if dates is None:
        return []
    if form in {"year", "slash", "fiscal"} and (
        _is_base(text, start, m, form, lead) or _cut_from(text, start, m, lead, issued)
    ):
        # The base of a comparison is the whole year, whatever word stands before it (from 2005 levels).
        dates = DATED_READERS[form](m, None, issued) or dates
        return [Mention(start, m.end(), When(*dates, "base"), why)]
    return [Mention(start, m.end(), When(*dates, "goal"), why)]


def _two_years(m: re.Match[str], lead: str | None, start: int) -> list[Mention[When]]:
    """Two years that an "and" joins (in 2020 and 2030), each a period of its own."""
    by = leaning(lead) == "by"
    both = []
    for name, begin in (("r_y1", start), ("r_y2", m.start("r_y2"))):
        year = int(m[name])
        span = When(None if by else first_day(year), last_day(year), "by" if by else "during", "goal")
        both.append(Mention(begin, m.end(name), span, "period:en:list"))
    return both


def _cut_from(text: str, start: int, m: re.Match[str], lead: str | None, issued: date | None) -> bool:
    """Cut by 15% from 2015, in a text of a later year: the year is what the cut starts from and no day to begin on."""
    if lead != "from" or issued is None or not _PERCENT_BEFORE.search(text, max(0, start - 40), start):
        return False
    year = YEAR.search(m[0])
    return year is not None and int(year[0]) < issued.year and not _GOES_ON.match(text, m.end())


def _is_base(text: str, start: int, m: re.Match[str], form: str, lead: str | None) -> bool:
    """Whether the words around a year make it what a change is measured from."""
    at = m.start("y") if form == "year" else m.start()
    if _PROJECTED.match(text, m.end()):
        return False
    if _BASE_AFTER.match(text, m.end()) or _BASE_BEFORE.search(text, max(0, at - 40), at):
        return True
    if lead in _BASE_LEADS and _BASE_FAR_BEFORE.search(text, max(0, start - 45), start):
        return True
    return lead == "since" and bool(_SINCE_AFTER_CHANGE.search(text, max(0, start - 40), at))
