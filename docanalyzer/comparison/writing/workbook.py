"""The report as an Excel workbook: documents, pairs, what does not agree."""

from __future__ import annotations

from functools import partial
from typing import BinaryIO

from docanalyzer.comparison.report import Pair, Report
from docanalyzer.comparison.writing.rows import matrix, names
from docanalyzer.comparison.writing.wording import IN_ENGLISH, Wording
from docanalyzer.core.record import Measure, Provision
from docanalyzer.exports.rows import Cell
from docanalyzer.exports.xlsx import write_sheets


def write_workbook(report: Report, stream: BinaryIO, wording: Wording = IN_ENGLISH, /) -> None:
    """One sheet for each kind of finding; cells are text or numbers, never formulas."""
    name, say = names(report), wording.say
    sheet = partial(_sheet, wording)
    sheets = [
        sheet(
            "documents",
            ["name", "title", "language", "issued_on", "jurisdiction", "targets", "provisions", "id"],
            [
                [
                    d.name,
                    d.title,
                    wording.word("language", d.language),
                    d.issued_on,
                    d.jurisdiction,
                    d.targets,
                    d.provisions,
                    d.id,
                ]
                for d in report.documents
            ],
        ),
        sheet("pairs", _PAIRS, [_row(wording, pair, name) for pair in report.pairs]),
    ]
    if report.mode == "cascade":
        others, rows = matrix(report)
        lags = {lag.document: lag.days for lag in report.lags}
        header = ["target", "value", *(name[d.id] for d in others)]
        body: list[list[Cell]] = [[wording.word("row", "days after the national document"), None]]
        body[0] += [lags.get(d.id) for d in others]
        for left, cells in rows:
            shown = wording.side(left)
            words = [
                f"{say(f'verdict.{c.verdict}')}: {_value(wording, c.right)}" if c and c.right else say("dropped")
                for c in cells
            ]
            body.append([shown.what if shown else "", shown.value if shown else "", *words])
        sheets.append(sheet("matrix", header, body))
    if report.conflicts:
        numbers: list[list[Cell]] = [
            [", ".join(c.left), ", ".join(c.right), c.left_text.text, c.right_text.text] for c in report.conflicts
        ]
        sheets.append(sheet("numbers", ["left", "right", "left_text", "right_text"], numbers))
    issues: list[list[Cell]] = [
        [
            name[d.document],
            wording.word("check", i.check),
            wording.reason(i.reason),
            " ‖ ".join(r.evidence.text for r in i.records),
        ]
        for d in report.consistency
        for i in d.issues
    ]
    if issues:
        sheets.append(sheet("consistency", ["document", "check", "reason", "evidence"], issues))
    write_sheets(sheets, stream)


_WIDTHS = {"reason": 50, "arithmetic": 40, "left_evidence": 60, "right_evidence": 60, "left_text": 60, "right_text": 60}


def _sheet(
    wording: Wording, name: str, header: list[str], rows: list[list[Cell]]
) -> tuple[str, list[tuple[str, int]], list[list[Cell]]]:
    columns = [(wording.word("column", column), _WIDTHS.get(column, 18)) for column in header]
    return wording.word("sheet", name), columns, rows


_PAIRS = [
    "left_document", "right_document", "verdict", "differences", "reason", "arithmetic", "change",
    "left_what", "left_value", "left_period", "left_evidence", "left_place",
    "right_what", "right_value", "right_period", "right_evidence", "right_place", "score", "why",
]  # fmt: skip


def _row(wording: Wording, pair: Pair, name: dict[str, str]) -> list[Cell]:
    cells: list[Cell] = [
        name[pair.left_document],
        name[pair.right_document],
        wording.word("id", pair.verdict),
        ", ".join(wording.word("difference", one) for one in pair.differences),
        wording.reason(pair.reason),
        "; ".join(map(wording.step, pair.arithmetic)),
        pair.change and wording.word("change", pair.change),
    ]
    for record in (pair.left, pair.right):
        shown = wording.side(record)
        cells += [shown.what, shown.value, shown.period, shown.evidence, shown.place] if shown else [None] * 5
    return [*cells, pair.score, ", ".join(pair.why)]


def _value(wording: Wording, record: Measure | Provision) -> str:
    shown = wording.side(record)
    return f"{shown.value} {shown.period}".strip() if shown else ""
