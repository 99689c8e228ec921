"""A record as one side of a comparison shows it: plain data for the components, in the language of the screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from docanalyzer.comparison.pairs import Compared
from docanalyzer.comparison.report import Pair, Report
from docanalyzer.comparison.versions import Edit
from docanalyzer.core.record import Measure, Provision
from docanalyzer.core.span import Quote
from docanalyzer.present import one_line
from docanalyzer.ui import links, names, words
from docanalyzer.ui.comparing.reasons import reasons, steps
from docanalyzer.ui.words import t

_LANG: Final = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en"}
Record = Measure | Provision
Tag = tuple[str, str]
"""Id and word of a tag; the id says its colour."""


class Sides:
    """Makes the sides of the pairs of some documents."""

    def __init__(self, documents: Sequence[Compared]) -> None:
        self.titles = _titles(documents)
        self._lang = {document.id: _LANG.get(document.language, "en") for document in documents}

    @classmethod
    def of(cls, report: Report) -> Sides:
        """For the documents of a report."""
        return cls(report.documents)

    def pair(self, pair: Pair, tags: Iterable[Tag]) -> dict[str, Any]:
        """A pair with its tags, reason and arithmetic; edits are marked in the right text."""
        left = self.record(pair.left_document, pair.left)
        right = self.record(pair.right_document, pair.right)
        if pair.edits and left and right:
            left["quote"] = _edited(pair.edits, "insert")
            right["quote"] = _edited(pair.edits, "delete")
        reason = [*reasons(pair.reason), *(one for lost in pair.lost for one in reasons(lost))]
        return {
            "tags": tags_of(tags),
            "reason": t("compare.and").join(reason),
            "steps": [steps(step) for step in pair.arithmetic],
            "sides": [left, right],
        }

    def record(self, document: str, record: Record | None) -> dict[str, Any] | None:
        """A record with its evidence and the address that opens it in the reader; null without a record."""
        if record is None:
            return None
        side = self._provision(record) if isinstance(record, Provision) else self._measure(record)
        params = {links.DOCUMENT: document, links.RECORD: record.id, "lang": words.language()}
        return {
            "title": self.titles.get(document, document[:12]),
            "lang": self._lang.get(document, "en"),
            "document": document,
            "record": record.id,
            "href": f"read?{urlencode(params)}",
            **side,
        }

    def quote(self, document: str, quote: Quote, facts: Sequence[str] = ()) -> dict[str, Any]:
        """Words of a document that belong to no record."""
        params = {links.DOCUMENT: document, "lang": words.language()}
        return {
            "title": self.titles.get(document, document[:12]),
            "lang": self._lang.get(document, "en"),
            "document": document,
            "record": None,
            "href": f"read?{urlencode(params)}",
            "name": "",
            "value": "",
            "facts": list(facts),
            "quote": [{"kind": "text", "text": one_line(quote.text)}],
            "place": place_of(quote.start, quote.end, None),
        }

    def _measure(self, record: Measure) -> dict[str, Any]:
        facts = (
            names.period(record.period),
            t("compare.from", base=base) if (base := names.baseline(record.baseline)) else "",
            names.listed(record.scope.regions, names.region),
            names.listed(record.scope.industries, names.industry),
            names.word("binding", record.binding),
            names.word("reviewed", record.review.status) if record.review else "",
        )
        evidence = record.evidence
        number = record.quantity
        mark = (number.start - evidence.start, number.end - evidence.start) if number else (0, 0)
        return {
            "name": indicator_of(record),
            "value": value_of(record),
            "facts": [fact for fact in facts if fact],
            "quote": _marked(evidence.text, *mark),
            "place": place_of(evidence.start, evidence.end, evidence.page),
        }

    def _provision(self, record: Provision) -> dict[str, Any]:
        facts = (
            names.period(record.period),
            names.listed(record.actors, names.agency),
            names.listed(record.regions, names.region),
            names.listed(record.industries, names.industry),
        )
        return {
            "name": names.words("force", record.force),
            "value": "",
            "facts": [fact for fact in facts if fact],
            "quote": [{"kind": "text", "text": one_line(record.text)}],
            "place": place_of(record.start, record.end, record.page),
        }


def _titles(documents: Sequence[Compared]) -> dict[str, str]:
    """Id -> title; two documents of one title are told apart by the names of their files."""
    named = {document.id: one_line(document.title or "") or document.name for document in documents}
    often = Counter(named.values())
    return {
        document.id: f"{named[document.id]} ({document.name})" if often[named[document.id]] > 1 else named[document.id]
        for document in documents
    }


def tags_of(tags: Iterable[Tag]) -> list[dict[str, str]]:
    """Tags as the components take them."""
    return [{"id": id_, "text": text} for id_, text in tags]


def indicator_of(record: Measure) -> str:
    """The catalogue's name of the indicator; else the document's words for it, or the beginning of the evidence."""
    found = names.indicator(record.indicator.id, record.indicator.text) if record.indicator else ""
    return found or one_line(record.evidence.text)[:60]


def value_of(record: Measure) -> str:
    """``↓ 18%``, ``≥ 20 GW``; the direction alone for a target without a number."""
    arrow = "" if record.kind == "level" and record.quantity else names.arrow(record.direction)
    return f"{arrow} {names.value(record.quantity)}".strip() or t("compare.no_number")


def _marked(text: str, start: int, end: int) -> list[dict[str, str]]:
    if not 0 <= start < end <= len(text):
        return [{"kind": "text", "text": one_line(text)}]
    parts = (("text", text[:start]), ("mark", text[start:end]), ("text", text[end:]))
    return [{"kind": kind, "text": _in_line(part)} for kind, part in parts if part]


def _edited(edits: Iterable[Edit], leave: str) -> list[dict[str, str]]:
    return [{"kind": edit.kind, "text": _in_line(edit.text)} for edit in edits if edit.kind != leave]


def _in_line(text: str) -> str:
    """One line, with the blanks at the ends that part it from what stands beside it."""
    before = " " if text[:1].isspace() else ""
    after = " " if text.strip() and text[-1:].isspace() else ""
    return f"{before}{one_line(text)}{after}"


def place_of(start: int, end: int, page: int | None) -> str:
    """Where words stand in their document."""
    place = t("compare.place", start=start, end=end)
    return f"{t('compare.page', page=page)} · {place}" if page else place
