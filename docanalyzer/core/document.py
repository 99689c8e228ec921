"""What ``reading`` hands to the analysis: one text with its structure as far as the file told it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from docanalyzer.core.quick import quick


class BlockKind(StrEnum):
    """What a block of text is in its source."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Cell:
    """Place of a table cell; table, row and column count from 0, spans are at least 1."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@quick
@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item, table cell or note: ``text[start:end]`` of its document.

    ``level`` is the heading level (1 is the highest) and 0 for everything else; ``number`` is the number
    as written or as the word processor would have printed it ("三、", "1.1"), else null.
    """

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    number: str | None = None
    page: int | None = None
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF or picture; ``number`` counts from 1.

    ``from_ocr`` says that its text was read from a picture of it, so that characters may be misread.
    """

    number: int
    start: int
    end: int
    from_ocr: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line of text that was read from a picture stands: a box in points, counted from the top left corner."""

    start: int
    end: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that reading removed, repaired or could not do, with how often.

    ``code`` is stable and meant for programs (``page_numbers_removed``), ``message`` for people.
    """

    code: str
    message: str
    count: int = 1
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document from its file, from a manifest or from the caller.

    ``issued_on`` is an ISO date; ``issuers`` are names as written.
    """

    title: str | None = None
    issued_on: str | None = None
    issuers: tuple[str, ...] = ()
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text to analyse.

    ``id`` is the SHA-256 (hex) of the source bytes. ``blocks`` is empty where the format knows no structure (plain
    text): ``structure`` then finds it from the lines. Blocks are in order and do not overlap. ``places`` holds the
    lines of pages that were read from pictures.
    """

    id: str
    name: str
    media_type: str
    text: str
    blocks: tuple[Block, ...] = ()
    pages: tuple[Page, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    notices: tuple[Notice, ...] = ()
    places: tuple[Place, ...] = ()
