"""Word documents: what a reader of the printed page would see in the body, changes accepted.

python-docx opens the file; its ``.text`` drops tracked insertions and automatic numbers, so the elements are read here.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from docanalyzer.core.document import BlockKind, Cell, Metadata, Notice
from docanalyzer.core.errors import ReadError
from docanalyzer.core.limits import LIMITS, Limits
from docanalyzer.reading.archive import check_archive
from docanalyzer.reading.docx_numbering import Numbering
from docanalyzer.reading.docx_text import NotesOf, inline_text, w
from docanalyzer.reading.layout import Reading, Row, Writer, glue, join_lines, tidy

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEADING_NAME = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
# Content controls and other wrappers that stand around paragraphs, rows and cells.
_WRAPPERS = frozenset(map(w, ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")))
_NOTICES = {
    "deletions_dropped": "tracked deletions left out: {}",
    "insertions_kept": "tracked insertions taken as text: {}",
    "hidden_text_dropped": "pieces of hidden text left out: {}",
    "text_boxes": "text boxes set as notes after the paragraph that they are anchored to: {}",
    "footnotes": "footnotes set as notes after the paragraph that names them: {}",
    "lines_joined": "paragraphs that each held one line of a sentence joined: {}",
    "toc_removed": "lines of the table of contents left out: {}",
}


# A text pasted line by line: so many paragraphs at least, most as long as a line, and few of them end a sentence.
_LEAST_LINES = 30
_FULL_LINE = 0.85
_SHORTEST_LINE, _LONGEST_LINE = 20, 80
_STOP = re.compile(r"[。；！？]|[.;!?](?=\s|$)")
_SENTENCE_ENDS = frozenset("。：；！？.:;!?")


def read_docx(data: bytes, name: str, limits: Limits = LIMITS) -> Reading:
    """Read a Word document: paragraphs, headings, numbered items and tables in their order."""
    document = _open(data, name, limits)
    body = _Body(document)
    body.read(document.element.body)
    body.flush()
    notices = tuple(
        Notice(code, _NOTICES[code].format(count), count) for code, count in sorted(body.counts.items()) if count
    )
    properties = document.core_properties
    return Reading(
        _MEDIA_TYPE,
        body.writer.text,
        tuple(body.writer.blocks),
        notices=notices,
        stated=Metadata(title=join_lines(body.titles) or None),
        # The property is what the first author typed, or what a template left: the text itself goes first.
        guessed=Metadata(title=tidy(properties.title or "") or None),
    )


def _open(data: bytes, name: str, limits: Limits) -> Any:
    from docx import Document

    check_archive(data, name, limits)
    try:
        return Document(io.BytesIO(data))
    except MemoryError:
        raise
    except Exception as error:  # python-docx raises whatever its parts raise: KeyError, ValueError, XML errors
        if "Excessive depth" in str(error):
            raise ReadError(name, "nested", "the document is nested too deeply to be read") from error
        raise ReadError(
            name, "damaged", "the file is damaged or no Word document; open it in Word and save it as DOCX"
        ) from error


class _Body:
    """Reads the body into a writer; knows the styles, the numbers so far and what was left out."""

    def __init__(self, document: Any) -> None:
        self.writer = Writer()
        self.counts: Counter[str] = Counter()
        self.titles: list[str] = []
        self._styles = _Styles(document)
        self._numbering = Numbering(document)
        self._notes = NotesOf(document)
        self._tables = 0
        self._inner: list[Any] = []
        self._carried = ""
        self._line = _line_width(document.element.body)
        self._open_line = ""

    def read(self, parent: Any) -> None:
        """Write every paragraph and table below an element."""
        for child in _through(parent):
            if child.tag == w("p"):
                self._paragraph(child)
            elif child.tag == w("tbl"):
                self.flush()
                self._table(child)

    def flush(self) -> None:
        """Write the line that waits for the rest of its sentence."""
        waiting, self._open_line = self._open_line, ""
        self.writer.add(waiting, BlockKind.PARAGRAPH)

    def _runs_on(self, text: str) -> bool:
        """Whether a paragraph is only a line of its sentence, in a document where each line is a paragraph."""
        return bool(self._line) and len(text) >= _FULL_LINE * self._line and text[-1] not in _SENTENCE_ENDS

    def _paragraph(self, paragraph: Any) -> None:
        style = self._styles.of(paragraph)
        if style.toc:
            self.counts["toc_removed"] += bool(tidy(inline_text(paragraph, Counter()).text))
            return
        inline = inline_text(paragraph, self.counts)
        text = self._carried + inline.text
        self._carried = ""
        if paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('del')}") is not None:
            # The paragraph mark is deleted: what is left of the paragraph runs on into the next.
            self._carried = text
            return
        number, is_item = self._numbering.next(paragraph, style.chain)
        kind, level = self._kind(paragraph, style, is_item)
        plain = kind is BlockKind.PARAGRAPH and not number and not style.title
        if not plain:
            self.flush()
        elif self._open_line:
            shown = tidy(text)
            text, self._open_line = self._open_line + glue(self._open_line, shown) + shown, ""
            self.counts["lines_joined"] += 1
        if plain and not inline.boxes and not inline.notes and self._runs_on(tidy(inline.text)):
            self._open_line = tidy(text)
            return
        if style.title and text.strip():
            self.titles.append(tidy(text))
        for index, line in enumerate(part for part in text.split("\n") if part.strip()):
            shown = tidy(line)
            if index == 0 and number:
                shown = number + glue(number, shown) + shown
            self.writer.add(shown, kind, level=level, number=(number or None) if index == 0 else None)
        for box in inline.boxes:
            self.counts["text_boxes"] += 1
            for inner in box.iter(w("p")):
                self.writer.add(inline_text(inner, self.counts).text, BlockKind.NOTE)
        for note in inline.notes:
            self.counts["footnotes"] += 1
            self.writer.add(self._notes.text(note), BlockKind.NOTE)

    @staticmethod
    def _kind(paragraph: Any, style: _Style, is_item: bool) -> tuple[BlockKind, int]:
        own = paragraph.find(f"{w('pPr')}/{w('outlineLvl')}")
        level = style.level
        if own is not None:
            value = int(own.get(w("val"), "9"))
            level = value + 1 if value < 9 else 0
        if level:
            return BlockKind.HEADING, level
        return (BlockKind.ITEM if is_item else BlockKind.PARAGRAPH), 0

    def _table(self, table: Any) -> None:
        rows = []
        for row in _through(table):
            if row.tag != w("tr"):
                continue
            if row.find(f"{w('trPr')}/{w('del')}") is not None:
                self.counts["deletions_dropped"] += 1
                continue
            rows.append(row)
        grid = [_places(row) for row in rows]
        if grid and all(len(line) == 1 for line in grid) and any(len(_cell_words(line[0][0])) > 200 for line in grid):
            # A frame around running text, not a table.
            for line in grid:
                self.read(line[0][0])
            return
        width = max((column + span for line in grid for _, column, span in line), default=0)
        for r, line in enumerate(grid):
            cells = []
            for cell, column, span in line:
                if _merge(cell) == "continue":
                    continue
                place = Cell(self._tables, r, column, _height(grid, r, column), span)
                cells.append((self._cell_text(cell), place))
            self.writer.add_row(Row(tuple(cells), width))
        self._tables += 1
        # Tables inside cells come after the table that holds them.
        inner, self._inner = self._inner, []
        for nested in inner:
            self._table(nested)

    def _cell_text(self, cell: Any) -> str:
        lines = []
        nested = [table for table in cell.iter(w("tbl")) if _is_table(table)]
        held = {p for table in nested for p in table.iter(w("p"))}
        self._inner += [t for t in nested if not any(t is not other and t in other.iter(w("tbl")) for other in nested)]
        for paragraph in cell.iter(w("p")):
            if paragraph in held:
                continue
            text = inline_text(paragraph, self.counts).text
            number, _ = self._numbering.next(paragraph, self._styles.of(paragraph).chain)
            lines.append(number + glue(number, text) + text if number and text else number or text)
        return join_lines(line for text in lines for line in text.split("\n"))


def _is_table(table: Any) -> bool:
    """Whether a table inside a cell has rows and columns, and is no frame around words."""
    rows = [_places(row) for row in _through(table) if row.tag == w("tr")]
    return len(rows) > 1 and max(map(len, rows)) > 1


def _line_width(body: Any) -> int:
    """The characters of a line where each line of the text was made a paragraph; 0 where paragraphs are whole."""
    lines = [tidy(inline_text(p, Counter()).text) for p in body.iterchildren(w("p"))]
    lines = [line for line in lines if line]
    if len(lines) < _LEAST_LINES:
        return 0
    width = sorted(map(len, lines))[len(lines) * 3 // 4]
    full = [line for line in lines if _FULL_LINE * width <= len(line) <= width / _FULL_LINE]
    torn = sum(line[-1] not in _SENTENCE_ENDS for line in full)
    # Sentences must end somewhere, at the end of a line or within it, or these are the lines of a list.
    sentences = sum(len(_STOP.findall(line)) for line in lines)
    broken = 2 * torn > len(lines) and 10 * sentences >= len(lines)
    return width if broken and _SHORTEST_LINE <= width <= _LONGEST_LINE else 0


def _through(parent: Any) -> Iterator[Any]:
    """The children of an element, wrappers opened."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from _through(child)
        else:
            yield child


