"""CSV for spreadsheets: one row for each number of a role, with its document."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from docanalyzer.core.record import Analysis
from docanalyzer.exports.rows import MEASURES, Cell

# A spreadsheet runs a cell that begins with one of these, full-width forms included, as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(analyses: Iterable[Analysis], stream: BinaryIO) -> None:
    """All documents as one table, UTF-8 with the byte order mark by which spreadsheets know it."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    try:
        rows = csv.writer(text)
        rows.writerow(MEASURES.header)
        for analysis in analyses:
            rows.writerows([_cell(value) for value in row] for row in MEASURES.rows(analysis))
        text.flush()
    finally:
        text.detach()


def _cell(value: Cell) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
