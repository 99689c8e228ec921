"""The view Cascade: what became of each target of a national document in local ones, and how long that took."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import streamlit as st

from docanalyzer.comparison.cascade import STEPS
from docanalyzer.comparison.pairs import Compared
from docanalyzer.comparison.report import Pair, Report
from docanalyzer.core.record import Measure
from docanalyzer.ui import names, words
from docanalyzer.ui.comparing import reports
from docanalyzer.ui.comparing.component import show_table
from docanalyzer.ui.comparing.matrix import column
from docanalyzer.ui.comparing.reports import Stamps
from docanalyzer.ui.comparing.sides import Sides, indicator_of, tags_of, value_of
from docanalyzer.ui.parts.tables import Column, page_of, pages, table
from docanalyzer.ui.words import t

_ROWS: Final = 60
_STEPS: Final = ("restates", "tightens", "loosens", "differs", "drops", "adds")


def show(state: Stamps) -> Report:
    """Draw the view; the first document is the national one."""
    report = reports.report(state, "cascade")
    sides = Sides.of(report)
    pairs = [pair for pair in report.pairs if _numbered(pair)]
    _summary(report, pairs, sides)
    wanted = st.segmented_control(
        t("compare.rows"),
        ("taken", "every", "added"),
        default="taken",
        required=True,
        format_func=lambda name: t(f"compare.cascade_{name}"),
        key=f"compare_cascade_rows_{words.language()}",
        label_visibility="collapsed",
    )
    rows = _added(report, pairs, sides) if wanted == "added" else _rows(report, pairs, sides, every=wanted == "every")
    if not rows:
        st.info(t("compare.no_common"), icon=":material/difference:")
        return report
    st.caption(t("compare.matrix_how", count=len(rows)))
    lags = {lag.document: lag.days for lag in report.lags}
    columns = [
        column(document, sides, first=place == 0, sub=_lag(lags.get(document.id)) if place else "")
        for place, document in enumerate(report.documents)
    ]
    page = page_of("compare_cascade_page", (state, wanted))
    show_table(columns, rows[(page - 1) * _ROWS : page * _ROWS], key="compare_cascade")
    pages(-(-len(rows) // _ROWS), key="compare_cascade_page")
    return report


def _numbered(pair: Pair) -> bool:
    record = pair.left or pair.right
    return isinstance(record, Measure) and record.quantity is not None


def _lag(days: int | None) -> str:
    return "" if days is None else t("compare.lag", days=f"{days:+d}")


def _summary(report: Report, pairs: list[Pair], sides: Sides) -> None:
    counts: Counter[tuple[str, str]] = Counter((pair.right_document, STEPS[pair.verdict]) for pair in pairs)
    lags = {lag.document: lag.days for lag in report.lags}

    def count(step: str) -> Any:
        return lambda document: counts[document.id, step]

    columns = (
        Column("document", lambda document: sides.titles[document.id], 300),
        Column("issued_on", lambda document: document.issued_on or "", 100),
        Column("lag", lambda document: lags.get(document.id), 90, "number"),
        *(Column(step, count(step), 75, "number") for step in _STEPS),
    )
    others: list[Compared] = list(report.documents[1:])
    table(others, columns, key="compare_cascade_summary")


def _rows(report: Report, pairs: list[Pair], sides: Sides, *, every: bool) -> list[dict[str, Any]]:
    """A row for each target of the national document; those that some local one takes up, or every one."""
    found: dict[str, tuple[Measure, dict[str, Pair]]] = {}
    for pair in pairs:
        if isinstance(pair.left, Measure):
            found.setdefault(pair.left.id, (pair.left, {}))[1][pair.right_document] = pair
    national, *others = [document.id for document in report.documents]
    rows = []
    for left, beside in found.values():
        if not every and all(pair.right is None for pair in beside.values()):
            continue
        first = _cell("", "", left, {"tags": [], "reason": "", "steps": [], "sides": [sides.record(national, left)]})
        rows.append(
            {
                "name": indicator_of(left),
                "again": False,
                "cells": [first, *(_step_cell(beside.get(other), sides) for other in others)],
            }
        )
    return rows


def _added(report: Report, pairs: list[Pair], sides: Sides) -> list[dict[str, Any]]:
    """What local documents have and the national one does not."""
    place = {document.id: number for number, document in enumerate(report.documents)}
    rows = []
    for pair in pairs:
        if pair.left is None and isinstance(pair.right, Measure):
            cells: list[dict[str, Any] | None] = [None] * len(place)
            cells[place[pair.right_document]] = _step_cell(pair, sides)
            rows.append({"name": indicator_of(pair.right), "again": False, "cells": cells})
    return rows


def _step_cell(pair: Pair | None, sides: Sides) -> dict[str, Any] | None:
    if pair is None:
        return None
    step = STEPS[pair.verdict]
    right = pair.right if isinstance(pair.right, Measure) else None
    label = names.word("step_of", step)
    return _cell(step, label, right, sides.pair(pair, [(step, label)]))


def _cell(step: str, label: str, measure: Measure | None, pair: dict[str, Any]) -> dict[str, Any]:
    return {
        "verdict": step,
        "label": label,
        "value": value_of(measure) if measure else "",
        "when": names.period(measure.period) if measure else "",
        "pair": {**pair, "tags": pair["tags"] or tags_of([])},
    }