def _places(row: Any) -> list[tuple[Any, int, int]]:
    """The cells of a row with the grid column and the number of columns of each."""
    column = _value(row.find(f"{w('trPr')}/{w('gridBefore')}"), 0)
    places = []
    for cell in _through(row):
        if cell.tag == w("tc"):
            span = max(1, _value(cell.find(f"{w('tcPr')}/{w('gridSpan')}"), 1))
            places.append((cell, column, span))
            column += span
    return places


def _value(element: Any, default: int) -> int:
    text = "" if element is None else element.get(w("val"), "")
    return int(text) if text.isdecimal() and len(text) < 5 else default


def _merge(cell: Any) -> str:
    merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    return "" if merge is None else merge.get(w("val"), "continue")


def _height(grid: list[list[tuple[Any, int, int]]], row: int, column: int) -> int:
    """How many rows a cell covers: the cells below it that continue it."""
    height = 1
    for line in grid[row + 1 :]:
        if not any(at == column and _merge(cell) == "continue" for cell, at, _ in line):
            break
        height += 1
    return height


def _cell_words(cell: Any) -> str:
    return "".join(t.text or "" for t in cell.iter(w("t")))


class _Style:
    """What matters of a paragraph style and of the styles that it is based on (``chain``, nearest first)."""

    def __init__(self, chain: list[Any]) -> None:
        self.chain = chain
        names = [_style_name(style) for style in chain]
        self.toc = any(name.lower().startswith("toc ") for name in names)
        self.title = bool(names) and names[0].lower() in {"title", "标题", "標題"}
        self.level = self._level(names)

    def _level(self, names: list[str]) -> int:
        if self.title:
            return 1
        for style, name in zip(self.chain, names, strict=True):
            if found := _HEADING_NAME.fullmatch(name):
                return int(found[1])
            outline = style.find(f"{w('pPr')}/{w('outlineLvl')}")
            if outline is not None:
                value = _value(outline, 9)
                return value + 1 if value < 9 else 0
        return 0


def _style_name(style: Any) -> str:
    name = style.find(w("name"))
    return "" if name is None else name.get(w("val"), "")


class _Styles:
    """The paragraph styles of a document by their ids."""

    def __init__(self, document: Any) -> None:
        elements = document.styles.element.findall(w("style"))
        self._by_id = {style.get(w("styleId")): style for style in elements}
        self._default = next(
            (s for s in elements if s.get(w("type")) == "paragraph" and s.get(w("default")) in {"1", "true"}), None
        )
        self._known: dict[str | None, _Style] = {}

    def of(self, paragraph: Any) -> _Style:
        """The style of a paragraph, or the default one."""
        named = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        key = None if named is None else named.get(w("val"))
        if key not in self._known:
            self._known[key] = _Style(self._chain(key))
        return self._known[key]

    def _chain(self, key: str | None) -> list[Any]:
        style = self._by_id.get(key) if key is not None else self._default
        chain: list[Any] = []
        while style is not None and style not in chain:
            chain.append(style)
            base = style.find(w("basedOn"))
            style = None if base is None else self._by_id.get(base.get(w("val")))
        return chain
