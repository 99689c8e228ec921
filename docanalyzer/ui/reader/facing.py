"""A record's card as data for its component."""

from __future__ import annotations

from typing import Any, Final

from docanalyzer.core.record import Analysis, Measure, Provision
from docanalyzer.ui import names
from docanalyzer.ui.reader import editing
from docanalyzer.ui.reader.card import Fact, citation, evidence, facts
from docanalyzer.ui.reader.entries import Found, label
from docanalyzer.ui.words import t

# The line of the card that shows a slot of the record.
_LINES: Final = {
    "quantity": "value",
    "period": "deadline",
    "instruments": "instrument",
    "regions": "region",
    "industries": "industry",
    "scope.regions": "region",
    "scope.industries": "industry",
    "scope.subject": "subject",
}


def card_data(analysis: Analysis, found: Found, *, around: int = 0) -> dict[str, Any]:
    """Everything that the card shows; with ``around`` so many characters of the text before and after the evidence."""
    quote = evidence(found)
    document = analysis.document
    machine = _machine(found)
    return {
        "document": document.id,
        "record": found.id,
        "kind": found.tab,
        "chip": t(f"read_one.{found.tab}"),
        "title": label(found),
        "before": document.text[max(0, quote.start - around) : quote.start] if around else "",
        "quote": quote.text,
        "after": document.text[quote.end : quote.end + around] if around else "",
        "lang": "en" if document.language == "en" else "zh-CN",
        "place": f"{_place(quote.start, quote.end, quote.page)} · {found.id}",
        "facts": [_line(fact, machine) for fact in (*facts(analysis, found), *_reviewed(found))],
        "citation": citation(document, quote),
        "words": {name: t(f"read.{name}") for name in ("cite", "link", "copied")},
    }


def _line(fact: Fact, machine: dict[str, str]) -> dict[str, str]:
    place = "" if fact.start is None or fact.end is None else _place(fact.start, fact.end, fact.page)
    return {
        "slot": fact.slot,
        "name": t(f"slot.{fact.slot}"),
        "value": fact.value,
        "quote": fact.quote,
        "place": place,
        "why": fact.why,
        "machine": machine.get(fact.slot, ""),
    }


def _machine(found: Found) -> dict[str, str]:
    """What the machine had in slots that a reviewer corrected, by the line of the card."""
    record = found.record
    if not isinstance(record, Measure | Provision) or record.review is None:
        return {}
    shown: dict[str, str] = {}
    for slot, value in record.review.machine.items():
        line = _LINES.get(slot) or _LINES.get(slot.partition(".")[0], slot.partition(".")[0])
        shown[line] = t("review.machine", value=editing.shown(slot, value))
    return shown


def _place(start: int, end: int, page: int | None) -> str:
    shown = t("read.evidence_place", start=start, end=end)
    return f"{t('read.page_place', page=page)} · {shown}" if page else shown


def _reviewed(found: Found) -> list[Fact]:
    record = found.record
    if not isinstance(record, Measure | Provision) or record.review is None:
        return []
    review = record.review
    who = f"{review.by}, {review.at[:16].replace('T', ' ')} UTC"
    why = " · ".join(part for part in (who, review.note) if part)
    return [Fact("reviewed", names.word("reviewed", review.status), why=why)]
