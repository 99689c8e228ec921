"""What goes into a library and what comes out: plain frozen values, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from docanalyzer.core.errors import DocanalyzerError
from docanalyzer.core.record import (
    Binding,
    Comparison,
    Direction,
    DocumentKind,
    Force,
    Instrument,
    Kind,
    LanguageCode,
    Relation,
    ReviewStatus,
    Role,
)

T = TypeVar("T")
Choice = str | Sequence[str] | None
"""One id, several (any of them), or null for no condition."""

AddStatus = Literal["added", "known", "updated"]
ReviewFilter = ReviewStatus | Literal["any", "none"]


class LibraryError(DocanalyzerError):
    """The database cannot be used; the message names its file or address and the cause."""


class NotInLibraryError(LibraryError):
    """A document, record or decision that was asked for is not there."""


@dataclass(frozen=True, slots=True)
class Added:
    """``known``: the same bytes were there, analysed by the same rules; ``updated``: analysed anew."""

    document_id: str
    status: AddStatus


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list; ``total`` counts what all pages hold, ``page`` counts from 1."""

    items: tuple[T, ...]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """Which documents: every condition that is given has to hold.

    ``text`` is looked for in title and file name (all of its words, whatever their case or script); ``ids`` may be
    beginnings of ids. ``outdated`` asks for another version of the rules. Days are ISO, both ends included.
    """

    text: str | None = None
    collection: Choice = None
    language: Choice = None
    kind: Choice = None
    jurisdiction: Choice = None
    issuer: Choice = None
    issued_from: str | None = None
    issued_to: str | None = None
    ids: Sequence[str] | None = None
    outdated: bool | None = None


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """Which records: every condition that is given has to hold.

    ``industry`` includes what lies under a code (``C`` has ``31``, which has ``311``); ``region`` its members, and the
    divisions in them. A record without regions of its own holds for the jurisdiction of its document. A deadline has
    the forces, actors, regions and industries of its provision and the indicators and roles of its targets.
    ``reviewed``: ``any``, ``none`` or one status; rejected records come only where ``rejected`` is asked for.
    ``text`` is looked for in the record's words, ``due_from`` and ``due_to`` are ISO days, both included.
    """

    role: Choice = None
    indicator: Choice = None
    industry: Choice = None
    region: Choice = None
    force: Choice = None
    actor: Choice = None
    instrument: Choice = None
    kind: Choice = None
    due_from: str | None = None
    due_to: str | None = None
    min_confidence: float | None = None
    document: Choice = None
    collection: Choice = None
    language: Choice = None
    text: str | None = None
    reviewed: ReviewFilter | None = None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as lists show it; counts are those of the reviewed analysis, ``reviewed`` counts records."""

    id: str
    name: str
    title: str | None
    language: LanguageCode
    media_type: str
    issued_on: str | None
    issuers: tuple[str, ...]
    number: str | None
    kind: DocumentKind
    jurisdiction: str | None
    characters: int
    pages: int
    targets: int
    figures: int
    provisions: int
    deadlines: int
    unused: int
    notices: int
    reviewed: int
    added_at: str
    analyzed_at: str
    made_by: str
    collections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A measure as lists show it.

    ``value``, ``period`` and ``baseline`` are display texts; ``due`` is the last day of its period. ``start`` and
    ``end`` are those of the evidence. ``id`` is the record's id within its document.
    """

    document_id: str
    document_name: str
    title: str | None
    language: LanguageCode
    issued_on: str | None
    jurisdiction: str | None
    id: str
    role: Role
    indicator_id: str | None
    indicator: str
    value: str
    low: float | None
    high: float | None
    unit: str | None
    comparison: Comparison | None
    approximate: bool
    counted: str | None
    kind: Kind | None
    direction: Direction | None
    period: str
    period_start: str | None
    due: str | None
    relation: Relation | None
    baseline: str
    baseline_year: int | None
    regions: tuple[str, ...]
    industries: tuple[str, ...]
    subject: str | None
    binding: Binding | None
    confidence: float
    evidence: str
    start: int
    end: int
    page: int | None
    section: str | None
    review: ReviewStatus | None
    reviewed_by: str | None


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """A provision as lists show it; ``targets`` are ids of measures of the same document."""

    document_id: str
    document_name: str
    title: str | None
    language: LanguageCode
    issued_on: str | None
    jurisdiction: str | None
    id: str
    text: str
    force: tuple[Force, ...]
    instruments: tuple[Instrument, ...]
    actors: tuple[str, ...]
    regions: tuple[str, ...]
    industries: tuple[str, ...]
    period: str
    period_start: str | None
    due: str | None
    relation: Relation | None
    targets: tuple[str, ...]
    confidence: float
    start: int
    end: int
    page: int | None
    section: str | None
    review: ReviewStatus | None
    reviewed_by: str | None


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """What is due when and by whom; ``values`` are the display values of its targets, in their order.

    ``start`` and ``end`` are those of the words that are due. Force, actors, regions and industries are those of the
    provision, and empty without one.
    """

    document_id: str
    document_name: str
    title: str | None
    language: LanguageCode
    issued_on: str | None
    jurisdiction: str | None
    id: str
    what: str
    period: str
    period_start: str | None
    due: str | None
    relation: Relation | None
    provision: str | None
    targets: tuple[str, ...]
    values: tuple[str, ...]
    indicator_ids: tuple[str, ...]
    force: tuple[Force, ...]
    actors: tuple[str, ...]
    regions: tuple[str, ...]
    industries: tuple[str, ...]
    start: int
    end: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a document's text: ``text[a:b]`` is found for each of ``marks``.

    ``offset`` is where the piece begins in the document, in code points.
    """

    text: str
    marks: tuple[tuple[int, int], ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that has all the words looked for; without snippets only its title or file name has them."""

    document: DocumentRow
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """A tag and how many documents bear it."""

    name: str
    documents: int


@dataclass(frozen=True, slots=True)
class Totals:
    """How much a library holds."""

    documents: int
    targets: int
    figures: int
    provisions: int
    deadlines: int
    reviewed: int
