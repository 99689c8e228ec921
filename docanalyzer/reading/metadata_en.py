"""Title, number, date and issuers of English documents."""

from __future__ import annotations

import re

from docanalyzer.core.document import Metadata
from docanalyzer.reading.dates import EN_DATE, en_date

_DATE = re.compile(EN_DATE, re.IGNORECASE)
# What may stand before a date on a line that only dates the document: a place, a name, “Submitted”.
_DATE_LINE = re.compile(rf"(.{{0,60}}?)[,\s(]*\b({EN_DATE})[.)]*", re.IGNORECASE)
_DONE = re.compile(rf"(?:Done|Signed|Adopted|Approved|Published|Issued)\b.{{0,40}}?({EN_DATE})[.)]*", re.IGNORECASE)
_NO_DATING = re.compile(
    r"\b(?:by|until|since|to|from|before|after|in|between|and|than|through|until|as)\s*$", re.IGNORECASE
)
_ACT_DATE = re.compile(rf"of ({EN_DATE})", re.IGNORECASE)
_ACT = re.compile(
    r"(?:COMMISSION |COUNCIL )?(?:DELEGATED |IMPLEMENTING )?(?:REGULATION|DIRECTIVE|DECISION|RECOMMENDATION)\b",
    re.IGNORECASE,
)
_ACT_NUMBER = re.compile(r"\((?:EU|EC|EEC|Euratom)\)\s(?:No\s)?\d{1,4}/\d{1,4}|\b\d{2,4}/\d{1,4}/(?:EU|EC|EEC)\b")
_PAPER_NUMBER = re.compile(r"\b(?:COM|SWD|JOIN|SEC|C)\(\d{4}\)\s?\d+(?:\s(?:final|draft))?")
_BRUSSELS = re.compile(r"\bBrussels, (\d{1,2}\.\d{1,2}\.\d{4})")
_SKIPPED = re.compile(
    r"(?:EN|PDF|HTML|Contents?|Table of contents|Foreword|Introduction|CHAPTER \d+|Page \d+.*|©.*|!\[.*|https?:.*"
    r"|www\..*"
    r"|.*Official Journal.*|.*\b(?:Phone|Tel|Fax)\b.*|(?:Ref|No|Date)\b.*|.*@.*|.*_{4,}.*|.*\.{4,}.*|\d.*\t.*)",
    re.IGNORECASE,
)
# A line that names a country and nothing else.
_STATE = re.compile(
    r"(?:The )?(?:[A-Z][\w’'-]*\s+){0,3}"
    r"(?:Kingdom|Republic|States|State|Federation|Commonwealth|Sultanate|Emirates|Principality|Union)"
    r"(?:\s+of(?:\s+[A-Z]\w*){1,4})?",
    re.IGNORECASE,
)
_AGENCY_WORDS = (
    "ministry", "department", "directorate", "government", "commission", "council", "agency", "office", "parliament",
    "administration", "authority", "bureau", "cabinet",
)  # fmt: skip
# Small words (of, for) are letters too: named beside them a long line could be read in too many ways.
_AGENCY = re.compile(
    rf"(?:The )?(?:[A-Z][\w’'.-]*\s+){{0,5}}(?:{'|'.join(_AGENCY_WORDS)})(?:\s+(?:&|[A-Z][\w’'.,-]*))*",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_LONGEST_NAME, _LONGEST_DATE = 90, 30
_SMALL = frozenset({"of", "for", "and", "the", "on", "&"})


def find_english(head: list[str], tail: list[str]) -> Metadata:
    """What the head and the tail of an English text say of it."""
    top = [line for line in head[:14] if len(line) < 400]
    title, after = _title(top)
    issued_on = _date(top, tail, title, after)
    return Metadata(title=title, issued_on=issued_on, issuers=_issuers(top), number=_number(top))


def _number(lines: list[str]) -> str | None:
    """The number of an EU act in its title, of a paper on a short line; numbers elsewhere are of other documents."""
    for line in lines[:10]:
        found = _ACT_NUMBER.search(line[:80]) if _ACT.match(line) else None
        if found is None and (len(line) < 60 or _BRUSSELS.search(line)):
            found = _PAPER_NUMBER.search(line)
        if found:
            return found[0]
    return None


def _title(lines: list[str]) -> tuple[str | None, int]:
    for start, line in enumerate(lines[:10]):
        if not _may_be_title(line):
            if len(line) > 200:
                break
            continue
        parts, at = [line], start + 1
        act = bool(_ACT.match(line))
        while at < len(lines) and len(parts) < 4 and _goes_on(parts[-1], lines[at], act=act):
            parts.append(lines[at])
            at += 1
        return " ".join(parts), at
    return None, 0


def _may_be_title(line: str) -> bool:
    if not 8 <= len(line) <= 220 or len(line.split()) < 2 or _SKIPPED.fullmatch(line):
        return False
    if line.endswith((".", ";", ":", ",")) or not (line[0].isupper() or line[0].isdigit() or line[0] in "“‘\"'"):
        return False
    dated = _DATE_LINE.fullmatch(line)
    if (dated and len(dated[1].split()) < 6) or line.startswith("Brussels"):
        return False
    return not any(pattern.fullmatch(line) for pattern in (_AGENCY, _STATE, _PAPER_NUMBER))


def _goes_on(line: str, following: str, *, act: bool) -> bool:
    """Whether the title is broken and goes on: EU acts have their date and their subject on lines of their own."""
    if len(following) > 300 or following.startswith("("):
        return False
    if act:
        return following[0].islower()
    if following.endswith(".") or _SKIPPED.fullmatch(following):
        return False
    hanging = line.lower().endswith((" of", " and", " the", " for", " to", " in", " on", " –", " -", ":"))
    return hanging or (following[0].islower() and len(following) < 120)


def _date(top: list[str], tail: list[str], title: str | None, after: int) -> str | None:
    if title and _ACT.match(title) and (found := _ACT_DATE.search(title)):
        return en_date(found[1])
    for line in (*top[after : after + 6], *top[:after], *tail):
        if len(line) > 110:
            continue
        if found := _DONE.fullmatch(line):
            return en_date(found[1])
        dated = _DATE_LINE.fullmatch(line)
        if dated and len(dated[1].split()) <= 8 and not _NO_DATING.search(dated[1]):
            return en_date(dated[2])
    # Between the title and the date of a cover there may be more lines; such a date stands alone.
    alone = next((found for line in top if (found := _DATE.fullmatch(line))), None)
    if alone:
        return en_date(alone[0])
    # The whole head of a paper may have become one line.
    found = next((m for line in top if (m := _BRUSSELS.search(line))), None)
    return en_date(found[1]) if found else None


def _issuers(top: list[str]) -> tuple[str, ...]:
    """Lines of the head that are the name of an authority and nothing else."""
    names = []
    for line in top:
        # To look for a date in a line costs more than all else.
        if not any(word in line.lower() for word in _AGENCY_WORDS):
            continue
        name = re.split(r"\s{2,}", line)[0].rstrip(",")
        dated = _DATE.search(name, 0, _LONGEST_NAME + _LONGEST_DATE) if _DIGIT.search(name) else None
        name = name[: dated.start()].strip(" ,") if dated else name
        named = len(name) <= _LONGEST_NAME and _AGENCY.fullmatch(name)
        if named and all(w[0].isupper() or w in _SMALL for w in name.split()):
            names.append(name)
    return tuple(dict.fromkeys(names))
