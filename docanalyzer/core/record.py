"""The records of the output: these dataclasses are the export, field by field.

Their meaning is the contract of ``docs/schema.json``. Offsets count Unicode code points of
``DocumentInfo.text``; wherever a record has ``start``, ``end`` and ``text``, the text stands there exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from docanalyzer.core.document import Notice, Page, Place
from docanalyzer.core.quick import quick
from docanalyzer.core.span import Quote

SCHEMA_VERSION = "1.0"

Role = Literal["target", "achieved", "baseline", "threshold", "other"]
Kind = Literal["level", "relative_change", "absolute_change", "growth_rate"]
Direction = Literal["increase", "decrease", "maintain"]
Comparison = Literal["eq", "ge", "le", "range"]
Relation = Literal["by", "during", "from", "each_year"]
Binding = Literal["binding", "expected"]
Force = Literal["prohibit", "restrict", "require", "encourage", "support", "permit", "plan"]
Instrument = Literal[
    "command_and_control",
    "fiscal",
    "market",
    "information",
    "voluntary",
    "research",
    "infrastructure",
    "planning",
    "enforcement",
]
DocumentKind = Literal["plan", "action_plan", "work_report", "opinion", "notice", "law", "ndc", "news", "other"]
ReviewStatus = Literal["accepted", "corrected", "rejected", "added"]
LanguageCode = Literal["zh-Hans", "zh-Hant", "en"]


@quick
@dataclass(frozen=True, slots=True)
class Section:
    """A heading with everything under it; ``number`` is as written (``三、``, ``Article 5``)."""

    id: str
    level: int
    number: str | None
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """The document as analysed; ``id`` is the SHA-256 (hex) of its bytes, dates are ISO days.

    ``places`` says for each line that was read from a picture by text recognition where it stands on its page.
    """

    id: str
    name: str
    media_type: str
    title: str | None
    language: LanguageCode
    issued_on: str | None
    issuers: tuple[str, ...]
    number: str | None
    kind: DocumentKind
    jurisdiction: str | None
    text: str
    pages: tuple[Page, ...]
    sections: tuple[Section, ...]
    places: tuple[Place, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, multipliers worked in (``3000万吨`` is 30000000 ``t``)."""

    start: int
    end: int
    text: str
    low: float
    high: float
    unit: str
    comparison: Comparison
    approximate: bool
    counted: str | None = None
    page: int | None = None


@quick
@dataclass(frozen=True, slots=True)
class Period:
    """A date or period; ISO days, null where open or where nothing fixes it."""

    start: int
    end: int
    text: str
    start_date: str | None
    end_date: str | None
    relation: Relation
    page: int | None = None


@quick
@dataclass(frozen=True, slots=True)
class Indicator:
    """The noun phrase that is measured; ``id`` is the catalogue's, or null."""

    start: int
    end: int
    text: str
    id: str | None = None
    page: int | None = None


@quick
@dataclass(frozen=True, slots=True)
class Baseline:
    """What a change is measured from; ``relation`` is ``previous_year`` for 同比 and ``base_year`` otherwise."""

    year: int | None
    relation: Literal["base_year", "previous_year"]
    value: float | None
    unit: str | None
    start: int
    end: int
    text: str
    page: int | None = None


@quick
@dataclass(frozen=True, slots=True)
class Scope:
    """Whom and what a number holds for: region codes, industry codes, and the subject as written."""

    regions: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class TableCell:
    """Where in a table a record stands; all count from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Review:
    """What people decided on a record: the last one who did (``by``), when (ISO, UTC) and why (``note``).

    The record holds the corrected values; ``machine`` has for each corrected slot what the machine had found, as plain
    data. It is empty for a record that a person added.
    """

    status: ReviewStatus
    by: str
    at: str
    note: str
    machine: dict[str, Any]


@quick
@dataclass(frozen=True, slots=True)
class Measure:
    """A number that the text commits to, reports or mentions, with what it says about it.

    ``quantity`` is null only for a qualitative target. ``why`` names for each filled slot the rule or row that
    filled it, and ``carried:`` with the offset where it was taken from when that is another clause. ``from_ocr`` says
    that its evidence was read from a picture of the page, so that characters may be misread.
    """

    id: str
    role: Role
    evidence: Quote
    indicator: Indicator | None
    quantity: Quantity | None
    kind: Kind | None
    direction: Direction | None
    baseline: Baseline | None
    period: Period | None
    scope: Scope
    binding: Binding | None
    section: str | None
    table: TableCell | None
    rule: str
    why: dict[str, str]
    confidence: float
    review: Review | None = None
    from_ocr: bool = False


@quick
@dataclass(frozen=True, slots=True)
class Provision:
    """A sentence that rules something, with every force it has; ``from_ocr`` as in a measure."""

    id: str
    start: int
    end: int
    text: str
    section: str | None
    force: tuple[Force, ...]
    instruments: tuple[Instrument, ...]
    actors: tuple[str, ...]
    regions: tuple[str, ...]
    industries: tuple[str, ...]
    period: Period | None
    targets: tuple[str, ...]
    why: dict[str, str]
    confidence: float
    page: int | None = None
    review: Review | None = None
    from_ocr: bool = False


@quick
@dataclass(frozen=True, slots=True)
class Name:
    """A canonical name in both languages; empty where the table has none."""

    zh: str
    en: str


@quick
@dataclass(frozen=True, slots=True)
class Entity:
    """A named region, industry or agency; ``code`` is null where the text does not say which one is meant."""

    start: int
    end: int
    text: str
    code: str | None
    name: Name
    why: str
    page: int | None = None


@quick
@dataclass(frozen=True, slots=True)
class Citation:
    """Another document named in the text, by title (without 《》) or number (``国发〔2018〕22号``), or both."""

    start: int
    end: int
    text: str
    title: str | None
    number: str | None
    page: int | None = None


@quick
@dataclass(frozen=True, slots=True)
class Deadline:
    """A date by which something is to be done; ``provision`` and ``targets`` are ids."""

    id: str
    period: Period
    what: Quote
    provision: str | None
    targets: tuple[str, ...]


@quick
@dataclass(frozen=True, slots=True)
class Unused:
    """A number of the text that no record uses, and why."""

    start: int
    end: int
    text: str
    reason: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything found in one document."""

    schema_version: str
    document: DocumentInfo
    targets: tuple[Measure, ...]
    figures: tuple[Measure, ...]
    provisions: tuple[Provision, ...]
    periods: tuple[Period, ...]
    regions: tuple[Entity, ...]
    industries: tuple[Entity, ...]
    agencies: tuple[Entity, ...]
    citations: tuple[Citation, ...]
    deadlines: tuple[Deadline, ...]
    unused: tuple[Unused, ...]
    notices: tuple[Notice, ...]
