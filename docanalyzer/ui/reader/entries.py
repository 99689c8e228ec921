"""The records of a document as lists and cards show them, in the language of the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from docanalyzer.core.record import Analysis, Baseline, Deadline, Measure, Period, Provision, Unused
from docanalyzer.present import number_in_words, one_line
from docanalyzer.ui import names
from docanalyzer.ui.reader.marks import unused_id
from docanalyzer.ui.words import t

Tab = Literal["target", "figure", "provision", "deadline", "unused", "notice"]
TABS: Final[tuple[Tab, ...]] = ("target", "figure", "provision", "deadline", "unused", "notice")

Record = Measure | Provision | Deadline | Unused
_AROUND = 18


@dataclass(frozen=True, slots=True)
class Found:
    """A record with the list that it stands in."""

    tab: Tab
    id: str
    record: Record


def records(analysis: Analysis, tab: Tab) -> list[Found]:
    """The records of one list, in the order of the analysis; notices are no records."""
    return [found for found in _all(analysis) if found.tab == tab]


def find(analysis: Analysis, record_id: str | None) -> Found | None:
    """The record of an id, also of a number that no record uses."""
    return next((found for found in _all(analysis) if found.id == record_id), None) if record_id else None


def count(analysis: Analysis, tab: Tab) -> int:
    """How many entries a list has."""
    lists = {
        "target": analysis.targets,
        "figure": analysis.figures,
        "provision": analysis.provisions,
        "deadline": analysis.deadlines,
        "unused": analysis.unused,
        "notice": analysis.notices,
    }
    return len(lists[tab])


def _all(analysis: Analysis) -> Iterator[Found]:
    yield from (Found("target", record.id, record) for record in analysis.targets)
    yield from (Found("figure", record.id, record) for record in analysis.figures)
    yield from (Found("provision", record.id, record) for record in analysis.provisions)
    yield from (Found("deadline", record.id, record) for record in analysis.deadlines)
    yield from (Found("unused", unused_id(record.start), record) for record in analysis.unused)


def row(analysis: Analysis, found: Found) -> dict[str, object]:
    """A row of a list: ``name`` and ``value`` are its first line, ``parts`` the second; ``due`` sorts by date."""
    record = found.record
    shown: dict[str, object] = {"id": found.id, "value": "", "review": ""}
    if isinstance(record, Measure):
        role = names.word("role", record.role) if found.tab == "figure" else ""
        shown |= {
            "name": indicator(record) or one_line(record.evidence.text),
            "value": value(record),
            "parts": _filled(role, names.period(record.period), baseline_part(record)),
            "due": _due(record.period),
        }
    elif isinstance(record, Provision):
        shown |= {
            "name": one_line(record.text),
            "parts": _filled(
                names.words("force", record.force),
                names.listed(record.actors, names.agency),
                names.period(record.period),
            ),
            "due": _due(record.period),
        }
    elif isinstance(record, Deadline):
        shown |= {"name": one_line(record.what.text), "value": names.period(record.period), "parts": []}
        shown["due"] = _due(record.period)
    else:
        start, end = max(0, record.start - _AROUND), record.end + _AROUND
        around = one_line(analysis.document.text[start:end])
        shown |= {
            "name": record.text,
            "value": "",
            "parts": [names.word("unused_reason", record.reason), f"…{around}…"],
        }
    if isinstance(record, Measure | Provision):
        shown["confidence"] = record.confidence
        shown["review"] = names.word("reviewed", record.review.status) if record.review else ""
    return shown


def _filled(*parts: str) -> list[str]:
    return [part for part in parts if part]


def _due(period: Period | None) -> str:
    """What a list is sorted by; undated ones come last."""
    return (period.end_date or period.start_date or "9999") if period else "9999"


def baseline_part(record: Measure) -> str:
    """The baseline as part of a line."""
    shown = baseline(record.baseline)
    return t("read.from_baseline", baseline=shown) if shown else ""


def label(found: Found) -> str:
    """One line that names a record: what the reader says aloud, and the heading of its card."""
    record = found.record
    if isinstance(record, Measure):
        name = indicator(record) or one_line(record.evidence.text)
        return " · ".join(_filled(name, value(record), names.period(record.period)))
    if isinstance(record, Provision):
        return names.words("force", record.force)
    if isinstance(record, Deadline):
        return names.period(record.period)
    return f"{record.text} · {names.word('unused_reason', record.reason)}"


def indicator(measure: Measure) -> str:
    """The catalogue's name of what is measured, else the words of the document."""
    return names.indicator(measure.indicator.id, measure.indicator.text) if measure.indicator else ""


def value(measure: Measure) -> str:
    """The value with an arrow for the direction."""
    return " ".join(part for part in (names.arrow(measure.direction), names.value(measure.quantity)) if part)


def baseline(found: Baseline | None) -> str:
    """``2020``, ``2015, 3.2 %`` or the previous year."""
    if found is None:
        return ""
    if found.relation == "previous_year":
        return t("value.previous_year")
    level = ""
    if found.value is not None:
        level = f"{number_in_words(found.value)} {names.unit(found.unit) if found.unit else ''}".strip()
    year = t("value.year", year=found.year) if found.year else ""
    return ", ".join(_filled(year, level)) or one_line(found.text)


def section_path(analysis: Analysis, section: str | None) -> str:
    """The headings over a record, the highest first."""
    if section is None:
        return ""
    wanted = section.split(".")
    ids = {".".join(wanted[: depth + 1]) for depth in range(len(wanted))}
    titles = [f"{s.number or ''}{s.title}".strip() for s in analysis.document.sections if s.id in ids]
    return " › ".join(titles)
