"""The doubt report: every number of a text that no record uses, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docanalyzer.core.record import Citation, Measure, Period, Unused
from docanalyzer.languages.base import Unread

_NUMBER = re.compile(r"\d\d*(?:[.,]\d+)*")
_ARTICLE = re.compile(
    r"(?:第\s?|\b(?:article|section|chapter|annex|paragraph|recital|point|clause)s?\s)$", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_LINE_NUMBER = re.compile(r"(?:^|\n)[ \t　(（\[]*$")
_AFTER_LINE_NUMBER = re.compile(r"[.．、)）\]]|\s+\S")
_FOOTNOTE = re.compile(r"[\[(（⁽]$")


def find_unused(
    text: str,
    measures: Sequence[Measure],
    periods: Sequence[Period],
    citations: Sequence[Citation],
    unread: Sequence[Unread],
) -> tuple[Unused, ...]:
    """The numbers in digits outside every quantity and period; ``unread`` gives the finders' own reasons."""
    used = sorted(
        [(m.quantity.start, m.quantity.end) for m in measures if m.quantity] + [(p.start, p.end) for p in periods]
    )
    cited = [(c.start, c.end) for c in citations]
    marks = {mark.start: mark for mark in unread}
    found: list[Unused] = []
    at = cite = past = 0
    for m in _NUMBER.finditer(text):
        start, end = m.span()
        if start < past:
            continue
        while at < len(used) and used[at][1] <= start:
            at += 1
        if at < len(used) and used[at][0] < end:
            continue
        while cite < len(cited) and cited[cite][1] <= start:
            cite += 1
        inside = cite < len(cited) and cited[cite][0] < end
        mark = marks.get(start)
        reason = "document_number" if inside else _reason(text, start, end, mark.reason if mark else None)
        if mark and reason == "other_unit":
            end = past = mark.end  # 2.4 GHz, with its unit
        found.append(Unused(start, end, text[start:end], reason))
    return tuple(found)


def _reason(text: str, start: int, end: int, given: str | None) -> str:
    """Why a number stands for no quantity: the finder's word where it is a definite one, else by its surroundings."""
    if given is not None and given != "unknown_unit":
        return given
    if _ARTICLE.search(text, max(0, start - 12), start):
        return "article_number"
    if _YEAR.match(text, start, end):
        return "year"
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if (before.isascii() and (before.isalnum() or before in "_/#-.@")) or (after.isascii() and after.isalpha()):
        return "name"
    if _FOOTNOTE.match(before) and after in ")）]⁾":
        return "footnote"
    if _LINE_NUMBER.search(text, max(0, start - 6), start) and _AFTER_LINE_NUMBER.match(text, end):
        return "list_number"
    return given or "no_unit"
