"""Decisions of reviewers in the database, and documents as reviewed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, insert, select, update

from docanalyzer.core.record import Analysis, Measure, Provision
from docanalyzer.exports.codec import from_data
from docanalyzer.library.flatten import to_json
from docanalyzer.library.model import Choice
from docanalyzer.library.queries import several
from docanalyzer.library.schema import analyses, decisions, documents
from docanalyzer.review import Anchor, Decision, Finder, Reviewed, ReviewError, anchor_of, find_record, reviewed


def machine_analysis(connection: Connection, number: int) -> Analysis:
    """The analysis as the machine made it."""
    data = connection.execute(select(analyses.c.data).where(analyses.c.document == number)).scalar_one()
    return from_data(json.loads(zlib.decompress(data)), f"document {number}", quotations=False)


def reviewed_analysis(connection: Connection, number: int) -> Reviewed:
    """The analysis with what people decided on it."""
    return reviewed(machine_analysis(connection, number), of_document(connection, number))


def of_document(connection: Connection, number: int) -> list[Decision]:
    """Every decision on a document in the order they were made, those taken back too."""
    return find(connection, [decisions.c.document == number])


def find(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> list[Decision]:
    """The decisions that meet the conditions, in the order they were made."""
    query = (
        select(decisions, documents.c.id.label("document_id"))
        .join(documents, documents.c.no == decisions.c.document)
        .where(*conditions)
        .order_by(decisions.c.id)
    )
    return [_decision(row) for row in connection.execute(query).mappings()]


def store(
    connection: Connection, number: int, machine: Analysis, wanted: Iterable[Decision]
) -> tuple[list[int], Reviewed]:
    """Write new decisions on a document; their numbers, and the document as it is now.

    Raises :class:`ReviewError` when one of them cannot be carried out; the transaction has to end then.
    """
    made = of_document(connection, number)
    records = _Records(machine, made)
    ids: list[int] = []
    for decision in wanted:
        if not decision.by.strip():
            raise ReviewError("a decision needs the name of who made it")
        anchor = records.settled(decision)
        decision = replace(decision, anchor=anchor, undone_by=None, undone_at=None, orphaned=False)
        ids.append(_insert(connection, number, decision))
        made.append(replace(decision, id=ids[-1]))
    now = reviewed(machine, made)
    for failed, cause in now.problems:
        if failed.id in ids:
            raise ReviewError(cause)
    return ids, now


class _Records:
    """Which anchor the decisions on a record have.

    All decisions on one record share one, so that they are told to be on one record ever after; a caller may have made
    its anchor of the corrected record, or of a newer analysis than earlier decisions were made on.
    """

    def __init__(self, machine: Analysis, made: list[Decision]) -> None:
        self._machine = machine
        self._made = made
        self._finder = Finder(machine)
        self._anchors: dict[str, Anchor] = {}
        self._known = {decision.anchor for decision in made}
        for decision in made:
            self._anchors.setdefault(self._id(decision.anchor), decision.anchor)

    def settled(self, decision: Decision) -> Anchor:
        anchor = decision.anchor
        if decision.action == "add" or anchor in self._known:
            return anchor
        record = self._finder.find(anchor)
        if record is None and self._made:
            record = find_record(reviewed(self._machine, self._made).analysis, anchor)
        if record is None:
            return anchor
        return self._anchors.setdefault(record.id, anchor)

    def _id(self, anchor: Anchor) -> str:
        return record_id(self._finder, anchor)


def undo(connection: Connection, decision_id: int, by: str, at: str) -> int | None:
    """Take a decision back; the number of its document, null where there is none or it was taken back before."""
    open_one = (decisions.c.id == decision_id, decisions.c.undone_at.is_(None))
    number = connection.scalar(select(decisions.c.document).where(*open_one))
    if number is not None:
        taken_back = update(decisions).where(*open_one).values(undone_by=by, undone_at=at)
        connection.execute(taken_back)
    return number


def mark_orphans(connection: Connection, number: int, orphaned: Iterable[Decision]) -> None:
    """Remember which decisions of a document hold for no record."""
    connection.execute(update(decisions).where(decisions.c.document == number).values(orphaned=False))
    ids = [decision.id for decision in orphaned]
    if ids:
        connection.execute(update(decisions).where(decisions.c.id.in_(ids)).values(orphaned=True))


def conditions(*, document: Choice, by: Choice, orphaned: bool | None, undone: bool) -> list[ColumnElement[bool]]:
    """What has to hold of ``decisions``."""
    found: list[ColumnElement[bool]] = [] if undone else [decisions.c.undone_at.is_(None)]
    if document is not None:
        found.append(documents.c.id.in_(several(document)))
    if by is not None:
        found.append(decisions.c.by.in_(several(by)))
    if orphaned is not None:
        found.append(decisions.c.orphaned.is_(orphaned))
    return found


def people(connection: Connection) -> list[str]:
    """Who made decisions."""
    return list(connection.scalars(select(decisions.c.by).distinct().order_by(decisions.c.by)))


def on_record(machine: Analysis, found: Iterable[Decision], wanted: str) -> list[Decision]:
    """Those of a document's decisions that were made on the record with this id."""
    finder = Finder(machine)
    return [decision for decision in found if record_id(finder, decision.anchor) == wanted]


def record_id(finder: Finder, anchor: Anchor) -> str:
    """The id of the record at an anchor: the machine's, or that of one that a person added there."""
    record = finder.find(anchor)
    return record.id if record else f"a{anchor.start}"


def anchor_of_id(connection: Connection, number: int, machine: Analysis, wanted: str) -> Anchor | None:
    """The anchor of the record with this id: the machine's, or one that a person added."""
    records: tuple[Measure | Provision, ...] = (*machine.targets, *machine.figures, *machine.provisions)
    found = next((anchor_of(record) for record in records if record.id == wanted), None)
    if found is None:
        added = (decision.anchor for decision in of_document(connection, number) if decision.action == "add")
        found = next((anchor for anchor in added if f"a{anchor.start}" == wanted), None)
    return found


def _insert(connection: Connection, number: int, decision: Decision) -> int:
    row = {
        "document": number,
        "anchor": to_json(asdict(decision.anchor)),
        "key": decision.anchor.key,
        "action": decision.action,
        "slot": decision.slot,
        "value": None if decision.value is None else to_json(decision.value),
        "by": decision.by.strip(),
        "at": decision.at,
        "note": decision.note,
        "orphaned": False,
    }
    return int(connection.execute(insert(decisions).values(**row).returning(decisions.c.id)).scalar_one())


def _decision(row: RowMapping) -> Decision:
    value: Any = None if row["value"] is None else json.loads(row["value"])
    return Decision(
        document_id=row["document_id"],
        anchor=Anchor(**json.loads(row["anchor"])),
        action=row["action"],
        slot=row["slot"],
        value=value,
        by=row["by"],
        at=row["at"],
        note=row["note"],
        id=row["id"],
        undone_by=row["undone_by"],
        undone_at=row["undone_at"],
        orphaned=row["orphaned"],
    )
