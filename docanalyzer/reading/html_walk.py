"""A walk over the elements of a web page that writes its blocks."""

from __future__ import annotations

import re
from typing import Any

from docanalyzer.core.document import BlockKind, Cell
from docanalyzer.reading.layout import Row, Writer, tidy

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Classes of the Official Journal, old ("ti-art") and new ("oj-ti-art", "eli-title").
_CLASS_LEVELS = (
    (re.compile(r"(?:^|\s)(?:oj-)?doc-ti(?:\s|$)"), 1),
    (re.compile(r"(?:^|\s)(?:oj-)?ti-(?:section|grseq)-?\d*(?:\s|$)|title-(?:division|annex)-\d"), 2),
    (re.compile(r"(?:^|\s)(?:oj-)?(?:ti-art|title-article-norm)(?:\s|$)"), 3),
    (re.compile(r"(?:^|\s)(?:oj-)?(?:sti-art|stitle-article-norm)(?:\s|$)"), 3),
)
# fmt: off
_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "form", "header", "hr", "html", "legend", "li", "main", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}) | frozenset(_HEADINGS)
# fmt: on
_MARKER = re.compile(
    r"[‘'“\"]?[(（]?(?:\d{1,3}[a-z]{0,2}|[a-z]{1,3}|[ivxlc]{1,6}|[A-Z]|[一二三四五六七八九十]{1,3})[)）.．、]{1,2}"
    r"|[—–\-•·●▪○*]|\d{1,3}\.(?:\d{1,3}\.)*"
)
_NUMBERED_HEADING = re.compile(
    r"(?:Article|Chapter|CHAPTER|Section|SECTION|Annex|ANNEX|Part|PART|TITLE)\s+[\dIVXLC]+[a-z]?"
)
_MAX_SPAN = 500


def walk(element: Any, writer: Writer) -> int:
    """Write the blocks of an element and all below it; returns how many footnote marks were left out."""
    walker = _Walker(writer)
    walker.visit(element)
    walker.flush()
    return walker.notes


