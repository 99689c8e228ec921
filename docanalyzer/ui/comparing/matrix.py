"""The view Matrix: indicators down, documents across, each number judged against the first document that has one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import streamlit as st

from docanalyzer.comparison.pairs import Compared
from docanalyzer.comparison.report import Pair, Report
from docanalyzer.core.record import Measure
from docanalyzer.ui import names, words
from docanalyzer.ui.comparing import reports
from docanalyzer.ui.comparing.component import show_table
from docanalyzer.ui.comparing.reports import Stamps
from docanalyzer.ui.comparing.sides import Sides, indicator_of, tags_of, value_of
from docanalyzer.ui.parts.tables import page_of, pages
from docanalyzer.ui.words import t

_ROWS: Final = 60
_SHOWN: Final = ("common", "differ", "all")


@dataclass
class Row:
    """What several documents say of one thing: the record of each, and each pair with the first that has one."""

    first: str
    measures: dict[str, Measure] = field(default_factory=dict)
    pairs: dict[str, Pair] = field(default_factory=dict)

    @property
    def head(self) -> Measure:
        """The record that the others are judged against."""
        return self.measures[self.first]


def rows_of(report: Report) -> list[Row]:
    """The rows of a report on targets: those of the reference in text order, then what it has not, by document."""
    order = [document.id for document in report.documents]
    beside: dict[tuple[str, str], dict[str, Pair]] = {}
    records: dict[str, dict[str, Measure]] = {one: {} for one in order}
    for pair in report.pairs:
        for document, record in ((pair.left_document, pair.left), (pair.right_document, pair.right)):
            if isinstance(record, Measure):
                records[document][record.id] = record
        if pair.left is not None and pair.right is not None:
            beside.setdefault((pair.left_document, pair.left.id), {})[pair.right_document] = pair
    taken: set[tuple[str, str]] = set()
    rows = []
    for document in order:
        for record in sorted(records[document].values(), key=lambda measure: measure.evidence.start):
            if (document, record.id) in taken:
                continue
            row = Row(document, {document: record})
            for other, pair in beside.get((document, record.id), {}).items():
                if isinstance(pair.right, Measure) and (other, pair.right.id) not in taken:
                    row.measures[other], row.pairs[other] = pair.right, pair
                    taken.add((other, pair.right.id))
            rows.append(row)
    return _together(rows)


def _together(rows: Iterable[Row]) -> list[Row]:
    """Rows of one indicator stand below each other, where the first of them stood."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(_group(row), []).append(row)
    return [row for group in groups.values() for row in group]


def _group(row: Row) -> str:
    indicator = row.head.indicator
    return (indicator.id or indicator.text) if indicator else row.head.id


def show(state: Stamps) -> Report:
    """Draw the view; the report it shows."""
    report = reports.report(state, "targets")
    sides = Sides.of(report)
    rows = rows_of(report)
    counted = st.container()
    with st.container(horizontal=True, vertical_alignment="center"):
        wanted = st.segmented_control(
            t("compare.rows"),
            _SHOWN,
            default="common",
            required=True,
            format_func=lambda name: t(f"compare.rows_{name}"),
            key=f"compare_rows_{words.language()}",
            label_visibility="collapsed",
        )
        if st.toggle(t("compare.numbers_only"), key=f"compare_numbers_{words.language()}"):
            rows = [row for row in rows if row.head.quantity is not None]
    with counted:
        _counts(rows, report)
    kept = [row for row in rows if _wanted(row, wanted)]
    if not kept:
        st.info(t("compare.no_common" if rows else "compare.no_targets"), icon=":material/difference:")
        return report
    st.caption(t("compare.matrix_how", count=len(kept)))
    page = page_of("compare_matrix_page", (state, wanted, len(kept)))
    start = (page - 1) * _ROWS
    columns = [column(document, sides, first=place == 0) for place, document in enumerate(report.documents)]
    show_table(columns, table_rows(kept[start : start + _ROWS], report.documents, sides), key="compare_matrix")
    pages(-(-len(kept) // _ROWS), key="compare_matrix_page")
    return report


def _wanted(row: Row, wanted: str) -> bool:
    if wanted == "all":
        return True
    if wanted == "common":
        return bool(row.pairs)
    return any(pair.verdict != "same" for pair in row.pairs.values())


def _counts(rows: Sequence[Row], report: Report) -> None:
    found = Counter(pair.verdict for row in rows for pair in row.pairs.values())
    alone = sum(not row.pairs for row in rows)
    with st.container(horizontal=True, gap="medium", key="compare_counts"):
        for verdict in ("same", "stricter", "looser", "not_comparable"):
            st.metric(names.word("verdict", verdict), f"{found[verdict]:,}", width="content")
        st.metric(t("compare.alone"), f"{alone:,}", width="content", help=t("compare.alone_help"))
    if len(report.documents) > 2:
        st.caption(t("compare.against_first"))


def column(document: Compared, sides: Sides, *, first: bool = False, sub: str = "") -> dict[str, str]:
    """The head of a document's column."""
    parts = (t("compare.is_reference") if first else "", document.issued_on or "", sub)
    return {"title": sides.titles[document.id], "sub": " · ".join(part for part in parts if part)}


def table_rows(rows: Sequence[Row], documents: Sequence[Compared], sides: Sides) -> list[dict[str, Any]]:
    """Rows as the component takes them."""
    made = []
    before = None
    for row in rows:
        group = _group(row)
        cells = [_cell(row, document.id, sides) for document in documents]
        made.append({"name": indicator_of(row.head), "again": group == before, "cells": cells})
        before = group
    return made


def _cell(row: Row, document: str, sides: Sides) -> dict[str, Any] | None:
    measure = row.measures.get(document)
    if measure is None:
        return None
    pair = row.pairs.get(document)
    label = names.word("verdict", pair.verdict) if pair else ""
    shown = (
        sides.pair(pair, [(pair.verdict, label)])
        if pair
        else {"tags": tags_of([]), "reason": "", "steps": [], "sides": [sides.record(document, measure)]}
    )
    return {
        "verdict": pair.verdict if pair else "",
        "label": label,
        "value": value_of(measure),
        "when": names.period(measure.period),
        "pair": shown,
    }
