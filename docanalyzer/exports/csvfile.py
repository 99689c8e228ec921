"""CSV for spreadsheets: one row for each number of a role, with its document.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-``, ``@`` (or their full-width forms, a tab or a line end)
for a formula. Such a text is led by an apostrophe, and so is a text that begins with an apostrophe itself: whoever
takes one leading apostrophe away has the text back (:func:`unguarded`). Numbers stay numbers, whether they are written
as such (-3.5) or are the whole of a text ("-3.5%").
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import BinaryIO

from docanalyzer.core.record import Analysis
from docanalyzer.exports.rows import MEASURES, Cell

_GUARD = "'"
_GUARDED = (_GUARD, "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?%?")


def write_csv(analyses: Iterable[Analysis], stream: BinaryIO) -> None:
    """All documents as one table, UTF-8 with the byte order mark by which spreadsheets know it."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    try:
        rows = csv.writer(text)
        rows.writerow(MEASURES.header)
        for analysis in analyses:
            rows.writerows(cells(row) for row in MEASURES.rows(analysis))
        text.flush()
    finally:
        text.detach()


def cells(row: Iterable[Cell]) -> list[str | int | float]:
    """The row as it stands in a CSV file."""
    return [_cell(value) for value in row]


def guarded(text: str) -> str:
    """The text as no spreadsheet takes it for a formula; NUL, which no CSV reader takes, is left out."""
    text = text.replace("\0", "")
    return _GUARD + text if text.startswith(_GUARDED) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """The text that :func:`guarded` was given."""
    return text.removeprefix(_GUARD)


def _cell(value: Cell) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return guarded(value) if isinstance(value, str) else value
