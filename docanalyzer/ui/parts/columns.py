"""The columns of the tables of each kind of row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docanalyzer.library import DeadlineRow, DocumentRow, ProvisionRow, RecordRow
from docanalyzer.present import one_line
from docanalyzer.ui import names, source
from docanalyzer.ui.parts.tables import Column
from docanalyzer.ui.words import t


def document_title(row: DocumentRow | RecordRow | ProvisionRow | DeadlineRow) -> str:
    """What a document is called: its title, else the name of its file."""
    return row.title or (row.name if isinstance(row, DocumentRow) else row.document_name)


def _value(row: RecordRow) -> str:
    value = names.amount(row, row.unit, row.counted) or row.value
    return f"{names.arrow(row.direction)} {value}".strip()


def _due(row: RecordRow | ProvisionRow | DeadlineRow) -> str:
    return names.span(row.period_start, row.due, row.relation, row.period)


def _regions(row: RecordRow | ProvisionRow | DeadlineRow) -> str:
    return names.listed(row.regions or ((row.jurisdiction,) if row.jurisdiction else ()), names.region)


def _industries(row: RecordRow | ProvisionRow | DeadlineRow) -> str:
    return names.listed(row.industries, names.industry)


def _review(row: RecordRow | ProvisionRow) -> str:
    return names.word("reviewed", row.review)


DOCUMENTS: Final = (
    Column("title", document_title, 380),
    Column("issued_on", lambda row: row.issued_on or "", 95),
    Column("targets", lambda row: row.targets, 75, "number"),
    Column("figures", lambda row: row.figures, 75, "number"),
    Column("provisions", lambda row: row.provisions, 85, "number"),
    Column("deadlines", lambda row: row.deadlines, 80, "number"),
    Column("unused", lambda row: row.unused, 80, "number"),
    Column("reviewed", lambda row: row.reviewed, 80, "number"),
    Column("issuers", lambda row: names.listed(row.issuers, names.agency), 180),
    Column("document_kind", lambda row: names.word("document_kind", row.kind), 100),
    Column("text_language", lambda row: names.word("text_language", row.language), 110),
    Column("collections", lambda row: names.listed(row.collections, source.collection_name), 140),
    Column("file", lambda row: row.name, 200),
)

MEASURES: Final = (
    Column("indicator", lambda row: names.indicator(row.indicator_id, row.indicator), 220),
    Column("value", _value, 140),
    Column("due", _due, 125),
    Column("evidence", lambda row: one_line(row.evidence), 330),
    Column("document", document_title, 220),
    Column("baseline", lambda row: row.baseline, 100),
    Column("regions", _regions, 120),
    Column("industries", _industries, 140),
    Column("role", lambda row: names.word("role", row.role), 80),
    Column("review", _review, 90),
    Column("confidence", lambda row: row.confidence, 110, "share"),
)

PROVISIONS: Final = (
    Column("force", lambda row: names.words("force", row.force), 110),
    Column("provision", lambda row: one_line(row.text), 480),
    Column("due", _due, 130),
    Column("actors", lambda row: names.listed(row.actors, names.agency), 180),
    Column("instruments", lambda row: names.words("instrument", row.instruments), 150),
    Column("regions", _regions, 120),
    Column("industries", _industries, 140),
    Column("document", document_title, 220),
    Column("review", _review, 90),
    Column("confidence", lambda row: row.confidence, 95, "share"),
)

DEADLINES: Final = (
    Column("due", _due, 140),
    Column("what", lambda row: one_line(row.what), 440),
    Column("values", lambda row: _joined(row.values), 160),
    Column("actors", lambda row: names.listed(row.actors, names.agency), 200),
    Column("force", lambda row: names.words("force", row.force), 110),
    Column("regions", _regions, 120),
    Column("industries", _industries, 140),
    Column("document", document_title, 240),
)


def _joined(values: Sequence[str]) -> str:
    about = "about "
    return "; ".join(
        t("value.about", value=value.removeprefix(about)) if value.startswith(about) else value
        for value in values
        if value
    )
