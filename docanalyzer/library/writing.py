"""Writing documents: everything that is stored of one, in the transaction of the caller."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from docanalyzer.core.record import Analysis
from docanalyzer.exports.codec import to_data
from docanalyzer.library import decisions, search
from docanalyzer.library.flatten import document_row, flat_records, to_json
from docanalyzer.library.schema import analyses, codes, collections, contents, documents, records, tags
from docanalyzer.review import Reviewed, utc_now


def find(connection: Connection, document_id: str) -> RowMapping | None:
    """The number and the version of a document, null where it is not there."""
    query = select(documents.c.no, documents.c.made_by).where(documents.c.id == document_id)
    return connection.execute(query).mappings().first()


def numbers_of(connection: Connection, document_ids: Sequence[str]) -> list[int]:
    """The numbers of the documents that are there."""
    return list(connection.scalars(select(documents.c.no).where(documents.c.id.in_(list(document_ids)))))


def add_document(
    connection: Connection, content: bytes, analysis: Analysis, filename: str, *, said: str | None, made_by: str
) -> int:
    """Store a document that is not there yet; its number. ``said`` is its metadata as JSON."""
    now = utc_now()
    row = document_row(analysis, filename)
    new = insert(documents).values(
        id=analysis.document.id, made_by=made_by, added_at=now, analyzed_at=now, reviewed=0, **row
    )
    number = connection.execute(new.returning(documents.c.no)).scalar_one()
    connection.execute(insert(contents).values(document=number, bytes=content, metadata=said))
    connection.execute(insert(analyses).values(document=number, data=_packed(analysis)))
    search.store_passages(connection, number, filename, analysis.document.title, analysis.document.text)
    _store_records(connection, number, Reviewed(analysis))
    return int(number)


def replace_analysis(connection: Connection, number: int, analysis: Analysis, made_by: str) -> None:
    """Put another analysis in place of the one that is there, decisions carried out on it."""
    name = _display_name(connection, number)
    connection.execute(update(analyses).where(analyses.c.document == number).values(data=_packed(analysis)))
    connection.execute(update(documents).where(documents.c.no == number).values(made_by=made_by, analyzed_at=utc_now()))
    search.store_passages(connection, number, name, analysis.document.title, analysis.document.text)
    refresh(connection, number, decisions.reviewed_analysis(connection, number))


def _display_name(connection: Connection, number: int) -> str:
    display = connection.execute(select(documents.c.display).where(documents.c.no == number)).scalar_one()
    return str(json.loads(display)["name"])


def refresh(connection: Connection, number: int, state: Reviewed) -> None:
    """Bring the rows of a document in line with its analysis and what was decided on it."""
    analysis = state.analysis
    row = document_row(analysis, _display_name(connection, number))
    judged = (*analysis.targets, *analysis.figures, *analysis.provisions, *state.rejected)
    row["reviewed"] = sum(record.review is not None for record in judged)
    connection.execute(update(documents).where(documents.c.no == number).values(**row))
    decisions.mark_orphans(connection, number, state.orphaned)
    _store_records(connection, number, state)


def _store_records(connection: Connection, number: int, state: Reviewed) -> None:
    connection.execute(delete(records).where(records.c.document == number))
    flat = list(flat_records(state.analysis, state.rejected))
    if not flat:
        return
    # Nobody else writes now: numbers given here need no asking back.
    first = (connection.scalar(select(func.max(records.c.id))) or 0) + 1
    rows = [{"id": id_, "document": number, **record.row} for id_, record in enumerate(flat, first)]
    connection.execute(insert(records), rows)
    pairs = [
        {"record": id_, "facet": facet, "code": code}
        for id_, record in enumerate(flat, first)
        for facet, code in record.codes
    ]
    if pairs:
        connection.execute(insert(codes), pairs)


def _packed(analysis: Analysis) -> bytes:
    return zlib.compress(to_json(to_data(analysis)).encode("ascii"), 6)


def tag(connection: Connection, numbers: Sequence[int], collection: str) -> None:
    """Put documents into a collection, made if it is new."""
    name = collection_name(collection)
    id_ = connection.scalar(select(collections.c.id).where(collections.c.name == name))
    if id_ is None:
        id_ = connection.execute(insert(collections).values(name=name).returning(collections.c.id)).scalar_one()
    there = set(connection.scalars(select(tags.c.document).where(tags.c.collection == id_)))
    new = [{"document": number, "collection": id_} for number in numbers if number not in there]
    if new:
        connection.execute(insert(tags), new)


def collection_name(name: str) -> str:
    """The name as it is stored; raises ``ValueError`` for one without characters."""
    name = " ".join(name.split())
    if not name:
        raise ValueError("a collection needs a name")
    return name[:200]
