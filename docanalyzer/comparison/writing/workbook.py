"""The report as an Excel workbook: documents, pairs, what does not agree."""

from __future__ import annotations

from typing import BinaryIO

from docanalyzer.comparison.report import Pair, Report
from docanalyzer.comparison.writing.rows import VERDICTS, matrix, names, side
from docanalyzer.core.record import Measure, Provision
from docanalyzer.exports.rows import Cell
from docanalyzer.exports.xlsx import write_sheets


def write_workbook(report: Report, stream: BinaryIO) -> None:
    """One sheet for each kind of finding; cells are text or numbers, never formulas."""
    name = names(report)
    sheets = [
        _sheet(
            "documents",
            ["name", "title", "language", "issued_on", "jurisdiction", "targets", "provisions", "id"],
            [
                [d.name, d.title, d.language, d.issued_on, d.jurisdiction, d.targets, d.provisions, d.id]
                for d in report.documents
            ],
        ),
        _sheet("pairs", _PAIRS, [_row(pair, name) for pair in report.pairs]),
    ]
    if report.mode == "cascade":
        others, rows = matrix(report)
        lags = {lag.document: lag.days for lag in report.lags}
        header = ["target", "value", *(name[d.id] for d in others)]
        body: list[list[Cell]] = [["days after the national document", None, *(lags.get(d.id) for d in others)]]
        for left, cells in rows:
            shown = side(left)
            words = [f"{VERDICTS[c.verdict]}: {_value(c.right)}" if c and c.right else "dropped" for c in cells]
            body.append([shown.what if shown else "", shown.value if shown else "", *words])
        sheets.append(_sheet("matrix", header, body))
    if report.conflicts:
        numbers: list[list[Cell]] = [
            [", ".join(c.left), ", ".join(c.right), c.left_text.text, c.right_text.text] for c in report.conflicts
        ]
        sheets.append(_sheet("numbers", ["left", "right", "left_text", "right_text"], numbers))
    issues: list[list[Cell]] = [
        [name[d.document], i.check, i.reason, " ‖ ".join(r.evidence.text for r in i.records)]
        for d in report.consistency
        for i in d.issues
    ]
    if issues:
        sheets.append(_sheet("consistency", ["document", "check", "reason", "evidence"], issues))
    write_sheets(sheets, stream)


_WIDTHS = {"reason": 50, "arithmetic": 40, "left_evidence": 60, "right_evidence": 60, "left_text": 60, "right_text": 60}


def _sheet(name: str, header: list[str], rows: list[list[Cell]]) -> tuple[str, list[tuple[str, int]], list[list[Cell]]]:
    return name, [(column, _WIDTHS.get(column, 18)) for column in header], rows


_PAIRS = [
    "left_document", "right_document", "verdict", "differences", "reason", "arithmetic", "change",
    "left_what", "left_value", "left_period", "left_evidence", "left_place",
    "right_what", "right_value", "right_period", "right_evidence", "right_place", "score", "why",
]  # fmt: skip


def _row(pair: Pair, name: dict[str, str]) -> list[Cell]:
    cells: list[Cell] = [
        name[pair.left_document],
        name[pair.right_document],
        pair.verdict,
        ", ".join(pair.differences),
        pair.reason,
        "; ".join(pair.arithmetic),
        pair.change,
    ]
    for record in (pair.left, pair.right):
        shown = side(record)
        cells += [shown.what, shown.value, shown.period, shown.evidence, shown.place] if shown else [None] * 5
    return [*cells, pair.score, ", ".join(pair.why)]


def _value(record: Measure | Provision) -> str:
    shown = side(record)
    return f"{shown.value} {shown.period}".strip() if shown else ""
