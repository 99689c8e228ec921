"""PDF files with a text layer: pages, paragraphs that go on over line and page ends, ruled tables as cells."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import replace
from typing import Any

from docanalyzer.core.document import BlockKind, Cell, Notice, Page
from docanalyzer.core.errors import ReadError
from docanalyzer.core.limits import LIMITS, Limits
from docanalyzer.reading.layout import Reading, Row, Writer, glue, join_lines, tidy
from docanalyzer.reading.pdf_furniture import remove_furniture
from docanalyzer.reading.pdf_glyphs import PDFIUM_LOCK, Sheet, raster, sheets
from docanalyzer.reading.pdf_lines import Line
from docanalyzer.reading.pdf_page import PageFlow, Table, body_size, continued, is_chinese, lay_out
from docanalyzer.reading.pdf_paragraphs import (
    Measures,
    goes_on,
    heading_number,
    is_item,
    measure,
    numbered_zh,
)
from docanalyzer.reading.recognition import OcrMode, Recogniser, places, resolution

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_BROKEN = re.compile(r"([A-Za-z]+)-$")
_CELL_END = re.compile(r"[.!?;:]$")
_SENTENCE_END = re.compile(r"[。；;，,.]$")


def read_pdf(data: bytes, name: str, limits: Limits = LIMITS, ocr: OcrMode = "auto") -> Reading:
    """Read a PDF; raises ``ReadError`` where it is damaged or protected, or no page of it has text that can be read."""
    with Recogniser(ocr, limits) as recogniser:
        with PDFIUM_LOCK:
            flows, notices = _flows(data, name, limits, recogniser)
        return compose("application/pdf", flows, notices, recogniser)


def compose(media_type: str, flows: list[PageFlow], notices: list[Notice], recogniser: Recogniser) -> Reading:
    """The text of pages that are laid out; ``recogniser`` knows which of them were pictures."""
    _weigh(flows)
    notices = notices + recogniser.notices() + remove_furniture(flows)
    composer = _Composer(flows)
    composer.compose()
    text = composer.writer.text
    pages = tuple(replace(page, from_ocr=page.number in recogniser.lines) for page in composer.pages())
    return Reading(
        media_type,
        text,
        tuple(composer.writer.blocks),
        pages,
        tuple(notices + composer.notices()),
        places(text, pages, recogniser.lines),
    )


def _is_scan(sheet: Sheet) -> bool:
    """Whether a picture covers a page and nothing is printed on it but the mark of a scanning program."""
    return sheet.picture and sum(not glyph.char.isspace() for glyph in sheet.glyphs) < 30


def _recognised(page: Any, sheet: Sheet, recogniser: Recogniser) -> Sheet:
    """The page as it is, or as text recognition reads it where it has no text or all are to be read so."""
    if not recogniser.ready:
        return sheet
    if not recogniser.force and not _is_scan(sheet) and any(not glyph.char.isspace() for glyph in sheet.glyphs):
        return sheet
    scale = resolution(sheet.width, sheet.height)
    return recogniser.sheet(sheet.number, raster(page, scale), sheet.width, sheet.height) or sheet


def _flows(data: bytes, name: str, limits: Limits, recogniser: Recogniser) -> tuple[list[PageFlow], list[Notice]]:
    flows: list[PageFlow] = []
    blank: list[int] = []
    turned = pictures = 0
    for sheet in sheets(data, name, limits.pages, lambda page, sheet: _recognised(page, sheet, recogniser)):
        unread = sheet.number not in recogniser.lines
        scanned = unread and _is_scan(sheet)
        pictures += scanned
        if scanned or not any(not glyph.char.isspace() for glyph in sheet.glyphs):
            blank.append(sheet.number)
        turned += sheet.turned
        flows.append(lay_out(sheet, _usual_gutter(flows)))
    if not flows:
        raise ReadError(name, "empty", "the PDF has no pages")
    if len(blank) == len(flows):
        raise ReadError(name, "no_text_layer", f"no page of the PDF has text (OCR is needed); {recogniser.advice}")
    notices = []
    if pictures:
        message = f"pages that are pictures without text, not read: {pictures}; {recogniser.advice}"
        notices.append(Notice("pages_without_text", message, pictures, blank[0]))
    if turned:
        message = f"characters that stand across the page, left out: {turned}"
        notices.append(Notice("turned_text_removed", message, turned))
    return flows, notices


def _usual_gutter(flows: list[PageFlow]) -> float | None:
    """Where the pages so far have their gutter, if several have one."""
    gutters = sorted(flow.gutter for flow in flows[-20:] if flow.gutter is not None)
    return gutters[len(gutters) // 2] if len(gutters) >= 3 else None


def _weigh(flows: list[PageFlow]) -> None:
    """Where most of a file is set in a face that says it is bold, bold means nothing."""
    lines = [line for flow in flows for line in flow.lines]
    if sum(line.bold for line in lines) * 2 > len(lines):
        for line in lines:
            line.bold = False


class _Composer:
    """Writes the pages as one text."""

    def __init__(self, flows: list[PageFlow]) -> None:
        self.writer = Writer()
        self._flows = flows
        self._body = body_size(flows)
        self._chinese = is_chinese(flows)
        self._measures: Measures = measure(flows, self._body)
        self._levels = self._heading_sizes()
        self._words = _vocabulary(flows)
        self._starts: dict[int, int] = {}
        self._counts: Counter[str] = Counter()
        self._paragraph: list[Line] = []
        self._notes: list[Line] = []
        self._last_table: Table | None = None
        self._rows: list[tuple[int, int, list[tuple[str, Cell]]]] = []
        self._tables = 0

    def compose(self) -> None:
        """Write every page."""
        for flow in self._flows:
            self._starts.setdefault(flow.number, -1)
            for item in flow.items:
                if isinstance(item, Table):
                    self._flush()
                    self._write_table(item)
                    continue
                self._counts["footnote_marks_removed"] += item.marks
                if self._paragraph and not goes_on(self._paragraph, item, self._measures):
                    self._flush()
                self._flush_table()
                self._paragraph.append(item)
            self._notes += flow.notes
        self._flush()
        self._flush_table()

    def pages(self) -> tuple[Page, ...]:
        """Each page with the part of the text that stands on it; a page without text is empty."""
        length = len(self.writer.text)
        pages: list[Page] = []
        following = length
        for flow in reversed(self._flows):
            start = self._starts.get(flow.number, -1)
            start = following if start < 0 else start
            pages.append(Page(flow.number, start, following))
            following = start
        return tuple(reversed(pages))

    def notices(self) -> list[Notice]:
        """What was repaired or left out while composing."""
        words = {
            "footnote_marks_removed": "raised footnote marks left out: {}",
            "footnotes": "footnotes set as notes beside the paragraph at the foot of their page: {}",
            "hyphens_removed": "words parted by a hyphen at a line end and joined: {}",
            "table_headers_removed": "repeated header rows of tables left out: {}",
            "tables_joined": "tables that go on over a page and were joined: {}",
        }
        return [Notice(code, words[code].format(count), count) for code, count in self._counts.items() if count]

    def _flush(self) -> None:
        """Write the paragraph that has ended, and the footnotes of the pages that it stood on.

        Footnotes come after their paragraph; before it where it goes on over the page, so that they stay on theirs.
        """
        lines, self._paragraph = self._paragraph, []
        notes, self._notes = self._notes, []
        early = [note for note in notes if lines and lines[0].page == note.page < lines[-1].page]
        self._write_notes(early)
        if lines:
            self._write(lines, None)
        self._write_notes(notes[len(early) :])

    def _write_notes(self, notes: list[Line]) -> None:
        for index, line in enumerate(notes):
            self._counts["footnote_marks_removed"] += line.marks
            if line.noted or index == 0:
                note = [line]
                note += itertools.takewhile(lambda other: not other.noted, notes[index + 1 :])
                self._counts["footnotes"] += 1
                self._write(note, BlockKind.NOTE)

    def _write(self, lines: list[Line], kind: BlockKind | None) -> None:
        text = ""
        starts: list[tuple[int, int]] = []
        for line in lines:
            joined = self._join(text, line.text)
            if not starts or starts[-1][0] != line.page:
                starts.append((line.page, max(0, len(joined) - len(line.text))))
            text = joined
        begin = self.writer.length
        shown = tidy(text)
        for page, offset in starts:
            if self._starts.get(page, -1) < 0:
                self._starts[page] = begin + min(offset, max(0, len(shown) - 1))
        found, level, number = (kind, 0, None) if kind else self._kind(lines, shown)
        self.writer.add(shown, found, level=level, number=number, page=lines[0].page)

    def _join(self, text: str, line: str) -> str:
        if not text:
            return line
        broken = _BROKEN.search(text)
        if broken and line[:1].islower() and (after := _WORD.match(line)) and self._is_one_word(broken[1], after[0]):
            self._counts["hyphens_removed"] += 1
            return text[:-1] + line
        return text + ("" if broken else glue(text, line)) + line

    def _is_one_word(self, before: str, after: str) -> bool:
        """Whether the halves of a parted word are written without a hyphen, as the rest of the file shows."""
        whole, parted = self._words[(before + after).lower()], self._words[f"{before}-{after}".lower()]
        if whole or parted:
            return whole >= parted
        return not (self._words[before.lower()] and self._words[after.lower()])

    def _kind(self, lines: list[Line], text: str) -> tuple[BlockKind, int, str | None]:
        if is_item(text):
            return BlockKind.ITEM, 0, None
        level = self._levels.get(_heading_key(lines[0], self._body), 0)
        if not level or len(lines) > 3 or len(text) > 160 or not any(c.isalpha() for c in text):
            return BlockKind.PARAGRAPH, 0, None
        if _SENTENCE_END.search(text) or len({line.bold for line in lines}) > 1:
            return BlockKind.PARAGRAPH, 0, None
        if self._chinese:
            # Numbered headings are known by their numbers, whatever their size.
            return (BlockKind.PARAGRAPH, 0, None) if numbered_zh(text) else (BlockKind.HEADING, level, None)
        return BlockKind.HEADING, level, heading_number(text)

    def _heading_sizes(self) -> dict[tuple[float, bool], int]:
        """Levels for the sizes above that of the text, the largest first; bold lines of its size come last."""
        keys: Counter[tuple[float, bool]] = Counter()
        for flow in self._flows:
            for line in flow.lines:
                keys[_heading_key(line, self._body)] += 1
        large = sorted((key for key in keys if key[0] > 1.1 * self._body), reverse=True)
        levels = {key: min(index + 1, 6) for index, key in enumerate(large)}
        bold = (0.0, True)
        if not self._chinese and keys[bold] * 4 < sum(keys.values()):
            levels[bold] = min(len(large) + 1, 6)
        return levels

    def _write_table(self, table: Table) -> None:
        """Take the rows of a table; they are written when it is known that no page goes on with it."""
        before = self._last_table
        self._counts["footnote_marks_removed"] += table.marks
        rest = continued(before, table) if before is not None and before.page + 1 >= table.page else None
        rows = table.rows if rest is None else rest.rows
        if before is None or rest is None:
            self._flush_table()
            self._last_table = table
        else:
            table = rest
            self._counts["tables_joined"] += 1
            while len(rows) > 1 and _texts(rows[0]) in [_texts(row) for row in before.rows[:2]]:
                rows = rows[1:]
                self._counts["table_headers_removed"] += 1
            if rows and _is_cut(self._rows[-1][2], rows[0]):
                page, columns, last = self._rows[-1]
                self._rows[-1] = (page, columns, _merged(last, rows[0]))
                rows = rows[1:]
            self._stretch(rows, table.columns)
            # The header of the first page is what later pages repeat.
            self._last_table = replace(table, rows=before.rows)
        self._rows += [(table.page, table.columns, row) for row in rows]

    def _stretch(self, rows: list[list[tuple[str, Cell]]], columns: int) -> None:
        """Let the last merged cells of a page reach over the rows that go on with them on the next."""
        if not rows or not self._rows:
            return
        top = rows[0][0][1].row if rows[0] else 0
        for column in range(columns):
            starts = [cell.row for row in rows for _, cell in row if _covers(cell, column)]
            more = min(starts, default=top + len(rows)) - top
            # A first column that begins anew begins a new row.
            if column == 0 and more == 0:
                return
            found = next(
                ((i, j) for i in range(len(self._rows) - 1, -1, -1) for j in self._reaching(i, column)),
                None,
            )
            if more and found is not None:
                i, j = found
                page, width, row = self._rows[i]
                text, cell = row[j]
                row = [*row[:j], (text, replace(cell, row_span=cell.row_span + more)), *row[j + 1 :]]
                self._rows[i] = (page, width, row)

    def _reaching(self, index: int, column: int) -> list[int]:
        """The places in a row of cells of a column that reach over several rows down to the last one taken."""
        left = len(self._rows) - index
        return [
            j
            for j, (_, cell) in enumerate(self._rows[index][2])
            if cell.column == column and cell.row_span > 1 and cell.row_span >= left
        ]

    def _flush_table(self) -> None:
        rows, self._rows = self._rows, []
        self._last_table = None
        for index, (page, columns, row) in enumerate(rows):
            if self._starts.get(page, -1) < 0:
                self._starts[page] = self.writer.length
            cells = tuple((text, replace(cell, table=self._tables, row=index)) for text, cell in row)
            self.writer.add_row(Row(cells, columns), page=page)
        self._tables += bool(rows)


def _is_cut(last: list[tuple[str, Cell]], row: list[tuple[str, Cell]]) -> bool:
    """Whether the first row of a page is the rest of the last row before: a sentence of it goes on in its column."""
    texts = {cell.column: text for text, cell in last}
    if not row or any(cell.column not in texts for _, cell in row) or row[0][1].column == 0:
        return False
    return any(
        (text[:1].islower() and not _CELL_END.search(texts[cell.column])) or texts[cell.column][-1:] in "，、"
        for text, cell in row
    )


def _covers(cell: Cell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.column_span


def _merged(last: list[tuple[str, Cell]], row: list[tuple[str, Cell]]) -> list[tuple[str, Cell]]:
    rest = {cell.column: text for text, cell in row}
    return [(join_lines((text, rest.get(cell.column, ""))), cell) for text, cell in last]


def _texts(row: list[tuple[str, Cell]]) -> list[str]:
    return [text for text, _ in row]


def _heading_key(line: Line, body: float) -> tuple[float, bool]:
    size = round(line.size * 2) / 2
    return (size, False) if size > 1.1 * body else (0.0, line.bold and size >= 0.95 * body)


def _vocabulary(flows: list[PageFlow]) -> Counter[str]:
    """The words inside lines, which show how a word that is parted at a line end is written elsewhere."""
    words: Counter[str] = Counter()
    for flow in flows:
        for line in flow.lines:
            found = _WORD.findall(line.text)
            words.update(word.lower() for word in (found[1:-1] if len(found) > 2 else []))
    return words
