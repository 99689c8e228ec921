"""The library: documents with their records in a database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from types import TracebackType
from typing import Any, Literal, Self, TypeVar

from sqlalchemy import Connection, Select, delete, func, select, update

from docanalyzer.core.document import Metadata
from docanalyzer.core.record import Analysis, Measure, Provision
from docanalyzer.library import decisions, queries, search, writing
from docanalyzer.library.address import default_url, full_url
from docanalyzer.library.engine import Database
from docanalyzer.library.flatten import to_json
from docanalyzer.library.migrate import prepare
from docanalyzer.library.model import (
    Added,
    AddStatus,
    Choice,
    Collection,
    DeadlineRow,
    DocumentQuery,
    DocumentRow,
    Hit,
    NotInLibraryError,
    Page,
    ProvisionRow,
    RecordQuery,
    RecordRow,
    Totals,
)
from docanalyzer.library.schema import collections, contents, documents, records, tags
from docanalyzer.review import Decision, utc_now
from docanalyzer.version import analysis_version

T = TypeVar("T")


def open_library(url: str | None = None) -> Library:
    """The library at a SQLAlchemy URL or a file's path (null: the default one), made and brought up to date if need be.

    Raises :class:`LibraryError` where there is something else, something damaged or something newer.
    """
    return Library(default_url() if url is None else full_url(url))


class Library:
    """Documents, records and decisions; safe to use from several threads, each call is a transaction of its own.

    Raises :class:`LibraryError` for a database that cannot be used and :class:`NotInLibraryError` for an unknown id.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._database = Database(url)
        try:
            prepare(self._database)
        except BaseException:
            self._database.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back; a later call opens new ones."""
        self._database.close()

    @property
    def name(self) -> str:
        """The file, or the address without its password."""
        return self._database.name

    # --- documents --------------------------------------------------------------------------------------------------

    def add(
        self,
        content: bytes,
        analysis: Analysis,
        *,
        filename: str,
        collections: Sequence[str] = (),
        metadata: Metadata | None = None,
        made_by: str | None = None,
    ) -> Added:
        """Store a document once; the same bytes again only add to its collections.

        Bytes that another version of the rules analysed, or that come with other ``metadata``, get the new analysis and
        keep every decision. ``metadata`` is what was said of the document besides its file; a re-analysis needs it.
        ``made_by`` is the version of rules and models that made the analysis, else that of today's defaults.
        Raises ``ValueError`` when the analysis is of other bytes.
        """
        id_ = hashlib.sha256(content).hexdigest()
        if analysis.document.id != id_:
            raise ValueError(f"{filename}: the analysis is of a document with other bytes")
        said = None if metadata is None else to_json(asdict(metadata))
        made_by = made_by or analysis_version()
        with self._database.write() as connection:
            row = writing.find(connection, id_)
            if row is None:
                number = writing.add_document(connection, content, analysis, filename, said=said, made_by=made_by)
                status: AddStatus = "added"
            else:
                number = row["no"]
                before = connection.scalar(select(contents.c.metadata).where(contents.c.document == number))
                same = row["made_by"] == made_by and said in {None, before}
                status = "known" if same else "updated"
                if not same:
                    if said is not None:
                        connection.execute(update(contents).where(contents.c.document == number).values(metadata=said))
                    writing.replace_analysis(connection, number, analysis, made_by)
            for name in collections:
                writing.tag(connection, [number], name)
        return Added(id_, status)

    def has(self, content_id: str) -> bool:
        """Whether a document with this SHA-256 (hex) of its bytes is there."""
        with self._database.read() as connection:
            return writing.find(connection, content_id) is not None

    def remove(self, document_ids: Sequence[str]) -> int:
        """Forget documents with everything that was found and decided in them; how many there were."""
        with self._database.write() as connection:
            numbers = writing.numbers_of(connection, document_ids)
            search.drop_passages(connection, numbers)
            connection.execute(delete(documents).where(documents.c.no.in_(numbers)))
        return len(numbers)

    def replace(self, document_id: str, analysis: Analysis, made_by: str | None = None) -> None:
        """Put a new analysis of the same bytes in place of the old one; every decision is kept.

        A decision whose record is not found again is kept too, and listed as orphaned. ``made_by`` as for :meth:`add`.
        """
        if analysis.document.id != document_id:
            raise ValueError(f"{document_id}: the analysis is of a document with other bytes")
        with self._database.write() as connection:
            number = self._number(connection, document_id)
            writing.replace_analysis(connection, number, analysis, made_by or analysis_version())

    def content(self, document_id: str) -> bytes:
        """The bytes as they were added."""
        with self._database.read() as connection:
            number = self._number(connection, document_id)
            return bytes(connection.execute(select(contents.c.bytes).where(contents.c.document == number)).scalar_one())

    def metadata(self, document_id: str) -> Metadata | None:
        """What was said of the document when it was added; null for nothing."""
        with self._database.read() as connection:
            number = self._number(connection, document_id)
            said = connection.scalar(select(contents.c.metadata).where(contents.c.document == number))
        if said is None:
            return None
        values = json.loads(said)
        return Metadata(**{**values, "issuers": tuple(values["issuers"])})

    def analysis(self, document_id: str, *, reviewed: bool = True) -> Analysis:
        """Everything found in a document: with what people decided on it, or as the machine found it."""
        with self._database.read() as connection:
            number = self._number(connection, document_id)
            if not reviewed:
                return decisions.machine_analysis(connection, number)
            return decisions.reviewed_analysis(connection, number).analysis

    def document(self, document_id: str) -> DocumentRow:
        """One document as lists show it."""
        page = self.documents(DocumentQuery(ids=[document_id]), size=1)
        if page.total != 1 or page.items[0].id != document_id:
            raise self._missing(document_id)
        return page.items[0]

    def documents(
        self, query: DocumentQuery | None = None, *, page: int = 1, size: int = 100, order: str = "-added"
    ) -> Page[DocumentRow]:
        """A page of the documents that match; orders are the names of ``queries.DOCUMENT_ORDERS``."""
        conditions = queries.document_conditions(query or DocumentQuery())
        by = _order(queries.DOCUMENT_ORDERS, order)
        with self._database.read() as connection:
            total = connection.scalar(select(func.count()).select_from(documents).where(*conditions)) or 0
            found = queries.document_columns().where(*conditions).order_by(*by)
            rows = connection.execute(_paged(found, page, size)).mappings().all()
            return Page(tuple(queries.document_rows(connection, rows)), total, page, size)

    def analyses(self, query: DocumentQuery | RecordQuery | None = None) -> Iterator[Analysis]:
        """The reviewed analyses of documents one after the other, in the order they were added: what exports take.

        A record query gives the documents that have such records, with those measures, provisions and deadlines only.
        """
        with self._database.read() as connection:
            if isinstance(query, RecordQuery):
                wanted = _records_by_document(connection, query)
            else:
                conditions = queries.document_conditions(query or DocumentQuery())
                numbers = connection.scalars(select(documents.c.no).where(*conditions).order_by(documents.c.no))
                wanted = dict.fromkeys(numbers)
        for number, kept in wanted.items():
            # A transaction each: an export may take minutes, and writers shall not wait for it.
            with self._database.read() as connection:
                if connection.scalar(select(documents.c.no).where(documents.c.no == number)) is None:
                    continue
                analysis = decisions.reviewed_analysis(connection, number).analysis
            yield analysis if kept is None else _restricted(analysis, kept)

    def outdated(self) -> list[str]:
        """The ids of documents that another version of the rules analysed, oldest first."""
        conditions = queries.document_conditions(DocumentQuery(outdated=True))
        with self._database.read() as connection:
            return list(connection.scalars(select(documents.c.id).where(*conditions).order_by(documents.c.no)))

    def totals(self) -> Totals:
        """How much there is of everything."""
        with self._database.read() as connection:
            return Totals(**connection.execute(queries.totals_query()).mappings().one())

    # --- records ----------------------------------------------------------------------------------------------------

    def records(
        self, query: RecordQuery | None = None, *, page: int = 1, size: int = 100, order: str = "document"
    ) -> Page[RecordRow]:
        """A page of the measures that match; orders are the names of ``queries.RECORD_ORDERS``."""
        found: Page[RecordRow] = self._records("measure", query, page, size, order)
        return found

    def provisions(
        self, query: RecordQuery | None = None, *, page: int = 1, size: int = 100, order: str = "document"
    ) -> Page[ProvisionRow]:
        """A page of the provisions that match."""
        found: Page[ProvisionRow] = self._records("provision", query, page, size, order)
        return found

    def deadlines(
        self, query: RecordQuery | None = None, *, page: int = 1, size: int = 100, order: str = "due"
    ) -> Page[DeadlineRow]:
        """A page of the deadlines that match, the earliest first."""
        found: Page[DeadlineRow] = self._records("deadline", query, page, size, order)
        return found

    def due_counts(self, query: RecordQuery | None = None) -> dict[str | None, int]:
        """How many of the deadlines that match end on each day (ISO), the earliest first; null for no known day."""
        with self._database.read() as connection:
            conditions = queries.record_conditions(connection, query or RecordQuery(), "deadline")
            counts = select(records.c.due, func.count()).where(*conditions).group_by(records.c.due)
            found = [(due, count) for due, count in connection.execute(counts)]
        return dict(sorted(found, key=lambda pair: pair[0] or "9999"))

    def used(self, facet: str) -> list[str]:
        """The codes that some record has, for lists to choose from.

        Facets: ``indicator``, ``region``, ``industry``, ``force``, ``instrument``, ``actor``.
        """
        with self._database.read() as connection:
            return queries.used_codes(connection, facet)

    def _records(self, kind: queries.RecordType, query: RecordQuery | None, page: int, size: int, order: str) -> Any:
        by = _order(queries.RECORD_ORDERS, order)
        with self._database.read() as connection:
            conditions = queries.record_conditions(connection, query or RecordQuery(), kind)
            total = connection.scalar(select(func.count()).select_from(records).where(*conditions)) or 0
            ids = _paged(select(records.c.id).where(*conditions).order_by(*by), page, size)
            numbers = connection.scalars(ids).all()
            rows = connection.execute(
                queries.record_columns().where(records.c.id.in_(numbers)).order_by(*by)
            ).mappings()
            return Page(tuple(queries.record_row(row, kind) for row in rows), total, page, size)

    # --- search -----------------------------------------------------------------------------------------------------

    def search(self, words: str, *, page: int = 1, size: int = 20) -> Page[Hit]:
        """The documents that have all the words, with the places that have most of them.

        English words are found in every form, Chinese ones of any length as they are written, words in quotation marks
        as they stand together. Title and file name count as text.
        """
        wanted = search.phrases(words)
        if not wanted:
            return Page((), 0, page, size)
        with self._database.read() as connection:
            limit, offset = _window(page, size)
            total, numbers = search.matching_documents(connection, wanted, limit, offset)
            pieces = search.snippets(connection, numbers, wanted)
            rows = connection.execute(queries.document_columns().where(documents.c.no.in_(numbers))).mappings().all()
            shown = {row["no"]: value for row, value in zip(rows, queries.document_rows(connection, rows), strict=True)}
        return Page(tuple(Hit(shown[number], pieces[number]) for number in numbers), total, page, size)

    # --- decisions --------------------------------------------------------------------------------------------------

    def decide(self, decision: Decision) -> int:
        """Store a decision and carry it out; its number, by which it can be taken back.

        Raises :class:`docanalyzer.review.ReviewError` for one that cannot be carried out: no record at its anchor, or a
        value that cannot stand in its slot. Nothing is stored then.
        """
        return self.decide_all([decision])[0]

    def decide_all(self, wanted: Sequence[Decision]) -> list[int]:
        """Store several decisions, all or none; their numbers."""
        by_document: dict[str, list[int]] = {}
        for place, decision in enumerate(wanted):
            by_document.setdefault(decision.document_id, []).append(place)
        ids: dict[int, int] = {}
        with self._database.write() as connection:
            for document_id, places in by_document.items():
                number = self._number(connection, document_id)
                machine = decisions.machine_analysis(connection, number)
                chosen = [wanted[place] for place in places]
                found, state = decisions.store(connection, number, machine, chosen)
                writing.refresh(connection, number, state)
                ids |= zip(places, found, strict=True)
        return [ids[place] for place in range(len(wanted))]

    def judge(
        self,
        document_id: str,
        record_id: str,
        action: Literal["accept", "correct", "reject"],
        *,
        by: str,
        slot: str | None = None,
        value: Any = None,
        note: str = "",
    ) -> int:
        """Decide on the record with this id, now; see :meth:`decide`.

        Rejected records keep their ids and can be judged again.
        """
        with self._database.write() as connection:
            number = self._number(connection, document_id)
            machine = decisions.machine_analysis(connection, number)
            anchor = decisions.anchor_of_id(connection, number, machine, record_id)
            if anchor is None:
                raise NotInLibraryError(f"{self.name}: document {document_id} has no record with the id {record_id}")
            decision = Decision(document_id, anchor, action, slot, value, by, utc_now(), note)
            (id_,), state = decisions.store(connection, number, machine, [decision])
            writing.refresh(connection, number, state)
        return id_

    def undo(self, decision_id: int, *, by: str) -> None:
        """Take a decision back; it stays in the history, with who took it back and when."""
        with self._database.write() as connection:
            number = decisions.undo(connection, decision_id, by, utc_now())
            if number is None:
                raise NotInLibraryError(f"{self.name}: no decision {decision_id} to take back")
            writing.refresh(connection, number, decisions.reviewed_analysis(connection, number))

    def history(self, document_id: str, record_id: str | None = None) -> list[Decision]:
        """The decisions on a document or on one record of it, the oldest first, those taken back too."""
        with self._database.read() as connection:
            number = self._number(connection, document_id)
            found = decisions.of_document(connection, number)
            if record_id is None:
                return found
            return decisions.on_record(decisions.machine_analysis(connection, number), found, record_id)

    def decisions(
        self, *, document: Choice = None, by: Choice = None, orphaned: bool | None = None, undone: bool = False
    ) -> list[Decision]:
        """The decisions that meet every condition given, the oldest first; those taken back only with ``undone``.

        ``orphaned`` ones hold for no record of the present analysis.
        """
        with self._database.read() as connection:
            conditions = decisions.conditions(document=document, by=by, orphaned=orphaned, undone=undone)
            return decisions.find(connection, conditions)

    def reviewers(self) -> list[str]:
        """Everybody who made a decision, by name."""
        with self._database.read() as connection:
            return decisions.people(connection)

    def rejected(self, document_id: str) -> tuple[Measure | Provision, ...]:
        """The records of a document that reviewers took out, with their review."""
        with self._database.read() as connection:
            return decisions.reviewed_analysis(connection, self._number(connection, document_id)).rejected

    # --- collections ------------------------------------------------------------------------------------------------

    def collections(self) -> list[Collection]:
        """Every collection with the number of its documents, by name."""
        query = (
            select(collections.c.name, func.count(tags.c.document))
            .join(tags, tags.c.collection == collections.c.id)
            .group_by(collections.c.name)
            .order_by(collections.c.name)
        )
        with self._database.read() as connection:
            return [Collection(name, count) for name, count in connection.execute(query)]

    def tag(self, document_ids: Sequence[str], collection: str) -> int:
        """Put documents into a collection, which is made if it is new; how many documents are known."""
        with self._database.write() as connection:
            numbers = writing.numbers_of(connection, document_ids)
            writing.tag(connection, numbers, collection)
        return len(numbers)

    def untag(self, document_ids: Sequence[str], collection: str) -> int:
        """Take documents out of a collection; how many were in it."""
        with self._database.write() as connection:
            named = select(collections.c.id).where(collections.c.name == writing.collection_name(collection))
            gone = delete(tags).where(
                tags.c.document.in_(writing.numbers_of(connection, document_ids)), tags.c.collection.in_(named)
            )
            return connection.execute(gone).rowcount

    # --- helpers ----------------------------------------------------------------------------------------------------

    def _number(self, connection: Connection, document_id: str) -> int:
        row = writing.find(connection, document_id)
        if row is None:
            raise self._missing(document_id)
        return int(row["no"])

    def _missing(self, document_id: str) -> NotInLibraryError:
        return NotInLibraryError(f"{self.name}: no document with the id {document_id}")


def _records_by_document(connection: Connection, query: RecordQuery) -> dict[int, dict[str, set[str]] | None]:
    found: dict[int, dict[str, set[str]] | None] = {}
    kinds: tuple[queries.RecordType, ...] = ("measure", "provision", "deadline")
    for kind in kinds:
        chosen = select(records.c.document, records.c.record).where(*queries.record_conditions(connection, query, kind))
        for number, record in connection.execute(chosen):
            kept = found.setdefault(number, {})
            if kept is not None:
                kept.setdefault(kind, set()).add(record)
    return dict(sorted(found.items()))


def _order(orders: dict[str, Any], name: str) -> Any:
    if name not in orders:
        raise ValueError(f"no such order: {name}; there are {', '.join(orders)}")
    return orders[name]


def _window(page: int, size: int) -> tuple[int, int]:
    if page < 1 or size < 1:
        raise ValueError("pages and their sizes count from 1")
    return size, (page - 1) * size


def _paged(query: Select[Any], page: int, size: int) -> Select[Any]:
    limit, offset = _window(page, size)
    return query.limit(limit).offset(offset)


def _restricted(analysis: Analysis, kept: dict[str, set[str]]) -> Analysis:
    measures, provisions, deadlines = (kept.get(kind, set()) for kind in ("measure", "provision", "deadline"))
    return replace(
        analysis,
        targets=tuple(m for m in analysis.targets if m.id in measures),
        figures=tuple(m for m in analysis.figures if m.id in measures),
        provisions=tuple(p for p in analysis.provisions if p.id in provisions),
        deadlines=tuple(d for d in analysis.deadlines if d.id in deadlines),
    )
