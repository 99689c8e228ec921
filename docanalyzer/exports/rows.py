"""Records as flat rows, one table for each kind: what CSV and spreadsheets are written from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docanalyzer.core.record import Analysis, Measure

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """``value`` reads the cell from the analysis and one record of it; ``width`` is in characters, for spreadsheets."""

    name: str
    width: int
    value: Callable[[Analysis, Any], Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: ``records`` picks from an analysis what gets a row each."""

    name: str
    records: Callable[[Analysis], Iterable[Any]]
    columns: tuple[Column, ...]

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    def rows(self, analysis: Analysis) -> Iterable[list[Cell]]:
        """One list of cells for each record, in the order of the header."""
        for record in self.records(analysis):
            yield [column.value(analysis, record) for column in self.columns]


def _join(values: Sequence[str]) -> str | None:
    return "; ".join(values) or None


def _section_title(analysis: Analysis, section: str | None) -> str | None:
    found = next((s for s in analysis.document.sections if s.id == section), None)
    return None if found is None else f"{found.number or ''}{' ' if found.number and found.title else ''}{found.title}"


def _machine(record: Any) -> str | None:
    """What the machine had found where a person corrected it: ``role: "target"; quantity.low: 18.0``."""
    machine = record.review.machine if record.review else {}
    return _join([f"{slot}: {json.dumps(value, ensure_ascii=False)}" for slot, value in machine.items()])


def _regions(_: Analysis, record: Any) -> Cell:
    return _join(record.regions)


def _industries(_: Analysis, record: Any) -> Cell:
    return _join(record.industries)


_DOCUMENT = (
    Column("document", 28, lambda a, _: a.document.name),
    Column("title", 36, lambda a, _: a.document.title),
    Column("issued_on", 11, lambda a, _: a.document.issued_on),
    Column("issuers", 14, lambda a, _: _join(a.document.issuers)),
    Column("language", 9, lambda a, _: a.document.language),
)
_TAIL = (Column("document_id", 20, lambda a, _: a.document.id),)


def _period(of: Callable[[Any], Any]) -> tuple[Column, ...]:
    return (
        Column("period", 18, lambda _, r: of(r).text if of(r) else None),
        Column("period_relation", 10, lambda _, r: of(r).relation if of(r) else None),
        Column("period_start", 11, lambda _, r: of(r).start_date if of(r) else None),
        Column("period_end", 11, lambda _, r: of(r).end_date if of(r) else None),
    )


def _position(name: str, of: Callable[[Any], Any], width: int = 60) -> tuple[Column, ...]:
    return (
        Column(name, width, lambda _, r: of(r).text),
        Column("page", 6, lambda _, r: of(r).page),
        Column("start", 8, lambda _, r: of(r).start),
        Column("end", 8, lambda _, r: of(r).end),
    )


