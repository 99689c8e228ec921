"""Queries of documents and records as SQL, and their rows as values."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, false, func, or_, select

from docanalyzer.knowledge.industries import letter
from docanalyzer.knowledge.regions import is_within
from docanalyzer.library.flatten import haystack
from docanalyzer.library.model import (
    Choice,
    DeadlineRow,
    DocumentQuery,
    DocumentRow,
    ProvisionRow,
    RecordQuery,
    RecordRow,
)
from docanalyzer.library.schema import codes, collections, documents, records, tags
from docanalyzer.version import current_versions

RecordType = Literal["measure", "provision", "deadline"]

DOCUMENT_ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "-added": (documents.c.no.desc(),),
    "added": (documents.c.no,),
    "name": (documents.c.name, documents.c.no),
    "-name": (documents.c.name.desc(), documents.c.no),
    "title": (documents.c.title.nulls_last(), documents.c.no),
    "-title": (documents.c.title.desc().nulls_last(), documents.c.no),
    "issued": (documents.c.issued_on.nulls_last(), documents.c.no),
    "-issued": (documents.c.issued_on.desc().nulls_last(), documents.c.no),
    "targets": (documents.c.targets, documents.c.no),
    "-targets": (documents.c.targets.desc(), documents.c.no),
}
"""The orders of a list of documents by name; a minus reverses."""

_IN_TEXT = (records.c.document, records.c.number)
RECORD_ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "document": _IN_TEXT,
    "-document": (records.c.document.desc(), records.c.number),
    "due": (records.c.due.nulls_last(), *_IN_TEXT),
    "-due": (records.c.due.desc().nulls_last(), *_IN_TEXT),
    "confidence": (records.c.confidence, *_IN_TEXT),
    "-confidence": (records.c.confidence.desc(), *_IN_TEXT),
    "indicator": (records.c.indicator.nulls_last(), *_IN_TEXT),
    "-indicator": (records.c.indicator.desc().nulls_last(), *_IN_TEXT),
}
"""The orders of a list of records by name; ``document`` is the order in which documents came and text order in each."""


def several(choice: Choice) -> tuple[str, ...]:
    """One or several ids as a tuple; empty for no condition."""
    if choice is None:
        return ()
    return (choice,) if isinstance(choice, str) else tuple(choice)


def document_conditions(query: DocumentQuery) -> list[ColumnElement[bool]]:
    """What has to hold of ``documents``."""
    found: list[ColumnElement[bool]] = _has_words(documents.c.haystack, query.text)
    for column, choice in (
        (documents.c.language, query.language),
        (documents.c.kind, query.kind),
        (documents.c.jurisdiction, query.jurisdiction),
    ):
        if choice is not None:
            found.append(column.in_(several(choice)))
    if query.collection is not None:
        found.append(documents.c.no.in_(_tagged(query.collection)))
    if query.issuer is not None:
        found.append(or_(*(documents.c.issuers.contains(f" {one} ", autoescape=True) for one in several(query.issuer))))
    if query.issued_from is not None:
        found.append(documents.c.issued_on >= query.issued_from)
    if query.issued_to is not None:
        found.append(documents.c.issued_on <= query.issued_to)
    if query.ids is not None:
        found.append(or_(false(), *(documents.c.id.startswith(one, autoescape=True) for one in query.ids)))
    if query.outdated is not None:
        current = documents.c.made_by.in_(current_versions())
        found.append(~current if query.outdated else current)
    return found


def record_conditions(connection: Connection, query: RecordQuery, kind: RecordType) -> list[ColumnElement[bool]]:
    """What has to hold of ``records``; ``connection`` tells which codes are in use under a region or industry."""
    found: list[ColumnElement[bool]] = [records.c.type == kind, *_has_words(records.c.haystack, query.text)]
    for column, choice in ((records.c.role, query.role), (records.c.kind, query.kind)):
        if choice is not None:
            found.append(column.in_(several(choice)))
    if query.indicator is not None:
        wanted = several(query.indicator)
        # A deadline can have several.
        found.append(
            records.c.id.in_(_coded("indicator", wanted)) if kind == "deadline" else records.c.indicator.in_(wanted)
        )
    for facet, choice in (("force", query.force), ("instrument", query.instrument), ("actor", query.actor)):
        if choice is not None:
            found.append(records.c.id.in_(_coded(facet, several(choice))))
    for facet, choice in (("industry", query.industry), ("region", query.region)):
        if choice is not None:
            under = _codes_under(connection, facet, several(choice))
            found.append(records.c.id.in_(_coded(facet, under)))
    if query.due_from is not None:
        found.append(records.c.due >= query.due_from)
    if query.due_to is not None:
        found.append(records.c.due <= query.due_to)
    if query.min_confidence is not None:
        found.append(records.c.confidence >= query.min_confidence)
    found.append(_reviewed(query))
    return found + _of_documents(query)


def _of_documents(query: RecordQuery) -> list[ColumnElement[bool]]:
    conditions = []
    if query.document is not None:
        conditions.append(documents.c.id.in_(several(query.document)))
    if query.language is not None:
        conditions.append(documents.c.language.in_(several(query.language)))
    found: list[ColumnElement[bool]] = []
    if conditions:
        found.append(records.c.document.in_(select(documents.c.no).where(*conditions)))
    if query.collection is not None:
        found.append(records.c.document.in_(_tagged(query.collection)))
    return found


def _reviewed(query: RecordQuery) -> ColumnElement[bool]:
    status = records.c.review
    if query.reviewed == "none":
        return status.is_(None)
    if query.reviewed == "any":
        return status.in_(("accepted", "corrected", "added"))
    if query.reviewed is not None:
        return status == query.reviewed
    return or_(status.is_(None), status != "rejected")


def _has_words(column: ColumnElement[str], text: str | None) -> list[ColumnElement[bool]]:
    return [column.contains(word, autoescape=True) for word in haystack(text).split()]


def _tagged(choice: Choice) -> Select[Any]:
    named = select(collections.c.id).where(collections.c.name.in_(several(choice)))
    return select(tags.c.document).where(tags.c.collection.in_(named))


def _coded(facet: str, wanted: Sequence[str]) -> Select[Any]:
    return select(codes.c.record).where(codes.c.facet == facet, codes.c.code.in_(wanted))


def used_codes(connection: Connection, facet: str) -> list[str]:
    """Every code that some record has, in order; each is found by one jump in the index, however many bear it."""
    lowest = select(func.min(codes.c.code).label("code")).where(codes.c.facet == facet)
    jump = lowest.cte("used", recursive=True)
    following = (
        select(func.min(codes.c.code)).where(codes.c.facet == facet, codes.c.code > jump.c.code).scalar_subquery()
    )
    jump = jump.union_all(select(following).where(jump.c.code.is_not(None)))
    return list(connection.scalars(select(jump.c.code).where(jump.c.code.is_not(None))))


def _codes_under(connection: Connection, facet: str, wanted: Sequence[str]) -> list[str]:
    within = is_within if facet == "region" else _is_industry_within
    return [code for code in used_codes(connection, facet) if any(within(code, top) for top in wanted)]


def _is_industry_within(code: str, top: str) -> bool:
    return letter(code) == top.upper() if top[:1].isalpha() else code.startswith(top)


# --- rows -----------------------------------------------------------------------------------------------------------

_SHOWN = (
    documents.c.id, documents.c.name, documents.c.title, documents.c.language, documents.c.issued_on,
    documents.c.jurisdiction,
)  # fmt: skip


def document_columns() -> Select[Any]:
    """What :func:`document_rows` needs."""
    return select(documents)


def document_rows(connection: Connection, rows: Sequence[RowMapping]) -> list[DocumentRow]:
    """Rows of ``documents`` as values, with the collections of each."""
    numbers = [row["no"] for row in rows]
    named: dict[int, list[str]] = {number: [] for number in numbers}
    found = (
        select(tags.c.document, collections.c.name)
        .join(collections, collections.c.id == tags.c.collection)
        .where(tags.c.document.in_(numbers))
        .order_by(collections.c.name)
    )
    for number, name in connection.execute(found) if numbers else ():
        named[number].append(name)
    return [_document(row, tuple(named[row["no"]])) for row in rows]


def _document(row: RowMapping, named: tuple[str, ...]) -> DocumentRow:
    display = json.loads(row["display"])
    display["issuers"] = tuple(display["issuers"])
    plain = {name: row[name] for name in _DOCUMENT_PLAIN}
    return DocumentRow(**plain, **display, collections=named)


_DOCUMENT_PLAIN = (
    "id", "language", "kind", "jurisdiction", "issued_on", "targets", "figures", "provisions", "deadlines", "reviewed",
    "added_at", "analyzed_at", "made_by",
)  # fmt: skip

_ROWS: dict[RecordType, tuple[Callable[..., Any], dict[str, str]]] = {
    "measure": (
        RecordRow,
        {"role": "role", "kind": "kind", "indicator_id": "indicator", "confidence": "confidence", "review": "review"},
    ),
    "provision": (ProvisionRow, {"confidence": "confidence", "review": "review"}),
    "deadline": (DeadlineRow, {}),
}


def record_columns() -> Select[Any]:
    """What :func:`record_row` needs."""
    shown = (records.c[name] for name in ("record", "role", "kind", "indicator", "due", "confidence", "review"))
    own = (column.label(f"document_{column.name}") for column in _SHOWN)
    return select(*shown, records.c.display, documents.c.display.label("document_display"), *own).join(
        documents, documents.c.no == records.c.document
    )


def record_row(row: RowMapping, kind: RecordType) -> Any:
    """A row of ``records`` with its document as the value of its type."""
    made, columns = _ROWS[kind]
    document = json.loads(row["document_display"])
    values = {name: tuple(v) if isinstance(v, list) else v for name, v in json.loads(row["display"]).items()}
    return made(
        document_id=row["document_id"],
        document_name=document["name"],
        title=document["title"],
        language=row["document_language"],
        issued_on=row["document_issued_on"],
        jurisdiction=row["document_jurisdiction"],
        id=row["record"],
        due=row["due"],
        **{name: row[column] for name, column in columns.items()},
        **values,
    )


def totals_query() -> Select[Any]:
    """Sums over all documents."""
    names = ("targets", "figures", "provisions", "deadlines", "reviewed")
    return select(
        func.count().label("documents"), *(func.coalesce(func.sum(documents.c[n]), 0).label(n) for n in names)
    )
