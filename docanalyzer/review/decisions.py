"""A decision: who judged what of which record, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from docanalyzer.core.errors import DocanalyzerError
from docanalyzer.review.anchors import Anchor

Action = Literal["accept", "correct", "reject", "add"]


class ReviewError(DocanalyzerError):
    """A decision that cannot be carried out; the message says what about it is wrong."""


@dataclass(frozen=True, slots=True)
class Decision:
    """``slot`` is null for the whole record, or a slot of it (``role``, ``period``, ``quantity.low``).

    ``value`` is the new value of a corrected slot, or the slots of an added record, as plain data. ``at`` is ISO, UTC.
    What follows ``note`` is what a library adds: the decision's number, who took it back when, and whether the present
    analysis has no record at its place.
    """

    document_id: str
    anchor: Anchor
    action: Action
    slot: str | None
    value: Any
    by: str
    at: str
    note: str = ""
    id: int | None = None
    undone_by: str | None = None
    undone_at: str | None = None
    orphaned: bool = False


def utc_now() -> str:
    """The present second as decisions have it: ``2024-05-01T08:30:00Z``."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
