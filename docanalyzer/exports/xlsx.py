"""Excel workbooks: a sheet for each kind of record, and a data dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, BinaryIO

from docanalyzer.core.record import Analysis
from docanalyzer.exports.dictionary import meaning
from docanalyzer.exports.rows import SHEETS, Cell

MAX_ROWS = 1_048_576
_MAX_CHARACTERS = 32_767
# A long quotation wraps within its column instead of hiding the next one.
_WRAP_FROM = 40
# What a cell cannot hold: controls, and what XML has no form for.
_FORBIDDEN = dict.fromkeys({*range(0x20), 0xFFFE, 0xFFFF} - {9, 10, 13})
_DICTIONARY = (("sheet", 14), ("column", 20), ("type", 10), ("meaning", 60), ("说明", 40))


class _Sheet:
    """One table; it goes on in a further sheet ("figures 2") where Excel's number of rows is used up."""

    def __init__(self, book: Any, name: str, columns: Sequence[tuple[str, int]], max_rows: int = MAX_ROWS) -> None:
        self._book = book
        self._name = name
        self._columns = columns
        self._max_rows = max_rows
        self._count = 0
        self._bold = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        self._plain = book.add_format({"valign": "top"})
        self._wrap = book.add_format({"valign": "top", "text_wrap": True})
        self._open()

    def _open(self) -> None:
        self._count += 1
        self._row = 0
        name = self._name if self._count == 1 else f"{self._name} {self._count}"
        self._sheet = self._book.add_worksheet(name)
        for index, (column, width) in enumerate(self._columns):
            wide = self._wrap if width >= _WRAP_FROM else self._plain
            self._sheet.set_column(index, index, width, wide)
            self._sheet.write_string(0, index, _cut(column), self._bold)
        self._sheet.freeze_panes(1, 1)

    def add(self, row: Sequence[Cell]) -> None:
        if self._row + 1 >= self._max_rows:
            self.close()
            self._open()
        self._row += 1
        for index, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, bool):
                self._sheet.write_boolean(self._row, index, value)
            elif isinstance(value, str):
                self._sheet.write_string(self._row, index, _cut(value))
            else:
                self._sheet.write_number(self._row, index, value)

    def close(self) -> None:
        self._sheet.autofilter(0, 0, self._row, len(self._columns) - 1)


def write_xlsx(analyses: Iterable[Analysis], stream: BinaryIO, *, max_rows: int = MAX_ROWS) -> None:
    """All documents as one workbook; text is never taken for a formula or a link."""
    with _workbook(stream) as book:
        sheets = [_Sheet(book, t.name, [(c.name, c.width) for c in t.columns], max_rows) for t in SHEETS]
        for analysis in analyses:
            for table, sheet in zip(SHEETS, sheets, strict=True):
                for row in table.rows(analysis):
                    sheet.add(row)
        for sheet in sheets:
            sheet.close()
        _write_dictionary(book)


Rows = tuple[str, Sequence[tuple[str, int]], Iterable[Sequence[Cell]]]
"""A sheet: its name, its columns with their widths in characters, and its rows."""


def write_sheets(sheets: Iterable[Rows], stream: BinaryIO) -> None:
    """Any tables as one workbook, as safe as the records are."""
    with _workbook(stream) as book:
        for name, columns, rows in sheets:
            sheet = _Sheet(book, name, columns)
            for row in rows:
                sheet.add(row)
            sheet.close()


def _workbook(stream: BinaryIO) -> Any:
    import xlsxwriter

    # Rows wait in temporary files, so that memory does not grow with the number of records.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(stream, options)
    # The moment of writing would make two exports of the same records differ.
    book.set_properties({"title": "docanalyzer", "created": datetime(2000, 1, 1, tzinfo=UTC)})
    return book


def _write_dictionary(book: Any) -> None:
    sheet = book.add_worksheet("dictionary")
    bold, wrap = book.add_format({"bold": True, "bottom": 1}), book.add_format({"valign": "top", "text_wrap": True})
    for index, (name, width) in enumerate(_DICTIONARY):
        sheet.set_column(index, index, width, wrap)
        sheet.write_string(0, index, name, bold)
    row = 0
    for table in SHEETS:
        for column in table.header:
            row += 1
            found = meaning(table, column)
            for index, value in enumerate((table.name, column, found.type, found.en, found.zh)):
                sheet.write_string(row, index, value, wrap)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, row, len(_DICTIONARY) - 1)


def _cut(text: str) -> str:
    """What a cell can hold: no control characters, no broken ones, no more than its limit of UTF-16 units."""
    text = text.translate(_FORBIDDEN).encode("utf-8", "replace").decode("utf-8")
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _MAX_CHARACTERS:
        return text
    # Half of a character outside the basic plane goes with the other half.
    return units[: 2 * (_MAX_CHARACTERS - 1)].decode("utf-16-le", "ignore") + "…"