_QUANTITY = (
    Column("quantity", 16, lambda _, m: m.quantity.text if m.quantity else None),
    Column("comparison", 10, lambda _, m: m.quantity.comparison if m.quantity else None),
    Column("low", 12, lambda _, m: m.quantity.low if m.quantity else None),
    Column("high", 12, lambda _, m: m.quantity.high if m.quantity else None),
    Column("unit", 9, lambda _, m: m.quantity.unit if m.quantity else None),
    Column("counted", 10, lambda _, m: m.quantity.counted if m.quantity else None),
    Column("approximate", 10, lambda _, m: m.quantity.approximate if m.quantity else None),
)
_BASELINE = (
    Column("baseline", 16, lambda _, m: m.baseline.text if m.baseline else None),
    Column("baseline_relation", 12, lambda _, m: m.baseline.relation if m.baseline else None),
    Column("baseline_year", 9, lambda _, m: m.baseline.year if m.baseline else None),
    Column("baseline_value", 10, lambda _, m: m.baseline.value if m.baseline else None),
    Column("baseline_unit", 9, lambda _, m: m.baseline.unit if m.baseline else None),
)
_REVIEW = (
    Column("review", 10, lambda _, r: r.review.status if r.review else None),
    Column("review_by", 16, lambda _, r: r.review.by if r.review else None),
    Column("review_at", 20, lambda _, r: r.review.at if r.review else None),
    Column("review_note", 30, lambda _, r: r.review.note or None if r.review else None),
    Column("machine_values", 30, lambda _, r: _machine(r)),
)
_MEASURE = (
    *_DOCUMENT,
    Column("role", 10, lambda _, m: m.role),
    Column("indicator", 32, lambda _, m: m.indicator.text if m.indicator else None),
    Column("indicator_id", 20, lambda _, m: m.indicator.id if m.indicator else None),
    *_QUANTITY,
    Column("kind", 16, lambda _, m: m.kind),
    Column("direction", 10, lambda _, m: m.direction),
    *_BASELINE,
    *_period(lambda m: m.period),
    Column("regions", 14, lambda _, m: _join(m.scope.regions)),
    Column("industries", 14, lambda _, m: _join(m.scope.industries)),
    Column("subject", 18, lambda _, m: m.scope.subject),
    Column("binding", 9, lambda _, m: m.binding),
    *_position("evidence", lambda m: m.evidence),
    Column("section", 28, lambda a, m: _section_title(a, m.section)),
    Column("table", 6, lambda _, m: m.table.table if m.table else None),
    Column("row", 6, lambda _, m: m.table.row if m.table else None),
    Column("column", 7, lambda _, m: m.table.column if m.table else None),
    Column("rule", 16, lambda _, m: m.rule),
    Column("why", 40, lambda _, m: _join([f"{slot}: {reason}" for slot, reason in m.why.items()])),
    Column("confidence", 10, lambda _, m: m.confidence),
    Column("from_ocr", 8, lambda _, m: m.from_ocr),
    *_REVIEW,
    Column("id", 18, lambda _, m: m.id),
    *_TAIL,
)
_ENTITY = (
    *_DOCUMENT,
    Column("code", 14, lambda _, e: e.code),
    Column("name_zh", 22, lambda _, e: e.name.zh),
    Column("name_en", 30, lambda _, e: e.name.en),
    *_position("text", lambda e: e, width=24),
    Column("why", 24, lambda _, e: e.why),
    *_TAIL,
)
_PROVISION = (
    *_DOCUMENT,
    Column("force", 20, lambda _, p: _join(p.force)),
    Column("instruments", 24, lambda _, p: _join(p.instruments)),
    Column("actors", 24, lambda _, p: _join(p.actors)),
    Column("regions", 14, _regions),
    Column("industries", 14, _industries),
    *_period(lambda p: p.period),
    *_position("text", lambda p: p, width=80),
    Column("section", 28, lambda a, p: _section_title(a, p.section)),
    Column("targets", 20, lambda _, p: _join(p.targets)),
    Column("why", 40, lambda _, p: _join([f"{slot}: {reason}" for slot, reason in p.why.items()])),
    Column("confidence", 10, lambda _, p: p.confidence),
    Column("from_ocr", 8, lambda _, p: p.from_ocr),
    *_REVIEW,
    Column("id", 18, lambda _, p: p.id),
    *_TAIL,
)
_DEADLINE = (
    *_DOCUMENT,
    *_period(lambda d: d.period),
    *_position("what", lambda d: d.what),
    Column("provision", 18, lambda _, d: d.provision),
    Column("targets", 20, lambda _, d: _join(d.targets)),
    Column("id", 18, lambda _, d: d.id),
    *_TAIL,
)
_PERIOD_NAMED = (
    *_DOCUMENT,
    *_period(lambda p: p)[1:],
    *_position("text", lambda p: p, width=24),
    *_TAIL,
)
_CITATION = (
    *_DOCUMENT,
    Column("cited_title", 40, lambda _, c: c.title),
    Column("cited_number", 20, lambda _, c: c.number),
    *_position("text", lambda c: c, width=40),
    *_TAIL,
)
_NOTICE = (
    *_DOCUMENT,
    Column("notice", 24, lambda _, n: n.code),
    Column("message", 60, lambda _, n: n.message),
    Column("count", 7, lambda _, n: n.count),
    Column("page", 6, lambda _, n: n.page),
    *_TAIL,
)
_UNUSED = (
    *_DOCUMENT,
    Column("reason", 18, lambda _, u: u.reason),
    *_position("text", lambda u: u, width=20),
    Column("context", 60, lambda a, u: a.document.text[max(0, u.start - 30) : u.end + 30]),
    *_TAIL,
)
_OVERVIEW = (
    *_DOCUMENT,
    Column("number", 20, lambda a, _: a.document.number),
    Column("kind", 12, lambda a, _: a.document.kind),
    Column("jurisdiction", 12, lambda a, _: a.document.jurisdiction),
    Column("media_type", 18, lambda a, _: a.document.media_type),
    Column("characters", 10, lambda a, _: len(a.document.text)),
    Column("pages", 7, lambda a, _: len(a.document.pages) or None),
    Column("targets", 8, lambda a, _: len(a.targets)),
    Column("figures", 8, lambda a, _: len(a.figures)),
    Column("provisions", 10, lambda a, _: len(a.provisions)),
    Column("deadlines", 9, lambda a, _: len(a.deadlines)),
    Column("unused", 8, lambda a, _: len(a.unused)),
    Column("notices", 60, lambda a, _: _join([f"{n.message} ({n.count})" for n in a.notices])),
    *_TAIL,
)


def measures(analysis: Analysis) -> Iterable[Measure]:
    """Targets and figures together, in text order."""
    return sorted((*analysis.targets, *analysis.figures), key=lambda m: (m.evidence.start, _at(m)))


def _at(measure: Measure) -> int:
    return measure.quantity.start if measure.quantity else measure.evidence.start


MEASURES = Table("measures", measures, _MEASURE)
"""Every number with its role; what CSV holds."""

SHEETS = (
    Table("targets", lambda a: a.targets, _MEASURE),
    Table("figures", lambda a: a.figures, _MEASURE),
    Table("provisions", lambda a: a.provisions, _PROVISION),
    Table("deadlines", lambda a: a.deadlines, _DEADLINE),
    Table("periods", lambda a: a.periods, _PERIOD_NAMED),
    Table("regions", lambda a: a.regions, _ENTITY),
    Table("industries", lambda a: a.industries, _ENTITY),
    Table("agencies", lambda a: a.agencies, _ENTITY),
    Table("citations", lambda a: a.citations, _CITATION),
    Table("unused", lambda a: a.unused, _UNUSED),
    Table("notices", lambda a: a.notices, _NOTICE),
    Table("documents", lambda a: [a], _OVERVIEW),
)
"""A table for each kind of record: the sheets of a workbook, the tables of a data package."""