class _Walker:
    """Gathers inline text until a block begins or ends, then writes it as what it stood in."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._inline: list[str] = []
        self._kind = BlockKind.PARAGRAPH
        self._level = 0
        self._marker = ""
        self._tables = 0
        self.notes = 0

    def flush(self) -> None:
        """Write what was gathered since the last block, the waiting marker in front of it."""
        text = tidy(" ".join("".join(self._inline).split()))
        self._inline.clear()
        if not text:
            return
        kind, number = self._kind, None
        if self._marker:
            kind, number = BlockKind.ITEM, self._marker
            text = f"{self._marker} {text}"
            self._marker = ""
        elif kind is BlockKind.HEADING and (found := _NUMBERED_HEADING.match(text)):
            number = found[0]
        level = self._level if kind is BlockKind.HEADING else 0
        self._writer.add(text, kind, level=level, number=number)
        if self._kind is BlockKind.ITEM:
            # Further paragraphs of an item are no items themselves.
            self._kind = BlockKind.PARAGRAPH

    def visit(self, element: Any) -> None:
        """Write an element; its tail belongs to the caller."""
        tag = element.tag
        if not isinstance(tag, str):
            return
        if tag == "br":
            self._break()
        elif tag == "table":
            self.flush()
            self._table(element)
        elif tag in _BLOCKS:
            self._block(element)
        elif tag == "sup":
            self._raised(element)
        elif tag != "head":
            self.inside(element)

    def _break(self) -> None:
        if self._kind is BlockKind.HEADING:
            self._inline.append(" ")
        else:
            self.flush()

    def _block(self, element: Any) -> None:
        self.flush()
        kind, level = self._kind, self._level
        self._kind, self._level = self._role(element, kind, level)
        if element.tag == "li":
            self._marker = self._list_number(element)
        if element.tag == "pre":
            for line in element.text_content().splitlines():
                self._inline.append(line)
                self.flush()
        else:
            self.inside(element)
        self.flush()
        self._kind, self._level = kind, level

    def _role(self, element: Any, kind: BlockKind, level: int) -> tuple[BlockKind, int]:
        if element.tag in _HEADINGS:
            return BlockKind.HEADING, _HEADINGS[element.tag]
        name = element.get("class") or ""
        for pattern, found in _CLASS_LEVELS:
            if pattern.search(name):
                return BlockKind.HEADING, found
        if element.tag == "li":
            return BlockKind.ITEM, 0
        return kind, level

    @staticmethod
    def _list_number(element: Any) -> str:
        """The number that a browser prints before an item of an ordered list."""
        parent = element.getparent()
        if parent is None or parent.tag != "ol" or "none" in (parent.get("style") or ""):
            return ""
        text = tidy(element.text_content())
        if _MARKER.match(text):
            return ""  # the number is written out
        start = parent.get("start", "1")
        place = sum(1 for sibling in element.itersiblings("li", preceding=True))
        return f"{int(start) + place}." if start.isdecimal() and len(start) < 6 else ""

    def inside(self, element: Any) -> None:
        """Write what an element holds, without what it is itself."""
        if element.text:
            self._inline.append(element.text)
        for child in element:
            self.visit(child)
            if child.tail:
                self._inline.append(child.tail)

    def _raised(self, element: Any) -> None:
        """Superscripts: a footnote mark is left out, or 2030¹ reads 20301; powers of a number get a sign."""
        text = element.text_content().strip()
        linked = element.find(".//a") is not None or next(element.iterancestors("a"), None) is not None
        if linked and re.fullmatch(r"\[?\(?\d{1,3}\)?\]?", text):
            self.notes += 1
        elif text.lstrip("-−–+").isdigit() and self._inline and self._inline[-1][-1:].isdigit():
            self._inline.append("^" + text)
        else:
            self.inside(element)

    def _table(self, table: Any) -> None:
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
        caption = table.find("caption")
        if caption is not None:
            self.inside(caption)
            self.flush()
        grid = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
        if all(_is_point(cells) for cells in grid):
            for cells in grid:
                self._point(cells)
        elif _is_layout(table, grid):
            for cells in grid:
                for cell in cells:
                    self._block(cell)
        else:
            self._grid(grid)

    def _point(self, cells: list[Any]) -> None:
        full = [cell for cell in cells if tidy(cell.text_content())]
        if full:
            self._marker = tidy(full[0].text_content())
            for cell in full[1:]:
                self._block(cell)
            if self._marker:
                self._inline.append(self._marker)
                self._marker = ""
                self.flush()

    def _grid(self, grid: list[list[Any]]) -> None:
        """Write the rows of a data table; a merged cell is written once, at its first place."""
        taken: set[tuple[int, int]] = set()
        placed: list[list[tuple[str, Cell]]] = []
        width = 0
        for r, cells in enumerate(grid):
            column, line = 0, []
            for cell in cells:
                while (r, column) in taken:
                    column += 1
                down = min(_span(cell, "rowspan"), len(grid) - r)
                across = _span(cell, "colspan")
                taken.update((r + i, column + j) for i in range(down) for j in range(across))
                line.append((self._cell_text(cell), Cell(self._tables, r, column, down, across)))
                column += across
            width = max(width, column)
            placed.append(line)
        for line in placed:
            self._writer.add_row(Row(tuple(line), width))
        self._tables += 1

    def _cell_text(self, cell: Any) -> str:
        inner = Writer()
        self.notes += walk_cell(cell, inner)
        return inner.text


def walk_cell(cell: Any, writer: Writer) -> int:
    """Write the content of a cell into a writer of its own, so that its lines can be joined."""
    walker = _Walker(writer)
    walker.inside(cell)
    walker.flush()
    return walker.notes


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), _MAX_SPAN)) if value.isdecimal() and len(value) < 9 else 1


def _is_point(cells: list[Any]) -> bool:
    """Whether a row is a numbered point set as a table: a mark, then its text."""
    texts = [text for cell in cells if (text := tidy(cell.text_content()))]
    return not texts or (len(texts) == 2 and bool(_MARKER.fullmatch(texts[0])) and len(texts[1]) > 12)


def _is_layout(table: Any, grid: list[list[Any]]) -> bool:
    """Whether a table only places things on the page: it holds other tables, or one cell in each row."""
    if any(inner is not table for inner in table.iter("table")):
        return True
    return all(len(cells) <= 1 for cells in grid) and any(
        len(cell.text_content()) > 200 for cells in grid for cell in cells
    )
